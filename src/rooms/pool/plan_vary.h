// The command that makes a variant of a staffing plan: the same engineers, demands and promises with something
// otherwise, solved at once from where the plan stands. A variant is a plan like any other.
#pragma once

#include "pool/plan_edit.h"
#include "pool/wish.h"

namespace couloir::pool {

/// How long a variant is searched for unless somebody says otherwise.
inline constexpr int kVariantSeconds = 10;

struct Variation {
  std::string name;  ///< empty: the plan's name and a number
  std::vector<Wish> wishes;
  int seconds = kVariantSeconds;
};
/// Wishes of a variant that is varied again stay, unless a new one says the opposite. Errors: forbidden, not_found,
/// conflict, refused (it holds no plan, or wishes that do not go together), invalid (name, seconds, and wishes by
/// place).
Result<StaffingPlan> vary_plan(const Op&, PlanId, std::int64_t version, const Variation&);

}  // namespace couloir::pool
