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
};

}  // namespace couloir::solve
