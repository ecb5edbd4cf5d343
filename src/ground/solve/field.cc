#include "solve/field.h"

#include <algorithm>

namespace couloir::solve {

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
  for (const auto& holders : out.holders) out.hopeless = out.hopeless || holders.empty();
  for (std::size_t f = 0; f < in.floors.size(); ++f)
    if (in.counts_towards(in.floors[f], d)) out.floors.push_back(int(f));
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
}

}  // namespace couloir::solve
