// Staffing plans: the table of states, two members of the committee, one published plan at a time.
#include "pool/plan.h"

#include <fmt/format.h>

#include <fstream>
#include <sstream>
#include <thread>

#include "journal/journal.h"
#include "pool/plan_solve.h"
#include "pool/plan_world.h"

namespace couloir::pool {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(PlanStates, are_shown_in_the_guide_as_they_are) {
  std::ostringstream guide;
  guide << std::ifstream(COULOIR_SOURCE_DIR "/docs/plan-states.md").rdbuf();
  EXPECT_THAT(guide.str(), HasSubstr(plan_transitions_as_markdown()));
}

TEST(PlanStates, let_nothing_be_done_to_what_is_over) {
  for (auto act : names_of<PlanAct>())
    for (auto state : {PlanState::superseded, PlanState::withdrawn})
      EXPECT_EQ(plan_transition(*from_name<PlanAct>(act), state), nullptr) << act;
}

TEST(PlanStates, proofs_and_results_are_those_that_the_database_takes) {
  std::ostringstream schema;
  schema << std::ifstream(COULOIR_SOURCE_DIR "/schema/current.sql").rdbuf();
  auto check = [](std::string_view column, const auto& names) {
    std::string list;
    for (auto name : names) list += (list.empty() ? "'" : ", '") + std::string(name) + "'";
    return fmt::format("CHECK ({} IN ({}))", column, list);
  };
  EXPECT_THAT(schema.str(), HasSubstr(check("state", names_of<PlanState>())));
  EXPECT_THAT(schema.str(), HasSubstr(check("status", names_of<PlanStatus>())));
  EXPECT_THAT(schema.str(), HasSubstr(check("proof", names_of<Proof>())));
}

TEST(Refusals, tell_what_nobody_could_staff_from_what_others_took) {
  auto alone = [](std::string_view rule) { return is_impossible_alone({{std::string(rule), {}}}); };
  for (auto rule : {"nobody_holds_it", "too_few_months", "no_way_alone"}) EXPECT_TRUE(alone(rule)) << rule;
  for (auto rule : {"holders_are_taken", "worth_less", "promised_work", "none_found", "because I say so"})
    EXPECT_FALSE(alone(rule)) << rule;
  EXPECT_FALSE(is_impossible_alone({}));
}

TEST(PlanComparison, says_who_comes_in_falls_out_and_moves) {
  Assignment a{{1}, {7}, "nlp", 3, in("2026-10"), 4}, b{{2}, {7}, "nlp", 3, in("2026-10"), 3},
      c{{3}, {8}, "nlp", 3, in("2026-11"), 5};
  auto moved = a;
  moved.engineer = {8};
  auto compared = compare({a, b, c}, {moved, c, {{4}, {7}, "nlp", 3, in("2026-12"), 2}});
  ASSERT_EQ(compared.dossiers.size(), 3U);
  EXPECT_EQ(compared.dossiers[0].change, Change::moved);
  EXPECT_EQ(compared.dossiers[1].change, Change::dropped);
  EXPECT_EQ(compared.dossiers[2].change, Change::added);
  EXPECT_EQ(compared.same, 1);
  EXPECT_EQ(compared.engineers.size(), 2U);
}

using StaffingPlans = PlansOnBoth;
INSTANTIATE_TEST_SUITE_P(, StaffingPlans, both_databases(), database_name);

TEST_P(StaffingPlans, are_drafted_from_what_is_there_now) {
  auto plan = draft();
  EXPECT_EQ(plan.state, PlanState::draft);
  auto instance = read_instance(find_plan(*world.reader(), plan.id)->instance_text).value();
  EXPECT_EQ(instance.engineers.size(), 1U);
  EXPECT_EQ(instance.dossiers.size(), 2U);
  EXPECT_EQ(instance.dossiers[0].id, first);
}

TEST_P(StaffingPlans, take_a_plan_that_was_made_elsewhere) {
  auto plan = solved();
  EXPECT_EQ(plan.state, PlanState::solved);
  EXPECT_EQ(plan.value, 50'630) << "51,330 for the least effort less 700 for one engineer";
  EXPECT_THAT(assignments_of(*world.reader(), plan.id),
              ElementsAre(Assignment{first, ada.id, "nlp", 3, in("2026-10"), 10},
                          Assignment{first, ada.id, "nlp", 3, in("2026-11"), 10}));
  EXPECT_THAT(promised(*world.reader(), in("2026-10")), IsEmpty()) << "nothing is promised yet";
  auto wrong = bring(plan, file("[5,0,0,10]"));
  EXPECT_EQ(wrong.error().code, Code::invalid);
  auto stale = plan;
  stale.version = 1;
  EXPECT_EQ(bring(stale, file()).error().code, Code::conflict);
}

TEST_P(StaffingPlans, of_the_demonstration_wait_for_one_approval) {
  ASSERT_TRUE(take_in_proposal(world.as(world.chloe), test_house())) << "there is none: nothing happens";
  solved("for the committee");
  ASSERT_TRUE(take_in_proposal(world.as(world.chloe), test_house()));
  auto plan = all_plans(*world.reader()).front();
  EXPECT_EQ(plan.state, PlanState::proposed);
  auto published = approve(world.carl, plan);
  ASSERT_TRUE(published) << World::told_by(published.error());
  EXPECT_EQ(published->state, PlanState::published);
  ASSERT_TRUE(take_in_proposal(world.as(world.chloe), test_house())) << "what is published already stays";
}

TEST_P(StaffingPlans, are_solved_by_the_program_in_the_background) {
  auto plan = draft();
  auto chloe = world.as(world.chloe);
  EXPECT_EQ(ask_to_solve(chloe, plan.id, plan.version, 0).error().code, Code::invalid);
  EXPECT_EQ(stop_solving(chloe, plan.id, plan.version).error().code, Code::refused);
  ASSERT_TRUE(ask_to_solve(chloe, plan.id, plan.version, 1).has_value());
  EXPECT_EQ(ask_to_solve(chloe, plan.id, plan.version, 1).error().code, Code::refused) << "it is being solved";
  auto page = world.browse(world.chloe).get("/pool/plans/" + plan.id.str());
  EXPECT_THAT(page.body, HasSubstr("Stop and keep the best"));
  world.house.jobs.run_due();
  auto solved = find_plan(*world.db.reader(), plan.id).value();
  EXPECT_EQ(solved.state, PlanState::solved);
  ASSERT_TRUE(solved.value && solved.bound);
  EXPECT_GT(*solved.value, 0);
  EXPECT_GE(*solved.bound, *solved.value);
  EXPECT_NE(solved.proof, Proof::none);
  EXPECT_THAT(world.browse(world.chloe).get("/pool/plans/" + plan.id.str()).body,
              AllOf(HasSubstr("Improve it"), HasSubstr("They work on: P-"), Not(HasSubstr("They work on: d"))));
  ASSERT_TRUE(ask_to_solve(chloe, plan.id, solved.version, 1).has_value()) << "from the plan it holds";
  ASSERT_TRUE(stop_solving(chloe, plan.id, solved.version).has_value());
  world.house.jobs.run_due();
  EXPECT_GE(find_plan(*world.db.reader(), plan.id)->value.value(), *solved.value);
}

TEST_P(StaffingPlans, solved_by_the_program_leave_alone_what_changed_meanwhile) {
  auto plan = draft();
  auto chloe = world.as(world.chloe);
  ASSERT_TRUE(ask_to_solve(chloe, plan.id, plan.version, 1).has_value());
  auto brought = bring(plan, file()).value();
  world.house.jobs.run_due();
  EXPECT_EQ(find_plan(*world.db.reader(), plan.id)->version, brought.version);
}

TEST_P(StaffingPlans, are_published_with_the_approval_of_two_members_of_the_committee) {
  auto plan = proposed();
  EXPECT_EQ(approve(world.olga, plan).error().code, Code::forbidden) << "the office prepares";
  ASSERT_TRUE(approve(world.chloe, plan)) << "who proposed it may be one of them";
  EXPECT_EQ(approve(world.chloe, plan).error().code, Code::refused) << "but not both";
  EXPECT_EQ(find_plan(*world.reader(), plan.id)->state, PlanState::proposed);
  auto done = approve(world.carl, plan);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->state, PlanState::published);
  EXPECT_EQ(promised(*world.reader(), in("2026-10")).size(), 2U);
  auto history = journal::history_of(*world.reader(), "plan", plan.id.v);
  EXPECT_EQ(history.front().name, "plan.published");
  EXPECT_THAT(history.front().payload, HasSubstr(journal::sha256(done->instance_text + "\n" + done->plan_text).hex()));
}

TEST_P(StaffingPlans, are_one_published_at_a_time_and_the_second_committee_gets_a_conflict) {
  auto mine = proposed("autumn"), theirs = proposed("other");
  for (const auto* plan : {&mine, &theirs}) ASSERT_TRUE(approve(world.chloe, *plan));
  ASSERT_TRUE(approve(world.carl, mine));
  auto late = approve(world.carl, theirs);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, Code::conflict);
  EXPECT_EQ(approvals_of(*world.reader(), theirs.id).size(), 1U) << "nothing of it is kept";
  EXPECT_EQ(published_plan(*world.reader()), mine.id);
}

TEST_P(StaffingPlans, published_in_the_same_instant_leave_exactly_one) {
  auto mine = proposed("autumn"), theirs = proposed("other");
  for (const auto* plan : {&mine, &theirs}) ASSERT_TRUE(approve(world.chloe, *plan));
  int done = 0, conflicts = 0;
  std::vector<std::thread> both;
  std::mutex counting;
  for (const auto* plan : {&mine, &theirs})
    both.emplace_back([&, plan] {
      auto result = approve(world.carl, *plan);
      std::scoped_lock lock(counting);
      (result ? done : conflicts) += 1;
    });
  for (auto& thread : both) thread.join();
  EXPECT_EQ(done, 1);
  EXPECT_EQ(conflicts, 1);
}

TEST_P(StaffingPlans, supersede_the_one_before_from_their_first_month_on) {
  auto old = published();
  auto next = draft("winter", "2026-11");
  EXPECT_EQ(next.base, old.id);
  auto instance = read_instance(find_plan(*world.reader(), next.id)->instance_text).value();
  EXPECT_TRUE(instance.dossiers[0].must) << "November is promised";
  EXPECT_EQ(instance.dossiers[0].roles[0].min, 10) << "October is worked";
  next = bring(next, file("[0,0,1,10]")).value();
  next = propose_plan(world.as(world.chloe), test_house(), next.id, next.version).value();
  ASSERT_TRUE(approve(world.chloe, next));
  ASSERT_TRUE(approve(world.carl, next));
  EXPECT_EQ(find_plan(*world.reader(), old.id)->state, PlanState::superseded);
  EXPECT_THAT(promised(*world.reader(), in("2026-10")),
              ElementsAre(Assignment{first, ada.id, "nlp", 3, in("2026-10"), 10},
                          Assignment{first, ada.id, "nlp", 3, in("2026-12"), 10}));
}

TEST_P(StaffingPlans, lose_their_approvals_when_they_are_taken_back) {
  auto plan = proposed();
  ASSERT_TRUE(approve(world.carl, plan));
  auto back = take_plan_back(world.as(world.carl), plan.id, plan.version).value();
  EXPECT_EQ(back.state, PlanState::solved);
  EXPECT_THAT(approvals_of(*world.reader(), plan.id), IsEmpty());
  EXPECT_EQ(withdraw_plan(world.as(world.olga), plan.id, back.version)->state, PlanState::withdrawn);
}

TEST_P(StaffingPlans, have_a_page_with_who_works_on_what_and_why_others_do_not) {
  auto browser = world.browse(world.chloe);
  browser.get("/pool/plans");
  browser.submit("/pool/plans", {{"name", "autumn"}, {"start", "2026-10"}, {"months", "6"}});
  EXPECT_TRUE(browser.says("The plan is drafted"));
  auto plan = all_plans(*world.reader()).front();
  auto at = "/pool/plans/" + plan.id.str();
  browser.submit(at + "/plan", {{"plan", file("[5,0,0,10]")}});
  EXPECT_EQ(browser.status(), 400);
  EXPECT_TRUE(browser.says("/plans/0/0/0: "));
  browser.submit(at + "/plan", {{"plan", file()}});
  EXPECT_TRUE(browser.says("The plan is checked and kept."));
  EXPECT_TRUE(browser.says("Hugo Marchal: Oct 26 1.0, Nov 26 1.0"));
  EXPECT_TRUE(browser.says("Nobody is free."));
  EXPECT_TRUE(browser.says("gap 36.71%"));
  EXPECT_TRUE(browser.says("it carries no proof"));
  browser.submit(at + "/proposal");
  browser.submit(at + "/approval");
  EXPECT_FALSE(browser.offers(at + "/approval"));
  auto other = world.browse(world.carl);
  other.get(at);
  EXPECT_TRUE(other.says("a dossier that is not yours to see"));
  EXPECT_FALSE(other.says("P-1"));
  EXPECT_FALSE(other.says("Nobody is free.")) << "the reasons of a file are as secret as the file";
  EXPECT_EQ(other.get(at + "/instance.json").status, 422) << "values tell scores";
  EXPECT_EQ(browser.get(at + "/instance.json").status, 200);
  other.get(at);
  other.submit(at + "/approval");
  EXPECT_TRUE(other.says("published"));
  EXPECT_EQ(browser.get(at).writes, 0);
  EXPECT_EQ(world.browse(world.hugo).get(at).status, 403);
}

TEST_P(StaffingPlans, lie_side_by_side) {
  auto one = solved("autumn"), other = draft("other");
  other = bring(other, file("[0,0,1,10],[0,0,2,10]")).value();
  auto browser = world.browse(world.chloe);
  browser.get("/pool/plans/" + other.id.str() + "/comparison?with=" + one.id.str());
  EXPECT_TRUE(browser.says("From autumn to other"));
  EXPECT_TRUE(browser.says(
      "P-1 · Title of P-1 changes Hugo Marchal: Oct 26 1.0, Nov 26 1.0 Hugo Marchal: Nov 26 1.0, Dec 26 1.0"));
}

TEST_P(StaffingPlans, are_endpoints_too) {
  auto token = world.house.token(world.chloe.person), second_token = world.house.token(world.carl.person);
  auto made = world.house.call(token, "POST", "/plans", R"({"name":"autumn","start":"2026-10","months":6})");
  ASSERT_EQ(made.status, 201) << made.body;
  auto at = "/plans/" + all_plans(*world.reader()).front().id.str();
  EXPECT_TRUE(world.house.call(token, "GET", at + "/instance").body.starts_with(R"({"format":"pool/1")"));
  auto text = fmt::format(R"({{"text":{}}})", json_string(file()));
  EXPECT_EQ(world.house.call(token, "PUT", at + "/plan", text, 1).status, 200);
  EXPECT_EQ(world.house.call(token, "POST", at + "/proposal", "", 2).status, 200);
  EXPECT_EQ(world.house.call(token, "POST", at + "/approval", "", 3).status, 200);
  auto done = world.house.call(second_token, "POST", at + "/approval", "", 3);
  EXPECT_THAT(done.body, HasSubstr(R"("state":"published")"));
  auto next = draft("next");
  bring(next, file("[0,0,1,10],[0,0,2,10]")).value();
  auto compared = world.house.call(token, "GET", "/plans/" + next.id.str() + "/comparison").body;
  EXPECT_THAT(compared, HasSubstr(R"("before":[{"dossier":)" + first.str() + R"(,"engineer":)" + ada.id.str() +
                                  R"(,"skill":"nlp","level":3,"month":"2026-10")"))
      << "what is published comes before what is drafted";
}

}  // namespace
}  // namespace couloir::pool
