couloir_part(sprints ROOM DIR src/rooms/sprints USES calls compliance portfolio web people journal region store http html words base
  TEST_USES web_testing store_testing)
