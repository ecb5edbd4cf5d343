// Commands on the AI-Act file of a use case. Page, API and command line all come through here.
#pragma once

#include "compliance/scenario.h"
#include "store/db.h"

namespace couloir::compliance {

/// What one save says: questions that are not named keep their answer. Empty or "?": not known.
struct AnswersGiven {
  TextsByName answers;
  /// Not given: it stays as it is. Given and empty: not known.
  std::optional<std::optional<Date>> first_market, last_change;
};

/// The file and its use case, for who may see them; a file nobody has begun yet has version 0.
struct SeenScenario {
  portfolio::UseCaseDoor use_case;
  Scenario scenario;
  people::OrganisationFacts organisation;
};
/// Errors: not_found.
Result<SeenScenario> seen_scenario(Reader&, const Actor&, const RulePack&, UseCaseId, Date today);

/// Begins the file when version is 0. Saying the same again changes nothing. Errors: not_found, conflict, invalid (a
/// place is the question's id, or first_market_date and last_significant_change).
Result<Scenario> answer_scenario(const Op&, const RulePack&, UseCaseId, std::int64_t version, const AnswersGiven&,
                                 Date today);
/// Hands it to Legal. Errors: not_found, conflict, refused (every obstacle).
Result<Scenario> ask_legal(const Op&, const RulePack&, UseCaseId, std::int64_t version, Date today);
/// Errors: not_found, forbidden (who is not Legal), conflict (also: another lawyer was first), refused.
Result<Scenario> judge_scenario(const Op&, const RulePack&, UseCaseId, std::int64_t version, Verdict,
                                const std::string& reason, Date today);
/// Moves the day on which its owners are asked to answer again, from today on. Errors: not_found (also a file in which
/// nothing is for the time being), conflict, invalid (revisit_on).
Result<Scenario> move_revisit(const Op&, const RulePack&, UseCaseId, std::int64_t version, std::optional<Date> on,
                              Date today);
/// Who does what about a duty, until when; `version` of it is what the person has seen. Errors: not_found (also a duty
/// this file has not), conflict, invalid (owner, due, done_on, note).
Result<Mitigation> plan_mitigation(const Op&, const RulePack&, UseCaseId, Mitigation, Date today);

/// Whether the file owes that duty for sure; `role` empty: in any role. One statement.
bool owes(Reader&, const RulePack&, const Scenario&, std::string_view obligation, std::optional<ActRole> role,
          Date today);

/// What running scenarios again came to.
struct Rerun {
  std::int64_t run = 0, changed = 0;
  std::int64_t to_legal = 0;  ///< of the changed ones, those that came back to Legal's queue
  ScenarioId first_to_legal;
  Rerun& operator+=(const Rerun& more) {
    run += more.run, changed += more.changed, to_legal += more.to_legal;
    return *this;
  }
};
/// Every scenario that another pack classified, or that was classified before a rule last began or ceased to be law. A
/// signed or asked one whose outcome differs goes back to Legal, or to its owner when an answer is missing now.
Result<Rerun> rerun_scenarios(const Op&, const RulePack&, Date today);
/// Those of an organisation whose figures changed: size and turnover stand in the outcome.
Result<Rerun> rerun_scenarios_of(const Op&, const RulePack&, OrganisationId, Date today);

}  // namespace couloir::compliance
