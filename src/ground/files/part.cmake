pkg_check_modules(ARCHIVE REQUIRED IMPORTED_TARGET libarchive)
couloir_part(files DIR src/ground/files USES web people journal store http html words base LIBS PkgConfig::ARCHIVE z
  TEST_USES web_testing store_testing)
