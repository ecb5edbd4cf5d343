#include "solve/prices.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace couloir::solve {

namespace {
constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max() / 4;
constexpr double kDearest = 1e15;  ///< of a price, as certificates take it
constexpr int kMostTeams = 60;     ///< that are looked at one by one
/// Beyond what a dossier can earn or cost at any scale; a year of them is still exact in a double.
constexpr double kReward = double(std::int64_t{1} << 46);
}  // namespace

Prices::Prices(const Field& field, std::int64_t scale_)
    : scale(scale_),
      capacity(field.engineers * field.months),
      slots(field.engineers * field.months),
      sessions(field.months),
      floors(field.in.floors.size()),
      after(field.sequences.size()),
      order(field.sequences.size() * field.months) {}

std::size_t Prices::many() const {
  return capacity.size() + slots.size() + sessions.size() + floors.size() + after.size() + order.size();
}

void Prices::take(const Field& field, const std::vector<double>& at) {
  auto next = at.begin();
  for (auto* list : {&capacity, &slots, &sessions, &floors, &after, &order})
    for (auto& price : *list) price = std::llround(std::min(kDearest, std::max(0.0, *next++ * double(scale))));
  for (std::size_t f = 0; f < floors.size(); ++f) floors[f] = std::min(floors[f], scale * field.in.floors[f].penalty);
}

__int128 Prices::of_limits(const Field& field) const {
  __int128 sum = 0;
  for (int e = 0; e < field.engineers; ++e)
    for (int t = 0; t < field.months; ++t) {
      int place = field.place(e, t);
      sum += __int128(capacity[place]) * field.cap(e, t) + __int128(slots[place]) * field.in.engineers[e].slots[t];
    }
  for (int t = 0; t < field.months; ++t) sum += __int128(sessions[t]) * field.in.session_cap[t];
  for (std::size_t f = 0; f < floors.size(); ++f) sum -= __int128(floors[f]) * field.in.floors[f].min;
  for (auto price : order) sum += price;
  return sum;
}

std::int64_t Prices::rounded_down(__int128 units) const {
  return std::int64_t(units / scale - (units % scale < 0 ? 1 : 0));
}

std::int64_t Prices::own(const Case& c) const {
  std::int64_t sum = 0;
  for (int s : c.as_later) sum += after[s];
  for (int s : c.as_earlier) sum -= after[s];
  return sum;
}

std::int64_t Prices::opening(const Case& c, int month) const {
  std::int64_t sum = sessions[month];
  int months = int(sessions.size());
  for (int s : c.as_later)
    for (int t = month; t < months; ++t) sum += order[s * months + t];
  return sum;
}

std::int64_t Prices::closing(const Case& c, int month) const {
  std::int64_t sum = 0;
  for (int s : c.as_earlier)
    for (int t = 0; t <= month; ++t) sum += order[s * int(sessions.size()) + t];
  return sum;
}

double worth_of(const Field& field, const Prices& prices, const Case& c, const Offer& offer) {
  double paid = double(prices.own(c) + prices.opening(c, offer.start) + prices.closing(c, offer.end));
  for (const auto& s : offer.stints) paid += double(prices.capacity[field.place(s.engineer, s.month)]) * s.quanta;
  for (auto [place, share] : offer.presences) paid += double(prices.slots[place]) * share;
  for (int f : c.floors) paid -= double(prices.floors[f]) * offer.effort;
  return (double(offer.profit) + paid) / double(prices.scale);
}

// Whoever may hold several roles is there by a share for each that he gives something to.
void Pricer::count_apart(const Case& c, Offer& offer) const {
  for (const auto& s : offer.stints) {
    offer.effort += s.quanta;
    for (const auto& who : c.candidates)
      if (who.engineer == s.engineer)
        offer.presences.push_back({field_.place(s.engineer, s.month), 1.0 / std::popcount(who.roles)});
  }
}

std::int64_t Pricer::fixed(const Case& c, int candidate, int month) const {
  const auto& who = c.candidates[candidate];
  // Rounded down where it is shared out: a bound may flatter, never blame.
  return (prices_.slots[field_.place(who.engineer, month)] + prices_.scale * who.travel) / std::popcount(who.roles);
}

void Pricer::fill_cheapest(const Case& c, int role, int month) {
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

void Pricer::fill_costs(const Case& c, int most_at_once) {
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

void Pricer::parts_of(int month, int number, int quanta, std::vector<Given>& parts) const {
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

std::optional<Offer> Pricer::best(const Case& c, Detail detail) {
  for (const auto& holders : c.holders)
    if (holders.empty()) return std::nullopt;
  if (detail == Detail::joint && Ask::fits(*c.dossier)) {
    auto alone = prepare(c, {}, nullptr);
    auto way = alone ? together(c, *alone) : std::nullopt;
    return way ? std::optional(offer_of(c, *way)) : std::nullopt;
  }
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
  count_apart(c, *offer);
  return offer;
}

std::optional<Offer> Pricer::best_with(const Case& c, const std::vector<Fixed>& fixed, std::int64_t enough) {
  auto alone = prepare(c, fixed, nullptr);
  if (!alone) return std::nullopt;
  auto way = together(c, *alone);
  if (!way) return std::nullopt;
  if (way->profit - prices_.own(c) > enough) by_team(c, *alone, *way);
  return offer_of(c, *way);
}

std::optional<Offer> Pricer::best_within(const Case& c, const Roster& roster) {
  auto [first, last] = roster.window(c);
  auto alone = first > last ? std::nullopt : prepare(c, {}, &roster);
  auto way = alone ? together(c, *alone) : std::nullopt;
  return way ? std::optional(offer_of(c, *way)) : std::nullopt;
}

// One role: cheapest way to have given x quanta by month t in a run without holes, for each number of engineers that
// are paid for.
std::optional<Offer> Pricer::single(const Case& c) {
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
std::optional<Offer> Pricer::several(const Case& c) {
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
    teams += prices_.scale * field_.in.team / shares;
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

// The dossier's people, months and prices; in a roster, only what it has left.
void Pricer::ask_for(const Case& c, const Roster* roster) {
  const auto& d = *c.dossier;
  int roles = int(d.roles.size()), months = d.latest - d.earliest + 1;
  ask_.clear(roles, months);
  for (int r = 0; r < roles; ++r) ask_.min[r] = d.roles[r].min, ask_.max[r] = d.roles[r].max;
  ask_.at_least = d.nmin, ask_.min_alloc = field_.in.min_alloc;
  auto [first, last] = roster ? roster->window(c) : std::pair(d.earliest, d.latest);
  for (int m = 0; m < months; ++m) {
    int t = d.earliest + m;
    bool may_start = t >= first && t <= last && (!roster || roster->sessions(t) > 0);
    ask_.opening[m] = may_start ? double(prices_.opening(c, t)) : Ask::kDear;
    ask_.closing[m] = double(prices_.closing(c, t));
  }
  for (const auto& who : c.candidates) {
    ask_.people.push_back(who.roles);
    for (int t = d.earliest; t <= d.latest; ++t) {
      int place = field_.place(who.engineer, t);
      int slots = roster ? roster->slots(who.engineer, t) : field_.in.engineers[who.engineer].slots[t];
      bool there = slots > 0 && t >= first && t <= last;
      ask_.left.push_back(!there ? 0 : roster ? roster->left(who.engineer, t) : field_.cap(who.engineer, t));
      ask_.quantum.push_back(double(prices_.capacity[place]));
      ask_.presence.push_back(double(prices_.slots[place] + prices_.scale * who.travel));
    }
  }
}

std::optional<Pricer::Alone> Pricer::prepare(const Case& c, const std::vector<Fixed>& fixed, const Roster* roster) {
  for (const auto& holders : c.holders)
    if (holders.empty()) return std::nullopt;
  const auto& d = *c.dossier;
  int roles = int(d.roles.size()), months = d.latest - d.earliest + 1;
  ask_for(c, roster);
  std::int64_t rate = prices_.scale * d.slope, constant = prices_.scale * (d.base - d.slope * c.least);
  for (int f : c.floors) rate += prices_.floors[f];
  ask_.rate = double(rate);
  ask_.keep = double(prices_.scale * field_.in.move);
  std::uint32_t all = (1u << roles) - 1;
  bool one_suffices =
      std::any_of(c.candidates.begin(), c.candidates.end(), [&](const Candidate& who) { return who.roles == all; });
  if (!d.published.empty()) {
    ask_.promised.assign(ask_.left.size(), 0);
    for (const auto& stint : d.published) {
      constant -= prices_.scale * field_.in.move * stint.quanta;
      for (std::size_t p = 0; p < c.candidates.size(); ++p)
        if (c.candidates[p].engineer == stint.engineer && stint.month >= d.earliest && stint.month <= d.latest)
          ask_.promised[p * months + stint.month - d.earliest] += stint.quanta;
    }
  }
  Alone out{.constant = constant};
  // Presences that must be are rewarded beyond all prices, and the reward taken back; those that must not be are not
  // there to have.
  for (auto [place, there] : fixed)
    for (std::size_t p = 0; p < c.candidates.size(); ++p) {
      int month = place - field_.place(c.candidates[p].engineer, d.earliest);
      if (month < 0 || month >= months || field_.place(c.candidates[p].engineer, d.earliest + month) != place) continue;
      if (there)
        ask_.presence[p * months + month] -= kReward, ++out.rewards, out.needed.push_back(int(p));
      else
        ask_.left[p * months + month] = 0;
    }
  std::sort(out.needed.begin(), out.needed.end());
  out.needed.erase(std::unique(out.needed.begin(), out.needed.end()), out.needed.end());
  out.fewest = std::max({d.nmin, one_suffices ? 1 : 2, int(out.needed.size())});
  return out;
}

std::optional<std::int64_t> Pricer::bare_profit(const Alone& alone, int at_once) {
  ask_.at_once = at_once;
  if (!joint_.solve(ask_)) return std::nullopt;
  auto bare = std::int64_t(joint_.profit() - alone.rewards * kReward) + alone.constant;
  if (alone.rewards > 0 && double(bare) < -kReward / 2) return std::nullopt;
  return bare;
}

// Engineers may change from month to month; paid is the largest number at once.
std::optional<Pricer::Way> Pricer::together(const Case& c, const Alone& alone) {
  auto team = prices_.scale * field_.in.team;
  std::optional<Way> best;
  for (int at_once = c.at_once; at_once >= c.dossier->nmin; --at_once) {
    auto bare = bare_profit(alone, at_once);
    if (!bare) break;
    int paid = std::max(at_once, alone.fewest);
    if (!best || *bare - team * paid > best->profit) {
      if (!best) best = Way{.bare = *bare};
      best->profit = *bare - team * paid, best->paid = paid;
      joint_.write(best->parts);
    }
    // Fewer people at once never earn more but for their team cost.
    if (*bare - team * alone.fewest <= best->profit) break;
  }
  return best;
}

// Where more people come than are paid: each team by name, small ones first, until larger ones cannot earn more. The
// relaxation stays when there are too many teams.
void Pricer::by_team(const Case& c, const Alone& alone, Way& way) {
  auto people = [](const std::vector<Part>& parts) {
    std::uint64_t set = 0;
    for (const auto& part : parts) set |= std::uint64_t{1} << part.person;
    return set;
  };
  int many = int(c.candidates.size());
  if (many > 64 || std::popcount(people(way.parts)) <= way.paid) return;
  auto team = prices_.scale * field_.in.team;
  std::uint64_t needed = 0;
  for (int p : alone.needed) needed |= std::uint64_t{1} << p;
  const auto left = ask_.left;
  std::optional<Way> best;
  int looked = 0;
  for (int size = alone.fewest; size <= many; ++size) {
    if (best && way.bare - team * size <= best->profit) break;
    std::vector<int> chosen(size);
    for (int i = 0; i < size; ++i) chosen[i] = i;
    for (bool more = true; more;) {
      std::uint64_t set = 0;
      for (int p : chosen) set |= std::uint64_t{1} << p;
      if ((set & needed) == needed) {
        if (++looked > kMostTeams) return;
        ask_.left = left;
        for (int p = 0; p < many; ++p)
          if (!(set >> p & 1)) std::fill_n(ask_.left.begin() + p * ask_.months, ask_.months, 0);
        auto bare = bare_profit(alone, std::min(c.at_once, size));
        if (bare && (!best || *bare - team * size > best->profit)) {
          best = Way{.profit = *bare - team * size, .paid = size};
          joint_.write(best->parts);
        }
      }
      int i = size - 1;
      while (i >= 0 && chosen[i] == many - size + i) --i;
      more = i >= 0;
      if (more)
        for (++chosen[i]; ++i < size;) chosen[i] = chosen[i - 1] + 1;
    }
  }
  if (best) way.profit = best->profit, way.parts = best->parts;
}

Offer Pricer::offer_of(const Case& c, const Way& way) const {
  const auto& d = *c.dossier;
  Offer out{.profit = way.profit - prices_.own(c), .start = d.latest, .end = d.earliest};
  for (const auto& part : way.parts) {
    int t = d.earliest + part.month;
    out.stints.push_back({c.candidates[part.person].engineer, part.role, t, part.quanta});
    out.start = std::min(out.start, t), out.end = std::max(out.end, t);
    out.effort += part.quanta;
    Presence here{field_.place(out.stints.back().engineer, t), 1};
    bool counted = std::any_of(out.presences.begin(), out.presences.end(),
                               [&](const Presence& other) { return other.place == here.place; });
    if (!counted) out.presences.push_back(here);
  }
  return out;
}

}  // namespace couloir::solve
