#include "pool/pool_pack.h"

#include <algorithm>
#include <filesystem>

#include "region/toml.h"
#include "words/words.h"

namespace couloir::pool {
namespace {

using region::Table;
using Codes = std::vector<std::string>;

Codes codes_of(const auto& all) {
  Codes codes;
  for (const auto& one : all) codes.push_back(one.code);
  return codes;
}

/// Each of `mine` is taken once.
void take_each(Table& table, std::string_view key, const Codes& mine, Codes& taken) {
  for (const auto& code : mine) {
    if (std::ranges::find(taken, code) != taken.end())
      table.complain(key, say("“{1}” belongs to another one already.", code));
    taken.push_back(code);
  }
}

void read_homes(Table& root, const region::Pack& region, PoolPack& to) {
  Codes homes, sites, departments;
  for (auto& table : root.tables("home")) {
    Home home;
    home.code = table.new_code("code", homes);
    home.name = table.bilingual("name");
    home.work_sites = table.some_of("work_sites", codes_of(region.work_sites));
    take_each(table, "work_sites", home.work_sites, sites);
    home.departments = table.some_of("departments", codes_of(region.departments));
    take_each(table, "departments", home.departments, departments);
    home.hours_per_year = table.integer("hours_per_year", 1, 3'000);
    home.fact = table.fact();
    to.homes.push_back(std::move(home));
  }
  for (const auto& site : region.work_sites)
    if (std::ranges::find(sites, site.code) == sites.end())
      root.complain("home", say("The work site “{1}” belongs to no home.", site.code));
}

const Travel* travel_between(const PoolPack& pack, std::string_view a, std::string_view b) {
  for (const auto& travel : pack.travels)
    if (std::ranges::find(travel.between, a) != travel.between.end() &&
        std::ranges::find(travel.between, b) != travel.between.end())
      return &travel;
  return nullptr;
}

void read_travels(Table& root, PoolPack& to) {
  auto homes = codes_of(to.homes);
  for (auto& table : root.maybe_tables("travel")) {
    Travel travel{table.some_of("between", homes), table.integer("cost", -1, 1'000'000), table.fact()};
    if (travel.between.size() != 2 || travel.between[0] == travel.between[1])
      table.complain("between", say("Two different homes are expected here."));
    else if (travel_between(to, travel.between[0], travel.between[1]) != nullptr)
      table.complain("between", say("These two homes are told already."));
    to.travels.push_back(std::move(travel));
  }
  for (std::size_t a = 0; a < homes.size(); ++a)
    for (auto b = a + 1; b < homes.size(); ++b)
      if (travel_between(to, homes[a], homes[b]) == nullptr)
        root.complain("travel", say("Say what travelling between “{1}” and “{2}” costs.", homes[a], homes[b]));
}

ValueFormula read_value(Table table) {
  return {
      table.text("version"),          table.integer("points", 1, 1'000'000),  table.integer("reference_months", 1, 120),
      table.number("exponent", 0, 2), table.integer("slope_percent", 0, 100), table.fact()};
}

void read_plan(Table table, PoolPack& to) {
  to.least_quanta = table.integer("least_quanta", 1, kQuantaPerMonth);
  to.team_cost = table.integer("team_cost", 0, 1'000'000);
  to.move_cost = table.integer("move_cost", 0, 1'000'000);
  to.starts_a_month = table.integer("starts_a_month", 0, 10'000);
  to.months = table.integer("months", 1, 60);
  to.fact = table.fact();
}

void read_floors(Table& root, const region::Pack& region, PoolPack& to) {
  for (auto& table : root.maybe_tables("floor")) {
    Floor floor;
    floor.kind = table.one_of<FloorKind>("kind");
    floor.key = table.one_of("key", floor.kind == FloorKind::pillar ? codes_of(region.pillars) : codes_of(to.homes));
    floor.percent = table.integer("percent", 0, 100);
    floor.penalty = table.integer("penalty", 0, 1'000'000);
    floor.fact = table.fact();
    to.floors.push_back(std::move(floor));
  }
}

}  // namespace

std::string months_figure(std::int64_t quanta) { return number(static_cast<double>(quanta) / kQuantaPerMonth, 1); }

const Home* PoolPack::home_of_site(std::string_view work_site) const {
  for (const auto& home : homes)
    if (std::ranges::find(home.work_sites, work_site) != home.work_sites.end()) return &home;
  return nullptr;
}
const Home* PoolPack::home_of_department(std::string_view department) const {
  for (const auto& home : homes)
    if (std::ranges::find(home.departments, department) != home.departments.end()) return &home;
  return nullptr;
}
int PoolPack::travel_cost(std::string_view home, std::string_view other) const {
  const auto* travel = home == other ? nullptr : travel_between(*this, home, other);
  return travel == nullptr ? 0 : travel->cost;
}

Result<PoolPack> load_pool_pack(const std::string& directory, const region::Pack& region, Date today) {
  region::Complaints complaints(today);
  PoolPack pack;
  region::read_toml(std::filesystem::path(directory) / "pool.toml", complaints, [&](Table& root) {
    read_homes(root, region, pack);
    read_travels(root, pack);
    pack.value = read_value(root.table("value"));
    read_plan(root.table("plan"), pack);
    read_floors(root, region, pack);
  });
  if (!complaints.empty()) return complaints.error(say("The pool’s part of the region pack has mistakes."));
  return pack;
}

}  // namespace couloir::pool
