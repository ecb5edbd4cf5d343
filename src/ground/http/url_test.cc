#include "http/url.h"

#include <gtest/gtest.h>

namespace couloir::http {
namespace {

using Segments = std::vector<std::string>;

TEST(Target, is_split_before_it_is_decoded) {
  auto target = split_target("/labs/a%2Fb/%C3%A9t%C3%A9?q=%26&r");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, "/labs/a%2Fb/%C3%A9t%C3%A9");
  EXPECT_EQ(target->query, "q=%26&r");
  EXPECT_EQ(target->segments, (Segments{"labs", "a/b", "été"}));
}

TEST(Target, of_the_root_has_no_segment_and_a_last_slash_makes_an_empty_one) {
  EXPECT_EQ(split_target("/")->segments, Segments{});
  EXPECT_EQ(split_target("/?x")->segments, Segments{});
  EXPECT_EQ(split_target("/a/")->segments, (Segments{"a", ""}));
  EXPECT_EQ(split_target("//a")->segments, (Segments{"", "a"}));
}

TEST(Target, that_climbs_or_hides_something_is_refused) {
  for (auto bad : {"", "a", "*", "/../etc/passwd", "/a/./b", "/%2e%2e/x", "/a%00b", "/a%0Ab", "/%ff", "/%", "/%4",
                   "/%zz", "/\xc0\xaf"})
    EXPECT_FALSE(split_target(bad)) << bad;
}

TEST(Query, keeps_doubles_in_order_and_reads_plus_as_a_space) {
  EXPECT_EQ(*parse_query("a=1&b=x+y%2B&a=2&c&=d&&e=f=g"),
            (Fields{{"a", "1"}, {"b", "x y+"}, {"a", "2"}, {"c", ""}, {"", "d"}, {"e", "f=g"}}));
  EXPECT_EQ(*parse_query(""), Fields{});
}

TEST(Query, keeps_line_ends_that_a_person_typed) { EXPECT_EQ(parse_query("t=a%0D%0Ab")->front().value, "a\r\nb"); }

TEST(Query, that_is_not_utf8_or_holds_nul_is_refused) {
  for (auto bad : {"a=%00", "%00=a", "a=%e9", "a=%ed%a0%80", "a=%", "a=\xff"}) EXPECT_FALSE(parse_query(bad)) << bad;
}

TEST(Query, is_bounded_in_count_and_size) {
  FieldLimits limits{.count = 2, .name_bytes = 3, .value_bytes = 4};
  EXPECT_TRUE(parse_query("a=1&b=2", limits));
  EXPECT_FALSE(parse_query("a=1&b=2&c=3", limits));
  EXPECT_TRUE(parse_query("abc=1234", limits));
  EXPECT_FALSE(parse_query("abcd=1", limits));
  EXPECT_FALSE(parse_query("a=12345", limits));
}

TEST(Query, written_and_read_again_is_the_same) {
  Fields fields{{"q", "été & co = 1+1?"}, {"q", ""}, {"page", "2"}};
  EXPECT_EQ(encode_query(fields), "q=%C3%A9t%C3%A9%20%26%20co%20%3D%201%2B1%3F&q=&page=2");
  EXPECT_EQ(*parse_query(encode_query(fields)), fields);
}

}  // namespace
}  // namespace couloir::http
