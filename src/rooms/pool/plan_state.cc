#include "pool/plan_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace couloir::pool {
namespace {

using enum PlanState;
using enum PlanAct;
using enum PlanParty;

constexpr std::array kPlanTransitions{
    PlanTransition{solve, draft, solved, keeper},
    PlanTransition{solve, solved, solved, keeper},  // another plan for the same demands
    PlanTransition{propose, solved, proposed, committee},
    PlanTransition{take_back, proposed, solved, committee},     // approvals are gone
    PlanTransition{approve, proposed, proposed, committee},     // the first of two
    PlanTransition{publish, proposed, published, committee},    // with the second approval
    PlanTransition{supersede, published, superseded, program},  // by the next publication
    PlanTransition{withdraw, draft, withdrawn, keeper},
    PlanTransition{withdraw, solved, withdrawn, keeper},
    PlanTransition{withdraw, proposed, withdrawn, committee},
};

}  // namespace

std::span<const PlanTransition> plan_transitions() { return kPlanTransitions; }

const PlanTransition* plan_transition(PlanAct act, PlanState from) {
  auto found =
      std::ranges::find_if(kPlanTransitions, [&](const PlanTransition& t) { return t.act == act && t.from == from; });
  return found == kPlanTransitions.end() ? nullptr : &*found;
}

bool is_over(PlanState state) { return state == superseded || state == withdrawn; }

std::string plan_transitions_as_markdown() {
  std::string table = "| from | act | by | to |\n|---|---|---|---|\n";
  for (const auto& t : kPlanTransitions)
    table += fmt::format("| {} | {} | {} | {} |\n", name_of(t.from), name_of(t.act), name_of(t.by), name_of(t.to));
  return table;
}

}  // namespace couloir::pool
