// Mails about a training plan: who sees to a training hears of it before it is due, on the day, and a week later.
#pragma once

#include <string>

#include "base/result.h"
#include "region/pack.h"
#include "store/db.h"

namespace couloir::compliance {

/// Each step once, however often this runs; to nobody who left, of no training that the region has given up.
Result<void> remind_of_trainings(const Op&, const region::Pack&, const std::string& base_url, Date today);

}  // namespace couloir::compliance
