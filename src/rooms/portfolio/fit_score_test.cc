#include "portfolio/fit_score.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace couloir::portfolio {
namespace {

Weights two_and_two() { return {"w1", kFormula, 40, {{"irritant", 35}, {"data", 25}}, {{"P1", 1}, {"P2", 1}}}; }

Scoring a_scoring(std::vector<Level> criteria, std::vector<Level> pillars, ScorerSide side = ScorerSide::owner) {
  return {PersonId{1}, side, {}, std::move(criteria), std::move(pillars), ""};
}

TEST(FitScore, adds_criteria_and_the_best_pillar_to_a_hundred) {
  auto full = fit_score(two_and_two(), {a_scoring({{"irritant", 5}, {"data", 5}}, {{"P1", 5}, {"P2", 0}})});
  EXPECT_DOUBLE_EQ(full.floor(), 100);
  EXPECT_EQ(full.best_pillar(), "P1");
  EXPECT_DOUBLE_EQ(full.ranking[1].floor, 60);

  auto some = fit_score(two_and_two(), {a_scoring({{"irritant", 4}, {"data", 2}}, {{"P1", 1}, {"P2", 3}})});
  EXPECT_DOUBLE_EQ(some.floor(), 28 + 10 + 24);
  EXPECT_EQ(some.best_pillar(), "P2");
}

TEST(FitScore, counts_what_nobody_knows_as_nothing_and_shows_how_far_it_could_go) {
  auto score = fit_score(two_and_two(), {a_scoring({{"irritant", 5}, {"data", {}}}, {{"P1", 5}, {"P2", {}}})});
  EXPECT_DOUBLE_EQ(score.floor(), 75);
  EXPECT_DOUBLE_EQ(score.ceiling(), 100);
  EXPECT_EQ(score.unknown, 2);
}

TEST(FitScore, gives_each_scorer_one_voice_and_shows_the_spread) {
  auto score =
      fit_score(two_and_two(), {a_scoring({{"irritant", 5}, {"data", 5}}, {{"P1", 5}, {"P2", 5}}),
                                a_scoring({{"irritant", 1}, {"data", {}}}, {{"P1", 5}, {"P2", 5}}, ScorerSide::lab)});
  EXPECT_DOUBLE_EQ(*score.criteria[0].level, 3);
  EXPECT_EQ(score.criteria[0].spread(), 4);
  EXPECT_EQ(score.criteria[1].voices, 1);
  EXPECT_DOUBLE_EQ(score.floor(), 21 + 25 + 40);
  EXPECT_DOUBLE_EQ(score.lowest_total, 7 + 0 + 40);
  EXPECT_DOUBLE_EQ(score.highest_total, 100);
  EXPECT_EQ(disputed(score), std::vector<std::string>{"irritant"});
}

TEST(FitScore, lets_a_wave_favour_a_pillar) {
  auto weights = two_and_two();
  weights.pillars = {{"P1", 1}, {"P2", 2}};
  auto score = fit_score(weights, {a_scoring({{"irritant", 0}, {"data", 0}}, {{"P1", 5}, {"P2", 3}})});
  EXPECT_EQ(score.best_pillar(), "P2");
  EXPECT_DOUBLE_EQ(score.ranking[0].floor, 24);
  EXPECT_DOUBLE_EQ(score.ranking[1].floor, 20);
}

TEST(FitScore, of_nobody_is_zero_up_to_a_hundred) {
  auto score = fit_score(two_and_two(), {});
  EXPECT_DOUBLE_EQ(score.floor(), 0);
  EXPECT_DOUBLE_EQ(score.ceiling(), 100);
  EXPECT_EQ(score.scorers, 0);
}

TEST(FitScore, is_complete_once_every_criterion_and_a_pillar_are_known) {
  EXPECT_TRUE(is_complete(two_and_two(), a_scoring({{"irritant", 0}, {"data", 1}}, {{"P2", 0}})));
  EXPECT_FALSE(is_complete(two_and_two(), a_scoring({{"irritant", 0}, {"data", {}}}, {{"P2", 0}})));
  EXPECT_FALSE(is_complete(two_and_two(), a_scoring({{"irritant", 0}, {"data", 1}}, {})));
}

TEST(FitScore, weights_tell_every_flaw_at_once) {
  Weights weights{"", kFormula, 30, {{"a", 50}, {"a", -1}}, {{"P1", 0}}};
  std::vector<std::string> places;
  for (const auto& flaw : flaws_of(weights)) places.push_back(flaw.where);
  EXPECT_EQ(places, (std::vector<std::string>{"a", "a", "criteria", "pillars"}));
  EXPECT_TRUE(flaws_of(two_and_two()).empty());
}

std::vector<Scoring> any_scorings() {
  auto level =
      rc::gen::map(rc::gen::inRange(-1, 6), [](int i) { return i < 0 ? std::optional<int>() : std::optional<int>(i); });
  std::vector<Scoring> all;
  for (int n = *rc::gen::inRange(0, 4); n > 0; --n)
    all.push_back(a_scoring({{"irritant", *level}, {"data", *level}}, {{"P1", *level}, {"P2", *level}}));
  return all;
}

RC_GTEST_PROP(FitScoreProperty, stays_between_zero_and_a_hundred_with_floor_below_ceiling, ()) {
  auto score = fit_score(two_and_two(), any_scorings());
  RC_ASSERT(score.floor() >= 0);
  RC_ASSERT(score.floor() <= score.ceiling() + 1e-9);
  RC_ASSERT(score.ceiling() <= 100 + 1e-9);
}

RC_GTEST_PROP(FitScoreProperty, does_not_depend_on_the_order_of_scorers, ()) {
  auto scorings = any_scorings();
  auto turned = scorings;
  std::ranges::reverse(turned);
  RC_ASSERT(fit_score(two_and_two(), scorings).floor() == fit_score(two_and_two(), turned).floor());
}

RC_GTEST_PROP(FitScoreProperty, learning_an_unknown_never_leaves_the_range_shown_before, ()) {
  auto before =
      a_scoring({{"irritant", {}}, {"data", *rc::gen::inRange(0, 6)}}, {{"P1", *rc::gen::inRange(0, 6)}, {"P2", {}}});
  auto after = before;
  after.criteria[0].level = *rc::gen::inRange(0, 6);
  after.pillars[1].level = *rc::gen::inRange(0, 6);
  auto old_score = fit_score(two_and_two(), {before}), new_score = fit_score(two_and_two(), {after});
  RC_ASSERT(new_score.floor() >= old_score.floor() - 1e-9);
  RC_ASSERT(new_score.ceiling() <= old_score.ceiling() + 1e-9);
}

}  // namespace
}  // namespace couloir::portfolio
