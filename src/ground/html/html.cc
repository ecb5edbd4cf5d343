// Writes markup. The only place where a string becomes Html, and where every character of it is escaped.
#include "html/html.h"

#include <algorithm>
#include <array>

#include "base/bug.h"

namespace couloir::html {
namespace {

constexpr std::string_view entity(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

/// Which bytes have an entity: most text has none, and is looked through once.
constexpr auto kEscaped = [] {
  std::array<bool, 256> escaped{};
  for (unsigned char c : {'&', '<', '>', '"', '\''}) escaped[c] = true;
  return escaped;
}();

bool is_alnum(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

void append_encoded(std::string& out, char c) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  auto byte = static_cast<unsigned char>(c);
  out += {'%', kHex[byte >> 4U], kHex[byte & 15U]};
}

/// Encodes what is neither unreserved nor in `kept`; a whole "%2F" stays as it is.
std::string encode_but(std::string_view text, std::string_view kept) {
  std::string out;
  out.reserve(text.size() + 8);
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool escaped = text[i] == '%' && i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2]);
    bool plain = is_alnum(text[i]) || std::string_view("-_.~").find(text[i]) != text.npos;
    if (escaped || plain || kept.find(text[i]) != kept.npos)
      out += text[i];
    else
      append_encoded(out, text[i]);
  }
  return out;
}

bool starts_with_nocase(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() && std::equal(lower.begin(), lower.end(), text.begin(), [](char want, char got) {
           return want == (got >= 'A' && got <= 'Z' ? static_cast<char>(got + 32) : got);
         });
}

// "//evil.example" and "/\evil.example" are other sites to a browser.
bool is_ours(std::string_view target) {
  return target.starts_with('/') && (target.size() < 2 || (target[1] != '/' && target[1] != '\\'));
}

constexpr std::string_view kPathChars = "/:@!$&'()*+,;=";

void append_attr(std::string& out, const Attr& attr) {
  if (attr.name.empty()) return;
  out += ' ';
  out += attr.name;
  if (attr.bare) return;
  out += "=\"";
  escape(out, attr.value);
  out += '"';
}

void append_child(std::string& out, const Child& child) {
  switch (child.kind) {
    case Child::Kind::text:
      return escape(out, child.view);
    case Child::Kind::integer:
      out += std::to_string(child.n);
      return;
    case Child::Kind::markup:
      out += child.view;
      return;
  }
}

}  // namespace

class Maker {
 public:
  static Html make(std::string text) {
    Html made;
    made.text_ = std::move(text);
    return made;
  }
};

void escape(std::string& out, std::string_view text) {
  std::size_t done = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!kEscaped[static_cast<unsigned char>(text[i])]) continue;
    out.append(text.substr(done, i - done)).append(entity(text[i]));
    done = i + 1;
  }
  out.append(text.substr(done));
}

std::string percent_encode(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 8);
  for (char c : text)
    if (is_alnum(c) || c == '-' || c == '_' || c == '.' || c == '~')
      out += c;
    else
      append_encoded(out, c);
  return out;
}

Url path(std::string_view p, Query query) {
  check(is_ours(p), "a path of our own starts with one /");
  Url url;
  url.text_ = encode_but(p, kPathChars);
  char separator = '?';
  for (auto& [key, value] : query) {
    if (value.empty()) continue;
    url.text_ += std::exchange(separator, '&') + percent_encode(key) + '=' + percent_encode(value);
  }
  return url;
}

Url local(std::string_view target) {
  Url url;
  url.text_ = is_ours(target) ? encode_but(target, "/:@!$&'()*+,;=?#") : "/";
  return url;
}

Url external(std::string_view address) {
  bool allowed = starts_with_nocase(address, "https://") || starts_with_nocase(address, "http://");
  Url url;
  url.text_ = allowed ? encode_but(address, "/:@!$&'()*+,;=?#[]") : "#";
  return url;
}

Url mail_to(std::string_view address) {
  Url url;
  url.text_ = "mailto:" + encode_but(address, "@+");
  return url;
}

Url fragment(std::string_view id) {
  Url url;
  url.text_ = "#" + percent_encode(id);
  return url;
}

namespace {
Attr typed(Attr attr, std::string_view name, const Url& url) {
  attr.name = name;
  attr.value = url.str();
  return attr;
}
}  // namespace

Attr href(const Url& url) { return typed(none(), "href", url); }
Attr action(const Url& url) { return typed(none(), "action", url); }
Attr formaction(const Url& url) { return typed(none(), "formaction", url); }
Attr src(const Url& url) { return typed(none(), "src", url); }
Attr none() { return {}; }

namespace {
std::size_t length_of(Name tag, Attrs attrs) {
  std::size_t length = 2 * tag.v.size() + 5;
  for (auto& attr : attrs) length += attr.name.size() + attr.value.size() + 4;
  return length;
}
void append_start(std::string& out, Name tag, Attrs attrs) {
  (out += '<') += tag.v;
  for (auto& attr : attrs) append_attr(out, attr);
  out += '>';
}
std::string joined(std::string_view before, Children children) {
  auto length = before.size();
  for (auto& child : children) length += child.view.size() + 8;
  std::string out;
  out.reserve(length);
  out += before;
  for (auto& child : children) append_child(out, child);
  return out;
}
}  // namespace

Html el(Name tag, Attrs attrs, Children children) {
  auto length = length_of(tag, attrs);
  for (auto& child : children) length += child.view.size() + 8;
  std::string out;
  out.reserve(length);
  append_start(out, tag, attrs);
  if (tag.is_void) {
    check(children.size() == 0, "a void element holds nothing");
    return Maker::make(std::move(out));
  }
  for (auto& child : children) append_child(out, child);
  ((out += "</") += tag.v) += '>';
  return Maker::make(std::move(out));
}

Html start_of(Name tag, Attrs attrs) {
  std::string out;
  out.reserve(length_of(tag, attrs));
  append_start(out, tag, attrs);
  return Maker::make(std::move(out));
}
Html end_of(Name tag) {
  check(!tag.is_void, "a void element has no end");
  std::string out = "</";
  (out += tag.v) += '>';
  return Maker::make(std::move(out));
}

Html join(Children children) { return Maker::make(joined({}, children)); }

Html text(std::string_view s) { return join({s}); }

std::string document(Children root) { return joined("<!doctype html>\n", root); }

}  // namespace couloir::html
