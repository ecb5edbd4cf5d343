couloir_part(html DIR src/ground/html USES words base)
