couloir_part(http DIR src/ground/http USES base)
