// An instance made ready for search: who may hold which role of which dossier, what their travel costs, which months a
// dossier may use, and which dossiers cannot be staffed even by an empty pool. Built once, then only read.
#pragma once

#include <cstdint>
#include <vector>

#include "solve/instance.h"

namespace couloir::solve {

/// An engineer who may hold at least one role of a dossier.
struct Candidate {
  int engineer = 0;
  std::uint32_t roles = 0;  ///< bit r: may hold role r
  std::int64_t travel = 0;  ///< milli-points a month
};

/// A dossier that is granted only with another, and starts only when that one is over.
struct Sequence {
  int later = 0, earlier = 0;
};

struct Case {
  const Dossier* dossier = nullptr;
  int index = 0;
  std::vector<Candidate> candidates;      ///< by engineer
  std::vector<std::vector<int>> holders;  ///< of each role: places in `candidates`
  std::vector<int> floors;                ///< the floors it counts towards
  std::vector<int> successors;            ///< dossiers that come after it
  std::vector<int> as_later, as_earlier;  ///< its sequences
  int least = 0, most = 0;                ///< effort in quanta
  int at_once = 0;                        ///< nmax, or all candidates where they are fewer
  bool hopeless = false;                  ///< no plan even in an empty pool
  bool must = false;                      ///< promised, or waited for by one that is
  bool joint = false;                     ///< its engineers and roles can be looked at together (joint.h)
  double most_points = 0;                 ///< milli-points that no sum of what it earns and costs can pass
  double most_priced = 0;                 ///< prices of quanta, presences and order that its plans can pay at most
};

/// What is known of one dossier by itself; of another than the instance's own, to ask what would be if it were
/// different.
Case case_of(const Instance& instance, const Dossier& dossier, int index);

struct Field {
  explicit Field(const Instance& instance);

  const Instance& in;
  int months = 0, engineers = 0;
  std::vector<Case> cases;
  std::vector<Sequence> sequences;

  int place(int engineer, int month) const { return engineer * months + month; }
  int cap(int engineer, int month) const { return in.engineers[engineer].cap[month]; }
  /// Whether sums of a dossier at so many units a milli-point, its prices among them, are exact in doubles and leave
  /// room for rewards beyond them (joint_pricer.h).
  bool exact_at(std::int64_t scale) const { return most_points * double(scale) <= kMostUnits; }
  /// In units: with prices up to this, what was said of exact_at holds.
  double dearest() const { return kMostUnits / most_priced; }

 private:
  static constexpr double kMostUnits = double(std::int64_t{1} << 43);
  double most_points = 1, most_priced = 1;  ///< over all cases
};

}  // namespace couloir::solve
