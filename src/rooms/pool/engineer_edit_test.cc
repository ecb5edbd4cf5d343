// Commands, store and personal data of engineers, on both databases.
#include "pool/engineer_edit.h"

#include "people/personal_data.h"
#include "pool/test_world.h"

namespace couloir::pool {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

using EngineerRegister = OnBoth;
INSTANTIATE_TEST_SUITE_P(, EngineerRegister, both_databases(), database_name);

TEST_P(EngineerRegister, keeps_what_was_said_of_an_engineer) {
  auto given = an_engineer();
  given.share = FullTimeShare{80};
  given.in_from = on("2026-10-01");
  given.person = world.hugo.person;
  auto added = world.add(given);
  EXPECT_EQ(added.version, 1);
  auto stored = find_engineer(*world.reader(), added.id).value();
  EXPECT_EQ(stored.name, "Ada");
  EXPECT_EQ(stored.person, world.hugo.person);
  EXPECT_EQ(stored.share.raw, 80);
  EXPECT_EQ(stored.in_from, on("2026-10-01"));
  EXPECT_EQ(stored.skills, given.skills);
  EXPECT_EQ(engineer_of(*world.reader(), world.hugo.person)->id, added.id);
}

TEST_P(EngineerRegister, refuses_who_has_seen_another_version) {
  auto e = world.add();
  auto late = e;
  e.parallel = 2;
  EXPECT_EQ(world.add(e).version, 2);
  auto refused = save_engineer(world.as(world.chloe), test_region(), late);
  EXPECT_EQ(refused.error().code, Code::conflict);
}

TEST_P(EngineerRegister, ties_an_account_to_one_engineer_with_that_role) {
  world.add_hugo();
  auto twin = an_engineer("Twin");
  twin.person = world.hugo.person;
  EXPECT_EQ(save_engineer(world.as(world.olga), test_region(), twin).error().code, Code::conflict);
  twin.person = world.marie.person;
  auto refused = save_engineer(world.as(world.olga), test_region(), twin);
  EXPECT_THAT(World::where(refused.error()), ElementsAre("person"));
}

TEST_P(EngineerRegister, is_kept_by_the_office_and_the_committee_alone) {
  EXPECT_TRUE(save_engineer(world.as(world.chloe), test_region(), an_engineer()));
  for (const auto* other : {&world.hugo, &world.nora, &world.marie})
    EXPECT_EQ(save_engineer(world.as(*other), test_region(), an_engineer()).error().code, Code::forbidden);
}

TEST_P(EngineerRegister, notes_months_away_by_herself_and_never_a_reason) {
  auto e = world.add_hugo();
  auto noted = note_away(world.as(world.hugo), e.id, e.version, {{in("2026-12"), 40}, {in("2026-10"), 100}});
  ASSERT_TRUE(noted);
  EXPECT_THAT(noted->away, ElementsAre(AwayMonth{in("2026-10"), 100}, AwayMonth{in("2026-12"), 40}));
  auto again = note_away(world.as(world.olga), e.id, noted->version, {{in("2026-10"), 0}}).value();
  EXPECT_THAT(find_engineer(*world.reader(), e.id)->away, ElementsAre(AwayMonth{in("2026-12"), 40}));
  EXPECT_EQ(note_away(world.as(world.eva), e.id, again.version, {}).error().code, Code::not_found);
  EXPECT_EQ(note_away(world.as(world.hugo), e.id, 1, {{in("2026-11"), 10}}).error().code, Code::conflict);
  auto wrong = note_away(world.as(world.hugo), e.id, again.version, {{in("2026-11"), 110}});
  EXPECT_THAT(World::where(wrong.error()), ElementsAre("away/2026-11"));
  EXPECT_EQ(world.reader()->one<std::int64_t>(
                "SELECT count(*) FROM journal_event WHERE name = 'engineer.months_saved' AND payload LIKE '%2026-%'"),
            0);
}

TEST_P(EngineerRegister, is_read_with_the_same_statements_for_one_and_three) {
  std::vector<std::int64_t> statements;
  for (int n : {1, 3}) {
    while (static_cast<int>(all_engineers(*world.reader(), Month{}).size()) < n) world.add();
    auto before = statements_run();
    EXPECT_EQ(all_engineers(*world.reader(), Month{}).size(), n);
    statements.push_back(statements_run() - before);
  }
  EXPECT_EQ(statements[0], statements[1]);
}

TEST_P(EngineerRegister, gives_an_engineer_her_data_and_forgets_her) {
  auto e = world.add_hugo();
  ASSERT_TRUE(note_away(world.as(world.hugo), e.id, e.version, {{in("2026-10"), 100}}));
  auto exported = people::export_person(world.as(world.hugo), world.personal, world.hugo.person).value();
  EXPECT_THAT(exported, HasSubstr(R"("pool":{"engineer":{"name":"Hugo Marchal","external_id":"","site":"ul-nancy")"));
  EXPECT_THAT(exported, HasSubstr(R"({"month":"2026-10","percent":100})"));
  ASSERT_TRUE(people::erase_person(world.as(world.hugo), world.personal, world.hugo.person));
  auto left = find_engineer(*world.reader(), e.id).value();
  EXPECT_EQ(left.name, "");
  EXPECT_FALSE(left.person);
  EXPECT_TRUE(left.skills.empty());
  EXPECT_TRUE(left.away.empty());
  EXPECT_EQ(left.out_after, on("2026-09-14")) << "nobody plans with her any more";
  EXPECT_EQ(shown_name(left), "Engineer " + e.id.str());
}

}  // namespace
}  // namespace couloir::pool
