file(REMOVE_RECURSE
  "CMakeFiles/x_run.dir/x_run.cc.o"
  "CMakeFiles/x_run.dir/x_run.cc.o.d"
  "x_run"
  "x_run.pdb"
)

# Per-language clean rules from dependency scanning.
foreach(lang CXX)
  include(CMakeFiles/x_run.dir/cmake_clean_${lang}.cmake OPTIONAL)
endforeach()
