// Variants of a plan: made from any that holds one, solved at once, proposed only where they assume nothing, silent on
// dossiers that who asks may not see.
#include "pool/plan_vary.h"

#include "journal/journal.h"
#include "pool/checked_plan.h"
#include "pool/plan_seen.h"
#include "pool/plan_solve.h"
#include "pool/plan_world.h"

namespace couloir::pool {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

struct VariantsOnBoth : PlansOnBoth {
  Wish grant_second() const { return {.kind = WishKind::grant, .dossier = second}; }
  Wish worth_more() const { return {.kind = WishKind::value, .dossier = second, .amount = 300}; }
  Result<StaffingPlan> vary(const StaffingPlan& plan, std::vector<Wish> wishes, std::string name = "") {
    return vary_plan(world.as(world.chloe), plan.id, plan.version, {std::move(name), std::move(wishes), 1});
  }
  /// Made and solved.
  StaffingPlan variant(const StaffingPlan& plan, std::vector<Wish> wishes) {
    auto made = vary(plan, std::move(wishes));
    EXPECT_TRUE(made) << (made ? "" : World::told_by(made.error()));
    world.house.jobs.run_due();
    return find_plan(*world.reader(), made.value().id).value();
  }
  std::vector<DossierId> granted(const StaffingPlan& plan) {
    std::vector<DossierId> all;
    for (const auto& a : assignments_of(*world.reader(), plan.id))
      if (all.empty() || all.back() != a.dossier) all.push_back(a.dossier);
    return all;
  }
};
using Variants = VariantsOnBoth;
INSTANTIATE_TEST_SUITE_P(, Variants, both_databases(), database_name);

TEST_P(Variants, are_made_and_solved_from_the_plan_and_leave_it_as_it_is) {
  auto plan = solved();
  ASSERT_THAT(granted(plan), ElementsAre(first));
  auto made = variant(plan, {grant_second()});
  EXPECT_EQ(made.state, PlanState::solved);
  EXPECT_EQ(made.name, "autumn, variant 1");
  EXPECT_EQ(made.variant_of, plan.id);
  EXPECT_EQ(made.base, plan.base);
  EXPECT_THAT(granted(made), ElementsAre(second)) << "there are months for one of them";
  EXPECT_EQ(read_instance(made.instance_text)->name, instance_name(made.id));
  EXPECT_THAT(wishes_of(*world.reader(), made.id), ElementsAre(grant_second()));
  EXPECT_EQ(find_plan(*world.reader(), plan.id)->version, plan.version);
  EXPECT_EQ(journal::history_of(*world.reader(), "plan", made.id.v).back().name, "plan.varied");
  EXPECT_TRUE(check_again(world.as(world.chloe), made.id, made.version)) << "with what it fixes";
}

TEST_P(Variants, of_variants_add_up_and_take_back) {
  auto one = variant(solved(), {grant_second()});
  auto two = variant(one, {worth_more()});
  EXPECT_THAT(wishes_of(*world.reader(), two.id), ElementsAre(grant_second(), worth_more()));
  EXPECT_THAT(granted(two), ElementsAre(second));
  Wish refuse{.kind = WishKind::refuse, .dossier = second};
  auto three = variant(two, {refuse});
  EXPECT_THAT(wishes_of(*world.reader(), three.id), ElementsAre(worth_more(), refuse));
  EXPECT_THAT(granted(three), ElementsAre(first));
}

TEST_P(Variants, are_not_offered_for_what_nobody_could_staff) {
  auto offered = [&](std::string_view rule, std::string_view proof) {
    auto text = file();
    text.replace(text.find("capacity"), std::string_view("capacity").size(), rule);
    auto plan = bring(draft(), text).value();
    world.db.write([&](Tx& tx) {
      tx.exec("UPDATE pool_plan SET proof = :proof WHERE id = :id", {{":proof", proof}, {":id", plan.id}});
      return true;
    });
    auto browser = world.browse(world.chloe);
    browser.get("/pool/plans/" + plan.id.str());
    EXPECT_NE(browser.says("What if it had to be granted?"), browser.says("Nobody could staff it"));
    return browser.says("What if it had to be granted?");
  };
  EXPECT_TRUE(offered("holders_are_taken", "search"));
  EXPECT_FALSE(offered("too_few_months", "search"));
  EXPECT_TRUE(offered("too_few_months", "none")) << "somebody who brings a plan says what he likes of its refusals";
}

TEST_P(Variants, are_refused_without_a_plan_and_with_what_is_wrong) {
  EXPECT_EQ(vary(draft(), {grant_second()}).error().code, Code::refused);
  auto plan = solved();
  EXPECT_EQ(vary(plan, {}).error().code, Code::invalid);
  EXPECT_THAT(World::where(vary(plan, {{.kind = WishKind::grant, .dossier = {999}}}).error()),
              ElementsAre("wishes/0/dossier"));
  EXPECT_THAT(World::where(vary(plan, {grant_second()}, std::string(200, 'x')).error()), ElementsAre("name"));
  EXPECT_EQ(vary_plan(world.as(world.chloe), plan.id, plan.version, {"", {grant_second()}, 0}).error().code,
            Code::invalid);
  EXPECT_EQ(vary_plan(world.as(world.hugo), plan.id, plan.version, {"", {grant_second()}, 1}).error().code,
            Code::not_found);
  auto stale = plan;
  stale.version = 1;
  EXPECT_EQ(vary(stale, {grant_second()}).error().code, Code::conflict);
  EXPECT_THAT(all_plans(*world.reader()), SizeIs(2)) << "nothing of these is kept";
  auto gone = withdraw_plan(world.as(world.chloe), plan.id, plan.version).value();
  EXPECT_EQ(vary(gone, {grant_second()}).error().code, Code::refused);
}

TEST_P(Variants, that_assume_something_are_not_proposed) {
  auto made = variant(solved(), {grant_second(), worth_more()});
  auto proposed = propose_plan(world.as(world.chloe), test_house(), made.id, made.version);
  ASSERT_FALSE(proposed);
  EXPECT_EQ(World::told_by(proposed.error()),
            "This variant rests on assumptions: make them true first, then draft a plan anew.\n"
            "wishes: It is worth 300% of what it was worth: P-2 · Title of P-2.");
  EXPECT_THAT(world.browse(world.chloe).get("/pool/plans/" + made.id.str()).body,
              AllOf(HasSubstr("It rests on assumptions"), Not(HasSubstr("/proposal"))));
}

TEST_P(Variants, with_decisions_alone_are_published_and_say_who_ruled_out) {
  auto made = variant(solved(), {{.kind = WishKind::refuse, .dossier = first}});
  EXPECT_THAT(made.plan_text, HasSubstr("The committee ruled it out for this plan."));
  auto before = propose_plan(world.as(world.chloe), test_house(), made.id, made.version).value();
  ASSERT_TRUE(approve(world.chloe, before));
  auto done = approve(world.carl, before);
  ASSERT_TRUE(done) << World::told_by(done.error());
  EXPECT_EQ(done->state, PlanState::published);
  EXPECT_EQ(promised(*world.reader(), in("2026-10")).front().dossier, second);
}

TEST_P(Variants, of_one_with_a_hypothetical_engineer_may_ban_her) {
  Wish newcomer{.kind = WishKind::new_engineer, .skill = "nlp", .amount = 100, .level = 3, .home = "ul"};
  auto plan = variant(solved(), {newcomer});
  auto browser = world.browse(world.chloe);
  browser.get("/pool/plans/" + plan.id.str());
  browser.submit(
      "/pool/plans/" + plan.id.str() + "/variants",
      {{"version", std::to_string(plan.version)}, {"kind", "ban"}, {"dossier", second.str()}, {"engineer", "-1"}});
  ASSERT_TRUE(browser.says("Hypothetical engineer 1 does not work on")) << browser.seen().body;
  world.house.jobs.run_due();
  auto made = all_plans(*world.reader()).front();
  EXPECT_THAT(wishes_of(*world.reader(), made.id),
              ElementsAre(newcomer, Wish{.kind = WishKind::ban, .dossier = second, .engineer = {-1}}));
  auto seen = seen_plan(*world.reader(), world.chloe, made.id).value();
  for (const auto& a : seen.assignments) EXPECT_FALSE(a.dossier == second && a.engineer == EngineerId{-1});
}

TEST_P(Variants, with_a_hypothetical_engineer_show_her_months_and_store_none) {
  Wish newcomer{.kind = WishKind::new_engineer, .skill = "nlp", .amount = 100, .level = 3, .home = "ul"};
  auto plan = draft();
  ASSERT_TRUE(ask_to_solve(world.as(world.chloe), plan.id, plan.version, 1));
  world.house.jobs.run_due();
  plan = find_plan(*world.reader(), plan.id).value();
  ASSERT_THAT(plan.plan_text, HasSubstr(R"("certificate":{)")) << "prices of each engineer, and one more comes";
  auto made = variant(plan, {newcomer});
  EXPECT_THAT(wishes_of(*world.reader(), made.id), ElementsAre(newcomer));
  auto seen = seen_plan(*world.reader(), world.chloe, made.id).value();
  EXPECT_GT(seen.assignments.size(), assignments_of(*world.reader(), made.id).size()) << "there is work for two";
  EXPECT_EQ(of_the_pool(seen.assignments), assignments_of(*world.reader(), made.id));
  EXPECT_TRUE(check_again(world.as(world.chloe), made.id, made.version));
  auto browser = world.browse(world.chloe);
  browser.get("/pool/plans/" + made.id.str());
  EXPECT_TRUE(browser.says("Hypothetical engineer 1: "));
  EXPECT_TRUE(browser.says("A hypothetical engineer more: "));
  EXPECT_THAT(browser.seen().body, Not(HasSubstr("/pool/engineers/-1")));
  auto token = world.house.token(world.chloe.person);
  EXPECT_THAT(world.house.call(token, "GET", "/plans/" + made.id.str()).body,
              AllOf(HasSubstr(R"("engineer":null)"), HasSubstr(R"("home":"ul")"), Not(HasSubstr(R"("engineer":-)"))));
  auto again = variant(made, {newcomer});
  EXPECT_THAT(read_instance(again.instance_text)->engineers, SizeIs(3)) << "a second one beside the first";
}

TEST_P(Variants, that_take_promised_months_away_are_an_assumption) {
  published();
  auto plan = draft("next");
  plan = bring(plan, file()).value();
  auto made = variant(plan, {{.kind = WishKind::refuse, .dossier = first}});
  EXPECT_THAT(granted(made), ElementsAre(second));
  EXPECT_EQ(propose_plan(world.as(world.chloe), test_house(), made.id, made.version).error().code, Code::refused);
}

TEST_P(Variants, are_one_press_away_on_the_page) {
  auto plan = solved();
  auto at = "/pool/plans/" + plan.id.str();
  auto browser = world.browse(world.chloe);
  browser.get(at);
  for (auto words : {"What if…", "What if it had to be granted?", "What if it were not?",
                     "What if an engineer gave more months?", "This is an assumption"})
    EXPECT_TRUE(browser.says(words)) << words;
  browser.submit(at + "/variants", {{"kind", "grant"}, {"dossier", second.str()}});
  EXPECT_TRUE(browser.says("The variant is being searched for."));
  EXPECT_TRUE(browser.says("Stop and keep the best"));
  EXPECT_TRUE(browser.says("It has to be granted: P-2 · Title of P-2."));
  EXPECT_FALSE(browser.says("What changes, and for whom")) << "nothing to compare yet";
  world.house.jobs.run_due();
  auto made = all_plans(*world.reader()).front();
  browser.get("/pool/plans/" + made.id.str());
  EXPECT_TRUE(browser.says("All of it can be decided"));
  EXPECT_FALSE(browser.says("Title of P-2 promised")) << "what has to be granted is not promised";
  browser.get("/pool/plans/" + made.id.str() + "/comparison?with=" + plan.id.str());
  EXPECT_TRUE(browser.says("P-2 · Title of P-2 comes in"));
  browser.get("/pool/plans");
  EXPECT_TRUE(browser.says("Variant of: autumn"));
}

TEST_P(Variants, come_back_with_what_is_wrong_beside_its_field) {
  auto plan = solved();
  auto at = "/pool/plans/" + plan.id.str();
  auto browser = world.browse(world.chloe);
  browser.get(at);
  browser.submit(at + "/variants", {{"kind", "pin"},
                                    {"dossier", first.str()},
                                    {"engineer", ada.id.str()},
                                    {"from", "2027-03"},
                                    {"months", "0.5"},
                                    {"skill", ""}});
  EXPECT_EQ(browser.status(), 400);
  EXPECT_TRUE(browser.says("In the month: The dossier may run from October 2026 to December 2026."));
  browser.submit(at + "/variants", {{"kind", "value"}, {"dossier", first.str()}, {"percent", "5"}, {"months", ""}});
  EXPECT_TRUE(browser.says("So much of what it is worth now: Between 10 and 300 percent are possible."));
  browser.submit(
      at + "/variants",
      {{"kind", "pin"}, {"dossier", first.str()}, {"engineer", ada.id.str()}, {"from", "2026-10"}, {"months", ""}});
  EXPECT_TRUE(browser.says("So much of that month: Between 0.2 and 1.0 months are possible."));
}

TEST_P(Variants, tell_nobody_of_a_dossier_that_she_may_not_see) {
  auto plan = solved();
  auto made = variant(plan, {grant_second()});
  auto other = world.browse(world.carl);  // has not said that he is clear
  for (const auto& id : {plan.id, made.id}) {
    other.get("/pool/plans/" + id.str());
    EXPECT_FALSE(other.says("P-1"));
    EXPECT_FALSE(other.says("P-2"));
    EXPECT_THAT(other.seen().body, Not(HasSubstr("value=\"" + second.str() + "\">P")));
    EXPECT_FALSE(other.says("What if a dossier had to be granted?")) << "there is none to choose";
    EXPECT_TRUE(other.says("What if there were an engineer more?"));
  }
  EXPECT_TRUE(other.says("Something about a dossier that is not yours to see."));
  auto hidden = vary_plan(world.as(world.carl), plan.id, plan.version, {"", {grant_second()}, 1}),
       unknown = vary_plan(world.as(world.carl), plan.id, plan.version,
                           {"", {{.kind = WishKind::grant, .dossier = {999}}}, 1});
  EXPECT_EQ(World::told_by(hidden.error()), World::told_by(unknown.error()));
  auto token = world.house.token(world.carl.person);
  EXPECT_THAT(world.house.call(token, "GET", "/plans/" + made.id.str()).body, HasSubstr(R"("wishes":[])"));
}

TEST_P(Variants, are_endpoints_too) {
  auto plan = solved();
  auto token = world.house.token(world.chloe.person);
  auto at = "/plans/" + plan.id.str() + "/variants";
  auto made = world.house.call(token, "POST", at,
                               R"({"name":"what if","seconds":1,"wishes":[{"kind":"pin","dossier":)" + second.str() +
                                   R"(,"engineer":)" + ada.id.str() + R"(,"from":"2026-10","amount":5}]})",
                               static_cast<int>(plan.version));
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_THAT(made.body, AllOf(HasSubstr(R"("variant_of":)" + plan.id.str()), HasSubstr(R"("kind":"pin")"),
                               HasSubstr(R"("from":"2026-10")"), HasSubstr(R"("amount":5)")));
  auto beside = world.house.call(
      token, "POST", at,
      R"({"wishes":[{"kind":"grant","dossier":)" + second.str() + R"(,"engineer":999999,"level":2,"home":"nowhere"}]})",
      static_cast<int>(plan.version));
  EXPECT_EQ(beside.status, 201) << "what a kind does not need is left out: " << beside.body;
  EXPECT_THAT(beside.body, Not(HasSubstr("nowhere")));
  EXPECT_EQ(
      world.house
          .call(token, "POST", at, R"({"wishes":[{"kind":"grant","dossier":999}]})", static_cast<int>(plan.version))
          .status,
      400);
}

}  // namespace
}  // namespace couloir::pool
