// pool.toml of the region pack: who employs the engineers and how many hours their month has, how far the universities
// are from one another, how a score becomes a value, and the weights of a plan. Facts and assumptions, no rule.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/names.h"
#include "base/result.h"
#include "base/units.h"
#include "region/pack.h"

namespace couloir::pool {

/// A tenth of an engineer-month: the grain of every plan.
inline constexpr int kQuantaPerMonth = 10;
/// "1.4": quanta as engineer-months, in the language's figures.
std::string months_figure(std::int64_t quanta);

/// A university that employs engineers of the pool.
struct Home {
  std::string code;
  Bilingual name;
  std::vector<std::string> work_sites;   ///< of the pack; each belongs to one home
  std::vector<std::string> departments;  ///< whose labs it is the nearest to
  int hours_per_year = 0;                ///< of one full-time engineer
  region::Fact fact;

  Hours per_month() const { return of_months(EngineerMonths::whole(1)); }
  Hours of_quanta(std::int64_t quanta) const {
    return {static_cast<std::int64_t>(hours_per_year) * Hours::kPerUnit * quanta / (12 * kQuantaPerMonth)};
  }
  /// Rounded down once: sum months first.
  Hours of_months(EngineerMonths months) const {
    return {static_cast<std::int64_t>(hours_per_year) * Hours::kPerUnit * months.raw / (12 * EngineerMonths::kPerUnit)};
  }
};

/// What an engineer of one home costs a plan, each month in which she works for a lab of the other.
struct Travel {
  std::vector<std::string> between;  ///< two homes
  int cost = 0;                      ///< milli-points; −1: not at all
  region::Fact fact;
};

/// How a review score becomes the value of a dossier. `version` is shown beside each number that comes from it.
struct ValueFormula {
  std::string version;
  int points = 0;            ///< milli-points for one point of score at the reference effort
  int reference_months = 1;  ///< effort at which the factor of size is 1
  double exponent = 1;       ///< of effort ÷ reference: below 1, large dossiers do not crowd out small ones
  int slope_percent = 0;     ///< value of one more quantum, in percent of the average one
  region::Fact fact;
};

enum class FloorKind { pillar, site };
/// Effort that a pillar, or the labs near a home, should have at least.
struct Floor {
  FloorKind kind{};
  std::string key;  ///< of a pillar or a home
  int percent = 0;  ///< of all capacity
  int penalty = 0;  ///< milli-points for each quantum that is missing
  region::Fact fact;
};

struct PoolPack {
  std::vector<Home> homes;
  std::vector<Travel> travels;
  ValueFormula value;
  int least_quanta = 1;    ///< smallest piece of somebody's month on one dossier
  int team_cost = 0;       ///< milli-points for each engineer of a team
  int move_cost = 0;       ///< milli-points for each promised quantum that is moved
  int starts_a_month = 0;  ///< co-design workshops: one for each dossier that starts
  int months = 12;         ///< of a plan
  std::vector<Floor> floors;
  region::Fact fact;  ///< of the five above

  const Home* home_of_site(std::string_view work_site) const;
  const Home* home_of_department(std::string_view department) const;
  int travel_cost(std::string_view home, std::string_view other) const;  ///< 0 at home
};

/// Errors: invalid, every place at once.
Result<PoolPack> load_pool_pack(const std::string& directory, const region::Pack&, Date today);

}  // namespace couloir::pool

template <>
inline constexpr auto couloir::kNames<couloir::pool::FloorKind> = std::array{"pillar"sv, "site"sv};
