file(REMOVE_RECURSE
  "CMakeFiles/x_time.dir/x_time.cc.o"
  "CMakeFiles/x_time.dir/x_time.cc.o.d"
  "x_time"
  "x_time.pdb"
)

# Per-language clean rules from dependency scanning.
foreach(lang CXX)
  include(CMakeFiles/x_time.dir/cmake_clean_${lang}.cmake OPTIONAL)
endforeach()
