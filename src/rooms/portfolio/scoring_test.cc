#include "portfolio/scoring.h"

#include "portfolio/scoring_store.h"
#include "portfolio/test_world.h"

namespace couloir::portfolio {
namespace {

using testing::ElementsAre;

class Scores : public OnBoth {
 protected:
  Weights weights_for(const std::string& wave) { return weights_of(*world.reader(), test_pack(), wave).weights; }
};
INSTANTIATE_TEST_SUITE_P(, Scores, both_databases(), database_name);

TEST_P(Scores, stand_in_the_list_as_soon_as_they_are_given) {
  auto u = world.add("Tri");
  EXPECT_DOUBLE_EQ(world.score(world.marie, u.id, 5).floor(), 100);
  auto summary = score_of(*world.reader(), u.id);
  EXPECT_DOUBLE_EQ(summary.floor, 100);
  EXPECT_EQ(summary.pillar, "P1");
  EXPECT_EQ(summary.wave, "2026-1");
  EXPECT_EQ(summary.scorers, 1);
  EXPECT_TRUE(summary.owner_complete);
  EXPECT_EQ(world.stored(u.id).version, 1);  // a score is no edit
}

TEST_P(Scores, replace_ones_earlier_levels_and_keep_the_others) {
  auto u = world.add("Tri");
  ask_sponsor(world.as(world.marie), u.id, world.loria, "").value();
  world.score(world.marie, u.id, 5);
  world.score(world.marie, u.id, 3);
  world.score(world.nora, u.id, 1);
  auto sheet = score_sheet(*world.reader(), world.marie, test_pack(), u.id).value();
  ASSERT_EQ(sheet.scorings.size(), 2u);
  EXPECT_EQ(sheet.scorings[0].side, ScorerSide::owner);
  EXPECT_EQ(sheet.scorings[1].side, ScorerSide::lab);
  EXPECT_DOUBLE_EQ(sheet.score.floor(), 40);
  EXPECT_DOUBLE_EQ(sheet.score.lowest_total, 20);
  EXPECT_DOUBLE_EQ(sheet.score.highest_total, 60);
  EXPECT_EQ(sheet.score.criteria.front().spread(), 2);
}

TEST_P(Scores, say_what_is_worth_a_talk) {
  auto u = world.add("Tri");
  world.score(world.marie, u.id, 5);
  world.score(world.olga, u.id, 2);
  auto sheet = score_sheet(*world.reader(), world.olga, test_pack(), u.id).value();
  EXPECT_EQ(disputed(sheet.score).size(), sheet.score.criteria.size() + sheet.score.pillars.size());
  EXPECT_EQ(sheet.scorings[1].side, ScorerSide::office);
}

TEST_P(Scores, are_given_by_the_owner_asked_labs_and_the_office_only) {
  auto u = world.add("Tri");
  auto code = [&](const Actor& actor) {
    return score_use_case(world.as(actor), test_pack(), u.id, World::levels(3)).error().code;
  };
  EXPECT_EQ(code(world.paul), Code::not_found);
  EXPECT_EQ(code(world.nora), Code::not_found);
  EXPECT_EQ(code(Actor{}), Code::not_found);
  auto admin_of_acme = people::a_person(world.db).with(Role::legal).working_for(world.acme).actor();
  EXPECT_EQ(code(admin_of_acme), Code::forbidden);
}

TEST_P(Scores, refuse_codes_and_levels_that_are_not_of_the_pack) {
  auto u = world.add("Tri");
  Scoring given;
  given.criteria = {{"irritant", 6}, {"beauty", 3}};
  auto error = score_use_case(world.as(world.marie), test_pack(), u.id, given).error();
  EXPECT_EQ(error.code, Code::invalid);
  ASSERT_EQ(error.problems.size(), 2u);
  EXPECT_EQ(error.problems[0].where, "irritant");
  EXPECT_EQ(error.problems[1].where, "beauty");
}

TEST_P(Scores, leave_a_range_open_for_what_nobody_knows) {
  auto u = world.add("Tri");
  Scoring given;
  given.criteria = {{"irritant", 5}, {"feasibility", {}}};
  auto score = score_use_case(world.as(world.marie), test_pack(), u.id, given).value();
  EXPECT_DOUBLE_EQ(score.floor(), 15);
  EXPECT_DOUBLE_EQ(score.ceiling(), 100);
  EXPECT_FALSE(score_of(*world.reader(), u.id).owner_complete);
}

TEST_P(Scores, freeze_the_weights_of_their_wave) {
  EXPECT_FALSE(weights_of(*world.reader(), test_pack(), "2026-1").frozen_at);
  auto u = world.add("Tri");
  world.score(world.marie, u.id, 3);
  auto frozen = weights_of(*world.reader(), test_pack(), "2026-1");
  EXPECT_EQ(frozen.frozen_at, world.house.clock.now());
  EXPECT_EQ(frozen.weights, pack_weights(test_pack(), "2026-1"));
  EXPECT_TRUE(frozen.from_pack);  // nobody has set them
  EXPECT_FALSE(weights_of(*world.reader(), test_pack(), "2026-2").frozen_at);
}

TEST_P(Scores, stay_with_frozen_weights_when_the_pack_changes) {
  auto u = world.add("Tri");
  Scoring given;
  given.criteria = {{"irritant", 5}};
  score_use_case(world.as(world.marie), test_pack(), u.id, given).value();
  auto changed = test_pack();
  for (auto& c : changed.criteria) {
    if (c.code == "irritant") c.weight = 5;
    if (c.code == "feasibility") c.weight = 20;
  }
  EXPECT_DOUBLE_EQ(score_sheet(*world.reader(), world.marie, changed, u.id)->score.floor(), 15);
}

TEST_P(Scores, begin_anew_with_the_next_wave) {
  auto u = world.add("Tri");
  world.score(world.marie, u.id, 5);
  auto later = world.as(world.olga);
  later.now = *parse_instant("2026-09-02T10:00:00Z");
  score_use_case(later, test_pack(), u.id, World::levels(2)).value();
  auto sheet = score_sheet(*world.reader(), world.olga, test_pack(), u.id).value();
  EXPECT_EQ(sheet.score.wave, "2026-2");
  EXPECT_EQ(sheet.scorings.size(), 1u);
  EXPECT_FALSE(score_of(*world.reader(), u.id).owner_complete);
}

TEST_P(Scores, need_two_statements_for_one_scorer_and_for_many) {
  auto u = world.add("Tri");
  auto weights = weights_for("2026-1");
  auto statements = [&] {
    auto reader = world.reader();
    auto before = statements_run();
    scorings_of(*reader, u.id, weights);
    return statements_run() - before;
  };
  world.score(world.marie, u.id, 5);
  EXPECT_EQ(statements(), 2);
  for (int i = 0; i < 5; ++i) world.score(people::a_person(world.db).with(Role::office).actor(), u.id, i);
  EXPECT_EQ(statements(), 2);
}

TEST_P(Scores, take_new_weights_for_a_wave_to_come_from_the_office_only) {
  auto weights = pack_weights(test_pack(), "2026-2");
  std::swap(weights.criteria[0].weight, weights.criteria[3].weight);
  EXPECT_EQ(set_weights(world.as(world.marie), test_pack(), 0, weights).error().code, Code::forbidden);
  auto set = set_weights(world.as(world.olga), test_pack(), 0, weights).value();
  EXPECT_EQ(set.version, 1);
  EXPECT_FALSE(set.from_pack);
  EXPECT_EQ(weights_for("2026-2"), weights);
  EXPECT_EQ(set_weights(world.as(world.olga), test_pack(), 0, weights).error().code, Code::conflict);
  EXPECT_EQ(set_weights(world.as(world.olga), test_pack(), 1, weights)->version, 2);
}

TEST_P(Scores, keep_the_weights_of_a_wave_that_has_begun) {
  auto now = pack_weights(test_pack(), "2026-1");
  EXPECT_EQ(set_weights(world.as(world.olga), test_pack(), 0, now).error().code, Code::refused);
  auto unknown = pack_weights(test_pack(), "1999-1");
  EXPECT_EQ(set_weights(world.as(world.olga), test_pack(), 0, unknown).error().code, Code::not_found);
}

TEST_P(Scores, refuse_weights_that_do_not_add_up_or_name_others) {
  auto weights = pack_weights(test_pack(), "2026-2");
  weights.pillar_share += 1;
  weights.criteria.pop_back();
  auto error = set_weights(world.as(world.olga), test_pack(), 0, weights).error();
  EXPECT_EQ(error.code, Code::invalid);
  EXPECT_EQ(error.problems.size(), 2u);
}

}  // namespace
}  // namespace couloir::portfolio
