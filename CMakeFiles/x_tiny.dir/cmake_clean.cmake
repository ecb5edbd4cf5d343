file(REMOVE_RECURSE
  "CMakeFiles/x_tiny.dir/src/ground/plancheck/brute_force_testing.cc.o"
  "CMakeFiles/x_tiny.dir/src/ground/plancheck/brute_force_testing.cc.o.d"
  "CMakeFiles/x_tiny.dir/src/ground/plancheck/model_testing.cc.o"
  "CMakeFiles/x_tiny.dir/src/ground/plancheck/model_testing.cc.o.d"
  "CMakeFiles/x_tiny.dir/x_tiny.cc.o"
  "CMakeFiles/x_tiny.dir/x_tiny.cc.o.d"
  "x_tiny"
  "x_tiny.pdb"
)

# Per-language clean rules from dependency scanning.
foreach(lang CXX)
  include(CMakeFiles/x_tiny.dir/cmake_clean_${lang}.cmake OPTIONAL)
endforeach()
