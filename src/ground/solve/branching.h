// The exact side of small pools: branch and price. The master's prices bound a node; a node is split by whether a
// dossier is granted, and where all that is decided by whether an engineer is with a dossier in a month. The best bound
// first. Bounds are integers from prices, never the linear program's word; so is what is cut off.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "solve/bound.h"
#include "solve/insertion.h"
#include "solve/joint_pricer.h"
#include "solve/master.h"

namespace couloir::solve {

class Branching {
 public:
  static constexpr std::int64_t kScale = 4'096;  ///< of its prices: what they round away is less than a milli-point

  /// Starts at the prices of the bound.
  Branching(const Field& field, const Bound& from);

  /// Gives it the ways of a plan to build on.
  void learn(const Plan& plan);
  /// Bounds one node, the first among those that could hold a plan better than `objective`. Whether it still could.
  bool step(std::int64_t objective, const std::function<bool()>& stopped);

  /// No plan is worth more than this or `objective`, whichever is more.
  std::int64_t value() const;
  /// Whether no node is left that it could split and that could hold more than `objective`; or more are open than it
  /// keeps.
  bool done(std::int64_t objective) const;
  /// Prices and profits that prove the bound before the first split; none before that is bounded.
  bool rooted() const { return root_value_ < kNone; }
  std::int64_t root_value() const { return root_value_; }
  bool infeasible() const { return root_value_ == kImpossible; }  ///< a promise can be kept by nobody
  const Prices& root_prices() const { return root_prices_; }
  const std::vector<std::int64_t>& root_profits() const { return root_profits_; }

  /// A plan that follows the node bounded last: what the master takes for the most part is settled, the rest priced
  /// again in what is left. It may lack promises; a search finishes it. REQUIRES: a step just before.
  Plan dive(const std::function<bool()>& stopped);
  std::uint64_t work() const { return work_ + master_.work(); }
  std::uint64_t nodes() const { return nodes_; }

 private:
  static constexpr std::int64_t kNone = INT64_MAX, kImpossible = INT64_MIN;
  struct Rule {
    int dossier = 0;
    int place = -1;  ///< an engineer's month; −1: whether it is granted at all
    bool yes = false;
  };
  struct Node {
    std::vector<Rule> rules;
    std::int64_t bound = kNone;
    std::shared_ptr<const std::vector<double>> centre;  ///< prices that were good for its parent
  };
  struct Side {
    std::optional<bool> granted;
    std::vector<Fixed> fixed;
  };
  void enter(const Node& node);
  bool allows(const Column& column) const;
  std::int64_t bounded(std::vector<double>& centre, std::int64_t objective, const std::function<bool()>& stopped);
  std::optional<std::int64_t> evaluate(const std::vector<double>& at, bool by_team, std::vector<Column>& offered,
                                       const std::function<bool()>& stopped);
  std::optional<Rule> split();
  bool is_plan(int dossier) const;
  bool is_paid(const Column& column) const;
  bool is_fixed(int dossier, int place) const;
  int settle(Roster& roster);
  std::optional<Column> next_within(const Case& c, const Roster& roster, JointPricer& pricer, Inserter& inserter);
  bool has_room(const Roster& roster, const Column& column) const;
  void open(Node node);

  const Field& field_;
  Master master_;
  Prices prices_, root_prices_;
  std::vector<Side> sides_;
  std::vector<std::int64_t> profits_, root_profits_;
  std::vector<Node> nodes_open_;
  std::int64_t root_value_ = kNone, stuck_ = kImpossible;
  std::uint64_t work_ = 0, nodes_ = 0;
};

}  // namespace couloir::solve
