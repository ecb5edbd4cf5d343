// The office's desk: everything that waits for an answer of the office, oldest first, each with its buttons.
#include <algorithm>

#include "html/table.h"
#include "journal/jobs.h"
#include "people/lab.h"
#include "people/organisation.h"
#include "people/person.h"
#include "people/role.h"
#include "reception/list_export.h"
#include "reception/mount.h"
#include "reception/page_kit.h"
#include "reception/wording.h"
#include "web/site.h"
#include "webhooks/views.h"
#include "words/quantities.h"

namespace couloir::reception {

using html::el;
using html::path;
using web::Request;
using web::Response;

namespace {

constexpr int kShown = 100;

struct Waiting {
  Instant since;
  Html what, who, acts;
};

view::Post act(Request& request, std::string text, Url to, std::string_view value, const std::string& about,
               view::Weight weight) {
  return {.text = std::move(text),
          .to = std::move(to),
          .csrf = web::stamp(request),
          .weight = weight,
          .about = about,
          .values = {{"act", std::string(value)}, {"back", "office"}}};
}

Html two_buttons(Request& request, const Url& to, std::string_view yes, std::string_view no, const std::string& about) {
  return view::button(act(request, tr("Accept"), to, yes, about, view::Weight::secondary)) +
         view::button(act(request, tr("Decline"), to, no, about, view::Weight::quiet));
}

void add_roles(Request& request, Reader& db, std::vector<Waiting>& all) {
  auto rows = people::asked_roles(db, kShown);
  std::vector<PersonId> ids;
  for (const auto& r : rows) ids.push_back(r.person);
  auto names = people::names_of_persons(db, ids);
  for (const auto& r : rows) {
    auto name = names[r.person];
    auto to = path("/office/people/" + r.person.str() + "/roles/" + std::string(name_of(r.role)));
    all.push_back({r.asked_at, html::text(tr("Asks for the role {1}", word(r.role))),
                   view::link({name, below("/office/people", r.person.v)}),
                   two_buttons(request, to, "grant", "decline", name)});
  }
}

void add_memberships(Request& request, Reader& db, std::vector<Waiting>& all) {
  for (const auto& m : people::asked_memberships(db, kShown)) {
    auto to = path("/organisations/" + m.organisation.str() + "/members/" + m.person.str());
    auto what = html::text(tr("Asks to join") + " ") +
                view::link({m.organisation_name, below("/organisations", m.organisation.v)});
    all.push_back({m.asked_at, what, view::link({m.person_name, below("/office/people", m.person.v)}),
                   two_buttons(request, to, "accept", "decline", m.person_name)});
  }
}

void add_lab_members(Request& request, Reader& db, std::vector<Waiting>& all) {
  auto rows = people::asked_lab_members(db, kShown);
  if (rows.empty()) return;
  auto labs = people::all_labs(db);
  for (const auto& m : rows) {
    auto lab = std::ranges::find(labs, m.lab, &people::Lab::id);
    auto to = path("/labs/" + m.lab.str() + "/members/" + m.person.str());
    auto what = html::text(tr("Asks to speak for") + " ") +
                view::link({lab == labs.end() ? std::string("?") : lab->profile.name.text(), below("/labs", m.lab.v)});
    all.push_back({m.asked_at, what, view::link({m.person_name, below("/office/people", m.person.v)}),
                   two_buttons(request, to, "accept", "remove", m.person_name)});
  }
}

void add_failed_jobs(Reader& db, std::vector<Waiting>& all) {
  for (const auto& job : journal::jobs_in(db, journal::JobState::failed, kShown)) {
    auto see = view::button(view::Action{.text = tr("Look at it"),
                                         .to = path("/office/jobs", {{"state", "failed"}}),
                                         .weight = view::Weight::secondary,
                                         .about = job.kind});
    auto why = job.message.empty() ? Html() : el("p", {html::cls("note")}, {tr(job.message)});
    all.push_back(
        {job.created_at,
         html::text(job.kind == "mail.send" ? tr("A mail could not be sent") : tr("A task failed: {1}", job.kind)) +
             why,
         html::text(word(Door::job)), see});
  }
}

void add_webhooks_off(Reader& db, std::vector<Waiting>& all) {
  for (const auto& webhook : webhooks::webhooks_off(db)) {
    auto see = view::button(view::Action{.text = tr("Look at it"),
                                         .to = webhooks::webhook_path(webhook.id),
                                         .weight = view::Weight::secondary,
                                         .about = webhook.url});
    auto why = el("p", {html::cls("note")}, {webhooks::problem_words(webhook.last)});
    all.push_back({webhook.off_since.value_or(webhook.created_at),
                   html::text(tr("A webhook was switched off: {1}", webhook.url)) + why, html::text(word(Door::job)),
                   see});
  }
}

/// What the rooms keep for the office; an admin who is not of it has no part in them.
void add_rooms(Request& request, Reader& db, const OfficeLines& waits, std::vector<Waiting>& all) {
  if (!waits || !request.actor().roles.has(Role::office)) return;
  for (auto& line : waits(db)) {
    auto see = view::button(view::Action{
        .text = tr("Look at it"), .to = line.door.to, .weight = view::Weight::secondary, .about = line.door.text});
    all.push_back({line.since, html::text(line.what), view::link(line.door), see});
  }
}

Response desk_page(const OfficeLines& waits, Request& request) {
  auto db = request.site.db().reader();
  std::vector<Waiting> all;
  add_roles(request, *db, all);
  add_memberships(request, *db, all);
  add_lab_members(request, *db, all);
  add_failed_jobs(*db, all);
  add_webhooks_off(*db, all);
  add_rooms(request, *db, waits, all);
  std::ranges::stable_sort(all, {}, &Waiting::since);

  view::Table table{
      .caption = tr("What waits for us"),
      .caption_hidden = true,
      .columns = {{tr("What")}, {tr("Who, or where")}, {tr("Since")}},
      .empty = view::empty_state(tr("Nothing waits"), tr("Requests for roles, for organisations and for labs will "
                                                         "appear here, oldest first, and so will dossiers to take up "
                                                         "and tasks that failed."))};
  for (auto& w : all) table.rows.push_back({{w.what, w.who, html::text(when(request, w.since))}, w.acts});
  auto links =
      view::button(view::Action{.text = tr("People"), .to = path("/office/people"), .icon = view::Icon::person}) +
      view::button(view::Action{.text = tr("Organisations"), .to = path("/office/organisations")}) +
      view::button(view::Action{.text = tr("Tasks"), .to = path("/office/jobs")}) +
      view::button(view::Action{.text = tr("Journal"), .to = path("/office/journal")}) +
      view::button(view::Action{.text = tr("Webhooks"), .to = path("/office/webhooks")});
  auto content = view::heading({.title = tr("What waits for us"),
                                .lead = tr("Oldest first. Whoever asked gets your answer by mail."),
                                .actions = links}) +
                 view::table(table);
  return web::page(request, tr("What waits for us"), content);
}

// ── all organisations ──

struct OrganisationQuery {
  std::string text, after;
  people::OrganisationSort sort = people::OrganisationSort::name;
};
void describe(Describer& d, OrganisationQuery& q) {
  d.type("OrganisationQuery");
  d.field("text", q.text, text(0, 200).or_keep());
  d.field("after", q.after, text(0, 20).or_keep());
  d.field("sort", q.sort, Rule{}.or_keep());
}

Url organisations_path(const OrganisationQuery& q, people::OrganisationSort sort, std::string_view after = "") {
  return path(
      "/office/organisations",
      {{"text", q.text}, {"sort", sort == people::OrganisationSort::name ? "" : name_of(sort)}, {"after", after}});
}
view::Column organisation_column(const OrganisationQuery& query, people::OrganisationSort sort, std::string label) {
  auto sorted = query.sort != sort                          ? view::Sorted::no
                : sort == people::OrganisationSort::created ? view::Sorted::down
                                                            : view::Sorted::up;
  return {std::move(label), false, organisations_path(query, sort), sorted};
}

/// All that fits the filter, however many pages the list has.
Response export_organisations(Request& request) {
  constexpr int kBatch = 500;
  auto query = web::read_query<OrganisationQuery>(request);
  auto db = request.site.db().reader();
  std::vector<CsvCells> rows{{"name", "siren", "town", "size", "size_confirmed", "head_count"}};
  for (OrganisationId after;;) {
    auto batch = people::list_organisations(*db, {query.text}, kBatch, after);
    for (const auto& o : batch) {
      auto size = o.size();
      rows.push_back({o.facts.name, o.siren.display(), o.facts.town, size ? std::string(name_of(size->size)) : "",
                      size ? (size->confirmed ? "yes" : "no") : "",
                      o.facts.size.head_count ? std::to_string(*o.facts.size.head_count) : ""});
    }
    if (batch.size() < kBatch) break;
    after = batch.back().id;
  }
  return csv_download(request, "organisations", rows);
}

Response organisations_page(Request& request) {
  constexpr int kPerPage = 50;
  auto query = web::read_query<OrganisationQuery>(request);
  auto after = web::id_of_text(query.after);
  auto rows = people::list_organisations(*request.site.db().reader(), {query.text}, kPerPage + 1,
                                         OrganisationId{after ? *after : 0}, query.sort);
  auto more = rows.size() > kPerPage ? organisations_path(query, query.sort, rows[kPerPage - 1].id.str()) : Url();
  if (rows.size() > kPerPage) rows.erase(rows.begin() + kPerPage, rows.end());

  view::Table table{
      .caption = tr("Organisations"),
      .caption_hidden = true,
      .columns = {organisation_column(query, people::OrganisationSort::name, tr("Name")),
                  {"SIREN"},
                  {tr("Town")},
                  {tr("Size")},
                  organisation_column(query, people::OrganisationSort::created, tr("Since"))},
      .empty = view::empty_state(tr("No organisation"),
                                 tr("Organisations appear here when an operator adds one by its SIRET."))};
  for (const auto& o : rows) {
    auto size = o.size();
    auto words = size ? html::text(word(size->size)) +
                            (size->confirmed ? Html() : html::text(" ") + view::tag(tr("estimate"), view::Tone::warn))
                      : view::muted(tr("not known"));
    // The admin reads the list and opens none.
    auto name = people::may_see_organisation(request.actor(), o.id)
                    ? view::link({o.facts.name, below("/organisations", o.id.v)})
                    : html::text(o.facts.name);
    table.rows.push_back({{name, html::text(o.siren.display()), html::text(o.facts.town), words,
                           html::text(short_date(day_in(o.created_at, request.site.config().timezone)))}});
  }
  auto next =
      more.empty()
          ? Html()
          : view::actions({view::button(view::Action{.text = tr("Next"), .to = more, .icon = view::Icon::arrow})});
  auto save = view::button(view::Action{.text = tr("Export"),
                                        .to = path("/office/organisations/export", {{"text", query.text}}),
                                        .weight = view::Weight::quiet,
                                        .icon = view::Icon::download});
  auto content = view::heading({.title = tr("Organisations"), .eyebrow = tr("Office")}) +
                 view::filters({.action = path("/office/organisations"),
                                .fields = {{.name = "text",
                                            .label = tr("Name, SIREN or SIRET"),
                                            .input = view::Input::search,
                                            .value = query.text}},
                                .clear = query.text.empty() ? Url() : path("/office/organisations"),
                                .actions = save}) +
                 view::table(table) + next;
  return web::page(request, tr("Organisations"), content);
}

}  // namespace

void mount_desk_pages(web::Router& router, const FrontDesk& front) {
  auto desk = web::only({Role::office, Role::admin});
  router.get("/office", desk, [waits = front.waits](Request& r) { return desk_page(waits, r); });
  router.get("/office/organisations", desk, organisations_page);
  router.get("/office/organisations/export", desk, export_organisations);
  router.nav({.order = 10, .path = "/office", .label = _t("Office"), .who = desk});
}

}  // namespace couloir::reception
