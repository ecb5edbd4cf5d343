// The AI-Act file of a use case: what is sure, why, what to do about it; Legal's verdict.
#include <algorithm>

#include "base/text.h"
#include "compliance/duty_view.h"
#include "compliance/pages.h"
#include "compliance/scenario_edit.h"
#include "compliance/scenario_store.h"
#include "compliance/skill_edit.h"
#include "compliance/skill_views.h"
#include "compliance/verdict_view.h"
#include "compliance/views.h"
#include "people/person.h"
#include "web/filled.h"

namespace couloir::compliance {
namespace {

using html::el;
using html::Html;
using view::Weight;
using web::Request;
using web::Response;

Html tags_of(const std::vector<ActRole>& roles) {
  return html::each(roles, [](ActRole role) { return view::tag(label(role)) + html::text(" "); });
}

// ── what the rules say ──

Html results_table(const RulePack& pack, const Outcome& outcome) {
  view::Table table;
  table.caption = tr("Rules that apply");
  table.columns = {{tr("What"), false, {}, {}},
                   {tr("Class"), false, {}, {}},
                   {tr("Article"), false, {}, {}},
                   {tr("Applies from"), false, {}, {}},
                   {tr("Source"), false, {}, {}}};
  for (const auto& result : outcome.results) {
    if (result.state != Truth::yes) continue;
    const auto& rule = pack.rules[result.rule];
    auto source = provenance_links(pack, rule.provenance) + (rule.legal_review ? for_legal() : Html());
    auto limits = limits_of(pack, rule);
    auto what = el("strong", {}, {rule.id}) + html::text(" ") + html::text(rule.what.text()) +
                (limits.empty() ? Html() : el("br", {}) + limits) +
                (result.binds.empty() ? Html() : el("br", {}) + tags_of(result.binds));
    view::Row row;
    row.cells = {what, rule.gives ? tag_of(*rule.gives) : view::muted(tr("information")),
                 html::text(article_words(rule.article)), html::text(applies_words(pack, result.applies)), source};
    table.rows.push_back(std::move(row));
  }
  return view::table(table);
}

/// What hangs on an answer, in the words of the rules and duties; the first three of them.
std::string settled_by(const RulePack& pack, const Missing& missing) {
  constexpr std::size_t kShown = 3;
  std::string words;
  for (std::size_t i = 0; i < missing.would_decide.size() && i < kShown; ++i) {
    const auto& id = missing.would_decide[i];
    auto rule = pack.rule(id), duty = pack.obligation(id);
    words += (i == 0 ? "" : " · ") + (rule != kNowhere   ? pack.rules[rule].what.text()
                                      : duty != kNowhere ? pack.obligations[duty].title.text()
                                                         : tr("the highest fine"));
  }
  if (missing.would_decide.size() > kShown)
    words +=
        " · " + trn("and {1} more", "and {1} more", static_cast<std::int64_t>(missing.would_decide.size() - kShown));
  return words;
}

Html questions_left(const RulePack& pack, const Outcome& outcome, const std::vector<Missing>& questions, UseCaseId id,
                    bool owner) {
  auto raising = questions_by_gravity(pack, outcome);
  return el("ul", {}, {html::each(questions, [&](const Missing& missing) {
              const auto& question = pack.questions[missing.question];
              auto raises = std::ranges::find(raising, missing.question, &Unsettled::question);
              auto text = owner ? view::link({question.text.text(), questions_path(pack, id, question.section)})
                                : html::text(question.text.text());
              return el("li", {},
                        {text, el("br", {}), view::muted(question.todo.text()), el("br", {}),
                         view::muted(raises == raising.end() ? tr("Would settle: {1}", settled_by(pack, missing))
                                                             : tr("could make it: {1}", label(raises->could_be)))});
            })});
}

Html missing_panel(const RulePack& pack, const Outcome& outcome, UseCaseId id, bool owner) {
  auto panel = outcome.missing.empty()
                   ? Html()
                   : view::panel(tr("What could still change it"),
                                 {questions_left(pack, outcome, outcome.missing, id, owner)}, "missing");
  if (!outcome.beside.empty())
    panel +=
        view::panel(tr("What else is worth finding out"),
                    {view::note(tr("Nothing waits for it: it changes the highest fine or a help you are entitled to.")),
                     questions_left(pack, outcome, outcome.beside, id, owner)},
                    "beside");
  return panel;
}

/// What holds for the time being, and when its owners are asked again.
Html revisit_panel(const RulePack& pack, const Request& request, const Scenario& scenario, const Outcome& outcome,
                   bool owner, const std::vector<Problem>& problems) {
  const auto* rule = rule_to_ask_again(pack, outcome);
  if (rule == nullptr || !scenario.revisit_on) return {};
  bool due = *scenario.revisit_on <= today_at(request);
  auto when =
      due ? tr("It was to be answered again by {1}. Answer what has changed, or choose a later day if nothing has.",
               long_date(*scenario.revisit_on))
          : tr("Whoever works on it is asked by mail on {1} to answer again.", long_date(*scenario.revisit_on));
  view::Field day{.name = "revisit_on",
                  .label = tr("Answer again on"),
                  .input = view::Input::date,
                  .value = problems.empty() ? scenario.revisit_on->iso() : std::string(request.filled("revisit_on")),
                  .required = true,
                  .width = view::Width::brief};
  auto form = view::form(
      {.action = file_path(scenario.use_case, "/revisit"), .csrf = web::stamp(request), .label = tr("Answer again on")},
      {view::error_summary(std::vector{day}, problems), view::hidden("version", scenario.version),
       view::field(day, problems),
       view::button_row({view::submit({.text = tr("Move the day"), .weight = Weight::secondary})})});
  return view::panel(
      tr("For the time being"),
      {el("p", {}, {el("strong", {}, {rule->id}), html::text(" " + rule->what.text() + ". " + rule->limits.text())}),
       due ? view::callout(view::Tone::warn, when) : view::note(when), owner ? form : Html()},
      "revisit");
}

Html roles_table(const Outcome& outcome) {
  if (outcome.by_role.empty()) return {};
  view::Table table;
  table.caption = tr("What it means for you, by role");
  table.columns = {{tr("Your role"), false, {}, {}}, {tr("At least"), false, {}, {}}, {tr("At most"), false, {}, {}}};
  for (const auto& of : outcome.by_role) {
    view::Row row;
    row.cells = {html::text(label(of.role)), tag_of(of.floor), tag_of(of.ceiling)};
    table.rows.push_back(std::move(row));
  }
  return view::table(table);
}

// ── the page ──

Html next_act(const RulePack& pack, const Request& request, const Scenario& scenario, const Outcome& outcome,
              bool owner) {
  if (!owner) return {};
  bool handed = scenario.state == ScenarioState::asked || scenario.state == ScenarioState::signed_;
  auto obstacles = obstacles_to_asking(pack, scenario, outcome);
  if (!handed && !obstacles.empty())
    return view::button(
        view::Action{scenario.version == 0 ? tr("Answer the questions") : tr("Go on with the questions"),
                     file_path(scenario.use_case, "/questions"),
                     Weight::primary,
                     {},
                     {}});
  if (!handed)
    return view::button(view::Post{
        outcome.status == Decision::needs_info ? tr("Ask Legal about what is missing") : tr("Hand it to Legal"),
        file_path(scenario.use_case, "/request"),
        web::stamp(request),
        Weight::primary,
        {},
        {},
        {{"version", std::to_string(scenario.version)}}});
  return {};
}

Response file_page(const Packs& packs, Request& request, UseCaseId id, const std::vector<Problem>& problems, int status,
                   const DutyForm& last = {}) {
  const auto& pack = packs.law;
  auto today = today_at(request);
  auto reader = request.site.db().reader();
  auto seen = seen_scenario(*reader, request.actor(), pack, id, today);
  if (!seen) return web::error_page(request, seen.error());
  const auto& scenario = seen->scenario;
  const auto& use_case = seen->use_case;
  bool owner = may_answer(request.actor(), use_case);
  bool inside = may_see_inside(request.actor(), use_case);
  std::vector<view::Link> above{{tr("Use cases"), html::path("/use-cases")},
                                {use_case.title, html::path("/use-cases/" + id.str())}};
  if (may_judge(request.actor())) above = {{tr("AI-Act files"), html::path("/compliance")}};
  if (scenario.version == 0)
    return web::page(
        request, tr("AI-Act file"),
        view::breadcrumbs(above, tr("AI-Act file")) +
            view::heading({.title = tr("What does the AI Act say of it?"), .lead = use_case.title}) +
            view::empty_state(
                tr("Not asked yet"),
                tr("At most thirty plain questions, ten minutes. Only those that matter are asked, and “I don’t know” "
                   "is "
                   "always an answer: it never lowers the class."),
                owner ? view::button(view::Action{
                            tr("Answer the questions"), file_path(id, "/questions"), Weight::primary, {}, {}})
                      : Html()) +
            notice(pack));
  auto situation = situation_of(pack, scenario, seen->organisation, today);
  auto outcome = classify(pack, situation);
  auto changes = changes_of(*reader, scenario.id, kMostChanges + 1);
  auto verdicts = verdicts_of(*reader, scenario.id);
  Plan plan{inside ? mitigations_of(*reader, scenario.id) : std::vector<Mitigation>{},
            owner ? people::members_of(*reader, use_case.organisation) : std::vector<people::MembershipRow>{},
            {},
            inside ? evidence_of(*reader, scenario.id) : std::vector<Evidence>{},
            last};
  Crew crew{use_case.organisation, use_case.team};
  if (may_see(request.actor(), crew, sponsored_crews(*reader, request.actor()))) plan.skills = skills_path(crew);
  std::vector<PersonId> persons;
  for (const auto& change : changes) persons.push_back(change.person);
  for (const auto& verdict : verdicts) persons.push_back(verdict.person);
  for (const auto& mitigation : plan.mitigations) persons.push_back(mitigation.owner);
  plan.names = people::names_of_persons(*reader, persons);
  auto words = may_judge(request.actor()) ? portfolio::use_case_words(*reader, id).value_or(portfolio::UseCaseWords{})
                                          : portfolio::UseCaseWords{};
  reader.reset();

  auto act = next_act(pack, request, scenario, outcome, owner);
  auto actions = view::actions(
      {act,
       owner ? view::button(view::Action{
                   tr("Change the answers"), questions_path(pack, id, 0), Weight::secondary, view::Icon::edit, {}})
             : Html(),
       view::button(view::Action{tr("Rule by rule"), file_path(id, "/trace"), Weight::secondary, view::Icon::list, {}}),
       view::button(view::Post{tr("As PDF"),
                               file_path(id, "/documents"),
                               web::stamp(request),
                               Weight::secondary,
                               view::Icon::document,
                               {},
                               {}})});
  auto result = outcome.floor == outcome.ceiling ? label(outcome.floor)
                                                 : tr("{1} to {2}", label(outcome.floor), label(outcome.ceiling));
  std::vector<view::Stat> stats{{tr("Result"), result, "", label(outcome.status), {}},
                                {tr("Duties"), std::to_string(scenario.duties), "", "", html::fragment("duties")}};
  if (inside) {
    auto fine = fine_words(pack, situation, outcome);
    stats.push_back({tr("Highest fine"), fine.cap, "", fine.why, {}});
  }
  bool revisiting = std::ranges::find(problems, "revisit_on", &Problem::where) != problems.end();  // told at its field
  auto refused =
      problems.empty() || revisiting || (may_judge(request.actor()) && !owner)
          ? Html()
          : view::callout(
                view::Tone::bad, tr("This cannot be done."),
                {el("ul", {}, {html::each(problems, [](const Problem& p) { return el("li", {}, {tr(p.what)}); })})});
  auto flags = html::each(outcome.flags, [](const std::string& flag) {
    return view::tag(flag_words(flag), view::Tone::info) + html::text(" ");
  });
  bool judging = may_judge(request.actor()) && !request.actor().works_for(scenario.organisation) &&
                 (scenario.state == ScenarioState::asked || scenario.state == ScenarioState::signed_);
  bool again = scenario.state == ScenarioState::signed_;
  auto content =
      view::breadcrumbs(above, tr("AI-Act file")) +
      view::heading({.title = tr("What the AI Act says of it"),
                     .lead = use_case.title,
                     .tags = tag_of(scenario.state) + html::text(" ") + flags,
                     .actions = actions}) +
      refused + tried_plan(pack, request, id, plan) + verdict_callout(request, scenario, verdicts, plan.names) +
      view::callout(view::Tone::info, pack.notice.text()) + ladder(pack, outcome) + view::stats(stats) +
      (may_judge(request.actor()) ? case_panel(pack, scenario, situation, seen->organisation, words) : Html()) +
      difference_panel(pack, scenario, verdicts, inside) +
      (judging && !again ? verdict_form(request, scenario, problems) : Html()) +
      missing_panel(pack, outcome, id, owner) +
      revisit_panel(pack, request, scenario, outcome, owner, revisiting ? problems : std::vector<Problem>{}) +
      roles_table(outcome) + results_table(pack, outcome) +
      duties_section(packs, request, outcome, id, plan, owner, inside) +
      (judging && again ? verdict_form(request, scenario, problems) : Html()) +
      history_section(request, pack, changes, verdicts, plan.names) + notice(pack);
  return web::page(request, tr("AI-Act file"), content, status);
}

Response show_file(const Packs& packs, Request& request) {
  auto id = request.id<UseCaseId>("id");
  return id ? file_page(packs, request, *id, {}, 200) : web::error_page(request, id.error());
}

// ── acts ──

Response answered(const Packs& packs, Request& request, UseCaseId id, const Error& error) {
  web::Form form;
  if (!web::told_on(form, error)) return web::error_page(request, error);
  return file_page(packs, request, id, form.problems, web::http_status(error.code));
}

Response request_verdict(const Packs& packs, Request& request) {
  auto id = request.id<UseCaseId>("id");
  auto version = web::id_of_text(request.filled("version"));
  if (!id) return web::error_page(request, id.error());
  if (!version) return web::error_page(request, version.error());
  auto asked = ask_legal(request.op(), packs.law, *id, *version, today_at(request));
  if (!asked) return answered(packs, request, *id, asked.error());
  return web::see_other(request, file_path(*id), say("It is with Legal now. You will get a mail with the verdict."));
}

Response judge(const Packs& packs, Request& request) {
  auto id = request.id<UseCaseId>("id");
  auto version = web::id_of_text(request.filled("version"));
  auto verdict = from_name<Verdict>(request.filled("verdict"));
  if (!id) return web::error_page(request, id.error());
  if (!version || !verdict) return web::error_page(request, Error::invalid(say("A verdict is signed or returned.")));
  auto judged = judge_scenario(request.op(), packs.law, *id, *version, *verdict,
                               std::string(trim(request.filled("reason"))), today_at(request));
  if (!judged) return answered(packs, request, *id, judged.error());
  return web::see_other(request, html::path("/compliance"),
                        *verdict == Verdict::signed_ ? say("Signed.") : say("Sent back with your reason."));
}

Response move_day(const Packs& packs, Request& request) {
  auto id = request.id<UseCaseId>("id");
  auto version = web::id_of_text(request.filled("version"));
  if (!id) return web::error_page(request, id.error());
  if (!version) return web::error_page(request, version.error());
  auto day = parse_date(request.filled("revisit_on"));
  auto moved = day ? move_revisit(request.op(), packs.law, *id, *version, *day, today_at(request))
                   : Result<Scenario>(Error::invalid({{"revisit_on", day.error().message}}));
  if (!moved) return answered(packs, request, *id, moved.error());
  return web::see_other(request, html::local("/use-cases/" + id->str() + "/compliance#revisit"),
                        say("The day is moved."));
}

Response plan(const Packs& packs, Request& request) {
  auto id = request.id<UseCaseId>("id");
  if (!id) return web::error_page(request, id.error());
  auto role = from_name<ActRole>(request.filled("role"));
  if (!role) return web::error_page(request, Error::invalid(say("This file has no such duty.")));
  auto given = read_plan(request);
  Mitigation mitigation{std::string(request.filled("obligation")),
                        *role,
                        given.owner,
                        given.due,
                        given.done_on,
                        given.note,
                        web::version_in(request)};
  auto planned = given.problems.empty() ? plan_mitigation(request.op(), packs.law, *id, mitigation, today_at(request))
                                        : Result<Mitigation>(Error::invalid(given.problems));
  if (!planned) {
    const auto& error = planned.error();
    if (error.code != Code::invalid && error.code != Code::conflict) return web::error_page(request, error);
    DutyForm last{mitigation.obligation, *role, error.problems, error.code == Code::conflict};
    if (last.problems.empty()) last.problems.push_back({"", error.message});
    return file_page(packs, request, *id, {}, web::http_status(error.code), last);
  }
  return web::see_other(request, html::local("/use-cases/" + id->str() + "/compliance#duties"),
                        say("The plan for {1} is saved.", mitigation.obligation));
}

}  // namespace

void mount_file_pages(web::Router& router, const RulePack& law, const region::Pack& region) {
  Packs packs{law, region};
  router.get("/use-cases/{id}/compliance", kReaders, [packs](Request& r) { return show_file(packs, r); })
      .post("/use-cases/{id}/compliance/request", kOwners, [packs](Request& r) { return request_verdict(packs, r); })
      .post("/use-cases/{id}/compliance/verdict", kLawyers, [packs](Request& r) { return judge(packs, r); })
      .post("/use-cases/{id}/compliance/revisit", kOwners, [packs](Request& r) { return move_day(packs, r); })
      .post("/use-cases/{id}/compliance/mitigations", kOwners, [packs](Request& r) { return plan(packs, r); });
}

}  // namespace couloir::compliance
