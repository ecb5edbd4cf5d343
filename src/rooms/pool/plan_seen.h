// A staffing plan as somebody sees it: names where the instance has numbers, and none where she may not have them.
#pragma once

#include <vector>

#include "pool/front.h"
#include "pool/names.h"
#include "pool/plan.h"
#include "pool/wish.h"
#include "store/db.h"

namespace couloir::pool {

struct SeenPlan {
  StaffingPlan plan;
  Instance instance;
  CheckedPlan made;  ///< empty rows while it is a draft
  std::vector<Assignment> assignments;
  std::vector<LeftOut> left_out;
  std::vector<Approval> approvals;
  std::vector<Wish> wishes;  ///< also on dossiers that who asks may not see
  Names names;
};
/// The plan is read, not checked. Errors: not_found.
Result<SeenPlan> seen_plan(Reader&, const Actor&, PlanId);
/// What its engineers and dossiers are called, for who asks.
Names names_of_instance(Reader&, const Actor&, const Instance&);
/// Values tell scores: an instance is given to who may see every dossier in it. Errors: refused.
Result<void> may_take_instance(const Instance&, const Names&);

}  // namespace couloir::pool
