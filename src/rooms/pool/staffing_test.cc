// What the published plan says of one dossier: enough for who filed it, and nothing of anybody else.
#include "pool/staffing.h"

#include "pool/hours_edit.h"
#include "pool/plan_world.h"

namespace couloir::pool {
namespace {

using testing::HasSubstr;
using testing::Not;

using StaffingOfADossier = PlansOnBoth;
INSTANTIATE_TEST_SUITE_P(, StaffingOfADossier, both_databases(), database_name);

/// P-1 is staffed, P-2 is refused in words that tell of P-1 and of a person.
StaffingPlan published_with_gossip(StaffingOfADossier& test, std::string_view rule) {
  auto text = test.file();
  auto replace = [&](std::string_view from, const std::string& to) { text.replace(text.find(from), from.size(), to); };
  replace("Nobody is free.", "e" + test.ada.id.str() + " is ill and works 2.0 on d" + test.first.str() + ".");
  replace("capacity", std::string(rule));
  auto plan = test.draft();
  plan = test.bring(plan, text).value();
  plan = propose_plan(test.world.as(test.world.chloe), test_house(), plan.id, plan.version).value();
  EXPECT_TRUE(test.approve(test.world.chloe, plan));
  return test.approve(test.world.carl, plan).value();
}

TEST_P(StaffingOfADossier, is_seen_by_who_filed_it_with_who_when_and_how_many_hours) {
  auto page = "/pool/dossiers/" + first.str();
  auto early = world.browse(world.marie);
  early.get(page);
  EXPECT_TRUE(early.says("No plan is published yet."));
  published_with_gossip(*this, "holders_are_taken");
  world.house.clock.set(at("2026-10-14T10:00:00+02:00"));
  ASSERT_TRUE(log_week(world.as(world.hugo), test_house(), {on("2026-10-05"), {{first, Hours::whole(20)}}}));
  auto marie = world.browse(world.marie);
  marie.get(page);
  EXPECT_TRUE(marie.says("Months are promised to this dossier."));
  EXPECT_TRUE(marie.says("October 2026 Hugo Marchal: 1.0 1.0 133 h 55 min 20 h"));
  EXPECT_FALSE(marie.says("P-2"));
  EXPECT_EQ(marie.seen().writes, 0);
  auto told = world.house.call(world.house.token(world.nora.person), "GET", "/dossiers/" + first.str() + "/staffing");
  EXPECT_THAT(told.body,
              HasSubstr(R"({"month":"2026-10","work":[{"engineer":"Hugo Marchal","quanta":10,"planned":8035}],)"
                        R"("logged":1200})"));
}

TEST_P(StaffingOfADossier, is_told_to_who_decides_with_the_plan_that_says_so) {
  auto works = [&] { return planned_works(*world.reader(), {first, second}); };
  EXPECT_TRUE(works().empty()) << "nothing is published yet";
  auto plan = published_with_gossip(*this, "worth_less");
  auto late = world.filed({.number = "P-4"});
  auto told = planned_works(*world.reader(), {first, second, late});
  ASSERT_EQ(told.size(), 2u) << "of one that came later it says nothing";
  EXPECT_EQ(told.at(first).months.raw, 200);
  EXPECT_EQ(told.at(second).months.raw, 0);
  EXPECT_THAT(told.at(first).plan, HasSubstr(plan.id.str() + " · " + plan.name + " · 20"));
}

TEST_P(StaffingOfADossier, that_gets_nothing_says_why_and_nothing_of_others) {
  published_with_gossip(*this, "holders_are_taken");
  auto page = "/pool/dossiers/" + second.str();
  auto marie = world.browse(world.marie);
  marie.get(page);
  EXPECT_TRUE(marie.says("The published plan gives it no months."));
  EXPECT_TRUE(marie.says("The engineers who have what it asks for are on other dossiers in its window."));
  auto told =
      world.house.call(world.house.token(world.nora.person), "GET", "/dossiers/" + second.str() + "/staffing").body;
  for (const auto& secret : {std::string("Hugo"), std::string("is ill"), std::string("P-1"), std::string("2.0"),
                             "d" + first.str() + ".", "e" + ada.id.str() + " "}) {
    EXPECT_FALSE(marie.says(secret)) << secret;
    EXPECT_THAT(told, Not(HasSubstr(secret)));
  }
}

TEST_P(StaffingOfADossier, tells_no_reason_that_the_program_does_not_know) {
  published_with_gossip(*this, "because I say so");
  auto marie = world.browse(world.marie);
  marie.get("/pool/dossiers/" + second.str());
  EXPECT_TRUE(marie.says("The plan gives no reason."));
  EXPECT_FALSE(marie.says("because I say so"));
}

TEST_P(StaffingOfADossier, tells_what_was_missing_and_that_it_came_too_late) {
  auto open = world.filed({.number = "P-3", .skill = "alchemy"});
  published_with_gossip(*this, "worth_less");
  auto late = world.filed({.number = "P-4"});
  auto marie = world.browse(world.marie);
  marie.get("/pool/dossiers/" + open.str());
  EXPECT_TRUE(marie.says("It asks for a skill that the region’s catalogue does not have."));
  marie.get("/pool/dossiers/" + late.str());
  EXPECT_TRUE(marie.says("The published plan was drafted without it"));
}

TEST_P(StaffingOfADossier, is_seen_by_who_takes_part_in_it_and_of_no_other) {
  published_with_gossip(*this, "holders_are_taken");
  auto gaia = world.person("Gaïa").with(Role::operator_).actor();
  auto status = [&](DossierId id) { return world.browse(gaia).get("/pool/dossiers/" + id.str()).status; };
  EXPECT_EQ(status(second), 404);
  world.db.write([&](Tx& tx) {
    tx.exec("INSERT INTO calls_member (dossier, person, part, guest, added_at) VALUES (:id, :gaia, 'reader', 1, :now)",
            {{":id", second}, {":gaia", gaia.person}, {":now", world.house.clock.now()}});
    return true;
  });
  EXPECT_EQ(status(second), 200);
  EXPECT_EQ(status(first), 404);
  auto browser = world.browse(gaia);
  browser.get("/pool/dossiers/" + second.str());
  EXPECT_TRUE(browser.says("The engineers who have what it asks for are on other dossiers in its window."));
  auto token = world.house.token(gaia.person);
  EXPECT_EQ(world.house.call(token, "GET", "/dossiers/" + second.str() + "/staffing").status, 200);
}

TEST_P(StaffingOfADossier, is_not_there_for_who_may_not_see_the_dossier) {
  published_with_gossip(*this, "worth_less");
  auto other = people::an_organisation(world.db).named("Autre").in("Metz").id();
  auto status = [&](const Actor& who) { return world.browse(who).get("/pool/dossiers/" + first.str()).status; };
  EXPECT_EQ(status(world.person("Paul").with(Role::operator_).owning(other).actor()), 404);
  EXPECT_EQ(status(world.person("Ines").with(Role::lab).speaking_for(world.icube).actor()), 404);
  EXPECT_EQ(status(world.carl), 404) << "he has not said that he has no link";
  EXPECT_EQ(status(world.hugo), 404) << "an engineer sees her months, not the dossiers of others";
  for (const auto* who : {&world.marie, &world.nora, &world.olga, &world.chloe}) EXPECT_EQ(status(*who), 200);
}

}  // namespace
}  // namespace couloir::pool
