// The front door of sprints: it reads all rooms and is written by none.
#pragma once

#include "region/pack.h"
#include "web/site.h"

namespace couloir::sprints {

void mount(web::Site&, const region::Pack&);

}  // namespace couloir::sprints
