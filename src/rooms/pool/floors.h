// The floors of a plan: the effort that a pillar, or the labs near a university, should have at least; what a plan
// gives of it, and what the floors cost. Pure: no SQL, no HTTP, no clock.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pool/front.h"
#include "pool/plan_seen.h"

namespace couloir::pool {

/// One floor and how far a plan keeps it; quanta, and milli-points for what is missing.
struct FloorStanding {
  std::string code;                                ///< "pillar:P1", "site:ul"
  std::int64_t asked = 0, given = 0, penalty = 0;  ///< penalty: for each quantum that is missing
  std::int64_t missing() const { return std::max<std::int64_t>(0, asked - given); }
  std::int64_t paid() const { return penalty * missing(); }
};
/// In the order of the instance; those that ask nothing are left out: nobody asks for work there, or a variant dropped
/// them. A plan is what each dossier of the instance gets.
std::vector<FloorStanding> floors_of(const Instance&, const std::vector<std::vector<PlanRow>>& plan);

std::string floor_code(const InstanceFloor&, const Instance&);
/// Name of the pillar or university; the code where the pack does not know it.
std::string floor_name(std::string_view code, const Foundations&);

/// no_bound: one of the two has none that was proved, nobody can say · none: both are proved, and nothing is lost ·
/// not_shown: the difference is not larger than what the searches leave open · about: larger than that · exact: both
/// are proved.
enum class CostShown { no_bound, none, not_shown, about, exact };
/// What a plan is worth less than another one without a floor, the penalty for that floor set aside.
struct FloorCost {
  CostShown shown = CostShown::no_bound;
  std::int64_t more = 0;  ///< milli-points, as the two plans stand: at least that much
  std::int64_t most = 0;  ///< if the other one could be better by all that its bound leaves open
  std::int64_t open = 0;  ///< what the bounds of both leave open
};
/// Values and bounds are those of the plans; `paid`: what the plan pays for the floors that the other one has not. An
/// optimum is exact only with a proof.
FloorCost cost_of(const StaffingPlan& plan, std::int64_t paid, const StaffingPlan& without);

/// Whether these are the wishes of a variant that leaves out a floor and nothing else; its code, empty for every one.
std::optional<std::string> floor_alone(const std::vector<Wish>& of_plan, const std::vector<Wish>& of_variant);

/// A variant that answers what a floor costs, next to the plan that it varies.
struct FloorAnswer {
  std::string code;  ///< empty: every floor
  PlanId variant;
  bool open = false;  ///< it has no plan yet
  FloorCost cost;     ///< of one that has
  std::vector<DossierId> come, go;
};
/// The newest of each floor. Variants newest first.
std::vector<FloorAnswer> floor_answers(const SeenPlan&, const std::vector<StaffingPlan>& variants,
                                       const std::map<PlanId, std::vector<Wish>>&,
                                       const std::map<PlanId, std::vector<Assignment>>&);

/// "Without it the plan would be worth 1.2 points more…", in the thread's language.
std::string in_words(const FloorCost&);

}  // namespace couloir::pool

template <>
inline constexpr auto couloir::kNames<couloir::pool::CostShown> =
    std::array{"no_bound"sv, "none"sv, "not_shown"sv, "about"sv, "exact"sv};
