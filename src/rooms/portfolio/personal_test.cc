#include "portfolio/personal.h"

#include "portfolio/import.h"
#include "portfolio/test_world.h"

namespace couloir::portfolio {
namespace {

struct PersonalShare : OnBoth {
  std::string exported(const Actor& actor) {
    return people::export_person(world.as(actor), world.personal, actor.person).value();
  }
  void score_with_words(UseCaseId id) {
    auto levels = World::levels(4);
    levels.comment = "Our accountant loses a day a week.";
    score_use_case(world.as(world.marie), test_pack(), id, levels).value();
  }
};
INSTANTIATE_TEST_SUITE_P(, PersonalShare, both_databases(), database_name);

TEST_P(PersonalShare, holds_the_words_a_person_wrote_and_nobody_elses) {
  auto use_case = world.add("Reading delivery notes");
  score_with_words(use_case.id);
  ask_sponsor(world.as(world.marie), use_case.id, world.loria, "Would you look at it?").value();
  auto mine = exported(world.marie);
  EXPECT_THAT(mine, testing::HasSubstr("Our accountant loses a day a week."));
  EXPECT_THAT(mine, testing::HasSubstr("Would you look at it?"));
  EXPECT_THAT(exported(world.paul), testing::Not(testing::HasSubstr("accountant")));
}

TEST_P(PersonalShare, loses_its_comments_with_the_person_while_the_score_stays) {
  auto use_case = world.add("Reading delivery notes");
  score_with_words(use_case.id);
  auto before = world.stored(use_case.id);
  preview_import(world.as(world.marie), test_pack(), world.acme, "left.csv", "external_id,title\nA,Un\n").value();
  ASSERT_TRUE(people::erase_person(world.as(world.marie), world.personal, world.marie.person));
  auto left = world.reader()->one<std::int64_t>("SELECT count(*) FROM portfolio_scoring WHERE comment <> ''");
  EXPECT_EQ(left, 0);
  EXPECT_EQ(world.reader()->one<std::int64_t>("SELECT count(*) FROM portfolio_import WHERE content IS NOT NULL"), 0);
  EXPECT_EQ(score_of(*world.reader(), use_case.id).floor, score_of(*world.reader(), before.id).floor);
  EXPECT_EQ(world.reader()->one<std::int64_t>("SELECT count(*) FROM portfolio_level"),
            static_cast<std::int64_t>(World::levels(4).criteria.size() + World::levels(4).pillars.size()));
}

TEST_P(PersonalShare, does_not_keep_a_file_that_was_looked_at_and_left_for_a_week) {
  auto left =
      preview_import(world.as(world.marie), test_pack(), world.acme, "left.csv", "external_id,title\nA,Un\n").value();
  world.house.clock.tick(std::chrono::hours(24 * 6));
  world.house.jobs.run_due();
  EXPECT_EQ(own_import(*world.reader(), world.marie, left.id)->state, ImportState::previewed);
  world.house.clock.tick(std::chrono::hours(24 * 2));
  world.house.jobs.run_due();
  EXPECT_EQ(own_import(*world.reader(), world.marie, left.id)->state, ImportState::cancelled);
  EXPECT_EQ(content_of(*world.reader(), left.id), "");
}

TEST_P(PersonalShare, ends_what_was_taken_in_at_once_and_cut_off) {
  auto cut =
      preview_import(world.as(world.marie), test_pack(), world.acme, "cut.csv", "external_id,title\nA,Un\n").value();
  world.db.write([&](Tx& tx) {  // as a kill leaves it: running, and no job to go on
    cut.state = ImportState::running;
    save_import(tx, cut);
    return true;
  });
  world.house.clock.tick(std::chrono::hours(24 * 8));
  world.house.jobs.run_due();
  EXPECT_EQ(own_import(*world.reader(), world.marie, cut.id)->state, ImportState::cancelled);
  EXPECT_EQ(content_of(*world.reader(), cut.id), "");
}

}  // namespace
}  // namespace couloir::portfolio
