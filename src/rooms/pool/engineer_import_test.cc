// Engineers from a file: every line that is wrong is told, all of it goes in or nothing, the same file twice changes
// nothing.
#include "pool/engineer_import.h"

#include "pool/test_world.h"

namespace couloir::pool {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

struct EngineerImport : OnBoth {
  static constexpr std::string_view kFile =
      "external_id,name,site,share_percent,parallel,in_from,out_after,skills\n"
      "E-1,Ada Roth,ul-nancy,80,2,2026-10-01,,nlp:3 evaluation:2\n"
      "E-2,Grace Muller,unistra-strasbourg,100,3,,,\n";
  Result<EngineerFile> take_in(std::string_view csv) {
    return take_in_engineers(world.as(world.olga), test_region(), csv);
  }
};
INSTANTIATE_TEST_SUITE_P(, EngineerImport, both_databases(), database_name);

TEST_P(EngineerImport, takes_a_file_in_and_the_same_file_twice_changes_nothing) {
  auto first = take_in(kFile);
  ASSERT_TRUE(first) << World::told_by(first.error());
  EXPECT_EQ(first->count(LineFate::added), 2);
  auto all = all_engineers(*world.reader(), Month{});
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[0].external_id, "E-1");
  EXPECT_EQ(all[0].share.raw, 80);
  EXPECT_EQ(all[0].in_from, on("2026-10-01"));
  EXPECT_THAT(all[0].skills, ElementsAre(SkillLevel{"evaluation", 2}, SkillLevel{"nlp", 3}));
  auto again = take_in(kFile).value();
  EXPECT_EQ(again.count(LineFate::unchanged), 2);
  EXPECT_EQ(all_engineers(*world.reader(), Month{})[0].version, all[0].version);
  auto other = take_in("external_id;name;site\nE-1;Ada Roth;unistra-strasbourg\n").value();
  EXPECT_EQ(other.count(LineFate::changed), 1);
  auto moved = find_engineer(*world.reader(), all[0].id).value();
  EXPECT_EQ(moved.site, "unistra-strasbourg");
  EXPECT_EQ(moved.share.raw, 80) << "a column that is not there leaves what is stored";
}

TEST_P(EngineerImport, takes_back_what_it_gave) {
  ASSERT_TRUE(take_in(kFile));
  auto csv = world.browse(world.olga).get("/pool/engineers.csv").body;
  auto again = take_in(csv);
  ASSERT_TRUE(again) << World::told_by(again.error());
  EXPECT_EQ(again->count(LineFate::unchanged), 2);
}

TEST_P(EngineerImport, tells_every_wrong_line_and_takes_nothing_in) {
  auto wrong = take_in(
      "external_id,name,site,share_percent,skills\n"
      "E-1,Ada,nowhere,80,nlp:3\n"
      "E-2,,ul-nancy,lots,nlp\n"
      ",Grace,ul-nancy,100,alchemy:3\n"
      "E-1,Ada,ul-nancy,80\n"
      "E-4,Fine,ul-nancy,100,\n");
  ASSERT_FALSE(wrong);
  EXPECT_THAT(World::where(wrong.error()),
              ElementsAre("line 2: site", "line 3: share_percent", "line 3: skills", "line 3: name",
                          "line 4: external_id", "line 4: skills/alchemy", "line 5"));
  EXPECT_THAT(all_engineers(*world.reader(), Month{}), IsEmpty());
  EXPECT_EQ(take_in("name,site\nAda,ul-nancy\n").error().problems.front().where, "line 1");
  EXPECT_EQ(take_in_engineers(world.as(world.hugo), test_region(), kFile).error().code, Code::forbidden);
}

TEST_P(EngineerImport, is_looked_at_on_a_page_before_it_is_taken_in) {
  auto browser = world.browse(world.olga);
  browser.get("/pool/engineers/import");
  browser.upload("/pool/engineers/import", {"file", "pool.csv", std::string(kFile)});
  EXPECT_TRUE(browser.says("2 Ada Roth"));
  EXPECT_TRUE(browser.says("new"));
  EXPECT_THAT(all_engineers(*world.reader(), Month{}), IsEmpty()) << "nothing is taken in yet";
  browser.submit("/pool/engineers/import/taking-in");
  EXPECT_TRUE(browser.says("The engineers of the file are in the pool."));
  EXPECT_THAT(all_engineers(*world.reader(), Month{}), SizeIs(2));
  auto token = world.house.token(world.olga.person);
  auto counted =
      world.house.call(token, "POST", "/engineers/import?preview=true", "external_id,name,site\nE-9,Neu,ul-nancy\n");
  EXPECT_EQ(counted.body, R"({"added":1,"changed":0,"unchanged":0})");
  EXPECT_THAT(all_engineers(*world.reader(), Month{}), SizeIs(2));
}

}  // namespace
}  // namespace couloir::pool
