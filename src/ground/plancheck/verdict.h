// What the checker finds: whether a staffing plan keeps every rule, what it is worth, and what it claims wrongly.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "base/names.h"
#include "base/result.h"
#include "plancheck/plan.h"

namespace couloir::plancheck {

/// The rules of the pool first, then those of what a plan says about itself. Names are frozen once released.
enum class PlanRule {
  window,               ///< a month outside the dossier's window
  skill,                ///< an engineer lacks the level of the role
  distance,             ///< an engineer is too far from the dossier's site
  least_share,          ///< fewer quanta of an engineer in a month than min_alloc
  capacity,             ///< more quanta of an engineer in a month than are left
  slots,                ///< more dossiers of an engineer in a month than are left
  role_effort,          ///< a role has less than its min or more than its max
  team_size,            ///< engineers at once outside nmin..nmax
  contiguity,           ///< a month without anybody between the first and the last
  sessions,             ///< more starts in a month than co-design sessions
  promise,              ///< a promised dossier is not granted
  predecessor,          ///< a dossier is granted whose predecessor is not
  order,                ///< a dossier starts before its predecessor has ended
  pin,                  ///< what is pinned is not so
  ban,                  ///< somebody works on a dossier that he is banned from
  refusal,              ///< a dossier is granted that must be refused
  no_plan,              ///< there is nothing to check
  instance,             ///< the plan is for another instance
  granted_and_refused,  ///< reasons of a refusal for a dossier that has a plan
  objective,            ///< the claimed objective is not the plan's
  split,                ///< nor is a part of it
  bound,                ///< the claimed bound is below the objective, or below what its certificate proves
  status,               ///< the claimed status does not go with plan, objective and bound
  proof,                ///< a proof is claimed that is not there
  certificate_profit,   ///< no upper bound confirms the profit claimed of a dossier
  certificate_cut,      ///< a cut is not justified
  certificate_bound,    ///< the bound that follows cannot be told in 64 bits
};

struct Violation {
  PlanRule rule = PlanRule::window;
  Sentence text;
  std::optional<int> dossier, engineer, month;
};

struct Verdict {
  std::optional<Split> split;  ///< empty without a plan
  std::optional<std::int64_t> bound_checked;
  std::vector<Violation> violations;  ///< the first kMostViolations
  std::int64_t found = 0;             ///< all of them
  bool valid() const { return found == 0; }
};

constexpr std::size_t kMostViolations = 1'000;

/// Every rule of the pool, what the plan claims of itself, and its certificate. Exact; needs no database, clock or
/// network.
Verdict check(const Instance&, const Plan&);

}  // namespace couloir::plancheck

namespace couloir {
template <>
inline constexpr auto kNames<plancheck::PlanRule> = std::array{"window"sv,
                                                               "skill"sv,
                                                               "distance"sv,
                                                               "least_share"sv,
                                                               "capacity"sv,
                                                               "slots"sv,
                                                               "role_effort"sv,
                                                               "team_size"sv,
                                                               "contiguity"sv,
                                                               "sessions"sv,
                                                               "promise"sv,
                                                               "predecessor"sv,
                                                               "order"sv,
                                                               "pin"sv,
                                                               "ban"sv,
                                                               "refusal"sv,
                                                               "no_plan"sv,
                                                               "instance"sv,
                                                               "granted_and_refused"sv,
                                                               "objective"sv,
                                                               "split"sv,
                                                               "bound"sv,
                                                               "status"sv,
                                                               "proof"sv,
                                                               "certificate_profit"sv,
                                                               "certificate_cut"sv,
                                                               "certificate_bound"sv};
}  // namespace couloir
