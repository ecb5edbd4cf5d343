// A staffing plan: the demands and engineers of a moment as an instance, what a solver or a person made of it, and how
// far it is from being promised. Pure: no SQL, no HTTP, no clock.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/actor.h"
#include "journal/jobs.h"
#include "pool/checked_plan.h"
#include "pool/plan_state.h"
#include "solve/explain.h"

namespace couloir::pool {

using PlanId = Id<struct PlanTag>;

struct StaffingPlan {
  PlanId id;
  std::string name, batch;  ///< batch: key of demand_list.h; empty: all
  Month start;
  int months = 12;
  PlanId base;                           ///< the published plan whose promises it keeps; 0: there was none
  PlanId variant_of;                     ///< the plan whose instance it varies; 0: it was drafted
  std::string instance_text, plan_text;  ///< pool/1 and pool-plan/1; the second may be empty
  PlanState state = PlanState::draft;
  std::optional<std::int64_t> value, bound;  ///< milli-points: as the checker counts it; as the plan claims it
  PlanStatus status = PlanStatus::unknown;
  Proof proof = Proof::none;
  std::optional<std::int64_t> work, seed;
  std::optional<Instant> checked_at;  ///< when it was last read and found sound
  std::string plan_sha256;            ///< of the text that was; empty: of none
  PersonId made_by, proposed_by;
  Instant made_at;
  std::optional<Instant> published_at;
  journal::JobId solving;  ///< the last job that was asked to solve it; 0: none
  std::int64_t version = 0;
};

/// Somebody of the committee approves exactly this version.
struct Approval {
  PersonId person;
  Instant at;
};

/// One engineer on one dossier in one month.
struct Assignment {
  DossierId dossier;
  EngineerId engineer;
  std::string skill;
  int level = 1;
  Month month;
  int quanta = 0;
  auto operator<=>(const Assignment&) const = default;
};
/// Rows of a plan with what its indices stand for; by dossier, month, engineer.
std::vector<Assignment> assignments_in(const Instance&, const CheckedPlan&);
/// Those of somebody of the pool: they alone are stored.
std::vector<Assignment> of_the_pool(std::vector<Assignment>);

inline constexpr std::size_t kLongestPlanName = 120;

/// The office prepares, the committee decides.
bool may_keep_plans(const Actor&);
bool may_decide_plans(const Actor&);
bool may_act(const Actor&, PlanParty);

/// It holds a plan that was checked, and is not given up: a variant of it can be made.
bool may_be_varied(const StaffingPlan&);

/// As solve::gap_of counts it; empty: value or bound is not known.
std::optional<double> gap_of(const StaffingPlan&);
/// Nobody could staff it even if every other dossier had nothing: to ask what if it were granted leads nowhere.
bool is_impossible_alone(const std::vector<RefusalReason>&);
/// Why its text is not known to be the one that the checker found sound; empty: it is.
std::optional<Sentence> why_not_as_checked(const StaffingPlan&);
/// The name of its instance: a plan is made for this one and no other.
std::string instance_name(PlanId);

/// rule: a promise breaks a rule by itself · months: more of an engineer's month is promised than there is · slots:
/// more dossiers at once than she may have.
using solve::ClashKind;
/// Promises that cannot stand together.
struct Clash {
  ClashKind kind{};
  EngineerId engineer;                 ///< 0 for a rule
  std::optional<Month> month;          ///< empty for a rule
  std::int64_t wanted = 0, there = 0;  ///< quanta of months, dossiers of slots
  std::vector<DossierId> dossiers;
};
/// How far the program is with solving one.
struct Solving {
  std::optional<std::int64_t> value, bound;  ///< milli-points
  std::vector<Clash> clashes;
};

// ── two side by side ──

enum class Change { added, dropped, moved };
/// What differs for one dossier, or for one engineer: her quanta before and after, month by month.
template <class Key>
struct Difference {
  Key key;
  Change change = Change::moved;
  std::vector<Assignment> before, after;
};
struct Comparison {
  std::vector<Difference<DossierId>> dossiers;
  std::vector<Difference<EngineerId>> engineers;
  std::int64_t same = 0;  ///< dossiers that do not change at all
};
Comparison compare(const std::vector<Assignment>& before, const std::vector<Assignment>& after);

}  // namespace couloir::pool

template <>
inline constexpr auto couloir::kNames<couloir::pool::Change> = std::array{"added"sv, "dropped"sv, "moved"sv};
