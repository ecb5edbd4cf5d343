#include "pool/made_pool.h"

#include <fmt/format.h>

#include <algorithm>

namespace couloir::pool::made {
namespace {

template <class Values, class Write>
std::string json_list(const Values& values, Write&& write) {
  std::string out = "[";
  for (const auto& value : values) {
    if (out.size() > 1) out += ',';
    out += write(value);
  }
  return out + "]";
}
template <class Values>
std::string numbers(const Values& values) {
  return json_list(values, [](auto n) { return std::to_string(n); });
}
template <class Values>
std::string words(const Values& values) {
  return json_list(values, [](const auto& word) { return fmt::format("\"{}\"", word); });
}

std::string written(const MadeEngineer& engineer, int number) {
  std::string skills;
  for (std::size_t k = 0; k < engineer.levels.size(); ++k)
    if (engineer.levels[k] > 0) skills += fmt::format(R"({}"{}":{})", skills.empty() ? "" : ",", k, engineer.levels[k]);
  return fmt::format(R"({{"id":"E{:04}","site":{},"skills":{{{}}},"cap":{},"slots":{}}})", number, engineer.site,
                     skills, numbers(engineer.capacity), numbers(engineer.slots));
}

std::string written(const MadeDossier& dossier, int number) {
  auto roles = json_list(dossier.roles, [](const MadeRole& role) {
    return fmt::format(R"({{"skill":{},"level":{},"max":{},"min":{}}})", role.skill, role.level, role.max, role.min);
  });
  auto published = json_list(dossier.published, [](const MadeRow& row) {
    return fmt::format("[{},{},{},{}]", row.engineer, row.role, row.month, row.quanta);
  });
  return fmt::format(
      R"({{"id":"D{:05}","pillar":{},"site":{},"roles":{},"earliest":{},"latest":{},"nmin":{},"nmax":{},"base":{},)"
      R"("slope":{},"score":{},"strategic":{}.{},"must":{},"after":[{}],"published":{}}})",
      number, dossier.pillar, dossier.site, roles, dossier.earliest, dossier.latest, dossier.nmin, dossier.nmax,
      dossier.base, dossier.slope, dossier.score, dossier.strategic_tenths / 10, dossier.strategic_tenths % 10,
      dossier.promised ? 1 : 0, dossier.after ? std::to_string(*dossier.after) : "", published);
}

}  // namespace

std::string written(const MadePool& pool) {
  std::vector<std::string_view> skills;
  for (const auto& skill : kSkills) skills.push_back(skill.name);
  std::string out = fmt::format(
      R"({{"format":"pool/1","name":"{}","horizon":{},"start":"2026-09","quanta_per_month":{},"min_alloc":{},)",
      pool.name, pool.months, kQuantaAMonth, kLeastShare);
  out += fmt::format(R"("skills":{},"pillars":{},"sites":{},"distance":{},"travel_cost":[0,600,1500,-1],)",
                     words(skills), words(kPillars), words(pool.sites),
                     json_list(pool.distance, [](const auto& row) { return numbers(row); }));
  out += fmt::format(R"("weights":{{"team":700,"move":60}},"session_cap":{},"floors":{},)", numbers(pool.sessions),
                     json_list(pool.floors, [](const MadeFloor& floor) {
                       return fmt::format(R"({{"kind":"{}","key":{},"min":{},"penalty":1200}})", floor.kind, floor.key,
                                          floor.min);
                     }));
  int e = 0, d = 0;
  out += "\"engineers\":" + json_list(pool.engineers, [&](const MadeEngineer& each) { return written(each, e++); });
  out += ",\"dossiers\":" + json_list(pool.dossiers, [&](const MadeDossier& each) { return written(each, d++); });
  auto load = pool.demand * 1'000 / std::max<std::int64_t>(1, pool.capacity);
  out += fmt::format(R"(,"stats":{{"demand":{},"capacity":{},"load":{}.{:03}}}}})", pool.demand, pool.capacity,
                     load / 1'000, load % 1'000);
  return out + "\n";
}

}  // namespace couloir::pool::made
