couloir_part(calls ROOM DIR src/rooms/calls USES compliance portfolio documents files webhooks web people journal region store http html words base
  LIBS PkgConfig::ICU TEST_USES web_testing store_testing TEST_LIBS rapidcheck rapidcheck_gtest)
if(TARGET couloir_calls_test)
  add_dependencies(couloir_calls_test couloir_assets)  # the letters of its PDFs
endif()
