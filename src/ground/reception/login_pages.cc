// Logging in, with a second step when the person has a second factor, and out. Comes back to a page of ours only.
#include "http/cookie.h"
#include "reception/mount.h"
#include "reception/page_kit.h"

namespace couloir::reception {

using html::el;
using html::path;
using view::Field;
using view::Input;
using web::Request;
using web::Response;

namespace {

struct LoginForm {
  std::string email, password;
  bool stay = false;
};
void describe(Describer& d, LoginForm& f) {
  d.type("LoginForm");
  d.field("email", f.email, text(0, 254));
  d.field("password", f.password, text(0, 1'000));
  d.field("stay", f.stay, Rule{}.or_keep());
}

std::string way_back(const Request& request) {
  auto next = request.method == web::Method::get ? request.asked("next") : request.filled("next");
  return html::local(next).str();
}

Html links_below() {
  return el("p", {}, {view::link({tr("I forgot my password"), path(people::kResetPath)})}) +
         el("p", {}, {tr("No account yet?"), " ", view::link({tr("Create an account"), path("/register")})});
}

Html said_before(const Request& request) {
  if (request.asked("said") == "password")
    return view::callout(view::Tone::good, tr("Your password is chosen. Log in with it."));
  if (request.asked("said") == "out") return view::callout(view::Tone::good, tr("You are logged out."));
  if (request.asked("said") == "erased")
    return view::callout(view::Tone::good, tr("Your account and your personal data are erased."));
  return {};
}

Response login_page(Request& request, const web::Form& form, int status = 200) {
  std::vector<Field> fields{
      {.name = "email", .label = tr("E-mail"), .input = Input::email, .required = true, .autocomplete = "username"},
      {.name = "password",
       .label = tr("Password"),
       .input = Input::password,
       .required = true,
       .autocomplete = "current-password"},
      {.name = "stay", .label = tr("Stay logged in for 30 days on this machine"), .input = Input::tick}};
  auto shown = web::with_values(std::move(fields), form);
  shown.push_back({.name = "next", .input = Input::hidden, .value = way_back(request)});
  auto content =
      view::heading({.title = tr("Log in")}) + said_before(request) +
      view::form({.action = path(people::kLoginPath), .csrf = web::stamp(request), .ask_before_leaving = false}, shown,
                 form.problems, view::submit({.text = tr("Log in")})) +
      links_below();
  return web::narrow_page(request, tr("Log in"), content, status);
}

Response code_page(Request& request, std::string_view ticket, const std::vector<Problem>& problems, int status = 200) {
  std::vector<Field> fields{
      {.name = "code",
       .label = tr("Code"),
       .hint = tr("The six digits that your application shows now, or one of your recovery codes."),
       .required = true,
       .width = view::Width::medium,
       .autocomplete = "one-time-code",
       .max_length = 20},
      {.name = "ticket", .input = Input::hidden, .value = std::string(ticket)},
      {.name = "next", .input = Input::hidden, .value = way_back(request)}};
  auto content = view::heading({.title = tr("One more step"),
                                .lead = tr("Your account asks for a code as well as your password.")}) +
                 view::form({.action = path("/login/code"), .csrf = web::stamp(request), .ask_before_leaving = false},
                            fields, problems, view::submit({.text = tr("Continue")}));
  return web::narrow_page(request, tr("One more step"), content, status);
}

http::Cookie login_cookie(const Request& request, std::string value) {
  return {.name = std::string(web::kLoginCookie), .value = std::move(value), .secure = request.raw.secure};
}

/// A cookie for 30 days only when asked; else it goes with the browser, and the login ends after 12 hours anyway.
Response let_in(Request& request, const people::LoggedIn& login) {
  auto cookie = login_cookie(request, login.token);
  auto left = std::chrono::duration_cast<std::chrono::seconds>(login.expires - request.site.clock().now());
  if (left > std::chrono::hours(24)) cookie.max_age = left;
  return web::see_other(request, html::local(way_back(request))).with("set-cookie", http::set_cookie(cookie));
}

Response show_login(Request& request) {
  if (request.actor().logged_in()) return web::see_other(request, html::local(way_back(request)));
  return login_page(request, {});
}

Response log_in(Request& request, const FrontDesk& desk) {
  LoginForm typed;
  auto form = web::read_form(request, typed);
  auto stay = typed.stay ? people::Stay::month : people::Stay::half_day;
  auto step =
      people::login_with_password(request.op(), desk.logins, typed.email, typed.password, peer_of(request), stay);
  if (!step) {
    web::told_on(form, step.error());
    return login_page(request, form, web::http_status(step.error().code));
  }
  if (auto* due = std::get_if<people::CodeDue>(&*step)) return code_page(request, due->ticket, {});
  return let_in(request, std::get<people::LoggedIn>(*step));
}

Response log_in_with_code(Request& request, const FrontDesk& desk) {
  auto ticket = request.filled("ticket");
  auto login = people::login_with_code(request.op(), desk.logins, ticket, request.filled("code"), peer_of(request));
  if (!login)
    return code_page(request, ticket, {{"code", login.error().message}}, web::http_status(login.error().code));
  return let_in(request, *login);
}

Response log_out(Request& request) {
  auto token = http::cookie_of(request.raw, web::kLoginCookie, request.raw.secure);
  if (auto ended = people::logout(request.op(), token.value_or("")); !ended)
    return web::error_page(request, ended.error());
  auto gone = login_cookie(request, "");
  gone.max_age = std::chrono::seconds(0);
  return Response{.status = 303}.with("location", "/login?said=out").with("set-cookie", http::set_cookie(gone));
}

}  // namespace

void mount_login_pages(web::Router& router, const FrontDesk& desk) {
  router.get(std::string(people::kLoginPath), web::kEveryone, show_login).also_for_newcomers();
  router.post(std::string(people::kLoginPath), web::kEveryone, [desk](Request& r) { return log_in(r, desk); })
      .also_for_newcomers();
  router.post("/login/code", web::kEveryone, [desk](Request& r) { return log_in_with_code(r, desk); })
      .also_for_newcomers();
  router.post("/logout", web::kEveryone, log_out).also_for_newcomers();
}

}  // namespace couloir::reception
