// For tests: the best plan of a tiny instance, found by going through all of them, and through all of them again in the
// plainest way where that is possible. The solver's tests measure themselves by it.
#pragma once

#include <optional>

#include "plancheck/model.h"

namespace couloir::plancheck {

struct BestPlan {
  std::int64_t value = 0;
  PlanRows rows;
};

/// Every choice of dossiers, of their efforts and of who is on them when. How many quanta each gives is then a flow,
/// which is whole because its limits are: nothing is lost by not listing them.
/// Empty: promised work cannot be kept. REQUIRES: engineers × months ≤ 64, at most 8 dossiers, efforts as of size T.
std::optional<BestPlan> best_plan(const Instance&);

/// Every whole matrix of quanta, one dossier after the other, judged by model_value. For two or three dossiers of a few
/// quanta; takes no short cut at all.
std::optional<std::int64_t> best_value_listed(const Instance&);

/// A made-up instance of three engineers, `dossiers` dossiers and four months, as size T of `pool generate` but for
/// some promised work, order and prices of every kind.
Instance tiny_instance(std::mt19937_64&, int dossiers = 5);

}  // namespace couloir::plancheck
