// What compliance writes into the journal: ids, enums and counts; answers and reasons stay in its own tables.
#pragma once

#include "compliance/evidence.h"
#include "journal/payload.h"

namespace couloir::compliance {

struct ScenarioAnswered {
  static constexpr auto kName = "scenario.answered"sv;
  ScenarioId scenario;
  UseCaseId use_case;
  Decision status{};
  RiskClass floor{}, ceiling{};
  static constexpr auto kFields = journal::fields(
      journal::field("scenario", &ScenarioAnswered::scenario), journal::field("use_case", &ScenarioAnswered::use_case),
      journal::field("status", &ScenarioAnswered::status), journal::field("floor", &ScenarioAnswered::floor),
      journal::field("ceiling", &ScenarioAnswered::ceiling));
};
struct ScenarioAsked {
  static constexpr auto kName = "scenario.asked"sv;
  ScenarioId scenario;
  UseCaseId use_case;
  static constexpr auto kFields = journal::fields(journal::field("scenario", &ScenarioAsked::scenario),
                                                  journal::field("use_case", &ScenarioAsked::use_case));
};
struct ScenarioJudged {
  static constexpr auto kName = "scenario.judged"sv;
  ScenarioId scenario;
  UseCaseId use_case;
  Verdict verdict{};
  PersonId asked_by;
  static constexpr auto kFields = journal::fields(
      journal::field("scenario", &ScenarioJudged::scenario), journal::field("use_case", &ScenarioJudged::use_case),
      journal::field("verdict", &ScenarioJudged::verdict), journal::field("asked_by", &ScenarioJudged::asked_by));
};
/// Rules, a date of the law or a figure of the organisation changed what the answers come to.
struct ScenarioTouched {
  static constexpr auto kName = "scenario.touched"sv;
  ScenarioId scenario;
  UseCaseId use_case;
  RiskClass before{}, after{};
  bool back_to_owner = false;  ///< it was with Legal or signed, and an answer is missing now
  static constexpr auto kFields = journal::fields(
      journal::field("scenario", &ScenarioTouched::scenario), journal::field("use_case", &ScenarioTouched::use_case),
      journal::field("before", &ScenarioTouched::before), journal::field("after", &ScenarioTouched::after),
      journal::field("back_to_owner", &ScenarioTouched::back_to_owner));
};
/// Files that came back to Legal in one transaction, for one mail.
struct ScenariosReturned {
  static constexpr auto kName = "scenario.returned_to_legal"sv;
  ScenarioId first;
  std::int64_t files = 0;
  static constexpr auto kFields = journal::fields(journal::field("scenario", &ScenariosReturned::first),
                                                  journal::field("files", &ScenariosReturned::files));
};
/// When it is to be answered again.
struct RevisitMoved {
  static constexpr auto kName = "scenario.revisit_moved"sv;
  ScenarioId scenario;
  UseCaseId use_case;
  std::optional<Date> on;
  static constexpr auto kFields =
      journal::fields(journal::field("scenario", &RevisitMoved::scenario),
                      journal::field("use_case", &RevisitMoved::use_case), journal::field("on", &RevisitMoved::on));
};
struct EvidenceAdded {
  static constexpr auto kName = "evidence.added"sv;
  EvidenceId evidence;
  ScenarioId scenario;
  journal::Hash sha256;
  static constexpr auto kFields = journal::fields(journal::field("evidence", &EvidenceAdded::evidence),
                                                  journal::field("scenario", &EvidenceAdded::scenario),
                                                  journal::field("sha256", &EvidenceAdded::sha256));
};
struct EvidenceRemoved {
  static constexpr auto kName = "evidence.removed"sv;
  EvidenceId evidence;
  ScenarioId scenario;
  static constexpr auto kFields = journal::fields(journal::field("evidence", &EvidenceRemoved::evidence),
                                                  journal::field("scenario", &EvidenceRemoved::scenario));
};
struct MitigationPlanned {
  static constexpr auto kName = "mitigation.planned"sv;
  ScenarioId scenario;
  PersonId owner;
  std::optional<Date> due, done_on;
  static constexpr auto kFields = journal::fields(
      journal::field("scenario", &MitigationPlanned::scenario), journal::field("owner", &MitigationPlanned::owner),
      journal::field("due", &MitigationPlanned::due), journal::field("done_on", &MitigationPlanned::done_on));
};

}  // namespace couloir::compliance
