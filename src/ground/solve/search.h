// Looks for good plans: takes a few dossiers out, puts them and others back in another order, keeps what is worth more
// (large neighbourhood search under a falling temperature). Same seed and same work: same plan. Never says how good a
// plan is; bound.h does.
#pragma once

#include <cstdint>
#include <functional>
#include <random>
#include <vector>

#include "solve/insertion.h"

namespace couloir::solve {

class Search {
 public:
  Search(const Field& field, std::uint64_t seed);

  /// Prices of engineer-months to steer by, in milli-points a quantum, by Field::place.
  void steer(const std::vector<double>& quantum, const std::vector<double>& presence);
  /// Starts from what of a plan keeps the rules. False: a promised dossier found no place; another try may find one.
  bool start(const Plan& from);
  /// Fills what is empty, dearest dossiers first, until stopped.
  void fill(const std::function<bool()>& stopped);
  /// One removal and repair. True when the best plan changed.
  bool step(double temperature);

  const Plan& best() const { return best_; }
  std::int64_t best_objective() const { return best_objective_; }
  std::uint64_t work() const { return inserter_.work() + steps_; }
  void back_to_best();
  double free_share = 0.03;  ///< of insertions that also look at larger teams

 private:
  double chance() { return std::uniform_real_distribution<double>(0, 1)(random_); }
  int pick(int many) { return int(random_() % std::uint64_t(many)); }
  bool insert(int dossier, double greed);
  void take_out(int dossier, std::vector<std::pair<int, Staffing>>& out);
  bool make_room(const Case& c);
  bool insert_all(const std::vector<int>& dossiers);
  void keep_best();
  void noise(const std::vector<int>& engineers);

  const Field& field_;
  std::mt19937_64 random_;
  Inserter inserter_;
  Roster roster_;
  Guide guide_, prices_;
  std::vector<std::vector<int>> wants_;  ///< of each engineer: dossiers that could use him
  std::vector<double> density_;          ///< of each dossier: milli-points a quantum at least effort
  Plan best_;
  std::vector<int> changed_;  ///< since best_ was last in step with the roster
  std::int64_t best_objective_ = 0;
  std::uint64_t steps_ = 0;
  std::vector<char> seen_;
};

}  // namespace couloir::solve
