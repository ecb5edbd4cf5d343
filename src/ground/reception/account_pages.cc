// One's own account: name, language and colours, with what roles, organisations and labs go with it.
#include "people/organisation.h"
#include "people/person.h"
#include "reception/account.h"
#include "reception/mount.h"
#include "reception/wording.h"
#include "web/site.h"

namespace couloir::reception {

using html::el;
using html::path;
using view::Field;
using view::Input;
using web::Request;
using web::Response;

Response account_page(Request& request, AccountTab here, const Html& content, int status) {
  std::vector<view::Tab> tabs{{tr("Profile"), path("/account"), here == AccountTab::profile},
                              {tr("Security"), path("/account/security"), here == AccountTab::security},
                              {tr("API tokens"), path("/account/tokens"), here == AccountTab::tokens},
                              {tr("My data"), path("/account/data"), here == AccountTab::data}};
  auto whole = view::heading({.title = tr("My account"), .eyebrow = request.visit.name}) +
               view::tabs(tr("My account"), tabs) + content;
  return web::page(request, tr("My account"), whole, status);
}

namespace {

struct Profile {
  std::string name;
  Lang lang = Lang::fr;
  people::Theme theme = people::Theme::system;
};
void describe(Describer& d, Profile& p) {
  d.type("Profile");
  d.field("name", p.name, text(0, 200));
  d.field("lang", p.lang);
  d.field("theme", p.theme);
}

std::string theme_word(people::Theme theme) {
  switch (theme) {
    case people::Theme::system:
      return tr("As my machine is set");
    case people::Theme::light:
      return trc("theme", "Light");
    case people::Theme::dark:
      return trc("theme", "Dark");
  }
  return {};
}

std::vector<Field> account_fields() {
  std::vector<view::Option> languages{{"fr", "Français", {}}, {"en", "English", {}}};
  auto themes = options_of<people::Theme>([](people::Theme t) { return theme_word(t); });
  return {{.name = "name", .label = tr("Name"), .required = true, .autocomplete = "name", .max_length = 120},
          {.name = "lang",
           .label = tr("Language of pages and mails"),
           .input = Input::radios,
           .required = true,
           .options = languages},
          {.name = "theme", .label = tr("Colours"), .input = Input::radios, .required = true, .options = themes}};
}

Html places(Request& request, Reader& db) {
  std::vector<view::Fact> facts;
  const auto& actor = request.actor();
  facts.push_back({tr("Roles"), html::text(actor.roles.empty() ? tr("none yet") : words(actor.roles))});
  if (!request.visit.asked.empty())
    facts.push_back({tr("Asked for, the office answers"), html::text(words(request.visit.asked))});
  auto organisations = html::each(people::organisations_of(db, actor.person), [](const auto& o) {
    return el("p", {}, {view::link({o.facts.name, below("/organisations", o.id.v)})});
  });
  facts.push_back({tr("Organisations"), organisations.empty() ? html::text(tr("none yet")) : organisations});
  Html labs;
  if (!actor.labs.empty())
    for (const auto& lab : people::all_labs(db))
      if (actor.speaks_for(lab.id))
        labs += el("p", {}, {view::link({lab.profile.name.text(), below("/labs", lab.id.v)})});
  if (!labs.empty()) facts.push_back({tr("Labs I speak for"), labs});
  return view::panel(
      tr("What I am here for"),
      {view::facts(facts),
       view::actions({view::button(view::Action{.text = tr("Take on another role"), .to = path("/welcome")})})});
}

Response profile_page(Request& request, const people::Person& person, const web::Form& form, int status = 200) {
  auto fields = web::with_values(account_fields(), form);
  fields.push_back({.name = "version", .input = Input::hidden, .value = std::to_string(person.version)});
  auto main = view::form({.action = path("/account"), .csrf = web::stamp(request)}, fields, form.problems,
                         view::submit({.text = tr("Save")})) +
              view::note(tr("Your e-mail is {1}. To change it, write to the office: an address is proved by a link.",
                            person.email));
  return account_page(request, AccountTab::profile, view::split(main, places(request, *request.site.db().reader())),
                      status);
}

Response show_profile(Request& request) {
  auto person = people::find_person(*request.site.db().reader(), request.actor().person);
  if (!person) return web::error_page(request, Error::not_found(say("This account was erased.")));
  return profile_page(request, *person, web::form_of(Profile{person->name, person->lang, person->theme}));
}

Response profile_conflict(Request& request, const Profile& mine) {
  auto now = people::find_person(*request.site.db().reader(), request.actor().person);
  if (!now) return web::error_page(request, Error::not_found(say("This account was erased.")));
  auto keep = view::button(view::Post{.text = tr("Keep my version"),
                                      .to = path("/account"),
                                      .csrf = web::stamp(request),
                                      .weight = view::Weight::primary,
                                      .values = {{"name", mine.name},
                                                 {"lang", std::string(name_of(mine.lang))},
                                                 {"theme", std::string(name_of(mine.theme))},
                                                 {"version", std::to_string(now->version)}}});
  auto take = view::button(view::Action{.text = tr("Take the saved version"), .to = path("/account")});
  view::Conflict both{
      .who = tr("Another window of yours, or the office,"),
      .when = when(request, request.site.clock().now()),
      .fields = {{tr("Name"), mine.name, now->name},
                 {tr("Language of pages and mails"), std::string(name_of(mine.lang)), std::string(name_of(now->lang))},
                 {tr("Colours"), theme_word(mine.theme), theme_word(now->theme)}},
      .keep_mine = keep,
      .take_theirs = take};
  return account_page(request, AccountTab::profile, view::conflict(both), 409);
}

Response save_profile(Request& request) {
  Profile mine;
  auto form = web::read_form(request, mine);
  auto person = people::find_person(*request.site.db().reader(), request.actor().person);
  if (!person) return web::error_page(request, Error::not_found(say("This account was erased.")));
  if (!form.problems.empty()) return profile_page(request, *person, form, 400);
  auto saved = people::edit_person(request.op(), request.actor().person, web::version_in(request),
                                   {mine.name, mine.lang, mine.theme});
  if (saved) return web::see_other(request, path("/account"), say("Saved."));
  if (saved.error().code == Code::conflict) return profile_conflict(request, mine);
  if (!web::told_on(form, saved.error())) return web::error_page(request, saved.error());
  return profile_page(request, *person, form, web::http_status(saved.error().code));
}

}  // namespace

void mount_account_pages(web::Router& router, const FrontDesk&) {
  router.get("/account", web::kLoggedIn, show_profile).also_for_newcomers();
  router.post("/account", web::kLoggedIn, save_profile).also_for_newcomers();
}

}  // namespace couloir::reception
