// Prices of what dossiers compete for, and the most one dossier can earn when it pays them. This is the Lagrangian
// relaxation of the pool's model: engineer-months, parallel slots, first workshops and floors are bought instead of
// shared, and so is the order of dossiers that come one after the other; so dossiers fall apart and each is a small
// shortest path over its months. All in integers, so a bound from any prices is exact.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "solve/field.h"
#include "solve/joint.h"
#include "solve/roster.h"

namespace couloir::solve {

/// In units of 1/scale milli-point; nothing is negative.
struct Prices {
  explicit Prices(const Field& field, std::int64_t scale_ = 64);

  std::int64_t scale;
  std::vector<std::int64_t> capacity, slots;  ///< by Field::place: a quantum, a dossier's presence
  std::vector<std::int64_t> sessions;         ///< a start in each month
  std::vector<std::int64_t> floors;           ///< reward of a quantum, at most scale × penalty
  std::vector<std::int64_t> after;            ///< by sequence: paid by the later dossier to the earlier
  /// Sequence × month: paid by a later dossier that has begun by then, and by an earlier one that is not over before.
  std::vector<std::int64_t> order;

  /// From milli-points one after the other, in the order of the members above.
  void take(const Field& field, const std::vector<double>& at);
  std::size_t many() const;
  /// What everything that is shared costs together: a bound is that and the offers.
  __int128 of_limits(const Field& field) const;
  std::int64_t rounded_down(__int128 units) const;  ///< to milli-points

  std::int64_t own(const Case& c) const;  ///< what the dossier pays besides: less than 0 when others pay it
  std::int64_t opening(const Case& c, int month) const;  ///< of a run that starts then
  std::int64_t closing(const Case& c, int month) const;  ///< of one whose last month it is
};

/// How closely a dossier's own plan is looked at. In each its engineers may change from month to month, paying their
/// team cost for the largest number at once.
enum class Detail {
  apart,  ///< roles are staffed by themselves, an engineer of several pays his fixed costs in shares: fast
  joint,  ///< engineers and roles of a month together: tighter where a dossier has several roles
};

/// Whether an engineer is with a dossier in a month, decided in a branch (branching.h).
struct Fixed {
  int place = 0;  ///< Field::place
  bool there = false;
  bool operator==(const Fixed&) const = default;
};

/// A share of an engineer's month: one, or less where roles are staffed apart.
struct Presence {
  int place = 0;
  double share = 0;
};

/// The best a dossier can do at given prices, in that relaxation.
struct Offer {
  std::int64_t profit = 0;    ///< in units of the prices; no plan of the dossier earns more
  int start = 0, end = 0;     ///< first month, and the one whose closing is paid
  std::vector<Stint> stints;  ///< what the relaxation would use, to steer prices by
  std::vector<Presence> presences;
  int effort = 0;
};
/// What the offer would earn if nothing had a price, in milli-points.
double worth_of(const Field& field, const Prices& prices, const Case& c, const Offer& offer);

class Pricer {
 public:
  Pricer(const Field& field, const Prices& prices) : field_(field), prices_(prices) {}
  /// Empty: the dossier has no plan at all.
  std::optional<Offer> best(const Case& c, Detail detail);
  /// The same looked at jointly, where some presences are fixed; and where it earns more than `enough`, with each
  /// engineer of the team paid for. REQUIRES: Ask::fits.
  std::optional<Offer> best_with(const Case& c, const std::vector<Fixed>& fixed, std::int64_t enough);
  /// In what a roster has left: no bound of anything, but it fits.
  std::optional<Offer> best_within(const Case& c, const Roster& roster);

 private:
  /// The cheapest engineers for one quantity in one month.
  struct Cheapest {
    static constexpr int kKept = 2;
    std::int64_t cost[kKept];
    int candidate[kKept];
  };
  struct Given {
    int candidate, quanta;
  };
  void fill_cheapest(const Case& c, int role, int month);
  void fill_costs(const Case& c, int most_at_once);
  void parts_of(int month, int number, int quanta, std::vector<Given>& parts) const;
  std::optional<Offer> single(const Case& c);
  std::optional<Offer> several(const Case& c);
  void ask_for(const Case& c, const Roster* roster);
  /// One dossier's ask, ready in ask_, and what is not in it.
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
  std::optional<Alone> prepare(const Case& c, const std::vector<Fixed>& fixed, const Roster* roster);
  std::optional<std::int64_t> bare_profit(const Alone& alone, int at_once);
  std::optional<Way> together(const Case& c, const Alone& alone);
  void by_team(const Case& c, const Alone& alone, Way& way);
  Offer offer_of(const Case& c, const Way& way) const;
  void count_apart(const Case& c, Offer& offer) const;
  std::int64_t fixed(const Case& c, int candidate, int month) const;

  const Field& field_;
  const Prices& prices_;
  // Scratch of one dossier: months are counted from its window's first.
  int width_ = 0;                                 ///< quantities 0..width_-1
  std::vector<Cheapest> cheapest_;                ///< month × quantity
  std::vector<std::vector<std::int64_t>> exact_;  ///< [number-1]: month × quantity, cost with exactly so many engineers
  std::vector<std::int64_t> path_;
  std::vector<int> took_;
  Ask ask_;
  Joint joint_;
};

}  // namespace couloir::solve
