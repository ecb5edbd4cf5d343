// Reminders of trainings, on both databases, under a clock that stands still.
#include "compliance/skill_notices.h"

#include "compliance/test_skill_world.h"
#include "journal/mail.h"
#include "people/organisation.h"

namespace couloir::compliance {
namespace {

using testing::ElementsAre;

struct TrainingReminders : SkillsOnBoth {
  Actor yves = people::a_person(world.db)
                   .speaking(Lang::fr)
                   .named("Yves")
                   .at_address("yves@acme.example")
                   .with(Role::operator_)
                   .working_for(world.acme)
                   .actor();
  Actor wanda = people::a_person(world.db)
                    .speaking(Lang::en)
                    .named("Wanda")
                    .at_address("wanda@acme.example")
                    .with(Role::operator_)
                    .working_for(world.acme)
                    .actor();

  PlannedTraining plan(const Crew& crew, const Actor& owner, std::string_view due, PlannedTraining planned = {}) {
    planned.training = "cafe_ia";
    planned.owner = owner.person;
    planned.due = *parse_date(due);
    return plan_training(world.as(world.marie), test_region(), crew, planned, world.today).value();
  }
  std::vector<std::string> mails_on(std::string_view day) { return world.house.mails_on(day); }
  std::string last_text_to(const Actor& actor) { return journal::mails_of(*world.reader(), actor.person)[0].text; }
};
INSTANTIATE_TEST_SUITE_P(, TrainingReminders, both_databases(), database_name);

TEST_P(TrainingReminders, come_once_a_step_to_the_owner_in_her_language) {
  world.fill(world.workshop, world.users(4, 0));
  world.fill({world.acme, {}}, world.users(2, 0));
  plan(world.workshop, wanda, "2026-06-01");
  plan({world.acme, {}}, yves, "2026-06-15");
  EXPECT_THAT(mails_on("2026-05-17"), ElementsAre());
  EXPECT_THAT(mails_on("2026-05-20"), ElementsAre("wanda@acme.example: Due in 12 days: Café IA"));
  EXPECT_EQ(last_text_to(wanda), "Workshop\n\n" + region::find(test_region().trainings, "cafe_ia")->description.en +
                                     "\n\nhttp://couloir.test/skills/" + world.workshop.team.str() + "\n");
  EXPECT_THAT(mails_on("2026-05-21"), ElementsAre()) << "once";
  EXPECT_THAT(mails_on("2026-05-29"), ElementsAre("wanda@acme.example: Due in 3 days: Café IA"));
  EXPECT_THAT(mails_on("2026-06-01"), ElementsAre("wanda@acme.example: Due today: Café IA",
                                                  "yves@acme.example: À faire dans 14 jours\u00a0: Café IA"));
  EXPECT_THAT(last_text_to(yves), testing::StartsWith("Étiquettes du Ried\n\n"));
  EXPECT_THAT(mails_on("2026-06-08"), ElementsAre("wanda@acme.example: Late since Monday 1 June 2026: Café IA"));
  EXPECT_THAT(mails_on("2026-06-09"), ElementsAre()) << "and then no more";
}

TEST_P(TrainingReminders, begin_anew_for_another_day_and_end_when_it_is_done_or_off_the_plan) {
  world.fill(world.workshop, world.users(4, 0));
  auto planned = plan(world.workshop, wanda, "2026-06-01");
  EXPECT_EQ(mails_on("2026-06-01").size(), 1U);
  planned = plan(world.workshop, wanda, "2026-06-10", planned);
  EXPECT_THAT(mails_on("2026-06-02"), ElementsAre("wanda@acme.example: Due in 8 days: Café IA"));
  planned.done_on = *parse_date("2026-04-20");
  planned = plan(world.workshop, wanda, "2026-06-10", planned);
  EXPECT_THAT(mails_on("2026-06-10"), ElementsAre());
  EXPECT_TRUE(drop_training(world.as(world.marie), world.workshop, "cafe_ia")) << "with what it reminded of";
  EXPECT_EQ(world.reader()->one<std::int64_t>("SELECT count(*) FROM compliance_training_reminder"), 0);
}

TEST_P(TrainingReminders, go_to_nobody_who_left) {
  world.fill(world.workshop, world.users(4, 0));
  plan(world.workshop, wanda, "2026-06-01");
  EXPECT_TRUE(people::remove_member(world.as(world.marie), world.acme, wanda.person));
  EXPECT_THAT(mails_on("2026-06-01"), ElementsAre());
}

}  // namespace
}  // namespace couloir::compliance
