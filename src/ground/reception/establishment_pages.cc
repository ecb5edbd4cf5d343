// Establishments of an organisation: add, edit, remove. The rules (same SIREN, one head office, never the last) are
// people's.
#include "reception/mount.h"
#include "reception/organisation_form.h"
#include "reception/page_kit.h"
#include "web/site.h"

namespace couloir::reception {

using html::path;
using people::Establishment;
using people::EstablishmentId;
using web::Request;
using web::Response;

namespace {

Error no_establishment_to_edit() {
  return Error::not_found(say("There is no such establishment, or it is not yours to edit."));
}

Response establishment_form(Request& request, std::string_view title, const Url& action, OrganisationId organisation,
                            std::vector<view::Field> fields, const web::Form& form, std::int64_t version, int status) {
  fields = web::with_values(std::move(fields), form);
  if (version != 0)
    fields.push_back({.name = "version", .input = view::Input::hidden, .value = std::to_string(version)});
  auto back = below("/organisations", organisation.v);
  auto buttons = view::submit({.text = tr("Save")}) +
                 view::button(view::Action{.text = tr("Cancel"), .to = back, .weight = view::Weight::quiet});
  auto content = view::heading({.title = std::string(title)}) +
                 view::form({.action = action, .csrf = web::stamp(request)}, std::move(fields), form.problems, buttons);
  return web::page(request, title, content, status);
}

Response new_establishment_page(Request& request, OrganisationId organisation, const web::Form& form,
                                int status = 200) {
  return establishment_form(request, tr("A new establishment"),
                            below("/organisations", organisation.v, "/establishments"), organisation,
                            establishment_fields(), form, 0, status);
}

/// The SIRET stays: an establishment with another SIRET is another establishment.
Response edit_establishment_page(Request& request, const Establishment& e, const web::Form& form, int status = 200) {
  auto fields = establishment_fields();
  fields[0].input = view::Input::hidden;
  return establishment_form(request, tr("Establishment {1}", e.facts.siret.display()),
                            below("/establishments", e.id.v, "/edit"), e.organisation, std::move(fields), form,
                            e.version, status);
}

/// Among those of one's own organisations: a person has a handful.
Result<Establishment> establishment_to_edit(Request& request) {
  TRY_LET(auto id, request.id<EstablishmentId>("id"));
  auto db = request.site.db().reader();
  for (auto organisation : request.actor().organisations)
    for (auto& e : people::establishments_of(*db, organisation))
      if (e.id == id && people::may_edit_organisation(request.actor(), organisation)) return std::move(e);
  return no_establishment_to_edit();
}

Response save_new_establishment(Request& request) {
  auto organisation = organisation_to_edit(request);
  if (!organisation) return web::error_page(request, organisation.error());
  EstablishmentBody body;
  auto form = web::read_form(request, body);
  auto facts = facts_of(body);
  if (!facts) web::told_on(form, facts.error());
  if (!form.problems.empty()) return new_establishment_page(request, *organisation, form, 400);
  auto added = people::add_establishment(request.op(), *organisation, *facts);
  if (added)
    return web::see_other(request, below("/organisations", organisation->v), say("The establishment is added."));
  if (!web::told_on(form, added.error())) return web::error_page(request, added.error());
  return new_establishment_page(request, *organisation, form, web::http_status(added.error().code));
}

Response establishment_conflict(Request& request, const Establishment& now, const EstablishmentBody& mine) {
  auto theirs = body_of(now.facts);
  auto yes_no = [](bool b) { return b ? tr("yes") : tr("no"); };
  auto keep = view::button(view::Post{.text = tr("Keep my version"),
                                      .to = below("/establishments", now.id.v, "/edit"),
                                      .csrf = web::stamp(request),
                                      .weight = view::Weight::primary,
                                      .values = {{"siret", mine.siret},
                                                 {"label", mine.label},
                                                 {"postcode", mine.postcode},
                                                 {"town", mine.town},
                                                 {"town_code", mine.town_code},
                                                 {"head_office", mine.head_office ? "yes" : "no"},
                                                 {"version", std::to_string(now.version)}}});
  view::Conflict both{.who = tr("Somebody else"),
                      .when = tr("a moment ago"),
                      .fields = {{tr("Name of this establishment"), mine.label, theirs.label},
                                 {tr("Postcode"), mine.postcode, theirs.postcode},
                                 {tr("Town"), mine.town, theirs.town},
                                 {tr("INSEE code of the town"), mine.town_code, theirs.town_code},
                                 {tr("Head office"), yes_no(mine.head_office), yes_no(theirs.head_office)}},
                      .keep_mine = keep,
                      .take_theirs = view::button(view::Action{.text = tr("Take the saved version"),
                                                               .to = below("/organisations", now.organisation.v)})};
  return web::page(
      request, tr("Two versions"),
      view::heading({.title = tr("Two versions of {1}", now.facts.siret.display())}) + view::conflict(both), 409);
}

Response save_establishment(Request& request) {
  auto establishment = establishment_to_edit(request);
  if (!establishment) return web::error_page(request, establishment.error());
  EstablishmentBody body;
  auto form = web::read_form(request, body);
  body.siret = establishment->facts.siret.str();
  auto facts = facts_of(body);
  if (!facts) web::told_on(form, facts.error());
  if (!form.problems.empty()) return edit_establishment_page(request, *establishment, form, 400);
  auto saved = people::edit_establishment(request.op(), establishment->id, web::version_in(request), *facts);
  if (saved) return web::see_other(request, below("/organisations", establishment->organisation.v), say("Saved."));
  if (saved.error().code == Code::conflict) return establishment_conflict(request, *establishment, body);
  if (!web::told_on(form, saved.error())) return web::error_page(request, saved.error());
  return edit_establishment_page(request, *establishment, form, web::http_status(saved.error().code));
}

Response remove(Request& request) {
  auto establishment = establishment_to_edit(request);
  if (!establishment) return web::error_page(request, establishment.error());
  auto done = people::remove_establishment(request.op(), establishment->id);
  if (!done) return web::error_page(request, done.error());
  return web::see_other(request, below("/organisations", establishment->organisation.v),
                        say("The establishment is removed."));
}

Response show_new_establishment(Request& request) {
  auto organisation = organisation_to_edit(request);
  return organisation ? new_establishment_page(request, *organisation, web::form_of(EstablishmentBody{}))
                      : web::error_page(request, organisation.error());
}

Response show_edit(Request& request) {
  auto establishment = establishment_to_edit(request);
  return establishment ? edit_establishment_page(request, *establishment, web::form_of(body_of(establishment->facts)))
                       : web::error_page(request, establishment.error());
}

}  // namespace

void mount_establishment_pages(web::Router& router, const FrontDesk&) {
  auto operators = web::only({Role::operator_});
  router.get("/organisations/{id}/establishments/new", operators, show_new_establishment);
  router.post("/organisations/{id}/establishments", operators, save_new_establishment);
  router.get("/establishments/{id}/edit", operators, show_edit);
  router.post("/establishments/{id}/edit", operators, save_establishment);
  router.post("/establishments/{id}/removal", operators, remove);
}

}  // namespace couloir::reception
