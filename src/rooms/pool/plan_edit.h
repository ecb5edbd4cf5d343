// Commands on staffing plans: drafted, brought, checked, decided; solving has its own (plan_solve.h). Page, API and
// command line all come through here.
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
/// Takes engineers, demands and promises as they are now. Errors: forbidden, invalid (name, start, months; a closed
/// month), refused (the checker or the solver could not read its instance).
Result<StaffingPlan> draft_plan(const Op&, const Foundations&, const NewPlan&);

/// Brings a plan for it, made by a solver or by hand; checked before it is stored. Who may not take the instance brings
/// none. Errors: forbidden, not_found, invalid (by place of the plan), refused (its state, or a rule that the plan
/// breaks), conflict.
Result<StaffingPlan> bring_plan(const Op&, PlanId, std::int64_t version, const std::string& plan_text);
/// Has the checker look at the stored plan again; nothing else of it changes. Errors: not_found, refused (there is
/// none, it is not sound, or what stands beside it is something else), conflict.
Result<StaffingPlan> check_again(const Op&, PlanId, std::int64_t version);

/// Before the committee. Errors: forbidden, not_found, refused (also a variant that rests on assumptions), conflict.
Result<StaffingPlan> propose_plan(const Op&, const Foundations&, PlanId, std::int64_t version);
/// Approves exactly this version. The second approval, by somebody else of the committee, publishes it: it is promised,
/// and the plan published before is superseded. Errors: forbidden, not_found, refused (approved already by who asks, or
/// what changed since it was drafted, each by a sentence), conflict (another version, or another plan was published
/// since this one was drafted).
Result<StaffingPlan> approve_plan(const Op&, const Foundations&, PlanId, std::int64_t version);
/// Back to where another plan may be brought; approvals are gone. Errors: forbidden, not_found, refused, conflict.
Result<StaffingPlan> take_plan_back(const Op&, PlanId, std::int64_t version);
/// Errors: forbidden, not_found, refused, conflict.
Result<StaffingPlan> withdraw_plan(const Op&, PlanId, std::int64_t version);

/// What is promised from the next month on to dossiers that are no demand any more is free again: all of it, since the
/// committee need not know which they are. Errors: forbidden, not_found (nothing is).
Result<void> release_gone(const Op&, const Foundations&);
/// The same by the program for one dossier, if it is gone and holds anything.
Result<void> release_if_gone(const Op&, const Foundations&, DossierId);

/// Errors: not_found, conflict (another version).
Result<StaffingPlan> plan_at(Reader&, const Op&, PlanId, std::int64_t version);
/// The plan of that version, if it may be done to it. Errors: forbidden, not_found, refused (its state), conflict.
Result<StaffingPlan> plan_for(Reader&, const Op&, PlanId, std::int64_t version, PlanAct);
/// Stores what was made of it and found sound.
Result<StaffingPlan> keep_plan(Tx&, const Op&, StaffingPlan, const Instance&, const CheckedPlan&,
                               const std::string& text);

}  // namespace couloir::pool
