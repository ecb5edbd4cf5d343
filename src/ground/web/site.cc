#include "web/site.h"

#include <algorithm>
#include <atomic>
#include "base/bug.h"
#include "base/log.h"
#include "base/random.h"
#include "html/view.h"
#include "http/cookie.h"
#include "http/url.h"
#include "journal/journal.h"
#include "journal/keyed.h"
#include "web/assets.h"
#include "web/flashes.h"
#include "web/guard.h"
#include "web/incoming.h"
#include "words/quantities.h"

namespace couloir::web {
namespace {

constexpr std::uint64_t kUnknownPathLimit = 64 << 10;  // a body nobody will read
constexpr std::size_t kContentLength = 24;             // of what a key was sent with, in a request id
constexpr std::size_t kLongestKey = 100;               // of Idempotency-Key

/// Where somebody without the right role is sent first.
constexpr std::string_view kFirstQuestion = "/welcome", kLogin = "/login";

std::string_view bearer(const http::RawRequest& raw) {
  auto header = raw.header("authorization");
  return header.starts_with("Bearer ") ? header.substr(7) : std::string_view{};
}

void add_security_headers(const Request& request, Response& response) {
  response.with(
      "content-security-policy",
      "default-src 'none'; script-src 'nonce-" + request.nonce +
          "'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
          "base-uri 'none'; frame-ancestors 'none'");
  response.with("x-content-type-options", "nosniff");
  response.with("referrer-policy", "same-origin");
  response.with("cross-origin-opener-policy", "same-origin");
  response.with("permissions-policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()");
  if (request.raw.secure) response.with("strict-transport-security", "max-age=31536000");
}

bool has_header(const Response& response, std::string_view name) {
  return std::ranges::any_of(response.headers, [&](const auto& h) { return h.name == name; });
}

http::RawResponse raw_of(Response response) {
  if (!response.type.empty()) response.with("content-type", std::string(response.type));
  return {response.status, std::move(response.headers), std::move(response.body), std::move(response.shared_body),
          std::move(response.next_chunk)};
}

Response problem_answer(const Error& error, const Request& request) {
  Response response{.status = http_status(error.code),
                    .body = problem_json(error, request.request_id),
                    .type = "application/problem+json"};
  if (error.code == Code::unauthenticated) response.with("www-authenticate", "Bearer");
  if (error.code == Code::unavailable) response.with("retry-after", "10");
  return response;
}

}  // namespace

struct Site::Impl {
  explicit Impl(const SiteConfig& config) : assets(config.assets_folder) {}
  AssetShelf assets;
  Flashes flashes;
  Once once;
  std::array<std::atomic<std::int64_t>, 6> answered{};  ///< by hundred of the status
  std::atomic<std::int64_t> microseconds{0}, statements{0};
  bool open = false;
};

Site::Site(SiteConfig config, Db& db, const Clock& clock)
    : config_(std::move(config)), db_(db), clock_(clock), impl_(std::make_unique<Impl>(config_)) {
  check(config_.secret.size() >= 32, "a site secret of 32 bytes or more");
}
Site::~Site() = default;

void Site::open() {
  check(!impl_->open, "a site opens once");
  mount_api(router_, api_);
  router_.add({.method = Method::get,
               .pattern = "/assets/{file}",
               .who = kEveryone,
               .handle = [this](Request& r) { return impl_->assets.serve(r, r.at("file")); },
               .plain = true});
  router_.add({.method = Method::get,
               .pattern = "/assets/{folder}/{file}",
               .who = kEveryone,
               .handle =
                   [this](Request& r) {
                     return impl_->assets.serve(r, std::string(r.at("folder")) + "/" + std::string(r.at("file")));
                   },
               .plain = true});
  impl_->open = true;
}

std::uint64_t Site::body_limit(std::string_view method, std::string_view path) const {
  auto known = method_of(method);
  auto target = http::split_target(path);
  if (!known || !target) return kUnknownPathLimit;
  auto match = router_.match(*known, target->segments);
  return match.route == nullptr ? kUnknownPathLimit : match.route->body_limit;
}

void Site::flash(people::LoginId login, Sentence sentence) { impl_->flashes.put(login, std::move(sentence)); }
std::vector<Sentence> Site::take_flashes(people::LoginId login) { return impl_->flashes.take(login); }
const view::Assets& Site::assets() { return impl_->assets.addresses(); }
std::int64_t Site::answered(int hundred) const { return impl_->answered.at(static_cast<std::size_t>(hundred)); }
std::int64_t Site::statements_run() const { return impl_->statements; }
double Site::seconds_spent() const { return static_cast<double>(impl_->microseconds) / 1e6; }
const std::string& Site::stamp_secret(const people::Visit& visit) const {
  return visit.csrf.empty() ? config_.secret : visit.csrf;
}

namespace {

/// Looks who is there, unless nobody needs to know.
void find_visitor(Request& request, const Route& route) {
  if (route.plain) return;
  auto now = request.site.clock().now();
  std::optional<people::Visit> found;
  if (route.api) {
    if (auto token = bearer(request.raw); !token.empty())
      found = people::find_visit_by_token(*request.site.db().reader(), token, now);
    if (found) request.site.token_use().note(found->token, day_in(now, "UTC"));
  } else if (auto cookie = http::cookie_of(request.raw, kLoginCookie, request.raw.secure)) {
    found = people::find_visit(*request.site.db().reader(), *cookie, now);
  }
  if (found) request.visit = *std::move(found);
  request.visit.actor.door = route.api ? Door::api : Door::page;
}

Sentence token_needed(const Request& request) {
  auto ended = people::end_of_token(*request.site.db().reader(), bearer(request.raw), request.site.clock().now());
  if (!ended) return say("A valid token is needed: Authorization: Bearer clr_…");
  return say("This token ended on {1}. Make a new one on “My account”, under “API tokens”.",
             long_date(day_in(*ended, request.site.config().timezone)));
}

Response refuse_entry(Request& request, const Route& route) {
  if (!request.actor().logged_in()) {
    if (route.api) return problem_answer(Error::unauthenticated(token_needed(request)), request);
    if (request.method == Method::get) return see_other(request, html::path(kLogin, {{"next", request.raw.target}}));
    return error_page(
        request, Error::unauthenticated(
                     say("Your login has ended. Log in again; what you typed is still in your browser’s history.")));
  }
  auto no = Error::forbidden(say("Your role does not open this page."));
  if (route.api) return problem_answer(no, request);
  if (request.visit.newcomer() && request.method == Method::get) return see_other(request, html::path(kFirstQuestion));
  return error_page(request, no);
}

// After a restart the first answer is forgotten, but not that the request was carried out: the journal holds its id.
Sentence done_before(const journal::Entry& entry) {
  return say(
      "What you sent was received and carried out before (number {1} of the journal). Nothing was done a second time.",
      std::to_string(entry.seq));
}
Response done_before_page(Request& request, const journal::Entry& entry) {
  return form_page(request, tr("This was done already"), done_before(entry), 200);
}

/// A page's POST: from our own form, for this login, once.
Response guarded(Request& request, const Route& route, Once& once) {
  if (auto read = read_body(request, route.body_limit); !read) return error_page(request, read.error());
  auto not_taken = [&](const Sentence& why) { return form_page(request, tr("This form was not taken"), why, 403); };
  if (!comes_from_here(request.raw))
    return not_taken(say("It was sent from another site. Nothing was saved: open the page here and fill it in."));
  auto stamp = std::string(request.filled(kStampField));
  if (!stamp_holds(stamp, request.site.stamp_secret(request.visit), request.site.clock().now()))
    return not_taken(
        say("It is older than a day or belongs to another login. Nothing was saved: open the form again and send it "
            "from there; your browser’s “back” still has what you typed."));
  // A visitor's forms open logins and send links: each must be done anew, whatever was sent before.
  if (!request.visit.login) return route.handle(request);
  // What was changed before it was sent again is another request: it must not get the first one's answer.
  request.request_id =
      repeatable_id(request.site.config().secret, {request.visit.login.str(), stamp, request.path, request.raw.body});
  return *once.run(request.request_id, "", [&] {
    auto before = journal::first_of_request(*request.site.db().reader(), request.request_id);
    return before ? done_before_page(request, *before) : route.handle(request);
  });
}

Response key_used_before(Request& request) {
  auto what = say(
      "Something else was sent with this Idempotency-Key before, and carried out. Nothing was done now: give every new "
      "request a key of its own.");
  return problem_answer(Error::refused(what), request);
}

Response api_answer(Request& request, const Route& route, Once& once) {
  auto key = request.raw.header("idempotency-key");
  if (key.empty() || request.method != Method::post) return route.handle(request);
  if (key.size() > kLongestKey)
    return problem_answer(Error::invalid({{"Idempotency-Key", say("An Idempotency-Key has at most 100 characters.")}}),
                          request);
  // The same key on another operation is another request; with another body it is a mistake of who sends it.
  const auto& secret = request.site.config().secret;
  auto keyed = repeatable_id(secret, {request.visit.token.str(), key, request.raw.target});
  auto content = repeatable_id(secret, {request.raw.body}).substr(0, kContentLength);
  request.request_id = keyed + "." + content;
  auto answer = once.run(keyed, content, [&] {
    auto before = journal::first_of_key(*request.site.db().reader(), keyed);
    if (!before) return route.handle(request);
    if (before->request_id != request.request_id) return key_used_before(request);
    return problem_answer(Error::conflict(done_before(*before)), request);
  });
  return answer ? *std::move(answer) : key_used_before(request);
}

Response enter(Request& request, const Route& route, Once& once) {
  if (!route.who.admits(request.actor())) return refuse_entry(request, route);
  if (route.api) return api_answer(request, route, once);
  if (request.method == Method::get) return route.handle(request);
  return guarded(request, route, once);
}

/// "GET, POST": what the address does take.
std::string allowed_at(const Router& router, const std::vector<std::string>& segments) {
  std::string all;
  for (auto [method, name] :
       {std::pair{Method::get, "GET"}, {Method::post, "POST"}, {Method::put, "PUT"}, {Method::remove, "DELETE"}})
    if (router.match(method, segments).route != nullptr) all += (all.empty() ? "" : ", ") + std::string(name);
  return all;
}

Error no_route(bool path_exists) {
  if (path_exists) return Error::not_found(say("This address does not take this kind of request."));
  return Error::not_found(say("There is nothing at this address."));
}

Response world_broke(Request& request, const StoreFailure& failure, bool api) {
  log_line("store.failed", {{"request", request.request_id}, {"what", failure.what()}});
  auto error = Error::unavailable(sentence_of(failure.kind()));
  return api ? problem_answer(error, request) : error_page(request, error).with("retry-after", "10");
}

Response we_broke(Request& request, std::string_view what, bool api) {
  log_line("request.failed", {{"request", request.request_id}, {"path", request.path}, {"what", std::string(what)}});
  auto error =
      Error::unavailable(say("Something went wrong on our side; it has been noted. Your entry was not saved."));
  auto response = api ? problem_answer(error, request) : error_page(request, error);
  response.status = 500;
  return response;
}

Error error_of_refusal(int status, std::uint64_t body_limit) {
  switch (status) {
    case 408:
      return Error::invalid(
          say("What you sent took too long to arrive; nothing was saved. Check the connection and send it again."));
    case 413:
      return Error::invalid(say("What you sent is larger than what this address takes, {1}; nothing was saved.",
                                file_size(static_cast<std::int64_t>(body_limit))));
    case 414:
    case 431:
      return Error::invalid(say("The address or the headers of this request are too long."));
    case 500:
      return Error::unavailable(say("Something went wrong on our side; it has been noted. Your entry was not saved."));
    case 503:
      return Error::unavailable(
          say("Very many people are here just now; nothing was saved. Try again in some seconds."));
    case 507:
      return Error::unavailable(
          say("The disk of the service is full: nothing was saved. The office has to make room."));
    default:
      return Error::invalid(say("This request could not be read; nothing was done."));
  }
}

}  // namespace

http::RawResponse Site::refuse(int status, const http::RawRequest& raw) {
  Request request{.raw = raw, .site = *this};
  request.request_id = random_token(10);
  request.nonce = random_token(10);
  static_cast<void>(read_head(request));  // as far as it came
  request.lang = language_of(request, config_.default_lang);
  Speaking speaking(request.lang);
  auto error = error_of_refusal(status, body_limit(raw.method, raw.target));
  auto response = raw.target.starts_with("/api/") ? problem_answer(error, request) : error_page(request, error);
  response.status = status;
  add_security_headers(request, response);
  return raw_of(std::move(response).with("cache-control", "no-store"));
}

http::RawResponse Site::respond(const http::RawRequest& raw) {
  auto begun = std::chrono::steady_clock::now();
  auto statements_before = couloir::statements_run();  // of this thread
  Request request{.raw = raw, .site = *this};
  request.request_id = random_token(10);
  request.nonce = random_token(10);
  request.lang = config_.default_lang;
  auto method = method_of(raw.method);
  bool api = raw.target.starts_with("/api/");
  Response response;
  // The only place where a request's exceptions are caught; each is logged once, with the request's id.
  try {
    auto head =
        method ? read_head(request) : Result<void>(Error::invalid(say("This kind of request is not known here.")));
    auto match = head ? router_.match(*method, request.segments) : Router::Match{};
    request.method = method.value_or(Method::get);
    request.captures = std::move(match.captures);
    request.lang =
        language_of(request, config_.default_lang);  // also for who cannot be found while the database is gone
    if (match.route != nullptr) find_visitor(request, *match.route);
    request.lang = language_of(request, config_.default_lang);
    Speaking speaking(request.lang);
    try {
      auto failed = !head                    ? std::optional(head.error())
                    : match.route == nullptr ? std::optional(no_route(match.path_exists))
                                             : std::nullopt;
      if (failed)
        response = api ? problem_answer(*failed, request) : error_page(request, *failed);
      else
        response = enter(request, *match.route, impl_->once);
      if (match.path_exists && match.route == nullptr) {
        response.status = 405;
        response.with("allow", allowed_at(router_, request.segments));
      }
    } catch (const StoreFailure& failure) {
      response = world_broke(request, failure, api);
    }
  } catch (const StoreFailure& failure) {
    Speaking speaking(request.lang);
    response = world_broke(request, failure, api);
  } catch (const std::exception& bug) {
    Speaking speaking(request.lang);
    response = we_broke(request, bug.what(), api);
  }
  add_security_headers(request, response);
  if (!has_header(response, "cache-control")) response.with("cache-control", "private, no-cache");
  response.with("x-request-id", request.request_id);
  ++impl_->answered.at(static_cast<std::size_t>(response.status / 100));
  impl_->statements += couloir::statements_run() - statements_before;
  impl_->microseconds +=
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun).count();
  return raw_of(std::move(response));
}

}  // namespace couloir::web
