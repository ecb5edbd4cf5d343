// Prices of what dossiers compete for, and the most one dossier can earn when it pays them. This is the Lagrangian
// relaxation of the pool's model: engineer-months, parallel slots, first workshops and floors are bought instead of
// shared, and so is the order of dossiers that come one after the other; so dossiers fall apart and each is a small
// shortest path over its months. All in integers, so a bound from any prices is exact.
#pragma once

#include <cstdint>
#include <vector>

#include "solve/field.h"

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
  /// What everything that is shared costs together: a bound is that and the offers.
  __int128 of_limits(const Field& field) const;
  /// To milli-points; what 64 bits cannot hold, to what comes next.
  std::int64_t rounded_down(__int128 units) const;

  std::int64_t own(const Case& c) const;  ///< what the dossier pays besides: less than 0 when others pay it
  std::int64_t opening(const Case& c, int month) const;  ///< of a run that starts then
  std::int64_t closing(const Case& c, int month) const;  ///< of one whose last month it is
};

/// A share of an engineer's month: one, or less where roles are staffed apart.
struct Presence {
  int place = 0;
  double share = 0;
};

/// The best a dossier can do at given prices, in a relaxation of its plans (apart_pricer.h, joint_pricer.h).
struct Offer {
  std::int64_t profit = 0;    ///< in units of the prices; no plan of the dossier earns more
  int start = 0, end = 0;     ///< first month, and the one whose closing is paid
  std::vector<Stint> stints;  ///< what the relaxation would use, to steer prices by
  std::vector<Presence> presences;
  int effort = 0;
};
/// What the offer would earn if nothing had a price, in milli-points.
double worth_of(const Field& field, const Prices& prices, const Case& c, const Offer& offer);

}  // namespace couloir::solve
