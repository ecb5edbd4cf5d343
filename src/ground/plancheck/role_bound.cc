#include "plancheck/role_bound.h"

#include <algorithm>
#include <bit>

namespace couloir::plancheck {
namespace {

constexpr std::size_t kMostRoleCells = 1'000'000;

/// An engineer who gives `quanta` to the role in a month.
struct RoleOffer {
  std::int64_t gain = kNever;
  const Candidate* candidate = nullptr;
};

/// One role in one month: most[x] is what x quanta earn, by nmax engineers at most.
class RoleMonth {
 public:
  RoleMonth(const LoneDossier& lone, std::size_t role, std::size_t month)
      : lone_(lone), role_(role), month_(month), max_(lone.roles[role].max) {}

  /// Empty when it would take more than `steps`.
  std::vector<std::int64_t> most(std::int64_t steps) {
    std::int64_t largest = 0;
    for (const auto& candidate : lone_.candidates)
      if (may(candidate)) largest = std::max(largest, candidate.months[month_].capacity);
    largest = std::min(largest, max_);
    reach_ = std::min(max_, largest * lone_.nmax);
    auto tables = __int128{lone_.nmax + 1} * (reach_ + 1);
    auto offers = std::min<__int128>(static_cast<__int128>(lone_.candidates.size()), __int128{largest} * lone_.nmax);
    if (tables + tables * largest * offers + __int128{largest} * static_cast<__int128>(lone_.candidates.size()) > steps)
      return {};
    choose(largest);
    auto width = static_cast<std::size_t>(reach_ + 1);
    std::vector<std::vector<std::int64_t>> by_count(static_cast<std::size_t>(lone_.nmax + 1),
                                                    std::vector<std::int64_t>(width, kNever));
    by_count[0][0] = 0;
    for (const auto* candidate : chosen_) add(*candidate, by_count);
    std::vector<std::int64_t> most(width, kNever);
    for (const auto& count : by_count)
      for (std::size_t x = 0; x < width; ++x) most[x] = std::max(most[x], count[x]);
    return most;
  }
  std::int64_t steps() const { return steps_; }

 private:
  bool may(const Candidate& candidate) const {
    return (candidate.roles >> role_ & 1) != 0 && candidate.months[month_].capacity > 0;
  }
  std::int64_t least(const Candidate& candidate) const {
    return std::popcount(candidate.roles) == 1 ? lone_.min_alloc : 1;  // the rest may go to another role
  }
  std::int64_t gain(const Candidate& candidate, std::int64_t quanta) const {
    const auto& offer = candidate.months[month_];
    auto gain = -(offer.fixed / std::popcount(candidate.roles)) - offer.unit * quanta;
    if (!offer.kept.empty()) gain += lone_.keep * std::min(quanta, offer.kept[role_]);
    return gain;
  }

  /// Of those who give as much, the nmax cheapest do: another one could be exchanged for one of them who is free.
  void choose(std::int64_t largest) {
    std::vector<RoleOffer> cheapest;
    for (std::int64_t quanta = 1; quanta <= largest; ++quanta) {
      cheapest.clear();
      for (const auto& candidate : lone_.candidates) {
        if (!may(candidate) || quanta < least(candidate) || quanta > candidate.months[month_].capacity) continue;
        cheapest.push_back({gain(candidate, quanta), &candidate});
      }
      steps_ += static_cast<std::int64_t>(lone_.candidates.size());
      auto count = std::min(cheapest.size(), static_cast<std::size_t>(lone_.nmax));
      std::ranges::partial_sort(cheapest, cheapest.begin() + static_cast<std::ptrdiff_t>(count), std::ranges::greater{},
                                &RoleOffer::gain);
      for (std::size_t i = 0; i < count; ++i)
        if (std::ranges::find(chosen_, cheapest[i].candidate) == chosen_.end())
          chosen_.push_back(cheapest[i].candidate);
    }
  }

  void add(const Candidate& candidate, std::vector<std::vector<std::int64_t>>& by_count) {
    auto largest = std::min(candidate.months[month_].capacity, reach_);
    for (auto n = by_count.size() - 1; n-- > 0;)
      for (std::int64_t x = 0; x <= reach_; ++x) {
        auto from = by_count[n][static_cast<std::size_t>(x)];
        if (from < kHardly) continue;
        for (auto u = least(candidate); u <= std::min(largest, reach_ - x); ++u) {
          auto& to = by_count[n + 1][static_cast<std::size_t>(x + u)];
          to = std::max(to, from + gain(candidate, u));
          ++steps_;
        }
      }
  }

  const LoneDossier& lone_;
  std::size_t role_, month_;
  std::int64_t max_, reach_ = 0, steps_ = 0;
  std::vector<const Candidate*> chosen_;
};

}  // namespace

std::optional<RoleBound> RoleBound::make(const LoneDossier& lone, std::int64_t steps) {
  RoleBound bound(lone);
  for (std::size_t r = 0; r < lone.roles.size(); ++r) {
    const auto& role = lone.roles[r];
    auto width = static_cast<std::size_t>(role.max + 1);
    if (width * lone.months() > kMostRoleCells) return std::nullopt;
    auto& later = bound.later_.emplace_back(lone.months() + 1, std::vector<std::int64_t>(width, kNever));
    for (auto x = role.min; x <= role.max; ++x) later[lone.months()][static_cast<std::size_t>(x)] = role.earned(x);
    for (auto t = lone.months(); t-- > 0;) {
      RoleMonth month(lone, r, t);
      auto most = month.most(steps);
      if (most.empty()) return std::nullopt;
      steps -= month.steps() + static_cast<std::int64_t>(width * most.size());
      if (steps < 0) return std::nullopt;
      for (std::size_t done = 0; done < width; ++done)
        for (std::size_t x = 0; x < std::min(most.size(), width - done); ++x)
          if (most[x] > kHardly && later[t + 1][done + x] > kHardly)
            later[t][done] = std::max(later[t][done], most[x] + later[t + 1][done + x]);
    }
  }
  return bound;
}

/// Somebody is paid for in each role that must be filled; who may hold k of them, a k-th in each.
std::int64_t RoleBound::shared_team() const {
  std::int64_t sum = 0;
  for (std::size_t r = 0; r < lone_.roles.size(); ++r) {
    if (lone_.roles[r].min == 0) continue;
    int shares = 1;
    for (const auto& candidate : lone_.candidates)
      if ((candidate.roles >> r & 1) != 0) shares = std::max(shares, std::popcount(candidate.roles));
    sum += lone_.team / shares;
  }
  return sum;
}

std::int64_t RoleBound::best(std::int64_t team) const {
  auto best = kNever, paid = std::max(lone_.team * team, shared_team());
  for (std::size_t t = 0; t < lone_.months(); ++t) {
    auto all = lone_.constant - lone_.openings[t] - lone_.closings[t] - paid;
    for (std::size_t r = 0; r < lone_.roles.size() && all > kHardly; ++r)
      all = later(r, t, 0) < kHardly ? kNever : all + later(r, t, 0);
    best = std::max(best, all);
  }
  return best;
}

}  // namespace couloir::plancheck
