#include "solve/apart_pricer.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace couloir::solve {

namespace {
constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max() / 4;
}

// Whoever may hold several roles is there by a share for each that he gives something to.
void ApartPricer::count(const Case& c, Offer& offer) const {
  for (const auto& s : offer.stints) {
    offer.effort += s.quanta;
    for (const auto& who : c.candidates)
      if (who.engineer == s.engineer)
        offer.presences.push_back({field_.place(s.engineer, s.month), 1.0 / std::popcount(who.roles)});
  }
}

std::int64_t ApartPricer::fixed(const Case& c, int candidate, int month) const {
  const auto& who = c.candidates[candidate];
  // Rounded down where it is shared out: a bound may flatter, never blame.
  return (prices_.slots[field_.place(who.engineer, month)] + prices_.scale * who.travel) / std::popcount(who.roles);
}

void ApartPricer::fill_cheapest(const Case& c, int role, int month) {
  auto* row = &cheapest_[(month - c.dossier->earliest) * width_];
  for (int q = 0; q < width_; ++q) row[q] = {{kNever, kNever}, {-1, -1}};
  for (int place : c.holders[role]) {
    const auto& who = c.candidates[place];
    int e = who.engineer, cap = std::min(field_.cap(e, month), width_ - 1);
    if (field_.in.engineers[e].slots[month] < 1) continue;
    auto once = fixed(c, place, month), each = prices_.capacity[field_.place(e, month)];
    // Several roles share the least presence among them.
    int least = std::popcount(who.roles) > 1 ? 1 : field_.in.min_alloc;
    for (int q = least; q <= cap; ++q) {
      auto cost = once + each * q;
      auto& at = row[q];
      if (cost < at.cost[0])
        at = {{cost, at.cost[0]}, {place, at.candidate[0]}};
      else if (cost < at.cost[1])
        at.cost[1] = cost, at.candidate[1] = place;
    }
  }
}

void ApartPricer::fill_costs(const Case& c, int most_at_once) {
  int months = c.dossier->latest - c.dossier->earliest + 1;
  exact_.resize(std::max<std::size_t>(exact_.size(), most_at_once));
  for (int n = 1; n <= most_at_once; ++n) {
    auto& costs = exact_[n - 1];
    costs.assign(months * width_, kNever);
    for (int t = 0; t < months; ++t) {
      const auto* row = &cheapest_[t * width_];
      auto* out = &costs[t * width_];
      if (n == 1) {
        for (int q = 0; q < width_; ++q) out[q] = row[q].cost[0];
        continue;
      }
      const auto* fewer = &exact_[n - 2][t * width_];
      for (int a = 1; a < width_; ++a) {
        if (row[a].cost[0] >= kNever) continue;
        for (int b = n == 2 ? a : 1; a + b < width_; ++b) {
          if (fewer[b] >= kNever) continue;
          std::int64_t cost = row[a].cost[0] + fewer[b];
          if (n == 2 && row[a].candidate[0] == row[b].candidate[0])
            cost = std::min(row[a].cost[0] + row[b].cost[1], row[a].cost[1] + row[b].cost[0]);
          out[a + b] = std::min(out[a + b], cost);
        }
      }
    }
  }
}

void ApartPricer::parts_of(int month, int number, int quanta, std::vector<Given>& parts) const {
  const auto* row = &cheapest_[month * width_];
  while (number > 0) {
    if (number == 1) {
      parts.push_back({row[quanta].candidate[0], quanta});
      return;
    }
    auto wanted = exact_[number - 1][month * width_ + quanta];
    const auto* fewer = &exact_[number - 2][month * width_];
    bool found = false;
    for (int a = 1; a < quanta && !found; ++a) {
      int b = quanta - a;
      if (row[a].cost[0] >= kNever || fewer[b] >= kNever) continue;
      if (number == 2) {
        if (b < a) break;
        for (int i = 0; i < 2 && !found; ++i)
          for (int j = 0; j < 2 && !found; ++j)
            if (row[a].candidate[i] != row[b].candidate[j] && row[a].cost[i] + row[b].cost[j] == wanted) {
              parts.push_back({row[a].candidate[i], a});
              parts.push_back({row[b].candidate[j], b});
              found = true;
            }
        if (found) return;
      } else if (row[a].cost[0] + fewer[b] == wanted) {
        parts.push_back({row[a].candidate[0], a});
        quanta = b;
        --number;
        found = true;
      }
    }
    if (!found) return;
  }
}

std::optional<Offer> ApartPricer::best(const Case& c) {
  if (c.hopeless) return std::nullopt;
  int widest = 0;
  for (const auto& who : c.candidates)
    for (int t = c.dossier->earliest; t <= c.dossier->latest; ++t)
      widest = std::max(widest, field_.cap(who.engineer, t));
  int most = 0;
  for (const auto& role : c.dossier->roles) most = std::max(most, role.max);
  width_ = std::min(widest * c.at_once, most) + 1;
  cheapest_.resize(std::max<std::size_t>(cheapest_.size(), (c.dossier->latest - c.dossier->earliest + 1) * width_));
  auto offer = c.dossier->roles.size() == 1 ? single(c) : several(c);
  if (!offer) return offer;
  offer->profit -= prices_.own(c);
  count(c, *offer);
  return offer;
}

// One role: cheapest way to have given x quanta by month t in a run without holes, for each number of engineers that
// are paid for.
std::optional<Offer> ApartPricer::single(const Case& c) {
  const auto& d = *c.dossier;
  const auto& role = d.roles[0];
  int months = d.latest - d.earliest + 1, high = role.max + 1;
  std::int64_t reward = 0;
  for (int f : c.floors) reward += prices_.floors[f];
  for (int t = d.earliest; t <= d.latest; ++t) fill_cheapest(c, 0, t);
  fill_costs(c, c.at_once);
  std::vector<std::int64_t> costs(months * width_);
  std::optional<Offer> best;
  int best_team = 0, best_month = 0, best_effort = 0;
  std::vector<int> best_took;
  std::vector<std::int64_t> best_costs;
  for (int team = d.nmin; team <= c.at_once; ++team) {
    for (int i = 0; i < months * width_; ++i) {
      costs[i] = kNever;
      for (int n = d.nmin; n <= team; ++n) costs[i] = std::min(costs[i], exact_[n - 1][i]);
    }
    path_.assign(months * high, kNever);
    took_.assign(months * high, 0);
    bool better = false;
    for (int t = 0; t < months; ++t) {
      const auto* cost = &costs[t * width_];
      auto* now = &path_[t * high];
      auto* took = &took_[t * high];
      auto opening = prices_.opening(c, d.earliest + t), closing = prices_.closing(c, d.earliest + t);
      for (int q = 1; q < width_; ++q) {
        if (cost[q] >= kNever) continue;
        if (opening + cost[q] < now[q]) now[q] = opening + cost[q], took[q] = -q;  // negative: the run starts here
        if (t == 0) continue;
        const auto* before = &path_[(t - 1) * high];
        for (int x = q; x < high; ++x) {
          auto sum = before[x - q] + cost[q];
          if (sum < now[x]) now[x] = sum, took[x] = q;
        }
      }
      for (int x = role.min; x < high; ++x) {
        if (now[x] >= kNever) continue;
        auto profit =
            prices_.scale * (d.base + d.slope * (x - role.min) - field_.in.team * team) + reward * x - now[x] - closing;
        if (!best || profit > best->profit) {
          better = true;
          best = Offer{.profit = profit, .end = d.earliest + t};
          best_team = team, best_month = t, best_effort = x;
        }
      }
    }
    if (better) best_took = took_, best_costs = costs;
  }
  if (!best) return best;
  std::vector<Given> parts;
  for (int t = best_month, x = best_effort; x > 0; --t) {
    int took = best_took[t * high + x], q = std::abs(took);
    auto cost = best_costs[t * width_ + q];
    int number = d.nmin;
    while (number < best_team && exact_[number - 1][t * width_ + q] != cost) ++number;
    parts.clear();
    parts_of(t, number, q, parts);
    for (auto [candidate, quanta] : parts)
      best->stints.push_back({c.candidates[candidate].engineer, 0, d.earliest + t, quanta});
    best->start = d.earliest + t;
    if (took < 0) break;
    x -= q;
  }
  // What a promise asks for moving is at most forgiven: the bound counts no move at all.
  return best;
}

// Several roles share one run; within it each is staffed by itself, and its end is priced as if it were its start: the
// checker confirms it as cheaply so.
std::optional<Offer> ApartPricer::several(const Case& c) {
  const auto& d = *c.dossier;
  int months = d.latest - d.earliest + 1, roles = int(d.roles.size());
  std::int64_t reward = 0;
  for (int f : c.floors) reward += prices_.floors[f];
  std::optional<Offer> best;
  int best_last = 0;
  std::vector<int> best_effort(roles), effort(roles);
  std::vector<std::vector<std::int64_t>> costs(roles);
  std::vector<std::vector<std::vector<std::int64_t>>> exact(roles);
  std::vector<std::vector<Cheapest>> cheapest(roles);
  std::int64_t teams = 0;
  for (int r = 0; r < roles; ++r) {
    for (int t = d.earliest; t <= d.latest; ++t) fill_cheapest(c, r, t);
    fill_costs(c, c.at_once);
    costs[r].assign(months * width_, kNever);
    for (int i = 0; i < months * width_; ++i)
      for (int n = 1; n <= c.at_once; ++n) costs[r][i] = std::min(costs[r][i], exact_[n - 1][i]);
    exact[r] = exact_;
    cheapest[r] = cheapest_;
    int shares = 1;
    for (int place : c.holders[r]) shares = std::max(shares, std::popcount(c.candidates[place].roles));
    if (d.roles[r].min > 0) teams += prices_.scale * field_.in.team / shares;
  }
  teams = std::max(teams, prices_.scale * field_.in.team * d.nmin);
  std::vector<std::vector<std::int64_t>> paths(roles);
  for (int first = 0; first < months; ++first) {
    for (int r = 0; r < roles; ++r) paths[r].assign(d.roles[r].max + 1, kNever), paths[r][0] = 0;
    for (int t = first; t < months; ++t) {
      std::int64_t sum = prices_.scale * d.base - teams - prices_.opening(c, d.earliest + first) -
                         prices_.closing(c, d.earliest + first);
      for (int r = 0; r < roles; ++r) {
        const auto& role = d.roles[r];
        const auto* cost = &costs[r][t * width_];
        auto& path = paths[r];
        for (int x = role.max; x > 0; --x)
          for (int q = 1; q < width_ && q <= x; ++q) path[x] = std::min(path[x], path[x - q] + cost[q]);
        std::int64_t most = -kNever;
        for (int x = role.min; x <= role.max; ++x) {
          if (path[x] >= kNever) continue;
          auto gain = prices_.scale * d.slope * (x - role.min) + reward * x - path[x];
          if (gain > most) most = gain, effort[r] = x;
        }
        sum = most <= -kNever || sum <= -kNever ? -kNever : sum + most;
      }
      if (sum <= -kNever) continue;
      if (!best || sum > best->profit) {
        best = Offer{.profit = sum, .start = d.earliest + first, .end = d.earliest + first};
        best_last = t;
        best_effort = effort;
      }
    }
  }
  if (!best) return best;
  std::vector<Given> parts;
  for (int r = 0; r < roles; ++r) {
    exact_.swap(exact[r]);
    cheapest_.swap(cheapest[r]);
    int first = best->start - d.earliest, high = d.roles[r].max + 1;
    path_.assign((months + 1) * high, kNever);
    path_[first * high] = 0;
    for (int t = first; t <= best_last; ++t) {
      const auto* cost = &costs[r][t * width_];
      for (int x = 0; x < high; ++x) {
        auto& now = path_[(t + 1) * high + x];
        now = path_[t * high + x];
        for (int q = 1; q < width_ && q <= x; ++q) now = std::min(now, path_[t * high + x - q] + cost[q]);
      }
    }
    for (int t = best_last, x = best_effort[r]; t >= first && x > 0; --t) {
      auto now = path_[(t + 1) * high + x];
      if (path_[t * high + x] == now) continue;
      const auto* cost = &costs[r][t * width_];
      for (int q = 1; q < width_ && q <= x; ++q) {
        if (path_[t * high + x - q] + cost[q] != now) continue;
        int number = 1;
        while (number < c.at_once && exact_[number - 1][t * width_ + q] != cost[q]) ++number;
        parts.clear();
        parts_of(t, number, q, parts);
        for (auto [candidate, quanta] : parts)
          best->stints.push_back({c.candidates[candidate].engineer, r, d.earliest + t, quanta});
        x -= q;
        break;
      }
    }
  }
  return best;
}

}  // namespace couloir::solve
