// How much no plan can pass: prices that make the sum of all offers small (prices.h), found by first-order ascent. Each
// step is a valid bound in exact integers; the best is kept with its prices, which also steer the search.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "solve/prices.h"

namespace couloir::solve {

/// How closely a dossier's own plan is looked at. In each its engineers may change from month to month, paying their
/// team cost for the largest number at once.
enum class Detail {
  apart,  ///< roles are staffed by themselves, an engineer of several pays his fixed costs in shares: fast
  joint,  ///< engineers and roles of a month together: tighter where a dossier has several roles
};

class Bound {
 public:
  explicit Bound(const Field& field);

  /// Looks at one price for all for a start. Then each step moves the prices once. Neither goes on when stopped, but
  /// the very first look is always finished.
  void start(const std::function<bool()>& stopped);
  void step(const std::function<bool()>& stopped, Detail detail = Detail::apart);

  bool infeasible() const { return infeasible_; }  ///< a promised dossier has no plan at all
  std::int64_t value() const { return value_; }    ///< milli-points, rounded down: the optimum is an integer
  const Prices& prices() const { return best_; }
  const std::vector<double>& at() const { return best_at_; }             ///< the same in milli-points (Prices::take)
  const std::vector<std::int64_t>& profits() const { return profits_; }  ///< of each dossier at the best prices
  double pace() const { return pace_; }
  void set_pace(double pace) { pace_ = pace, failures_ = 0; }
  int steps() const { return steps_; }

 private:
  std::optional<std::int64_t> price(const Prices& prices, std::vector<double>& slope, Detail detail);
  bool judge(const std::vector<double>& at, Detail detail);

  const Field& field_;
  const std::function<bool()>* stopped_ = nullptr;  ///< of the step in hand
  int places_ = 0;
  Prices now_, best_;
  std::vector<std::int64_t> profits_, latest_;
  std::vector<double> at_, best_at_, slope_, direction_, square_, mean_;
  std::int64_t value_ = 0, last_ = 0;
  double pace_ = 0.03;  ///< of the price level, a step
  int failures_ = 0, steps_ = 0;
  double level_ = 1;
  bool infeasible_ = false;
};

}  // namespace couloir::solve
