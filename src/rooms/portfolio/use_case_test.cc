#include "portfolio/use_case.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "portfolio/lab_match.h"
#include "portfolio/sponsorship.h"

namespace couloir::portfolio {
namespace {

using enum UseCaseState;
const Date kToday = *parse_date("2026-11-22");

UseCase a_use_case(UseCaseState state = idea) {
  UseCase u;
  u.id = UseCaseId{7};
  u.organisation = OrganisationId{1};
  u.text.title = "Tri des retours";
  u.state = state;
  return u;
}

TEST(UseCaseMoves, need_a_score_a_baseline_or_a_reason_and_say_all_that_is_missing) {
  EXPECT_EQ(obstacles_to_move(a_use_case(), mapped, false, ""), std::vector{MoveObstacle::not_scored});
  EXPECT_TRUE(obstacles_to_move(a_use_case(), mapped, true, "").empty());
  EXPECT_EQ(obstacles_to_move(a_use_case(), running, true, ""),
            (std::vector{MoveObstacle::not_from_here, MoveObstacle::no_baseline}));
  EXPECT_EQ(obstacles_to_move(a_use_case(running), stopped, true, ""), std::vector{MoveObstacle::no_stop_reason});
}

TEST(UseCaseMoves, leave_it_to_its_dossiers_whether_it_is_filed) {
  EXPECT_EQ(states_by_hand(mapped), (std::vector{running, stopped}));
  EXPECT_EQ(states_by_hand(filed), (std::vector{running, stopped}));
  EXPECT_EQ(states_by_hand(idea), next_states(idea));
  EXPECT_EQ(obstacles_to_move(a_use_case(mapped), filed, true, ""), std::vector{MoveObstacle::not_by_hand});
  EXPECT_EQ(obstacles_to_move(a_use_case(filed), mapped, true, ""), std::vector{MoveObstacle::not_by_hand});
  EXPECT_EQ(obstacles_to_move(a_use_case(idea), filed, true, ""), std::vector{MoveObstacle::not_from_here});
  EXPECT_EQ(moved(a_use_case(mapped), filed, kToday, "").filed_on, kToday) << "the program follows them";
}

TEST(UseCaseMoves, leave_the_dates_from_which_time_to_ship_comes) {
  auto u = moved(a_use_case(mapped), running, *parse_date("2026-09-01"), "");
  EXPECT_EQ(days_to_ship(u), std::nullopt);
  u = moved(u, shipped, *parse_date("2026-10-01"), "");
  EXPECT_EQ(days_to_ship(u), 30);
}

TEST(UseCaseMoves, take_a_stopped_idea_up_again_from_the_start) {
  auto u = moved(a_use_case(running), stopped, kToday, "Plus de données");
  EXPECT_EQ(u.stop_reason, "Plus de données");
  u = moved(u, idea, kToday, "");
  EXPECT_EQ(u.stop_reason, "");
  EXPECT_FALSE(u.stopped_on);
}

TEST(Ratios, stay_empty_until_every_input_is_known) {
  EXPECT_DOUBLE_EQ(*rice({100, 2, 0.8, 4}), 40);
  EXPECT_FALSE(rice({100, 2, 0.8, {}}));
  EXPECT_FALSE(rice({100, 2, 0.8, 0}));
  EXPECT_DOUBLE_EQ(*wsjf({8, 5, 3, 4}), 4);
  EXPECT_FALSE(wsjf({8, {}, 3, 4}));
}

TEST(UseCaseRights, show_a_use_case_to_its_owner_the_office_and_the_labs_that_were_asked) {
  auto u = a_use_case();
  Actor owner{PersonId{1}, {Role::operator_}, {OrganisationId{1}}, {}};
  Actor stranger{PersonId{2}, {Role::operator_}, {OrganisationId{2}}, {}};
  Actor lab{PersonId{3}, {Role::lab}, {}, {LabId{5}}};
  EXPECT_TRUE(may_see(owner, u, {}));
  EXPECT_FALSE(may_see(stranger, u, {}));
  EXPECT_FALSE(may_see(lab, u, {}));
  EXPECT_TRUE(may_see(lab, u, {LabId{5}}));
  EXPECT_TRUE(may_see(Actor{PersonId{4}, {Role::office}, {}, {}}, u, {}));
  EXPECT_TRUE(may_edit(owner, u.organisation));
  EXPECT_FALSE(may_edit(Actor{PersonId{4}, {Role::office}, {}, {}}, u.organisation));
}

LabFacts a_lab(std::int64_t id, std::vector<std::string> pillars, std::vector<std::string> themes,
               bool confirmed = true) {
  std::vector<ThemeWord> words;
  for (const auto& theme : themes) words.push_back({fold(theme), theme});
  return {LabId{id}, std::move(pillars), std::move(words), {"nancy"}, {"54"}, confirmed};
}

TEST(LabMatch, adds_pillar_themes_and_place_and_gives_its_reasons) {
  Seeker seeker{{{"P1", 4}, {"P2", 1}}, {"parole", "traduction", "stock"}, "nancy", "54"};
  auto matches = matching_labs(seeker, {a_lab(1, {"P1"}, {"Parole", "traduction"})});
  ASSERT_EQ(matches.size(), 1);
  EXPECT_EQ(matches[0].points, 40 + 12 + 20);
  EXPECT_EQ(matches[0].reasons, (std::vector<Reason>{{MatchReason::pillar, 40, {"P1"}},
                                                     {MatchReason::themes, 12, {"Parole", "traduction"}},
                                                     {MatchReason::same_town, 20, {"nancy"}}}));
}

TEST(LabMatch, puts_a_lab_that_names_the_pillar_before_one_that_works_across_all) {
  Seeker seeker{{{"P1", 4}, {"P2", 1}}, {}, "", ""};
  auto matches = matching_labs(seeker, {a_lab(1, {}, {}), a_lab(2, {"P1"}, {})});
  ASSERT_EQ(matches.size(), 2);
  EXPECT_EQ(matches[0].lab, LabId{2});
  EXPECT_EQ(matches[1].reasons, (std::vector<Reason>{{MatchReason::across_all, 20, {"P1"}}}));
}

TEST(LabMatch, never_takes_nearness_alone_for_a_fit_and_puts_unverified_labs_last) {
  Seeker seeker{{{"P1", 2}}, {}, "metz", "54"};
  auto matches = matching_labs(seeker, {a_lab(1, {"P3"}, {}), a_lab(2, {"P1"}, {}, false), a_lab(3, {"P1"}, {})});
  ASSERT_EQ(matches.size(), 2);
  EXPECT_EQ(matches[0].lab, LabId{3});
  EXPECT_EQ(matches[0].points, 30);
  EXPECT_EQ(matches[1].lab, LabId{2});
}

Sponsorship a_request(std::int64_t lab, SponsorshipState state) {
  Sponsorship s;
  s.lab = LabId{lab};
  s.state = state;
  return s;
}

TEST(SponsorshipRules, are_asked_of_confirmed_labs_a_few_at_a_time) {
  using enum SponsorshipState;
  EXPECT_TRUE(obstacles_to_asking(a_use_case(), LabId{1}, true, true, {a_request(1, declined)}).empty());
  EXPECT_EQ(obstacles_to_asking(a_use_case(), LabId{1}, false, true, {a_request(1, asked)}),
            (std::vector{AskObstacle::unverified_lab, AskObstacle::already_asked}));
  EXPECT_EQ(
      obstacles_to_asking(a_use_case(stopped), LabId{9}, true, false,
                          {a_request(1, asked), a_request(2, asked), a_request(3, asked), a_request(4, accepted)}),
      (std::vector{AskObstacle::inactive_lab, AskObstacle::already_sponsored, AskObstacle::too_many_open,
                   AskObstacle::stopped_use_case}));
}

TEST(SponsorshipRules, are_answered_once_and_a_refusal_needs_its_reason) {
  using enum SponsorshipState;
  EXPECT_EQ(obstacles_to_answering(a_request(1, asked), declined, "", {}), std::vector{AnswerObstacle::no_reason});
  EXPECT_EQ(obstacles_to_answering(a_request(1, accepted), accepted, "", {}), std::vector{AnswerObstacle::not_open});
  EXPECT_EQ(obstacles_to_answering(a_request(1, asked), accepted, "", {a_request(2, accepted)}),
            std::vector{AnswerObstacle::already_sponsored});
}

}  // namespace
}  // namespace couloir::portfolio
