// The rules of checklists and plans, without a database.
#include "compliance/skills.h"

#include <gmock/gmock.h>

#include "compliance/region_skills.h"
#include "compliance/training.h"

namespace couloir::compliance {
namespace {

using testing::ElementsAre;

const region::Fact kFact{};

/// Two roles, three skills, three ways to learn.
region::Pack small_pack() {
  region::Pack pack;
  pack.skills = {
      {"law", {}, {}, "g", {"O-01"}, kFact}, {"data", {}, {}, "g", {}, kFact}, {"code", {}, {}, "g", {}, kFact}};
  pack.team_roles = {{"user", {}, {}, {{"law", 1}, {"data", 2}}, kFact},
                     {"maker", {}, {}, {{"data", 3}, {"code", 3}}, kFact}};
  pack.trainings = {{"course", {}, {}, {"law", "data", "code"}, 3, kFact},
                    {"cafe", {}, {}, {"law"}, 1, kFact},
                    {"practice", {}, {}, {"data", "code"}, 4, kFact}};
  return pack;
}
const region::Pack kPack = small_pack();

Checklist checklist(std::map<std::string, std::int64_t> people, std::map<RoleSkill, int> levels) {
  Checklist c;
  c.people = std::move(people);
  c.levels = std::move(levels);
  return c;
}
std::vector<std::string> names(const std::vector<Need>& needs) {
  std::vector<std::string> all;
  for (const auto& need : needs) all.push_back(need.role->code + " " + need.skill->code);
  return all;
}

TEST(Needs, are_those_of_the_roles_that_are_there) {
  EXPECT_TRUE(needs_of(kPack, checklist({}, {{{"user", "law"}, 4}})).empty());
  EXPECT_THAT(names(needs_of(kPack, checklist({{"user", 2}}, {}))), ElementsAre("user law", "user data"));
}

TEST(Needs, of_which_nobody_knows_the_level_are_never_met) {
  auto needs = needs_of(kPack, checklist({{"user", 2}}, {{{"user", "data"}, 2}}));
  EXPECT_EQ(needs[0].state(), NeedState::unknown);
  EXPECT_EQ(needs[0].steps(), 1);
  EXPECT_EQ(needs[1].state(), NeedState::met);
  EXPECT_EQ(needs[1].steps(), 0);
  EXPECT_EQ(needs_of(kPack, checklist({{"user", 1}}, {{{"user", "data"}, 0}}))[1].state(), NeedState::gap);
}

TEST(Gaps, come_by_obligation_then_steps_then_people_then_the_pack) {
  auto needs = needs_of(kPack, checklist({{"user", 9}, {"maker", 1}}, {{{"user", "data"}, 1}, {{"maker", "code"}, 2}}));
  EXPECT_THAT(names(gaps_in_order(needs)), ElementsAre("user law", "maker data", "user data", "maker code"));
}

TEST(Tally, is_complete_when_no_needed_level_is_unknown_even_with_gaps) {
  EXPECT_EQ(tally_of({}).standing(), ChecklistStanding::not_begun);
  auto begun = tally_of(needs_of(kPack, checklist({{"user", 1}}, {{{"user", "law"}, 1}})));
  EXPECT_EQ(begun, (Tally{2, 1, 0, 1}));
  EXPECT_EQ(begun.standing(), ChecklistStanding::begun);
  auto complete = tally_of(needs_of(kPack, checklist({{"user", 1}}, {{{"user", "law"}, 0}, {{"user", "data"}, 4}})));
  EXPECT_EQ(complete, (Tally{2, 1, 1, 0}));
  EXPECT_EQ(complete.standing(), ChecklistStanding::complete);
}

TEST(Plan, puts_each_gap_under_the_lightest_training_that_is_enough) {
  auto needs = needs_of(kPack, checklist({{"user", 1}, {"maker", 1}},
                                         {{{"user", "law"}, 0}, {{"user", "data"}, 0}, {{"maker", "code"}, 2}}));
  auto plan = plan_of(kPack, needs, {});
  ASSERT_EQ(plan.size(), 2U);
  EXPECT_EQ(plan[0].training->code, "course");
  EXPECT_THAT(names(plan[0].closes), ElementsAre("user data", "maker code"));  // maker data is unknown: found out first
  EXPECT_EQ(plan[0].planned.state(), TrainingState::proposed);
  EXPECT_EQ(plan[1].training->code, "cafe");
}

TEST(Plan, prefers_what_is_planned_and_keeps_it_when_nothing_is_left_to_close) {
  PlannedTraining practice{{}, "practice", {}, {}, {}, "", 1};
  auto needs = needs_of(kPack, checklist({{"user", 1}}, {{{"user", "law"}, 0}, {{"user", "data"}, 0}}));
  auto plan = plan_of(kPack, needs, {practice});
  ASSERT_EQ(plan.size(), 2U);
  EXPECT_EQ(plan[0].training->code, "cafe");
  EXPECT_THAT(names(plan[1].closes), ElementsAre("user data"));
  EXPECT_EQ(plan[1].planned.state(), TrainingState::planned);
  EXPECT_EQ(plan_of(kPack, {}, {practice}).size(), 1U);
}

TEST(Plan, turns_to_a_training_that_is_done_only_when_there_is_no_other) {
  PlannedTraining cafe{{}, "cafe", {}, {}, parse_date("2026-04-01").value(), "", 2};
  auto needs = needs_of(kPack, checklist({{"user", 1}}, {{{"user", "law"}, 0}}));
  auto plan = plan_of(kPack, needs, {cafe});
  ASSERT_EQ(plan.size(), 2U);
  EXPECT_EQ(plan[0].training->code, "course");
  EXPECT_EQ(plan[1].planned.state(), TrainingState::done);
  EXPECT_TRUE(plan[1].closes.empty());
}

TEST(Plan, never_misses_a_known_gap_of_the_region) {
  auto pack = region::load_pack(COULOIR_SOURCE_DIR "/data/grand-est", *parse_date("2026-11-22")).value();
  Checklist all;
  for (const auto& role : pack.team_roles) {
    all.people[role.code] = 1;
    for (const auto& need : role.needs) all.levels[{role.code, need.skill}] = 0;
  }
  auto needs = needs_of(pack, all);
  std::size_t closed = 0;
  for (const auto& item : plan_of(pack, needs, {})) closed += item.closes.size();
  EXPECT_EQ(closed, needs.size());
}

TEST(Plan, tells_every_problem_at_once) {
  PlannedTraining bad{{}, "nowhere", {}, {}, parse_date("2026-05-01").value(), "a\x01", 0};
  std::vector<std::string> places;
  for (const auto& problem : problems_of(kPack, bad, *parse_date("2026-04-20"))) places.push_back(problem.where);
  EXPECT_THAT(places, ElementsAre("training", "done_on", "note"));
}

TEST(RegionGaps, leave_out_roles_that_too_few_organisations_have) {
  RegionSkills region{{{"user", 4, 3, 9}, {"maker", 2, 2, 2}},
                      {{{"user", "law"}, 1, 2}, {{"user", "law"}, 0, 1}, {{"maker", "code"}, 0, 2}}};
  auto gaps = gaps_of_region(kPack, region);
  EXPECT_EQ(gaps.roles, 1);
  EXPECT_EQ(gaps.hidden, 1);
  ASSERT_EQ(gaps.needs.size(), 2U);
  EXPECT_EQ(gaps.needs[0].skill->code, "data");
  EXPECT_EQ(gaps.needs[0].tally, (Tally{4, 0, 0, 4}));
  EXPECT_EQ(gaps.needs[1].tally, (Tally{4, 2, 1, 1}));
}

TEST(Rights, are_the_organisations_own_and_of_labs_that_sponsor_this_very_crew) {
  Actor owner{PersonId{1}, {Role::operator_}, {OrganisationId{5}}, {}, Door::page};
  EXPECT_TRUE(may_fill(owner, OrganisationId{5}));
  EXPECT_FALSE(may_fill(owner, OrganisationId{6}));
  Actor lab{PersonId{2}, {Role::lab}, {}, {LabId{1}}, Door::page};
  Crew team{OrganisationId{5}, TeamId{7}};
  EXPECT_TRUE(may_see(lab, team, {team}));
  EXPECT_FALSE(may_see(lab, {OrganisationId{5}, TeamId{}}, {team}));
  EXPECT_FALSE(may_fill(lab, OrganisationId{5}));
  for (auto role : {Role::legal, Role::office, Role::indicator_owner}) {
    Actor reader{PersonId{3}, {role}, {}, {}, Door::page};
    EXPECT_FALSE(may_see(reader, team, {team}));
    EXPECT_TRUE(may_see_region(reader));
  }
  EXPECT_FALSE(may_see_region(owner));
}

}  // namespace
}  // namespace couloir::compliance
