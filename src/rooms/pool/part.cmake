couloir_part(pool ROOM DIR src/rooms/pool USES calls compliance portfolio documents files webhooks web people journal region store http html words solve plancheck base
  TEST_USES web_testing store_testing)
if(TARGET couloir_pool_test)
  add_dependencies(couloir_pool_test couloir_assets)
endif()
