#include "store/sql_text.h"

#include <gtest/gtest.h>

#include "base/bug.h"
#include "store/utf8.h"

namespace couloir {
namespace {

TEST(SqlParameters, are_numbered_in_order_and_once_a_name) {
  auto sql = number_params("SELECT :b, :a FROM t WHERE x = :b", '$');
  EXPECT_EQ(sql.text, "SELECT $1, $2 FROM t WHERE x = $1");
  EXPECT_EQ(sql.names, (std::vector<std::string>{":b", ":a"}));
  EXPECT_EQ(number_params("SELECT :b, :a", '?').text, "SELECT ?1, ?2");
}

TEST(SqlParameters, are_not_seen_in_strings_names_comments_and_casts) {
  for (auto text :
       {"SELECT ':a', 'it''s :a'", "SELECT \":a\"", "SELECT 1 -- :a\n", "SELECT 1 /* :a\n :b */", "SELECT x::text",
        "SELECT 1 -- :a", "SELECT ' -- ', 2 /* ' */", "SELECT a[1:2]", "SELECT :", "SELECT 'open :a"})
    EXPECT_EQ(number_params(text, '$').text, text);
  EXPECT_EQ(number_params("SELECT ' :x ' || :y -- :z", '$').text, "SELECT ' :x ' || $1 -- :z");
}

TEST(SqlParameters, must_all_be_given_and_all_be_used) {
  std::vector<std::string> names{":a", ":b"};
  EXPECT_EQ(std::get<std::int64_t>(*in_order(names, {{":b", 2}, {":a", 1}}, "…")[1]), 2);
  EXPECT_THROW(in_order(names, {{":a", 1}}, "…"), Bug);
  EXPECT_THROW(in_order(names, {{":a", 1}, {":b", 2}, {":c", 3}}, "…"), Bug);
  EXPECT_THROW(in_order(names, {{":a", 1}, {":b", 2}, {":a", 3}}, "…"), Bug);
}

TEST(SqlScripts, are_cut_at_semicolons_of_the_code_alone) {
  EXPECT_EQ(split_statements("-- one; two\nA ';' ;\n\n B \";\" /* ; */;\n-- end"),
            (std::vector<std::string>{"-- one; two\nA ';' ", "\n\n B \";\" /* ; */"}));
}

TEST(SqlMessages, show_the_statement_on_one_line) {
  EXPECT_EQ(squeezed("  SELECT  'a  b' -- why\n    FROM t /* x */ "), "SELECT 'a  b' FROM t");
}

TEST(StoredText, is_utf8_without_nul) {
  for (auto good : {"", "plain", "é", "日本語のテキスト", "😀 and twelve more", "\xF4\x8F\xBF\xBF", "\xEE\x80\x80"})
    EXPECT_TRUE(is_utf8_text(good)) << good;
  for (auto bad : {"\x80", "\xC3", "\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
                   "12345678\xFF", "\xE2\x82"})
    EXPECT_FALSE(is_utf8_text(bad)) << bad;
  EXPECT_FALSE(is_utf8_text(std::string_view("1234567\0", 8)));
  EXPECT_FALSE(is_utf8_text(std::string_view("a\0b", 3)));
}

}  // namespace
}  // namespace couloir
