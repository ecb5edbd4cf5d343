// Cookies both ways (RFC 6265 and its successor's prefixes). Reads forgivingly, since other programs on the same host
// set cookies too; writes strictly.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "http/fields.h"
#include "http/server.h"

namespace couloir::http {

enum class SameSite { strict, lax, none };

/// What a browser is told to keep. HttpOnly always: no script of ours reads a cookie.
struct Cookie {
  std::string name;    ///< without prefix
  std::string value;   ///< letters, digits and most signs; no space, quote, comma, semicolon, backslash
  bool secure = true;  ///< over TLS only; then kept under "__Host-", which no other host and no plain page can set
  SameSite same_site = SameSite::lax;
  std::string path = "/";                            ///< REQUIRES: "/" when secure
  std::optional<std::chrono::seconds> max_age = {};  ///< empty: until the browser ends; 0: forget it now
};

/// The value of Set-Cookie. Throws Bug for what must not be written.
std::string set_cookie(const Cookie&);

/// All pairs of a Cookie header that are well formed, at most 64; the others are passed over.
Fields parse_cookies(std::string_view header);
/// The value of our cookie, looked for under the name set_cookie gave it; null when missing, or sent twice with
/// different values, as an attacker on a neighbouring host can bring about.
std::optional<std::string> cookie_of(const RawRequest&, std::string_view name, bool secure);

}  // namespace couloir::http
