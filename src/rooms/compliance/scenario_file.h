// A scenario as scripts hand it in and its outcome as they get it back: the JSON of docs/formats.md, also spoken by
// REST.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compliance/classify.h"
#include "web/describe.h"

namespace couloir::compliance {

struct OrganisationFacts {
  std::optional<std::string> size;  ///< an option of the pack's size question
  std::optional<bool> linked;
  std::optional<std::int64_t> worldwide_turnover_eur;
  std::optional<bool> outside_eu;
  bool operator==(const OrganisationFacts&) const = default;
};
struct ScenarioFile {
  std::optional<std::string> name;
  TextsByName answers;  ///< {"Q1": "y", "Q4": ["build_own", "?"]}; "?", [] and absence: unknown
  std::optional<OrganisationFacts> organisation;
  std::optional<Date> first_market_date, last_significant_change, as_of;
};
void describe(Describer&, OrganisationFacts&);
void describe(Describer&, ScenarioFile&);

/// The answers in the order of the pack. Errors: invalid, each place as a JSON pointer below `where`
/// ("/answers/Q13/0"): unknown question or option, several where one is meant, "none" beside others.
Result<Answers> answers_of(const RulePack&, const TextsByName&, const std::string& where);
/// The other way: every question that has an answer, with "?" last where more may come.
TextsByName texts_of(const RulePack&, const Answers&);

/// Ready to classify. Errors: invalid, as above; also answers that contradict each other, and dates still to come.
/// `today` stands in for an absent as_of.
Result<Situation> situation_of(const RulePack&, const ScenarioFile&, Date today);

struct ReadingText {
  std::string date, status;
};
struct ResultText {
  std::string rule;
  RiskClass gives = RiskClass::minimal;
  std::string state, article;
  std::optional<Date> applies_from;
  std::vector<ReadingText> readings;
  Confidence confidence = Confidence::M;
  bool legal_review = true;
};
struct RoleText {
  ActRole role = ActRole::provider;
  RiskClass floor = RiskClass::minimal, ceiling = RiskClass::minimal;
};
struct ObligationText {
  std::string id;
  ActRole role = ActRole::provider;
  std::string article;
  std::optional<Date> applies_from;
  std::vector<ReadingText> readings;
};
struct MissingText {
  std::string question;
  std::vector<std::string> would_decide;
};
struct TraceText {
  std::string rule, state;
  std::vector<std::string> because;  ///< "Q13.emotion: hit", "P-f: miss"
};
struct GpaiText {
  bool provider = false, systemic = false;
};
struct OutcomeText {
  Decision status = Decision::needs_info;
  RiskClass floor = RiskClass::minimal, ceiling = RiskClass::minimal;
  std::vector<RoleText> by_role;
  std::vector<std::string> roles, flags;
  std::optional<GpaiText> gpai;
  std::vector<ResultText> results;
  std::vector<ObligationText> obligations;
  std::vector<MissingText> missing;
  std::optional<std::int64_t> max_fine_eur;
  std::string pack;
  std::vector<TraceText> trace;  ///< empty unless asked for
};
void describe(Describer&, OutcomeText&);

enum class Trace { no, yes };
OutcomeText outcome_text(const RulePack&, const Situation&, const Outcome&, Trace);

/// A stored outcome; an empty one when it cannot be read.
OutcomeText read_outcome(const std::string& json);
/// The obligations of a stored outcome.
std::vector<ObligationText> obligations_in(const std::string& outcome);

}  // namespace couloir::compliance
