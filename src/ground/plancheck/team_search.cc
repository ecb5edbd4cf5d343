#include "plancheck/team_search.h"

#include <map>
#include <unordered_map>

namespace couloir::plancheck {
namespace {

constexpr std::size_t kMostStates = 300'000;

/// Sets of engineers, each with a number; 0 is nobody.
class Teams {
 public:
  std::uint32_t with(std::uint32_t team, int engineer) {
    auto key = std::uint64_t{team} << 32 | static_cast<std::uint32_t>(engineer);
    if (auto known = joined_.find(key); known != joined_.end()) return known->second;
    auto members = members_[team];
    auto at = std::ranges::lower_bound(members, engineer);
    if (at == members.end() || *at != engineer) members.insert(at, engineer);
    auto [found, fresh] = numbers_.try_emplace(members, static_cast<std::uint32_t>(members_.size()));
    auto number = found->second;
    if (fresh) members_.push_back(std::move(members));
    return joined_[key] = number;
  }
  std::int64_t size(std::uint32_t team) const { return static_cast<std::int64_t>(members_[team].size()); }

 private:
  std::vector<std::vector<int>> members_{{}};
  std::map<std::vector<int>, std::uint32_t> numbers_{{{}, 0}};
  std::unordered_map<std::uint64_t, std::uint32_t> joined_;
};

/// Efforts still to come (place in the grid), the team so far → the best of what follows, the team not paid.
using Ends = std::unordered_map<std::uint64_t, std::int64_t>;
std::uint64_t end_key(std::size_t at, std::uint32_t team) { return std::uint64_t{team} << 32 | at; }
std::size_t place_of(std::uint64_t key) { return key & 0xffff'ffff; }
std::uint32_t team_of(std::uint64_t key) { return static_cast<std::uint32_t>(key >> 32); }

void keep_best(Ends& ends, std::uint64_t key, std::int64_t value) {
  auto [at, fresh] = ends.try_emplace(key, value);
  if (!fresh) at->second = std::max(at->second, value);
}

class TeamSearch {
 public:
  TeamSearch(const LoneDossier& lone, const RoleBound& roles, const EffortGrid& grid,
             const std::vector<std::vector<std::int64_t>>& reached, std::int64_t profit, std::int64_t steps)
      : lone_(lone), roles_(roles), grid_(grid), reached_(reached), profit_(profit), steps_(steps) {}

  Confirmed run() {
    Ends ends;
    for (auto t = lone_.months(); t-- > 0;) {
      add_last_month(t, ends);
      std::vector<Ends> by_count(static_cast<std::size_t>(lone_.nmax + 1));
      by_count[0] = std::move(ends);
      for (const auto& candidate : lone_.candidates)
        if (!employ(candidate, t, by_count)) return Confirmed::unknown;
      ends = {};
      for (auto n = lone_.nmin; n <= lone_.nmax; ++n)
        for (const auto& [key, value] : by_count[static_cast<std::size_t>(n)]) {
          if (place_of(key) == 0 && passes(value - lone_.sessions[t], key)) return Confirmed::no;  // a whole plan
          if (t > 0 && passes(value, key, reached_[t - 1])) keep_best(ends, key, value);
        }
    }
    return Confirmed::yes;
  }

 private:
  /// Plans whose last month is t.
  void add_last_month(std::size_t t, Ends& ends) const {
    for (std::size_t at = 1; at < grid_.size(); ++at) {
      if (reached_[t][at] < kHardly) continue;
      std::int64_t earned = 0;
      for (std::size_t place = 0; place < grid_.order().size() && earned > kHardly; ++place) {
        auto one = roles_.later(grid_.order()[place], lone_.months(), grid_.effort(at, place));
        earned = one < kHardly ? kNever : earned + one;
      }
      if (earned > kHardly && lone_.constant + earned + reached_[t][at] - lone_.team * lone_.nmin > profit_)
        keep_best(ends, end_key(at, 0), earned);
    }
  }

  bool passes(std::int64_t value, std::uint64_t key) const {
    return lone_.constant + value - lone_.team * std::max(lone_.nmin, teams_.size(team_of(key))) > profit_;
  }
  bool passes(std::int64_t value, std::uint64_t key, const std::vector<std::int64_t>& before) const {
    auto most = before[place_of(key)];
    return most > kHardly && passes(value + most, key);
  }

  /// Within month t more engineers may follow, or months before, or nothing when no effort is left.
  bool may_pass(std::int64_t value, std::uint64_t key, std::size_t t) const {
    return passes(value, key, reached_[t]) || (t > 0 && passes(value, key, reached_[t - 1])) ||
           (place_of(key) == 0 && passes(value - lone_.sessions[t], key));
  }

  bool employ(const Candidate& candidate, std::size_t t, std::vector<Ends>& by_count) {
    const auto& offer = candidate.months[t];
    if (offer.capacity == 0) return true;
    auto shares = shares_of(grid_, candidate.roles, lone_.min_alloc, offer.capacity);
    if (!shares) return false;
    std::vector<std::int64_t> gains;
    for (const auto& share : *shares) gains.push_back(lone_.gain(offer, share.quanta));
    for (auto n = by_count.size() - 1; n-- > 0;)
      for (const auto& [key, value] : by_count[n]) {
        steps_ -= static_cast<std::int64_t>(shares->size()) + 1;
        if (steps_ < 0 || by_count[n + 1].size() > kMostStates) return false;
        auto at = place_of(key);
        auto team = teams_.with(team_of(key), candidate.engineer);
        Room given{};
        for (std::size_t place = 0; place < grid_.order().size(); ++place) given[place] = grid_.effort(at, place);
        for (std::size_t i = 0; i < shares->size(); ++i) {
          const auto& share = (*shares)[i];
          if (!fits(share.places, given)) continue;
          auto before = end_key(at - share.offset, team);
          if (may_pass(value + gains[i], before, t)) keep_best(by_count[n + 1], before, value + gains[i]);
        }
      }
    return true;
  }

  const LoneDossier& lone_;
  const RoleBound& roles_;
  const EffortGrid& grid_;
  const std::vector<std::vector<std::int64_t>>& reached_;
  std::int64_t profit_, steps_;
  Teams teams_;
};

}  // namespace

Confirmed search_teams(const LoneDossier& lone, const RoleBound& roles, const EffortGrid& grid,
                       const std::vector<std::vector<std::int64_t>>& reached, std::int64_t profit, std::int64_t steps) {
  return TeamSearch(lone, roles, grid, reached, profit, steps).run();
}

}  // namespace couloir::plancheck
