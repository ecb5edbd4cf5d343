// HTML built as values. Text and attribute values are escaped by construction; what could carry a script
// (on*, style, href and src as plain text) does not compile. Html can only be made here.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

namespace couloir::html {

/// A finished piece of markup.
class Html {
 public:
  Html() = default;
  const std::string& str() const { return text_; }
  bool empty() const { return text_.empty(); }
  Html& operator+=(const Html& other) {
    text_ += other.text_;
    return *this;
  }
  friend Html operator+(Html a, const Html& b) { return std::move(a += b); }
  void reserve(std::size_t bytes) { text_.reserve(bytes); }

 private:
  friend class Maker;
  std::string text_;
};

using Query = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// A link target: a path of our own, percent-encoded, or an https link out. Nothing else (no javascript:, no data:).
class Url {
 public:
  const std::string& str() const { return text_; }
  bool empty() const { return text_.empty(); }

 private:
  friend Url path(std::string_view, Query);
  friend Url local(std::string_view);
  friend Url external(std::string_view);
  friend Url mail_to(std::string_view);
  friend Url fragment(std::string_view);
  std::string text_;
};
/// path("/use-cases", {{"sort", "score"}}): query values are percent-encoded; empty values are left out. A segment that
/// a person wrote is encoded before it is joined: path("/labs/" + percent_encode(name)).
/// REQUIRES: `p` starts with one "/".
Url path(std::string_view p, Query query = {});
/// A path with its query as a request brought it ("come back to"); anything that leads elsewhere becomes "/".
Url local(std::string_view target);
/// http(s) only; anything else becomes "#".
Url external(std::string_view url);
Url mail_to(std::string_view address);
Url fragment(std::string_view id);  ///< "#id"

/// Tag or attribute name, checked when compiled.
struct Name {
  std::string_view v;
  bool is_void;  ///< as a tag: holds nothing and gets no end tag
  consteval Name(const char* s) : v(s), is_void(false) {
    for (std::string_view tag :
         {"input", "br", "img", "meta", "link", "hr", "source", "col", "wbr", "area", "track", "embed"})
      is_void = is_void || v == tag;
    if (v.empty()) throw "empty name";
    for (char c : v)
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || (c >= 'A' && c <= 'Z'))) throw "bad name";
    if (v.size() > 2 && v[0] == 'o' && v[1] == 'n') throw "no inline event handlers";
    if (v == "style" || v == "srcdoc") throw "forbidden by the content security policy";
    if (v == "href" || v == "src" || v == "action" || v == "formaction") throw "use the typed attribute";
  }
};

struct Attr {
  std::string_view name;  ///< empty: leave out
  std::string value;
  bool bare = false;  ///< no value: "required"

  Attr(Name n, std::string_view v) : name(n.v), value(v) {}
  Attr(Name n, const char* v) : name(n.v), value(v) {}
  template <std::integral I>
    requires(!std::same_as<I, bool>)
  Attr(Name n, I v) : name(n.v), value(std::to_string(v)) {}
  /// Present when true, absent when false.
  Attr(Name n, std::same_as<bool> auto present) : name(present ? n.v : std::string_view{}), bare(true) {}

 private:
  friend Attr href(const Url&);
  friend Attr action(const Url&);
  friend Attr formaction(const Url&);
  friend Attr src(const Url&);
  friend Attr none();
  Attr() = default;
};
Attr href(const Url&);
Attr action(const Url&);
Attr formaction(const Url&);  ///< a button that sends its form elsewhere
Attr src(const Url&);
Attr none();  ///< nothing: for the other branch of a condition
inline Attr cls(std::string_view names) { return {"class", names}; }
inline Attr id(std::string_view v) { return {"id", v}; }

/// What goes inside an element: text (escaped), a number, or markup. Only lives during the call.
struct Child {
  enum class Kind : unsigned char { text, integer, markup } kind;
  std::string_view view;
  std::int64_t n = 0;

  Child(const char* s) : kind(Kind::text), view(s) {}
  Child(std::string_view s) : kind(Kind::text), view(s) {}
  Child(const std::string& s) : kind(Kind::text), view(s) {}
  Child(const Html& h) : kind(Kind::markup), view(h.str()) {}
  template <std::integral I>
  Child(I i) : kind(Kind::integer), n(static_cast<std::int64_t>(i)) {}
  Child(bool) = delete;
  Child(char) = delete;
};
using Attrs = std::initializer_list<Attr>;
using Children = std::initializer_list<Child>;

/// <tag attrs>children</tag>; void elements (input, br, img, meta, link, hr, source, col) get no end tag.
Html el(Name tag, Attrs attrs, Children children = {});
/// The two halves of el(), for the few elements around a whole list or page: what is long is then copied once, into the
/// join() of its pieces, and not again for each element around it.
Html start_of(Name tag, Attrs attrs);
Html end_of(Name tag);
/// Several pieces side by side.
Html join(Children children);
Html text(std::string_view s);
/// One piece per item: each(rows, [](const Row& r) { return el("tr", …); }).
template <class Range, class F>
Html each(const Range& range, F&& f) {
  Html out;
  for (const auto& item : range) {
    bool first = out.empty();
    out += f(item);
    if constexpr (requires { std::size(range); })  // rows are about as long as the first of them
      if (first) out.reserve(std::size(range) * (out.str().size() + out.str().size() / 4));
  }
  return out;
}
/// "<!doctype html>" before the pieces of the root.
std::string document(Children root);

void escape(std::string& out, std::string_view text);
std::string percent_encode(std::string_view text);

}  // namespace couloir::html
