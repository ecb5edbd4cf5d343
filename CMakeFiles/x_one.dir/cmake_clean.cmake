file(REMOVE_RECURSE
  "CMakeFiles/x_one.dir/src/ground/plancheck/brute_force_testing.cc.o"
  "CMakeFiles/x_one.dir/src/ground/plancheck/brute_force_testing.cc.o.d"
  "CMakeFiles/x_one.dir/src/ground/plancheck/model_testing.cc.o"
  "CMakeFiles/x_one.dir/src/ground/plancheck/model_testing.cc.o.d"
  "CMakeFiles/x_one.dir/x_one.cc.o"
  "CMakeFiles/x_one.dir/x_one.cc.o.d"
  "x_one"
  "x_one.pdb"
)

# Per-language clean rules from dependency scanning.
foreach(lang CXX)
  include(CMakeFiles/x_one.dir/cmake_clean_${lang}.cmake OPTIONAL)
endforeach()
