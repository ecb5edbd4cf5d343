// The close look at a dossier under prices: engineers and roles of a month together (joint.h). Tighter than
// apart_pricer.h where a dossier has several roles, and a millisecond instead of microseconds. Its engineers may change
// from month to month, their team paid as the largest number at once, unless more is asked for.
#pragma once

#include <optional>

#include "solve/joint.h"
#include "solve/prices.h"
#include "solve/roster.h"

namespace couloir::solve {

/// Whether an engineer is with a dossier in a month, decided in a branch (branching.h).
struct Fixed {
  int place = 0;  ///< Field::place
  bool there = false;
  bool operator==(const Fixed&) const = default;
};

/// REQUIRES everywhere: Case::joint, Field::exact_at the prices' scale. Empty: the dossier has no such plan.
class JointPricer {
 public:
  JointPricer(const Field& field, const Prices& prices) : field_(field), prices_(prices) {}
  std::optional<Offer> best(const Case& c);
  /// Where some presences are fixed; and where it earns more than `enough`, with each engineer of the team paid for.
  std::optional<Offer> best_with(const Case& c, const std::vector<Fixed>& fixed, std::int64_t enough);
  /// In what a roster has left: no bound of anything, but it fits.
  std::optional<Offer> best_within(const Case& c, const Roster& roster);

 private:
  /// What is not in ask_ of the dossier at hand.
  struct Alone {
    std::int64_t constant = 0;
    int rewards = 0;          ///< presences that must be
    std::vector<int> needed;  ///< candidates, by place
    int fewest = 1;           ///< engineers of the smallest team
  };
  struct Way {
    std::int64_t profit = 0, bare = 0;  ///< bare: the most without what a team costs
    int paid = 0;                       ///< engineers
    std::vector<Part> parts;
  };
  void ask_for(const Case& c, const Roster* roster);
  std::optional<Alone> prepare(const Case& c, const std::vector<Fixed>& fixed, const Roster* roster);
  std::optional<std::int64_t> bare_profit(const Alone& alone, int at_once);
  std::optional<Way> together(const Case& c, const Alone& alone);
  void by_team(const Case& c, const Alone& alone, Way& way);
  Offer offer_of(const Case& c, const Way& way) const;

  const Field& field_;
  const Prices& prices_;
  Ask ask_;
  Joint joint_;
};

}  // namespace couloir::solve
