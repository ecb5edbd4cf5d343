
# Consider dependencies only in project.
set(CMAKE_DEPENDS_IN_PROJECT_ONLY OFF)

# The set of languages for which implicit dependencies are needed:
set(CMAKE_DEPENDS_LANGUAGES
  )

# The set of dependency files which are needed:
set(CMAKE_DEPENDS_DEPENDENCY_FILES
  "/work/main/src/ground/plancheck/brute_force_testing.cc" "CMakeFiles/stest.dir/src/ground/plancheck/brute_force_testing.cc.o" "gcc" "CMakeFiles/stest.dir/src/ground/plancheck/brute_force_testing.cc.o.d"
  "/work/main/src/ground/plancheck/certificate_test.cc" "CMakeFiles/stest.dir/src/ground/plancheck/certificate_test.cc.o" "gcc" "CMakeFiles/stest.dir/src/ground/plancheck/certificate_test.cc.o.d"
  "/work/main/src/ground/plancheck/change_test.cc" "CMakeFiles/stest.dir/src/ground/plancheck/change_test.cc.o" "gcc" "CMakeFiles/stest.dir/src/ground/plancheck/change_test.cc.o.d"
  "/work/main/src/ground/plancheck/check_test.cc" "CMakeFiles/stest.dir/src/ground/plancheck/check_test.cc.o" "gcc" "CMakeFiles/stest.dir/src/ground/plancheck/check_test.cc.o.d"
  "/work/main/src/ground/plancheck/model_testing.cc" "CMakeFiles/stest.dir/src/ground/plancheck/model_testing.cc.o" "gcc" "CMakeFiles/stest.dir/src/ground/plancheck/model_testing.cc.o.d"
  "/work/main/src/ground/solve/branching_test.cc" "CMakeFiles/stest.dir/src/ground/solve/branching_test.cc.o" "gcc" "CMakeFiles/stest.dir/src/ground/solve/branching_test.cc.o.d"
  "/work/main/src/ground/solve/explain_test.cc" "CMakeFiles/stest.dir/src/ground/solve/explain_test.cc.o" "gcc" "CMakeFiles/stest.dir/src/ground/solve/explain_test.cc.o.d"
  "/work/main/src/ground/solve/solve_test.cc" "CMakeFiles/stest.dir/src/ground/solve/solve_test.cc.o" "gcc" "CMakeFiles/stest.dir/src/ground/solve/solve_test.cc.o.d"
  "/work/main/src/ground/solve/wishes_test.cc" "CMakeFiles/stest.dir/src/ground/solve/wishes_test.cc.o" "gcc" "CMakeFiles/stest.dir/src/ground/solve/wishes_test.cc.o.d"
  )

# Targets to which this target links.
set(CMAKE_TARGET_LINKED_INFO_FILES
  "/work/main/CMakeFiles/s.dir/DependInfo.cmake"
  )

# Fortran module output directory.
set(CMAKE_Fortran_TARGET_MODULE_DIR "")
