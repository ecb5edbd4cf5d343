// The whole page: head, header with the wordmark, navigation, messages, footer. It gets everything it shows from the
// Frame; it never looks at a request, a person or a role.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/names.h"
#include "html/view.h"

namespace couloir::view {

/// system follows the person's machine; stored in a cookie by whoever serves Frame::preferences.
enum class Theme { system, light, dark };

struct NavItem {
  std::string text;
  Url to;
  bool current = false;
  std::int64_t waiting = 0;  ///< what waits for this person there; 0: no badge
};

struct Flash {
  Tone tone = Tone::good;
  std::string text;
  std::optional<Link> link = {};
};

/// Where the files of assets/ are served, with whatever makes their address change when they do.
struct Assets {
  Url css = html::path("/assets/couloir.css");
  Url js = html::path("/assets/couloir.js");
  Url favicon = html::path("/assets/favicon.svg");
  Url font = html::path("/assets/fonts/atkinson-hyperlegible-latin-400-normal.woff2");
};

struct Frame {
  std::string title = {};  ///< of the page; the product's name is added
  std::string description = {};
  Theme theme = Theme::system;
  std::string nonce = {};    ///< of the content security policy, for the one script
  std::string cluster = {};  ///< from the region pack: "ENACT · Grand Est"
  std::vector<NavItem> nav = {};

  std::string person = {};  ///< empty: a visitor, who is shown `login`
  Url login = html::path("/login");
  Url logout = html::path("/logout");  ///< POST
  Url account = html::path("/account");

  /// POST here sends csrf, back and one of lang=fr|en, theme=system|light|dark.
  Url preferences = html::path("/preferences");
  std::string csrf = {};
  std::string back = "/";  ///< this page, to come back to

  std::vector<Flash> flashes = {};
  std::vector<Link> legal = {};  ///< of the footer; empty: accessibility, legal mentions, personal data, API
  std::string version = {};
  Assets assets = {};
  bool plain = false;  ///< login, errors: no navigation, a narrow column
};

/// "<!doctype html>…", in the language of the thread.
std::string page(const Frame&, html::Children content);

}  // namespace couloir::view

template <>
inline constexpr auto couloir::kNames<couloir::view::Theme> =
    std::array<std::string_view, 3>{"system", "light", "dark"};
