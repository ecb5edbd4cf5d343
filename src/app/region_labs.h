// The region pack's labs as the register wants them.
#pragma once

#include "people/lab.h"
#include "region/pack.h"

namespace couloir::app {

/// Brings the register to what the region pack says; rows the office has edited stay. Errors: as people::seed_labs.
Result<people::SeedCount> seed_region_labs(const Op&, const region::Pack&);

}  // namespace couloir::app
