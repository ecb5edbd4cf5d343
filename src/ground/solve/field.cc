#include "solve/field.h"

#include <algorithm>
#include <cmath>

#include "solve/joint.h"

namespace couloir::solve {

constexpr double kMostJointSteps = 3e8;  ///< of one look: about a third of a second

int Engineer::level_of(int skill) const {
  for (auto [has, level] : skills)
    if (has == skill) return level;
  return 0;
}

int Dossier::least_effort() const {
  int sum = 0;
  for (const auto& role : roles) sum += role.min;
  return sum;
}

int Dossier::most_effort() const {
  int sum = 0;
  for (const auto& role : roles) sum += role.max;
  return sum;
}

namespace {
// How large its sums can be, and how long a joint look takes.
void weigh_up(const Instance& in, Case& c) {
  const auto& d = *c.dossier;
  double months = d.latest - d.earliest + 1, presences = std::min<double>(months * c.at_once, c.most);
  double travel = 0, widest = 0, moved = 0;
  for (const auto& who : c.candidates) {
    travel = std::max(travel, double(who.travel));
    for (int t = d.earliest; t <= d.latest; ++t) widest = std::max(widest, double(in.engineers[who.engineer].cap[t]));
  }
  for (const auto& stint : d.published) moved += stint.quanta;
  c.most_points = std::abs(double(d.base)) + double(d.slope) * c.most + double(in.team) * presences +
                  travel * presences + double(in.move) * moved;
  for (int f : c.floors) c.most_points += double(in.floors[f].penalty) * c.most;
  c.most_priced = c.most + presences + 2;
  double states = 1, ways = 1;
  for (const auto& role : d.roles) states *= role.max + 1, ways *= std::min<double>(role.max, widest * c.at_once) + 1;
  c.joint = Ask::fits(d) && states * ways * months <= kMostJointSteps;
}
}  // namespace

Case case_of(const Instance& in, const Dossier& d, int index) {
  Case out;
  out.dossier = &d;
  out.index = index;
  out.holders.resize(d.roles.size());
  out.least = d.least_effort();
  out.most = d.most_effort();
  for (int e = 0; e < int(in.engineers.size()); ++e) {
    auto travel = in.travel_cost[in.distance[in.engineers[e].site][d.site]];
    if (travel < 0 || d.refused || std::ranges::find(d.bans, e) != d.bans.end()) continue;
    std::uint32_t roles = 0;
    for (std::size_t r = 0; r < d.roles.size(); ++r)
      if (in.engineers[e].level_of(d.roles[r].skill) >= d.roles[r].level) roles |= 1u << r;
    bool ever = false;
    for (int t = d.earliest; t <= d.latest; ++t)
      ever = ever || (in.engineers[e].cap[t] >= in.min_alloc && in.engineers[e].slots[t] > 0);
    if (!roles || !ever) continue;
    for (std::size_t r = 0; r < d.roles.size(); ++r)
      if (roles >> r & 1) out.holders[r].push_back(int(out.candidates.size()));
    out.candidates.push_back({e, roles, travel});
  }
  out.at_once = std::min<int>(d.nmax, int(out.candidates.size()));
  out.hopeless = out.at_once < d.nmin;
  for (std::size_t r = 0; r < d.roles.size(); ++r)
    out.hopeless = out.hopeless || (out.holders[r].empty() && d.roles[r].min > 0);
  out.must = d.must;
  for (std::size_t f = 0; f < in.floors.size(); ++f)
    if (in.counts_towards(in.floors[f], d)) out.floors.push_back(int(f));
  weigh_up(in, out);
  return out;
}

Field::Field(const Instance& instance)
    : in(instance), months(instance.horizon), engineers(int(instance.engineers.size())) {
  for (int d = 0; d < int(in.dossiers.size()); ++d) cases.push_back(case_of(in, in.dossiers[d], d));
  for (auto& c : cases)
    for (int before : c.dossier->after) {
      cases[before].successors.push_back(c.index);
      cases[before].as_earlier.push_back(int(sequences.size()));
      cases[c.index].as_later.push_back(int(sequences.size()));
      sequences.push_back({c.index, before});
    }
  std::vector<int> waiting;
  for (const auto& c : cases)
    if (c.must) waiting.push_back(c.index);
  while (!waiting.empty()) {
    int later = waiting.back();
    waiting.pop_back();
    for (int before : cases[later].dossier->after)
      if (!cases[before].must) cases[before].must = true, waiting.push_back(before);
  }
  for (auto& c : cases) {
    c.most_priced += double((c.as_later.size() + c.as_earlier.size()) * std::size_t(months + 1));
    most_points = std::max(most_points, c.most_points);
    most_priced = std::max(most_priced, c.most_priced);
  }
}

}  // namespace couloir::solve
