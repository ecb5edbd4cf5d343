// The list of use cases: ranked, searched, filtered, exported.
#include "base/text.h"
#include "people/organisation.h"
#include "portfolio/pages.h"
#include "portfolio/use_case_edit.h"
#include "portfolio/use_case_export.h"
#include "portfolio/use_case_views.h"
#include "web/request.h"

namespace couloir::portfolio {
namespace {

using html::el;
using html::Html;
using web::Request;
using web::Response;

constexpr int kPageRows = 25;

struct ListQuery {
  std::string q;
  std::optional<UseCaseState> state;
  std::string pillar;
  Sort sort = Sort::score;
  std::string after, before;
  OrganisationId organisation;
};
void describe(Describer& d, ListQuery& q) {
  d.type("UseCaseListQuery");
  d.field("q", q.q, text(0, 200).or_keep());
  d.field("state", q.state);
  d.field("pillar", q.pillar, text(0, 40).or_keep());
  d.field("sort", q.sort, Rule{}.or_keep());
  d.field("after", q.after, text(0, 300).or_keep());
  d.field("before", q.before, text(0, 300).or_keep());
  d.field("organisation", q.organisation, Rule{}.or_keep());
}

/// What the page lists; empty: nothing is this person's to see. An owner looks at one organisation at a time.
std::optional<UseCaseFilter> filter_in_sight(const Request& request, const ListQuery& query) {
  const auto& actor = request.actor();
  auto organisation = query.organisation;
  if (!actor.roles.has(Role::office) && actor.roles.has(Role::operator_) && !actor.works_for(organisation))
    organisation = actor.organisations.empty() ? OrganisationId{} : actor.organisations.front();
  UseCaseFilter filter;
  filter.state = query.state;
  filter.pillar = query.pillar;
  filter.words = query.q;
  return within_sight(actor, organisation, std::move(filter));
}

html::Url list_path(const ListQuery& q, Sort sort, std::string_view after = "", std::string_view before = "") {
  return html::path("/use-cases", {{"q", q.q},
                                   {"state", q.state ? name_of(*q.state) : ""},
                                   {"pillar", q.pillar},
                                   {"sort", name_of(sort)},
                                   {"organisation", q.organisation ? q.organisation.str() : ""},
                                   {"after", after},
                                   {"before", before}});
}

view::Column column(const ListQuery& query, Sort sort, bool numeric = true) {
  return {label(sort), numeric, list_path(query, sort),
          query.sort != sort    ? view::Sorted::no
          : sort == Sort::title ? view::Sorted::up
                                : view::Sorted::down};
}

view::Filters list_filters(const ListQuery& query, const region::Pack& pack) {
  std::vector<view::Option> states{{"", tr("all states"), {}}}, pillars{{"", tr("all pillars"), {}}};
  for (auto name : names_of<UseCaseState>())
    states.push_back({std::string(name), label(*from_name<UseCaseState>(name)), {}});
  for (const auto& p : pack.pillars) pillars.push_back({p.code, p.code + " · " + p.label.text(), {}});
  view::Field search, state, pillar;
  search.name = "q";
  search.label = tr("Search");
  search.input = view::Input::search;
  search.value = query.q;
  state.name = "state";
  state.label = tr("State");
  state.input = view::Input::select;
  state.value = query.state ? name_of(*query.state) : "";
  state.options = std::move(states);
  pillar.name = "pillar";
  pillar.label = tr("Best pillar");
  pillar.input = view::Input::select;
  pillar.value = query.pillar;
  pillar.options = std::move(pillars);
  view::Filters filters;
  filters.action = html::path("/use-cases");
  filters.fields = {std::move(search), std::move(state), std::move(pillar)};
  bool filtered = !query.q.empty() || query.state || !query.pillar.empty();
  if (filtered) filters.clear = html::path("/use-cases");
  return filters;
}

Html list_table(const Request& request, const ListQuery& query, const UseCasePage& page, const region::Pack& pack) {
  // Who looks at one organisation at a time needs no name beside each line.
  bool several = request.actor().roles.has(Role::office) || !request.actor().roles.has(Role::operator_) ||
                 request.actor().organisations.empty();
  std::unordered_map<OrganisationId, std::string> names;
  if (several) {
    std::vector<OrganisationId> ids;
    for (const auto& u : page.rows) ids.push_back(u.organisation);
    names = people::names_of_organisations(*request.site.db().reader(), ids);
  }
  view::Table table;
  table.caption = tr("Use cases, best first");
  table.caption_hidden = true;
  table.columns = {column(query, Sort::title, false)};
  if (several) table.columns.push_back({tr("Organisation"), false, {}, {}});
  table.columns.insert(table.columns.end(), {{tr("State"), false, {}, {}},
                                             column(query, Sort::score),
                                             {tr("Best pillar"), false, {}, {}},
                                             column(query, Sort::rice),
                                             column(query, Sort::wsjf),
                                             column(query, Sort::updated, false)});
  for (const auto& u : page.rows) {
    view::Row row;
    row.cells = {el("a", {html::href(use_case_path(u.id))}, {u.title})};
    if (several) row.cells.push_back(html::text(name_in(names, u.organisation)));
    row.cells.insert(
        row.cells.end(),
        {tag_of(u.state), score_cell(u.score), html::text(pillar_name(pack, u.score.pillar)), html::text(ratio(u.rice)),
         html::text(ratio(u.wsjf)), html::text(short_date(day_in(u.updated_at, pack.region.zone)))});
    table.rows.push_back(std::move(row));
  }
  return view::table(table);
}

Html list_actions(const Request& request) {
  if (!request.actor().roles.has(Role::operator_)) return {};
  return view::actions(
      {view::button(view::Action{
           tr("Add a use case"), html::path("/use-cases/new"), view::Weight::primary, view::Icon::plus, {}}),
       view::button(view::Action{tr("Import a CSV file"),
                                 html::path("/use-cases/import"),
                                 view::Weight::secondary,
                                 view::Icon::upload,
                                 {}})});
}

Html first_steps(const Request& request) {
  const auto& actor = request.actor();
  if (actor.roles.has(Role::office))
    return view::empty_state(
        tr("No use case yet"),
        tr("Use cases of every organisation of the region will be ranked here as soon as somebody writes one down."));
  if (actor.roles.has(Role::operator_) && actor.organisations.empty())
    return view::empty_state(
        tr("First, your organisation"), tr("A use case belongs to an organisation. Its SIRET is enough to begin."),
        view::button(
            view::Action{tr("Add my organisation"), html::path("/organisations/new"), view::Weight::primary, {}, {}}));
  if (actor.roles.has(Role::operator_))
    return view::empty_state(
        tr("Write down your first use case"),
        tr("Start with what annoys you most at work. You will see at once how it fits the cluster and which labs could "
           "help."),
        view::button(view::Action{
            tr("Add a use case"), html::path("/use-cases/new"), view::Weight::primary, view::Icon::plus, {}}));
  return view::empty_state(tr("No request yet"),
                           tr("Use cases that ask your lab to sponsor them will be listed here."));
}

Html organisation_tabs(const Request& request, const ListQuery& query, const std::optional<UseCaseFilter>& filter) {
  const auto& mine = request.actor().organisations;
  if (request.actor().roles.has(Role::office) || mine.size() < 2) return {};
  std::vector<view::Tab> tabs;
  auto names = people::names_of_organisations(*request.site.db().reader(), mine);
  for (auto id : mine) {
    auto other = query;
    other.organisation = id;
    tabs.push_back(
        {name_in(names, id), list_path(other, query.sort), filter && filter->organisations.front() == id, {}});
  }
  return view::tabs(tr("Organisation"), tabs);
}

/// “de la” finds nothing in particular: said, so that nobody takes the whole list for an answer.
Html too_common(const ListQuery& query) {
  if (trim(query.q).empty() || !words_of(query.q).empty()) return {};
  return view::note(tr("“{1}” is too common to search by: nothing was left out.", query.q));
}

Response show_list(const region::Pack& pack, Request& request) {
  auto query = web::read_query<ListQuery>(request);
  auto filter = filter_in_sight(request, query);
  UseCasePage page;
  if (filter)
    page = list_use_cases(*request.site.db().reader(), *filter, query.sort, Cursor::parse(query.after),
                          Cursor::parse(query.before), kPageRows);
  auto heading = view::heading(
      {.title = tr("Use cases"),
       .lead = tr("Ranked by how well they fit the pillars of the cluster. What nobody knows counts nothing."),
       .actions = list_actions(request)});
  bool unfiltered =
      query.q.empty() && !query.state && query.pillar.empty() && query.after.empty() && query.before.empty();
  if (page.rows.empty() && unfiltered) return web::page(request, tr("Use cases"), heading + first_steps(request));
  auto filters = list_filters(query, pack);
  filters.actions = view::button(view::Action{
      tr("Export"),
      html::path("/use-cases/export", {{"q", query.q},
                                       {"state", query.state ? name_of(*query.state) : ""},
                                       {"pillar", query.pillar},
                                       {"organisation", query.organisation ? query.organisation.str() : ""}}),
      view::Weight::quiet,
      view::Icon::download,
      {}});
  view::Pages pages;
  if (page.previous) pages.previous = list_path(query, query.sort, "", page.previous->str());
  if (page.next) pages.next = list_path(query, query.sort, page.next->str());
  pages.shown = static_cast<std::int64_t>(page.rows.size());
  pages.total = page.total;
  auto rows = page.rows.empty()
                  ? view::empty_state(tr("Nothing fits"), tr("No use case fits this search. Take a filter away."))
                  : list_table(request, query, page, pack) + view::pagination(pages);
  return web::page(
      request, tr("Use cases"),
      heading + organisation_tabs(request, query, filter) + view::filters(filters) + too_common(query) + rows);
}

Response download_csv(Request& request) {
  auto query = web::read_query<ListQuery>(request);
  auto filter = filter_in_sight(request, query);
  if (!filter) return web::error_page(request, Error::not_found(say("There is nothing to export.")));
  auto form = request.asked("form") == "plain" ? CsvForm::plain : CsvForm::excel_french;
  Response response{.type = "text/csv; charset=utf-8"};
  response.next_chunk = csv_chunks(request.site.db(), *std::move(filter), form);
  return std::move(response).with("content-disposition", "attachment; filename=\"use-cases.csv\"");
}

}  // namespace

void mount_use_case_list(web::Router& router, const region::Pack& pack) {
  router.nav({20, "/use-cases", _t("Use cases"), kReaders})
      .get("/use-cases", kReaders, [&pack](Request& r) { return show_list(pack, r); })
      .get("/use-cases/export", kReaders, download_csv);
}

}  // namespace couloir::portfolio
