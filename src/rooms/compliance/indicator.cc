#include "compliance/indicator.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "compliance/region_skills.h"
#include "compliance/scenario_file.h"
#include "compliance/scenario_store.h"

namespace couloir::compliance {
namespace {

/// Decided on the pack in use and signed no longer ago than a signature counts.
constexpr std::string_view kCounts = R"sql(
  s.state = 'signed' AND s.status = 'decided' AND s.pack = :pack
    AND EXISTS (SELECT 1 FROM compliance_verdict v
                 WHERE v.scenario = s.id AND v.verdict = 'signed' AND v.at >= :since))sql";
/// Somebody sees to as many duties as it has, or more: some may be of duties that it no longer has.
constexpr std::string_view kEnoughOwners = R"sql(
  (SELECT count(*) FROM compliance_mitigation m WHERE m.scenario = s.id AND m.owner IS NOT NULL) >= s.duties)sql";

/// "O-30 deployer" of every duty of the pack that the outcome names.
std::set<std::string> duties_of(const RulePack& pack, const std::string& outcome) {
  std::set<std::string> duties;
  for (const auto& due : obligations_in(outcome)) {
    auto at = pack.obligation(due.id);
    if (at != kNowhere && pack.obligations[at].kind == ObligationKind::duty)
      duties.insert(due.id + " " + std::string(name_of(due.role)));
  }
  return duties;
}

}  // namespace

std::vector<ClassifiedCount> classified_scenarios(Reader& reader, const RulePack& pack, Instant now) {
  auto since = now - kSignatureCounts;
  std::map<RiskClass, ClassifiedCount, std::greater<>> by_class;
  reader.each(
      fmt::format("SELECT s.risk_floor, count(*) AS files, count(CASE WHEN s.duties = 0 THEN 1 END) AS free FROM "
                  "compliance_scenario s WHERE {} GROUP BY s.risk_floor",
                  kCounts),
      {{":pack", pack.version}, {":since", since}}, [&](const Row& row) {
        auto risk = row.get<RiskClass>("risk_floor");
        auto free = row.get<std::int64_t>("free");
        by_class[risk] = {risk, free, row.get<std::int64_t>("files") - free};
      });
  std::map<ScenarioId, std::set<std::string>> owned;
  reader.each(
      fmt::format("SELECT o.scenario, o.obligation, o.role FROM compliance_mitigation o JOIN compliance_scenario s "
                  "ON s.id = o.scenario WHERE o.owner IS NOT NULL AND s.duties > 0 AND {} AND {}",
                  kCounts, kEnoughOwners),
      {{":pack", pack.version}, {":since", since}}, [&](const Row& row) {
        owned[row.get<ScenarioId>("scenario")].insert(row.get<std::string>("obligation") + " " +
                                                      row.get<std::string>("role"));
      });
  reader.each(
      fmt::format("SELECT s.id, s.risk_floor, s.outcome FROM compliance_scenario s WHERE s.duties > 0 AND {} AND {}",
                  kCounts, kEnoughOwners),
      {{":pack", pack.version}, {":since", since}}, [&](const Row& row) {
        if (!std::ranges::includes(owned[row.get<ScenarioId>("id")], duties_of(pack, row.get<std::string>("outcome"))))
          return;
        auto& count = by_class[row.get<RiskClass>("risk_floor")];
        ++count.classified;
        --count.unplanned;
      });
  std::vector<ClassifiedCount> all;
  for (const auto& [risk, count] : by_class) all.push_back(count);
  return all;
}

std::vector<RegionClass> region_by_class(Reader& reader, const RulePack& pack, Instant now) {
  auto counts = classified_scenarios(reader, pack, now);
  std::vector<RegionClass> all;
  for (const auto& n : numbers_by_class(reader)) {
    auto& of = all.emplace_back(RegionClass{n.floor, {}});
    if (n.organisations < kFewestOrganisations) continue;
    auto found = std::ranges::find(counts, n.floor, &ClassifiedCount::risk);
    auto count = found == counts.end() ? ClassifiedCount{} : *found;
    of.sums = {n.files, n.missing, n.signed_, count.classified, count.unplanned};
  }
  return all;
}

}  // namespace couloir::compliance
