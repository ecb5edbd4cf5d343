// From no account to a password: registration, a forgotten password, and the link that a mail brings. The answers are
// the same whether an address is known or not.
#include "reception/mount.h"
#include "reception/page_kit.h"
#include "web/mailed_link.h"

namespace couloir::reception {

using html::el;
using html::path;
using view::Field;
using view::Input;
using web::Request;
using web::Response;

namespace {

struct NewAccount {
  std::string name, email;
};
void describe(Describer& d, NewAccount& a) {
  d.type("NewAccount");
  d.field("name", a.name, text(0, 200));
  d.field("email", a.email, text(0, 254));
}

struct Forgotten {
  std::string email;
};
void describe(Describer& d, Forgotten& f) {
  d.type("Forgotten");
  d.field("email", f.email, text(0, 254));
}

Response look_at_your_mail(Request& request, std::string_view then) {
  auto content =
      view::heading({.title = tr("Look at your mailbox"), .lead = std::string(then)}) +
      view::help(tr("No mail after ten minutes?"), {el("p", {},
                                                       {tr("Look among unwanted mail, and check that the address was "
                                                           "typed without a slip. You can send the form again.")})}) +
      view::actions({view::button(view::Action{.text = tr("Back to the start"), .to = path("/")})});
  return web::narrow_page(request, tr("Look at your mailbox"), content);
}

Response register_form(Request& request, const web::Form& form, int status = 200) {
  auto fields = web::with_values({web::own_name_field(),
                                  {.name = "email",
                                   .label = tr("Your e-mail at work"),
                                   .input = Input::email,
                                   .required = true,
                                   .autocomplete = "email",
                                   .max_length = 254}},
                                 form);
  auto content =
      view::heading({.title = tr("Create an account"),
                     .lead = tr("A mail will bring you a link. Follow it within 24 hours and choose a password.")}) +
      view::form({.action = path("/register"), .csrf = web::stamp(request)}, fields, form.problems,
                 view::submit({.text = tr("Send me the link")})) +
      el("p", {}, {view::link({tr("What we keep about you, and for how long"), path("/privacy")})});
  return web::narrow_page(request, tr("Create an account"), content, status);
}

Response do_register(Request& request, const FrontDesk& desk) {
  NewAccount account;
  auto form = web::read_form(request, account);
  if (!form.problems.empty()) return register_form(request, form, 400);
  auto done =
      people::register_person(request.op(), desk.logins, account.name, account.email, request.lang, peer_of(request));
  if (done)
    return look_at_your_mail(
        request, tr("If the address can have an account, a mail is on its way with a link that works for 24 hours."));
  web::told_on(form, done.error());
  return register_form(request, form, web::http_status(done.error().code));
}

Response forgotten_form(Request& request, const web::Form& form, int status = 200) {
  auto fields = web::with_values({{.name = "email",
                                   .label = tr("E-mail of your account"),
                                   .input = Input::email,
                                   .required = true,
                                   .autocomplete = "username",
                                   .max_length = 254}},
                                 form);
  auto content = view::heading({.title = tr("A new password"),
                                .lead = tr("A mail will bring you a link that works for one hour.")}) +
                 view::form({.action = path(people::kResetPath), .csrf = web::stamp(request)}, fields, form.problems,
                            view::submit({.text = tr("Send me the link")}));
  return web::narrow_page(request, tr("A new password"), content, status);
}

Response do_forgotten(Request& request, const FrontDesk& desk) {
  Forgotten typed;
  auto form = web::read_form(request, typed);
  if (!form.problems.empty()) return forgotten_form(request, form, 400);
  auto done = people::ask_password_reset(request.op(), desk.logins, typed.email, peer_of(request));
  if (done)
    return look_at_your_mail(
        request, tr("If this address has an account, a mail is on its way with a link that works for one hour."));
  web::told_on(form, done.error());
  return forgotten_form(request, form, web::http_status(done.error().code));
}

std::string title_of(people::LinkKind kind) {
  switch (kind) {
    case people::LinkKind::registration:
      return tr("Choose your password");
    case people::LinkKind::invitation:
      return tr("Welcome to couloir");
    case people::LinkKind::reset:
      return tr("Choose a new password");
  }
  return {};
}

Response past_link(Request& request) {
  return web::dead_link_page(
      request, tr("This link no longer works"),
      tr("It was used already, or it is too old. Ask for a new one: it takes a minute."),
      view::button(view::Action{
          .text = tr("Ask for a new link"), .to = path(people::kResetPath), .weight = view::Weight::primary}) +
          view::button(view::Action{.text = tr("Log in"), .to = path(people::kLoginPath)}));
}

Response password_form(Request& request, const people::Link& link, const std::vector<Problem>& problems,
                       int status = 200) {
  std::vector<Field> fields{web::new_password_field()};
  auto content = view::heading({.title = title_of(link.kind), .lead = tr("For the account of {1}.", link.email)}) +
                 view::form({.action = path(request.path), .csrf = web::stamp(request)}, fields, problems,
                            view::submit({.text = tr("Keep this password")}));
  return web::narrow_page(request, title_of(link.kind), content, status);
}

Response show_link(Request& request) {
  auto link = people::find_link(*request.site.db().reader(), request.at("token"), request.site.clock().now());
  return link ? password_form(request, *link, {}) : past_link(request);
}

Response keep_password(Request& request, const FrontDesk& desk) {
  auto token = request.at("token");
  auto done = people::choose_password(request.op(), desk.logins, token, request.filled("password"));
  if (done) return web::see_other(request, path(people::kLoginPath, {{"said", "password"}}));
  auto link = people::find_link(*request.site.db().reader(), token, request.site.clock().now());
  if (!link || done.error().code == Code::not_found) return past_link(request);
  web::Form form;
  web::told_on(form, done.error());
  return password_form(request, *link, form.problems, web::http_status(done.error().code));
}

}  // namespace

void mount_password_pages(web::Router& router, const FrontDesk& desk) {
  router.get("/register", web::kEveryone, [](Request& r) { return register_form(r, {}); });
  router.post("/register", web::kEveryone, [desk](Request& r) { return do_register(r, desk); });
  router.get(std::string(people::kResetPath), web::kEveryone, [](Request& r) { return forgotten_form(r, {}); });
  router.post(std::string(people::kResetPath), web::kEveryone, [desk](Request& r) { return do_forgotten(r, desk); });
  router.get(std::string(people::kLinkPath) + "{token}", web::kEveryone, show_link);
  router.post(std::string(people::kLinkPath) + "{token}", web::kEveryone,
              [desk](Request& r) { return keep_password(r, desk); });
}

}  // namespace couloir::reception
