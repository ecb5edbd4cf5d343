// Persons, for office and admin: the list, one person with roles to grant and take back, an invitation; for admin alone
// the reset of a second factor and an erasure.
#include "html/table.h"
#include "people/lab.h"
#include "people/organisation.h"
#include "people/person.h"
#include "people/personal_data.h"
#include "people/role.h"
#include "people/totp.h"
#include "reception/list_export.h"
#include "reception/mount.h"
#include "reception/page_kit.h"
#include "reception/wording.h"
#include "web/site.h"

namespace couloir::reception {

using html::el;
using html::path;
using people::Standing;
using web::Request;
using web::Response;

namespace {

constexpr int kPerPage = 50;

struct PersonQuery {
  std::string text, role, after;
  bool waiting = false;
  people::PersonSort sort = people::PersonSort::name;
};
void describe(Describer& d, PersonQuery& q) {
  d.type("PersonQuery");
  d.field("text", q.text, text(0, 200).or_keep());
  d.field("role", q.role, text(0, 40).or_keep());
  d.field("waiting", q.waiting, Rule{}.or_keep());
  d.field("after", q.after, text(0, 20).or_keep());
  d.field("sort", q.sort, Rule{}.or_keep());
}

Url list_path(const PersonQuery& q, people::PersonSort sort, std::string_view after = "") {
  return path("/office/people", {{"text", q.text},
                                 {"role", q.role},
                                 {"waiting", q.waiting ? "true" : ""},
                                 {"sort", sort == people::PersonSort::name ? "" : name_of(sort)},
                                 {"after", after}});
}
view::Column person_column(const PersonQuery& query, people::PersonSort sort, std::string label) {
  auto sorted = query.sort != sort                    ? view::Sorted::no
                : sort == people::PersonSort::created ? view::Sorted::down
                                                      : view::Sorted::up;
  return {std::move(label), false, list_path(query, sort), sorted};
}

std::vector<view::Option> role_options(std::string_view none) {
  std::vector<view::Option> options;
  if (!none.empty()) options.push_back({"", std::string(none), {}});
  for (auto& o : options_of<Role>([](Role r) { return word(r); })) options.push_back(std::move(o));
  return options;
}

/// All that fits the filter, however many pages the list has.
Response export_list(Request& request) {
  constexpr int kBatch = 500;
  auto query = web::read_query<PersonQuery>(request);
  people::PersonFilter filter{query.text, from_name<Role>(query.role), query.waiting};
  auto db = request.site.db().reader();
  std::vector<CsvCells> rows{{"name", "email", "roles", "asked", "confirmed"}};
  for (PersonId after;;) {
    auto batch = people::list_persons(*db, filter, kBatch, after);
    for (const auto& r : batch)
      rows.push_back({r.person.name, r.person.email, words(r.granted), words(r.asked),
                      r.person.confirmed_at ? r.person.confirmed_at->iso() : ""});
    if (batch.size() < kBatch) break;
    after = batch.back().person.id;
  }
  return csv_download(request, "people", rows);
}

Response list_page(Request& request) {
  auto query = web::read_query<PersonQuery>(request);
  auto after = web::id_of_text(query.after);
  people::PersonFilter filter{query.text, from_name<Role>(query.role), query.waiting};
  auto rows =
      people::list_persons(*request.site.db().reader(), filter, kPerPage + 1, PersonId{after ? *after : 0}, query.sort);
  bool more = rows.size() > kPerPage;
  if (more) rows.erase(rows.begin() + kPerPage, rows.end());

  view::Table table{.caption = tr("People"),
                    .caption_hidden = true,
                    .columns = {person_column(query, people::PersonSort::name, tr("Name")),
                                person_column(query, people::PersonSort::email, tr("E-mail")),
                                {tr("Roles")},
                                {tr("Account")},
                                person_column(query, people::PersonSort::created, tr("Since"))},
                    .empty = view::empty_state(tr("Nobody fits"), tr("Try part of a name or of an e-mail."))};
  for (const auto& r : rows) {
    auto roles = html::text(words(r.granted)) +
                 (r.asked.empty() ? Html()
                                  : html::text(" ") + view::tag(tr("asks: {1}", words(r.asked)), view::Tone::accent,
                                                                view::Icon::clock));
    auto account = r.person.confirmed_at ? html::text(tr("confirmed"))
                                         : view::tag(tr("has not followed the link yet"), view::Tone::warn);
    table.rows.push_back(
        {{view::link({r.person.name, below("/office/people", r.person.id.v)}), html::text(r.person.email), roles,
          account, html::text(short_date(day_in(r.person.created_at, request.site.config().timezone)))}});
  }
  bool filtered = !query.text.empty() || !query.role.empty() || query.waiting;
  auto invite = view::button(
      view::Action{.text = tr("Invite somebody"), .to = path("/office/people/invite"), .icon = view::Icon::plus});
  auto save = view::button(
      view::Action{.text = tr("Export"),
                   .to = path("/office/people/export",
                              {{"text", query.text}, {"role", query.role}, {"waiting", query.waiting ? "true" : ""}}),
                   .weight = view::Weight::quiet,
                   .icon = view::Icon::download});
  auto next =
      more ? view::actions({view::button(view::Action{.text = tr("Next"),
                                                      .to = list_path(query, query.sort, rows.back().person.id.str()),
                                                      .icon = view::Icon::arrow})})
           : Html();
  auto content = view::heading({.title = tr("People"), .eyebrow = tr("Office")}) +
                 view::filters({.action = path("/office/people"),
                                .fields = {{.name = "text",
                                            .label = tr("Name or e-mail"),
                                            .input = view::Input::search,
                                            .value = query.text},
                                           {.name = "role",
                                            .label = tr("Role"),
                                            .input = view::Input::select,
                                            .value = query.role,
                                            .required = true,
                                            .options = role_options(tr("All roles"))},
                                           {.name = "waiting",
                                            .label = tr("Only those who wait for an answer"),
                                            .input = view::Input::tick,
                                            .value = query.waiting ? "true" : ""}},
                                .clear = filtered ? path("/office/people") : Url(),
                                .actions = invite + save}) +
                 view::table(table) + next;
  return web::page(request, tr("People"), content);
}

// ── one person ──

Html role_row_buttons(Request& request, const people::RoleRow& row) {
  auto one = [&](std::string text, std::string_view act, view::Weight weight) {
    return view::button(
        view::Post{.text = std::move(text),
                   .to = path("/office/people/" + row.person.str() + "/roles/" + std::string(name_of(row.role))),
                   .csrf = web::stamp(request),
                   .weight = weight,
                   .about = word(row.role),
                   .values = {{"act", std::string(act)}}});
  };
  if (!people::may_grant(request.actor(), row.role)) return {};
  if (row.standing == Standing::asked)
    return one(tr("Grant"), "grant", view::Weight::secondary) + one(tr("Decline"), "decline", view::Weight::quiet);
  return one(tr("Take back"), "revoke", view::Weight::quiet);
}

Html roles_section(Request& request, Reader& db, PersonId id) {
  view::Table table{.caption = tr("Roles"),
                    .caption_hidden = true,
                    .columns = {{tr("Role")}, {tr("State")}, {tr("Since")}},
                    .empty = view::note(tr("No role yet."))};
  for (const auto& r : people::roles_of(db, id)) {
    bool asked = r.standing == Standing::asked;
    table.rows.push_back({{html::text(word(r.role)),
                           asked ? view::tag(word(r.standing), view::Tone::accent, view::Icon::clock)
                                 : view::tag(word(r.standing), view::Tone::good),
                           html::text(when(request, r.granted_at.value_or(r.asked_at)))},
                          role_row_buttons(request, r)});
  }
  std::vector<view::Option> grantable;
  for (auto& o : role_options(""))
    if (people::may_grant(request.actor(), *from_name<Role>(o.value))) grantable.push_back(std::move(o));
  std::vector<view::Field> fields{{.name = "role",
                                   .label = tr("Another role"),
                                   .input = view::Input::select,
                                   .required = true,
                                   .options = grantable,
                                   .width = view::Width::medium}};
  auto form = view::form(
      {.action = below("/office/people", id.v, "/roles"), .csrf = web::stamp(request), .ask_before_leaving = false},
      fields, {}, view::submit({.text = tr("Grant it"), .weight = view::Weight::secondary}));
  return view::section(tr("Roles"), {view::table(table), form}, "roles");
}

Html places_panel(Reader& db, PersonId id) {
  auto organisations = html::each(people::organisations_of(db, id), [](const auto& o) {
    return el("p", {}, {o.facts.name});  // an admin, who reads this too, may not open it
  });
  auto actor = people::actor_for(db, id, Door::page);
  Html labs;
  if (actor && !actor->labs.empty())
    for (const auto& lab : people::all_labs(db))
      if (actor->speaks_for(lab.id))
        labs += el("p", {}, {view::link({lab.profile.name.text(), below("/labs", lab.id.v)})});
  std::vector<view::Fact> facts{{tr("Organisations"), organisations.empty() ? view::muted(tr("none")) : organisations},
                                {tr("Labs"), labs.empty() ? view::muted(tr("none")) : labs}};
  return view::panel(tr("Works for"), {view::facts(facts)});
}

Html admin_panel(Request& request, Reader& db, const people::Person& person) {
  if (!people::may_erase_person(request.actor(), person.id) || person.id == request.actor().person) return {};
  bool on = people::second_factor_of(db, person.id) == people::SecondFactor::on;
  auto reset = view::button(view::Post{.text = tr("Reset the second factor"),
                                       .to = below("/office/people", person.id.v, "/second-factor-reset"),
                                       .csrf = web::stamp(request),
                                       .weight = view::Weight::secondary});
  auto erase = view::button(view::Action{.text = tr("Erase this person"),
                                         .to = below("/office/people", person.id.v, "/erasure"),
                                         .weight = view::Weight::danger,
                                         .icon = view::Icon::trash});
  return view::panel(tr("For the administrator"),
                     {el("p", {}, {on ? tr("A second factor is on.") : tr("No second factor is set up.")}),
                      view::actions({on ? reset : Html(), erase})});
}

Result<people::Person> person_of(Request& request, Reader& db) {
  TRY_LET(auto id, request.id<PersonId>("id"));
  auto found = people::find_person(db, id);
  if (!found || found->erased_at || !people::may_see_person(request.actor(), id))
    return Error::not_found(say("There is no such person, or the account was erased."));
  return *std::move(found);
}

Response person_page(Request& request) {
  auto db = request.site.db().reader();
  auto person = person_of(request, *db);
  if (!person) return web::error_page(request, person.error());
  std::vector<view::Fact> facts{
      {tr("E-mail"), view::link({person->email, html::mail_to(person->email)})},
      {tr("Language"), html::text(person->lang == Lang::fr ? "Français" : "English")},
      {tr("Account since"), html::text(when(request, person->created_at))},
      {tr("E-mail proved"), html::text(person->confirmed_at ? when(request, *person->confirmed_at) : tr("not yet"))}};
  auto past = history(request, *db, journal::history_of(*db, "person", person->id.v, 20));
  std::vector<view::Link> above{{tr("People"), path("/office/people")}};
  auto content = view::breadcrumbs(above, person->name) +
                 view::heading({.title = person->name, .eyebrow = tr("Person {1}", person->id.str())}) +
                 view::split(view::facts(facts) + roles_section(request, *db, person->id) +
                                 view::section(tr("What happened"), {past}),
                             places_panel(*db, person->id) + admin_panel(request, *db, *person));
  return web::page(request, person->name, content);
}

Response decide_role(Request& request) {
  auto person = request.id<PersonId>("id");
  auto role = from_name<Role>(request.at("role"));
  if (!person || !role) return web::error_page(request, Error::not_found(say("There is nothing at this address.")));
  auto act = request.filled("act");
  auto done = act == "grant"     ? people::grant_role(request.op(), *person, *role)
              : act == "decline" ? people::decline_role(request.op(), *person, *role)
              : act == "revoke"
                  ? people::revoke_role(request.op(), *person, *role)
                  : Result<void>(Error::invalid(say("This form is not complete. Go back and try again.")));
  if (!done) return web::error_page(request, done.error());
  auto said = act == "grant"     ? say("The role is granted.")
              : act == "decline" ? say("The request is declined.")
                                 : say("The role is taken back.");
  return web::see_other(
      request, request.filled("back") == "office" ? path("/office") : below("/office/people", person->v), said);
}

Response grant(Request& request) {
  auto person = request.id<PersonId>("id");
  auto role = from_name<Role>(request.filled("role"));
  if (!person || !role) return web::error_page(request, Error::invalid(say("Choose the role.")));
  auto done = people::grant_role(request.op(), *person, *role);
  return done ? web::see_other(request, below("/office/people", person->v), say("The role is granted."))
              : web::error_page(request, done.error());
}

// ── invitation ──

struct InvitationForm {
  std::string name, email;
  Lang lang = Lang::fr;
  std::vector<Role> roles;
  std::string lab;
};
void describe(Describer& d, InvitationForm& f) {
  d.type("InvitationForm");
  d.field("name", f.name, text(0, 200));
  d.field("email", f.email, text(0, 254));
  d.field("lang", f.lang);
  d.field("roles", f.roles);
  d.field("lab", f.lab, text(0, 20).or_keep());
}

Response invite_page(Request& request, const web::Form& form, int status = 200) {
  std::vector<view::Option> roles, labs{{"", tr("None"), {}}};
  for (auto& o : role_options(""))
    if (people::may_grant(request.actor(), *from_name<Role>(o.value))) roles.push_back(std::move(o));
  for (const auto& lab : people::all_labs(*request.site.db().reader()))
    labs.push_back({lab.id.str(), lab.profile.name.text(), {}});
  std::vector<view::Option> languages{{"fr", "Français", {}}, {"en", "English", {}}};
  auto fields = web::with_values(
      {{.name = "name", .label = tr("Name"), .required = true, .max_length = 120},
       {.name = "email", .label = tr("E-mail"), .input = view::Input::email, .required = true, .max_length = 254},
       {.name = "lang",
        .label = tr("Language of the mail"),
        .input = view::Input::radios,
        .required = true,
        .options = languages},
       {.name = "roles", .label = tr("Roles"), .input = view::Input::ticks, .options = roles},
       {.name = "lab",
        .label = tr("Speaks for the lab"),
        .input = view::Input::select,
        .required = true,
        .options = labs}},
      form);
  auto content =
      view::heading(
          {.title = tr("Invite somebody"),
           .lead = tr("A mail will bring a link that works for 14 days. The roles are there from the first login.")}) +
      view::form({.action = path("/office/people/invite"), .csrf = web::stamp(request)}, fields, form.problems,
                 view::submit({.text = tr("Send the invitation"), .icon = view::Icon::mail}));
  return web::page(request, tr("Invite somebody"), content, status);
}

Response do_invite(Request& request, const FrontDesk& desk) {
  InvitationForm typed;
  auto form = web::read_form(request, typed);
  if (!form.problems.empty()) return invite_page(request, form, 400);
  auto lab = web::id_of_text(typed.lab);
  people::Invitation invitation{.name = typed.name,
                                .email = typed.email,
                                .lang = typed.lang,
                                .roles = {},
                                .lab = LabId{lab ? *lab : 0},
                                .organisation = {}};
  for (auto role : typed.roles) invitation.roles.add(role);
  auto done = people::invite(request.op(), desk.logins, invitation);
  if (done) return web::see_other(request, below("/office/people", done->v), say("The invitation is on its way."));
  if (!web::told_on(form, done.error())) return web::error_page(request, done.error());
  return invite_page(request, form, web::http_status(done.error().code));
}

// ── for admin alone ──

Response reset_second_factor(Request& request) {
  auto id = request.id<PersonId>("id");
  if (!id) return web::error_page(request, id.error());
  auto done = people::reset_second_factor(request.op(), *id);
  return done ? web::see_other(request, below("/office/people", id->v),
                               say("The second factor is off and the logins have ended."))
              : web::error_page(request, done.error());
}

Response ask_erasure(Request& request) {
  auto person = person_of(request, *request.site.db().reader());
  if (!person) return web::error_page(request, person.error());
  auto act = view::button(view::Post{.text = tr("Erase it all now"),
                                     .to = below("/office/people", person->id.v, "/erasure"),
                                     .csrf = web::stamp(request),
                                     .weight = view::Weight::danger,
                                     .icon = view::Icon::trash});
  view::Confirm confirm{
      .title = tr("Erase the account of {1}?", person->name),
      .text = tr("This happens at once and cannot be undone."),
      .consequences = {tr("Name, e-mail, password, second factor, tokens, roles and memberships are erased, and the "
                          "words of the mails sent."),
                       tr("What the person did stays in the journal under a number that no longer leads to anybody.")},
      .act = act,
      .cancel = {.text = tr("Cancel"), .to = below("/office/people", person->id.v)}};
  return web::page(request, tr("Erase a person"),
                   view::heading({.title = tr("Erase a person"), .eyebrow = tr("Office")}) + view::confirm(confirm));
}

Response erase(Request& request, const FrontDesk& desk) {
  auto id = request.id<PersonId>("id");
  if (!id) return web::error_page(request, id.error());
  auto done = people::erase_person(request.op(), desk.personal_data, *id);
  return done ? web::see_other(request, path("/office/people"), say("The person is erased."))
              : web::error_page(request, done.error());
}

}  // namespace

void mount_person_pages(web::Router& router, const FrontDesk& desk) {
  auto office = web::only({Role::office, Role::admin});
  auto admin = web::only({Role::admin});
  router.get("/office/people", office, list_page);
  router.get("/office/people/export", office, export_list);
  router.get("/office/people/invite", office,
             [](Request& r) { return invite_page(r, web::form_of(InvitationForm{})); });
  router.post("/office/people/invite", office, [desk](Request& r) { return do_invite(r, desk); });
  router.get("/office/people/{id}", office, person_page);
  router.post("/office/people/{id}/roles", office, grant);
  router.post("/office/people/{id}/roles/{role}", office, decide_role);
  router.post("/office/people/{id}/second-factor-reset", admin, reset_second_factor);
  router.get("/office/people/{id}/erasure", admin, ask_erasure);
  router.post("/office/people/{id}/erasure", admin, [desk](Request& r) { return erase(r, desk); });
}

}  // namespace couloir::reception
