#include "plancheck/joint_bound.h"

#include <map>

namespace couloir::plancheck {
JointBound::JointBound(const LoneDossier& lone, const RoleBound& roles, const EffortGrid& grid, std::int64_t steps)
    : lone_(lone), roles_(roles), grid_(grid), steps_(steps) {}

/// Of engineers with the same roles and nothing published who give as much, the nmax cheapest do.
std::vector<const Candidate*> JointBound::chosen(std::size_t month) const {
  std::map<unsigned, std::vector<const Candidate*>> alike;
  std::vector<const Candidate*> chosen;
  for (const auto& candidate : lone_.candidates) {
    const auto& offer = candidate.months[month];
    if (offer.capacity == 0) continue;
    (offer.kept.empty() ? alike[candidate.roles] : chosen).push_back(&candidate);
  }
  for (auto& [roles, group] : alike) {
    std::int64_t largest = 0;
    for (const auto* candidate : group) largest = std::max(largest, candidate->months[month].capacity);
    std::vector<bool> in(group.size());
    std::vector<std::pair<std::int64_t, std::size_t>> prices;
    for (auto quanta = lone_.min_alloc; quanta <= largest; ++quanta) {
      prices.clear();
      for (std::size_t i = 0; i < group.size(); ++i)
        if (const auto& offer = group[i]->months[month]; offer.capacity >= quanta)
          prices.emplace_back(offer.fixed + offer.unit * quanta, i);
      auto count = std::min(prices.size(), static_cast<std::size_t>(lone_.nmax));
      std::ranges::partial_sort(prices, prices.begin() + static_cast<std::ptrdiff_t>(count));
      for (std::size_t i = 0; i < count; ++i) in[prices[i].second] = true;
    }
    for (std::size_t i = 0; i < group.size(); ++i)
      if (in[i]) chosen.push_back(group[i]);
  }
  return chosen;
}

bool JointBound::make_months() {
  if (!months_.empty()) return true;
  auto cells = __int128{lone_.nmax + 1} * static_cast<__int128>(grid_.size()) * static_cast<__int128>(lone_.months());
  if (cells > 4'000'000 || cells > steps_) return false;
  months_.resize(lone_.months());
  for (std::size_t t = 0; t < months_.size(); ++t)
    if (!fill(t)) return false;
  return true;
}

bool JointBound::fill(std::size_t month) {
  auto& by_count = months_[month].by_count;
  by_count.assign(static_cast<std::size_t>(lone_.nmax + 1), std::vector<std::int64_t>(grid_.size(), kNever));
  by_count[0][0] = 0;
  std::size_t reached = 0;  // no efforts beyond this place yet
  for (const auto* candidate : chosen(month)) {
    const auto& offer = candidate->months[month];
    auto shares = shares_of(grid_, candidate->roles, lone_.min_alloc, offer.capacity);
    if (!shares) return false;
    std::vector<std::int64_t> gains;
    for (const auto& share : *shares) gains.push_back(lone_.gain(offer, share.quanta));
    auto last = reached;
    for (auto n = by_count.size() - 1; n-- > 0;)
      for (std::size_t at = 0; at <= last; ++at) {
        auto from = by_count[n][at];
        if (from < kHardly) continue;
        steps_ -= static_cast<std::int64_t>(shares->size());
        if (steps_ < 0) return false;
        auto room = room_at(grid_, at);
        for (std::size_t i = 0; i < shares->size(); ++i) {
          const auto& share = (*shares)[i];
          if (!fits(share.places, room)) continue;
          auto to = at + share.offset;
          by_count[n + 1][to] = std::max(by_count[n + 1][to], from + gains[i]);
          reached = std::max(reached, to);
        }
      }
  }
  return true;
}

void JointBound::choose_count(std::int64_t least_at_once, std::int64_t most_at_once) {
  auto places = grid_.order().size();
  auto width = static_cast<std::size_t>(grid_.maxima().back() + 1);
  for (auto& month : months_) {
    month.most.assign(grid_.size(), kNever);
    for (auto n = least_at_once; n <= most_at_once; ++n)
      for (std::size_t at = 0; at < grid_.size(); ++at)
        month.most[at] = std::max(month.most[at], month.by_count[static_cast<std::size_t>(n)][at]);
    month.lines.clear();
    for (std::size_t from = 0; from < grid_.size(); from += width) {
      Line line{{}, from, static_cast<std::int64_t>(width), -1};
      for (std::size_t x = 0; x < width; ++x)
        if (month.most[from + x] > kHardly) {
          line.low = std::min(line.low, static_cast<std::int64_t>(x));
          line.high = static_cast<std::int64_t>(x);
        }
      if (line.high < 0) continue;
      for (std::size_t place = 0; place + 1 < places; ++place) line.slow.push_back(grid_.effort(from, place));
      month.lines.push_back(std::move(line));
    }
  }
}

std::int64_t JointBound::later(std::size_t month, std::size_t at) const {
  std::int64_t all = 0;
  for (std::size_t place = 0; place < grid_.order().size(); ++place) {
    auto one = roles_.later(grid_.order()[place], month, grid_.effort(at, place));
    if (one < kHardly) return kNever;
    all += one;
  }
  return all;
}

std::int64_t JointBound::earned_at(std::size_t at) const { return later(lone_.months(), at); }

void JointBound::go_on(const Month& month, std::size_t at, std::int64_t earned, std::vector<std::int64_t>& after) {
  auto slow = grid_.order().size() - 1;
  auto room = room_at(grid_, at);
  for (const auto& line : month.lines) {
    auto high = std::min(line.high, room[slow]);
    --steps_;
    if (high < line.low || !fits(line.slow, room)) continue;
    steps_ -= high - line.low + 1;
    const auto* from = month.most.data() + line.offset;
    auto* to = after.data() + at + line.offset;
    for (auto x = line.low; x <= high; ++x) to[x] = std::max(to[x], earned + from[x]);  // kNever stays below kHardly
  }
}

/// What is earned after the month, a run begun in it among the rest.
bool JointBound::step(std::size_t month, const std::vector<std::int64_t>& before, std::vector<std::int64_t>& after) {
  std::ranges::fill(after, kNever);
  go_on(months_[month], 0, -lone_.openings[month], after);
  for (std::size_t at = 1; at < before.size() && steps_ >= 0; ++at)
    if (before[at] > kHardly) go_on(months_[month], at, before[at], after);
  return steps_ >= 0;
}

Confirmed JointBound::confirms_team(std::int64_t profit, std::int64_t at_once) {
  choose_count(lone_.nmin, at_once);
  auto fixed = lone_.constant - lone_.team * at_once;
  std::vector<std::int64_t> before(grid_.size(), kNever), after(grid_.size());
  for (std::size_t t = 0; t < lone_.months(); ++t) {
    if (!step(t, before, after)) return Confirmed::unknown;
    for (std::size_t at = 0; at < after.size(); ++at) {
      if (after[at] < kHardly) continue;
      if (auto end = earned_at(at); end > kHardly && fixed + after[at] + end - lone_.closings[t] > profit)
        return Confirmed::no;
      auto rest = later(t + 1, at);
      if (rest < kHardly || fixed + after[at] + rest - lone_.closings[t] <= profit)
        after[at] = kNever;  // nothing comes of it
    }
    std::swap(before, after);
  }
  return Confirmed::yes;
}

Confirmed JointBound::confirms(std::int64_t profit) {
  for (auto at_once = lone_.nmin; at_once <= lone_.nmax; ++at_once) {
    if (roles_.best(at_once) <= profit) return Confirmed::yes;  // and so of all that are larger
    if (!make_months()) return Confirmed::unknown;
    if (auto confirmed = confirms_team(profit, at_once); confirmed != Confirmed::yes) return confirmed;
  }
  return Confirmed::yes;
}

std::vector<std::vector<std::int64_t>> JointBound::reached() {
  if (!make_months()) return {};
  choose_count(1, lone_.nmax);  // of a month that is half told, the rest may be one engineer
  std::vector<std::vector<std::int64_t>> reached;
  std::vector<std::int64_t> before(grid_.size(), kNever);
  for (std::size_t t = 0; t < lone_.months(); ++t) {
    reached.emplace_back(grid_.size());
    if (!step(t, before, reached.back())) return {};
    before = reached.back();
  }
  return reached;
}

}  // namespace couloir::plancheck
