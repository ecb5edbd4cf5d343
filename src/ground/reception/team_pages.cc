// Teams of an organisation: a name and how many people, no list of persons.
#include "people/organisation.h"
#include "people/team.h"
#include "reception/mount.h"
#include "reception/page_kit.h"
#include "web/site.h"

namespace couloir::reception {

using html::path;
using people::Team;
using web::Request;
using web::Response;

namespace {

struct TeamForm {
  std::string name;
  std::optional<std::int64_t> head_count;
};
void describe(Describer& d, TeamForm& f) {
  d.type("TeamForm");
  d.field("name", f.name, text(0, 300));
  d.field("head_count", f.head_count, between(0, 1e6));
}

Error no_team_to_edit() { return Error::not_found(say("There is no such team, or it is not yours to edit.")); }

Response team_form(Request& request, std::string_view title, const Url& action, OrganisationId organisation,
                   const web::Form& form, std::int64_t version, int status) {
  auto fields = web::with_values(
      {{.name = "name",
        .label = tr("Name of the team"),
        .hint = tr("“Customer service”, “Workshop 2”."),
        .required = true,
        .max_length = 120},
       {.name = "head_count", .label = tr("People"), .input = view::Input::integer, .width = view::Width::brief}},
      form);
  if (version != 0)
    fields.push_back({.name = "version", .input = view::Input::hidden, .value = std::to_string(version)});
  auto back = view::button(
      view::Action{.text = tr("Cancel"), .to = below("/organisations", organisation.v), .weight = view::Weight::quiet});
  auto content = view::heading({.title = std::string(title)}) +
                 view::form({.action = action, .csrf = web::stamp(request)}, fields, form.problems,
                            view::submit({.text = tr("Save")}) + back);
  return web::page(request, title, content, status);
}

Response new_team_page(Request& request, OrganisationId organisation, const web::Form& form, int status = 200) {
  return team_form(request, tr("A new team"), below("/organisations", organisation.v, "/teams"), organisation, form, 0,
                   status);
}
Response edit_team_page(Request& request, const Team& team, const web::Form& form, int status = 200) {
  return team_form(request, tr("Team {1}", team.facts.name), below("/teams", team.id.v, "/edit"), team.organisation,
                   form, team.version, status);
}

Result<Team> team_to_edit(Request& request) {
  TRY_LET(auto id, request.id<TeamId>("id"));
  auto team = people::find_team(*request.site.db().reader(), id);
  if (!team || !people::may_edit_organisation(request.actor(), team->organisation)) return no_team_to_edit();
  return *std::move(team);
}

Response save_new_team(Request& request) {
  auto organisation = organisation_to_edit(request);
  if (!organisation) return web::error_page(request, organisation.error());
  TeamForm typed;
  auto form = web::read_form(request, typed);
  if (!form.problems.empty()) return new_team_page(request, *organisation, form, 400);
  auto added = people::add_team(request.op(), *organisation, {typed.name, typed.head_count});
  if (added) return web::see_other(request, below("/organisations", organisation->v), say("The team is added."));
  if (!web::told_on(form, added.error())) return web::error_page(request, added.error());
  return new_team_page(request, *organisation, form, web::http_status(added.error().code));
}

Response team_conflict(Request& request, const Team& now, const TeamForm& mine) {
  auto count = [](const std::optional<std::int64_t>& n) { return n ? number(*n) : std::string(); };
  auto keep =
      view::button(view::Post{.text = tr("Keep my version"),
                              .to = below("/teams", now.id.v, "/edit"),
                              .csrf = web::stamp(request),
                              .weight = view::Weight::primary,
                              .values = {{"name", mine.name},
                                         {"head_count", mine.head_count ? std::to_string(*mine.head_count) : ""},
                                         {"version", std::to_string(now.version)}}});
  view::Conflict both{.who = tr("Somebody else"),
                      .when = tr("a moment ago"),
                      .fields = {{tr("Name"), mine.name, now.facts.name},
                                 {tr("People"), count(mine.head_count), count(now.facts.head_count)}},
                      .keep_mine = keep,
                      .take_theirs = view::button(view::Action{.text = tr("Take the saved version"),
                                                               .to = below("/organisations", now.organisation.v)})};
  return web::page(request, tr("Two versions"),
                   view::heading({.title = tr("Two versions of {1}", now.facts.name)}) + view::conflict(both), 409);
}

Response save_team(Request& request) {
  auto team = team_to_edit(request);
  if (!team) return web::error_page(request, team.error());
  TeamForm typed;
  auto form = web::read_form(request, typed);
  if (!form.problems.empty()) return edit_team_page(request, *team, form, 400);
  auto saved = people::edit_team(request.op(), team->id, web::version_in(request), {typed.name, typed.head_count});
  if (saved) return web::see_other(request, below("/organisations", team->organisation.v), say("Saved."));
  if (saved.error().code == Code::conflict) return team_conflict(request, *team, typed);
  if (!web::told_on(form, saved.error())) return web::error_page(request, saved.error());
  return edit_team_page(request, *team, form, web::http_status(saved.error().code));
}

}  // namespace

void mount_team_pages(web::Router& router, const FrontDesk&) {
  auto operators = web::only({Role::operator_});
  router.get("/organisations/{id}/teams/new", operators, [](Request& r) {
    auto organisation = organisation_to_edit(r);
    return organisation ? new_team_page(r, *organisation, web::form_of(TeamForm{}))
                        : web::error_page(r, organisation.error());
  });
  router.post("/organisations/{id}/teams", operators, save_new_team);
  router.get("/teams/{id}/edit", operators, [](Request& r) {
    auto team = team_to_edit(r);
    return team ? edit_team_page(r, *team, web::form_of(TeamForm{team->facts.name, team->facts.head_count}))
                : web::error_page(r, team.error());
  });
  router.post("/teams/{id}/edit", operators, save_team);
}

}  // namespace couloir::reception
