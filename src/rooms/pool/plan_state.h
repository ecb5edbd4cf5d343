// The states of a staffing plan and every way from one to another: one table, which the commands ask, the guide shows
// and the tests walk. What it does not hold cannot be done.
#pragma once

#include <span>
#include <string>

#include "base/names.h"

namespace couloir::pool {

/// draft: engineers and demands of a moment, nothing planned · solved: it holds a plan · proposed: before the committee
/// · published: promised · superseded: another one took its place · withdrawn: given up.
enum class PlanState { draft, solved, proposed, published, superseded, withdrawn };

enum class PlanAct { solve, propose, approve, publish, take_back, supersede, withdraw };

/// keeper: the office, which prepares, or the committee · program: nobody is asked.
enum class PlanParty { keeper, committee, program };

struct PlanTransition {
  PlanAct act;
  PlanState from, to;
  PlanParty by;
};
std::span<const PlanTransition> plan_transitions();
/// Null: this cannot be done to a plan in that state.
const PlanTransition* plan_transition(PlanAct, PlanState from);
/// Nothing will change any more.
bool is_over(PlanState);

/// Different members of the committee who have to approve; who proposed may be one of them.
inline constexpr int kApprovals = 2;

/// The table of docs/plan-states.md, in English.
std::string plan_transitions_as_markdown();

}  // namespace couloir::pool

template <>
inline constexpr auto couloir::kNames<couloir::pool::PlanState> =
    std::array{"draft"sv, "solved"sv, "proposed"sv, "published"sv, "superseded"sv, "withdrawn"sv};
template <>
inline constexpr auto couloir::kNames<couloir::pool::PlanAct> =
    std::array{"solve"sv, "propose"sv, "approve"sv, "publish"sv, "take_back"sv, "supersede"sv, "withdraw"sv};
template <>
inline constexpr auto couloir::kNames<couloir::pool::PlanParty> = std::array{"keeper"sv, "committee"sv, "program"sv};
