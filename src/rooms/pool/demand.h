// What a dossier asks of the pool, and what it is worth to a plan. Pure: no SQL, no HTTP, no clock. What is missing is
// told to the office; a demand with a gap is left out of a plan, and the page says so.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "calls/front.h"
#include "people/lab.h"
#include "pool/month.h"
#include "pool/pool_pack.h"

namespace couloir::pool {

using calls::DossierId;

/// One skill at a level; effort in quanta of a tenth of an engineer-month.
struct DemandRole {
  std::string skill;
  int level = 1;
  int least = 0, most = 0;
  bool operator==(const DemandRole&) const = default;
};

/// What the formula gives for a score, with the numbers that went in. All in milli-points, integers.
///   full  = points × score × (most ÷ 10 ÷ reference_months)^exponent, rounded
///   slope = slope_percent × full ÷ most, rounded, when least < most; else 0
///   base  = full − slope × (most − least): what the least effort is worth
/// Score 70, 3 months, 2026-1: full 70,000. At least 2 months of them: slope 1,867, base 51,330.
struct DemandValue {
  std::int64_t score = 0;  ///< hundredths of a point
  int least = 0, most = 0;
  std::int64_t full = 0, slope = 0, base = 0;
  bool operator==(const DemandValue&) const = default;
};
DemandValue value_of(const ValueFormula&, std::int64_t score, int least, int most);

enum class DemandGap {
  no_window,
  no_work,
  unknown_skill,
  too_small,
  no_score,
  no_pillar,
  no_lab,
  no_home,
  window_over,
  window_later,
  too_many_roles,
  too_large,
  promised_elsewhere  ///< in months outside of this plan
};
/// What readers of pool/1 and the solver take of one dossier.
inline constexpr int kMostRolesOfDemand = 8, kMostTeamOfDemand = 20, kMostQuantaOfRole = 5'000;

struct Demand {
  DossierId dossier;
  calls::CallId call;
  calls::CutOffId cut_off;
  std::string number, title;
  bool granted = false, clear = false;
  LabId lab;
  std::string pillar, home;  ///< codes
  Month from, to;            ///< both included
  int team_min = 1, team_max = 1;
  std::vector<DemandRole> roles;  ///< one for each skill and level
  DemandValue value;
  std::vector<DemandGap> gaps;  ///< empty: a plan can take it

  int least() const;
  int most() const;
};

/// `pillar`: of its use case by fit score; empty: nobody scored it, the first pillar of its lab stands in.
/// Effort is rounded to quanta, down at the full effort and up at the least, which is one quantum or more. A granted
/// dossier has exactly the months that the committee granted, taken from its roles in order once each has its least.
Demand demand_of(const calls::PlannableDossier&, const std::string& pillar, const people::Lab*, const PoolPack&,
                 const region::Pack&);

/// The university that it is near to; null: its town belongs to none.
const Home* home_of_lab(const people::Lab&, const PoolPack&, const region::Pack&);

Sentence sentence(DemandGap);

}  // namespace couloir::pool

template <>
inline constexpr auto couloir::kNames<couloir::pool::DemandGap> =
    std::array{"no_window"sv,      "no_work"sv,   "unknown_skill"sv,     "too_small"sv,   "no_score"sv,
               "no_pillar"sv,      "no_lab"sv,    "no_home"sv,           "window_over"sv, "window_later"sv,
               "too_many_roles"sv, "too_large"sv, "promised_elsewhere"sv};
