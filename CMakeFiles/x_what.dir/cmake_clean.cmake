file(REMOVE_RECURSE
  "CMakeFiles/x_what.dir/x_what.cc.o"
  "CMakeFiles/x_what.dir/x_what.cc.o.d"
  "x_what"
  "x_what.pdb"
)

# Per-language clean rules from dependency scanning.
foreach(lang CXX)
  include(CMakeFiles/x_what.dir/cmake_clean_${lang}.cmake OPTIONAL)
endforeach()
