// Her dossiers: those she writes in, her organisations' and her labs'; narrowed, sorted, taken along as a table.
#include <algorithm>

#include "base/csv.h"
#include "base/text.h"
#include "calls/call_store.h"
#include "calls/dossier_views.h"
#include "calls/notices.h"
#include "calls/pages.h"
#include "calls/reminder_store.h"

namespace couloir::calls {
namespace {

using html::el;
using html::Html;
using view::Weight;
using web::Request;
using web::Response;

bool waits_for_signature(const Dossier& d) {
  return d.signature_asked_at && d.lab && (d.state == DossierState::draft || d.state == DossierState::returned);
}

/// What the list is narrowed and sorted by; without a sort the newest change comes first.
struct ListQuery {
  DossierFilter filter;
  std::string sort;  ///< "title", "call", "state"; else by the last change

  bool narrows() const { return filter.state || !filter.call.empty(); }
};
ListQuery list_query_of(const Request& request) {
  return {{from_name<DossierState>(request.asked("state")), std::string(request.asked("call"))},
          std::string(request.asked("sort"))};
}
html::Url path_of(const ListQuery& q, std::string_view below = "") {
  return html::path(
      "/dossiers" + std::string(below),
      {{"state", q.filter.state ? name_of(*q.filter.state) : ""}, {"call", q.filter.call}, {"sort", q.sort}});
}

struct Listed {
  std::vector<Dossier> dossiers;
  std::vector<Call> calls;  ///< of hers alone: others may not be published
  bool any = false;         ///< before it was narrowed

  const Call* call_of(const Dossier& d) const {
    auto found = std::ranges::find(calls, d.call, &Call::id);
    return found == calls.end() ? nullptr : &*found;
  }
};

Listed listed(Reader& reader, const Actor& actor, const ListQuery& query, int limit) {
  Listed list{dossiers_for(reader, actor, limit), all_calls(reader)};
  list.any = !list.dossiers.empty();
  std::erase_if(list.calls, [&](const Call& call) {
    return std::ranges::find(list.dossiers, call.id, &Dossier::call) == list.dossiers.end();
  });
  if (query.narrows()) list.dossiers = dossiers_for(reader, actor, limit, query.filter);
  auto key = [&](const Dossier& d) {
    const auto* call = list.call_of(d);
    return query.sort == "title"  ? fold(d.title)
           : query.sort == "call" ? fold(call ? call->name.text() : "")
                                  : std::to_string(static_cast<int>(d.state));
  };
  if (query.sort == "title" || query.sort == "call" || query.sort == "state")
    std::ranges::stable_sort(list.dossiers, {}, key);
  return list;
}

Html filters_of(const ListQuery& query, const Listed& list) {
  view::Field state{.name = "state", .label = tr("State"), .input = view::Input::select};
  state.value = query.filter.state ? name_of(*query.filter.state) : "";
  state.options.push_back({"", tr("every state"), {}});
  for (auto name : names_of<DossierState>())
    state.options.push_back({std::string(name), label(*from_name<DossierState>(name)), {}});
  view::Field call{.name = "call", .label = tr("Call"), .input = view::Input::select};
  call.value = query.filter.call;
  call.options.push_back({"", tr("every call"), {}});
  for (const auto& c : list.calls) call.options.push_back({c.code, c.name.text(), {}});
  std::vector<view::Field> fields{std::move(state), std::move(call)};
  if (!query.sort.empty()) fields.push_back({.name = "sort", .input = view::Input::hidden, .value = query.sort});
  auto all = query;
  all.filter = {};
  return view::filters({.action = html::path("/dossiers"),
                        .fields = std::move(fields),
                        .clear = query.narrows() ? path_of(all) : html::Url(),
                        .actions = view::button(view::Action{.text = tr("As CSV"),
                                                             .to = path_of(query, "/export.csv"),
                                                             .weight = Weight::quiet,
                                                             .icon = view::Icon::download})});
}

Html table_of(const Request& request, const ListQuery& query, const Listed& list) {
  auto table = dossier_table(request, list.dossiers, list.calls);
  auto sortable = [&](std::size_t column, std::string by) {
    bool here = query.sort == by;
    auto to = query;
    to.sort = std::move(by);
    table.columns[column].sort = path_of(to);
    table.columns[column].sorted = here ? view::Sorted::up : view::Sorted::no;
  };
  sortable(0, "title");
  sortable(1, "call");
  sortable(2, "state");
  sortable(4, "");
  if (query.sort.empty()) table.columns[4].sorted = view::Sorted::down;
  table.empty = view::empty_state(
      tr("No dossier like this"), tr("Nothing of yours is in this state and call."),
      view::button(view::Action{tr("Show all of them"), html::path("/dossiers"), Weight::secondary, {}, {}}));
  return view::table(table);
}

Html cut_note(const Listed& list) {
  if (std::ssize(list.dossiers) < kMostListed) return {};
  return view::note(
      tr("Only the {1} that changed last are listed; the CSV holds all.", number(std::int64_t{kMostListed})));
}

Html reminders(const Request& request, bool reminded) {
  return view::section(
      tr("Reminders"),
      {view::note(
           reminded ? tr("You are written to, once each, about a draft that you left, a cut-off that comes near and a "
                         "correction that is due. Receipts and decisions always come.")
                    : tr("You get no reminders. Receipts and decisions always come.")),
       view::button(view::Post{reminded ? tr("No more reminders") : tr("Remind me again"),
                               html::path("/dossiers/reminders"),
                               web::stamp(request),
                               Weight::secondary,
                               {},
                               {},
                               {{"wanted", reminded ? "false" : "true"}}})},
      "reminders");
}

Response list_dossiers(Request& request) {
  auto query = list_query_of(request);
  auto reader = request.site.db().reader();
  auto list = listed(*reader, request.actor(), query, kMostListed);
  bool reminded = wants_reminders(*reader, request.actor().person);
  reader.reset();
  auto calls = view::button(
      view::Action{tr("See the calls"), html::path("/calls"), list.any ? Weight::secondary : Weight::primary, {}, {}});
  auto none = [&] {
    return view::empty_state(tr("No dossier yet"),
                             tr("A dossier begins from a use case: what its card says is there already, and you go on "
                                "writing whenever you like. Colleagues and your lab write with you."),
                             calls);
  };
  auto content =
      view::heading({.title = tr("My dossiers"),
                     .lead = tr("From draft to decision. Who holds a file, and since when, always stands beside it."),
                     .actions = list.any ? calls : Html()}) +
      (list.any ? filters_of(query, list) + table_of(request, query, list) + cut_note(list) : none()) +
      reminders(request, reminded);
  return web::page(request, tr("My dossiers"), content);
}

Response export_dossiers(Request& request) {
  constexpr int kMostTaken = 10'000;
  auto list = listed(*request.site.db().reader(), request.actor(), list_query_of(request), kMostTaken);
  const auto& zone = request.site.config().timezone;
  CsvWriter writer(CsvForm::excel_french);
  writer.row(std::vector{tr("Number"), tr("Title"), tr("Call"), tr("State"), tr("Where it is"), tr("Filed"),
                         tr("Last change")});
  for (const auto& d : list.dossiers) {
    const auto* call = list.call_of(d);
    writer.row(std::vector{d.number.value_or(""), d.title, call ? call->name.text() : std::string(), label(d.state),
                           holder_words(d, zone), d.filed_at ? day_in(*d.filed_at, zone).iso() : std::string(),
                           day_in(d.updated_at, zone).iso()});
  }
  Response response{.body = writer.take(), .type = "text/csv; charset=utf-8"};
  return std::move(response)
      .with("content-disposition", "attachment; filename=\"dossiers.csv\"")
      .with("cache-control", "no-store");
}

Response post_reminders(Request& request) {
  bool wanted = request.filled("wanted") == "true";
  if (auto chosen = choose_reminders(request.op(), wanted); !chosen) return web::error_page(request, chosen.error());
  return web::see_other(request, html::path("/dossiers"),
                        wanted ? say("You will be reminded.") : say("You get no reminders any more."));
}

}  // namespace

view::Table dossier_table(const Request& request, const std::vector<Dossier>& dossiers,
                          const std::vector<Call>& calls) {
  const auto& zone = request.site.config().timezone;
  view::Table table;
  table.caption = tr("My dossiers");
  table.caption_hidden = true;
  table.columns = {{tr("Title")}, {tr("Call")}, {tr("State")}, {tr("Where it is")}, {tr("Last change")}};
  for (const auto& d : dossiers) {
    auto call = std::ranges::find(calls, d.call, &Call::id);
    view::Row row;
    row.cells = {
        view::link({d.title.empty() ? tr("Without a title") : d.title, dossier_path(d.id)}) +
            (d.number ? el("br", {}) + view::muted(*d.number) : Html()),
        html::text(call == calls.end() ? "" : call->name.text()),
        tag_of(d.state) +
            (waits_for_signature(d) ? view::tag(tr("waits for the lab’s signature"), view::Tone::warn) : Html()),
        html::text(holder_words(d, zone)), html::text(short_date(day_in(d.updated_at, zone)))};
    row.marked = d.state == DossierState::returned || (waits_for_signature(d) && request.actor().speaks_for(d.lab));
    table.rows.push_back(std::move(row));
  }
  return table;
}

void mount_dossier_list_page(web::Router& router) {
  router.nav({25, "/dossiers", _t("My dossiers"), {.guests = true, .roles = kApplicants.roles}})
      .get("/dossiers", kDossierReaders, list_dossiers)
      .get("/dossiers/export.csv", kDossierReaders, export_dossiers)
      .post("/dossiers/reminders", kDossierReaders, post_reminders);
}

}  // namespace couloir::calls
