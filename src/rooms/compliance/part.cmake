couloir_part(compliance ROOM DIR src/rooms/compliance HOT_FILES classify.cc condition.cc open_answers.cc reach.cc rule_pack.cc USES portfolio documents files web people journal region store http html words base
  TEST_USES web_testing store_testing TEST_LIBS rapidcheck rapidcheck_gtest)
if(TARGET couloir_compliance_test)
  add_dependencies(couloir_compliance_test couloir_assets)  # the letters of its PDF
endif()
