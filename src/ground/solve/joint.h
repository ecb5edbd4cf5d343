// The best way to staff one dossier by itself when every engineer-month has a price: an exact shortest path over its
// months and over how much each role has had so far. Engineers may share roles and change from month to month; what a
// team costs is not in it. With whole numbers as prices every result is exact while sums stay below 2^53.
//
// Up to three roles; states are (max₁+1)(max₂+1)(max₃+1) a month, steps the ways nmax people can give quanta in it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "solve/instance.h"

namespace couloir::solve {

struct Ask {
  static constexpr int kMostRoles = 3;

  int roles = 1, months = 0;
  int min[kMostRoles] = {}, max[kMostRoles] = {};
  int at_least = 1, at_once = 1, min_alloc = 1;  ///< people in each month of the run; quanta of each
  double rate = 0;                               ///< reward of a quantum
  std::vector<std::uint32_t> people;             ///< the roles each may hold
  std::vector<int> left;                         ///< person × month; below min_alloc: not there
  std::vector<double> quantum, presence;         ///< person × month
  std::vector<int> promised;                     ///< person × month, or none: quanta that were published
  double keep = 0;                               ///< reward of each of these that is given
  std::vector<int> pinned;      ///< person × month × role, or none: quanta that must be given; −1: free
  std::vector<double> opening;  ///< of starting in a month; ≥ kDear: not possible
  std::vector<double> closing;  ///< of ending in a month

  static constexpr double kDear = 1e300;  ///< not possible, whatever else is added
  /// Whether a dossier's states are few enough: three roles of a year and a half each are not.
  static bool fits(const Dossier& d);
  void clear(int roles_, int months_);
  double price(std::size_t at, int quanta) const {
    double sum = presence[at] + quantum[at] * quanta;
    return promised.empty() ? sum : sum - keep * std::min(quanta, promised[at]);
  }
};

/// What somebody gives a role in a month.
struct Part {
  int person = 0, role = 0, month = 0, quanta = 0;
};

/// How the people of an ask can share one of its months.
class MonthShares {
 public:
  /// So many quanta to each role, and what that costs at least.
  struct Way {
    int give[Ask::kMostRoles];
    double cost;
  };
  void look_at(const Ask& ask);  ///< which stays where it is until another is looked at
  void ways(int month, std::vector<Way>& out);
  /// Who gives what in that way.
  void trace(int month, const Way& way, std::vector<Part>& parts);

 private:
  void fill(int month, std::vector<std::vector<double>>* kept);
  void gifts_of(std::size_t person, int month);
  bool has_to_come(std::size_t person, int month) const;
  int at(const int* give) const { return (give[0] * wide_[1] + give[1]) * wide_[2] + give[2]; }

  const Ask* ask_ = nullptr;
  int wide_[Ask::kMostRoles] = {}, table_ = 0;
  int reach_[Ask::kMostRoles] = {};
  std::vector<double> rows_;  ///< number of people × quanta by role
  std::vector<Way> gifts_;    ///< of the person in hand
};

class Joint {
 public:
  /// False: there is no way. Else profit() = rate × effort less all prices.
  bool solve(const Ask& ask);
  double profit() const { return profit_; }
  std::uint64_t steps() const { return steps_; }  ///< of all solves so far; about 0.3 ns each
  /// The way found by the last solve.
  void write(std::vector<Part>& parts);

 private:
  const Ask* ask_ = nullptr;
  MonthShares shares_;
  int high_[Ask::kMostRoles] = {}, states_ = 0;
  std::vector<std::vector<MonthShares::Way>> ways_;  ///< by month
  std::vector<double> path_;                         ///< month × state
  std::uint64_t steps_ = 0;
  double profit_ = 0;
  int end_month_ = 0, end_state_ = 0;
};

}  // namespace couloir::solve
