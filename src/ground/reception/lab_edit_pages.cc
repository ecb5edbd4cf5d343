// Editing a lab: its profile by its own people or the office, its membership by the office alone, a new one by the
// office.
#include "base/text.h"
#include "people/person.h"
#include "reception/lab_form.h"
#include "reception/mount.h"
#include "web/site.h"

namespace couloir::reception {

using html::path;
using people::Lab;
using web::Request;
using web::Response;

namespace {

Error no_lab_to_edit() { return Error::not_found(say("There is no such lab, or it is not yours to edit.")); }

/// Themes are one text on the form and a list everywhere else.
struct ProfileForm {
  std::string name_fr, name_en;
  std::vector<std::string> towns, pillars;
  std::string themes_fr, themes_en, contact_email;
};
void describe(Describer& d, ProfileForm& f) {
  d.type("LabProfileForm");
  d.field("name_fr", f.name_fr, text(0, 300));
  d.field("name_en", f.name_en, text(0, 300));
  d.field("towns", f.towns, at_most(20).or_keep());
  d.field("pillars", f.pillars, at_most(20).or_keep());
  d.field("themes_fr", f.themes_fr, text(0, 4'000));
  d.field("themes_en", f.themes_en, text(0, 4'000));
  d.field("contact_email", f.contact_email, text(0, 254));
}
ProfileForm form_value(const people::LabProfile& p) {
  return {p.name.fr,      p.name.en, p.towns, p.pillars, join_words(p.themes_fr, ", "), join_words(p.themes_en, ", "),
          p.contact_email};
}
people::LabProfile profile_of(const ProfileForm& f) {
  return {{f.name_fr, f.name_en},   f.towns,        f.pillars, split_words(f.themes_fr),
          split_words(f.themes_en), f.contact_email};
}

struct NewLabForm {
  std::string code;
  ProfileForm profile;
  LabStatusBody status;
};
void describe(Describer& d, NewLabForm& f) {
  d.type("NewLabForm");
  d.field("code", f.code, text(0, 80));
  describe(d, f.profile);
  describe(d, f.status);
}

Result<Lab> lab_to_edit(Request& request) {
  TRY_LET(auto id, request.id<LabId>("id"));
  auto lab = people::find_lab(*request.site.db().reader(), id);
  if (!lab || !people::may_edit_lab(request.actor(), id)) return no_lab_to_edit();
  return *std::move(lab);
}

view::Field version_field(const Lab& lab) {
  return {.name = "version", .input = view::Input::hidden, .value = std::to_string(lab.version)};
}

Html status_section(Request& request, const Lab& lab, const web::Form& form) {
  auto fields = web::with_values(status_fields(), form);
  fields.push_back(version_field(lab));
  return view::section(
      tr("Membership, set by the office"),
      {view::form({.action = below("/labs", lab.id.v, "/status"), .csrf = web::stamp(request)}, fields, form.problems,
                  view::submit({.text = tr("Set the membership"), .weight = view::Weight::secondary}))},
      "status");
}

Response edit_lab_page(Request& request, const FrontDesk& desk, const Lab& lab, const web::Form& profile,
                       const web::Form& status, int http_status = 200) {
  auto fields = web::with_values(profile_fields(desk.pack), profile);
  fields.push_back(version_field(lab));
  std::vector<view::Link> above{{tr("Labs"), path("/labs")}, {lab.profile.name.text(), below("/labs", lab.id.v)}};
  auto buttons =
      view::submit({.text = tr("Save")}) +
      view::button(view::Action{.text = tr("Cancel"), .to = below("/labs", lab.id.v), .weight = view::Weight::quiet});
  auto content =
      view::breadcrumbs(above, tr("Edit")) +
      view::heading({.title = lab.profile.name.text(),
                     .lead = tr("What the lab says of itself. Use cases find it by its pillars, themes and towns.")}) +
      view::form({.action = below("/labs", lab.id.v, "/edit"), .csrf = web::stamp(request)}, fields, profile.problems,
                 buttons);
  if (people::may_set_lab_status(request.actor())) content += status_section(request, lab, status);
  return web::page(request, tr("Edit {1}", lab.profile.name.text()), content, http_status);
}

web::Form stored_profile(const Lab& lab) { return web::form_of(form_value(lab.profile)); }
web::Form stored_status(const Lab& lab) { return web::form_of(body_of(lab.status)); }

Response lab_conflict(Request& request, const FrontDesk& desk, const Lab& now, const ProfileForm& mine) {
  auto mine_texts = write_texts(shape_of_const(mine));
  std::vector<std::pair<std::string, std::string>> values{{"version", std::to_string(now.version)}};
  for (const auto& v : mine_texts) values.emplace_back(v.name, v.value);
  auto theirs = form_value(now.profile);
  auto towns = [&](const ProfileForm& f) { return town_names(desk.pack, f.towns); };
  auto pillars = [&](const ProfileForm& f) { return pillar_names(desk.pack, f.pillars); };
  std::vector<view::Difference> rows{{tr("Name in French"), mine.name_fr, theirs.name_fr},
                                     {tr("Name in English"), mine.name_en, theirs.name_en},
                                     {tr("Towns"), towns(mine), towns(theirs)},
                                     {tr("Pillars"), pillars(mine), pillars(theirs)},
                                     {tr("Themes in French"), mine.themes_fr, theirs.themes_fr},
                                     {tr("Themes in English"), mine.themes_en, theirs.themes_en},
                                     {tr("E-mail for requests"), mine.contact_email, theirs.contact_email}};
  auto db = request.site.db().reader();
  auto last = journal::history_of(*db, "lab", now.id.v, 1);
  auto names =
      last.empty() ? std::unordered_map<PersonId, std::string>{} : people::names_of_persons(*db, {last[0].actor});
  view::Conflict both{
      .who = names.empty() ? tr("Somebody else") : names.begin()->second,
      .when = when(request, now.edited_at.value_or(request.site.clock().now())),
      .fields = rows,
      .keep_mine = view::button(view::Post{.text = tr("Keep my version"),
                                           .to = below("/labs", now.id.v, "/edit"),
                                           .csrf = web::stamp(request),
                                           .weight = view::Weight::primary,
                                           .values = values}),
      .take_theirs = view::button(view::Action{.text = tr("Take the saved version"), .to = below("/labs", now.id.v)})};
  return web::page(request, tr("Two versions"),
                   view::heading({.title = tr("Two versions of {1}", now.profile.name.text())}) + view::conflict(both),
                   409);
}

Response save_profile_of_lab(Request& request, const FrontDesk& desk) {
  auto lab = lab_to_edit(request);
  if (!lab) return web::error_page(request, lab.error());
  ProfileForm typed;
  auto form = web::read_form(request, typed);
  if (!form.problems.empty()) return edit_lab_page(request, desk, *lab, form, stored_status(*lab), 400);
  auto saved = people::edit_lab(request.op(), lab->id, web::version_in(request), profile_of(typed));
  if (saved) return web::see_other(request, below("/labs", lab->id.v), say("Saved."));
  if (saved.error().code == Code::conflict) return lab_conflict(request, desk, *lab, typed);
  if (!web::told_on(form, saved.error())) return web::error_page(request, saved.error());
  return edit_lab_page(request, desk, *lab, form, stored_status(*lab), web::http_status(saved.error().code));
}

Response save_status(Request& request, const FrontDesk& desk) {
  auto lab = lab_to_edit(request);
  if (!lab) return web::error_page(request, lab.error());
  LabStatusBody typed;
  typed.active = false;  // an unticked box is not sent
  auto form = web::read_form(request, typed);
  if (!form.problems.empty()) return edit_lab_page(request, desk, *lab, stored_profile(*lab), form, 400);
  auto saved = people::set_lab_status(request.op(), lab->id, web::version_in(request), status_of(typed));
  if (saved) return web::see_other(request, below("/labs", lab->id.v), say("The membership is set."));
  if (!web::told_on(form, saved.error())) return web::error_page(request, saved.error());
  return edit_lab_page(request, desk, *lab, stored_profile(*lab), form, web::http_status(saved.error().code));
}

Response new_lab_page(Request& request, const FrontDesk& desk, const web::Form& form, int status = 200) {
  std::vector<view::Field> fields{{.name = "code",
                                   .label = tr("Code"),
                                   .hint = tr("Short, in lower case, never changed later: “vision”."),
                                   .required = true,
                                   .width = view::Width::medium,
                                   .max_length = 40}};
  for (auto& f : profile_fields(desk.pack)) fields.push_back(std::move(f));
  for (auto& f : status_fields()) fields.push_back(std::move(f));
  auto content =
      view::heading({.title = tr("A new lab"),
                     .lead = tr("It enters the register with the source of its membership, or as not verified.")}) +
      view::form({.action = path("/labs"), .csrf = web::stamp(request)}, web::with_values(fields, form), form.problems,
                 view::submit({.text = tr("Add the lab")}));
  return web::page(request, tr("A new lab"), content, status);
}

Response save_new_lab(Request& request, const FrontDesk& desk) {
  NewLabForm typed;
  typed.status.active = false;
  auto form = web::read_form(request, typed);
  if (!form.problems.empty()) return new_lab_page(request, desk, form, 400);
  auto added = people::add_lab(request.op(), {typed.code, profile_of(typed.profile), status_of(typed.status)});
  if (added) return web::see_other(request, below("/labs", added->id.v), say("The lab is in the register."));
  if (!web::told_on(form, added.error())) return web::error_page(request, added.error());
  return new_lab_page(request, desk, form, web::http_status(added.error().code));
}

}  // namespace

void mount_lab_edit_pages(web::Router& router, const FrontDesk& desk) {
  auto office = web::only({Role::office});
  auto keepers = web::only({Role::office, Role::lab});
  router.get("/labs/new", office, [desk](Request& r) { return new_lab_page(r, desk, web::form_of(NewLabForm{})); });
  router.post("/labs", office, [desk](Request& r) { return save_new_lab(r, desk); });
  router.get("/labs/{id}/edit", keepers, [desk](Request& r) {
    auto lab = lab_to_edit(r);
    return lab ? edit_lab_page(r, desk, *lab, stored_profile(*lab), stored_status(*lab))
               : web::error_page(r, lab.error());
  });
  router.post("/labs/{id}/edit", keepers, [desk](Request& r) { return save_profile_of_lab(r, desk); });
  router.post("/labs/{id}/status", office, [desk](Request& r) { return save_status(r, desk); });
}

}  // namespace couloir::reception
