// One's personal data: all of it as a file, or erased. An erasure is confirmed on a page of its own.
#include "http/cookie.h"
#include "people/personal_data.h"
#include "reception/account.h"
#include "reception/mount.h"
#include "web/site.h"

namespace couloir::reception {

using html::el;
using html::path;
using web::Request;
using web::Response;

namespace {

Response data_page(Request& request) {
  auto content =
      view::section(
          tr("Take my data with me"),
          {el("p", {}, {tr("Everything that couloir holds on you, in one JSON file that any program can read.")}),
           view::button(view::Post{.text = tr("Download my data"),
                                   .to = path("/account/data/export"),
                                   .csrf = web::stamp(request),
                                   .weight = view::Weight::primary,
                                   .icon = view::Icon::download})}) +
      view::section(tr("Erase my account"), {el("p", {},
                                                {tr("You can have your personal data erased at any time. You will see "
                                                    "what goes and what stays before anything happens.")}),
                                             view::button(view::Action{.text = tr("Erase my account"),
                                                                       .to = path("/account/data/erasure"),
                                                                       .weight = view::Weight::danger,
                                                                       .icon = view::Icon::trash})}) +
      el("p", {}, {view::link({tr("What we keep about you, and for how long"), path("/privacy")})});
  return account_page(request, AccountTab::data, content);
}

Response export_mine(Request& request, const FrontDesk& desk) {
  auto data = people::export_person(request.op(), desk.personal_data, request.actor().person);
  if (!data) return web::error_page(request, data.error());
  return web::download(*data, "application/json", "couloir-my-data.json").with("cache-control", "no-store");
}

Response ask_erase_mine(Request& request) {
  auto act = view::button(view::Post{.text = tr("Erase it all now"),
                                     .to = path("/account/data/erasure"),
                                     .csrf = web::stamp(request),
                                     .weight = view::Weight::danger,
                                     .icon = view::Icon::trash});
  view::Confirm confirm{
      .title = tr("Erase the account of {1}?", request.visit.name),
      .text = tr("This happens at once and cannot be undone."),
      .consequences = {tr("Your name, e-mail, password, second factor, tokens, roles and memberships are erased, and "
                          "the words of the mails we sent you."),
                       tr("What you did stays in the journal under a number that no longer leads to you."),
                       tr("The organisation’s use cases and files stay with the organisation.")},
      .act = act,
      .cancel = {.text = tr("Keep my account"), .to = path("/account/data")}};
  return account_page(request, AccountTab::data, view::confirm(confirm));
}

Response erase_mine(Request& request, const FrontDesk& desk) {
  auto done = people::erase_person(request.op(), desk.personal_data, request.actor().person);
  if (!done) return web::error_page(request, done.error());
  http::Cookie gone{.name = std::string(web::kLoginCookie), .value = "", .secure = request.raw.secure};
  gone.max_age = std::chrono::seconds(0);
  return Response{.status = 303}.with("location", "/login?said=erased").with("set-cookie", http::set_cookie(gone));
}

}  // namespace

void mount_data_pages(web::Router& router, const FrontDesk& desk) {
  router.get("/account/data", web::kLoggedIn, data_page).also_for_newcomers();
  router.post("/account/data/export", web::kLoggedIn, [desk](Request& r) { return export_mine(r, desk); })
      .also_for_newcomers();
  router.get("/account/data/erasure", web::kLoggedIn, ask_erase_mine).also_for_newcomers();
  router.post("/account/data/erasure", web::kLoggedIn, [desk](Request& r) { return erase_mine(r, desk); })
      .also_for_newcomers();
}

}  // namespace couloir::reception
