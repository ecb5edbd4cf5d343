#include "pool/instance.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "plancheck/instance.h"
#include "solve/instance_json.h"
#include "web/describe.h"

namespace couloir::pool {
namespace {

int position(const std::vector<std::string>& codes, std::string_view code) {
  auto found = std::ranges::find(codes, code);
  return found == codes.end() ? -1 : static_cast<int>(found - codes.begin());
}

/// One class of distance for each home itself and for each cost of travelling.
void put_distances(Instance& to, const PoolPack& pack) {
  to.travel_cost = {0};
  for (const auto& home : pack.homes) {
    auto& row = to.distance.emplace_back();
    for (const auto& other : pack.homes) {
      auto cost = pack.travel_cost(home.code, other.code);
      auto known = std::ranges::find(to.travel_cost, cost);
      row.push_back(static_cast<int>(known - to.travel_cost.begin()));
      if (known == to.travel_cost.end()) to.travel_cost.push_back(cost);
    }
  }
}

void put_engineers(Instance& to, const std::vector<Engineer>& engineers, const PoolPack& pack,
                   const region::Pack& region) {
  WorkDays calendar(region);
  for (const auto& e : engineers) {
    const auto* home = pack.home_of_site(e.site);
    auto cap = capacities(e, to.start, to.horizon, calendar);
    if (home == nullptr || std::ranges::all_of(cap, [](int quanta) { return quanta == 0; })) continue;
    InstanceEngineer in{e.id,
                        position(to.sites, home->code),
                        {},
                        std::move(cap),
                        std::vector<int>(static_cast<std::size_t>(to.horizon), e.parallel)};
    for (const auto& s : e.skills)
      if (auto skill = position(to.skills, s.skill); skill >= 0) in.skills[skill] = s.level;
    to.engineers.push_back(std::move(in));
  }
}

bool is_in_frame(const Instance& in, Month month) { return month >= in.start && month.since(in.start) < in.horizon; }

/// What was promised to a dossier that is no demand any more is worked all the same: nobody else gets those months.
void take_off_worked(Instance& to, const std::vector<Demand>& demands, const std::vector<Promise>& promises) {
  for (const auto& p : promises) {
    auto engineer = to.index_of(p.engineer);
    if (engineer < 0 || !is_in_frame(to, p.month)) continue;
    if (std::ranges::find(demands, p.dossier, &Demand::dossier) != demands.end()) continue;
    auto& cap = to.engineers[static_cast<std::size_t>(engineer)].cap[static_cast<std::size_t>(p.month.since(to.start))];
    cap = std::max(cap - p.quanta, 0);
  }
}

/// Promises of one dossier, those of the frame first; `outside` is where the others begin.
struct Owed {
  std::vector<Promise> inside, outside;
};
Owed owed_to(const Instance& in, DossierId dossier, const std::vector<Promise>& all) {
  Owed mine;
  for (const auto& p : all)
    if (p.dossier == dossier) (is_in_frame(in, p.month) ? mine.inside : mine.outside).push_back(p);
  return mine;
}

/// What is still to be given once the work of other months is taken off; its value shrinks with it.
Demand rest_of(Demand demand, const std::vector<Promise>& outside) {
  auto all = demand.most();
  for (const auto& p : outside) {
    auto role = std::ranges::find_if(demand.roles,
                                     [&](const DemandRole& r) { return r.skill == p.skill && r.level == p.level; });
    if (role == demand.roles.end()) continue;
    role->most = std::max(role->most - p.quanta, 0);
    role->least = std::min(std::max(role->least - p.quanta, 1), role->most);
  }
  std::erase_if(demand.roles, [](const DemandRole& r) { return r.most == 0; });
  if (demand.roles.empty()) {
    demand.gaps.push_back(DemandGap::promised_elsewhere);
  } else if (demand.most() != all) {
    demand.value.full = demand.value.full * demand.most() / all;
    demand.value.base = demand.value.full - demand.value.slope * (demand.most() - demand.least());
  }
  return demand;
}

void keep_promise(InstanceDossier& d, const Instance& in, const std::vector<Promise>& promised) {
  d.must = true;
  d.roles.clear();
  std::map<int, std::set<int>> team;  // by month, also those who have left
  int first = in.horizon, last = 0, left = -1;
  for (const auto& p : promised) {
    auto skill = position(in.skills, p.skill), month = p.month.since(in.start);
    auto role =
        std::ranges::find_if(d.roles, [&](const InstanceRole& r) { return r.skill == skill && r.level == p.level; });
    if (role == d.roles.end()) role = d.roles.insert(d.roles.end(), {skill, p.level, 0, 0});
    role->min = role->max = role->max + p.quanta;
    auto engineer = in.index_of(p.engineer);
    if (engineer >= 0) d.published.push_back({engineer, static_cast<int>(role - d.roles.begin()), month, p.quanta});
    team[month].insert(engineer >= 0 ? engineer : left--);
    first = std::min(first, month);
    last = std::max(last, month);
  }
  d.earliest = std::min(d.earliest, first);
  d.latest = std::max(d.latest, last);
  for (const auto& [month, people] : team) {
    d.nmin = std::min(d.nmin, static_cast<int>(people.size()));
    d.nmax = std::max(d.nmax, static_cast<int>(people.size()));
  }
  std::ranges::sort(d.published);
}

/// The window of a demand within the frame, or what keeps it out of there.
void look_at_window(Demand& demand, const Instance& in) {
  if (std::ranges::find(demand.gaps, DemandGap::no_window) != demand.gaps.end()) return;
  if (demand.to < in.start) demand.gaps.push_back(DemandGap::window_over);
  if (demand.from.since(in.start) >= in.horizon) demand.gaps.push_back(DemandGap::window_later);
}

InstanceDossier dossier_of(const Instance& in, const Demand& demand) {
  InstanceDossier d;
  d.id = demand.dossier;
  d.pillar = position(in.pillars, demand.pillar);
  d.site = position(in.sites, demand.home);
  for (const auto& r : demand.roles) d.roles.push_back({position(in.skills, r.skill), r.level, r.least, r.most});
  bool has_window = demand.from.m.ok() && demand.to.m.ok();
  d.earliest = has_window ? std::clamp(demand.from.since(in.start), 0, in.horizon - 1) : in.horizon - 1;
  d.latest = has_window ? std::clamp(demand.to.since(in.start), d.earliest, in.horizon - 1) : 0;
  d.nmin = demand.team_min;
  d.nmax = std::min(demand.team_max, kMostTeamOfDemand);
  d.base = demand.value.base;
  d.slope = demand.value.slope;
  return d;
}

/// A promise holds whatever is missing by now: where nobody knows the pillar or the home, a place that costs nothing
/// stands in.
void stand_in(InstanceDossier& d, const Instance& in) {
  d.pillar = std::max(d.pillar, 0);
  if (d.site < 0)
    d.site = d.published.empty() ? 0 : in.engineers[static_cast<std::size_t>(d.published.front().engineer)].site;
}

void put_dossiers(BuiltInstance& built, const std::vector<Demand>& demands, const std::vector<Promise>& promises) {
  auto& in = built.instance;
  for (const auto& given : demands) {
    auto owed = owed_to(in, given.dossier, promises);
    if (!owed.inside.empty()) {
      auto d = dossier_of(in, given);
      keep_promise(d, in, owed.inside);
      stand_in(d, in);
      d.base = given.value.full;  // nothing of it is open any more
      d.slope = 0;
      in.dossiers.push_back(std::move(d));
      continue;
    }
    auto demand = rest_of(given, owed.outside);
    look_at_window(demand, in);
    if (demand.gaps.empty())
      in.dossiers.push_back(dossier_of(in, demand));
    else
      built.left_out.push_back({demand.dossier, std::move(demand.gaps)});
  }
}

/// A floor is never higher than what is asked for it.
void put_floors(Instance& to, const PoolPack& pack) {
  std::int64_t all = 0;
  for (const auto& e : to.engineers) all += std::accumulate(e.cap.begin(), e.cap.end(), std::int64_t{0});
  for (const auto& floor : pack.floors) {
    auto key = position(floor.kind == FloorKind::pillar ? to.pillars : to.sites, floor.key);
    std::int64_t asked = 0;
    for (const auto& d : to.dossiers)
      if ((floor.kind == FloorKind::pillar ? d.pillar : d.site) == key)
        for (const auto& r : d.roles) asked += r.max;
    to.floors.push_back({floor.kind, key, std::min(all * floor.percent / 100, asked), floor.penalty});
  }
}

// ── pool/1 ──

std::string list_of(const std::vector<std::string>& texts) {
  std::string list;
  for (const auto& text : texts) list += (list.empty() ? "" : ",") + json_string(text);
  return "[" + list + "]";
}
std::string list_of(const std::vector<int>& numbers) { return fmt::format("[{}]", fmt::join(numbers, ",")); }
template <class T, class F>
std::string list_of(const std::vector<T>& all, F text) {
  std::string list;
  for (const auto& one : all) list += (list.empty() ? "" : ",") + text(one);
  return "[" + list + "]";
}

std::string json_of(const InstanceEngineer& e) {
  std::string skills;
  for (const auto& [skill, level] : e.skills)
    skills += fmt::format("{}\"{}\":{}", skills.empty() ? "" : ",", skill, level);
  return fmt::format(R"({{"id":"e{}","site":{},"skills":{{{}}},"cap":{},"slots":{}}})", e.id.v, e.site, skills,
                     list_of(e.cap), list_of(e.slots));
}
std::string json_of(const InstanceDossier& d) {
  auto roles = list_of(d.roles, [](const InstanceRole& r) {
    return fmt::format(R"({{"skill":{},"level":{},"min":{},"max":{}}})", r.skill, r.level, r.min, r.max);
  });
  auto rows = [](const std::vector<PlanRow>& all) {
    return list_of(
        all, [](const PlanRow& p) { return fmt::format("[{},{},{},{}]", p.engineer, p.role, p.month, p.quanta); });
  };
  std::string wishes;
  if (!d.pins.empty()) wishes += R"(,"pins":)" + rows(d.pins);
  if (!d.bans.empty()) wishes += R"(,"bans":)" + list_of(d.bans);
  if (d.refused) wishes += R"(,"refused":1)";
  return fmt::format(
      R"({{"id":"d{}","pillar":{},"site":{},"roles":{},"earliest":{},"latest":{},"nmin":{},"nmax":{},"base":{},"slope":{},)"
      R"("must":{},"after":[],"published":{}{}}})",
      d.id.v, d.pillar, d.site, roles, d.earliest, d.latest, d.nmin, d.nmax, d.base, d.slope, d.must ? 1 : 0,
      rows(d.published), wishes);
}

}  // namespace

int Instance::index_of(EngineerId id) const {
  auto found = std::ranges::find(engineers, id, &InstanceEngineer::id);
  return found == engineers.end() ? -1 : static_cast<int>(found - engineers.begin());
}
int Instance::index_of(DossierId id) const {
  auto found = std::ranges::find(dossiers, id, &InstanceDossier::id);
  return found == dossiers.end() ? -1 : static_cast<int>(found - dossiers.begin());
}

std::vector<DossierId> dossiers_of(const Instance& in) {
  std::vector<DossierId> all;
  for (const auto& d : in.dossiers) all.push_back(d.id);
  return all;
}

BuiltInstance pool_instance(const std::vector<Engineer>& engineers, const std::vector<Demand>& demands,
                            const Frame& frame, const std::vector<Promise>& promises, const PoolPack& pack,
                            const region::Pack& region) {
  BuiltInstance built;
  auto& in = built.instance;
  in.name = frame.name;
  in.start = frame.start;
  in.horizon = frame.months;
  in.min_alloc = pack.least_quanta;
  for (const auto& skill : region.skills) in.skills.push_back(skill.code);
  for (const auto& p : promises)  // a promise outlives the catalogue
    if (position(in.skills, p.skill) < 0) in.skills.push_back(p.skill);
  for (const auto& pillar : region.pillars) in.pillars.push_back(pillar.code);
  for (const auto& home : pack.homes) in.sites.push_back(home.code);
  put_distances(in, pack);
  in.team = pack.team_cost;
  in.move = pack.move_cost;
  put_engineers(in, engineers, pack, region);
  take_off_worked(in, demands, promises);
  put_dossiers(built, demands, promises);
  in.session_cap.assign(static_cast<std::size_t>(in.horizon), pack.starts_a_month);
  for (const auto& d : in.dossiers)  // what is promised starts as promised, beside the workshops of new dossiers
    if (!d.published.empty()) {
      auto first = std::ranges::min(d.published, {}, &PlanRow::month).month;
      ++in.session_cap[static_cast<std::size_t>(first)];
    }
  put_floors(in, pack);
  return built;
}

std::string text_of(const Instance& in) {
  auto floors = list_of(in.floors, [](const InstanceFloor& f) {
    return fmt::format(R"({{"kind":"{}","key":{},"min":{},"penalty":{}}})", name_of(f.kind), f.key, f.min, f.penalty);
  });
  return fmt::format(
      R"({{"format":"pool/1","name":{},"horizon":{},"start":"{}","quanta_per_month":{},"min_alloc":{},"skills":{},)"
      R"("pillars":{},"sites":{},"distance":{},"travel_cost":{},"weights":{{"team":{},"move":{}}},"session_cap":{},)"
      R"("floors":{},"engineers":{},"dossiers":{}}})",
      json_string(in.name), in.horizon, in.start.iso(), kQuantaPerMonth, in.min_alloc, list_of(in.skills),
      list_of(in.pillars), list_of(in.sites),
      list_of(in.distance, [](const std::vector<int>& row) { return list_of(row); }), list_of(in.travel_cost), in.team,
      in.move, list_of(in.session_cap), floors, list_of(in.engineers, [](const auto& e) { return json_of(e); }),
      list_of(in.dossiers, [](const auto& d) { return json_of(d); }));
}

Result<void> is_readable(const Instance& in) {
  auto text = text_of(in);
  auto refused = [](Error error) {
    return Error::refused(say("No plan can be made of this: the instance breaks a limit of its format."),
                          std::move(error.problems));
  };
  if (auto read = plancheck::read_instance(text); !read) return refused(std::move(read).error());
  if (auto reach = solve::within_reach(solve::read_instance(text)); !reach) return refused(std::move(reach).error());
  return {};
}

}  // namespace couloir::pool
