// A staffing plan as somebody sees it: names where the instance has numbers, and none where she may not have them.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "pool/front.h"
#include "pool/plan.h"
#include "store/db.h"

namespace couloir::pool {

/// A plan as somebody sees it: what a committee member is linked to has no name for her.
struct SeenPlan {
  StaffingPlan plan;
  Instance instance;
  CheckedPlan made;  ///< empty rows while it is a draft
  std::vector<Assignment> assignments;
  std::vector<LeftOut> left_out;
  std::vector<Approval> approvals;
  std::map<EngineerId, std::string> engineers;  ///< names
  struct Named {
    std::string number, title;
    bool granted = false;
  };
  std::map<DossierId, Named> dossiers;  ///< those that may be seen
  bool all = false;                     ///< nothing is hidden from who asks

  bool shows(DossierId id) const { return all || dossiers.contains(id); }
};
/// A text of the checker or of a plan names dossiers and engineers as the instance does, "d12" and "e7"; whoever may
/// see one reads her name.
std::string with_names(const SeenPlan&, std::string_view);
/// The plan is read, not checked. Errors: not_found.
Result<SeenPlan> seen_plan(Reader&, const Actor&, const Foundations&, PlanId);
/// Values tell scores: an instance is given to who may see every dossier in it. Errors: refused.
Result<void> may_take_instance(const Instance&, const std::vector<Demand>& seen, const Actor&);

}  // namespace couloir::pool
