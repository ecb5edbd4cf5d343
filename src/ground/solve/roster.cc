#include "solve/roster.h"

#include <algorithm>
#include <map>

namespace couloir::solve {

namespace {
struct Costs {
  std::int64_t value = 0, team = 0, travel = 0, move = 0;
};

Costs costs_of(const Field& field, const Case& c, const Staffing& s) {
  const auto& d = *c.dossier;
  Costs out{.value = d.base + d.slope * (s.effort - c.least)};
  for (std::size_t i = 0; i < s.stints.size(); ++i) {
    const auto& stint = s.stints[i];
    auto before = s.stints.begin() + std::ptrdiff_t(i);
    if (std::none_of(s.stints.begin(), before, [&](const Stint& x) { return x.engineer == stint.engineer; }))
      out.team += field.in.team;
    if (is_first_of_presence(s.stints, i))
      out.travel += field.in.travel_cost[field.in.distance[field.in.engineers[stint.engineer].site][d.site]];
  }
  for (const auto& promised : d.published) {
    int now = 0;
    for (const auto& stint : s.stints)
      if (stint.engineer == promised.engineer && stint.role == promised.role && stint.month == promised.month)
        now += stint.quanta;
    out.move += field.in.move * std::max(0, promised.quanta - now);
  }
  return out;
}
}  // namespace

bool is_first_of_presence(const std::vector<Stint>& stints, std::size_t at) {
  return std::none_of(stints.begin(), stints.begin() + std::ptrdiff_t(at), [&](const Stint& other) {
    return other.engineer == stints[at].engineer && other.month == stints[at].month;
  });
}

void weigh(const Field& field, const Case& c, Staffing& s) {
  s.first = c.dossier->latest, s.last = c.dossier->earliest, s.effort = 0;
  for (const auto& stint : s.stints) {
    s.first = std::min(s.first, stint.month);
    s.last = std::max(s.last, stint.month);
    s.effort += stint.quanta;
  }
  auto costs = costs_of(field, c, s);
  s.worth = costs.value - costs.team - costs.travel - costs.move;
}

Split split_of(const Field& field, const Plan& plan) {
  Split out;
  std::vector<std::int64_t> lacking;
  for (const auto& floor : field.in.floors) lacking.push_back(floor.min);
  for (const auto& c : field.cases) {
    if (!plan[c.index]) continue;
    auto costs = costs_of(field, c, *plan[c.index]);
    out.value += costs.value, out.team += costs.team, out.travel += costs.travel, out.move += costs.move;
    out.granted += 1, out.effort += plan[c.index]->effort;
    for (int f : c.floors) lacking[f] -= plan[c.index]->effort;
  }
  for (std::size_t f = 0; f < lacking.size(); ++f)
    out.floors += field.in.floors[f].penalty * std::max<std::int64_t>(0, lacking[f]);
  return out;
}

Roster::Roster(const Field& field) : field_(&field), plan_(field.cases.size()), sessions_(field.in.session_cap) {
  for (const auto& engineer : field.in.engineers) {
    left_.insert(left_.end(), engineer.cap.begin(), engineer.cap.end());
    slots_.insert(slots_.end(), engineer.slots.begin(), engineer.slots.end());
  }
  for (const auto& floor : field.in.floors) lacking_.push_back(floor.min), short_ += floor.penalty * floor.min;
}

void Roster::book(const Case& c, const Staffing& s, int sign) {
  for (std::size_t i = 0; i < s.stints.size(); ++i) {
    const auto& stint = s.stints[i];
    int place = field_->place(stint.engineer, stint.month);
    left_[place] -= sign * stint.quanta;
    if (is_first_of_presence(s.stints, i)) slots_[place] -= sign;
  }
  sessions_[s.first] -= sign;
  worth_ += sign * s.worth;
  for (int f : c.floors) {
    auto penalty = field_->in.floors[f].penalty;
    short_ -= penalty * std::max(0, lacking_[f]);
    lacking_[f] -= sign * s.effort;
    short_ += penalty * std::max(0, lacking_[f]);
  }
}

void Roster::add(int dossier, Staffing staffing) {
  book(field_->cases[dossier], staffing, 1);
  plan_[dossier] = std::move(staffing);
}

bool Roster::admits(const Case& c, const Staffing& s) const {
  const auto& d = *c.dossier;
  auto [from, to] = window(c);
  if (s.stints.empty() || plan_[c.index] || s.first < from || s.last > to || sessions_[s.first] < 1) return false;
  std::map<std::pair<int, int>, int> by_month;  // {month, engineer}: quanta
  std::vector<int> by_role(d.roles.size(), 0);
  for (const auto& stint : s.stints) {
    auto who = std::find_if(c.candidates.begin(), c.candidates.end(),
                            [&](const Candidate& x) { return x.engineer == stint.engineer; });
    if (who == c.candidates.end() || stint.quanta < 1 || !(who->roles >> stint.role & 1)) return false;
    by_month[{stint.month, stint.engineer}] += stint.quanta;
    by_role[stint.role] += stint.quanta;
  }
  for (const auto& pin : d.pins) {
    int given = 0;
    for (const auto& stint : s.stints)
      if (stint.engineer == pin.engineer && stint.role == pin.role && stint.month == pin.month) given += stint.quanta;
    if (given != pin.quanta) return false;
  }
  for (std::size_t r = 0; r < by_role.size(); ++r)
    if (by_role[r] < d.roles[r].min || by_role[r] > d.roles[r].max) return false;
  std::vector<int> people(field_->months, 0);
  for (auto [key, quanta] : by_month) {
    auto [month, engineer] = key;
    if (quanta < field_->in.min_alloc || quanta > left(engineer, month) || slots(engineer, month) < 1) return false;
    ++people[month];
  }
  for (int t = s.first; t <= s.last; ++t)
    if (people[t] < d.nmin || people[t] > d.nmax) return false;
  return true;
}

Staffing Roster::remove(int dossier) {
  Staffing out = std::move(*plan_[dossier]);
  plan_[dossier].reset();
  book(field_->cases[dossier], out, -1);
  return out;
}

std::int64_t Roster::relief(const Case& c, int effort) const {
  std::int64_t sum = 0;
  for (int f : c.floors) sum += field_->in.floors[f].penalty * std::min(effort, std::max(0, lacking_[f]));
  return sum;
}

std::pair<int, int> Roster::window(const Case& c) const {
  int from = c.dossier->earliest, to = c.dossier->latest;
  for (int before : c.dossier->after) {
    if (!plan_[before]) return {1, 0};
    from = std::max(from, plan_[before]->last + 1);
  }
  for (int later : c.successors)
    if (plan_[later]) to = std::min(to, plan_[later]->first - 1);
  return {from, to};
}

}  // namespace couloir::solve
