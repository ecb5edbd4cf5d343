#include "solve/solve.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <thread>
#include <utility>

#include "solve/branching.h"
#include "solve/search.h"

namespace couloir::solve {

namespace {
using Clock = std::chrono::steady_clock;

constexpr double kColdest = 0.01;                ///< of the temperature a cycle starts with
constexpr double kPaceEnd = 1e-4;                ///< the ascent has arrived
constexpr std::size_t kJointUpTo = 400;          ///< dossiers for which the closer look at each fits a minute
constexpr std::size_t kFewUpTo = 100;            ///< dossiers
constexpr int kSmallMonths = 600;                ///< engineer-months of a pool whose linear program takes milliseconds
constexpr int kFirstSteps = 100;                 ///< of the ascent, before a small pool's branching takes its prices
constexpr double kFewHeat = 0.25, kHeat = 0.07;  ///< of the mean base, where cooling begins
constexpr double kFromHeat = 0.007;              ///< and from a plan that is given: most of it stays
constexpr double kMild = 0.2;                    ///< of the heat of a long cycle: from a dive, or twice as much

/// One search and where its cooling stands. A cycle starts hot from the best plan and ends cold; each is longer than
/// the last.
struct Worker {
  std::unique_ptr<Search> search;
  bool whole = false;  ///< whether every promise has found its place
  double hottest = 0, heat = 0;
  std::uint64_t cycle = 0, cycle_end = 0, cycle_begin = 0;
};

class Run {
 public:
  Run(const Field& field, const Question& question)
      : field_(field),
        question_(question),
        bound_(field),
        began_(Clock::now()),
        best_(field.cases.size()),
        best_at_round_(field.cases.size()) {
    few_ = field.cases.size() <= kFewUpTo;
    small_ = field.cases.size() <= kFewUpTo && field.engineers * field.months <= kSmallMonths &&
             field.exact_at(Branching::kScale);
    round_ = std::clamp<std::uint64_t>(4'000 * field.cases.size(), 8'000, round_);
    if (few_) bound_.set_pace(0.1);
    // In the search's unit, about a microsecond: so that neither waits long for the other at the end of a round.
    for (const auto& c : field.cases) {
      fast_cost_ += 25;
      closer_cost_ += c.holders.size() == 1 ? 50 : c.holders.size() == 2 ? 1'000 : 10'000;
    }
  }

  Answer answer() {
    bound_.start(stopped_);
    if (infeasible()) return ending();
    if (question_.only_bound) {
      while (climbing() && !infeasible() && !(tree_ && tree_->rooted()) && !enough()) climb();
      return ending();
    }
    workers_.resize(std::max(1, question_.threads));
    in_parallel([this](std::size_t i) { set_out(workers_[i], i); });
    for (const auto& w : workers_) take(w);
    tell();
    bool can_search = !field_.cases.empty() && field_.engineers > 0;
    while (!enough() && (can_search || climbing())) can_search ? round() : climb();
    return ending();
  }

 private:
  template <class Work>
  void in_parallel(Work work) {
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < workers_.size(); ++i) others.emplace_back(work, i);
    work(0);
  }

  void set_out(Worker& w, std::size_t number) {
    w.search = std::make_unique<Search>(field_, question_.seed * 1'000 + number);
    Plan from = question_.from ? *question_.from : Plan(field_.cases.size());
    double sum = 0;
    int many = 0;
    for (const auto& c : field_.cases) {
      if (!c.hopeless) sum += double(c.dossier->base), ++many;
      if (!c.must || from[c.index]) continue;
      Staffing s{.stints = c.dossier->published};
      weigh(field_, c, s);
      from[c.index] = std::move(s);
    }
    w.search->free_share = few_ ? 0.3 : 0.03;
    steer(*w.search);
    begin(w, from, number == 0);
    w.hottest = (few_ ? kFewHeat : question_.from ? kFromHeat : kHeat) * sum / std::max(1, many);
    w.heat = w.hottest;
  }

  /// The first plan of all is finished, however little time there is.
  void begin(Worker& w, const Plan& from, bool to_its_end = false) {
    w.whole = w.search->start(from);
    if (w.whole) w.search->fill(to_its_end ? [] { return false; } : stopped_);
  }

  // The first node's prices, where there is one that says more than the ascent.
  bool by_tree() const { return tree_ && tree_->rooted() && !infeasible() && tree_->root_value() < bound_.value(); }
  bool infeasible() const { return bound_.infeasible() || (tree_ && tree_->infeasible()); }
  const Prices& prices() const { return by_tree() ? tree_->root_prices() : bound_.prices(); }
  std::int64_t certified() const { return by_tree() ? tree_->root_value() : bound_.value(); }
  std::int64_t bound() const {
    if (!tree_ || !tree_->rooted() || !any_) return certified();
    return std::min(certified(), std::max(tree_->value(), objective_));
  }

  void steer(Search& search) {
    const auto& now = prices();
    std::size_t places = now.capacity.size();
    std::vector<double> quantum(places), presence(places);
    auto scale = double(now.scale);
    for (std::size_t i = 0; i < places; ++i)
      quantum[i] = double(now.capacity[i]) / scale, presence[i] = double(now.slots[i]) / scale;
    search.steer(quantum, presence);
  }

  void take(const Worker& w) {
    if (!w.whole || (any_ && w.search->best_objective() <= objective_)) return;
    any_ = true;
    objective_ = w.search->best_objective();
    best_ = w.search->best();
  }

  bool ascending() const { return bound_.pace() > kPaceEnd && !closer_done_; }
  bool climbing() const { return small_ ? !tree_ || !tree_->done(objective_at_round_) : ascending(); }

  // The bound's share of a round. When the fast look has arrived, the closer one takes over from its prices; in a small
  // pool, branching does.
  void climb() {
    std::uint64_t before = bound_work_, until = bound_work_ + round_;
    while (bound_work_ < until && climbing() && !out_of_time()) {
      if (small_ && (tree_ || bound_.steps() >= kFirstSteps || !ascending())) {
        branch();
        continue;
      }
      bound_.step(stopped_, closer_ ? Detail::joint : Detail::apart);
      bound_work_ += closer_ ? closer_cost_ : fast_cost_;
      if (bound_.pace() > kPaceEnd) continue;
      if (closer_ || field_.cases.size() > kJointUpTo)
        closer_done_ = true;
      else
        closer_ = true, bound_.set_pace(0.01);
    }
    climb_work_ = bound_work_ - before;
  }

  // One node, and a dive from it for the searches of the next round.
  void branch() {
    if (!tree_) {
      tree_.emplace(field_, bound_);
      tree_->learn(best_at_round_);
    }
    auto before = tree_->work();
    if (tree_->step(objective_at_round_, stopped_) && !question_.only_bound && !out_of_time())
      next_dive_ = tree_->dive(stopped_);
    bound_work_ += tree_->work() - before;
  }

  // A round's share of a search. Few dossiers cool many times: in a round from a dive, or every third from the best
  // plan, where there are dives; else over ever longer cycles. Many cool once, over all there is.
  void anneal(Worker& w) {
    auto& search = *w.search;
    auto before = search.work(), until = before + round_work_;
    if (!w.whole) begin(w, few_ ? best_at_round_ : Plan(field_.cases.size()));
    if (!w.whole) return;
    if (dive_) {
      bool from_best = w.cycle % 3 == 2;
      w.heat = kMild * (1 + double(w.cycle % 2)) * w.hottest;
      if (from_best || !search.start(*dive_)) search.start(best_at_round_);
      search.fill(stopped_);
      w.cycle_begin = before, w.cycle_end = until;
      ++w.cycle;
    }
    while (search.work() < until && !out_of_time()) {
      if (few_ && search.work() >= w.cycle_end) begin_cycle(w);
      double spent = few_ ? double(search.work() - w.cycle_begin) / double(w.cycle_end - w.cycle_begin) : spent_;
      search.step(w.heat * std::pow(kColdest, std::min(1.0, spent)));
    }
  }

  void begin_cycle(Worker& w) {
    if (w.cycle > 0 && w.search->best_objective() < objective_at_round_)
      w.search->start(best_at_round_);
    else
      w.search->back_to_best();
    w.heat = w.hottest;
    w.cycle_begin = w.search->work();
    double length = double(round_) * 8 * std::pow(1.6, double(std::min<std::uint64_t>(w.cycle, 20)));
    w.cycle_end = w.cycle_begin + std::uint64_t(length);
    ++w.cycle;
  }

  void round() {
    spent_ = spent();
    objective_at_round_ = objective_;
    if (few_) best_at_round_ = best_;
    dive_ = std::exchange(next_dive_, std::nullopt);
    round_work_ = std::max({round_, climb_work_, closer_ && !closer_done_ ? closer_cost_ : fast_cost_});
    bool up = climbing();
    climb_work_ = 0;
    in_parallel([this, up](std::size_t i) {
      if (i == 0 && up) climb();
      if (i > 0 || !up || workers_.size() == 1) anneal(workers_[i]);
    });
    for (auto& w : workers_) {
      take(w);
      if (up) steer(*w.search);
    }
    // The thread that moved the prices searches from now on, from the best that the others have.
    if (up && !climbing() && workers_.size() > 1 && any_) workers_[0].search->start(best_);
    tell();
  }

  std::uint64_t work() const {
    std::uint64_t sum = bound_work_;
    for (const auto& w : workers_) sum += w.search->work();
    return sum;
  }

  /// How much of what it may use is used, 0 to 1: a large pool cools once over all of it.
  double spent() const {
    const auto& limits = question_.limits;
    double out = 0;
    if (limits.work) out = double(work()) / double(*limits.work);
    if (limits.deadline) {
      auto whole = std::chrono::duration<double>(*limits.deadline - began_).count(),
           gone = std::chrono::duration<double>(Clock::now() - began_).count();
      out = std::max(out, whole > 0 ? gone / whole : 1.0);
    }
    return std::min(1.0, out);
  }

  bool out_of_time() const {
    const auto& limits = question_.limits;
    return (limits.cancelled && *limits.cancelled) || (limits.deadline && Clock::now() >= *limits.deadline);
  }

  bool enough() const {
    const auto& limits = question_.limits;
    return out_of_time() || (limits.work && work() >= *limits.work) ||
           (any_ && gap_of(objective_, bound()) <= limits.gap);
  }

  void tell() const {
    if (question_.progress)
      question_.progress({std::chrono::duration<double>(Clock::now() - began_).count(), objective_, bound(), any_});
  }

  Answer ending() const {
    Answer out;
    out.plan = Plan(field_.cases.size());
    out.seed = question_.seed, out.threads = std::max(1, question_.threads), out.work = work();
    out.bound = bound();
    out.certificate = Certificate{certified(), prices(), by_tree() ? tree_->root_profits() : bound_.profits()};
    out.proof = *out.bound < certified() ? Proof::search : Proof::certificate;
    if (infeasible() && !any_) {
      out.status = Status::infeasible;
      out.proof = Proof::search;
      return out;
    }
    if (any_) {
      out.plan = best_;
      out.split = split_of(field_, best_);
      out.objective = out.split.objective();
      out.status = out.objective == *out.bound ? Status::optimal : Status::feasible;
    }
    return out;
  }

  /// Units of work after which threads meet: less where a pool is tiny, for then all is soon said.
  std::uint64_t round_ = 160'000;

  const Field& field_;
  const Question& question_;
  const std::function<bool()> stopped_ = [this] { return out_of_time(); };
  Bound bound_;
  Clock::time_point began_;
  std::vector<Worker> workers_;
  std::optional<Branching> tree_;
  std::optional<Plan> dive_, next_dive_;  ///< of the round before, and of this one
  bool few_ = false;                      ///< so few dossiers that the search cools many times instead of once
  bool small_ = false;                    ///< so small that branching pays
  double spent_ = 0;
  bool any_ = false, closer_ = false, closer_done_ = false;
  std::uint64_t bound_work_ = 0, climb_work_ = 0, round_work_ = 0, fast_cost_ = 0, closer_cost_ = 0;
  std::int64_t objective_ = 0, objective_at_round_ = INT64_MIN;
  Plan best_, best_at_round_;
};
}  // namespace

double gap_of(std::int64_t value, std::int64_t bound) {
  return double(bound - value) / std::max(1.0, std::abs(double(bound)));
}

Answer solve(const Field& field, const Question& question) { return Run(field, question).answer(); }

}  // namespace couloir::solve
