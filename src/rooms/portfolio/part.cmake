couloir_part(portfolio ROOM DIR src/rooms/portfolio USES web people journal region store http html words base
  TEST_USES web_testing store_testing TEST_LIBS rapidcheck rapidcheck_gtest)
