#include "solve/solve.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <thread>

#include "solve/search.h"

namespace couloir::solve {

namespace {
using Clock = std::chrono::steady_clock;

constexpr double kColdest = 0.01;        ///< of the temperature a cycle starts with
constexpr double kPaceEnd = 1e-4;        ///< the ascent has arrived
constexpr std::size_t kJointUpTo = 400;  ///< dossiers for which the closer look at each fits a minute

/// One search and where its cooling stands. A cycle starts hot from the best plan and ends cold; each is longer than
/// the last.
struct Worker {
  std::unique_ptr<Search> search;
  double hottest = 0;
  std::uint64_t cycle = 0, cycle_end = 0, cycle_begin = 0;
};

class Run {
 public:
  Run(const Field& field, const Question& question)
      : field_(field), question_(question), bound_(field), began_(Clock::now()) {
    few_ = field.cases.size() <= 100;
    if (few_) bound_.set_pace(0.1);
    // In the search's unit, about a microsecond: so that neither waits long for the other at the end of a round.
    for (const auto& c : field.cases) {
      fast_cost_ += 25;
      closer_cost_ += c.holders.size() == 1 ? 50 : c.holders.size() == 2 ? 1'000 : 10'000;
    }
  }

  Answer answer() {
    bound_.start();
    if (bound_.infeasible()) {
      Answer out = ending();
      out.status = Status::infeasible;
      out.proof = Proof::search;
      return out;
    }
    if (question_.only_bound) {
      while (ascending() && !enough()) ascend();
      return ending();
    }
    int threads = std::max(1, question_.threads);
    for (int i = 0; i < threads; ++i) workers_.push_back(worker(i));
    if (!feasible_) return ending();
    tell();
    while (!enough()) round();
    return ending();
  }

 private:
  Worker worker(int number) {
    Worker w;
    w.search = std::make_unique<Search>(field_, question_.seed * 1'000 + number);
    Plan from = question_.from ? *question_.from : Plan(field_.cases.size());
    double sum = 0;
    int many = 0;
    for (const auto& c : field_.cases) {
      if (!c.hopeless) sum += double(c.dossier->base), ++many;
      if (!c.dossier->must || from[c.index]) continue;
      Staffing s{.stints = c.dossier->published};
      weigh(field_, c, s);
      from[c.index] = std::move(s);
    }
    w.search->free_share = few_ ? 0.3 : 0.03;
    steer(*w.search);
    feasible_ = w.search->start(from) && feasible_;
    if (feasible_) w.search->fill();
    w.hottest = (few_ ? 0.25 : 0.07) * sum / std::max(1, many);
    take(*w.search);
    return w;
  }

  void steer(Search& search) {
    std::size_t places = bound_.prices().capacity.size();
    std::vector<double> quantum(places), presence(places);
    auto scale = double(bound_.prices().scale);
    for (std::size_t i = 0; i < places; ++i)
      quantum[i] = double(bound_.prices().capacity[i]) / scale, presence[i] = double(bound_.prices().slots[i]) / scale;
    search.steer(quantum, presence);
  }

  void take(const Search& search) {
    if (any_ && search.best_objective() <= objective_) return;
    any_ = true;
    objective_ = search.best_objective();
    best_ = search.best();
  }

  bool ascending() const { return bound_.pace() > kPaceEnd && !closer_done_; }

  // The ascent's share of a round; when the fast look has arrived, the closer one takes over from its prices.
  void ascend() {
    std::uint64_t until = bound_work_ + kRound;
    while (bound_work_ < until && ascending()) {
      bound_.step(closer_ ? Detail::joint : Detail::apart);
      bound_work_ += closer_ ? closer_cost_ : fast_cost_;
      if (bound_.pace() > kPaceEnd) continue;
      if (closer_ || field_.cases.size() > kJointUpTo)
        closer_done_ = true;
      else
        closer_ = true, bound_.set_pace(0.01);
    }
  }

  void anneal(Worker& w) {
    std::uint64_t until = w.search->work() + std::max(kRound, closer_ && !closer_done_ ? closer_cost_ : fast_cost_);
    while (w.search->work() < until) {
      if (few_ && w.search->work() >= w.cycle_end) {
        if (w.cycle > 0 && w.search->best_objective() < objective_at_round_)
          w.search->start(best_at_round_);
        else
          w.search->back_to_best();
        w.cycle_begin = w.search->work();
        double length = double(kRound) * 8 * std::pow(1.6, double(std::min<std::uint64_t>(w.cycle, 20)));
        w.cycle_end = w.cycle_begin + std::uint64_t(length);
        ++w.cycle;
      }
      double spent = few_ ? double(w.search->work() - w.cycle_begin) / double(w.cycle_end - w.cycle_begin) : spent_;
      w.search->step(w.hottest * std::pow(kColdest, std::min(1.0, spent)));
    }
  }

  void round() {
    spent_ = spent();
    objective_at_round_ = objective_;
    if (few_) best_at_round_ = best_;
    bool up = ascending();
    std::vector<std::thread> others;
    for (std::size_t i = 1; i < workers_.size(); ++i) others.emplace_back([this, i] { anneal(workers_[i]); });
    if (up) ascend();
    if (!up || workers_.size() == 1) anneal(workers_[0]);
    for (auto& other : others) other.join();
    for (auto& w : workers_) {
      take(*w.search);
      if (up) steer(*w.search);
    }
    // The thread that moved the prices searches from now on, from the best that the others have.
    if (up && !ascending() && workers_.size() > 1) workers_[0].search->start(best_);
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

  bool enough() const {
    const auto& limits = question_.limits;
    if (limits.cancelled && *limits.cancelled) return true;
    if (limits.deadline && Clock::now() >= *limits.deadline) return true;
    if (limits.work && work() >= *limits.work) return true;
    return any_ && gap_of(objective_, bound_.value()) <= limits.gap;
  }

  void tell() const {
    if (question_.progress)
      question_.progress(
          {std::chrono::duration<double>(Clock::now() - began_).count(), objective_, bound_.value(), any_});
  }

  Answer ending() const {
    Answer out;
    out.plan = Plan(field_.cases.size());
    out.seed = question_.seed, out.threads = std::max(1, question_.threads), out.work = work();
    out.bound = bound_.value();
    out.certificate = Certificate{bound_.prices(), bound_.profits()};
    out.proof = Proof::certificate;
    if (any_ && feasible_) {
      out.plan = best_;
      out.split = split_of(field_, best_);
      out.objective = out.split.objective();
      out.status = out.objective == *out.bound ? Status::optimal : Status::feasible;
    }
    return out;
  }

  static constexpr std::uint64_t kRound = 160'000;

  const Field& field_;
  const Question& question_;
  Bound bound_;
  Clock::time_point began_;
  std::vector<Worker> workers_;
  bool few_ = false;  ///< so few dossiers that the search cools many times instead of once
  double spent_ = 0;
  bool feasible_ = true, any_ = false, closer_ = false, closer_done_ = false;
  std::uint64_t bound_work_ = 0, fast_cost_ = 0, closer_cost_ = 0;
  std::int64_t objective_ = 0, objective_at_round_ = 0;
  Plan best_, best_at_round_;
};
}  // namespace

double gap_of(std::int64_t value, std::int64_t bound) {
  return double(bound - value) / std::max(1.0, std::abs(double(bound)));
}

Answer solve(const Field& field, const Question& question) { return Run(field, question).answer(); }

}  // namespace couloir::solve
