#include "web/describe.h"

#include <gtest/gtest.h>

namespace couloir {
namespace {

enum class Colour { red, green };
}  // namespace
template <>
inline constexpr auto kNames<Colour> = std::array<std::string_view, 2>{"red", "green"};
namespace {

struct Part {
  std::string label;
  std::int64_t weight = 0;
  bool operator==(const Part&) const = default;
};
void describe(Describer& d, Part& p) {
  d.type("Part");
  d.field("label", p.label, text(1, 10));
  d.field("weight", p.weight, between(0, 5));
}

struct Thing {
  std::string title;
  std::optional<double> price;
  Colour colour = Colour::red;
  bool ready = false;
  std::optional<Date> due;
  std::vector<std::string> tags;
  std::vector<Part> parts;
  std::optional<Part> spare;
  bool operator==(const Thing&) const = default;
};
void describe(Describer& d, Thing& t) {
  d.type("Thing");
  d.field("title", t.title, text(1, 20).doc("Title"));
  d.field("price", t.price, between(0, 1e6));
  d.field("colour", t.colour);
  d.field("ready", t.ready, Rule{}.or_keep());
  d.field("due", t.due);
  d.field("tags", t.tags, at_most(3).or_keep());
  d.field("parts", t.parts, at_most(2).or_keep());
  d.field("spare", t.spare);
}

std::vector<std::string> places(const std::vector<Problem>& problems) {
  std::vector<std::string> out;
  for (const auto& p : problems) out.push_back(p.where);
  return out;
}

TEST(Describe, json_round_trips_every_kind) {
  Thing t{"Tri des retours",         12.5,       Colour::green, true,
          *parse_date("2026-04-30"), {"a", "b"}, {{"x", 1}},    Part{"s", 2}};
  auto text = write_json(shape_of(t));
  EXPECT_EQ(
      text,
      R"({"title":"Tri des retours","price":12.5,"colour":"green","ready":true,"due":"2026-04-30","tags":["a","b"],)"
      R"("parts":[{"label":"x","weight":1}],"spare":{"label":"s","weight":2}})");
  Thing back;
  ASSERT_TRUE(read_json(shape_of(back), text));
  EXPECT_EQ(back, t);
}

TEST(Describe, json_names_every_problem_by_its_pointer_at_once) {
  Thing t;
  auto read = read_json(
      shape_of(t),
      R"({"title":"","price":"12","colour":"blue","due":"2026-02-30","parts":[{"label":"x","weight":9,"wat":1}],"a/b":1})");
  ASSERT_FALSE(read);
  EXPECT_EQ(places(read.error().problems), (std::vector<std::string>{"/title", "/price", "/colour", "/due",
                                                                     "/parts/0/weight", "/parts/0/wat", "/a~1b"}));
}

TEST(Describe, json_answers_a_hostile_body_with_few_and_short_places) {
  std::string body = "{\"" + std::string(990, 'k') + "\":{";
  for (int i = 0; i < 5000; ++i) body += std::string(i > 0 ? "," : "") + "\"a\":1";
  Thing t;
  auto read = read_json(shape_of(t), body + "}}");
  ASSERT_FALSE(read);
  EXPECT_LE(read.error().problems.size(), 200U);
  for (const auto& p : read.error().problems) EXPECT_LE(p.where.size(), 300U);
}

TEST(Describe, json_refuses_a_key_given_twice_and_what_is_not_json) {
  Thing t;
  auto twice = read_json(shape_of(t), R"({"title":"a","colour":"red","parts":[{"label":"x","label":"y","weight":1}]})");
  ASSERT_FALSE(twice);
  EXPECT_EQ(places(twice.error().problems), std::vector<std::string>{"/parts/0/label"});
  for (auto bad : {"", "{", "[1", "{\"a\":1} x", "nul"}) EXPECT_FALSE(read_json(shape_of(t), bad)) << bad;
  EXPECT_FALSE(read_json(shape_of(t), "[]"));
  EXPECT_FALSE(read_json(shape_of(t), std::string(100, '[')));
}

TEST(Describe, a_form_is_read_as_people_write) {
  Thing t;
  auto problems = read_texts(shape_of(t),
                             {{"title", " Tri "},
                              {"price", "1\u202f234,5"},
                              {"colour", "green"},
                              {"ready", "on"},
                              {"due", ""},
                              {"tags", "a"},
                              {"tags", "b"},
                              {"parts/0/label", "x"},
                              {"parts/0/weight", "3"}},
                             Spelling::people);
  EXPECT_EQ(places(problems), std::vector<std::string>{});
  EXPECT_EQ(t, (Thing{"Tri", 1234.5, Colour::green, true, {}, {"a", "b"}, {{"x", 3}}, {}}));
}

TEST(Describe, a_form_tells_all_that_is_wrong) {
  Thing t;
  auto problems =
      read_texts(shape_of(t), {{"title", ""}, {"price", "douze"}, {"colour", "blue"}, {"extra", "1"}, {"csrf", "x"}},
                 Spelling::people, std::array<std::string_view, 1>{"csrf"});
  EXPECT_EQ(places(problems), (std::vector<std::string>{"title", "price", "colour", "extra"}));
  EXPECT_EQ(problems[1].what, say("“{1}” is not a number.", "douze"));
}

TEST(Describe, machine_spelling_takes_no_comma_number) {
  Thing t;
  auto problems = read_texts(shape_of(t), {{"title", "a"}, {"price", "1,5"}, {"colour", "red"}}, Spelling::machine);
  EXPECT_EQ(places(problems), std::vector<std::string>{"price"});
}

TEST(Describe, texts_written_can_be_read_back) {
  Thing t{"T", 2, Colour::red, false, *parse_date("2026-01-02"), {"q"}, {{"x", 1}, {"y", 2}}, {}}, back;
  auto texts = write_texts(shape_of(t));
  EXPECT_TRUE(read_texts(shape_of(back), texts, Spelling::people).empty());
  EXPECT_EQ(back, t);
}

TEST(Describe, a_schema_says_what_is_needed_and_allowed) {
  Thing t;
  SchemaBook book;
  EXPECT_EQ(book.add(shape_of(t)), R"({"$ref":"#/components/schemas/Thing"})");
  auto all = book.components();
  EXPECT_NE(all.find(R"("colour":{"type":"string","enum":["red","green"]})"), std::string::npos) << all;
  EXPECT_NE(all.find(R"("required":["title","colour"])"), std::string::npos) << all;
  EXPECT_NE(all.find(R"("Part":{"type":"object","additionalProperties":false)"), std::string::npos) << all;
}

TEST(Describe, leaves_are_listed_with_their_path) {
  Thing t;
  std::vector<std::string> names;
  for (const auto& leaf : leaves_of(shape_of(t))) names.push_back(leaf.name);
  EXPECT_EQ(names, (std::vector<std::string>{"title", "price", "colour", "ready", "due", "tags", "parts/*/label",
                                             "parts/*/weight", "spare/label", "spare/weight"}));
}

}  // namespace
}  // namespace couloir
