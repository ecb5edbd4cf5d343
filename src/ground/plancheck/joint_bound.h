// An upper bound of a dossier's profit with all its roles together, month by month: contiguity, nmin..nmax, least
// shares and capacities are exact. Only the team is relaxed: it pays for the largest number of engineers in a month,
// whoever they are.
#pragma once

#include "plancheck/bound.h"
#include "plancheck/effort_grid.h"
#include "plancheck/role_bound.h"

namespace couloir::plancheck {

class JointBound {
 public:
  JointBound(const LoneDossier&, const RoleBound&, const EffortGrid&, std::int64_t steps);

  /// Whether no plan earns more than `profit`. unknown: it would take more steps.
  Confirmed confirms(std::int64_t profit);
  /// reached[t][efforts]: the most earned by months up to t, the run going on through t, by one engineer or more at
  /// once, team not paid. Empty: too many steps. For team_search.h.
  std::vector<std::vector<std::int64_t>> reached();

 private:
  /// Part of a month's table: where the slower roles stand still and the fastest goes from `low` to `high`.
  struct Line {
    std::vector<std::int64_t> slow;  ///< quanta by place, without the last
    std::size_t offset = 0;
    std::int64_t low = 0, high = 0;
  };
  struct Month {
    std::vector<std::vector<std::int64_t>> by_count;  ///< by engineers: what efforts earn
    std::vector<std::int64_t> most;                   ///< of nmin to the number asked for
    std::vector<Line> lines;
  };

  bool make_months();
  bool fill(std::size_t month);
  std::vector<const Candidate*> chosen(std::size_t month) const;
  void choose_count(std::int64_t least_at_once, std::int64_t most_at_once);
  Confirmed confirms_team(std::int64_t profit, std::int64_t at_once);
  bool step(std::size_t month, const std::vector<std::int64_t>& before, std::vector<std::int64_t>& after);
  void go_on(const Month&, std::size_t at, std::int64_t earned, std::vector<std::int64_t>& after);
  std::int64_t later(std::size_t month, std::size_t at) const;
  std::int64_t earned_at(std::size_t at) const;

  const LoneDossier& lone_;
  const RoleBound& roles_;
  const EffortGrid& grid_;
  std::int64_t steps_;
  std::vector<Month> months_;
};

}  // namespace couloir::plancheck
