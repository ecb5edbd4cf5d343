find_package(boost_json 1.81 REQUIRED CONFIG)
pkg_check_modules(CURL REQUIRED IMPORTED_TARGET libcurl)
couloir_part(journal DIR src/ground/journal USES store words base LIBS Boost::json PkgConfig::CURL PkgConfig::SODIUM
  TEST_USES store_testing)
