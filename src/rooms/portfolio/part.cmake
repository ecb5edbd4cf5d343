couloir_part(portfolio ROOM DIR src/rooms/portfolio USES web words base TEST_LIBS rapidcheck rapidcheck_gtest)
