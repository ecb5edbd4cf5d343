#include "solve/joint_pricer.h"

#include <algorithm>
#include <bit>

namespace couloir::solve {

namespace {
constexpr int kMostTeams = 60;  ///< that are looked at one by one
/// Beyond what a dossier can earn or cost (Field::exact_at); a hundred of them are still exact in a double.
constexpr double kReward = double(std::int64_t{1} << 46);
}  // namespace

std::optional<Offer> JointPricer::best(const Case& c) {
  auto alone = prepare(c, {}, nullptr);
  auto way = alone ? together(c, *alone) : std::nullopt;
  return way ? std::optional(offer_of(c, *way)) : std::nullopt;
}

std::optional<Offer> JointPricer::best_with(const Case& c, const std::vector<Fixed>& fixed, std::int64_t enough) {
  auto alone = prepare(c, fixed, nullptr);
  if (!alone) return std::nullopt;
  auto way = together(c, *alone);
  if (!way) return std::nullopt;
  if (way->profit - prices_.own(c) > enough) by_team(c, *alone, *way);
  return offer_of(c, *way);
}

std::optional<Offer> JointPricer::best_within(const Case& c, const Roster& roster) {
  auto [first, last] = roster.window(c);
  auto alone = first > last ? std::nullopt : prepare(c, {}, &roster);
  auto way = alone ? together(c, *alone) : std::nullopt;
  return way ? std::optional(offer_of(c, *way)) : std::nullopt;
}

// The dossier's people, months and prices; in a roster, only what it has left.
void JointPricer::ask_for(const Case& c, const Roster* roster) {
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

std::optional<JointPricer::Alone> JointPricer::prepare(const Case& c, const std::vector<Fixed>& fixed,
                                                       const Roster* roster) {
  if (c.hopeless) return std::nullopt;
  const auto& d = *c.dossier;
  int roles = int(d.roles.size()), months = d.latest - d.earliest + 1;
  ask_for(c, roster);
  std::int64_t rate = prices_.scale * d.slope, constant = prices_.scale * (d.base - d.slope * c.least);
  for (int f : c.floors) rate += prices_.floors[f];
  ask_.rate = double(rate);
  ask_.keep = double(prices_.scale * field_.in.move);
  std::uint32_t needed = 0;
  for (int r = 0; r < roles; ++r) needed |= d.roles[r].min > 0 ? 1u << r : 0;
  bool one_suffices = std::any_of(c.candidates.begin(), c.candidates.end(),
                                  [&](const Candidate& who) { return (who.roles & needed) == needed; });
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

std::optional<std::int64_t> JointPricer::bare_profit(const Alone& alone, int at_once) {
  ask_.at_once = at_once;
  if (!joint_.solve(ask_)) return std::nullopt;
  auto bare = std::int64_t(joint_.profit() - alone.rewards * kReward) + alone.constant;
  if (alone.rewards > 0 && double(bare) < -kReward / 2) return std::nullopt;
  return bare;
}

// Engineers may change from month to month; paid is the largest number at once.
std::optional<JointPricer::Way> JointPricer::together(const Case& c, const Alone& alone) {
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
void JointPricer::by_team(const Case& c, const Alone& alone, Way& way) {
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

Offer JointPricer::offer_of(const Case& c, const Way& way) const {
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
