find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(boost_json 1.81 REQUIRED CONFIG)
pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET libqrencode)
couloir_part(people DIR src/ground/people USES journal store words base
  LIBS PkgConfig::SODIUM OpenSSL::Crypto PkgConfig::QRENCODE Boost::json TEST_USES store_testing)
