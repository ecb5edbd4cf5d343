#include "solve/instance_json.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/bug.h"
#include "solve/field.h"

namespace couloir::solve {

namespace json = boost::json;

namespace {
constexpr int kMostEffort = 5'000, kMostCap = 200, kMostAtOnce = 20;
constexpr double kMostRoleSteps = 5e8;          // of the fast look at one dossier: about half a second
constexpr std::int64_t kMostOrder = 2'000'000;  // prices by sequence and month: 160 MB in all

std::int64_t whole(const json::value& object, const char* key) { return object.at(key).to_number<std::int64_t>(); }
int small(const json::value& object, const char* key) { return static_cast<int>(whole(object, key)); }
std::string text(const json::value& value) { return {value.as_string().data(), value.as_string().size()}; }

template <class Number>
std::vector<Number> numbers(const json::value& list) {
  std::vector<Number> out;
  for (const auto& value : list.as_array()) out.push_back(value.to_number<Number>());
  return out;
}

std::vector<std::string> texts(const json::value& list) {
  std::vector<std::string> out;
  for (const auto& value : list.as_array()) out.push_back(text(value));
  return out;
}

Engineer engineer_of(const json::value& from) {
  Engineer e{.id = text(from.at("id")),
             .site = small(from, "site"),
             .skills = {},
             .cap = numbers<int>(from.at("cap")),
             .slots = numbers<int>(from.at("slots"))};
  for (const auto& [skill, level] : from.at("skills").as_object())
    e.skills.emplace_back(std::stoi(std::string(skill)), level.to_number<int>());
  std::ranges::sort(e.skills);
  return e;
}

std::vector<Stint> stints_of(const json::value& list) {
  std::vector<Stint> out;
  for (const auto& row : list.as_array()) {
    auto s = numbers<int>(row);
    out.push_back({s.at(0), s.at(1), s.at(2), s.at(3)});
  }
  return out;
}

Dossier dossier_of(const json::value& from) {
  Dossier d;
  d.id = text(from.at("id"));
  d.pillar = small(from, "pillar"), d.site = small(from, "site");
  for (const auto& role : from.at("roles").as_array())
    d.roles.push_back({small(role, "skill"), small(role, "level"), small(role, "min"), small(role, "max")});
  d.earliest = small(from, "earliest"), d.latest = small(from, "latest");
  d.nmin = small(from, "nmin"), d.nmax = small(from, "nmax");
  d.base = whole(from, "base"), d.slope = whole(from, "slope");
  d.must = whole(from, "must") == 1;
  d.after = numbers<int>(from.at("after"));
  d.published = stints_of(from.at("published"));
  const auto& members = from.as_object();
  if (const auto* pins = members.if_contains("pins")) d.pins = stints_of(*pins);
  if (const auto* bans = members.if_contains("bans")) d.bans = numbers<int>(*bans);
  if (const auto* refused = members.if_contains("refused")) d.refused = refused->to_number<int>() == 1;
  return d;
}

Instance instance_of(const json::value& from) {
  Instance in;
  in.name = text(from.at("name")), in.start = text(from.at("start"));
  in.horizon = small(from, "horizon"), in.quanta_per_month = small(from, "quanta_per_month"),
  in.min_alloc = small(from, "min_alloc");
  in.skills = texts(from.at("skills")), in.pillars = texts(from.at("pillars")), in.sites = texts(from.at("sites"));
  for (const auto& row : from.at("distance").as_array()) in.distance.push_back(numbers<int>(row));
  in.travel_cost = numbers<std::int64_t>(from.at("travel_cost"));
  in.team = whole(from.at("weights"), "team"), in.move = whole(from.at("weights"), "move");
  in.session_cap = numbers<int>(from.at("session_cap"));
  for (const auto& floor : from.at("floors").as_array())
    in.floors.push_back({floor.at("kind").as_string() == "pillar" ? FloorKind::pillar : FloorKind::site,
                         small(floor, "key"), small(floor, "min"), whole(floor, "penalty")});
  for (const auto& engineer : from.at("engineers").as_array()) in.engineers.push_back(engineer_of(engineer));
  for (const auto& dossier : from.at("dossiers").as_array()) in.dossiers.push_back(dossier_of(dossier));
  return in;
}
}  // namespace

Instance read_instance(std::string_view text) {
  try {
    return instance_of(json::parse({text.data(), text.size()}));
  } catch (const std::exception& fault) {
    throw Bug(std::string("a pool/1 that the checker reads and the solver does not: ") + fault.what());
  }
}

Result<void> within_reach(const Instance& instance) {
  std::vector<Problem> problems;
  auto require = [&](std::int64_t value, std::int64_t most, std::string where) {
    if (value > most)
      problems.push_back({std::move(where), say("The solver takes at most {1} here.", std::to_string(most))});
  };
  for (std::size_t e = 0; e < instance.engineers.size(); ++e)
    require(*std::ranges::max_element(instance.engineers[e].cap), kMostCap, "/engineers/" + std::to_string(e) + "/cap");
  std::int64_t sequences = 0;
  for (const auto& d : instance.dossiers) sequences += std::ssize(d.after);
  if (sequences * instance.horizon > kMostOrder)
    problems.push_back(
        {"/dossiers", say("Predecessors of all dossiers, times months, are more than the solver takes: {1}.",
                          std::to_string(kMostOrder))});
  int cap = 0;
  for (const auto& e : instance.engineers) cap = std::max(cap, *std::ranges::max_element(e.cap));
  for (std::size_t d = 0; d < instance.dossiers.size(); ++d) {
    auto at = "/dossiers/" + std::to_string(d);
    double months = instance.dossiers[d].latest - instance.dossiers[d].earliest + 1,
           at_once = std::min<double>(instance.dossiers[d].nmax, double(instance.engineers.size()));
    for (std::size_t r = 0; r < instance.dossiers[d].roles.size(); ++r) {
      double effort = instance.dossiers[d].roles[r].max, wide = std::min(effort, cap * at_once);
      if (months * at_once * wide * (effort + wide) > kMostRoleSteps)
        problems.push_back(
            {at + "/roles/" + std::to_string(r) + "/max",
             say("So much effort, over so many months and with so many engineers at once, is more than the "
                 "solver takes.")});
    }
    require(std::min<std::int64_t>(instance.dossiers[d].nmax, std::ssize(instance.engineers)), kMostAtOnce,
            at + "/nmax");
    if (!instance.dossiers[d].pins.empty() && !case_of(instance, instance.dossiers[d], int(d)).joint)
      problems.push_back({at + "/pins", say("This dossier has too many roles, or too much effort, to be pinned.")});
    for (std::size_t r = 0; r < instance.dossiers[d].roles.size(); ++r)
      require(instance.dossiers[d].roles[r].max, kMostEffort, at + "/roles/" + std::to_string(r) + "/max");
  }
  if (!problems.empty()) return Error::invalid(std::move(problems));
  return {};
}

}  // namespace couloir::solve
