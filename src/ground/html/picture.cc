// Draws the pictures of picture.h. Positions are percentages, so that one drawing fits a phone and a wall.
#include "html/picture.h"
