#include "web/incoming.h"

#include "http/cookie.h"
#include "http/form.h"
#include "http/multipart.h"
#include "http/url.h"

namespace couloir::web {

std::optional<Method> method_of(std::string_view method) {
  if (method == "GET" || method == "HEAD") return Method::get;
  if (method == "POST") return Method::post;
  if (method == "PUT") return Method::put;
  if (method == "DELETE") return Method::remove;
  return std::nullopt;
}

Result<void> read_head(Request& request) {
  TRY_LET(auto target, http::split_target(request.raw.target));
  request.segments = std::move(target.segments);
  request.path = target.path;
  TRY_LET(request.query, http::parse_query(target.query));
  return {};
}

Result<void> read_body(Request& request, std::uint64_t body_limit) {
  auto type = request.raw.header("content-type");
  if (http::is_form(type)) {
    TRY_LET(request.form, http::parse_form(request.raw.body, http::form_limits(body_limit)));
    return {};
  }
  if (!http::is_multipart(type)) return Error::invalid(say("This address takes forms only."));
  TRY_LET(auto parts, http::parse_multipart(type, request.raw.body));
  for (auto& part : parts) {
    if (part.is_file)
      request.uploads.push_back(std::move(part));
    else
      request.form.push_back({part.name, std::string(part.data)});
  }
  return {};
}

bool comes_from_here(const http::RawRequest& raw) {
  auto site = raw.header("sec-fetch-site");
  if (!site.empty()) return site == "same-origin" || site == "none";
  auto origin = raw.header("origin");
  if (origin.empty()) return true;
  auto scheme_end = origin.find("://");
  return scheme_end != std::string_view::npos && origin.substr(scheme_end + 3) == raw.header("host");
}

Lang language_of(const Request& request, Lang region) {
  if (auto asked = from_name<Lang>(request.asked("lang"))) return *asked;
  if (request.actor().logged_in()) return request.visit.lang;
  auto kept = http::cookie_of(request.raw, kChoicesCookie, request.raw.secure);
  if (kept)
    if (auto lang = from_name<Lang>(std::string_view(*kept).substr(0, 2))) return *lang;
  // The first language of the list that we speak; weights are rarely out of order, so order decides.
  auto wish = request.raw.header("accept-language");
  auto fr = wish.find("fr"), en = wish.find("en");
  if (fr == en) return region;  // neither is named
  return fr < en ? Lang::fr : Lang::en;
}

}  // namespace couloir::web
