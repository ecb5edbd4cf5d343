// Editing the facts of an organisation. Two people who save at once both see both versions and choose.
#include "people/person.h"
#include "reception/mount.h"
#include "reception/organisation_form.h"
#include "reception/wording.h"
#include "web/site.h"

namespace couloir::reception {

using html::path;
using people::Organisation;
using web::Request;
using web::Response;

namespace {

Result<Organisation> to_edit(Request& request) {
  TRY_LET(auto id, organisation_to_edit(request));
  auto found = people::find_organisation(*request.site.db().reader(), id);
  if (!found) return no_organisation_to_edit();
  return *std::move(found);
}

Response edit_organisation_page(Request& request, const Organisation& o, const web::Form& form, int status = 200) {
  auto fields = web::with_values(organisation_fields(), form);
  fields.push_back({.name = "version", .input = view::Input::hidden, .value = std::to_string(o.version)});
  std::vector<view::Link> above{{tr("My organisations"), path("/organisations")},
                                {o.facts.name, below("/organisations", o.id.v)}};
  auto buttons = view::submit({.text = tr("Save")}) +
                 view::button(view::Action{
                     .text = tr("Cancel"), .to = below("/organisations", o.id.v), .weight = view::Weight::quiet});
  auto content = view::breadcrumbs(above, tr("Facts")) +
                 view::heading({.title = tr("Facts of {1}", o.facts.name),
                                .lead = tr("SIREN {1}. What you do not know may stay empty.", o.siren.display())}) +
                 view::form({.action = below("/organisations", o.id.v, "/edit"), .csrf = web::stamp(request)}, fields,
                            form.problems, buttons);
  return web::page(request, tr("Facts of {1}", o.facts.name), content, status);
}

std::string shown_value(const NamedTexts& values, const view::Field& field) {
  std::string value;
  for (const auto& v : values)
    if (v.name == field.name) value = v.value;
  for (const auto& option : field.options)
    if (option.value == value) return option.text;
  return value;
}

std::vector<view::Difference> differences(const NamedTexts& mine, const NamedTexts& theirs) {
  std::vector<view::Difference> rows;
  for (const auto& field : organisation_fields())
    rows.push_back({field.label, shown_value(mine, field), shown_value(theirs, field)});
  return rows;
}

Response organisation_conflict(Request& request, OrganisationId id, const OrganisationBody& mine) {
  auto db = request.site.db().reader();
  auto now = people::find_organisation(*db, id);
  if (!now) return web::error_page(request, no_organisation_to_edit());
  auto mine_texts = write_texts(shape_of_const(mine));
  auto theirs_texts = write_texts(shape_of_const(body_of(now->facts)));
  std::vector<std::pair<std::string, std::string>> values{{"version", std::to_string(now->version)}};
  for (const auto& v : mine_texts) values.emplace_back(v.name, v.value);

  auto last = journal::history_of(*db, "organisation", id.v, 1);
  auto names =
      last.empty() ? std::unordered_map<PersonId, std::string>{} : people::names_of_persons(*db, {last[0].actor});
  view::Conflict both{.who = names.empty() ? tr("Somebody else") : names.begin()->second,
                      .when = when(request, last.empty() ? request.site.clock().now() : last[0].at),
                      .fields = differences(mine_texts, theirs_texts),
                      .keep_mine = view::button(view::Post{.text = tr("Keep my version"),
                                                           .to = below("/organisations", id.v, "/edit"),
                                                           .csrf = web::stamp(request),
                                                           .weight = view::Weight::primary,
                                                           .values = values}),
                      .take_theirs = view::button(
                          view::Action{.text = tr("Take the saved version"), .to = below("/organisations", id.v)})};
  auto content = view::heading({.title = tr("Two versions of {1}", now->facts.name)}) + view::conflict(both);
  return web::page(request, tr("Two versions"), content, 409);
}

Response save_organisation(Request& request) {
  auto organisation = to_edit(request);
  if (!organisation) return web::error_page(request, organisation.error());
  OrganisationBody body;
  auto form = web::read_form(request, body);
  auto facts = facts_of(body);
  if (!facts) web::told_on(form, facts.error());
  if (!form.problems.empty()) return edit_organisation_page(request, *organisation, form, 400);
  auto saved = people::edit_organisation(request.op(), organisation->id, web::version_in(request), *facts);
  if (saved) return web::see_other(request, below("/organisations", organisation->id.v), say("Saved."));
  if (saved.error().code == Code::conflict) return organisation_conflict(request, organisation->id, body);
  if (!web::told_on(form, saved.error())) return web::error_page(request, saved.error());
  return edit_organisation_page(request, *organisation, form, web::http_status(saved.error().code));
}

Response show_organisation_edit(Request& request) {
  auto organisation = to_edit(request);
  if (!organisation) return web::error_page(request, organisation.error());
  return edit_organisation_page(request, *organisation, web::form_of(body_of(organisation->facts)));
}

}  // namespace

void mount_organisation_edit_pages(web::Router& router, const FrontDesk&) {
  auto operators = web::only({Role::operator_});
  router.get("/organisations/{id}/edit", operators, show_organisation_edit);
  router.post("/organisations/{id}/edit", operators, save_organisation);
}

}  // namespace couloir::reception
