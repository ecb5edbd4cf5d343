#include "pool/demand.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace couloir::pool {
namespace {

constexpr std::int64_t kPerQuantum = EngineerMonths::kPerUnit / kQuantaPerMonth;
int quanta_down(EngineerMonths months) { return static_cast<int>(months.raw / kPerQuantum); }
int quanta_up(EngineerMonths months) { return static_cast<int>((months.raw + kPerQuantum - 1) / kPerQuantum); }

/// Lines of one skill and level are one role: nobody can tell them apart in a plan.
std::vector<DemandRole> roles_of(const std::vector<calls::WantedWork>& work) {
  std::vector<DemandRole> roles;
  for (const auto& w : work) {
    auto most = std::max(quanta_down(w.full), quanta_up(w.least)),
         least = std::min(std::max(quanta_up(w.least), 1), most);
    auto same =
        std::ranges::find_if(roles, [&](const DemandRole& r) { return r.skill == w.skill && r.level == w.level; });
    if (same == roles.end()) {
      roles.push_back({w.skill, w.level, least, most});
    } else {
      same->least += least;
      same->most += most;
    }
  }
  std::erase_if(roles, [](const DemandRole& r) { return r.most == 0; });
  return roles;
}

void grant_exactly(std::vector<DemandRole>& roles, int granted) {
  for (auto& r : roles) granted -= r.least;
  for (auto& r : roles) {
    auto more = std::clamp(granted, 0, r.most - r.least);
    granted -= more;
    r.least = r.most = r.least + more;
  }
}

}  // namespace

DemandValue value_of(const ValueFormula& formula, std::int64_t score, int least, int most) {
  DemandValue v{score, least, most, 0, 0, 0};
  if (most == 0) return v;
  auto size = static_cast<double>(most) / (kQuantaPerMonth * formula.reference_months);
  v.full = std::llround(formula.points * (static_cast<double>(score) / 100) * std::pow(size, formula.exponent));
  if (least < most) v.slope = std::llround(formula.slope_percent / 100.0 * static_cast<double>(v.full) / most);
  v.base = v.full - v.slope * (most - least);
  return v;
}

int Demand::least() const {
  return std::accumulate(roles.begin(), roles.end(), 0, [](int sum, const DemandRole& r) { return sum + r.least; });
}
int Demand::most() const {
  return std::accumulate(roles.begin(), roles.end(), 0, [](int sum, const DemandRole& r) { return sum + r.most; });
}

const Home* home_of_lab(const people::Lab& lab, const PoolPack& pack, const region::Pack& region) {
  const auto* town = lab.profile.towns.empty() ? nullptr : region::find(region.towns, lab.profile.towns.front());
  return town == nullptr ? nullptr : pack.home_of_department(town->department);
}

Demand demand_of(const calls::PlannableDossier& d, const std::string& pillar, const people::Lab* lab,
                 const PoolPack& pack, const region::Pack& region) {
  Demand demand;
  demand.dossier = d.id;
  demand.call = d.call;
  demand.cut_off = d.cut_off;
  demand.number = d.number;
  demand.title = d.title;
  demand.granted = d.granted;
  demand.clear = d.clear;
  demand.lab = d.lab;
  auto miss = [&](bool missing, DemandGap gap) {
    if (missing) demand.gaps.push_back(gap);
  };
  auto from = parse_month(d.window_from), to = parse_month(d.window_to);
  miss(!from || !to || *to < *from, DemandGap::no_window);
  if (from) demand.from = *from;
  if (to) demand.to = *to;

  demand.roles = roles_of(d.work);
  if (d.granted && d.months) grant_exactly(demand.roles, quanta_down(*d.months));
  miss(demand.roles.empty(), DemandGap::no_work);
  miss(std::ranges::any_of(demand.roles,
                           [&](const DemandRole& r) { return region::find(region.skills, r.skill) == nullptr; }),
       DemandGap::unknown_skill);
  miss(std::ranges::any_of(demand.roles, [&](const DemandRole& r) { return r.most < pack.least_quanta; }),
       DemandGap::too_small);
  miss(std::ssize(demand.roles) > kMostRolesOfDemand, DemandGap::too_many_roles);
  miss(!d.mean, DemandGap::no_score);

  demand.pillar = pillar;
  if (demand.pillar.empty() && lab != nullptr && !lab->profile.pillars.empty())
    demand.pillar = lab->profile.pillars.front();
  miss(region::find(region.pillars, demand.pillar) == nullptr, DemandGap::no_pillar);
  miss(lab == nullptr, DemandGap::no_lab);
  const auto* home = lab == nullptr ? nullptr : home_of_lab(*lab, pack, region);
  if (home != nullptr) demand.home = home->code;
  miss(lab != nullptr && home == nullptr, DemandGap::no_home);

  demand.team_min = std::max(d.team_min.value_or(1), 1);
  demand.team_max = std::max(d.team_max.value_or(demand.team_min), demand.team_min);
  miss(demand.team_max > kMostTeamOfDemand ||
           std::ranges::any_of(demand.roles, [](const DemandRole& r) { return r.most > kMostQuantaOfRole; }),
       DemandGap::too_large);
  demand.value = value_of(pack.value, d.mean.value_or(0), demand.least(), demand.most());
  return demand;
}

Sentence sentence(DemandGap gap) {
  switch (gap) {
    case DemandGap::no_window:
      return say("Its months are not said: from when to when the work can be done.");
    case DemandGap::no_work:
      return say("It asks no work of the pool.");
    case DemandGap::unknown_skill:
      return say("It asks for a skill that the region’s catalogue does not have.");
    case DemandGap::too_small:
      return say("One of its roles is smaller than the smallest piece of a plan.");
    case DemandGap::no_score:
      return say("It has no review score, so its value is not known.");
    case DemandGap::no_pillar:
      return say("Neither its use case nor its lab names a pillar.");
    case DemandGap::no_lab:
      return say("It has no lab, so nobody knows where the work is.");
    case DemandGap::no_home:
      return say("The town of its lab belongs to no university of the pool.");
    case DemandGap::window_over:
      return say("Its months are over before this plan begins.");
    case DemandGap::window_later:
      return say("Its months begin after this plan ends.");
    case DemandGap::too_many_roles:
      return say("It asks for more than {1} different roles, skill and level taken together.",
                 std::to_string(kMostRolesOfDemand));
    case DemandGap::too_large:
      return say("It asks for more than {1} engineers at once or {2} months in one role.",
                 std::to_string(kMostTeamOfDemand), std::to_string(kMostQuantaOfRole / kQuantaPerMonth));
    case DemandGap::promised_elsewhere:
      return say("All that it asks is promised already, in months outside of this plan.");
  }
  return {};
}

}  // namespace couloir::pool
