// A request's page: its Frame filled from the visit, the router's navigation and the site's settings.
#include "html/frame.h"
#include "html/view.h"
#include "http/cookie.h"
#include "http/url.h"
#include "web/incoming.h"
#include "web/request.h"
#include "web/site.h"

namespace couloir::web {
namespace {

/// ?theme=, as ?lang= for the language; else the person's choice, else the visitor's cookie ("fr.dark").
view::Theme theme_of(const Request& request) {
  if (auto asked = from_name<view::Theme>(request.asked("theme"))) return *asked;
  if (request.actor().logged_in()) return static_cast<view::Theme>(request.visit.theme);
  auto kept = http::cookie_of(request.raw, kChoicesCookie, request.raw.secure);
  auto dot = kept ? kept->find('.') : std::string::npos;
  if (dot == std::string::npos) return view::Theme::system;
  return from_name<view::Theme>(std::string_view(*kept).substr(dot + 1)).value_or(view::Theme::system);
}

bool is_below(std::string_view path, std::string_view entry) {
  return path == entry || (path.starts_with(entry) && path.substr(entry.size()).starts_with('/'));
}

std::vector<view::NavItem> nav_of(const Request& request) {
  std::vector<view::NavItem> items;
  for (const auto& entry : request.site.router().nav_entries())
    if (entry.who.admits(request.actor()))
      items.push_back({tr(entry.label), html::path(entry.path), is_below(request.path, entry.path)});
  return items;
}

std::vector<view::Flash> flashes_of(const Request& request) {
  std::vector<view::Flash> flashes;
  if (!request.visit.login) return flashes;
  for (const auto& sentence : request.site.take_flashes(request.visit.login))
    flashes.push_back({view::Tone::good, tr(sentence)});
  return flashes;
}

view::Frame frame_of(const Request& request, std::string_view title) {
  view::Frame frame;
  frame.title = title;
  frame.theme = theme_of(request);
  frame.nonce = request.nonce;
  frame.cluster = request.site.config().name;
  frame.nav = nav_of(request);
  frame.person = request.visit.name;
  frame.csrf = stamp(request);
  // A page that answers a POST has no address of its own to come back to.
  frame.back = request.method == Method::get ? std::string(request.raw.target) : "/";
  frame.flashes = flashes_of(request);
  frame.version = request.site.config().version;
  frame.assets = request.site.assets();
  return frame;
}

struct Wording {
  Sentence title, advice;
};
Wording wording_of(const Error& error) {
  switch (error.code) {
    case Code::invalid:
      return {say("This could not be read"), say("Check what was entered and try again.")};
    case Code::unauthenticated:
      return {say("Please log in"), say("This page is for people with an account.")};
    case Code::forbidden:
      return {say("This page is not for you"), say("If you need it, ask the office of the cluster for the role.")};
    case Code::not_found:
      return {say("Page not found"), say("The address may be old or mistyped, or the page belongs to somebody else.")};
    case Code::conflict:
      return {say("Somebody else saved this meanwhile"),
              say("Open it again, look at the new version and enter your change once more.")};
    case Code::refused:
      return {say("This cannot be done"),
              error.problems.empty() ? say("Nothing was changed.") : say("Below is what stands in the way.")};
    case Code::too_many:
      return {say("Too many tries"), say("Wait a minute and try again.")};
    case Code::unavailable:
      return {say("The service cannot answer just now"),
              say("Nothing that was acknowledged is lost. Try again in a minute.")};
  }
  return {};
}

/// The page on which a form was sent, as the browser tells it, when it is one of this house. Empty: not known.
std::string page_before(const Request& request) {
  auto referer = request.raw.header("referer");
  auto scheme_end = referer.find("://");
  if (request.raw.method == "GET" || scheme_end == std::string_view::npos) return {};
  auto rest = referer.substr(scheme_end + 3);
  auto slash = std::min(rest.find('/'), rest.size());
  auto target = http::split_target(rest.substr(slash));
  if (rest.substr(0, slash) != request.raw.header("host") || !target) return {};
  auto there = request.site.router().match(Method::get, target->segments).route != nullptr;
  return there ? std::string(rest.substr(slash)) : "";
}

/// No page is a dead end: back to the form, the same again, or to log in, as the case may be; and always to the start.
html::Html ways_on(const Request& request, Code code) {
  auto before = page_before(request);
  std::vector<view::Action> ways;
  if (code == Code::unauthenticated && !request.actor().logged_in())
    ways.push_back({tr("Log in"), html::path("/login", {{"next", before.empty() ? "/" : before}})});
  else if (!before.empty())
    ways.push_back({tr("Back to the form"), html::local(before)});
  else if (code == Code::unavailable && request.raw.method == "GET")
    ways.push_back({tr("Try again"), html::local(request.raw.target)});
  ways.push_back({tr("Back to the start"), html::path("/")});
  ways.front().weight = view::Weight::primary;
  return view::actions({html::each(ways, [](const view::Action& way) { return view::button(way); })});
}

}  // namespace

Response page(Request& request, std::string_view title, const html::Html& content, int status) {
  return {.status = status, .body = view::page(frame_of(request, title), {content})};
}

Response narrow_page(Request& request, std::string_view title, const html::Html& content, int status) {
  auto frame = frame_of(request, title);
  frame.plain = true;
  return {.status = status, .body = view::page(frame, {content})};
}

Response error_page(Request& request, const Error& error) {
  auto wording = wording_of(error);
  auto title = tr(wording.title);
  auto list = html::each(error.problems, [](const Problem& p) { return html::el("li", {}, {tr(p.what)}); });
  auto message = error.message.empty() ? tr(wording.advice) : tr(error.message);
  auto content = view::heading({.title = title, .lead = message}) +
                 (error.message.empty() ? html::Html() : view::note(tr(wording.advice))) +
                 (error.problems.empty() ? html::Html() : html::el("ul", {}, {list})) + ways_on(request, error.code) +
                 view::note(tr("Request {1}", request.request_id));
  return narrow_page(request, title, content, http_status(error.code));
}

Response form_page(Request& request, std::string_view title, const Sentence& what, int status) {
  return narrow_page(request, title,
                     view::heading({.title = std::string(title), .lead = tr(what)}) + ways_on(request, Code::refused) +
                         view::note(tr("Request {1}", request.request_id)),
                     status);
}

}  // namespace couloir::web
