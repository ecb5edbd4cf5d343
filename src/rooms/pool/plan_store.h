// The only SQL on pool_plan, pool_variant_wish, pool_solving, pool_clash, pool_approval, pool_left_out, pool_assignment
// and pool_promised_to.
#pragma once

#include <map>
#include <utility>

#include "pool/plan.h"
#include "pool/wish.h"
#include "store/db.h"

namespace couloir::pool {

std::optional<StaffingPlan> find_plan(Reader&, PlanId);
/// Without its texts.
std::optional<StaffingPlan> find_plan_line(Reader&, PlanId);
/// Newest first, without their texts. One statement.
std::vector<StaffingPlan> all_plans(Reader&);
/// At most `limit` of those before that one; 0: from the newest on.
std::vector<StaffingPlan> plans_before(Reader&, PlanId, int limit);
/// Its id; 0: none is published.
PlanId published_plan(Reader&);

/// Without its instance, which is named after it.
void insert_plan(Tx&, StaffingPlan&);
void put_instance(Tx&, PlanId, const std::string& text);
/// All but what it was made from. Errors: conflict (another version is stored).
Result<void> save_plan(Tx&, StaffingPlan&);
/// Read again and found sound; it is the same version all the same.
void note_checked(Tx&, const StaffingPlan&);

/// A job begins: what an earlier one told is gone.
void note_solving(Tx&, PlanId, journal::JobId);
void put_solving(Tx&, PlanId, const Solving&);
Solving solving_of(Reader&, PlanId);

std::vector<Approval> approvals_of(Reader&, PlanId);  ///< in order of time
void insert_approval(Tx&, PlanId, const Approval&);
void delete_approvals(Tx&, PlanId);

std::vector<LeftOut> left_out_of(Reader&, PlanId);
void put_left_out(Tx&, PlanId, const std::vector<LeftOut>&);

/// What a variant asks otherwise, in order.
std::vector<Wish> wishes_of(Reader&, PlanId);
void put_wishes(Tx&, PlanId, const std::vector<Wish>&);
std::int64_t variants_of(Reader&, PlanId);  ///< how many
/// Variants of it that leave a floor out and are not given up, newest first, without their texts.
std::vector<StaffingPlan> variants_without_floors(Reader&, PlanId);
/// Of all its variants. One statement.
std::map<PlanId, std::vector<Wish>> wishes_of_variants(Reader&, PlanId);
/// Of those that leave a floor out. One statement.
std::map<PlanId, std::vector<Assignment>> assignments_of_variants(Reader&, PlanId);

std::vector<Assignment> assignments_of(Reader&, PlanId);  ///< by dossier, month, engineer
void put_assignments(Tx&, PlanId, const std::vector<Assignment>&);
/// What this plan holds is promised from now on; what earlier ones held of its months is not any more. What they held
/// of other months stays, and what they held before `next` for dossiers that are not in this plan: it was worked.
void put_in_force(Tx&, const StaffingPlan&, Month next);

/// The labs for which a plan that is published gives months to dossiers.
void put_promised_to(Tx&, PlanId, const std::map<DossierId, LabId>&);
/// By dossier and month, both included; of several plans the one in force, else the newest.
std::map<std::pair<DossierId, Month>, LabId> promised_to(Reader&, Month from, Month to);

/// What is promised to a dossier from that month on is not any more; returns how many rows.
std::int64_t release(Tx&, DossierId, Month from);
/// What is promised, of months from `from` on; engineer 0: of everybody.
std::vector<Assignment> promised(Reader&, Month from, EngineerId = {});
/// What is promised to one dossier, of any month.
std::vector<Assignment> promised_for(Reader&, DossierId);

}  // namespace couloir::pool
