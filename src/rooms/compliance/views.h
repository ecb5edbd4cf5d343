// Words and small pieces that several of this room's pages show.
#pragma once

#include <string>

#include "compliance/scenario.h"
#include "html/form.h"
#include "html/table.h"
#include "html/view.h"
#include "people/organisation.h"
#include "web/request.h"

namespace couloir::compliance {

std::string label(RiskClass);
std::string label(ActRole);
std::string label(Decision);
std::string label(ScenarioState);
std::string label(Confidence);
std::string label(Truth);  ///< applies, does not, open
html::Html tag_of(RiskClass);
html::Html tag_of(ScenarioState);
html::Html tag_of(Truth);

/// "/use-cases/7/compliance" and below.
html::Url file_path(UseCaseId, std::string_view below = "");
/// The page of questions of one section.
html::Url questions_path(const RulePack&, UseCaseId, std::size_t section);
/// "High risk", or "Minimal at least, High risk at most".
std::string span_words(RiskClass floor, RiskClass ceiling);
/// "filtered by Article 6(3)" of "filtered".
std::string flag_words(std::string_view flag);
/// What there is to say of the model inside.
std::string model_words(bool provider, bool systemic);
/// The answers in words: "Yes, text only"; "?" is “I don’t know”.
std::string words_of(const RulePack&, std::string_view question, const std::vector<std::string>& codes);
/// "Sort, rank or assess applicants; perhaps more", "Not asked".
std::string answer_words(const RulePack&, const Scenario&, const Situation&, std::size_t question);
/// What the owner of a use case wrote on its card; empty where nothing is.
std::vector<view::Fact> case_facts(const portfolio::UseCaseWords&);
/// What a change is about: a question, a date, or a step of the file.
std::string subject_of(const RulePack&, const Change&);
/// Codes of that change in words: "No"; "not known" for a date that was not there.
std::string value_of(const RulePack&, const Change&, const std::string& codes);
/// Empty of an answer; else what happened: "Handed to Legal".
std::string step_words(const Change&);
/// The highest fine, or a dash, and what it hangs on.
struct FineInWords {
  std::string cap, why;
};
FineInWords fine_words(const RulePack&, const Situation&, const Outcome&);
/// A tag, with a space before it.
html::Html for_legal();
/// "99(4)" as "Art. 99(4)"; "Annex III 1(a)" without it.
std::string article_words(std::string_view number);
/// "draft guidance (S3, S8)".
std::string provenance_words(const RulePack&, const Provenance&);
/// The same with a link to each source: "S3 · Draft guidelines".
html::Html provenance_links(const RulePack&, const Provenance&);
/// Where the rule ends, and where that was read if elsewhere than the rule; empty without.
html::Html limits_of(const RulePack&, const Rule&);
/// From when, in words: a date, both readings, or why there is none.
std::string applies_words(const RulePack&, const Applies&);
/// Said on every result: Legal decides, this is not legal advice.
/// How to read the conditions of the rules.
html::Html condition_legend();
html::Html notice(const RulePack&);
/// Four steps of severity with the part that is sure and the part that is still possible.
html::Html ladder(const RulePack&, const Outcome&);
/// "still possible"; of the class that is sure, whether anything above it still is.
std::string rung_words(Rung, bool settled);
Date today_at(const web::Request&);

/// How a plan stands on a day: done, late, due or without a day.
struct PlanDay {
  std::string words;  ///< "late since 1 Jun 2026"
  view::Tone tone;
};
PlanDay plan_day(const std::optional<Date>& done_on, const std::optional<Date>& due, Date today);

/// Who does something, until when, done when: what the forms of duties and of trainings ask alike.
struct PlanGiven {
  PersonId owner;  ///< 0: nobody yet
  std::optional<Date> due, done_on;
  std::string note;
  std::vector<Problem> problems;
};
PlanGiven read_plan(const web::Request&);
/// Its fields: owner, due, done_on, note. With what was typed instead of what is stored, if `typed`.
std::vector<view::Field> plan_fields(const std::string& key, const PlanGiven& stored,
                                     const std::vector<people::MembershipRow>& members, const web::Request* typed);
/// Two people at once: what the other one stored, beside each field where it differs from what was typed.
std::vector<Problem> stored_meanwhile(const std::vector<view::Field>& typed, const std::vector<view::Field>& stored);

}  // namespace couloir::compliance
