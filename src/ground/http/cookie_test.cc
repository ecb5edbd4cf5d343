#include "http/cookie.h"

#include <gtest/gtest.h>

#include "base/bug.h"

namespace couloir::http {
namespace {

RawRequest with_cookies(std::vector<std::string> headers) {
  RawRequest request;
  for (auto& value : headers) request.headers.push_back({"cookie", value});
  return request;
}

TEST(SetCookie, is_host_bound_over_tls) {
  EXPECT_EQ(set_cookie({.name = "login", .value = "abc", .max_age = std::chrono::hours(12)}),
            "__Host-login=abc; Path=/; Max-Age=43200; Secure; HttpOnly; SameSite=Lax");
}

TEST(SetCookie, keeps_its_plain_name_without_tls) {
  EXPECT_EQ(set_cookie({.name = "login",
                        .value = "",
                        .secure = false,
                        .same_site = SameSite::strict,
                        .max_age = std::chrono::seconds(0)}),
            "login=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict");
}

TEST(SetCookie, never_writes_what_would_end_the_value) {
  EXPECT_THROW(set_cookie({.name = "a", .value = "b; Path=/x"}), Bug);
  EXPECT_THROW(set_cookie({.name = "a", .value = "b\r\nX: y"}), Bug);
  EXPECT_THROW(set_cookie({.name = "a b", .value = ""}), Bug);
  EXPECT_THROW(set_cookie({.name = "a", .value = "é"}), Bug);
  EXPECT_THROW(set_cookie({.name = "a", .value = "b", .path = "/x"}), Bug);
  EXPECT_THROW(set_cookie({.name = "a", .value = "b", .secure = false, .same_site = SameSite::none}), Bug);
}

TEST(Cookies, that_are_malformed_are_passed_over) {
  EXPECT_EQ(parse_cookies("a=1; b=\"2\";c=x=y;; d ;e=\xc3\xa9; =f; g h=1; i=1 2;j="),
            (Fields{{"a", "1"}, {"b", "2"}, {"c", "x=y"}, {"j", ""}}));
  EXPECT_EQ(parse_cookies(""), Fields{});
}

TEST(Cookies, are_bounded) {
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "a=1;";
  EXPECT_EQ(parse_cookies(many).size(), 64U);
}

TEST(Cookies, are_found_under_the_name_they_were_set_with) {
  auto request = with_cookies({"login=plain; __Host-login=secure"});
  EXPECT_EQ(cookie_of(request, "login", true), "secure");
  EXPECT_EQ(cookie_of(request, "login", false), "plain");
  EXPECT_EQ(cookie_of(request, "other", true), std::nullopt);
}

TEST(Cookies, sent_twice_with_different_values_are_not_believed) {
  EXPECT_EQ(cookie_of(with_cookies({"a=1", "a=2"}), "a", false), std::nullopt);
  EXPECT_EQ(cookie_of(with_cookies({"a=1; a=1"}), "a", false), "1");
}

}  // namespace
}  // namespace couloir::http
