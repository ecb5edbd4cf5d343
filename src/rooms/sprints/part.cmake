couloir_part(sprints ROOM DIR src/rooms/sprints USES calls compliance portfolio web people journal region store http html words base)
