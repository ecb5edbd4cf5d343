// Why a dossier is refused in a plan, and what little would have let it in. Each reason is the first true one of a
// fixed order, from what no plan could change to what this plan decided; each remedy was tried by solving the dossier
// again with it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/names.h"
#include "solve/roster.h"

namespace couloir::solve {

enum class Why {
  ruled_out,            ///< whoever asks does not want it
  nobody_holds_it,      ///< no engineer near enough has a role's skill at its level
  too_few_months,       ///< even in an empty pool its holders have too few months in its window
  no_way_alone,         ///< nor does it fit an empty pool, for team size, unbroken run or shares
  promised_work,        ///< what was promised leaves too little, where this plan has it
  waits_for_a_refused,  ///< it comes after a dossier that is refused
  no_time_after,        ///< the dossiers it comes after and before leave no month
  no_workshop_left,     ///< no month of its window has a first workshop left
  holders_are_taken,    ///< those who could do it are with other dossiers
  no_unbroken_team,     ///< there are months enough, but not one after the other for the team it asks
  worth_less,           ///< it fits, but the plan is worth less with it
  not_placed,           ///< it fits and is worth it: whoever made the plan stopped before
  none_found,           ///< so large that not all ways to staff it are looked at, and none that fits was found
};

enum class Remedy {
  later_end,      ///< `amount` months more at the end of its window
  earlier_start,  ///< and at its beginning
  more_people,    ///< `amount` quanta a month of one engineer more who holds the role
  lower_level,    ///< the role at `amount` instead of its level
  larger_team,    ///< `amount` engineers at once
};

struct Cure {
  Remedy remedy = Remedy::later_end;
  int role = -1;  ///< the role it is about; −1: the dossier
  int amount = 0;
};

struct Holding {
  int dossier = 0, quanta = 0;
};

struct Refusal {
  int dossier = 0;
  Why why = Why::holders_are_taken;
  int role = -1;                 ///< the role that lacks; −1: the dossier as a whole
  int from = 0, to = 0;          ///< months it is about
  int needed = 0, there = 0;     ///< quanta of that role
  int holders = 0;               ///< engineers who could hold it
  int other = -1;                ///< the dossier it waits for
  std::vector<Holding> held_by;  ///< dossiers that have its holders in these months, most quanta first, at most five
  std::vector<Cure> cures;       ///< each alone would let it in beside this plan, or into an empty pool
  std::optional<std::int64_t>
      profit;           ///< at the bound's prices, in milli-points: negative, its months are worth more elsewhere
  bool proved = false;  ///< no plan of this value or more grants it: bound + profit is below the plan's value
};

/// Reasons of all refused dossiers, by dossier. `profits` (scaled by `scale`) and `bound` are the certificate's; may be
/// empty.
std::vector<Refusal> explain(const Field& field, const Plan& plan, const std::vector<std::int64_t>& profits,
                             std::int64_t scale, std::int64_t bound);
Refusal explain_one(const Field& field, const Plan& plan, int dossier);

enum class ClashKind {
  rule,    ///< a promise breaks a rule by itself
  months,  ///< more quanta of an engineer in a month than there are
  slots,   ///< more dossiers of an engineer at once than he may have
};
struct Clash {
  ClashKind kind = ClashKind::rule;
  int engineer = -1, month = -1;  ///< −1 for a rule
  int wanted = 0, there = 0;      ///< quanta or dossiers
  std::vector<int> dossiers;
};
/// Promises that cannot stand as they were published.
std::vector<Clash> clashes_of_promises(const Field& field);

}  // namespace couloir::solve

namespace couloir {
template <>
inline constexpr auto kNames<solve::Why> = std::array{
    "ruled_out"sv,           "nobody_holds_it"sv, "too_few_months"sv,   "no_way_alone"sv,      "promised_work"sv,
    "waits_for_a_refused"sv, "no_time_after"sv,   "no_workshop_left"sv, "holders_are_taken"sv, "no_unbroken_team"sv,
    "worth_less"sv,          "not_placed"sv,      "none_found"sv};
template <>
inline constexpr auto kNames<solve::ClashKind> = std::array{"rule"sv, "months"sv, "slots"sv};
template <>
inline constexpr auto kNames<solve::Remedy> =
    std::array{"later_end"sv, "earlier_start"sv, "more_people"sv, "lower_level"sv, "larger_team"sv};
}  // namespace couloir
