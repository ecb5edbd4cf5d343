// Finds how one more dossier could be staffed from what a roster has left: teams of few engineers, exact over months
// and quanta for each team. Heuristic only in which teams it looks at. It maximises worth less the guide's price of
// what is used, so a search can steer it away from months that others will want.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "solve/joint.h"
#include "solve/roster.h"

namespace couloir::solve {

/// What an insertion is told to spare, in milli-points: a quantum of an engineer's month, and his presence in it.
struct Guide {
  std::vector<double> quantum, presence;  ///< by Field::place
};

class Inserter {
 public:
  explicit Inserter(const Field& field) : field_(field) {}

  /// Best staffing found, and by how much its worth exceeds the guide's prices. Whether the roster gains is for the
  /// caller to see.
  struct Found {
    Staffing staffing;
    double profit = 0;
  };
  std::optional<Found> best(const Roster& roster, const Guide& guide, const Case& c);

  /// Beside teams of one or two: the best that so many of the cheapest candidates could do together, changing as they
  /// like. 0: not looked at.
  int free_team = 0;
  /// About microseconds, the same on every machine: the unit of --work.
  std::uint64_t work() const { return work_ + joint_.steps() / kStepsOfOne; }

 private:
  /// People for a set of roles; by run (first, last month of the window) what they bring at best.
  struct Option {
    std::uint32_t roles = 0;
    std::vector<int> who;         ///< one or two places in the case's candidates
    int at_once = 1;              ///< how many of them may be there in a month
    int least = 0, most = 0;      ///< effort
    std::vector<double> gain[2];  ///< [covering]: first × last; −1e18: cannot be
  };
  struct Left {
    int place, quanta;
    double price;
  };
  void ask_for(const std::vector<int>& people, double member);
  void ask_by_role(const std::vector<int>& people, double member);
  void pin(const std::vector<int>& people);
  Staffing written(const std::vector<int>& people);
  std::optional<Staffing> small_team(const std::vector<Left>& by_price);
  std::optional<Staffing> roles_apart(const std::vector<Left>& by_price, const std::vector<Left>& left);
  std::optional<Staffing> together(const std::vector<Left>& by_price);
  std::vector<Staffing> beside_pins(const std::vector<Left>& by_price);
  bool fill(Option& option);
  void look_at(const Option& option);
  void write(const Option& option, bool covering, int first, int last, std::vector<Stint>& stints);

  static constexpr std::uint64_t kStepsOfOne = 4'096;
  std::uint64_t work_ = 0;  ///< months × people of teams looked at
  const Field& field_;
  const Roster* roster_ = nullptr;
  const Guide* guide_ = nullptr;
  const Case* case_ = nullptr;
  int from_ = 0, to_ = 0, months_ = 0;
  double per_quantum_ = 0;  ///< slope and relief of floors, of one quantum
  std::vector<double> path_[2], next_[2];
  std::vector<Option> options_;
  Ask ask_;
  MonthShares shares_;
  std::vector<std::vector<MonthShares::Way>> ways_;  ///< of an option, by month
  Joint joint_;
};

}  // namespace couloir::solve
