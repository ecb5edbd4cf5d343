file(REMOVE_RECURSE
  "CMakeFiles/x_cal.dir/x_cal.cc.o"
  "CMakeFiles/x_cal.dir/x_cal.cc.o.d"
  "x_cal"
  "x_cal.pdb"
)

# Per-language clean rules from dependency scanning.
foreach(lang CXX)
  include(CMakeFiles/x_cal.dir/cmake_clean_${lang}.cmake OPTIONAL)
endforeach()
