
# Consider dependencies only in project.
set(CMAKE_DEPENDS_IN_PROJECT_ONLY OFF)

# The set of languages for which implicit dependencies are needed:
set(CMAKE_DEPENDS_LANGUAGES
  )

# The set of dependency files which are needed:
set(CMAKE_DEPENDS_DEPENDENCY_FILES
  "/work/main/src/ground/base/actor.cc" "CMakeFiles/s.dir/src/ground/base/actor.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/base/actor.cc.o.d"
  "/work/main/src/ground/base/bug.cc" "CMakeFiles/s.dir/src/ground/base/bug.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/base/bug.cc.o.d"
  "/work/main/src/ground/base/csv_reader.cc" "CMakeFiles/s.dir/src/ground/base/csv_reader.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/base/csv_reader.cc.o.d"
  "/work/main/src/ground/base/csv_writer.cc" "CMakeFiles/s.dir/src/ground/base/csv_writer.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/base/csv_writer.cc.o.d"
  "/work/main/src/ground/base/fold.cc" "CMakeFiles/s.dir/src/ground/base/fold.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/base/fold.cc.o.d"
  "/work/main/src/ground/base/ical.cc" "CMakeFiles/s.dir/src/ground/base/ical.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/base/ical.cc.o.d"
  "/work/main/src/ground/base/identifiers.cc" "CMakeFiles/s.dir/src/ground/base/identifiers.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/base/identifiers.cc.o.d"
  "/work/main/src/ground/base/instant.cc" "CMakeFiles/s.dir/src/ground/base/instant.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/base/instant.cc.o.d"
  "/work/main/src/ground/base/log.cc" "CMakeFiles/s.dir/src/ground/base/log.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/base/log.cc.o.d"
  "/work/main/src/ground/base/random.cc" "CMakeFiles/s.dir/src/ground/base/random.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/base/random.cc.o.d"
  "/work/main/src/ground/base/result.cc" "CMakeFiles/s.dir/src/ground/base/result.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/base/result.cc.o.d"
  "/work/main/src/ground/base/sha256.cc" "CMakeFiles/s.dir/src/ground/base/sha256.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/base/sha256.cc.o.d"
  "/work/main/src/ground/base/size_class.cc" "CMakeFiles/s.dir/src/ground/base/size_class.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/base/size_class.cc.o.d"
  "/work/main/src/ground/base/text.cc" "CMakeFiles/s.dir/src/ground/base/text.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/base/text.cc.o.d"
  "/work/main/src/ground/plancheck/bound.cc" "CMakeFiles/s.dir/src/ground/plancheck/bound.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/plancheck/bound.cc.o.d"
  "/work/main/src/ground/plancheck/change.cc" "CMakeFiles/s.dir/src/ground/plancheck/change.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/plancheck/change.cc.o.d"
  "/work/main/src/ground/plancheck/check.cc" "CMakeFiles/s.dir/src/ground/plancheck/check.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/plancheck/check.cc.o.d"
  "/work/main/src/ground/plancheck/claims.cc" "CMakeFiles/s.dir/src/ground/plancheck/claims.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/plancheck/claims.cc.o.d"
  "/work/main/src/ground/plancheck/cut_check.cc" "CMakeFiles/s.dir/src/ground/plancheck/cut_check.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/plancheck/cut_check.cc.o.d"
  "/work/main/src/ground/plancheck/document.cc" "CMakeFiles/s.dir/src/ground/plancheck/document.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/plancheck/document.cc.o.d"
  "/work/main/src/ground/plancheck/effort_grid.cc" "CMakeFiles/s.dir/src/ground/plancheck/effort_grid.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/plancheck/effort_grid.cc.o.d"
  "/work/main/src/ground/plancheck/holders.cc" "CMakeFiles/s.dir/src/ground/plancheck/holders.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/plancheck/holders.cc.o.d"
  "/work/main/src/ground/plancheck/joint_bound.cc" "CMakeFiles/s.dir/src/ground/plancheck/joint_bound.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/plancheck/joint_bound.cc.o.d"
  "/work/main/src/ground/plancheck/lone_dossier.cc" "CMakeFiles/s.dir/src/ground/plancheck/lone_dossier.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/plancheck/lone_dossier.cc.o.d"
  "/work/main/src/ground/plancheck/node.cc" "CMakeFiles/s.dir/src/ground/plancheck/node.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/plancheck/node.cc.o.d"
  "/work/main/src/ground/plancheck/read_instance.cc" "CMakeFiles/s.dir/src/ground/plancheck/read_instance.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/plancheck/read_instance.cc.o.d"
  "/work/main/src/ground/plancheck/read_plan.cc" "CMakeFiles/s.dir/src/ground/plancheck/read_plan.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/plancheck/read_plan.cc.o.d"
  "/work/main/src/ground/plancheck/role_bound.cc" "CMakeFiles/s.dir/src/ground/plancheck/role_bound.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/plancheck/role_bound.cc.o.d"
  "/work/main/src/ground/plancheck/team_search.cc" "CMakeFiles/s.dir/src/ground/plancheck/team_search.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/plancheck/team_search.cc.o.d"
  "/work/main/src/ground/solve/apart_pricer.cc" "CMakeFiles/s.dir/src/ground/solve/apart_pricer.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/solve/apart_pricer.cc.o.d"
  "/work/main/src/ground/solve/bound.cc" "CMakeFiles/s.dir/src/ground/solve/bound.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/solve/bound.cc.o.d"
  "/work/main/src/ground/solve/branching.cc" "CMakeFiles/s.dir/src/ground/solve/branching.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/solve/branching.cc.o.d"
  "/work/main/src/ground/solve/explain.cc" "CMakeFiles/s.dir/src/ground/solve/explain.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/solve/explain.cc.o.d"
  "/work/main/src/ground/solve/field.cc" "CMakeFiles/s.dir/src/ground/solve/field.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/solve/field.cc.o.d"
  "/work/main/src/ground/solve/insertion.cc" "CMakeFiles/s.dir/src/ground/solve/insertion.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/solve/insertion.cc.o.d"
  "/work/main/src/ground/solve/instance_json.cc" "CMakeFiles/s.dir/src/ground/solve/instance_json.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/solve/instance_json.cc.o.d"
  "/work/main/src/ground/solve/joint.cc" "CMakeFiles/s.dir/src/ground/solve/joint.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/solve/joint.cc.o.d"
  "/work/main/src/ground/solve/joint_pricer.cc" "CMakeFiles/s.dir/src/ground/solve/joint_pricer.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/solve/joint_pricer.cc.o.d"
  "/work/main/src/ground/solve/master.cc" "CMakeFiles/s.dir/src/ground/solve/master.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/solve/master.cc.o.d"
  "/work/main/src/ground/solve/model.cc" "CMakeFiles/s.dir/src/ground/solve/model.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/solve/model.cc.o.d"
  "/work/main/src/ground/solve/plan_json.cc" "CMakeFiles/s.dir/src/ground/solve/plan_json.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/solve/plan_json.cc.o.d"
  "/work/main/src/ground/solve/prices.cc" "CMakeFiles/s.dir/src/ground/solve/prices.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/solve/prices.cc.o.d"
  "/work/main/src/ground/solve/roster.cc" "CMakeFiles/s.dir/src/ground/solve/roster.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/solve/roster.cc.o.d"
  "/work/main/src/ground/solve/search.cc" "CMakeFiles/s.dir/src/ground/solve/search.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/solve/search.cc.o.d"
  "/work/main/src/ground/solve/solve.cc" "CMakeFiles/s.dir/src/ground/solve/solve.cc.o" "gcc" "CMakeFiles/s.dir/src/ground/solve/solve.cc.o.d"
  )

# Targets to which this target links.
set(CMAKE_TARGET_LINKED_INFO_FILES
  )

# Fortran module output directory.
set(CMAKE_Fortran_TARGET_MODULE_DIR "")
