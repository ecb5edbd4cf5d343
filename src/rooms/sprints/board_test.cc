#include "sprints/board.h"

#include <gtest/gtest.h>

namespace couloir::sprints {
namespace {

portfolio::MapEvidence evidence(std::int64_t use_cases, std::int64_t scored, std::int64_t asked,
                                std::int64_t sponsored) {
  portfolio::MapEvidence e;
  e.use_cases = use_cases;
  e.scored = scored;
  e.asked = asked;
  e.sponsored = sponsored;
  if (use_cases > scored) e.to_score = portfolio::UseCaseId{7};
  if (scored > asked + sponsored) e.to_sponsor = portfolio::UseCaseId{9};
  return e;
}

compliance::SkillEvidence skills(std::int64_t begun, std::int64_t complete) {
  compliance::SkillEvidence e;
  e.begun = begun;
  e.complete = complete;
  return e;
}

TEST(Board, names_the_one_next_step_from_the_first_day_to_a_sponsor) {
  EXPECT_EQ(board_of(false, {}, {}, {}, {}).next, NextStep::add_organisation);
  EXPECT_EQ(board_of(true, {}, {}, {}, {}).next, NextStep::write_use_case);
  EXPECT_EQ(board_of(true, evidence(3, 0, 0, 0), {}, {}, {}).next, NextStep::score_use_case);
  EXPECT_EQ(board_of(true, evidence(3, 0, 0, 0), {}, {}, {}).about, portfolio::UseCaseId{7});
  EXPECT_EQ(board_of(true, evidence(3, 2, 0, 0), {}, {}, {}).next, NextStep::ask_lab);
  EXPECT_EQ(board_of(true, evidence(3, 2, 0, 0), {}, {}, {}).about, portfolio::UseCaseId{9});
  EXPECT_EQ(board_of(true, evidence(3, 2, 1, 0), {}, skills(1, 1), {}).next, NextStep::wait_for_lab);
  EXPECT_EQ(board_of(true, evidence(3, 3, 0, 1), {}, skills(1, 1), {}).next, NextStep::begin_dossier);
  calls::FileEvidence draft{.begun = 1, .to_write = portfolio::UseCaseId{5}}, filed{.begun = 1, .filed = 1};
  EXPECT_EQ(board_of(true, evidence(3, 3, 0, 1), {}, skills(1, 1), draft).next, NextStep::finish_dossier);
  EXPECT_EQ(board_of(true, evidence(3, 3, 0, 1), {}, skills(1, 1), draft).about, portfolio::UseCaseId{5});
  EXPECT_EQ(board_of(true, evidence(3, 3, 0, 1), {}, skills(1, 1), filed).next, NextStep::map_more);
}

TEST(Board, asks_for_the_skills_once_the_law_is_looked_at_and_a_lab_is_asked) {
  compliance::ActEvidence act;
  act.to_answer = portfolio::UseCaseId{5};
  EXPECT_EQ(board_of(true, evidence(3, 2, 1, 0), act, {}, {}).next, NextStep::classify_use_case);
  EXPECT_EQ(board_of(true, evidence(3, 2, 1, 0), {}, {}, {}).next, NextStep::check_skills);
  EXPECT_EQ(board_of(true, evidence(3, 2, 1, 0), {}, skills(1, 0), {}).next, NextStep::check_skills);
}

TEST(Board, knows_the_skills_gaps_only_when_no_level_is_unknown) {
  auto item = [](const compliance::SkillEvidence& e) {
    return board_of(true, evidence(1, 1, 1, 0), {}, e, {}).laps[0].items[4];
  };
  EXPECT_EQ(item({}), (Item{Evidence::skills_gaps_known, Standing::open, 0}));
  EXPECT_EQ(item(skills(2, 0)), (Item{Evidence::skills_gaps_known, Standing::under_way, 2}));
  EXPECT_EQ(item(skills(2, 1)), (Item{Evidence::skills_gaps_known, Standing::done, 1}));
}

TEST(Board, fills_sprint_one_as_evidence_comes_in) {
  EXPECT_EQ(board_of(false, {}, {}, {}, {}).laps[0].percent(), 0);
  EXPECT_EQ(board_of(true, evidence(3, 2, 1, 0), {}, {}, {}).laps[0].percent(), 50);
  EXPECT_EQ(board_of(true, evidence(3, 2, 0, 1), {}, {}, {}).laps[0].percent(), 66);
  EXPECT_EQ(board_of(true, evidence(3, 2, 1, 0), {}, {}, {}).laps[0].items.back(),
            (Item{Evidence::sponsor_found, Standing::under_way, 1, portfolio::UseCaseId{9}}));
}

TEST(Board, counts_the_ai_act_as_under_way_until_legal_has_signed_a_file) {
  auto item = [](const compliance::ActEvidence& act) {
    return board_of(true, evidence(3, 2, 0, 1), act, {}, {}).laps[0].items[3];
  };
  EXPECT_EQ(item({}), (Item{Evidence::ai_act_classified, Standing::open, 0}));
  EXPECT_EQ(item({.begun = 2}), (Item{Evidence::ai_act_classified, Standing::under_way, 2}));
  EXPECT_EQ(item({.begun = 2, .signed_ = 1}), (Item{Evidence::ai_act_classified, Standing::done, 1}));
}

TEST(Board, counts_an_intent_note_as_under_way_until_its_dossier_is_filed) {
  auto items = [](const calls::FileEvidence& e) {
    return board_of(true, evidence(3, 2, 0, 1), {}, {}, e).laps[1].items;
  };
  EXPECT_EQ(items({})[0], (Item{Evidence::intent_note_written, Standing::open, 0}));
  EXPECT_EQ(items({.begun = 2})[0], (Item{Evidence::intent_note_written, Standing::under_way, 2}));
  EXPECT_EQ(items({.begun = 2, .filed = 1})[0].standing, Standing::done);
  EXPECT_EQ(items({.begun = 2, .filed = 1})[1], (Item{Evidence::dossier_filed, Standing::done, 1}));
}

TEST(Board, never_takes_for_done_what_no_room_can_answer_yet) {
  auto board = board_of(true, evidence(9, 9, 0, 9), {}, {}, {});
  EXPECT_FALSE(board.laps[0].over());
  EXPECT_EQ(board.current(), Sprint::map);
  EXPECT_EQ(board.laps[1].items[2], (Item{Evidence::week_session_joined, Standing::unknown, 0}));
  EXPECT_EQ(board.laps[2].percent(), 0);
}

}  // namespace
}  // namespace couloir::sprints
