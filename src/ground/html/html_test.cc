#include "html/html.h"

#include <gtest/gtest.h>

#include <concepts>
#include <string>

#include "base/bug.h"

namespace couloir::html {
namespace {

// What does not compile, as facts that do. A literal carried in a type, so that consteval may refuse it quietly.
template <std::size_t N>
struct Literal {
  char text[N]{};
  constexpr Literal(const char (&s)[N]) {
    for (std::size_t i = 0; i < N; ++i) text[i] = s[i];
  }
};
template <Literal L>
concept CompilesAsName = requires { typename std::bool_constant<(Name(L.text), true)>; };

static_assert(CompilesAsName<"class"> && CompilesAsName<"aria-sort"> && CompilesAsName<"viewBox">);
static_assert(!CompilesAsName<"onclick">, "no inline event handlers");
static_assert(!CompilesAsName<"style">, "forbidden by the content security policy");
static_assert(!CompilesAsName<"href"> && !CompilesAsName<"src"> && !CompilesAsName<"action">, "a link takes a Url");
static_assert(!CompilesAsName<""> && !CompilesAsName<"a b"> && !CompilesAsName<"a>">);
static_assert(!std::invocable<decltype(href), std::string>, "a string is not a Url");
static_assert(!std::constructible_from<Html, std::string>, "markup is made here only");
static_assert(!std::constructible_from<Child, bool> && !std::constructible_from<Child, char>);
static_assert(std::constructible_from<Child, std::size_t>);

TEST(Html, escapes_text_and_attribute_values) {
  std::string nasty = "<b>\"L'été\" & co</b>";
  EXPECT_EQ(el("p", {{"title", nasty}}, {nasty}).str(),
            "<p title=\"&lt;b&gt;&quot;L&#39;été&quot; &amp; co&lt;/b&gt;\">"
            "&lt;b&gt;&quot;L&#39;été&quot; &amp; co&lt;/b&gt;</p>");
}

TEST(Html, nests_markup_without_escaping_it_twice) {
  EXPECT_EQ(el("p", {}, {"a < ", el("b", {}, {"b & c"}), 3, text("<")}).str(), "<p>a &lt; <b>b &amp; c</b>3&lt;</p>");
}

TEST(Html, leaves_out_absent_attributes_and_writes_bare_ones) {
  EXPECT_EQ(el("input", {{"required", true}, {"disabled", false}, none(), {"maxlength", 9}, {"value", ""}}).str(),
            "<input required maxlength=\"9\" value=\"\">");
}

TEST(Html, closes_every_element_but_the_void_ones) {
  EXPECT_EQ(el("script", {}).str(), "<script></script>");
  EXPECT_EQ(el("br", {}).str(), "<br>");
  EXPECT_THROW(el("br", {}, {"text"}), Bug);
}

TEST(Html, joins_pieces_and_ranges) {
  std::array<int, 3> numbers{1, 2, 3};
  EXPECT_EQ(each(numbers, [](int n) { return el("li", {}, {n}); }).str(), "<li>1</li><li>2</li><li>3</li>");
  EXPECT_EQ(join({el("i", {}), "&", std::int64_t{5'000'000'000}}).str(), "<i></i>&amp;5000000000");
  EXPECT_EQ(document({el("html", {})}), "<!doctype html>\n<html></html>");
}

TEST(Html, is_written_in_halves_around_what_is_long) {
  EXPECT_EQ(join({start_of("ul", {cls("a\"b"), none()}), el("li", {}), end_of("ul")}).str(),
            el("ul", {cls("a\"b")}, {el("li", {})}).str());
  EXPECT_EQ(start_of("br", {}).str(), "<br>");
  EXPECT_THROW(end_of("br"), Bug);
}

TEST(Url, path_encodes_its_query_and_leaves_out_empty_values) {
  EXPECT_EQ(path("/use-cases").str(), "/use-cases");
  EXPECT_EQ(path("/use-cases", {{"q", "a&b=\"c é\""}, {"town", ""}, {"sort", "-score"}}).str(),
            "/use-cases?q=a%26b%3D%22c%20%C3%A9%22&sort=-score");
}

TEST(Url, path_encodes_what_may_not_stand_in_one_and_keeps_what_is_encoded) {
  EXPECT_EQ(path("/labs/" + percent_encode("a/b ç%")).str(), "/labs/a%2Fb%20%C3%A7%25");
  EXPECT_EQ(path("/a b\"<?#100%").str(), "/a%20b%22%3C%3F%23100%25");
}

TEST(Url, path_refuses_what_is_not_ours) {
  EXPECT_THROW(path("use-cases"), Bug);
  EXPECT_THROW(path("//evil.example"), Bug);
  EXPECT_THROW(path("javascript:alert(1)"), Bug);
}

TEST(Url, local_brings_back_only_to_ourselves) {
  EXPECT_EQ(local("/use-cases?sort=score&q=%C3%A9#top").str(), "/use-cases?sort=score&q=%C3%A9#top");
  for (auto elsewhere : {"//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", ""})
    EXPECT_EQ(local(elsewhere).str(), "/") << elsewhere;
  EXPECT_EQ(local("/\t/evil.example").str(), "/%09/evil.example");
}

TEST(Url, external_is_http_or_nothing) {
  EXPECT_EQ(external("https://www.univ-lorraine.fr/a?b=c&d=é#e").str(),
            "https://www.univ-lorraine.fr/a?b=c&d=%C3%A9#e");
  EXPECT_EQ(external("HTTP://example.fr").str(), "HTTP://example.fr");
  for (auto bad :
       {"javascript:alert(1)", "data:text/html,x", " https://example.fr", "ftp://example.fr", "//example.fr", ""})
    EXPECT_EQ(external(bad).str(), "#") << bad;
}

TEST(Url, mail_and_fragment_are_encoded) {
  EXPECT_EQ(mail_to("a+b@example.fr?bcc=x").str(), "mailto:a+b@example.fr%3Fbcc%3Dx");
  EXPECT_EQ(fragment("criteria/2 weight").str(), "#criteria%2F2%20weight");
}

}  // namespace
}  // namespace couloir::html
