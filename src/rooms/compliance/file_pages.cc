// The AI-Act file of a use case: what is sure, why, what to do about it; Legal's verdict.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "compliance/evidence_view.h"
#include "compliance/outcome_difference.h"
#include "compliance/pages.h"
#include "compliance/scenario_edit.h"
#include "compliance/scenario_store.h"
#include "compliance/skill_edit.h"
#include "compliance/skill_views.h"
#include "compliance/views.h"
#include "people/person.h"

namespace couloir::compliance {
namespace {

using html::el;
using html::Html;
using view::Weight;
using web::Request;
using web::Response;

using Names = std::unordered_map<PersonId, std::string>;

std::string name_in(const Names& names, PersonId id) {
  auto found = names.find(id);
  return found == names.end() || found->second.empty() ? tr("somebody who left") : found->second;
}

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
    auto source =
        provenance_links(pack, rule.provenance) +
        (rule.legal_review ? html::text(" ") + view::tag(tr("for Legal to check"), view::Tone::warn) : Html());
    auto limits = limits_of(pack, rule);
    auto what = el("strong", {}, {rule.id}) + html::text(" ") + html::text(rule.what.text()) +
                (limits.empty() ? Html() : el("br", {}) + limits) +
                (result.binds.empty() ? Html() : el("br", {}) + tags_of(result.binds));
    view::Row row;
    row.cells = {what, rule.gives ? tag_of(*rule.gives) : view::muted(tr("information")), html::text(rule.article),
                 html::text(applies_words(pack, result.applies)), source};
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
                                                         : id);
  }
  if (missing.would_decide.size() > kShown)
    words +=
        " · " + trn("and {1} more", "and {1} more", static_cast<std::int64_t>(missing.would_decide.size() - kShown));
  return words;
}

Html missing_panel(const RulePack& pack, const Outcome& outcome, UseCaseId id, bool owner) {
  if (outcome.missing.empty()) return {};
  auto list = html::each(outcome.missing, [&](const Missing& missing) {
    const auto& question = pack.questions[missing.question];
    auto text = owner
                    ? view::link({question.text.text(), html::path("/use-cases/" + id.str() + "/compliance/questions",
                                                                   {{"section", pack.sections[question.section].id}})})
                    : html::text(question.text.text());
    return el("li", {},
              {text, el("br", {}), view::muted(question.todo.text()), el("br", {}),
               view::muted(tr("Would settle: {1}", settled_by(pack, missing)))});
  });
  return view::panel(tr("What could still change it"), {el("ul", {}, {list})}, "missing");
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

// ── duties and what is done about them ──

const Mitigation* mitigation_of(const std::vector<Mitigation>& all, const Obligation& obligation, ActRole role) {
  auto found =
      std::ranges::find_if(all, [&](const Mitigation& m) { return m.obligation == obligation.id && m.role == role; });
  return found == all.end() ? nullptr : &*found;
}

/// What came back from the last try to plan a duty. No obligation: there was none.
struct DutyForm {
  std::string obligation;
  ActRole role = ActRole::provider;
  std::vector<Problem> problems;
  bool conflict = false;
};

Html plan_form(const Request& request, UseCaseId id, const Obligation& obligation, ActRole role,
               const Mitigation* known, const std::vector<people::MembershipRow>& members, const DutyForm* last) {
  auto key = obligation.id + "-" + std::string(name_of(role));
  auto stored = known ? PlanGiven{known->owner, known->due, known->done_on, known->note, {}} : PlanGiven{};
  auto fields = plan_fields(key, stored, members, last ? &request : nullptr);
  auto problems = last ? last->problems : std::vector<Problem>{};
  if (last && last->conflict)
    std::ranges::move(stored_meanwhile(fields, plan_fields(key, stored, members, nullptr)),
                      std::back_inserter(problems));
  return view::form(
      {.action = file_path(id, "/mitigations"), .csrf = web::stamp(request), .label = tr("Plan {1}", obligation.id)},
      {view::error_summary(fields, problems), view::hidden("obligation", obligation.id),
       view::hidden("role", name_of(role)), view::hidden("version", known ? known->version : 0),
       view::fields(fields, problems),
       view::button_row({view::submit({.text = tr("Save the plan"), .weight = Weight::secondary})})});
}

Html plan_words(const Mitigation* known, const Names& names, Date today) {
  if (known == nullptr || (!known->owner && !known->due && !known->done_on && known->note.empty()))
    return view::tag(tr("nobody yet"), view::Tone::warn);
  auto who = known->owner ? html::text(name_in(names, known->owner)) : view::muted(tr("nobody yet"));
  auto when = known->done_on ? view::tag(tr("done on {1}", short_date(*known->done_on)), view::Tone::good)
              : known->due && *known->due < today
                  ? view::tag(tr("late since {1}", short_date(*known->due)), view::Tone::bad)
              : known->due ? html::text(tr("until {1}", short_date(*known->due)))
                           : view::muted(tr("no date yet"));
  return who + html::text(" · ") + when + (known->note.empty() ? Html() : el("br", {}) + view::muted(known->note));
}

struct Plan {
  std::vector<Mitigation> mitigations;
  std::vector<people::MembershipRow> members;
  Names names;
  std::vector<Evidence> evidence;
  DutyForm last = {};
  html::Url skills = {};  ///< the checklist of its team; empty: not for this reader
};

/// The two packs that the page reads: what the Act asks for, and what of it skills serve.
struct Packs {
  const RulePack& law;
  const region::Pack& region;
};

bool skills_serve(const region::Pack& region, const std::string& obligation) {
  return std::ranges::any_of(region.skills, [&](const region::Skill& skill) {
    return std::ranges::find(skill.serves, obligation) != skill.serves.end();
  });
}

/// The form that came back, open and above everything else.
Html tried_plan(const RulePack& pack, const Request& request, UseCaseId id, const Plan& plan) {
  auto at = pack.obligation(plan.last.obligation);
  if (at == kNowhere) return {};
  const auto& obligation = pack.obligations[at];
  return view::panel(tr("Plan {1}", obligation.id),
                     {el("p", {}, {obligation.title.text()}),
                      plan_form(request, id, obligation, plan.last.role,
                                mitigation_of(plan.mitigations, obligation, plan.last.role), plan.members, &plan.last)},
                     "plan");
}

/// What was planned and proved for a duty that the answers no longer give: kept to be seen, and to be removed.
Html past_section(const RulePack& pack, const Request& request, const Outcome& outcome, UseCaseId id, const Plan& plan,
                  bool owner) {
  auto owed = [&](const std::string& obligation) {
    return std::ranges::any_of(outcome.obligations,
                               [&](const Due& due) { return pack.obligations[due.obligation].id == obligation; });
  };
  std::map<std::string, std::vector<Evidence>> past;
  for (const auto& mitigation : plan.mitigations)
    if (!owed(mitigation.obligation)) past[mitigation.obligation];
  for (const auto& evidence : plan.evidence)
    if (!evidence.obligation.empty() && !owed(evidence.obligation)) past[evidence.obligation].push_back(evidence);
  Html items;
  for (const auto& [obligation, evidence] : past) {
    auto at = pack.obligation(obligation);
    items +=
        el("li", {},
           {el("strong", {}, {obligation}), html::text(at == kNowhere ? "" : " " + pack.obligations[at].title.text()),
            evidence_list(request, id, evidence, owner)});
  }
  if (items.empty()) return {};
  return view::section(
      tr("No longer owed"),
      {view::note(tr("Your answers have changed since: nobody is reminded of these any more.")), el("ul", {}, {items})},
      "past");
}

/// One duty: what it is in a line, all about it on demand.
view::Row duty_row(const Packs& packs, const Request& request, const Due& due, UseCaseId id, const Plan& plan,
                   bool owner, bool inside) {
  const auto& [pack, region] = packs;
  const auto& obligation = pack.obligations[due.obligation];
  const auto* known = mitigation_of(plan.mitigations, obligation, due.role);
  auto evidence = evidence_for(plan.evidence, obligation.id, due.role);
  bool duty = obligation.kind == ObligationKind::duty;
  bool tried = plan.last.obligation == obligation.id && plan.last.role == due.role;  // its form stands above
  auto form = tried ? Html()
                    : view::help(known ? tr("Change the plan for {1}", obligation.id) : tr("Plan {1}", obligation.id),
                                 {plan_form(request, id, obligation, due.role, known, plan.members, nullptr)});
  auto about = view::help(
      duty ? tr("What to do, and how to prove it") : tr("More"),
      {el("p", {}, {obligation.text.text()}),
       view::facts(std::vector<view::Fact>{{tr("What satisfies it"), html::text(obligation.mitigation.text())},
                                           {tr("Evidence"), html::text(obligation.evidence.text())},
                                           {tr("Article"), html::text(obligation.article)},
                                           {tr("Source"), provenance_links(pack, obligation.provenance)}}),
       obligation.note.fr.empty() ? Html() : view::note(obligation.note.text()),
       plan.skills.empty() || !skills_serve(region, obligation.id)
           ? Html()
           : el("p", {},
                {view::link({tr("The team’s skills checklist and training plan help to prove it"), plan.skills})}),
       evidence_list(request, id, evidence, owner),
       owner && duty ? form + evidence_form(request, id, {obligation.id, due.role}) : Html()});
  auto kept = std::ranges::count_if(evidence, [](const Evidence& e) { return e.file.has_value(); });
  view::Row row;
  row.cells = {
      el("strong", {}, {obligation.title.text()}) + html::text(" ") + view::muted(obligation.id) +
          (obligation.legal_review ? html::text(" ") + view::tag(tr("for Legal to check"), view::Tone::warn) : Html()) +
          about,
      html::text(label(due.role)), html::text(applies_words(pack, due.applies))};
  if (duty)
    row.cells.push_back(!inside ? view::muted(tr("seen by the organisation and Legal"))
                                : plan_words(known, plan.names, today_at(request)) +
                                      (kept == 0 ? Html()
                                                 : el("br", {}) + view::muted(trn("{1} file", "{1} files",
                                                                                  static_cast<std::int64_t>(kept)))));
  return row;
}

Html duties_section(const Packs& packs, const Request& request, const Outcome& outcome, UseCaseId id, const Plan& plan,
                    bool owner, bool inside) {
  const auto& pack = packs.law;
  view::Table duties, rights;
  duties.caption = tr("What you must do");
  rights.caption = tr("What you may ask for");
  for (auto* table : {&duties, &rights}) {
    table->caption_hidden = true;
    table->columns = {{table == &duties ? tr("Duty") : tr("Right"), false, {}, {}},
                      {tr("As"), false, {}, {}},
                      {tr("Applies from"), false, {}, {}}};
  }
  duties.columns.push_back({tr("Plan"), false, {}, {}});
  for (const auto& due : outcome.obligations)
    (pack.obligations[due.obligation].kind == ObligationKind::duty ? duties : rights)
        .rows.push_back(duty_row(packs, request, due, id, plan, owner, inside));
  Html all;
  if (!duties.rows.empty()) all += view::section(duties.caption, {view::table(duties)}, "duties");
  auto other = evidence_list(request, id, evidence_for(plan.evidence, "", {}), owner);
  if (owner || !other.empty())
    all += view::section(tr("Other files"), {other, owner ? evidence_form(request, id, {}) : Html()}, "files");
  all += past_section(pack, request, outcome, id, plan, owner);
  if (!rights.rows.empty()) all += view::section(rights.caption, {view::table(rights)}, "rights");
  return all;
}

// ── Legal ──

Html verdict_form(const Request& request, const Scenario& scenario, const std::vector<Problem>& problems) {
  bool again = scenario.state == ScenarioState::signed_;
  view::Field reason{.name = "reason",
                     .label = tr("Your reason"),
                     .input = view::Input::long_text,
                     .value = std::string(request.filled("reason")),
                     .hint = tr("Needed when you send it back; kept with the signature otherwise."),
                     .max_length = 2000};
  return view::panel(
      again ? tr("Sign again") : tr("Your verdict"),
      {view::form(
          {.action = file_path(scenario.use_case, "/verdict"),
           .csrf = web::stamp(request),
           .label = tr("Your verdict")},
          {view::error_summary(std::vector{reason}, problems), view::hidden("version", scenario.version),
           again ? view::note(tr("A signature counts for 31 days. Nothing has changed since the last one.")) : Html(),
           view::field(reason, problems),
           view::button_row({view::submit({.text = tr("Sign"), .name = "verdict", .value = "signed"}),
                             again ? Html()
                                   : view::submit({.text = tr("Send back"),
                                                   .weight = Weight::secondary,
                                                   .name = "verdict",
                                                   .value = "returned"})})})},
      "verdict");
}

Html difference_panel(const RulePack& pack, const Scenario& scenario, const std::vector<VerdictGiven>& verdicts,
                      bool inside) {
  auto last = std::ranges::find(verdicts, Verdict::signed_, &VerdictGiven::verdict);
  if (last == verdicts.end() || scenario.state == ScenarioState::signed_) return {};
  auto difference = difference_of(last->outcome, scenario.outcome);
  if (!inside) difference = without_figures(std::move(difference));
  if (!difference.any()) return view::callout(view::Tone::info, tr("Nothing differs from what was signed last."));
  auto list = [&](const std::vector<OutcomeLine>& lines) {
    return el("ul", {},
              {html::each(lines, [&](const OutcomeLine& line) { return el("li", {}, {words_of(pack, line)}); })});
  };
  return view::panel(tr("What differs from the last signature"),
                     {view::note(tr("Signed on pack {1}; now pack {2}.", last->pack, scenario.pack)),
                      difference.gone.empty() ? Html() : el("p", {}, {tr("No longer:")}) + list(difference.gone),
                      difference.come.empty() ? Html() : el("p", {}, {tr("New:")}) + list(difference.come)},
                     "difference");
}

/// "Does it score people? — from “I don’t know” to “No”".
Html change_line(const RulePack& pack, const Change& change) {
  auto q = pack.question(change.question);
  auto words = [&](const std::string& codes) {
    if (q != kNowhere) return words_of(pack, change.question, codes_in(codes));
    return codes.empty() ? tr("not known") : short_date(parse_date(codes).value_or(Date{}));
  };
  auto name = q != kNowhere                            ? pack.questions[q].text.text()
              : change.question == "revisit_on"        ? tr("Answer again on")
              : change.question == "first_market_date" ? tr("First on the market or in use")
                                                       : tr("Last significant change");
  return el("li", {},
            {el("strong", {}, {name}), el("br", {}),
             html::text(tr("from “{1}” to “{2}”", words(change.before), words(change.after)))});
}

Html history_section(const Request& request, const RulePack& pack, const std::vector<Change>& changes,
                     const std::vector<VerdictGiven>& verdicts, const Names& names) {
  const auto& zone = request.site.config().timezone;
  std::vector<std::pair<Instant, view::Event>> all;
  for (const auto& verdict : verdicts)
    all.push_back({verdict.at,
                   {date_time(verdict.at, zone),
                    verdict.verdict == Verdict::signed_ ? tr("Signed by Legal") : tr("Sent back by Legal"),
                    name_in(names, verdict.person), verdict.reason.empty() ? Html() : el("p", {}, {verdict.reason}),
                    verdict.verdict == Verdict::signed_ ? view::Tone::good : view::Tone::warn}});
  for (std::size_t i = 0; i < changes.size();) {
    auto version = changes[i].version;
    Html lines;
    auto first = changes[i];
    for (; i < changes.size() && changes[i].version == version; ++i) {
      lines += change_line(pack, changes[i]);
    }
    all.push_back({first.at,
                   {date_time(first.at, zone), tr("Answers changed"), name_in(names, first.person),
                    view::help(tr("Which ones"), {el("ul", {}, {lines})}), view::Tone::neutral}});
  }
  if (all.empty()) return {};
  std::ranges::stable_sort(all, std::greater(), &std::pair<Instant, view::Event>::first);
  constexpr std::size_t kShown = 4;  // the rest is for who asks
  std::vector<view::Event> recent, older;
  for (auto& [at, event] : all) (recent.size() < kShown ? recent : older).push_back(std::move(event));
  return view::section(
      tr("History"),
      {view::timeline(recent), older.empty() ? Html() : view::help(tr("Everything before"), {view::timeline(older)})},
      "history");
}

// ── the page ──

view::Stat fine_stat(const RulePack& pack, const Outcome& outcome, bool turnover_known) {
  return outcome.max_fine_eur ? view::Stat{tr("Highest fine"),
                                           euros(*outcome.max_fine_eur * 100),
                                           "",
                                           tr("for a company of your size, Art. {1}", pack.fines[outcome.fine].article),
                                           {}}
         : turnover_known
             ? view::Stat{tr("Highest fine"), "—", "", tr("none for this case"), {}}
             : view::Stat{
                   tr("Highest fine"), "—", "", tr("write your yearly turnover on your organisation’s page"), {}};
}

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
  auto changes = changes_of(*reader, scenario.id, 200);
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
  reader.reset();

  auto act = next_act(pack, request, scenario, outcome, owner);
  auto actions = view::actions(
      {act,
       owner ? view::button(view::Action{tr("Change the answers"),
                                         html::path("/use-cases/" + id.str() + "/compliance/questions",
                                                    {{"section", pack.sections.front().id}}),
                                         Weight::secondary,
                                         view::Icon::edit,
                                         {}})
             : Html(),
       view::button(view::Action{tr("Rule by rule"), file_path(id, "/trace"), Weight::secondary, view::Icon::list, {}}),
       view::button(view::Post{tr("As PDF"),
                               file_path(id, "/documents"),
                               web::stamp(request),
                               Weight::secondary,
                               view::Icon::document,
                               {},
                               {}})});
  auto up_to = outcome.floor == outcome.ceiling ? "" : tr("up to “{1}”", label(outcome.ceiling)) + " · ";
  std::vector<view::Stat> stats{{tr("Result"), label(outcome.floor), "", up_to + label(outcome.status), {}},
                                {tr("Duties"), std::to_string(scenario.duties), "", "", html::fragment("duties")}};
  if (inside) stats.push_back(fine_stat(pack, outcome, situation.turnover_eur.has_value()));
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
      refused + tried_plan(pack, request, id, plan) + view::callout(view::Tone::info, pack.notice.text()) +
      ladder(outcome.floor, outcome.ceiling) + view::stats(stats) + difference_panel(pack, scenario, verdicts, inside) +
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
  if (error.code != Code::refused && error.code != Code::invalid) return web::error_page(request, error);
  auto problems = error.problems;
  if (problems.empty()) problems.push_back({"", error.message});
  return file_page(packs, request, id, problems, web::http_status(error.code));
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
                        web::id_of_text(request.filled("version")).value_or(0)};
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
