// Engineers from a file: chosen, looked at line by line, taken in.
#include "html/table.h"
#include "pool/engineer_import.h"
#include "pool/pages.h"
#include "pool/views.h"
#include "web/site.h"
#include "words/quantities.h"

namespace couloir::pool {
namespace {

using html::el;
using html::Html;
using view::Weight;
using web::Request;
using web::Response;

constexpr std::string_view kImport = "/pool/engineers/import";

Html fate_tag(LineFate fate) {
  switch (fate) {
    case LineFate::added:
      return view::tag(trc("engineer", "new"), view::Tone::good);
    case LineFate::changed:
      return view::tag(trc("engineer", "changes"), view::Tone::accent);
    case LineFate::unchanged:
      return view::tag(trc("engineer", "as it is"), view::Tone::neutral);
  }
  return {};
}

Html lines_table(const EngineerFile& file, const region::Pack& pack) {
  view::Table table;
  table.caption = tr("What the file says");
  table.caption_hidden = true;
  table.columns = {{tr("Line")},   {tr("Engineer")},    {tr("Works at")}, {tr("Full time"), true},
                   {tr("Skills")}, {tr("What happens")}};
  for (const auto& line : file.lines) {
    const auto& e = line.engineer;
    view::Row row;
    row.cells = {html::text(std::to_string(line.line)),       html::text(e.name),
                 html::text(site_name(pack, e.site)),         html::text(couloir::written(e.share)),
                 html::text(skills_in_words(pack, e.skills)), fate_tag(line.fate)};
    table.rows.push_back(std::move(row));
  }
  return view::table(table);
}
/// "line 3: site" in the reader's language.
std::string place_words(const std::string& where) {
  constexpr std::string_view kLine = "line ";
  return where.starts_with(kLine) ? tr("line {1}", where.substr(kLine.size())) : where;
}
Html problems_of_file(const EngineerFile& file) {
  auto lines = html::each(
      file.problems, [](const Problem& p) { return el("li", {}, {tr("{1}: {2}", place_words(p.where), tr(p.what))}); });
  return view::callout(view::Tone::bad, tr("Nothing is taken in before these lines are mended"),
                       {el("ul", {}, {lines})});
}
Html commit_form(Request& request, const std::string& csv, const EngineerFile& file) {
  auto news = file.count(LineFate::added), changes = file.count(LineFate::changed);
  if (news + changes == 0) return view::note(tr("Everything in this file is known already."));
  return view::form(
      {.action = html::path("/pool/engineers/import/taking-in"), .csrf = web::stamp(request)},
      {view::hidden("csv", csv),
       view::button_row({view::submit({.text = tr("Take in: {1} new, {2} changed", number(news), number(changes))})})});
}

Response import_page(Request& request, const std::vector<Problem>& problems, Html preview, int status = 200) {
  std::vector<view::Field> fields{
      {.name = "file",
       .label = tr("File"),
       .input = view::Input::file,
       .hint = tr("A spreadsheet saved as CSV, with the columns of the export; each engineer has her "
                  "reference under external_id. Columns that are not there leave what is stored."),
       .required = true,
       .accept = ".csv"}};
  std::vector<view::Link> above{{tr("The pool"), html::path("/pool")}};
  auto title = tr("Import engineers");
  auto content =
      view::breadcrumbs(above, title) +
      view::heading(
          {.title = title,
           .lead = tr("The same file twice changes nothing. You see each line before anything is taken in.")}) +
      view::stack({std::move(preview),
                   view::form({.action = html::path(kImport),
                               .csrf = web::stamp(request),
                               .sends_files = true,
                               .ask_before_leaving = false},
                              {view::error_summary(fields, problems), view::fields(fields, problems),
                               view::button_row(
                                   {view::submit({.text = tr("Look at the file"), .weight = Weight::secondary})})})});
  return web::page(request, title, content, status);
}

Response preview(Request& request, const Foundations& house, const std::string& csv, int status = 200) {
  auto file = preview_engineers(request.op(), house.region, csv);
  if (!file) {
    web::Form form;
    if (!web::told_on(form, file.error())) return web::error_page(request, file.error());
    for (auto& p : form.problems)
      if (p.where != "file") p = {"file", p.where.empty() ? p.what : say("{1}: {2}", place_words(p.where), tr(p.what))};
    return import_page(request, form.problems, {}, 400);
  }
  auto what = view::section(tr("What the file says"),
                            {file->problems.empty() ? commit_form(request, csv, *file) : problems_of_file(*file),
                             file->lines.empty() ? Html() : lines_table(*file, house.region)},
                            "preview");
  return import_page(request, {}, what, file->problems.empty() ? status : 422);
}

Response upload(Request& request, const Foundations& house) {
  if (request.uploads.empty() || request.uploads.front().data.empty())
    return import_page(request, {{"file", say("Choose a file first.")}}, {}, 400);
  return preview(request, house, std::string(request.uploads.front().data));
}
Response taking_in(Request& request, const Foundations& house) {
  std::string csv(request.filled("csv"));
  auto taken = take_in_engineers(request.op(), house.region, csv);
  if (taken) return web::see_other(request, html::path("/pool"), say("The engineers of the file are in the pool."));
  if (taken.error().code != Code::invalid) return web::error_page(request, taken.error());
  return preview(request, house, csv, 409);  // somebody changed the pool since it was looked at
}

// ── by script ──

struct EngineerImportQuery {
  bool preview = false;
};
void describe(Describer& d, EngineerImportQuery& q) {
  d.type("EngineerImportQuery");
  d.field("preview", q.preview, Rule{}.or_keep().doc(_t("Only say what would happen")));
}
struct ImportCount {
  std::int64_t added = 0, changed = 0, unchanged = 0;
};
void describe(Describer& d, ImportCount& c) {
  d.type("EngineerImportCount");
  d.field("added", c.added);
  d.field("changed", c.changed);
  d.field("unchanged", c.unchanged);
}
Result<web::Reply> by_script(const Foundations& house, const web::Call& call, const EngineerImportQuery& query) {
  TRY_LET(auto file, query.preview ? preview_engineers(call.op, house.region, call.body)
                                   : take_in_engineers(call.op, house.region, call.body));
  if (!file.problems.empty()) return Error::invalid(std::move(file.problems));
  ImportCount count{file.count(LineFate::added), file.count(LineFate::changed), file.count(LineFate::unchanged)};
  return web::Reply{.body = write_json(shape_of(count))};
}

}  // namespace

void mount_engineer_import(web::Site& site, const Foundations& house) {
  site.router()
      .get(std::string(kImport), kKeepers, [](Request& r) { return import_page(r, {}, {}); })
      .post(
          std::string(kImport), kKeepers, [house](Request& r) { return upload(r, house); },
          kLargestEngineerFile + (64U << 10U))
      .post(
          "/pool/engineers/import/taking-in", kKeepers, [house](Request& r) { return taking_in(r, house); },
          2 * kLargestEngineerFile);
  web::Doc doc{web::Method::post,
               "/engineers/import",
               "pool engineer import",
               _t("Take in engineers from a CSV file; all of it or nothing"),
               kKeepers,
               people::Scope::pool_write};
  doc.body_type = "text/csv";
  doc.body_limit = kLargestEngineerFile;
  site.api().raw<EngineerImportQuery>(
      doc, [house](const web::Call& call, const EngineerImportQuery& query) { return by_script(house, call, query); });
}

}  // namespace couloir::pool
