
# Consider dependencies only in project.
set(CMAKE_DEPENDS_IN_PROJECT_ONLY OFF)

# The set of languages for which implicit dependencies are needed:
set(CMAKE_DEPENDS_LANGUAGES
  )

# The set of dependency files which are needed:
set(CMAKE_DEPENDS_DEPENDENCY_FILES
  "/work/main/src/ground/plancheck/brute_force_testing.cc" "CMakeFiles/x_one.dir/src/ground/plancheck/brute_force_testing.cc.o" "gcc" "CMakeFiles/x_one.dir/src/ground/plancheck/brute_force_testing.cc.o.d"
  "/work/main/src/ground/plancheck/model_testing.cc" "CMakeFiles/x_one.dir/src/ground/plancheck/model_testing.cc.o" "gcc" "CMakeFiles/x_one.dir/src/ground/plancheck/model_testing.cc.o.d"
  "/tmp/sd/x_one.cc" "CMakeFiles/x_one.dir/x_one.cc.o" "gcc" "CMakeFiles/x_one.dir/x_one.cc.o.d"
  )

# Targets to which this target links.
set(CMAKE_TARGET_LINKED_INFO_FILES
  "/work/main/CMakeFiles/s.dir/DependInfo.cmake"
  )

# Fortran module output directory.
set(CMAKE_Fortran_TARGET_MODULE_DIR "")
