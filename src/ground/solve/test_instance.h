// Instances of the checker's tests and benches, as the solver holds them.
#pragma once

#include "plancheck/instance.h"
#include "solve/instance.h"

namespace couloir::solve {

/// What the checker's own kind of instance says, as the solver holds it.
inline Instance solver_form_of(const plancheck::Instance& from) {
  Instance out;
  out.name = from.name;
  out.start = "2026-09";
  out.horizon = from.horizon;
  out.quanta_per_month = 10;
  out.min_alloc = int(from.min_alloc);
  out.skills = from.skills, out.pillars = from.pillars, out.sites = from.sites;
  out.distance = from.distance;
  out.travel_cost = from.travel_cost;
  out.team = from.team_weight, out.move = from.move_weight;
  out.session_cap.assign(from.sessions.begin(), from.sessions.end());
  for (const auto& f : from.floors)
    out.floors.push_back(
        {f.kind == plancheck::FloorKind::pillar ? FloorKind::pillar : FloorKind::site, f.key, int(f.min), f.penalty});
  for (const auto& e : from.engineers)
    out.engineers.push_back(
        {e.id, e.site, e.levels, {e.capacity.begin(), e.capacity.end()}, {e.slots.begin(), e.slots.end()}});
  for (const auto& d : from.dossiers) {
    Dossier one{.id = d.id,
                .pillar = d.pillar,
                .site = d.site,
                .earliest = d.earliest,
                .latest = d.latest,
                .nmin = int(d.nmin),
                .nmax = int(d.nmax),
                .base = d.base,
                .slope = d.slope,
                .must = d.promised,
                .after = d.after};
    for (const auto& r : d.roles) one.roles.push_back({r.skill, r.level, int(r.min), int(r.max)});
    for (const auto& p : d.published) one.published.push_back({p.engineer, p.role, p.month, int(p.quanta)});
    for (const auto& p : d.pins) one.pins.push_back({p.engineer, p.role, p.month, int(p.quanta)});
    one.bans = d.bans, one.refused = d.refused;
    out.dossiers.push_back(std::move(one));
  }
  return out;
}

}  // namespace couloir::solve
