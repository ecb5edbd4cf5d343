pkg_check_modules(CURL REQUIRED IMPORTED_TARGET libcurl)
couloir_part(webhooks PAGES DIR src/ground/webhooks USES web people journal store http html words base LIBS PkgConfig::CURL
  TEST_USES web_testing store_testing)
