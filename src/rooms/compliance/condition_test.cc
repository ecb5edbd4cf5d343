#include "compliance/condition.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

namespace couloir::compliance {
namespace {

Atom option(std::string question, std::string code) {
  return {Atom::Kind::option, std::move(question), std::move(code)};
}

Condition parsed(std::string_view text) {
  auto condition = Condition::parse(text);
  EXPECT_TRUE(condition) << text;
  return condition ? *condition : Condition();
}

TEST(Condition, reads_as_the_article_does) {
  auto condition = parsed("Q13.emotion and Q14 in (work, edu) and not Q14.medsafe");
  std::map<std::string, Truth> said{{"emotion", Truth::yes}, {"work", Truth::yes}, {"edu", Truth::no}};
  auto holds = [&](Truth medsafe) {
    said["medsafe"] = medsafe;
    return condition.holds([&](const Atom& atom) { return said.at(atom.option); });
  };
  EXPECT_EQ(holds(Truth::no), Truth::yes);
  EXPECT_EQ(holds(Truth::yes), Truth::no);
  EXPECT_EQ(holds(Truth::open), Truth::open);
}

TEST(Condition, names_questions_rules_stages_and_roles) {
  auto atoms = parsed("Q17.A:toys or P-f or @use or role.provider or not always").atoms();
  EXPECT_EQ(atoms, (std::vector<Atom>{option("Q17", "A:toys"),
                                      {Atom::Kind::rule, "P-f", ""},
                                      {Atom::Kind::stage, "use", ""},
                                      {Atom::Kind::role, "provider", ""}}));
}

TEST(Condition, binds_not_closest_then_and_then_or) {
  EXPECT_EQ(parsed("Q1.a or Q1.b and not Q1.c"), parsed("Q1.a or (Q1.b and (not Q1.c))"));
  EXPECT_NE(parsed("Q1.a or Q1.b and Q1.c"), parsed("(Q1.a or Q1.b) and Q1.c"));
}

TEST(Condition, that_cannot_be_read_says_where) {
  for (auto [text, at] : {std::pair{"", "1"},
                          {"Q1.y and", "9"},
                          {"Q1", "3"},
                          {"Q1 in ()", "8"},
                          {"(Q1.y", "6"},
                          {"Q1.y Q2.y", "6"},
                          {"Q1.", "1"},
                          {"@", "1"},
                          {"not", "4"},
                          {"Q1.y & Q2.y", "6"},
                          {"and", "1"}}) {
    auto condition = Condition::parse(text);
    ASSERT_FALSE(condition) << text;
    EXPECT_EQ(condition.error().message.args.at(0), at) << text;
  }
  EXPECT_FALSE(Condition::parse(std::string(5000, '(')));
}

rc::Gen<Condition> any_condition(int depth) {
  auto leaf = rc::gen::map(rc::gen::inRange(0, 5), [](int n) {
    return Condition::of(option("Q1", std::string(1, static_cast<char>('a' + n))));
  });
  if (depth == 0) return leaf;
  auto some = rc::gen::container<std::vector<Condition>>(2, any_condition(depth - 1));
  return rc::gen::oneOf(leaf, rc::gen::map(any_condition(depth - 1), Condition::negation),
                        rc::gen::map(some, [](auto parts) { return Condition::all(std::move(parts)); }),
                        rc::gen::map(some, [](auto parts) { return Condition::any(std::move(parts)); }));
}

Truth holds(const Condition& condition, const std::vector<Truth>& said) {
  return condition.holds([&](const Atom& atom) { return said[static_cast<std::size_t>(atom.option[0] - 'a')]; });
}

rc::Gen<std::vector<Truth>> any_truths() {
  return rc::gen::container<std::vector<Truth>>(5, rc::gen::element(Truth::no, Truth::open, Truth::yes));
}

RC_GTEST_PROP(ConditionProperty, written_and_read_again_means_the_same, ()) {
  auto condition = *any_condition(3);
  auto said = *any_truths();
  RC_ASSERT(holds(parsed(condition.text()), said) == holds(condition, said));
}

RC_GTEST_PROP(ConditionProperty, an_answer_to_an_open_question_never_turns_what_was_sure, ()) {
  auto condition = *any_condition(3);
  auto said = *any_truths();
  auto before = holds(condition, said);
  RC_PRE(before != Truth::open);
  for (auto& truth : said)
    if (truth == Truth::open) truth = *rc::gen::element(Truth::no, Truth::yes);
  RC_ASSERT(holds(condition, said) == before);
}

}  // namespace
}  // namespace couloir::compliance
