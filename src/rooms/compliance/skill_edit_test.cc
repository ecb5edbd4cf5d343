// Commands and store of checklists and plans, on both databases.
#include "compliance/skill_edit.h"

#include "compliance/test_skill_world.h"

namespace couloir::compliance {
namespace {

using testing::ElementsAre;

using SkillChecklist = SkillsOnBoth;
INSTANTIATE_TEST_SUITE_P(, SkillChecklist, both_databases(), database_name);
using TrainingPlan = SkillsOnBoth;
INSTANTIATE_TEST_SUITE_P(, TrainingPlan, both_databases(), database_name);

std::vector<std::string> places_of(const Error& error) {
  std::vector<std::string> places;
  for (const auto& problem : error.problems) places.push_back(problem.where);
  return places;
}

TEST_P(SkillChecklist, keeps_people_and_levels_and_who_changed_them) {
  auto first = world.fill(world.workshop, world.users(4, 1));
  EXPECT_EQ(first.version, 1);
  ChecklistGiven given;
  given.levels[{"end_user", "generative_ai"}] = 2;
  given.levels[{"end_user", "ai_literacy"}] = std::nullopt;
  given.people["end_user"] = 5;
  auto second = world.fill(world.workshop, given);
  EXPECT_EQ(second.version, 2);
  auto stored = find_checklist(*world.reader(), world.workshop).value();
  EXPECT_EQ(stored.people, second.people);
  EXPECT_EQ(stored.levels, second.levels);
  EXPECT_FALSE(stored.levels.contains({"end_user", "ai_literacy"}));
  auto changes = skill_changes_of(*world.reader(), stored.id, 100);
  ASSERT_EQ(changes.size(), 9U);
  EXPECT_EQ(changes[0].what, (RoleSkill{"end_user", "generative_ai"}));
  EXPECT_EQ(changes[0].before, 1);
  EXPECT_EQ(changes[0].after, 2);
  EXPECT_EQ(changes[1].after, std::nullopt);
  EXPECT_EQ(changes[2].what.skill, "");
  EXPECT_EQ(changes[2].person, world.marie.person);
}

TEST_P(SkillChecklist, changes_nothing_when_the_same_is_said_again) {
  world.fill(world.workshop, world.users(4, 1));
  EXPECT_EQ(world.fill(world.workshop, world.users(4, 1)).version, 1);
  EXPECT_EQ(world.reader()->one<std::int64_t>("SELECT count(*) FROM journal_event WHERE name = 'skills.filled'"), 1);
}

TEST_P(SkillChecklist, is_one_a_team_and_one_for_the_organisation_itself) {
  Crew whole{world.acme, {}};
  world.fill(world.workshop, world.users(4, 1));
  world.fill(whole, world.users(9, 0));
  auto all = checklists_of(*world.reader(), {world.acme, world.rival});
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].crew, world.workshop);
  EXPECT_EQ(all[1].crew, whole);
  EXPECT_EQ(all[1].people.at("end_user"), 9);
  EXPECT_EQ(all[0].levels.size(), 5U);
  auto again = fill_checklist(world.as(world.marie), test_region(), whole, 0, world.users(1, 1));
  EXPECT_EQ(again.error().code, Code::conflict);
}

TEST_P(SkillChecklist, is_refused_to_who_has_seen_another_version) {
  world.fill(world.workshop, world.users(4, 1));
  world.fill(world.workshop, world.users(5, 1));
  auto late = fill_checklist(world.as(world.marie), test_region(), world.workshop, 1, world.users(6, 1));
  EXPECT_EQ(late.error().code, Code::conflict);
}

TEST_P(SkillChecklist, tells_every_problem_at_once) {
  ChecklistGiven given;
  given.people = {{"end_user", -1}, {"wizard", 1}};
  given.levels = {{{"end_user", "ai_literacy"}, 5}, {{"end_user", "hpc"}, 1}};
  auto refused = fill_checklist(world.as(world.marie), test_region(), world.workshop, 0, given);
  EXPECT_EQ(refused.error().code, Code::invalid);
  EXPECT_THAT(places_of(refused.error()),
              ElementsAre("people.end_user", "people.wizard", "levels.end_user.ai_literacy", "levels.end_user.hpc"));
  auto empty = fill_checklist(world.as(world.marie), test_region(), world.workshop, 0, {});
  EXPECT_THAT(places_of(empty.error()), ElementsAre("people.sponsor"));
}

TEST_P(SkillChecklist, is_not_there_for_another_organisation_or_another_ones_team) {
  EXPECT_EQ(fill_checklist(world.as(world.paul), test_region(), world.workshop, 0, world.users(1, 1)).error().code,
            Code::not_found);
  EXPECT_EQ(
      fill_checklist(world.as(world.paul), test_region(), {world.rival, world.workshop.team}, 0, world.users(1, 1))
          .error()
          .code,
      Code::not_found);
  EXPECT_FALSE(seen_checklist(*world.reader(), world.paul, world.workshop));
  EXPECT_FALSE(seen_checklist(*world.reader(), world.olga, world.workshop));
  EXPECT_FALSE(seen_checklist(*world.reader(), world.nora, world.workshop));
  world.sponsor(world.workshop);
  auto seen = seen_checklist(*world.reader(), world.nora, world.workshop);
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->organisation, "Étiquettes du Ried");
  EXPECT_EQ(seen->team, "Workshop");
  EXPECT_FALSE(seen_checklist(*world.reader(), world.nora, {world.acme, {}}));
}

TEST_P(SkillChecklist, counts_for_the_region_without_naming_anybody) {
  world.fill(world.workshop, world.users(4, 1));
  world.fill({world.acme, {}}, world.users(2, std::nullopt));
  auto region = region_skills(*world.reader());
  ASSERT_EQ(region.roles.size(), 1U);
  EXPECT_EQ(region.roles[0].checklists, 2);
  EXPECT_EQ(region.roles[0].organisations, 1);
  EXPECT_EQ(region.roles[0].people, 6);
  EXPECT_EQ(region.levels.size(), 5U);
}

TEST_P(SkillChecklist, is_evidence_of_sprint_one_only_when_nothing_needed_is_unknown) {
  auto evidence = [&] { return skill_evidence(*world.reader(), test_region(), world.acme); };
  EXPECT_EQ(evidence().begun, 0);
  world.fill(world.workshop, world.users(4, std::nullopt));
  EXPECT_EQ(evidence().begun, 1);
  EXPECT_EQ(evidence().complete, 0);
  EXPECT_EQ(evidence().unknown, 5);
  world.fill(world.workshop, world.users(4, 0));
  EXPECT_EQ(evidence().complete, 1);
  EXPECT_EQ(evidence().gaps, 5);
  EXPECT_EQ(evidence().unknown, 0);
}

TEST_P(TrainingPlan, has_an_owner_a_day_and_an_end) {
  auto checklist = world.fill(world.workshop, world.users(4, 0));
  PlannedTraining cafe{{}, "cafe_ia", world.marie.person, *parse_date("2026-05-20"), {}, "With the night shift", 0};
  auto planned = plan_training(world.as(world.marie), test_region(), world.workshop, cafe, world.today).value();
  EXPECT_EQ(planned.state(), TrainingState::planned);
  auto stored = trainings_of(*world.reader(), checklist.id);
  ASSERT_EQ(stored.size(), 1U);
  EXPECT_EQ(stored[0].owner, world.marie.person);
  EXPECT_EQ(stored[0].note, "With the night shift");
  planned.done_on = world.today;
  EXPECT_EQ(plan_training(world.as(world.marie), test_region(), world.workshop, planned, world.today)->state(),
            TrainingState::done);
  EXPECT_EQ(plan_training(world.as(world.marie), test_region(), world.workshop, planned, world.today).error().code,
            Code::conflict);
  EXPECT_EQ(plan_training(world.as(world.marie), test_region(), world.workshop, cafe, world.today).error().code,
            Code::conflict);
  EXPECT_TRUE(drop_training(world.as(world.marie), world.workshop, "cafe_ia"));
  EXPECT_TRUE(trainings_of(*world.reader(), checklist.id).empty());
  EXPECT_EQ(drop_training(world.as(world.marie), world.workshop, "cafe_ia").error().code, Code::not_found);
}

TEST_P(TrainingPlan, needs_a_checklist_and_an_owner_of_the_house) {
  PlannedTraining cafe{{}, "cafe_ia", world.paul.person, {}, {}, "", 0};
  EXPECT_EQ(plan_training(world.as(world.marie), test_region(), world.workshop, cafe, world.today).error().code,
            Code::not_found);
  world.fill(world.workshop, world.users(4, 0));
  auto refused = plan_training(world.as(world.marie), test_region(), world.workshop, cafe, world.today);
  EXPECT_THAT(places_of(refused.error()), ElementsAre("owner"));
  world.sponsor(world.workshop);
  EXPECT_EQ(plan_training(world.as(world.nora), test_region(), world.workshop, cafe, world.today).error().code,
            Code::not_found);
}

}  // namespace
}  // namespace couloir::compliance
