#include "plancheck/team_search.h"

#include <map>
#include <unordered_map>
#include <utility>

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
    if (fresh) {
      sizes_.push_back(static_cast<std::int64_t>(members.size()));
      members_.push_back(std::move(members));
    }
    return joined_[key] = number;
  }
  std::int64_t size(std::uint32_t team) const { return sizes_[team]; }

 private:
  std::vector<std::vector<int>> members_{{}};
  std::vector<std::int64_t> sizes_{0};
  std::map<std::vector<int>, std::uint32_t> numbers_{{{}, 0}};
  std::unordered_map<std::uint64_t, std::uint32_t> joined_;
};

/// Efforts still to come (place in the grid), the team so far → the best of what follows, the team not paid. Keys lie
/// where their hash says, or behind; the table is never more than half full.
class Ends {
 public:
  struct End {
    std::uint64_t key = kNone;
    std::int64_t value = 0;
  };
  static std::uint64_t key_of(std::size_t at, std::uint32_t team) { return std::uint64_t{team} << 32 | at; }
  static std::size_t place_of(std::uint64_t key) { return key & 0xffff'ffff; }
  static std::uint32_t team_of(std::uint64_t key) { return static_cast<std::uint32_t>(key >> 32); }

  void keep_best(std::uint64_t key, std::int64_t value) {
    if (2 * (count_ + 1) > slots_.size()) grow();
    auto& slot = slot_of(key);
    if (slot.key == kNone) {
      slot = {key, value};
      ++count_;
    } else {
      slot.value = std::max(slot.value, value);
    }
  }
  std::size_t size() const { return count_; }
  template <class Take>
  void each(Take&& take) const {
    for (const auto& slot : slots_)
      if (slot.key != kNone) take(slot.key, slot.value);
  }

 private:
  static constexpr std::uint64_t kNone = UINT64_MAX;
  End& slot_of(std::uint64_t key) {
    auto mask = slots_.size() - 1;
    auto at = (key * 0x9e37'79b9'7f4a'7c15u >> 20) & mask;
    while (slots_[at].key != kNone && slots_[at].key != key) at = (at + 1) & mask;
    return slots_[at];
  }
  void grow() {
    auto before = std::exchange(slots_, std::vector<End>(std::max<std::size_t>(64, 2 * slots_.size())));
    for (const auto& end : before)
      if (end.key != kNone) slot_of(end.key) = end;
  }
  std::vector<End> slots_;
  std::size_t count_ = 0;
};

class TeamSearch {
 public:
  TeamSearch(const LoneDossier& lone, const RoleBound& roles, const EffortGrid& grid,
             const std::vector<std::vector<std::int64_t>>& reached, std::int64_t profit, std::int64_t steps)
      : lone_(lone), roles_(roles), grid_(grid), reached_(reached), profit_(profit), steps_(steps) {}

  Confirmed run() {
    Ends ends;
    for (auto t = lone_.months(); t-- > 0;) {
      add_last_month(t, ends);
      look_before(t);
      std::vector<Ends> by_count(static_cast<std::size_t>(lone_.nmax + 1));
      by_count[0] = std::move(ends);
      for (const auto& candidate : lone_.candidates)
        if (!employ(candidate, t, by_count)) return Confirmed::unknown;
      ends = {};
      bool earns_more = false;
      for (auto n = lone_.nmin; n <= lone_.nmax; ++n)
        by_count[static_cast<std::size_t>(n)].each([&](std::uint64_t key, std::int64_t value) {
          auto at = Ends::place_of(key);
          earns_more |= at == 0 && passes(value - lone_.openings[t], key);  // a whole plan
          if (t > 0 && reached_[t - 1][at] > kHardly && passes(value + reached_[t - 1][at], key))
            ends.keep_best(key, value);
        });
      if (earns_more) return Confirmed::no;
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
      if (earned > kHardly) earned -= lone_.closings[t];
      if (earned > kHardly && lone_.constant + earned + reached_[t][at] - lone_.team * lone_.nmin > profit_)
        ends.keep_best(Ends::key_of(at, 0), earned);
    }
  }

  /// The most that can come before within month t: more engineers, months before, or nothing when no effort is left.
  void look_before(std::size_t t) {
    before_ = reached_[t];
    if (t > 0)
      for (std::size_t at = 0; at < before_.size(); ++at) before_[at] = std::max(before_[at], reached_[t - 1][at]);
    before_[0] = std::max(before_[0], -lone_.openings[t]);
  }

  bool passes(std::int64_t value, std::uint64_t key) const { return value - paid(Ends::team_of(key)) > profit_; }
  std::int64_t paid(std::uint32_t team) const {
    return lone_.team * std::max(lone_.nmin, teams_.size(team)) - lone_.constant;
  }

  bool employ(const Candidate& candidate, std::size_t t, std::vector<Ends>& by_count) {
    const auto& offer = candidate.months[t];
    if (offer.capacity == 0) return true;
    auto shares = shares_of(grid_, candidate.roles, lone_.min_alloc, offer.capacity);
    if (!shares) return false;
    std::vector<std::int64_t> gains;
    for (const auto& share : *shares) gains.push_back(lone_.gain(offer, share.quanta));
    for (auto n = by_count.size() - 1; n-- > 0;) {
      auto& more = by_count[n + 1];
      by_count[n].each([&](std::uint64_t key, std::int64_t value) {
        steps_ -= static_cast<std::int64_t>(shares->size()) + 1;
        if (steps_ < 0 || more.size() > kMostStates) return;
        auto at = Ends::place_of(key);
        auto team = teams_.with(Ends::team_of(key), candidate.engineer);
        auto least = profit_ + paid(team) - value;  // what gain and months before have to pass
        Room given{};
        for (std::size_t place = 0; place < grid_.order().size(); ++place) given[place] = grid_.effort(at, place);
        for (std::size_t i = 0; i < shares->size(); ++i) {
          const auto& share = (*shares)[i];
          if (fits(share.places, given) && gains[i] + before_[at - share.offset] > least)  // kNever passes nothing
            more.keep_best(Ends::key_of(at - share.offset, team), value + gains[i]);
        }
      });
      if (steps_ < 0 || more.size() > kMostStates) return false;
    }
    return true;
  }

  const LoneDossier& lone_;
  const RoleBound& roles_;
  const EffortGrid& grid_;
  const std::vector<std::vector<std::int64_t>>& reached_;
  std::int64_t profit_, steps_;
  Teams teams_;
  std::vector<std::int64_t> before_;  ///< by efforts still to come
};

}  // namespace

Confirmed search_teams(const LoneDossier& lone, const RoleBound& roles, const EffortGrid& grid,
                       const std::vector<std::vector<std::int64_t>>& reached, std::int64_t profit, std::int64_t steps) {
  return TeamSearch(lone, roles, grid, reached, profit, steps).run();
}

}  // namespace couloir::plancheck
