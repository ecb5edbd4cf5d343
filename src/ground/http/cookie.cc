// Names and values are checked against the octets of RFC 6265 §4.1.1 on both ways.
#include "http/cookie.h"

#include <algorithm>

#include "base/bug.h"
#include "http/chars.h"

namespace couloir::http {

namespace {

constexpr std::size_t kMostCookies = 64;

bool is_cookie_octet(char c) {
  auto byte = static_cast<unsigned char>(c);
  return byte > 0x20 && byte < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\';
}

bool is_cookie_value(std::string_view text) { return std::all_of(text.begin(), text.end(), is_cookie_octet); }

std::string stored_name(std::string_view name, bool secure) { return (secure ? "__Host-" : "") + std::string(name); }

std::string_view same_site_word(SameSite same_site) {
  switch (same_site) {
    case SameSite::strict:
      return "Strict";
    case SameSite::lax:
      return "Lax";
    case SameSite::none:
      return "None";
  }
  return "";
}

std::string_view unquoted(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') return text.substr(1, text.size() - 2);
  return text;
}

}  // namespace

std::string set_cookie(const Cookie& cookie) {
  check(is_token(cookie.name) && is_cookie_value(cookie.value), "name and value of a cookie");
  check(cookie.path.starts_with('/') && is_cookie_value(cookie.path), "path of a cookie");
  check(!cookie.secure || cookie.path == "/", "a __Host- cookie has the path /");
  check(cookie.secure || cookie.same_site != SameSite::none, "SameSite=None needs Secure");
  auto out = stored_name(cookie.name, cookie.secure) + "=" + cookie.value + "; Path=" + cookie.path;
  if (cookie.max_age) out += "; Max-Age=" + std::to_string(cookie.max_age->count());
  if (cookie.secure) out += "; Secure";
  return out.append("; HttpOnly; SameSite=").append(same_site_word(cookie.same_site));
}

Fields parse_cookies(std::string_view header) {
  Fields cookies;
  while (!header.empty() && cookies.size() < kMostCookies) {
    auto end = header.find(';');
    auto pair = trimmed(header.substr(0, end));
    auto equals = pair.find('=');
    auto name = pair.substr(0, equals);
    auto value = equals == pair.npos ? std::string_view() : unquoted(pair.substr(equals + 1));
    if (equals != pair.npos && is_token(name) && is_cookie_value(value))
      cookies.push_back({std::string(name), std::string(value)});
    header.remove_prefix(end == header.npos ? header.size() : end + 1);
  }
  return cookies;
}

std::optional<std::string> cookie_of(const RawRequest& request, std::string_view name, bool secure) {
  auto wanted = stored_name(name, secure);
  std::optional<std::string> found;
  for (auto& header : request.headers) {
    if (header.name != "cookie") continue;
    for (auto& cookie : parse_cookies(header.value)) {
      if (cookie.name != wanted) continue;
      if (found && *found != cookie.value) return std::nullopt;
      found = cookie.value;
    }
  }
  return found;
}

}  // namespace couloir::http
