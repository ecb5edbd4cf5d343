// API tokens of a person: made, shown once, revoked.
#include "people/token.h"
#include "reception/account.h"
#include "reception/mount.h"
#include "reception/wording.h"
#include "web/site.h"

namespace couloir::reception {

using html::el;
using html::path;
using people::Scope;
using view::Field;
using view::Input;
using web::Request;
using web::Response;

namespace {

struct TokenForm {
  std::string name;
  std::vector<Scope> scopes;
  std::optional<Date> expires;
};
void describe(Describer& d, TokenForm& f) {
  d.type("TokenForm");
  d.field("name", f.name, text(0, 200));
  d.field("scopes", f.scopes);
  d.field("expires_at", f.expires);
}

std::string scope_words(people::Scopes scopes) {
  std::string list;
  for (std::size_t i = 0; i < kNames<Scope>.size(); ++i)
    if (auto scope = static_cast<Scope>(i); scopes.has(scope)) list += (list.empty() ? "" : "; ") + word(scope);
  return list;
}

Html state_of(const Request& request, const people::TokenRow& token) {
  if (token.revoked_at) return view::tag(tr("Revoked"));
  if (token.expires_at <= request.site.clock().now()) return view::tag(tr("Ended"));
  return view::tag(tr("Works"), view::Tone::good, view::Icon::check);
}

Html my_tokens(Request& request, Reader& db) {
  view::Table table{
      .caption = tr("My tokens"),
      .caption_hidden = true,
      .columns = {{tr("Name")}, {tr("State")}, {tr("May")}, {tr("Until")}, {tr("Last used")}},
      .empty = view::empty_state(tr("No token yet"), tr("A token lets a program of yours use couloir in your name, "
                                                        "without your password. Make one below when you need it."))};
  for (const auto& t : people::tokens_of(db, request.actor().person)) {
    auto revoke = view::button(view::Post{.text = tr("Revoke"),
                                          .to = below("/account/tokens", t.id.v, "/revocation"),
                                          .csrf = web::stamp(request),
                                          .weight = view::Weight::danger,
                                          .about = t.name});
    table.rows.push_back(
        {{html::text(t.name), state_of(request, t), html::text(scope_words(t.scopes)),
          html::text(when(request, t.expires_at)), html::text(t.last_used ? short_date(*t.last_used) : tr("never"))},
         t.revoked_at ? Html() : revoke});
  }
  return view::table(table);
}

Response tokens_page(Request& request, const web::Form& form, int status = 200) {
  auto db = request.site.db().reader();
  auto scopes = options_of<Scope>([](Scope s) { return word(s); });
  auto fields = web::with_values({{.name = "name",
                                   .label = tr("Name"),
                                   .hint = tr("What it is for: “Monthly export”."),
                                   .required = true,
                                   .max_length = 80},
                                  {.name = "scopes",
                                   .label = tr("What it may do"),
                                   .input = Input::ticks,
                                   .hint = tr("Never more than you may do yourself."),
                                   .required = true,
                                   .options = scopes},
                                  {.name = "expires_at",
                                   .label = tr("Works until"),
                                   .input = Input::date,
                                   .hint = tr("A year at most."),
                                   .required = true,
                                   .width = view::Width::medium}},
                                 form);
  auto make = view::form({.action = path("/account/tokens"), .csrf = web::stamp(request), .ask_before_leaving = false},
                         fields, form.problems, view::submit({.text = tr("Make a token")}));
  auto content = view::section(tr("My tokens"), {my_tokens(request, *db)}) + view::section(tr("A new token"), {make}) +
                 el("p", {}, {view::link({tr("What programs can do with it"), path("/api")})});
  return account_page(request, AccountTab::tokens, content, status);
}

/// The end of that day, where the cluster is.
Instant end_of(Date day, const Request& request) {
  auto last = resolve_local(day.iso() + "T23:59:59", request.site.config().timezone);
  return last ? *last : Instant{std::chrono::sys_days(day.d)};
}

Response issued(Request& request, const people::IssuedToken& token) {
  auto content = view::callout(view::Tone::good, tr("Your token is made."),
                               {el("p", {}, {tr("Copy it now: it is shown only once.")}),
                                el("p", {}, {el("code", {}, {token.token})})}) +
                 view::actions({view::button(view::Action{
                     .text = tr("I have copied it"), .to = path("/account/tokens"), .weight = view::Weight::primary})});
  return account_page(request, AccountTab::tokens, content);
}

Response issue(Request& request) {
  TokenForm typed;
  auto form = web::read_form(request, typed);
  if (!typed.expires && form.problem("expires_at") == nullptr)
    form.problems.push_back({"expires_at", say("Choose the day on which it ends.")});
  if (!form.problems.empty()) return tokens_page(request, form, 400);
  people::NewToken wanted{typed.name, {}, end_of(*typed.expires, request)};
  for (auto scope : typed.scopes) wanted.scopes.add(scope);
  auto token = people::issue_token(request.op(), wanted);
  if (token) return issued(request, *token);
  if (!web::told_on(form, token.error())) return web::error_page(request, token.error());
  return tokens_page(request, form, web::http_status(token.error().code));
}

Response revoke(Request& request) {
  auto id = request.id<people::TokenId>("token");
  if (!id) return web::error_page(request, id.error());
  auto done = people::revoke_token(request.op(), *id);
  return done ? web::see_other(request, path("/account/tokens"), say("The token no longer works."))
              : web::error_page(request, done.error());
}

}  // namespace

void mount_token_pages(web::Router& router, const FrontDesk&) {
  router.get("/account/tokens", web::kLoggedIn, [](Request& r) { return tokens_page(r, {}); });
  router.post("/account/tokens", web::kLoggedIn, issue);
  router.post("/account/tokens/{token}/revocation", web::kLoggedIn, revoke);
}

}  // namespace couloir::reception
