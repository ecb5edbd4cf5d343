// Pages of a batch: the table of its dossiers with their reviews, and taking them up.
#include <algorithm>
#include <functional>
#include <map>
#include <tuple>

#include "base/text.h"
#include "calls/call_store.h"
#include "calls/dossier_store.h"
#include "calls/pages.h"
#include "calls/review_views.h"
#include "calls/submission.h"
#include "html/form.h"
#include "people/lab.h"
#include "people/person.h"
#include "people/role.h"
#include "web/site.h"

namespace couloir::calls {
namespace {

using namespace review_view;
using html::el;
using html::Html;
using view::Weight;
using web::Request;
using web::Response;

// ── the table ──

BatchQuery query_of(const Request& request) {
  BatchQuery query;
  query.sort = from_name<BatchSort>(request.asked("sort")).value_or(BatchSort::rank);
  query.down = request.asked("order") == "down";
  query.state = from_name<DossierState>(request.asked("state"));
  query.text = first_code_points(request.asked("text"), 100);
  query.incomplete = request.asked("incomplete") == "true";
  return query;
}

html::Url with_query(const Batch& batch, std::string_view below, const BatchQuery& q, BatchSort sort, bool down) {
  return html::path(batch_path(batch, below).str(), {{"sort", sort == BatchSort::rank ? "" : name_of(sort)},
                                                     {"order", down ? "down" : ""},
                                                     {"state", q.state ? name_of(*q.state) : ""},
                                                     {"text", q.text},
                                                     {"incomplete", q.incomplete ? "true" : ""}});
}

view::Column column(const Batch& batch, const BatchQuery& query, std::string label, BatchSort sort, bool numeric) {
  bool here = query.sort == sort;
  // Figures are looked at from the top: the first click sorts them down.
  bool down = here ? !query.down : numeric && sort != BatchSort::rank;
  return {std::move(label), numeric, with_query(batch, "", query, sort, down),
          !here        ? view::Sorted::no
          : query.down ? view::Sorted::down
                       : view::Sorted::up};
}

Html filters(const Batch& batch, const BatchQuery& query) {
  view::Field text{.name = "text", .label = tr("Search"), .input = view::Input::search, .value = query.text};
  view::Field state{.name = "state",
                    .label = tr("State"),
                    .input = view::Input::select,
                    .value = std::string(query.state ? name_of(*query.state) : ""),
                    .options = {{"", tr("all"), {}}}};
  for (auto name : names_of<DossierState>())
    if (auto s = *from_name<DossierState>(name); is_filed(s))
      state.options.push_back({std::string(name), label(s), {}});
  view::Field incomplete{.name = "incomplete",
                         .label = tr("Reviews"),
                         .input = view::Input::select,
                         .value = query.incomplete ? "true" : "",
                         .options = {{"", tr("all"), {}}, {"true", tr("still awaited"), {}}}};
  view::Filters filters;
  filters.action = batch_path(batch);
  filters.fields = {text, state, incomplete};
  if (query.state || !query.text.empty() || query.incomplete) filters.clear = batch_path(batch);
  filters.actions = view::button(view::Action{tr("As CSV"),
                                              with_query(batch, "/export.csv", query, query.sort, query.down),
                                              Weight::quiet,
                                              view::Icon::download,
                                              {}});
  return view::filters(filters);
}

/// The title, what it is filed under, and who is linked to it.
Html dossier_cell(const BatchRow& row) {
  Html cell = view::link({row.line.title, dossier_path(row.dossier, "/reviews")}) +
              view::second_line(tr("No. {1} · {2}", std::to_string(row.rank), row.number));
  for (std::size_t i = 0; i < row.links.size(); ++i) {
    const auto& party = row.links[i].party;
    cell += view::second_line(party.empty() ? tr("Link: {1}", row.linked_names[i])
                                            : tr("Link: {1} with {2}", row.linked_names[i], party));
  }
  return cell;
}

/// What many rows share is drawn once a page: where a dossier stands, with its warnings, who holds it, and labs.
class SharedCells {
 public:
  SharedCells(const std::vector<people::Lab>& labs, std::string zone) : labs_(labs), zone_(std::move(zone)) {}
  Html state(const BatchRow& row) { return tags(row) + holder(row); }
  const Html& lab(const std::string& code) {
    auto [line, fresh] = lab_lines_.try_emplace(code);
    if (fresh) line->second = view::second_line(lab_name(labs_, code));
    return line->second;
  }

 private:
  const Html& tags(const BatchRow& row) {
    bool prepared = row.prepared && !row.decided;
    auto [cell, fresh] = states_.try_emplace({row.state, row.candidate(), prepared, row.line.act, row.line.warnings});
    if (!fresh) return cell->second;
    cell->second = tag_of(row.state);
    if (row.candidate()) cell->second += view::tag(tr("ready for the committee"), view::Tone::accent);
    if (prepared) cell->second += view::tag(tr("prepared"), view::Tone::info);
    return cell->second += warning_tags(row.line);
  }
  const Html& holder(const BatchRow& row) {
    auto [line, fresh] = holders_.try_emplace({row.state, day_in(row.state_since, zone_), row.correct_by});
    if (fresh) line->second = view::second_line(holder_words(row.state, row.state_since, row.correct_by, zone_));
    return line->second;
  }

  const std::vector<people::Lab>& labs_;
  std::string zone_;
  std::map<std::tuple<DossierState, bool, bool, std::string_view, std::string_view>, Html> states_;
  std::map<std::tuple<DossierState, Date, std::optional<Instant>>, Html> holders_;
  std::map<std::string_view, Html> lab_lines_;
};

Html batch_table(const Batch& batch, const BatchQuery& query, const std::vector<BatchRow>& rows,
                 const std::vector<people::Lab>& labs, const std::string& zone) {
  view::Table table{.caption = tr("Dossiers of this batch"),
                    .caption_hidden = true,
                    .columns = {column(batch, query, tr("Dossier"), BatchSort::rank, false),
                                column(batch, query, tr("Organisation"), BatchSort::organisation, false),
                                column(batch, query, tr("Months"), BatchSort::asked, true),
                                column(batch, query, tr("Reviews"), BatchSort::given, true),
                                column(batch, query, tr("Mean"), BatchSort::mean, true),
                                column(batch, query, tr("Spread"), BatchSort::spread, true),
                                {tr("State")}},
                    .empty = view::empty_state(tr("Nothing here"), tr("Dossiers filed for this cut-off stand here."))};
  table.rows.reserve(rows.size());
  SharedCells shared(labs, zone);
  for (const auto& row : rows) {
    auto& cells = table.rows.emplace_back().cells;
    cells.reserve(table.columns.size());
    cells.push_back(dossier_cell(row));
    cells.push_back(html::text(row.line.organisation) + shared.lab(row.line.lab));
    cells.push_back(html::text(months_words(row.line.asked)));
    cells.push_back(html::text(std::to_string(row.tally.given) + " / " + std::to_string(row.tally.assigned)));
    cells.push_back(score_cell(row.tally.mean()));
    cells.push_back(row.tally.spread() ? html::text(score_words(row.tally.spread())) : view::muted("–"));
    cells.push_back(shared.state(row));
  }
  return view::table(table);
}

bool waits(const BatchRow& row) { return transition(Act::take_up, row.state) != nullptr; }

/// That some wait, and the door to the list of them.
Html take_up_door(const Request& request, const Batch& batch, const std::vector<BatchRow>& rows) {
  auto count = std::ranges::count_if(rows, waits);
  if (count == 0) return {};
  auto what = trn("{1} dossier waits to be taken up", "{1} dossiers wait to be taken up", count);
  if (auto until = amendable_until(batch.when(), request.raw.received))
    return view::callout(view::Tone::info, what,
                         {el("p", {},
                             {tr("Their applicants may still amend them until {1}; then they can be taken up.",
                                 date_time(*until, request.site.config().timezone))})});
  return view::callout(
      view::Tone::info, what,
      {view::actions({view::button(view::Action{
          tr("Look at the list and take it up"), batch_path(batch, "/taking-up"), Weight::primary, {}, {}})})});
}

Response show_batch_page(Request& request) {
  auto reader = request.site.db().reader();
  auto batch = batch_of(*reader, request);
  if (!batch) return web::error_page(request, batch.error());
  auto rows = rows_of_batch(*reader, request.actor(), *batch);
  auto labs = people::all_labs(*reader);
  reader.reset();
  auto query = query_of(request);
  Html take = office_looks(request) ? take_up_door(request, *batch, rows) : Html();
  auto count = std::ssize(rows);
  auto shown = selected(std::move(rows), query);
  auto title = batch_name(request, *batch);
  std::vector<view::Link> above{{tr("Reviews"), html::path("/reviews")}};
  auto lead = office_looks(request) ? trn("{1} dossier, with what its reviewers say.",
                                          "{1} dossiers, with what their reviewers say.", count)
                                    : trn("{1} dossier whose parties you declared and are not linked to.",
                                          "{1} dossiers whose parties you declared and are not linked to.", count);
  return web::page(
      request, title,
      view::breadcrumbs(above, title) +
          view::heading({.title = title, .lead = lead, .eyebrow = batch->call.name.text()}) +
          batch_tabs(request, *batch, "") +
          view::stack(
              {take, filters(*batch, query), batch_table(*batch, query, shown, labs, request.site.config().timezone),
               view::note(tr("Mean and spread are out of 100, of given reviews by reviewers without a link. The "
                             "spread is the largest score less the smallest."))}));
}

Response export_batch(Request& request) {
  auto reader = request.site.db().reader();
  auto batch = batch_of(*reader, request);
  if (!batch) return web::error_page(request, batch.error());
  auto rows = selected(rows_of_batch(*reader, request.actor(), *batch), query_of(request));
  auto form = request.asked("form") == "plain" ? CsvForm::plain : CsvForm::excel_french;
  return web::download(batch_csv(rows, form), "text/csv; charset=utf-8", batch->call.code + "-batch.csv");
}

// ── taking up: first the list, then the deed ──

Html waiting_table(const std::vector<BatchRow>& rows, const std::vector<people::Lab>& labs) {
  view::Table table{.caption = tr("Dossiers to take up"),
                    .caption_hidden = true,
                    .columns = {{tr("Dossier")}, {tr("Organisation")}, {tr("Months"), true}, {tr("To look at")}}};
  for (const auto& row : rows) {
    auto warnings = warning_tags(row.line);
    table.rows.push_back(
        {.cells = {view::link({row.line.title, dossier_path(row.dossier)}) +
                       view::second_line(tr("No. {1} · {2}", std::to_string(row.rank), row.number)),
                   html::text(row.line.organisation) + view::second_line(lab_name(labs, row.line.lab)),
                   html::text(months_words(row.line.asked)), warnings.empty() ? view::muted("–") : warnings}});
  }
  return view::table(table);
}

Html take_up_form(const Request& request, const Batch& batch, const std::vector<BatchRow>& rows) {
  Html shown;
  for (const auto& row : rows) shown += view::hidden("dossier", row.dossier.str() + ":" + std::to_string(row.version));
  auto count = static_cast<std::int64_t>(rows.size());
  return view::form(
      {.action = batch_path(batch, "/taking-up"),
       .csrf = web::stamp(request),
       .ask_before_leaving = false,
       .label = tr("Take up")},
      {shown,
       view::button_row(
           {view::submit({.text = trn("Take {1} up: it is complete", "Take all {1} up: they are complete", count)}),
            view::button(view::Action{tr("Back to the batch"), batch_path(batch), Weight::quiet, {}, {}})})});
}

Response take_up_page(Request& request, const Html& said = {}, int status = 200) {
  auto reader = request.site.db().reader();
  auto batch = batch_of(*reader, request);
  if (!batch) return web::error_page(request, batch.error());
  auto rows = rows_of_batch(*reader, request.actor(), *batch);
  std::erase_if(rows, std::not_fn(waits));
  auto labs = people::all_labs(*reader);
  reader.reset();
  auto count = static_cast<std::int64_t>(rows.size());
  auto until = amendable_until(batch->when(), request.raw.received);
  auto title = tr("Take up");
  std::vector<view::Link> above{{tr("Reviews"), html::path("/reviews")},
                                {batch_name(request, *batch), batch_path(*batch)}};
  Html deed;
  if (rows.empty())
    deed = view::empty_state(
        tr("Nothing to take up"), tr("Every dossier of this batch is taken up or with its applicants."),
        view::button(view::Action{tr("Back to the batch"), batch_path(*batch), Weight::secondary, {}, {}}));
  else if (until)
    deed = view::note(tr("Their applicants may still amend them until {1}; then they can be taken up.",
                         date_time(*until, request.site.config().timezone)));
  else
    deed = take_up_form(request, *batch, rows);
  return web::page(
      request, title,
      view::breadcrumbs(above, title) +
          view::heading({.title = trn("Take {1} dossier up", "Take {1} dossiers up", count),
                         .lead = tr("From then on reviewers read them and their applicants change nothing. Send an "
                                    "incomplete one back first: it keeps its rank."),
                         .eyebrow = batch_name(request, *batch)}) +
          view::stack({said, rows.empty() ? Html() : waiting_table(rows, labs), deed}),
      status);
}

/// "14:3": a dossier and the version that was shown.
ToTakeUp shown_in(std::string_view text) {
  auto colon = text.find(':');
  auto version = colon == text.npos ? std::string_view() : text.substr(colon + 1);
  return {DossierId{whole(text.substr(0, colon))}, whole(version)};
}

Response post_take_up(Request& request) {
  auto batch = batch_of(*request.site.db().reader(), request);
  if (!batch) return web::error_page(request, batch.error());
  std::vector<ToTakeUp> shown;
  for (const auto& text : all_filled(request, "dossier")) shown.push_back(shown_in(text));
  auto done = take_up_batch(request.op(), batch->call.id, batch->cut_off, shown);
  if (done)
    return web::see_other(request, batch_path(*batch), say("Taken up: {1}.", std::to_string(done->taken.size())));
  auto code = done.error().code;
  if (code != Code::conflict && code != Code::refused && code != Code::invalid)
    return web::error_page(request, done.error());
  return take_up_page(request, view::callout(view::Tone::bad, tr(done.error().message)), web::http_status(code));
}

}  // namespace

void mount_batch_pages(web::Router& router) {
  const std::string at = "/calls/{code}/batches/{batch}";
  constexpr std::uint64_t kLongList = 1 << 20;
  router.get(at, kBatches, show_batch_page)
      .get(at + "/export.csv", kBatches, export_batch)
      .get(at + "/taking-up", kOffice, [](Request& r) { return take_up_page(r); })
      .post(at + "/taking-up", kOffice, post_take_up, kLongList);
}

}  // namespace couloir::calls
