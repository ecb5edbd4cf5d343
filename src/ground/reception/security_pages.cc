// Security of one's account: password, second factor with its recovery codes, and the logins that are open. What is
// secret is shown once, in the answer to the form that made it.
#include <algorithm>
#include <array>

#include "http/cookie.h"
#include "people/totp.h"
#include "reception/account.h"
#include "reception/mount.h"
#include "web/site.h"

namespace couloir::reception {

using html::el;
using html::path;
using view::Field;
using view::Input;
using web::Request;
using web::Response;

namespace {

struct Mark {
  std::string_view in_header, name;
};
/// The first that the header holds; "" if none. Order matters: Edge also says Chrome, and Chrome says Safari.
template <std::size_t N>
std::string_view first_of(const std::array<Mark, N>& marks, std::string_view header) {
  auto found = std::ranges::find_if(marks, [&](const Mark& m) { return header.find(m.in_header) != header.npos; });
  return found == marks.end() ? std::string_view{} : found->name;
}

/// "Firefox, Windows" from a User-Agent; what we do not know as it was sent.
std::string device_words(const std::string& header) {
  static constexpr std::array<Mark, 5> kBrowsers{
      {{"Firefox/", "Firefox"}, {"Edg", "Edge"}, {"OPR/", "Opera"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}}};
  static constexpr std::array<Mark, 6> kSystems{{{"Android", "Android"},
                                                 {"iPhone", "iPhone"},
                                                 {"iPad", "iPad"},
                                                 {"Windows", "Windows"},
                                                 {"Mac OS X", "macOS"},
                                                 {"Linux", "Linux"}}};
  if (header.empty()) return tr("unknown");
  auto browser = first_of(kBrowsers, header), system = first_of(kSystems, header);
  if (browser.empty() || system.empty()) return header;
  return std::string(browser) + ", " + std::string(system);
}

const std::string kHere = "/account/security";

Field code_field(std::string hint) {
  return {.name = "code",
          .label = tr("Code"),
          .hint = std::move(hint),
          .required = true,
          .width = view::Width::medium,
          .autocomplete = "one-time-code",
          .max_length = 20};
}

/// A form of one section of the page; its problems are shown there.
struct Trouble {
  std::string_view form = {};  ///< "password", "code"
  std::vector<Problem> problems = {};
};
view::Problems of(const Trouble& trouble, std::string_view form) {
  return trouble.form == form ? view::Problems(trouble.problems) : view::Problems();
}

Html password_section(Request& request, const Trouble& trouble) {
  std::vector<Field> fields{{.name = "old_password",
                             .label = tr("Present password"),
                             .input = Input::password,
                             .required = true,
                             .autocomplete = "current-password"},
                            {.name = "password",
                             .label = tr("New password"),
                             .input = Input::password,
                             .hint = tr("At least 12 characters."),
                             .required = true,
                             .autocomplete = "new-password"}};
  return view::section(
      tr("Password"),
      {view::form({.action = path("/account/password"), .csrf = web::stamp(request), .ask_before_leaving = false},
                  fields, of(trouble, "password"), view::submit({.text = tr("Change the password")})),
       view::note(tr("Changing it ends your logins on all other machines."))},
      "password");
}

Html turned_on(Request& request, Reader& db, const Trouble& trouble) {
  auto left = people::recovery_codes_left(db, request.actor().person);
  std::vector<Field> fields{code_field(tr("From your application, or a recovery code."))};
  auto buttons =
      view::submit(
          {.text = tr("New recovery codes"), .weight = view::Weight::secondary, .name = "act", .value = "renew"}) +
      view::submit(
          {.text = tr("Turn off the second factor"), .weight = view::Weight::danger, .name = "act", .value = "stop"});
  return view::tag(tr("On"), view::Tone::good, view::Icon::lock) +
         el("p", {}, {trn("{1} recovery code is left.", "{1} recovery codes are left.", left)}) +
         view::form({.action = path("/account/second-factor/change"),
                     .csrf = web::stamp(request),
                     .ask_before_leaving = false},
                    fields, of(trouble, "code"), buttons);
}

Html turned_off(Request& request) {
  return el("p", {},
            {tr("With a second factor, a stolen password alone opens nothing: each login also asks for a code that "
                "your telephone shows.")}) +
         view::button(view::Post{.text = tr("Set up a second factor"),
                                 .to = path("/account/second-factor"),
                                 .csrf = web::stamp(request),
                                 .weight = view::Weight::secondary,
                                 .icon = view::Icon::lock});
}

Html second_factor_section(Request& request, Reader& db, const Trouble& trouble) {
  bool on = people::second_factor_of(db, request.actor().person) == people::SecondFactor::on;
  return view::section(tr("Second factor"), {on ? turned_on(request, db, trouble) : turned_off(request)},
                       "second-factor");
}

Html logins_section(Request& request, Reader& db) {
  view::Table table{
      .caption = tr("Open logins"), .caption_hidden = true, .columns = {{tr("Machine")}, {tr("Since")}, {tr("Until")}}};
  for (const auto& login : people::logins_of(db, request.actor().person, request.site.clock().now())) {
    bool this_one = login.id == request.visit.login;
    auto device = device_words(login.device);
    auto end = view::button(view::Post{.text = tr("End"),
                                       .to = below("/account/logins", login.id.v, "/end"),
                                       .csrf = web::stamp(request),
                                       .weight = view::Weight::quiet,
                                       .about = device});
    table.rows.push_back(
        {{html::text(device) + (this_one ? html::join({" ", view::tag(tr("this one"), view::Tone::accent)}) : Html()),
          html::text(when(request, login.created_at)), html::text(when(request, login.expires_at))},
         this_one ? Html() : end,
         this_one});
  }
  auto everywhere = view::button(view::Post{.text = tr("Log out everywhere"),
                                            .to = path("/account/logins/end"),
                                            .csrf = web::stamp(request),
                                            .weight = view::Weight::secondary});
  return view::section(tr("Where I am logged in"), {view::table(table)}, "logins", everywhere);
}

Response security_page(Request& request, const Trouble& trouble = {}, int status = 200) {
  auto db = request.site.db().reader();
  return account_page(
      request, AccountTab::security,
      password_section(request, trouble) + second_factor_section(request, *db, trouble) + logins_section(request, *db),
      status);
}

std::vector<Problem> problems_of(const Error& error, std::string_view field) {
  return error.problems.empty() ? std::vector<Problem>{{std::string(field), error.message}} : error.problems;
}

Response change_password(Request& request, const FrontDesk& desk) {
  auto token = http::cookie_of(request.raw, web::kLoginCookie, request.raw.secure).value_or("");
  auto done = people::change_password(request.op(), desk.logins, request.filled("old_password"),
                                      request.filled("password"), token);
  if (done) return web::see_other(request, path(kHere), say("Your password is changed; your other logins have ended."));
  return security_page(request, {"password", problems_of(done.error(), "old_password")},
                       web::http_status(done.error().code));
}

/// Drawn black on white whatever the theme: cameras read it so.
Html drawn(const people::QrCode& qr) {
  auto size = std::to_string(qr.size);
  return el("svg",
            {{"viewBox", "0 0 " + size + " " + size},
             {"width", 240},
             {"height", 240},
             {"role", "img"},
             {"aria-label", tr("QR code to scan with your telephone")}},
            {el("rect", {{"width", size}, {"height", size}, {"fill", "#fff"}}),
             el("path", {{"d", qr.path}, {"fill", "#000"}})});
}

Html confirmation(Request& request, const std::vector<Problem>& problems) {
  std::vector<Field> fields{code_field(tr("The six digits that the application shows now."))};
  return view::form(
      {.action = path("/account/second-factor/confirmation"), .csrf = web::stamp(request), .ask_before_leaving = false},
      fields, problems, view::submit({.text = tr("Turn on the second factor")}));
}

Response start(Request& request, const FrontDesk& desk) {
  auto enrolment = people::start_second_factor(request.op(), desk.logins, request.site.config().name);
  if (!enrolment) return web::error_page(request, enrolment.error());
  auto by_hand = view::help(tr("I cannot scan it"), {el("p", {}, {tr("Type this key into the application:")}),
                                                     el("p", {}, {el("code", {}, {enrolment->secret})})});
  auto content =
      view::section(tr("Set up a second factor"),
                    {el("ol", {},
                        {el("li", {},
                            {tr("Open an authenticator application on your telephone (FreeOTP, Aegis, or the one you "
                                "use already).")}),
                         el("li", {}, {tr("Scan this picture.")}), el("li", {}, {tr("Type the code it shows.")})}),
                     drawn(enrolment->qr), by_hand, confirmation(request, {})});
  return account_page(request, AccountTab::security, content);
}

Response recovery_codes(Request& request, const std::vector<std::string>& codes, std::string_view title) {
  auto list = html::each(codes, [](const std::string& c) { return el("li", {}, {el("code", {}, {c})}); });
  auto content =
      view::callout(view::Tone::good, title) +
      view::section(tr("Your recovery codes"),
                    {el("p", {},
                        {tr("Print them or write them down: each replaces one code if you lose your telephone. They "
                            "are shown only now.")}),
                     el("ul", {}, {list}),
                     view::actions({view::button(view::Action{
                         .text = tr("I have kept them"), .to = path(kHere), .weight = view::Weight::primary})})});
  return account_page(request, AccountTab::security, content);
}

Response confirm(Request& request, const FrontDesk& desk) {
  auto codes = people::confirm_second_factor(request.op(), desk.logins, request.filled("code"));
  if (codes) return recovery_codes(request, *codes, tr("The second factor is on."));
  auto again = view::section(
      tr("Set up a second factor"),
      {confirmation(request, problems_of(codes.error(), "code")),
       view::note(tr("If the code stays wrong, check the clock of your telephone, or start again with a new picture.")),
       view::button(view::Post{.text = tr("Start again"),
                               .to = path("/account/second-factor"),
                               .csrf = web::stamp(request),
                               .weight = view::Weight::quiet})});
  return account_page(request, AccountTab::security, again, web::http_status(codes.error().code));
}

Response change_second_factor(Request& request, const FrontDesk& desk) {
  auto code = request.filled("code");
  if (request.filled("act") == "renew") {
    auto codes = people::renew_recovery_codes(request.op(), desk.logins, code);
    if (codes) return recovery_codes(request, *codes, tr("Your earlier recovery codes no longer work."));
    return security_page(request, {"code", problems_of(codes.error(), "code")}, web::http_status(codes.error().code));
  }
  auto done = people::stop_second_factor(request.op(), desk.logins, code);
  if (done) return web::see_other(request, path(kHere), say("The second factor is off."));
  return security_page(request, {"code", problems_of(done.error(), "code")}, web::http_status(done.error().code));
}

Response end_one(Request& request) {
  auto id = request.id<people::LoginId>("login");
  if (!id) return web::error_page(request, id.error());
  auto done = people::end_login(request.op(), *id);
  return done ? web::see_other(request, path(kHere), say("This login has ended."))
              : web::error_page(request, done.error());
}

Response end_all(Request& request) {
  auto done = people::logout_everywhere(request.op());
  return done ? web::see_other(request, path("/login", {{"said", "out"}})) : web::error_page(request, done.error());
}

}  // namespace

void mount_security_pages(web::Router& router, const FrontDesk& desk) {
  router.get(kHere, web::kLoggedIn, [](Request& r) { return security_page(r); }).also_for_newcomers();
  router.post("/account/password", web::kLoggedIn, [desk](Request& r) { return change_password(r, desk); })
      .also_for_newcomers();
  router.post("/account/second-factor", web::kLoggedIn, [desk](Request& r) { return start(r, desk); })
      .also_for_newcomers();
  router.post("/account/second-factor/confirmation", web::kLoggedIn, [desk](Request& r) { return confirm(r, desk); })
      .also_for_newcomers();
  router
      .post("/account/second-factor/change", web::kLoggedIn,
            [desk](Request& r) { return change_second_factor(r, desk); })
      .also_for_newcomers();
  router.post("/account/logins/{login}/end", web::kLoggedIn, end_one).also_for_newcomers();
  router.post("/account/logins/end", web::kLoggedIn, end_all).also_for_newcomers();
}

}  // namespace couloir::reception
