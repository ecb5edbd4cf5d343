// The AI-Act file of one use case: who may see and change it, where it stands between its owner and Legal. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/actor.h"
#include "base/id.h"
#include "compliance/classify.h"
#include "people/organisation.h"
#include "portfolio/front.h"
#include "web/describe.h"

namespace couloir::compliance {

using ScenarioId = Id<struct ScenarioTag>;
using portfolio::UseCaseId;

/// draft: being answered · asked: waits for Legal · signed: Legal agrees with these very answers · returned: Legal sent
/// it back with a reason. A changed answer makes any of them a draft again; a rule pack, a date of the law or a figure
/// of the organisation that changes the outcome brings it back to Legal, or to its owner when it asks for an answer.
enum class ScenarioState { draft, asked, signed_, returned };
enum class Verdict { signed_, returned };

struct Scenario {
  ScenarioId id;
  UseCaseId use_case;
  OrganisationId organisation;
  TextsByName answers;  ///< as ticked; "?" alone is “I don’t know”, which was asked; absent was not asked yet
  std::optional<Date> first_market, last_change;
  ScenarioState state = ScenarioState::draft;
  Decision status = Decision::needs_info;
  RiskClass floor = RiskClass::minimal, ceiling = RiskClass::minimal;
  std::int64_t missing = 0;        ///< questions that could still change something
  std::int64_t duties = 0;         ///< for sure
  std::string outcome;             ///< the JSON of docs/formats.md
  std::string pack;                ///< version it was classified with
  Date classified_on;              ///< the day whose law counted
  std::optional<Date> revisit_on;  ///< its owners are asked to answer again; empty: nothing in it is for the time being
  PersonId asked_by;
  std::optional<Instant> asked_at;
  Instant created_at, updated_at;
  std::int64_t version = 0;  ///< 0: not stored yet
};

struct Change {
  std::int64_t version = 0;
  Instant at;
  PersonId person;                      ///< none: the rules were run again
  std::string question, before, after;  ///< codes, joined by ", "
};
/// Steps of the file that are no answer; a change's `question` is then one of these.
inline constexpr std::string_view kHandedToLegal = "handed_to_legal";
/// It came out otherwise; before and after are the packs, the same when a date of the law or the organisation changed.
inline constexpr std::string_view kRunAgain = "run_again";
std::vector<std::string> codes_in(std::string_view joined);

struct VerdictGiven {
  PersonId person;
  Instant at;
  Verdict verdict = Verdict::signed_;
  std::string reason;
  std::string pack, outcome;
  std::int64_t version = 0;  ///< of the scenario
};

/// What somebody will do about a duty.
struct Mitigation {
  std::string obligation;
  ActRole role = ActRole::provider;
  PersonId owner;  ///< 0: nobody yet
  std::optional<Date> due, done_on;
  std::string note;
  std::int64_t version = 0;  ///< 0: not planned yet
};

/// The plan for this duty in this role; null: none.
const Mitigation* mitigation_of(const std::vector<Mitigation>&, const Obligation&, ActRole);
/// Kept by its version alone: nobody, no day, no word.
bool is_blank(const Mitigation&);

/// Owners of the organisation, the labs that sponsor the use case, Legal.
bool may_see(const Actor&, const portfolio::UseCaseDoor&);
bool may_answer(const Actor&, const portfolio::UseCaseDoor&);  ///< operators of the organisation
/// Figures, notes and evidence: a sponsoring lab has no business with them.
bool may_see_inside(const Actor&, const portfolio::UseCaseDoor&);
bool may_judge(const Actor&);  ///< Legal

/// Why a file cannot go to Legal, or cannot be signed.
enum class Obstacle {
  not_asked_yet,
  already_asked,
  not_asked,
  no_reason,
  pack_changed,
  still_open,
  own_file,
  no_reading
};
/// Every question that matters was asked; “I don’t know” is an answer with which Legal may help.
std::vector<Obstacle> obstacles_to_asking(const RulePack&, const Scenario&, const Outcome&);
/// `now`: what the rules make of it at this moment. A signed file may be signed again: a signature counts for a month.
std::vector<Obstacle> obstacles_to_verdict(const Actor&, const Scenario&, Verdict, const std::string& reason,
                                           const Scenario& now);
Sentence sentence(Obstacle);

/// The stored answers that the pack still knows; the others count as not asked.
TextsByName answers_known_to(const RulePack&, const TextsByName&);

/// The situation of these answers, with what the register knows of the organisation. What does not fit the pack any
/// more counts as unknown.
Situation situation_of(const RulePack&, const Scenario&, const people::OrganisationFacts&, Date today);
/// The code of the size question that the register's figures prove; empty: they leave it open.
std::string size_code(const people::OrganisationFacts&);

/// The first rule that applies for sure and for the time being; null: none.
const Rule* rule_to_ask_again(const RulePack&, const Outcome&);

/// Classifies and fills in what the scenario keeps of it. The day of its revisit is a year ahead when it begins to need
/// one.
Outcome classify_into(const RulePack&, Scenario&, const people::OrganisationFacts&, Date today);

}  // namespace couloir::compliance

namespace couloir {
template <>
inline constexpr auto kNames<compliance::ScenarioState> = std::array{"draft"sv, "asked"sv, "signed"sv, "returned"sv};
template <>
inline constexpr auto kNames<compliance::Verdict> = std::array{"signed"sv, "returned"sv};
}  // namespace couloir
