find_package(boost_json 1.81 REQUIRED CONFIG)
pkg_check_modules(CLP REQUIRED IMPORTED_TARGET clp)
couloir_part(solve HOT DIR src/ground/solve USES base LIBS Boost::json PkgConfig::CLP TEST_USES plancheck_testing plancheck)
# Their inner loops run over whole rows of costs: what -O3 vectorises is most of a solve.
set_source_files_properties(src/ground/solve/joint.cc src/ground/solve/insertion.cc src/ground/solve/apart_pricer.cc PROPERTIES COMPILE_OPTIONS
  "$<$<CONFIG:Release>:-O3>" SKIP_UNITY_BUILD_INCLUSION ON SKIP_PRECOMPILE_HEADERS ON)
