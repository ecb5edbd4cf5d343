couloir_part(pool ROOM DIR src/rooms/pool USES solve plancheck web people journal region store http html words base)
