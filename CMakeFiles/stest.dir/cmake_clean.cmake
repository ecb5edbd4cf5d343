file(REMOVE_RECURSE
  "CMakeFiles/stest.dir/src/ground/plancheck/brute_force_testing.cc.o"
  "CMakeFiles/stest.dir/src/ground/plancheck/brute_force_testing.cc.o.d"
  "CMakeFiles/stest.dir/src/ground/plancheck/certificate_test.cc.o"
  "CMakeFiles/stest.dir/src/ground/plancheck/certificate_test.cc.o.d"
  "CMakeFiles/stest.dir/src/ground/plancheck/change_test.cc.o"
  "CMakeFiles/stest.dir/src/ground/plancheck/change_test.cc.o.d"
  "CMakeFiles/stest.dir/src/ground/plancheck/check_test.cc.o"
  "CMakeFiles/stest.dir/src/ground/plancheck/check_test.cc.o.d"
  "CMakeFiles/stest.dir/src/ground/plancheck/model_testing.cc.o"
  "CMakeFiles/stest.dir/src/ground/plancheck/model_testing.cc.o.d"
  "CMakeFiles/stest.dir/src/ground/solve/branching_test.cc.o"
  "CMakeFiles/stest.dir/src/ground/solve/branching_test.cc.o.d"
  "CMakeFiles/stest.dir/src/ground/solve/explain_test.cc.o"
  "CMakeFiles/stest.dir/src/ground/solve/explain_test.cc.o.d"
  "CMakeFiles/stest.dir/src/ground/solve/solve_test.cc.o"
  "CMakeFiles/stest.dir/src/ground/solve/solve_test.cc.o.d"
  "CMakeFiles/stest.dir/src/ground/solve/wishes_test.cc.o"
  "CMakeFiles/stest.dir/src/ground/solve/wishes_test.cc.o.d"
  "stest"
  "stest.pdb"
)

# Per-language clean rules from dependency scanning.
foreach(lang CXX)
  include(CMakeFiles/stest.dir/cmake_clean_${lang}.cmake OPTIONAL)
endforeach()
