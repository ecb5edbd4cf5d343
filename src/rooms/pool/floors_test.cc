// Floors of a plan: what it gives of each, and what they cost, never more precisely than two searches know it.
#include "pool/floors.h"

#include "journal/journal.h"
#include "pool/checked_plan.h"
#include "pool/floors_page.h"
#include "pool/plan_solve.h"
#include "pool/plan_vary.h"
#include "pool/plan_world.h"

namespace couloir::pool {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

StaffingPlan worth(std::int64_t value, std::optional<std::int64_t> bound, bool proved = false) {
  StaffingPlan plan;
  plan.value = value;
  plan.bound = bound;
  plan.status = proved ? PlanStatus::optimal : PlanStatus::feasible;
  plan.proof = bound ? Proof::search : Proof::none;
  return plan;
}

TEST(FloorCosts, are_exact_between_two_proved_plans_alone) {
  auto cost = cost_of(worth(900, 900, true), 50, worth(1'000, 1'000, true));
  EXPECT_EQ(cost.shown, CostShown::exact);
  EXPECT_EQ(cost.more, 50) << "the penalty is no value that anybody gives up";
  EXPECT_EQ(cost_of(worth(900, 900, true), 100, worth(1'000, 1'000, true)).shown, CostShown::none);
  auto claimed = worth(900, 900);
  claimed.proof = Proof::none;
  EXPECT_EQ(cost_of(claimed, 50, worth(1'000, 1'000, true)).shown, CostShown::no_bound)
      << "a bound that nothing proves is none, however close";
}

TEST(FloorCosts, are_not_shown_where_the_searches_leave_more_open) {
  auto noise = cost_of(worth(900, 940), 0, worth(950, 970));
  EXPECT_EQ(noise.shown, CostShown::not_shown) << "50 more, and 60 open";
  EXPECT_EQ(noise.open, 60);
  auto clear = cost_of(worth(900, 940), 0, worth(1'000, 1'020));
  EXPECT_EQ(clear.shown, CostShown::about);
  EXPECT_EQ(clear.more, 100);
  EXPECT_EQ(clear.most, 120);
  EXPECT_EQ(cost_of(worth(900, 900, true), 0, worth(880, 1'000)).shown, CostShown::not_shown)
      << "a search that found less shows nothing";
}

TEST(FloorCosts, are_unknown_without_a_bound) {
  EXPECT_EQ(cost_of(worth(900, std::nullopt), 0, worth(1'000, 1'000, true)).shown, CostShown::no_bound);
  EXPECT_EQ(cost_of(worth(900, 900, true), 0, worth(1'000, std::nullopt)).shown, CostShown::no_bound);
}

TEST(FloorCosts, belong_to_a_variant_that_leaves_out_a_floor_and_nothing_else) {
  Wish floor{.kind = WishKind::no_floor, .floor = "pillar:P1"}, ban{.kind = WishKind::ban, .dossier = {1}};
  EXPECT_EQ(floor_alone({}, {floor}), "pillar:P1");
  EXPECT_EQ(floor_alone({ban}, {ban, floor}), "pillar:P1") << "as a variant of a variant";
  EXPECT_EQ(floor_alone({}, {ban, floor}), std::nullopt);
  EXPECT_EQ(floor_alone({}, {floor, ban}), std::nullopt);
  EXPECT_EQ(floor_alone({}, {}), std::nullopt);
}

TEST(Floors, say_what_a_plan_gives_of_each) {
  Instance in;
  in.pillars = {"P1", "P2"};
  in.sites = {"ul"};
  in.floors = {{FloorKind::pillar, 0, 12, 100}, {FloorKind::pillar, 1, 0, 100}, {FloorKind::site, 0, 4, 7}};
  InstanceDossier one, two;
  two.pillar = 1;
  in.dossiers = {one, two};
  auto floors = floors_of(in, {{{0, 0, 0, 5}, {0, 0, 1, 4}}, {{0, 0, 2, 3}}});
  ASSERT_THAT(floors, SizeIs(2)) << "one that asks nothing is none";
  EXPECT_EQ(floors[0].code, "pillar:P1");
  EXPECT_EQ(floors[0].given, 9);
  EXPECT_EQ(floors[0].missing(), 3);
  EXPECT_EQ(floors[0].paid(), 300);
  EXPECT_EQ(floors[1].code, "site:ul");
  EXPECT_EQ(floors[1].given, 12);
  EXPECT_EQ(floors[1].paid(), 0);
}

struct FloorsOnBoth : PlansOnBoth {
  /// Both dossiers and their engineer are near Nancy.
  StaffingPlan found() {
    auto plan = draft();
    EXPECT_TRUE(ask_to_solve(world.as(world.chloe), plan.id, plan.version, 1));
    world.house.jobs.run_due();
    return find_plan(*world.reader(), plan.id).value();
  }
  StaffingPlan without(const StaffingPlan& plan, std::string floor) {
    auto made = vary_plan(world.as(world.chloe), plan.id, plan.version,
                          {"", {{.kind = WishKind::no_floor, .floor = std::move(floor)}}, 1});
    EXPECT_TRUE(made) << (made ? "" : World::told_by(made.error()));
    world.house.jobs.run_due();
    return find_plan(*world.reader(), made.value().id).value();
  }
};
using FloorsOfAPlan = FloorsOnBoth;
INSTANTIATE_TEST_SUITE_P(, FloorsOfAPlan, both_databases(), database_name);

TEST_P(FloorsOfAPlan, are_asked_with_one_button_and_answered_on_its_page) {
  auto plan = found();
  auto page = "/pool/plans/" + plan.id.str();
  auto browser = world.browse(world.chloe);
  browser.get(page);
  EXPECT_TRUE(browser.says("Fairness: the floors"));
  EXPECT_TRUE(browser.says("Université de Lorraine"));
  EXPECT_TRUE(browser.says("What do the floors cost?"));
  browser.submit(page + "/variants", {{"version", std::to_string(plan.version)}, {"kind", "no_floor"}, {"floor", ""}});
  EXPECT_TRUE(browser.says("No floor holds")) << browser.seen().body;
  browser.get(page);
  EXPECT_TRUE(browser.says("It is being worked out"));
  world.house.jobs.run_due();
  browser.get(page);
  EXPECT_FALSE(browser.says("It is being worked out"));
  EXPECT_TRUE(browser.says("It costs nothing: proved") || browser.says("No cost is shown"));
  EXPECT_TRUE(browser.says("Work it out again"));
  auto variant = all_plans(*world.reader()).front();
  EXPECT_TRUE(check_again(world.as(world.chloe), variant.id, variant.version));
  auto proposed = propose_plan(world.as(world.chloe), test_house(), variant.id, variant.version);
  EXPECT_EQ(proposed.error().code, Code::refused) << "floors are the region's, not the plan's";
}

TEST_P(FloorsOfAPlan, name_who_comes_in_and_who_goes_and_hide_the_rest) {
  auto plan = solved();
  auto made = without(plan, "site:ul");
  auto seen = seen_plan(*world.reader(), world.chloe, plan.id).value();
  auto answers = floor_answers_of(*world.reader(), seen);
  ASSERT_THAT(answers, SizeIs(1));
  EXPECT_EQ(answers[0].code, "site:ul");
  EXPECT_EQ(answers[0].variant, made.id);
  EXPECT_THAT(wishes_of(*world.reader(), made.id), ElementsAre(Wish{.kind = WishKind::no_floor, .floor = "site:ul"}));
  world.db.write([&](Tx& tx) {  // as if the variant left out what the plan gives
    tx.exec("DELETE FROM pool_assignment WHERE plan = :plan AND dossier = :dossier",
            {{":plan", made.id}, {":dossier", first}});
    return true;
  });
  auto told = [&](const Actor& to) {
    auto answer = world.house.call(world.house.token(to.person), "GET", "/plans/" + plan.id.str() + "/floors");
    EXPECT_EQ(answer.status, 200) << answer.body;
    return answer.body;
  };
  EXPECT_THAT(told(world.chloe), AllOf(HasSubstr(R"("floor":"site:ul")"), HasSubstr(R"("variant":)" + made.id.str()),
                                       HasSubstr(R"("come":[],"go":[)" + first.str() + R"(],"hidden":0)")));
  EXPECT_THAT(told(world.carl), HasSubstr(R"("come":[],"go":[],"hidden":1)")) << "he has not said that he has no link";
  EXPECT_EQ(world.house.call(world.house.token(world.hugo.person), "GET", "/plans/" + plan.id.str() + "/floors").status,
            403);
  withdraw_plan(world.as(world.chloe), made.id, made.version).value();
  EXPECT_THAT(floor_answers_of(*world.reader(), seen), IsEmpty()) << "one that was given up answers nothing";
}

TEST_P(FloorsOfAPlan, that_it_does_not_have_are_refused) {
  auto plan = solved();
  auto wrong = vary_plan(world.as(world.chloe), plan.id, plan.version,
                         {"", {{.kind = WishKind::no_floor, .floor = "pillar:P9"}}, 1});
  ASSERT_FALSE(wrong);
  EXPECT_THAT(World::where(wrong.error()), ElementsAre("wishes/0/floor"));
  auto browser = world.browse(world.chloe);
  browser.get("/pool/plans/" + plan.id.str());
  browser.submit("/pool/plans/" + plan.id.str() + "/variants",
                 {{"version", std::to_string(plan.version)}, {"kind", "no_floor"}, {"floor", "pillar:P9"}});
  EXPECT_TRUE(browser.says("This plan has no such floor."));
}

}  // namespace
}  // namespace couloir::pool
