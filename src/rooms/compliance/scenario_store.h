// The only SQL on compliance_scenario, compliance_change, compliance_verdict and compliance_mitigation.
#pragma once

#include <unordered_map>

#include "compliance/scenario.h"
#include "store/db.h"

namespace couloir::compliance {

std::optional<Scenario> find_scenario(Reader&, UseCaseId);
/// Of one organisation, in the order they were begun; at most 500.
std::vector<Scenario> scenarios_of(Reader&, OrganisationId);
/// Classified with another pack than this, or before the day on which its rules last began or ceased to be law; after
/// `after`, by id.
std::vector<Scenario> stale_scenarios(Reader&, const std::string& pack, Date turned, ScenarioId after, int limit);
/// Gives it its id and version 1. Errors: conflict (the use case has one already).
Result<void> insert_scenario(Tx&, Scenario&);
/// Saves all of it and raises the version. Errors: conflict (another version is stored).
Result<void> save_scenario(Tx&, Scenario&);
/// What both say then, and who finds another version before.
Error changed_meanwhile();

void insert_changes(Tx&, ScenarioId, const std::vector<Change>&);
std::vector<Change> changes_of(Reader&, ScenarioId, int limit);  ///< newest first

void insert_verdict(Tx&, ScenarioId, const VerdictGiven&);
std::vector<VerdictGiven> verdicts_of(Reader&, ScenarioId);  ///< newest first

/// Raises its version. Errors: conflict (another version is stored).
Result<void> put_mitigation(Tx&, ScenarioId, Mitigation&, Instant now);
std::vector<Mitigation> mitigations_of(Reader&, ScenarioId);

/// Mitigations with an owner that are not done and due on that day or before.
struct DueMitigation {
  ScenarioId scenario;
  UseCaseId use_case;
  OrganisationId organisation;
  PersonId owner;  ///< none: a day was set before somebody was
  std::string obligation;
  ActRole role;
  Date due;
  std::string outcome;  ///< of the scenario: what it owes now
};
std::vector<DueMitigation> mitigations_due_by(Reader&, Date);
/// Files to be answered again on that day or before.
struct DueRevisit {
  ScenarioId scenario;
  UseCaseId use_case;
  OrganisationId organisation;
  Date on;
};
std::vector<DueRevisit> revisits_due_by(Reader&, Date);
/// Scenarios in whose outcome something applies from that very day, by organisation.
std::vector<Scenario> scenarios_naming_day(Reader&, Date);
/// What a person is reminded of: a duty ("O-30 deployer"), a date of the law ("D-06") or "revisit", `step` days before
/// `due`.
struct Reminder {
  ScenarioId scenario;
  std::string about;
  Date due;
  int step = 0;
};
/// True the first time.
bool remember_reminder(Tx&, const Reminder&, Instant now);

/// One line of the exported register.
struct RegisterLine {
  ScenarioId id;
  UseCaseId use_case;
  OrganisationId organisation;
  Decision status = Decision::needs_info;
  RiskClass floor = RiskClass::minimal, ceiling = RiskClass::minimal;
  ScenarioState state = ScenarioState::draft;
  std::int64_t missing = 0, duties = 0;
  std::string pack;
  std::optional<Instant> asked_at, signed_at;
  Instant updated_at;
};
/// After `after`, by id; of these organisations, or of all when none is given.
std::vector<RegisterLine> register_lines(Reader&, const std::vector<OrganisationId>&, ScenarioId after, int limit);

/// What Legal's lists show. A missing member leaves nothing out.
struct QueueFilter {
  ScenarioState state = ScenarioState::asked;
  std::optional<RiskClass> floor;
  std::optional<Decision> status;
  std::optional<Instant> signed_before;  ///< the last signature
};
/// Asked: the longest wait first. Signed: the newest signature first, or with `signed_before` the oldest.
std::vector<RegisterLine> queue_lines(Reader&, const QueueFilter&, std::int64_t from, int limit);
std::int64_t count_queue(Reader&, const QueueFilter&);
/// The files of these use cases, of those that have one.
std::vector<RegisterLine> lines_of_use_cases(Reader&, const std::vector<UseCaseId>&);

/// Of these files, for each that Legal signed once: what it signed last, and what the file comes to now.
struct SignedAndNow {
  std::string signed_last, now;
};
std::unordered_map<ScenarioId, SignedAndNow> outcomes_signed_and_now(Reader&, const std::vector<ScenarioId>&);

/// The region's files by the class that is sure, the gravest first.
struct ClassNumbers {
  RiskClass floor = RiskClass::minimal;
  std::int64_t files = 0, missing = 0, signed_ = 0;
  std::int64_t organisations = 0;  ///< that have such a file
};
std::vector<ClassNumbers> numbers_by_class(Reader&);

}  // namespace couloir::compliance
