// The only SQL on pool_plan, pool_approval, pool_left_out and pool_assignment.
#pragma once

#include "pool/plan.h"
#include "store/db.h"

namespace couloir::pool {

std::optional<StaffingPlan> find_plan(Reader&, PlanId);
/// Newest first, without their texts. One statement.
std::vector<StaffingPlan> all_plans(Reader&);
/// Its id; 0: none is published.
PlanId published_plan(Reader&);

void insert_plan(Tx&, StaffingPlan&);
/// All but what it was made from. Errors: conflict (another version is stored).
void note_solving(Tx&, PlanId, journal::JobId);
Result<void> save_plan(Tx&, StaffingPlan&);

std::vector<Approval> approvals_of(Reader&, PlanId);  ///< in order of time
void insert_approval(Tx&, PlanId, const Approval&);
void delete_approvals(Tx&, PlanId);

std::vector<LeftOut> left_out_of(Reader&, PlanId);
void put_left_out(Tx&, PlanId, const std::vector<LeftOut>&);

std::vector<Assignment> assignments_of(Reader&, PlanId);  ///< by dossier, month, engineer
void put_assignments(Tx&, PlanId, const std::vector<Assignment>&);
/// What this plan holds is promised from now on; what an earlier one held of months from `start` on is not any more.
void put_in_force(Tx&, PlanId, Month start);
/// What is promised, of months from `from` on; engineer 0: of everybody.
std::vector<Assignment> promised(Reader&, Month from, EngineerId = {});

}  // namespace couloir::pool
