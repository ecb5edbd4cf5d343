// The only SQL on compliance_scenario, compliance_change, compliance_verdict and compliance_mitigation.
#pragma once

#include "compliance/scenario.h"
#include "store/db.h"

namespace couloir::compliance {

std::optional<Scenario> find_scenario(Reader&, UseCaseId);
/// Of one organisation, in the order they were begun; at most 500.
std::vector<Scenario> scenarios_of(Reader&, OrganisationId);
/// In that state, the one that waits longest first.
std::vector<Scenario> scenarios_in(Reader&, ScenarioState, int limit);
/// Classified with another pack than this; after `after`, by id.
std::vector<Scenario> scenarios_on_other_packs(Reader&, const std::string& pack, ScenarioId after, int limit);
/// Gives it its id and version 1. Errors: conflict (the use case has one already).
Result<void> insert_scenario(Tx&, Scenario&);
/// Saves all of it and raises the version. Errors: conflict (another version is stored).
Result<void> save_scenario(Tx&, Scenario&);

void insert_changes(Tx&, ScenarioId, const std::vector<Change>&);
std::vector<Change> changes_of(Reader&, ScenarioId, int limit);  ///< newest first

void insert_verdict(Tx&, ScenarioId, const VerdictGiven&);
std::vector<VerdictGiven> verdicts_of(Reader&, ScenarioId);  ///< newest first

void put_mitigation(Tx&, ScenarioId, const Mitigation&, Instant now);
std::vector<Mitigation> mitigations_of(Reader&, ScenarioId);

/// Mitigations with an owner that are not done, due on that very day.
struct DueMitigation {
  UseCaseId use_case;
  PersonId owner;
  std::string obligation;
};
std::vector<DueMitigation> mitigations_due_on(Reader&, Date);
/// Who handed in a file whose outcome names that day.
struct Concerned {
  UseCaseId use_case;
  PersonId owner;
};
std::vector<Concerned> owners_concerned_by(Reader&, const std::string& iso_day);

/// How many scenarios the region has, by the class that is sure.
struct ClassCount {
  RiskClass floor;
  Decision status;
  ScenarioState state;
  std::int64_t scenarios;
};
std::vector<ClassCount> count_by_class(Reader&);

}  // namespace couloir::compliance
