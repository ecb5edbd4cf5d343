// Days of the region pack as people read them: never more precise than their source.
#pragma once

#include <string>

#include "region/fact.h"

namespace couloir::region {

/// "30 April 2026", "September 2026" or "2026", in the thread's language.
std::string written(const PartialDate&);

}  // namespace couloir::region
