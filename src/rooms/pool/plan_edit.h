// Commands on staffing plans. Page, API and command line all come through here.
#pragma once

#include "pool/front.h"
#include "pool/plan.h"
#include "store/db.h"

namespace couloir::pool {

struct NewPlan {
  std::string name, batch;  ///< batch: empty for every one
  Month start;
  int months = 12;
};
/// Takes engineers, demands and promises as they are now. Errors: forbidden, invalid (name, start, months).
Result<StaffingPlan> draft_plan(const Op&, const Foundations&, const NewPlan&);

/// Brings a plan for it, made by a solver or by hand; checked before it is stored. Errors: forbidden, not_found,
/// invalid (by place of the plan), refused (its state, or a rule that the plan breaks), conflict.
Result<StaffingPlan> bring_plan(const Op&, PlanId, std::int64_t version, const std::string& plan_text);

/// Longest a plan may be worked on at once.
inline constexpr int kLongestSolve = 3'600;
/// Asks the program to solve it, in the background and for at most so many seconds, from the plan it holds if there is
/// one. Errors: forbidden, not_found, invalid (seconds), refused (its state, or it is being solved), conflict.
Result<StaffingPlan> ask_to_solve(const Op&, PlanId, std::int64_t version, int seconds);
/// Ends that work early: the best plan so far is kept. Errors: forbidden, not_found, refused (nothing runs).
Result<StaffingPlan> stop_solving(const Op&, PlanId, std::int64_t version);

struct SolvePlan {
  static constexpr auto kName = "pool.solve_plan"sv;
  PlanId plan;
  std::int64_t version = 0, seconds = 0;
  static constexpr auto kFields =
      journal::fields(journal::field("plan", &SolvePlan::plan), journal::field("version", &SolvePlan::version),
                      journal::field("seconds", &SolvePlan::seconds));
};
Result<void> solve_plan(const Foundations&, const SolvePlan&, journal::JobContext&);

/// Before the committee. Errors: forbidden, not_found, refused, conflict.
Result<StaffingPlan> propose_plan(const Op&, PlanId, std::int64_t version);
/// Approves exactly this version. The second approval, by somebody else of the committee, publishes it: it is promised,
/// and the plan published before is superseded. Errors: forbidden, not_found, refused (approved already by who asks),
/// conflict (another version, or another plan was published since this one was drafted).
Result<StaffingPlan> approve_plan(const Op&, PlanId, std::int64_t version);
/// Back to where another plan may be brought; approvals are gone. Errors: forbidden, not_found, refused, conflict.
Result<StaffingPlan> take_plan_back(const Op&, PlanId, std::int64_t version);
/// Errors: forbidden, not_found, refused, conflict.
Result<StaffingPlan> withdraw_plan(const Op&, PlanId, std::int64_t version);

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
/// Errors: not_found.
Result<SeenPlan> seen_plan(Reader&, const Actor&, const Foundations&, PlanId);
/// Values tell scores: an instance is given to who may see every dossier in it. Errors: refused.
Result<void> may_take_instance(const Instance&, const std::vector<Demand>& seen, const Actor&);

}  // namespace couloir::pool
