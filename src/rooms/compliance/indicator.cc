#include "compliance/indicator.h"

#include <algorithm>
#include <map>
#include <set>

#include "compliance/scenario.h"
#include "compliance/scenario_file.h"

namespace couloir::compliance {
namespace {

struct Counted {
  RiskClass risk;
  std::string outcome;
};

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
  std::map<ScenarioId, Counted> counted;
  reader.each(R"sql(
      SELECT s.id, s.risk_floor, s.outcome FROM compliance_scenario s
       WHERE s.state = 'signed' AND s.status = 'decided' AND s.pack = :pack
         AND EXISTS (SELECT 1 FROM compliance_verdict v
                      WHERE v.scenario = s.id AND v.verdict = 'signed' AND v.at >= :since))sql",
              {{":pack", pack.version}, {":since", now - kSignatureCounts}}, [&](const Row& row) {
                counted[row.get<ScenarioId>("id")] = {row.get<RiskClass>("risk_floor"), row.get<std::string>("outcome")};
              });
  std::map<ScenarioId, std::set<std::string>> owned;
  reader.each(R"sql(
      SELECT m.scenario, m.obligation, m.role FROM compliance_mitigation m
        JOIN compliance_scenario s ON s.id = m.scenario
       WHERE m.owner IS NOT NULL AND s.state = 'signed')sql",
              {}, [&](const Row& row) {
                owned[row.get<ScenarioId>("scenario")].insert(row.get<std::string>("obligation") + " " +
                                                              row.get<std::string>("role"));
              });
  std::map<RiskClass, ClassifiedCount, std::greater<>> by_class;
  for (const auto& [id, scenario] : counted) {
    auto& count = by_class[scenario.risk];
    count.risk = scenario.risk;
    ++count.classified;
    count.mitigated += std::ranges::includes(owned[id], duties_of(pack, scenario.outcome));
  }
  std::vector<ClassifiedCount> all;
  for (const auto& [risk, count] : by_class) all.push_back(count);
  return all;
}

}  // namespace couloir::compliance
