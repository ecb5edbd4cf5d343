// The register of AI-Act files: an organisation's own, Legal's queue, and the region's numbers for the office.
#include <algorithm>
#include <map>

#include "compliance/indicator.h"
#include "compliance/pages.h"
#include "compliance/scenario_file.h"
#include "compliance/scenario_store.h"
#include "compliance/views.h"

namespace couloir::compliance {
namespace {

using html::el;
using html::Html;
using view::Weight;
using web::Request;
using web::Response;

constexpr int kMost = 500;

Html file_link(const std::string& title, UseCaseId id) { return view::link({title, file_path(id)}); }

std::string title_in(const std::unordered_map<UseCaseId, std::string>& titles, UseCaseId id) {
  auto found = titles.find(id);
  return found == titles.end() ? tr("Use case {1}", id.str()) : found->second;
}

// ── an organisation's own ──

Html own_table(const std::vector<portfolio::UseCaseDoor>& use_cases, const std::vector<Scenario>& scenarios) {
  view::Table table;
  table.caption = tr("Your use cases under the AI Act");
  table.columns = {{tr("Use case"), false, {}, {}},
                   {tr("Result"), false, {}, {}},
                   {tr("State"), false, {}, {}},
                   {tr("Questions left"), true, {}, {}},
                   {tr("Duties"), true, {}, {}}};
  for (const auto& use_case : use_cases) {
    auto scenario = std::ranges::find(scenarios, use_case.id, &Scenario::use_case);
    view::Row row;
    if (scenario == scenarios.end())
      row.cells = {file_link(use_case.title, use_case.id), view::muted(tr("not asked yet")), Html(), Html(), Html()};
    else
      row.cells = {file_link(use_case.title, use_case.id),
                   tag_of(scenario->floor) + (scenario->ceiling == scenario->floor
                                                  ? Html()
                                                  : html::text(" → ") + tag_of(scenario->ceiling)),
                   tag_of(scenario->state), html::text(number(scenario->missing)), html::text(number(scenario->duties))};
    table.rows.push_back(std::move(row));
  }
  return view::table(table);
}

Html own_files(Request& request) {
  auto reader = request.site.db().reader();
  Html all;
  for (auto organisation : request.actor().organisations) {
    auto use_cases = portfolio::use_case_doors_of(*reader, organisation, kMost);
    if (use_cases.empty()) continue;
    all += own_table(use_cases, scenarios_of(*reader, organisation));
  }
  return all.empty() ? view::empty_state(tr("No use case yet"),
                                         tr("Write one down first: each has its own AI-Act file."),
                                         view::button(view::Action{tr("Write one down"), html::path("/use-cases/new"),
                                                                   Weight::primary, {}, {}}))
                     : all;
}

// ── Legal ──

/// What is new, in the words of the file; the first lines of it.
Html since_last(const std::unordered_map<ScenarioId, std::string>& signed_last, const Scenario& scenario) {
  auto last = signed_last.find(scenario.id);
  if (last == signed_last.end()) return view::muted(tr("first time"));
  auto difference = difference_of(last->second, scenario.outcome);
  if (!difference.any()) return view::muted(tr("nothing differs"));
  constexpr std::size_t kShown = 3;
  Html lines;
  std::size_t told = 0;
  auto tell = [&](std::string_view mark, const std::vector<std::string>& all) {
    for (const auto& line : all)
      if (++told <= kShown) lines += el("li", {}, {std::string(mark) + line});
  };
  tell("+ ", difference.come);
  tell("− ", difference.gone);
  if (told > kShown) lines += el("li", {}, {trn("and {1} more", "and {1} more", static_cast<std::int64_t>(told - kShown))});
  return el("ul", {html::cls("plain")}, {lines});
}

Html queue_table(Request& request, ScenarioState state, const std::string& caption, const Html& empty) {
  auto reader = request.site.db().reader();
  auto scenarios = scenarios_in(*reader, state, 100);
  std::vector<UseCaseId> use_cases;
  std::vector<OrganisationId> organisations;
  for (const auto& scenario : scenarios) {
    use_cases.push_back(scenario.use_case);
    organisations.push_back(scenario.organisation);
  }
  auto titles = portfolio::titles_of_use_cases(*reader, use_cases);
  auto names = people::names_of_organisations(*reader, organisations);
  auto signed_last = outcomes_signed_last(*reader, state);
  reader.reset();
  view::Table table;
  table.caption = caption;
  table.columns = {{tr("Use case"), false, {}, {}},
                   {tr("Organisation"), false, {}, {}},
                   {tr("Result"), false, {}, {}},
                   {tr("Asked on"), false, {}, {}},
                   {tr("Duties"), true, {}, {}}};
  if (state == ScenarioState::asked) table.columns.push_back({tr("Since your last signature"), false, {}, {}});
  table.empty = empty;
  for (const auto& scenario : scenarios) {
    auto name = names.find(scenario.organisation);
    view::Row row;
    row.cells = {file_link(title_in(titles, scenario.use_case), scenario.use_case),
                 html::text(name == names.end() ? "" : name->second),
                 tag_of(scenario.floor) + (scenario.status == Decision::legal_review
                                               ? html::text(" ") + view::tag(label(scenario.status), view::Tone::warn)
                                               : Html()),
                 scenario.asked_at
                     ? html::text(short_date(day_in(*scenario.asked_at, request.site.config().timezone)))
                     : Html(),
                 html::text(number(scenario.duties))};
    if (state == ScenarioState::asked) row.cells.push_back(since_last(signed_last, scenario));
    table.rows.push_back(std::move(row));
  }
  return view::table(table);
}

Html queue(Request& request) {
  return view::section(
             tr("Waiting for you"),
             {queue_table(request, ScenarioState::asked, tr("Files to read, the longest wait first"),
                          view::empty_state(tr("Nothing waits for you"),
                                            tr("Files that owners hand in stand here, the longest wait first."), {}))},
             "queue") +
         view::section(tr("Signed"), {queue_table(request, ScenarioState::signed_, tr("Signed files"),
                                                  view::note(tr("Nothing is signed yet.")))});
}

// ── the office ──

Html region_numbers(Request& request, const RulePack& pack) {
  auto reader = request.site.db().reader();
  auto counts = count_by_class(*reader);
  auto classified = classified_scenarios(*reader, pack, request.site.clock().now());
  reader.reset();
  view::Table table;
  table.caption = tr("AI-Act files of the region, by the class that is sure");
  table.columns = {{tr("Class"), false, {}, {}},
                   {tr("Files"), true, {}, {}},
                   {tr("Answers missing"), true, {}, {}},
                   {tr("Signed by Legal"), true, {}, {}},
                   {tr("Counted as classified"), true, {}, {}},
                   {tr("With every duty in hand"), true, {}, {}}};
  table.empty = view::empty_state(tr("No file yet"), tr("The first use case that answers the questions stands here."), {});
  for (auto risk : {RiskClass::prohibited, RiskClass::high, RiskClass::transparency, RiskClass::minimal,
                    RiskClass::out_of_scope, RiskClass::not_ai}) {
    std::int64_t all = 0, missing = 0, signed_ones = 0;
    for (const auto& count : counts) {
      if (count.floor != risk) continue;
      all += count.scenarios;
      missing += count.status == Decision::needs_info ? count.scenarios : 0;
      signed_ones += count.state == ScenarioState::signed_ ? count.scenarios : 0;
    }
    if (all == 0) continue;
    auto found = std::ranges::find(classified, risk, &ClassifiedCount::risk);
    bool none = found == classified.end();
    view::Row row;
    row.cells = {tag_of(risk), html::text(number(all)), html::text(number(missing)), html::text(number(signed_ones)),
                 html::text(number(none ? 0 : found->classified)), html::text(number(none ? 0 : found->mitigated))};
    table.rows.push_back(std::move(row));
  }
  return view::section(tr("The region in numbers"),
                       {view::table(table),
                        view::note(tr("A file counts as classified when the rules decide it, on the pack in use, and "
                                      "Legal signed it in the last 31 days. Single files stay with their owners and "
                                      "Legal."))});
}

// ── what the law says, and when ──

Html dates_table(const RulePack& pack, Date today) {
  view::Table table;
  table.caption = tr("Dates of the law");
  table.columns = {{tr("Date"), false, {}, {}},
                   {tr("What"), false, {}, {}},
                   {tr("Basis"), false, {}, {}},
                   {tr("Source"), false, {}, {}}};
  for (const auto& date : pack.dates) {
    auto when = date.on ? short_date(*date.on) : std::string();
    for (const auto& reading : date.readings) when += (when.empty() ? "" : " / ") + short_date(reading.on);
    view::Row row;
    row.cells = {html::text(when.empty() ? tr("no single date") : when),
                 html::text(date.what.text()) +
                     (date.note.fr.empty() ? Html() : el("br", {}) + view::muted(date.note.text())),
                 html::text(date.basis),
                 view::link({pack.sources[date.source].id, html::external(pack.sources[date.source].url)})};
    row.marked = date.on && *date.on > today;
    table.rows.push_back(std::move(row));
  }
  return view::table(table);
}

Html export_buttons() {
  return view::button(view::Action{tr("As CSV"), html::path("/compliance/export.csv"), Weight::quiet, view::Icon::download, {}}) +
         view::button(view::Action{tr("As a spreadsheet"), html::path("/compliance/export.xlsx"), Weight::quiet, view::Icon::download, {}});
}

Response show_register(const RulePack& pack, Request& request) {
  const auto& actor = request.actor();
  Html content = view::heading({.title = tr("AI-Act files"),
                                .lead = tr("What Regulation (EU) 2024/1689 says of each use case, who signed it, and what "
                                           "is being done about it."),
                                .actions = view::actions({view::button(view::Action{
                                    tr("The rules and their dates"), html::path("/method/ai-act"), Weight::quiet, {}, {}}),
                                    export_buttons()})});
  if (may_judge(actor)) content += queue(request);
  if (actor.roles.has(Role::operator_)) content += own_files(request);
  if (actor.roles.has(Role::office) || actor.roles.has(Role::indicator_owner)) content += region_numbers(request, pack);
  return web::page(request, tr("AI-Act files"), content + notice(pack));
}

Response show_method(const RulePack& pack, Request& request) {
  Html rules;
  for (std::size_t s = 0; s < pack.stages.size(); ++s) {
    view::Table table;
    table.caption = pack.stages[s].name.text();
    table.caption_hidden = true;
    table.columns = {{tr("Rule"), false, {}, {}},
                     {tr("Class"), false, {}, {}},
                     {tr("When"), false, {}, {}},
                     {tr("Article"), false, {}, {}},
                     {tr("Source"), false, {}, {}}};
    for (const auto& rule : pack.rules) {
      if (rule.stage != s) continue;
      view::Row row;
      row.cells = {el("strong", {}, {rule.id}) + html::text(" ") + html::text(rule.what.text()) +
                       (rule.limits.fr.empty() ? Html() : el("br", {}) + view::muted(rule.limits.text())),
                   rule.gives ? tag_of(*rule.gives) : Html(), el("code", {}, {rule.when.text()}),
                   html::text(rule.article),
                   view::link({pack.sources[rule.source].id, html::external(pack.sources[rule.source].url)}) +
                       el("br", {}) + view::muted(label(rule.confidence))};
      table.rows.push_back(std::move(row));
    }
    if (!table.rows.empty()) rules += view::section(pack.stages[s].name.text(), {view::table(table)});
  }
  return web::page(request, tr("The AI Act as rules"),
                   view::heading({.title = tr("The AI Act as rules"),
                                  .lead = pack.title.text(),
                                  .eyebrow = tr("Rules as of {1}, pack {2}.", long_date(pack.law_as_of), pack.version)}) +
                       view::callout(view::Tone::info, pack.notice.text()) + dates_table(pack, today_at(request)) + rules);
}

}  // namespace

void mount_register_pages(web::Router& router, const RulePack& pack) {
  router.nav({20, "/compliance", _t("AI Act"), kRegister})
      .get("/compliance", kRegister, [&pack](Request& r) { return show_register(pack, r); })
      .get("/method/ai-act", web::kEveryone, [&pack](Request& r) { return show_method(pack, r); });
}

}  // namespace couloir::compliance
