// The questions, one section a page: only those that can still change something, or were answered. What is sure and
// what could still happen stands beside them.
#include <algorithm>

#include "base/text.h"
#include "compliance/pages.h"
#include "compliance/scenario_edit.h"
#include "compliance/views.h"
#include "web/filled.h"

namespace couloir::compliance {
namespace {

using html::el;
using html::Html;
using view::Weight;
using web::Request;
using web::Response;

/// A scenario with what the rules make of it now.
struct Sheet {
  SeenScenario seen;
  Outcome outcome;
};
Result<Sheet> sheet_of(const RulePack& pack, Request& request, UseCaseId id) {
  auto today = today_at(request);
  TRY_LET(auto seen, seen_scenario(*request.site.db().reader(), request.actor(), pack, id, today));
  auto outcome = classify(pack, situation_of(pack, seen.scenario, seen.organisation, today));
  return Sheet{std::move(seen), std::move(outcome)};
}

bool was_asked(const Scenario& scenario, const Question& question) { return scenario.answers.contains(question.id); }
bool matters(const Outcome& outcome, std::size_t question) {
  auto among = [&](const std::vector<Missing>& questions) {
    return std::ranges::find(questions, question, &Missing::question) != questions.end();
  };
  return among(outcome.missing) || among(outcome.beside);
}

/// Whether this question may be asked now: where it hangs on another one, that one comes first.
bool may_ask(const RulePack& pack, const Scenario& scenario, const Outcome& outcome, std::size_t q) {
  const auto& question = pack.questions[q];
  if (!matters(outcome, q)) return false;
  if (!question.asked_when) return true;
  // Asked only once what it hangs on has an answer, be it “I don't know”.
  return !question.asked_when->any_atom([&](const Atom& atom) {
    return atom.kind == Atom::Kind::option && !was_asked(scenario, pack.questions[atom.at]);
  });
}

/// The first section with a question that matters and was not asked yet; kNowhere: none is left.
std::size_t next_section(const RulePack& pack, const Scenario& scenario, const Outcome& outcome) {
  for (std::size_t q = 0; q < pack.questions.size(); ++q)
    if (!was_asked(scenario, pack.questions[q]) && may_ask(pack, scenario, outcome, q))
      return pack.questions[q].section;
  return kNowhere;
}

/// By section: the questions that its page shows.
std::vector<std::vector<std::size_t>> questions_by_section(const RulePack& pack, const Scenario& scenario,
                                                           const Outcome& outcome) {
  std::vector<std::vector<std::size_t>> shown(pack.sections.size());
  for (std::size_t q = 0; q < pack.questions.size(); ++q)
    if (was_asked(scenario, pack.questions[q]) || may_ask(pack, scenario, outcome, q))
      shown[pack.questions[q].section].push_back(q);
  return shown;
}

view::Field field_of(const Question& question, const web::Form& form) {
  view::Field field;
  field.name = question.id;
  field.label = question.text.text();
  field.hint = question.help.text();
  field.input = question.several ? view::Input::ticks : view::Input::radios;
  field.required = true;  // “I don’t know” is an answer
  for (const auto& option : question.options) {
    // A list of regulated products by name comes first; the bare letter is "another one of that list".
    field.options.push_back({option.code, option.label.text(), option.hint.text()});
  }
  field.options.push_back({"?", question.several ? tr("I don’t know, or perhaps others") : tr("I don’t know"),
                           tr("To find out: {1}", question.todo.text())});
  for (const auto& value : form.values)
    if (value.name == question.id) field.values.push_back(value.value);
  if (!question.several && !field.values.empty()) field.value = field.values.front();
  return field;
}

std::vector<view::Field> date_fields(const web::Form& form) {
  auto field = [&](const char* name, std::string label, std::string hint) {
    return view::Field{.name = name,
                       .label = std::move(label),
                       .input = view::Input::date,
                       .value = std::string(form.value(name)),
                       .hint = std::move(hint),
                       .width = view::Width::brief};
  };
  return {field("first_market_date", tr("First sold or put into use on"),
                tr("Leave it empty while it is not, or when you don’t know. What was there before a date of the law "
                   "may follow "
                   "an older rule.")),
          field("last_significant_change", tr("Last significant change of its design"),
                tr("A new purpose, or a change that touches its safety or its results. Empty: none."))};
}

Html what_would_settle_it(const RulePack& pack, const Sheet& sheet) {
  auto all = questions_by_gravity(pack, sheet.outcome);
  if (all.empty()) return {};
  constexpr std::size_t kShown = 3;
  Html items;
  for (const auto& [question, could_be] : std::span(all).first(std::min(all.size(), kShown))) {
    const auto& asked = pack.questions[question];
    items += el("li", {},
                {view::link({asked.text.text(), questions_path(pack, sheet.seen.use_case.id, asked.section)}),
                 html::text(" "), view::muted(tr("could make it: {1}", label(could_be)))});
  }
  auto more = static_cast<std::int64_t>(all.size()) - static_cast<std::int64_t>(kShown);
  auto title = more > 0 ? tr("Still open, the gravest first") : tr("What would settle it");
  return el("h3", {}, {title}) + el("ul", {html::cls("plain")}, {items}) +
         (more > 0 ? view::note(trn("and {1} more could raise it", "and {1} more could raise it", more)) : Html());
}

Html so_far(const RulePack& pack, const Sheet& sheet) {
  const auto& outcome = sheet.outcome;
  auto left = static_cast<std::int64_t>(outcome.missing.size());
  auto beside = static_cast<std::int64_t>(outcome.beside.size());
  Html why;
  for (const auto& result : outcome.results)
    if (result.state == Truth::yes && pack.rules[result.rule].gives.value_or(RiskClass::minimal) == outcome.floor &&
        outcome.floor > RiskClass::minimal)
      why += el("li", {}, {pack.rules[result.rule].what.text()});
  return view::panel(
      tr("So far"),
      {ladder(pack, outcome), why.empty() ? Html() : el("ul", {}, {why}), what_would_settle_it(pack, sheet),
       view::note(left == 0
                      ? tr("No answer could change this any more.")
                      : trn("{1} question could still change this.", "{1} questions could still change this.", left)),
       beside == 0
           ? Html()
           : view::note(trn("{1} more question is about the highest fine or a help you are entitled to.",
                            "{1} more questions are about the highest fine or a help you are entitled to.", beside))},
      "so-far");
}

Html section_steps(const RulePack& pack, const Sheet& sheet, const std::vector<std::vector<std::size_t>>& questions,
                   std::size_t here) {
  std::vector<view::Step> steps;
  for (std::size_t s = 0; s < pack.sections.size(); ++s) {
    if (questions[s].empty() && s != here) continue;
    bool done = std::ranges::all_of(questions[s],
                                    [&](std::size_t q) { return was_asked(sheet.seen.scenario, pack.questions[q]); });
    steps.push_back({pack.sections[s].name.text(),
                     s == here ? view::Progressed::now
                     : done    ? view::Progressed::done
                               : view::Progressed::later,
                     s == here ? html::Url() : questions_path(pack, sheet.seen.use_case.id, s)});
  }
  return view::steps(steps);
}

Response section_page(const RulePack& pack, Request& request, const Sheet& sheet, std::size_t section,
                      const web::Form& form, int status) {
  const auto& use_case = sheet.seen.use_case;
  auto by_section = questions_by_section(pack, sheet.seen.scenario, sheet.outcome);
  auto shown = by_section[section];
  for (const auto& value : form.values)  // what was just answered stays, whatever the rules make of it
    if (auto q = value.name == "asked" ? pack.question(value.value) : kNowhere;
        q != kNowhere && std::ranges::find(shown, q) == shown.end())
      shown.push_back(q);
  std::vector<view::Field> fields;
  Html hidden =
      view::hidden("section", pack.sections[section].id) + view::hidden("version", sheet.seen.scenario.version);
  for (auto q : shown) {
    fields.push_back(field_of(pack.questions[q], form));
    hidden += view::hidden("asked", pack.questions[q].id);
  }
  if (pack.sections[section].asks_dates) std::ranges::move(date_fields(form), std::back_inserter(fields));
  std::vector<view::Link> above{{tr("Use cases"), html::path("/use-cases")},
                                {use_case.title, html::path("/use-cases/" + use_case.id.str())},
                                {tr("AI-Act file"), file_path(use_case.id)}};
  auto buttons = view::button_row(
      {view::submit({.text = tr("Save and go on")}),
       view::button(view::Action{tr("See the result so far"), file_path(use_case.id), Weight::quiet, {}, {}})});
  auto questions =
      fields.empty()
          ? view::empty_state(
                tr("Nothing to ask here"), tr("No question of this page can change the result."),
                view::button(view::Action{tr("See the result"), file_path(use_case.id), Weight::primary, {}, {}}))
          : view::form(
                {.action = file_path(use_case.id, "/questions"),
                 .csrf = web::stamp(request),
                 .label = pack.sections[section].name.text()},
                {view::error_summary(fields, form.problems), hidden, view::fields(fields, form.problems), buttons});
  auto content = view::breadcrumbs(above, pack.sections[section].name.text()) +
                 view::heading({.title = pack.sections[section].name.text(),
                                .lead = pack.sections[section].intro.text(),
                                .eyebrow = use_case.title}) +
                 view::stack({section_steps(pack, sheet, by_section, section),
                              view::split(questions, so_far(pack, sheet)), notice(pack)});
  return web::page(request, pack.sections[section].name.text(), content, status);
}

web::Form stored_form(const Scenario& scenario) {
  web::Form form;
  for (const auto& [question, codes] : scenario.answers)
    for (const auto& code : codes) form.values.push_back({question, code});
  if (scenario.first_market) form.values.push_back({"first_market_date", scenario.first_market->iso()});
  if (scenario.last_change) form.values.push_back({"last_significant_change", scenario.last_change->iso()});
  return form;
}

std::size_t section_named(const RulePack& pack, std::string_view id) {
  auto found = std::ranges::find(pack.sections, id, &Section::id);
  return found == pack.sections.end() ? kNowhere : static_cast<std::size_t>(found - pack.sections.begin());
}

Response show_questions(const RulePack& pack, Request& request) {
  auto id = request.id<UseCaseId>("id");
  if (!id) return web::error_page(request, id.error());
  auto sheet = sheet_of(pack, request, *id);
  if (!sheet) return web::error_page(request, sheet.error());
  if (!may_answer(request.actor(), sheet->seen.use_case))
    return web::error_page(request, Error::not_found(say("This AI-Act file is not there, or is not yours to see.")));
  auto section = section_named(pack, request.asked("section"));
  if (section == kNowhere) section = next_section(pack, sheet->seen.scenario, sheet->outcome);
  if (section == kNowhere) section = 0;
  return section_page(pack, request, *sheet, section, stored_form(sheet->seen.scenario), 200);
}

/// What was typed, by question; one that was shown and left blank is not asked yet. Errors: invalid (a
/// date, or a question that the pack does not have).
Result<AnswersGiven> read_answers(const RulePack& pack, const Request& request) {
  AnswersGiven given;
  std::vector<Problem> problems;
  for (const auto& value : request.form) {
    if (value.name != "asked") continue;
    if (pack.question(value.value) != kNowhere)
      given.answers[value.value];
    else
      problems.push_back(
          {"", say("“{1}” is no question of the rule pack {2}.", shortened(value.value, 40), pack.version)});
  }
  for (const auto& value : request.form)
    if (auto found = given.answers.find(value.name); found != given.answers.end()) found->second.push_back(value.value);
  auto day = [&](const char* name, std::optional<std::optional<Date>>& to) {
    auto found = std::ranges::find(request.form, name, &http::Field::name);
    if (found == request.form.end()) return;
    to.emplace();
    if (found->value.empty()) return;
    if (auto read = parse_date(found->value))
      to = std::optional(*read);
    else
      problems.push_back({name, read.error().message});
  };
  day("first_market_date", given.first_market);
  day("last_significant_change", given.last_change);
  if (!problems.empty()) return Error::invalid(std::move(problems));
  return given;
}

/// Two people at one file: at each question that the other answered otherwise, what she said.
std::vector<Problem> answered_meanwhile(const RulePack& pack, const Scenario& stored, const AnswersGiven& given) {
  std::vector<Problem> problems;
  for (const auto& [question, codes] : given.answers) {
    auto theirs = stored.answers.find(question);
    if (theirs == stored.answers.end() || theirs->second == codes) continue;
    problems.push_back({question, say("Somebody else answered meanwhile: “{1}”. Saving again keeps your answer.",
                                      words_of(pack, question, theirs->second))});
  }
  return problems;
}

Response save(const RulePack& pack, Request& request) {
  auto id = request.id<UseCaseId>("id");
  if (!id) return web::error_page(request, id.error());
  auto given = read_answers(pack, request);
  auto saved = given ? answer_scenario(request.op(), pack, *id, web::version_in(request), *given, today_at(request))
                     : Result<Scenario>(given.error());
  if (!saved && saved.error().code != Code::invalid && saved.error().code != Code::conflict)
    return web::error_page(request, saved.error());
  auto sheet = sheet_of(pack, request, *id);
  if (!sheet) return web::error_page(request, sheet.error());
  if (!saved) {
    auto section = section_named(pack, request.filled("section"));
    auto problems = saved.error().problems;
    if (saved.error().code == Code::conflict) problems = answered_meanwhile(pack, sheet->seen.scenario, *given);
    if (problems.empty()) problems.push_back({"", saved.error().message});
    return section_page(pack, request, *sheet, section == kNowhere ? 0 : section, {request.form, problems},
                        web::http_status(saved.error().code));
  }
  auto next = next_section(pack, sheet->seen.scenario, sheet->outcome);
  bool blank = std::ranges::any_of(given->answers, [&](const auto& answer) {
    auto q = pack.question(answer.first);
    return answer.second.empty() && q != kNowhere && may_ask(pack, sheet->seen.scenario, sheet->outcome, q);
  });
  bool excluded = sheet->outcome.floor < RiskClass::minimal;
  if (next == kNowhere || excluded) return web::see_other(request, file_path(*id), say("Your answers are saved."));
  if (!blank) return web::see_other(request, questions_path(pack, *id, next));
  return web::see_other(
      request, questions_path(pack, *id, next),
      say("What you answered is saved. What is left blank still matters: choose an answer, or “I don’t "
          "know”."));
}

}  // namespace

void mount_question_pages(web::Router& router, const RulePack& pack) {
  router.get("/use-cases/{id}/compliance/questions", kOwners, [&pack](Request& r) { return show_questions(pack, r); })
      .post("/use-cases/{id}/compliance/questions", kOwners, [&pack](Request& r) { return save(pack, r); });
}

}  // namespace couloir::compliance
