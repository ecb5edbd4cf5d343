// The register of AI-Act files: an organisation's own, Legal's queue, and the region's numbers for the office.
#include <algorithm>

#include "compliance/indicator.h"
#include "compliance/outcome_difference.h"
#include "compliance/pages.h"
#include "compliance/region_skills.h"
#include "compliance/register_export.h"
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

Html own_table(const std::vector<portfolio::UseCaseDoor>& use_cases, const std::vector<RegisterLine>& lines) {
  view::Table table;
  table.caption = tr("Your use cases under the AI Act");
  table.columns = {{tr("Use case"), false, {}, {}},
                   {tr("Result"), false, {}, {}},
                   {tr("State"), false, {}, {}},
                   {tr("Questions left"), true, {}, {}},
                   {tr("Duties"), true, {}, {}}};
  for (const auto& use_case : use_cases) {
    auto line = std::ranges::find(lines, use_case.id, &RegisterLine::use_case);
    view::Row row;
    if (line == lines.end())
      row.cells = {file_link(use_case.title, use_case.id), view::muted(tr("not asked yet")), Html(), Html(), Html()};
    else
      row.cells = {
          file_link(use_case.title, use_case.id),
          tag_of(line->floor) + (line->ceiling == line->floor ? Html() : html::text(" → ") + tag_of(line->ceiling)),
          tag_of(line->state), html::text(number(line->missing)), html::text(number(line->duties))};
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
    std::vector<UseCaseId> ids;
    for (const auto& use_case : use_cases) ids.push_back(use_case.id);
    all += own_table(use_cases, lines_of_use_cases(*reader, ids));
  }
  return all.empty()
             ? view::empty_state(tr("No use case yet"), tr("Write one down first: each has its own AI-Act file."),
                                 view::button(view::Action{
                                     tr("Write one down"), html::path("/use-cases/new"), Weight::primary, {}, {}}))
             : all;
}

// ── Legal ──

constexpr int kPageRows = 50;

/// What is new, in the words of the file; the first lines of it.
Html since_last(const RulePack& pack, const std::unordered_map<ScenarioId, SignedAndNow>& outcomes,
                ScenarioId scenario) {
  auto outcome = outcomes.find(scenario);
  if (outcome == outcomes.end()) return view::muted(tr("first time"));
  auto difference = difference_of(outcome->second.signed_last, outcome->second.now);
  if (!difference.any()) return view::muted(tr("nothing differs"));
  constexpr std::size_t kShown = 3;
  Html lines;
  std::size_t told = 0;
  auto tell = [&](std::string_view mark, const std::vector<OutcomeLine>& all) {
    for (const auto& line : all)
      if (++told <= kShown) lines += el("li", {}, {std::string(mark) + words_of(pack, line)});
  };
  tell("+ ", difference.come);
  tell("− ", difference.gone);
  if (told > kShown)
    lines += el("li", {}, {trn("and {1} more", "and {1} more", static_cast<std::int64_t>(told - kShown))});
  return el("ul", {html::cls("plain")}, {lines});
}

/// What Legal narrows its lists by, and where each of them stands.
struct QueueQuery {
  std::optional<RiskClass> floor;
  std::optional<Decision> status;
  std::int64_t asked_from = 0, again_from = 0, signed_from = 0;
};

QueueQuery query_of(const Request& request) {
  auto from = [&](std::string_view name) {
    constexpr std::int64_t kFarthest = 1'000'000;
    return std::min(web::id_of_text(request.asked(name)).value_or(0), kFarthest);
  };
  return {from_name<RiskClass>(request.asked("class")), from_name<Decision>(request.asked("status")),
          from("asked_from"), from("again_from"), from("signed_from")};
}

html::Url path_of(const QueueQuery& q) {
  auto from = [](std::int64_t at) { return at > 0 ? std::to_string(at) : std::string(); };
  auto asked = from(q.asked_from), again = from(q.again_from), signed_ones = from(q.signed_from);
  return html::path("/compliance", {{"class", q.floor ? name_of(*q.floor) : ""},
                                    {"status", q.status ? name_of(*q.status) : ""},
                                    {"asked_from", asked},
                                    {"again_from", again},
                                    {"signed_from", signed_ones}});
}

Html queue_filters(const QueueQuery& query) {
  auto select = [](std::string name, std::string label_text, std::string any, std::string_view value) {
    view::Field field{.name = std::move(name), .label = std::move(label_text), .input = view::Input::select};
    field.value = value;
    field.options.push_back({"", std::move(any), {}});
    return field;
  };
  auto risk = select("class", tr("Class"), tr("all classes"), query.floor ? name_of(*query.floor) : "");
  for (auto name : names_of<RiskClass>())
    risk.options.push_back({std::string(name), label(*from_name<RiskClass>(name)), {}});
  auto status = select("status", tr("Rules"), tr("whatever they say"), query.status ? name_of(*query.status) : "");
  for (auto name : names_of<Decision>())
    status.options.push_back({std::string(name), label(*from_name<Decision>(name)), {}});
  view::Filters filters;
  filters.action = html::path("/compliance");
  filters.fields = {std::move(risk), std::move(status)};
  if (query.floor || query.status) filters.clear = html::path("/compliance");
  return view::filters(filters);
}

/// A list of Legal's: what stands in it, under which name its place goes into the address, and what is told of a file.
struct QueueList {
  QueueFilter filter;
  std::int64_t QueueQuery::* from;
  std::string caption;
  Html empty;
  enum class Tells { wait, signature, end } tells = Tells::wait;
};

/// One day of each file, and for one that was handed in what is new.
std::vector<view::Column> columns_of(QueueList::Tells tells) {
  std::vector<view::Column> columns{{tr("Use case"), false, {}, {}},
                                    {tr("Organisation"), false, {}, {}},
                                    {tr("Result"), false, {}, {}},
                                    {tells == QueueList::Tells::wait        ? tr("Asked on")
                                     : tells == QueueList::Tells::signature ? tr("Signed on")
                                                                            : tr("Counts until"),
                                     false,
                                     {},
                                     {}},
                                    {tr("Duties"), true, {}, {}}};
  if (tells == QueueList::Tells::wait) columns.push_back({tr("Since your last signature"), false, {}, {}});
  return columns;
}

Html day_of(const Request& request, const RegisterLine& line, QueueList::Tells tells) {
  const auto& zone = request.site.config().timezone;
  const auto& at = tells == QueueList::Tells::wait ? line.asked_at : line.signed_at;
  if (!at) return {};
  if (tells != QueueList::Tells::end) return html::text(short_date(day_in(*at, zone)));
  auto until = *at + kSignatureCounts;
  auto day = short_date(day_in(until, zone));
  return until < request.site.clock().now() ? view::tag(tr("no longer, since {1}", day), view::Tone::warn)
                                            : html::text(day);
}

Html queue_table(const RulePack& pack, Request& request, const QueueQuery& query, const QueueList& list) {
  auto reader = request.site.db().reader();
  auto lines = queue_lines(*reader, list.filter, query.*list.from, kPageRows);
  auto total = count_queue(*reader, list.filter);
  std::vector<ScenarioId> scenarios;
  std::vector<UseCaseId> use_cases;
  std::vector<OrganisationId> organisations;
  for (const auto& line : lines) {
    scenarios.push_back(line.id);
    use_cases.push_back(line.use_case);
    organisations.push_back(line.organisation);
  }
  auto titles = portfolio::titles_of_use_cases(*reader, use_cases);
  auto names = people::names_of_organisations(*reader, organisations);
  bool waits = list.tells == QueueList::Tells::wait;
  auto outcomes = waits ? outcomes_signed_and_now(*reader, scenarios) : std::unordered_map<ScenarioId, SignedAndNow>{};
  reader.reset();
  view::Table table{.caption = list.caption, .columns = columns_of(list.tells), .empty = list.empty};
  for (const auto& line : lines) {
    auto name = names.find(line.organisation);
    view::Row row;
    row.cells = {file_link(title_in(titles, line.use_case), line.use_case),
                 html::text(name == names.end() ? "" : name->second),
                 tag_of(line.floor) + (line.status == Decision::legal_review
                                           ? html::text(" ") + view::tag(label(line.status), view::Tone::warn)
                                           : Html()),
                 day_of(request, line, list.tells), html::text(number(line.duties))};
    if (waits) row.cells.push_back(since_last(pack, outcomes, line.id));
    table.rows.push_back(std::move(row));
  }
  if (total <= kPageRows && query.*list.from == 0) return view::table(table);
  view::Pages pages{.shown = std::ssize(lines), .total = total};
  auto at = query;
  at.*list.from = std::max<std::int64_t>(0, query.*list.from - kPageRows);
  if (query.*list.from > 0) pages.previous = path_of(at);
  at.*list.from = query.*list.from + kPageRows;
  if (at.*list.from < total) pages.next = path_of(at);
  return view::table(table) + view::pagination(pages);
}

Html queue(const RulePack& pack, Request& request) {
  using Tells = QueueList::Tells;
  auto query = query_of(request);
  auto of = [&](ScenarioState state) { return QueueFilter{state, query.floor, query.status, {}}; };
  auto ageing = of(ScenarioState::signed_);
  ageing.signed_before = request.site.clock().now() - kSignatureAges;
  auto waiting =
      queue_table(pack, request, query,
                  {of(ScenarioState::asked), &QueueQuery::asked_from, tr("Files to read, the longest wait first"),
                   view::empty_state(tr("Nothing waits for you"),
                                     tr("Files that owners hand in stand here, the longest wait first."), {}),
                   Tells::wait});
  auto again = queue_table(pack, request, query,
                           {ageing, &QueueQuery::again_from, tr("Signatures to renew, the oldest first"),
                            view::note(tr("No signature is that old.")), Tells::end});
  auto signed_ones =
      queue_table(pack, request, query,
                  {of(ScenarioState::signed_), &QueueQuery::signed_from, tr("Signed files, the newest signature first"),
                   view::note(tr("Nothing is signed yet.")), Tells::signature});
  auto days = [](std::chrono::days d) { return number(static_cast<std::int64_t>(d.count())); };
  return queue_filters(query) + view::section(tr("Waiting for you"), {waiting}, "queue") +
         view::section(
             tr("Soon to be read again"),
             {view::note(
                  tr("Signed more than {1} days ago. In the region’s figures a file counts for {2} days after its "
                     "signature: sign it again, and it goes on counting.",
                     days(kSignatureAges), days(kSignatureCounts))),
              again},
             "again") +
         view::section(tr("Signed"), {signed_ones}, "signed");
}

// ── the office ──

Html region_numbers(Request& request, const RulePack& pack) {
  auto reader = request.site.db().reader();
  auto numbers = region_by_class(*reader, pack, request.site.clock().now());
  reader.reset();
  view::Table table;
  table.caption = tr("AI-Act files of the region, by the class that is sure");
  table.columns = {{tr("Class"), false, {}, {}},
                   {tr("Files"), true, {}, {}},
                   {tr("Answers missing"), true, {}, {}},
                   {tr("Signed by Legal"), true, {}, {}},
                   {tr("Counted as classified"), true, {}, {}},
                   {tr("Signed, a duty without owner"), true, {}, {}}};
  if (numbers.empty())
    table.empty =
        view::empty_state(tr("No file yet"), tr("The first use case that answers the questions stands here."), {});
  std::int64_t hidden = 0;
  for (const auto& n : numbers) {
    if (!n.sums) {
      ++hidden;
      continue;
    }
    view::Row row;
    row.cells = {tag_of(n.risk)};
    for (auto count : {n.sums->files, n.sums->missing, n.sums->signed_, n.sums->classified, n.sums->unplanned})
      row.cells.push_back(html::text(number(count)));
    table.rows.push_back(std::move(row));
  }
  auto few = hidden == 0
                 ? Html()
                 : view::note(trn("{1} class is left out: fewer than {2} organisations have a file of it, and a "
                                  "sum would tell of one of them.",
                                  "{1} classes are left out: fewer than {2} organisations have a file of them, "
                                  "and a sum would tell of one of them.",
                                  hidden, std::to_string(kFewestOrganisations)));
  return view::section(tr("The region in numbers"),
                       {view::table(table), few,
                        view::note(tr("A file counts as classified when the rules decide it on the pack in use, Legal "
                                      "signed it in the last 31 days, and every duty has somebody who sees to it. "
                                      "Single files stay with their owners and Legal."))});
}

Html export_buttons() {
  return view::button(view::Action{
             tr("As CSV"), html::path("/compliance/export.csv"), Weight::quiet, view::Icon::download, {}}) +
         view::button(view::Action{
             tr("As a spreadsheet"), html::path("/compliance/export.xlsx"), Weight::quiet, view::Icon::download, {}});
}

Response show_register(const RulePack& pack, Request& request) {
  const auto& actor = request.actor();
  Html content =
      view::heading({.title = tr("AI-Act files"),
                     .lead = tr("What Regulation (EU) 2024/1689 says of each use case, who signed it, and what "
                                "is being done about it."),
                     .actions = view::actions(
                         {view::button(view::Action{
                              tr("The rules and their dates"), html::path("/method/ai-act"), Weight::quiet, {}, {}}),
                          may_export(actor) ? export_buttons() : Html()})});
  if (may_judge(actor)) content += queue(pack, request);
  if (actor.roles.has(Role::operator_)) content += own_files(request);
  if (actor.roles.has(Role::office) || actor.roles.has(Role::indicator_owner)) content += region_numbers(request, pack);
  return web::page(request, tr("AI-Act files"), content + notice(pack));
}

}  // namespace

void mount_register_pages(web::Router& router, const RulePack& pack) {
  router.nav({20, "/compliance", _t("AI Act"), kRegister}).get("/compliance", kRegister, [&pack](Request& r) {
    return show_register(pack, r);
  });
}

}  // namespace couloir::compliance
