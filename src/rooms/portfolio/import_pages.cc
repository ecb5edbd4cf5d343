// Pages of imports: choose a file, look at what it would do, take it in, watch it.
#include "portfolio/describe.h"
#include "portfolio/import.h"
#include "portfolio/pages.h"
#include "portfolio/use_case_edit.h"
#include "portfolio/use_case_export.h"
#include "portfolio/use_case_views.h"
#include "portfolio/weights_store.h"
#include "web/request.h"

namespace couloir::portfolio {
namespace {

using html::el;
using html::Html;
using web::Request;
using web::Response;

html::Url import_path(ImportId id, std::string_view below = "") {
  return html::path("/imports/" + id.str() + std::string(below));
}

OrganisationId organisation_of(const Request& request) {
  auto asked = web::id_of_text(request.filled("organisation"));
  OrganisationId id{asked ? *asked : 0};
  const auto& mine = request.actor().organisations;
  return request.actor().works_for(id) || mine.empty() ? id : mine.front();
}

Html columns_help(const region::Pack& pack) {
  UseCaseText t;
  auto rows = html::each(leaves_of(shape_of(t)), [](const Leaf& leaf) {
    return el("tr", {},
              {el("th", {{"scope", "row"}}, {el("code", {}, {leaf.name})}),
               el("td", {}, {leaf.rule.about.empty() ? "" : tr(leaf.rule.about)})});
  });
  auto codes = html::each(pack.criteria, [](const region::Criterion& c) {
    return c.asked == region::Asked::once ? el("tr", {},
                                               {el("th", {{"scope", "row"}}, {el("code", {}, {c.code})}),
                                                el("td", {}, {c.label.text() + ", 0–5"})})
                                          : Html();
  });
  auto pillars = html::each(pack.pillars, [](const region::Pillar& p) {
    return el("tr", {},
              {el("th", {{"scope", "row"}}, {el("code", {}, {p.code})}), el("td", {}, {p.label.text() + ", 0–5"})});
  });
  return view::help(
      tr("Which columns may the file have?"),
      {el("p", {},
          {tr("The first line names them. external_id and title are needed, all others are optional. "
              "Comma, semicolon or tab; UTF-8.")}),
       el("p", {}, {tr("A line whose status is mapped and whose levels are not all there comes in as an idea.")}),
       el("table", {}, {el("tbody", {}, {rows, codes, pillars})})});
}

Response choose_page(const region::Pack& pack, Request& request, const std::vector<Problem>& problems, int status) {
  view::Field file;
  file.name = "file";
  file.label = tr("CSV file");
  file.input = view::Input::file;
  file.accept = ".csv,text/csv";
  file.required = true;
  file.hint = tr("Up to 16 MB. Nothing is stored as a use case before you have seen what the file would do.");
  std::vector<view::Field> fields{file};
  std::vector<Problem> of_lines, of_file;
  for (const auto& p : problems) (p.where == "file" ? of_file : of_lines).push_back(p);
  auto list =
      of_lines.empty()
          ? Html()
          : view::callout(
                view::Tone::bad, tr("This file cannot be read."),
                {el("ul", {}, {html::each(of_lines, [](const Problem& p) { return el("li", {}, {tr(p.what)}); })})});
  std::vector<Import> before;
  if (auto organisation = organisation_of(request); organisation && may_edit(request.actor(), organisation))
    before = imports_of(*request.site.db().reader(), organisation, 10);
  view::Table table;
  table.caption = tr("Earlier imports");
  table.columns = {{tr("File"), false, {}, {}},
                   {tr("When"), false, {}, {}},
                   {tr("Lines"), true, {}, {}},
                   {tr("Added"), true, {}, {}},
                   {tr("Changed"), true, {}, {}}};
  for (const auto& i : before) {
    view::Row row;
    row.cells = {el("a", {html::href(import_path(i.id))}, {i.filename}),
                 html::text(date_time(i.created_at, request.site.config().timezone)), html::text(number(i.rows_total)),
                 html::text(number(i.added)), html::text(number(i.changed))};
    table.rows.push_back(std::move(row));
  }
  std::vector<view::Link> above{{tr("Use cases"), html::path("/use-cases")}};
  auto content =
      view::breadcrumbs(above, tr("Import")) +
      view::heading({.title = tr("Import use cases"),
                     .lead = tr("From a spreadsheet saved as CSV. The same file twice changes nothing: use "
                                "cases are found again by your own reference.")}) +
      list +
      view::form({.action = html::path("/use-cases/import"),
                  .csrf = web::stamp(request),
                  .sends_files = true,
                  .ask_before_leaving = false,
                  .label = tr("Import use cases")},
                 fields, of_file,
                 view::button_row({view::submit({.text = tr("Look at the file")}),
                                   view::button(view::Action{.text = tr("Download an example file"),
                                                             .to = html::path("/use-cases/import/example.csv"),
                                                             .weight = view::Weight::quiet})})) +
      columns_help(pack) + (before.empty() ? Html() : view::table(table));
  return web::page(request, tr("Import use cases"), content, status);
}

Response example(const region::Pack& pack, Request& request) {
  auto form = request.lang == Lang::fr ? CsvForm::excel_french : CsvForm::plain;
  return web::download(example_csv(pack, form), "text/csv; charset=utf-8", "couloir-use-cases.csv");
}

/// Use cases belong to an organisation: who has none yet adds it first, and comes back.
Response ask_organisation_first(Request& request) {
  return web::see_other(request, html::path("/organisations/new"),
                        say("Add your organisation first: the use cases of the file will belong to it."));
}

Response show_choice(const region::Pack& pack, Request& request) {
  return organisation_of(request) ? choose_page(pack, request, {}, 200) : ask_organisation_first(request);
}

Response upload(const region::Pack& pack, Request& request) {
  if (!organisation_of(request)) return ask_organisation_first(request);
  if (request.uploads.empty() || request.uploads.front().data.empty())
    return choose_page(pack, request, {{"file", say("Choose a file first.")}}, 400);
  auto organisation = organisation_of(request);
  const auto& file = request.uploads.front();
  auto previewed = preview_import(request.op(), pack, organisation, file.filename, file.data);
  if (previewed) return web::see_other(request, import_path(previewed->id));
  if (previewed.error().code != Code::invalid) return web::error_page(request, previewed.error());
  auto problems = previewed.error().problems;
  if (problems.empty()) problems.push_back({"file", previewed.error().message});
  return choose_page(pack, request, problems, 400);
}

Html problem_table(const Import& import) {
  if (import.problems.empty()) return {};
  view::Table table;
  table.caption = import.problems.size() < static_cast<std::size_t>(kMostImportProblems)
                      ? tr("Lines to mend")
                      : tr("The first {1} things to mend", std::to_string(kMostImportProblems));
  table.columns = {{tr("Line"), true, {}, {}}, {tr("Column"), false, {}, {}}, {tr("What is wrong"), false, {}, {}}};
  for (const auto& p : import.problems) {
    view::Row row;
    row.cells = {html::text(std::to_string(p.line)), html::text(p.field), html::text(tr(p.what))};
    table.rows.push_back(std::move(row));
  }
  return view::table(table);
}

Html progress_of(const Request& request, const Import& import) {
  view::Progress progress;
  progress.label = import.state == ImportState::running ? tr("Taking in {1}", import.filename)
                                                        : tr("{1} is taken in", import.filename);
  progress.done = import.next_row;
  progress.total = import.rows_total - import.rows_bad;
  progress.text = tr("{1} of {2} lines", number(import.next_row), number(progress.total));
  progress.fragment = import_path(import.id, "/progress");
  progress.running = import.state == ImportState::running;
  if (!progress.running)
    progress.text += " · " + tr("{1} added, {2} changed", number(import.added), number(import.changed));
  if (progress.running)
    progress.actions = view::button(view::Post{
        tr("Stop here"), import_path(import.id, "/cancel"), web::stamp(request), view::Weight::quiet, {}, {}, {}});
  else
    progress.actions =
        view::button(view::Action{tr("See the use cases"), html::path("/use-cases"), view::Weight::primary, {}, {}});
  return view::progress(progress);
}

std::string label(RowEffect effect) {
  switch (effect) {
    case RowEffect::added:
      return trc("line of a file", "new");
    case RowEffect::changed:
      return trc("line of a file", "changed");
    case RowEffect::unchanged:
      return trc("line of a file", "the same");
  }
  return {};
}

Html words_of_outlook(const RowOutlook& row, const std::vector<Leaf>& leaves) {
  auto words = html::each(row.changes, [&](const Change& c) { return words_of_change(c, leaves); });
  if (row.scored) words += el("p", {}, {tr("gets its first score")});
  return words.empty() ? view::muted(tr("a new use case")) : words;
}

Html first_rows_of(const Import& import) {
  if (import.first_rows.empty()) return {};
  auto leaves = leaves_of(shape_of_const(UseCaseText{}));
  view::Table table;
  table.caption = import.added + import.changed > static_cast<std::int64_t>(import.first_rows.size())
                      ? tr("The first lines that change something")
                      : tr("The lines that change something");
  table.columns = {{tr("Title"), false, {}, {}},
                   {tr("Line"), true, {}, {}},
                   {tr("State"), false, {}, {}},
                   {tr("What changes"), false, {}, {}}};
  for (const auto& r : import.first_rows) {
    view::Row row;
    row.cells = {html::text(r.title), html::text(std::to_string(r.line)),
                 view::tag(label(r.effect), r.effect == RowEffect::added ? view::Tone::good : view::Tone::info),
                 words_of_outlook(r, leaves)};
    table.rows.push_back(std::move(row));
  }
  return view::table(table);
}

std::string words_of_start(const Import& import) {
  auto good = import.rows_total - import.rows_bad;
  if (import.rows_bad == 0) return trn("Take in {1} line", "Take in all {1} lines", good);
  return trn("Take in {1} line, leave out {2}", "Take in {1} lines, leave out {2}", good, number(import.rows_bad));
}

Html preview_of(const Request& request, const Import& import) {
  auto good = import.rows_total - import.rows_bad;
  auto start = good == 0 ? Html()
                         : view::button(view::Post{words_of_start(import),
                                                   import_path(import.id, "/start"),
                                                   web::stamp(request),
                                                   view::Weight::primary,
                                                   {},
                                                   {},
                                                   {}});
  auto cancel = view::button(view::Post{
      tr("Put it aside"), import_path(import.id, "/cancel"), web::stamp(request), view::Weight::quiet, {}, {}, {}});
  auto tone = import.rows_bad == 0 ? view::Tone::good : good == 0 ? view::Tone::bad : view::Tone::warn;
  auto title = import.rows_bad == 0
                   ? trn("{1} line, and it is good.", "All {1} lines are good.", import.rows_total)
                   : trn("{1} of {2} lines is good.", "{1} of {2} lines are good.", good, number(import.rows_total));
  std::vector<view::Stat> stats{{tr("Would be new"), number(import.added), {}, {}, {}},
                                {tr("Would change"), number(import.changed), {}, {}, {}},
                                {tr("Would stay the same"), number(import.unchanged), {}, {}, {}},
                                {tr("Left out"), number(import.rows_bad), {}, {}, {}}};
  return view::callout(tone, title,
                       {el("p", {}, {tr("Nothing has been taken in yet.")}), view::actions({start, cancel})}) +
         view::stats(stats) + first_rows_of(import);
}

Html outcome_of(const Import& import) {
  if (import.state == ImportState::cancelled && import.added + import.changed == 0)
    return view::callout(view::Tone::info, tr("This file was put aside. Nothing was taken in."));
  std::vector<view::Stat> stats{{tr("Added"), number(import.added), {}, {}, {}},
                                {tr("Changed"), number(import.changed), {}, {}, {}},
                                {tr("The same as before"), number(import.unchanged), {}, {}, {}},
                                {tr("Left out"), number(import.rows_bad), {}, {}, {}}};
  return view::stats(stats) + view::actions({view::button(view::Action{
                                  tr("See the use cases"), html::path("/use-cases"), view::Weight::primary, {}, {}})});
}

Result<Import> own(Request& request) {
  TRY_LET(auto id, request.id<ImportId>("id"));
  return own_import(*request.site.db().reader(), request.actor(), id);
}

Response import_page(const region::Pack& pack, Request& request) {
  auto import = own(request);
  if (!import) return web::error_page(request, import.error());
  look_at(*request.site.db().reader(), pack, request.site.clock().now(), *import);
  auto middle = import->state == ImportState::previewed ? preview_of(request, *import)
                : import->state == ImportState::running ? progress_of(request, *import)
                                                        : outcome_of(*import);
  std::vector<view::Link> above{{tr("Use cases"), html::path("/use-cases")},
                                {tr("Import"), html::path("/use-cases/import")}};
  auto content = view::breadcrumbs(above, import->filename) +
                 view::heading({.title = import->filename, .eyebrow = tr("Import")}) + middle + problem_table(*import);
  return web::page(request, import->filename, content);
}

Response show_progress(Request& request) {
  auto import = own(request);
  if (!import) return web::error_page(request, import.error());
  return {.body = progress_of(request, *import).str()};
}

Response do_start(Request& request) {
  auto id = request.id<ImportId>("id");
  auto started = id ? start_import(request.op(), *id) : Result<Import>(id.error());
  if (!started) return web::error_page(request, started.error());
  return web::see_other(request, import_path(*id));
}

Response do_cancel(Request& request) {
  auto id = request.id<ImportId>("id");
  auto cancelled = id ? cancel_import(request.op(), *id) : Result<Import>(id.error());
  if (!cancelled) return web::error_page(request, cancelled.error());
  return web::see_other(request, import_path(*id), say("Stopped."));
}

}  // namespace

void mount_import_pages(web::Router& router, const region::Pack& pack) {
  router.get("/use-cases/import", kOwners, [&pack](Request& r) { return show_choice(pack, r); })
      .get("/use-cases/import/example.csv", kOwners, [&pack](Request& r) { return example(pack, r); })
      .post(
          "/use-cases/import", kOwners, [&pack](Request& r) { return upload(pack, r); }, kLargestImport)
      .get("/imports/{id}", kOwners, [&pack](Request& r) { return import_page(pack, r); })
      .get("/imports/{id}/progress", kOwners, show_progress)
      .post("/imports/{id}/start", kOwners, do_start)
      .post("/imports/{id}/cancel", kOwners, do_cancel);
}

}  // namespace couloir::portfolio
