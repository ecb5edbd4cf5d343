// Staffing plans: the table of states, two members of the committee, one published plan at a time.
#include "pool/plan.h"

#include <fmt/format.h>

#include <fstream>
#include <sstream>
#include <thread>

#include "journal/journal.h"
#include "pool/hours_edit.h"
#include "pool/test_world.h"

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

struct PlansOnBoth : OnBoth {
  PlansOnBoth() {
    EXPECT_TRUE(load_words(COULOIR_WORDS_DIR).has_value());
    ada = world.add_hugo();
    first = world.filed({.number = "P-1"});
    second = world.filed({.number = "P-2"});
    world.declare_no_link(world.chloe);
  }
  StaffingPlan draft(std::string name = "autumn", std::string_view start = "2026-10") {
    return draft_plan(world.as(world.chloe), test_house(), {std::move(name), "", in(start), 6}).value();
  }
  static std::string file(std::string_view rows = "[0,0,0,10],[0,0,1,10]", std::string_view instance = "autumn") {
    return fmt::format(
        R"({{"format":"pool-plan/1","instance":"{}","plans":{{"0":[{}]}},"bound":80000,"status":"feasible",)"
        R"("proof":"none","refused":{{"1":[{{"rule":"capacity","text_fr":"Personne n’est libre.","text_en":"Nobody is free."}}]}}}})",
        instance, rows);
  }
  StaffingPlan solved(std::string name = "autumn") {
    auto plan = draft(name);
    auto brought = bring_plan(world.as(world.chloe), plan.id, plan.version, file("[0,0,0,10],[0,0,1,10]", name));
    EXPECT_TRUE(brought) << (brought ? "" : World::told_by(brought.error()));
    return brought.value();
  }
  StaffingPlan proposed(std::string name = "autumn") {
    auto plan = solved(std::move(name));
    return propose_plan(world.as(world.chloe), plan.id, plan.version).value();
  }
  StaffingPlan published() {
    auto plan = proposed();
    EXPECT_TRUE(approve_plan(world.as(world.chloe), plan.id, plan.version));
    return approve_plan(world.as(world.carl), plan.id, plan.version).value();
  }
  Engineer ada;
  DossierId first, second;
};
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
  auto wrong = bring_plan(world.as(world.chloe), plan.id, plan.version, file("[5,0,0,10]"));
  EXPECT_EQ(wrong.error().code, Code::invalid);
  EXPECT_EQ(bring_plan(world.as(world.chloe), plan.id, 1, file()).error().code, Code::conflict);
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
  EXPECT_EQ(solved.proof, Proof::certificate);
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
  auto brought = bring_plan(chloe, plan.id, plan.version, file()).value();
  world.house.jobs.run_due();
  EXPECT_EQ(find_plan(*world.db.reader(), plan.id)->version, brought.version);
}

TEST_P(StaffingPlans, are_published_with_the_approval_of_two_members_of_the_committee) {
  auto plan = proposed();
  EXPECT_EQ(approve_plan(world.as(world.olga), plan.id, plan.version).error().code, Code::forbidden)
      << "the office prepares";
  ASSERT_TRUE(approve_plan(world.as(world.chloe), plan.id, plan.version)) << "who proposed it may be one of them";
  EXPECT_EQ(approve_plan(world.as(world.chloe), plan.id, plan.version).error().code, Code::refused) << "but not both";
  EXPECT_EQ(find_plan(*world.reader(), plan.id)->state, PlanState::proposed);
  auto done = approve_plan(world.as(world.carl), plan.id, plan.version);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->state, PlanState::published);
  EXPECT_EQ(promised(*world.reader(), in("2026-10")).size(), 2U);
  auto history = journal::history_of(*world.reader(), "plan", plan.id.v);
  EXPECT_EQ(history.front().name, "plan.published");
  EXPECT_THAT(history.front().payload, HasSubstr(journal::sha256(done->instance_text + "\n" + done->plan_text).hex()));
}

TEST_P(StaffingPlans, are_one_published_at_a_time_and_the_second_committee_gets_a_conflict) {
  auto mine = proposed("autumn"), theirs = proposed("other");
  for (const auto* plan : {&mine, &theirs}) ASSERT_TRUE(approve_plan(world.as(world.chloe), plan->id, plan->version));
  ASSERT_TRUE(approve_plan(world.as(world.carl), mine.id, mine.version));
  auto late = approve_plan(world.as(world.carl), theirs.id, theirs.version);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, Code::conflict);
  EXPECT_EQ(approvals_of(*world.reader(), theirs.id).size(), 1U) << "nothing of it is kept";
  EXPECT_EQ(published_plan(*world.reader()), mine.id);
}

TEST_P(StaffingPlans, published_in_the_same_instant_leave_exactly_one) {
  auto mine = proposed("autumn"), theirs = proposed("other");
  for (const auto* plan : {&mine, &theirs}) ASSERT_TRUE(approve_plan(world.as(world.chloe), plan->id, plan->version));
  int done = 0, conflicts = 0;
  std::vector<std::thread> both;
  std::mutex counting;
  for (const auto* plan : {&mine, &theirs})
    both.emplace_back([&, plan] {
      auto result = approve_plan(world.as(world.carl), plan->id, plan->version);
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
  next = bring_plan(world.as(world.chloe), next.id, next.version, file("[0,0,1,10]", "winter")).value();
  next = propose_plan(world.as(world.chloe), next.id, next.version).value();
  ASSERT_TRUE(approve_plan(world.as(world.chloe), next.id, next.version));
  ASSERT_TRUE(approve_plan(world.as(world.carl), next.id, next.version));
  EXPECT_EQ(find_plan(*world.reader(), old.id)->state, PlanState::superseded);
  EXPECT_THAT(promised(*world.reader(), in("2026-10")),
              ElementsAre(Assignment{first, ada.id, "nlp", 3, in("2026-10"), 10},
                          Assignment{first, ada.id, "nlp", 3, in("2026-12"), 10}));
}

TEST_P(StaffingPlans, lose_their_approvals_when_they_are_taken_back) {
  auto plan = proposed();
  ASSERT_TRUE(approve_plan(world.as(world.carl), plan.id, plan.version));
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
  other = bring_plan(world.as(world.chloe), other.id, other.version, file("[0,0,1,10],[0,0,2,10]", "other")).value();
  auto browser = world.browse(world.chloe);
  browser.get("/pool/plans/" + one.id.str() + "/comparison?with=" + other.id.str());
  EXPECT_TRUE(browser.says("autumn beside other"));
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
}

// ── hours ──

struct HoursOnBoth : PlansOnBoth {
  HoursOnBoth() {
    published();
    world.house.clock.set(parse_instant("2026-10-14T10:00:00+02:00").value());  // a Wednesday
  }
  LoggedWeek week(std::string_view monday, int hours) { return {on(monday), {{first, Hours::whole(hours)}}}; }
};
using HoursOfEngineers = HoursOnBoth;
INSTANTIATE_TEST_SUITE_P(, HoursOfEngineers, both_databases(), database_name);

TEST(WeekOfHours, belongs_to_the_month_of_its_thursday) {
  EXPECT_EQ(week_of(on("2026-10-04")), on("2026-09-28"));
  EXPECT_EQ(month_of_week(on("2026-09-28")), in("2026-10"));
  EXPECT_THAT(weeks_of(in("2026-10")),
              ElementsAre(on("2026-09-28"), on("2026-10-05"), on("2026-10-12"), on("2026-10-19"), on("2026-10-26")));
}

TEST(WeekOfHours, is_planned_by_the_working_days_of_its_months) {
  auto e = an_engineer("Ada", "ul-nancy");
  e.id = {7};
  const auto& home = *test_pack().home_of_site("ul-nancy");
  WorkDays calendar(test_region());
  std::vector<Assignment> rows{{{1}, {7}, "nlp", 3, in("2026-10"), 4}};
  EXPECT_EQ((planned_week(e, home, rows, on("2026-10-05"), calendar).at({1}).raw), 730);  // 12 h 10
  EXPECT_EQ((planned_week(e, home, rows, on("2026-09-28"), calendar).at({1}).raw), 292) << "two days of it are October";
  EXPECT_TRUE(planned_week(e, home, rows, on("2026-11-09"), calendar).empty());
}

TEST_P(HoursOfEngineers, are_logged_corrected_confirmed_and_closed) {
  ASSERT_TRUE(log_week(world.as(world.hugo), test_house(), week("2026-10-05", 20)));
  ASSERT_TRUE(log_week(world.as(world.hugo), test_house(), week("2026-10-05", 25))) << "until the month is closed";
  auto waiting = to_confirm(*world.reader(), world.nora, test_house(), in("2026-10"));
  ASSERT_EQ(waiting.size(), 1U);
  EXPECT_EQ(waiting[0].logged, Hours::whole(25));
  EXPECT_EQ(confirm_month(world.as(world.nora), test_house(), first, in("2026-10"), Hours::whole(20)).error().code,
            Code::conflict);
  ASSERT_TRUE(confirm_month(world.as(world.nora), test_house(), first, in("2026-10"), Hours::whole(25)));
  EXPECT_TRUE(to_confirm(*world.reader(), world.nora, test_house(), in("2026-10"))[0].confirmed);
  EXPECT_EQ(close_month(world.as(world.chloe), test_house(), in("2026-10"), "").error().code, Code::refused)
      << "not over yet";
  world.house.clock.set(parse_instant("2026-11-04T10:00:00+01:00").value());
  ASSERT_TRUE(close_month(world.as(world.chloe), test_house(), in("2026-10"), ""));
  EXPECT_EQ(log_week(world.as(world.hugo), test_house(), week("2026-10-05", 30)).error().code, Code::refused);
  EXPECT_EQ(close_month(world.as(world.chloe), test_house(), in("2026-10"), "").error().code, Code::refused) << "once";
  ASSERT_TRUE(correct_hours(world.as(world.olga),
                            {ada.id, first, in("2026-10"), Hours::whole(-5), "One day was a course.", {}, {}}));
  auto all = figures(*world.reader(), test_house(), in("2026-10"), in("2026-10"));
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].home, "ul");
  EXPECT_EQ(all[0].used, Hours::whole(20));
  EXPECT_EQ(all[0].planned.raw, 8'035);
  EXPECT_TRUE(all[0].closed);
  EXPECT_EQ(all[1].planned.raw, 0);
}

TEST_P(HoursOfEngineers, changed_after_a_confirmation_ask_the_lab_again) {
  ASSERT_TRUE(log_week(world.as(world.hugo), test_house(), week("2026-10-05", 20)));
  ASSERT_TRUE(confirm_month(world.as(world.nora), test_house(), first, in("2026-10"), Hours::whole(20)));
  ASSERT_TRUE(log_week(world.as(world.hugo), test_house(), week("2026-10-12", 3)));
  EXPECT_FALSE(to_confirm(*world.reader(), world.nora, test_house(), in("2026-10"))[0].confirmed);
}

TEST_P(HoursOfEngineers, close_a_month_with_something_open_by_a_named_exception_alone) {
  world.house.clock.set(parse_instant("2026-11-04T10:00:00+01:00").value());
  auto refused = close_month(world.as(world.chloe), test_house(), in("2026-10"), " ");
  EXPECT_THAT(World::where(refused.error()), ElementsAre("exception"));
  ASSERT_TRUE(close_month(world.as(world.olga), test_house(), in("2026-10"), "Hugo was ill; his hours follow."));
  EXPECT_EQ(closings(*world.reader(), in("2026-10"), in("2026-10"))[0].exception, "Hugo was ill; his hours follow.");
  EXPECT_EQ(close_month(world.as(world.hugo), test_house(), in("2026-09"), "x").error().code, Code::forbidden);
}

TEST_P(HoursOfEngineers, are_refused_where_no_plan_put_her_in_the_future_and_beyond_sixty) {
  auto refuse = [&](LoggedWeek w) { return World::where(log_week(world.as(world.hugo), test_house(), w).error()); };
  EXPECT_THAT(refuse({on("2026-10-05"), {{second, Hours::whole(2)}}}), ElementsAre("hours/" + second.str()));
  EXPECT_THAT(refuse(week("2026-10-19", 2)), ElementsAre("week"));
  EXPECT_THAT(refuse(week("2026-10-05", 61)), ElementsAre("week"));
  EXPECT_THAT(refuse(week("2026-10-06", 2)), ElementsAre("week"));
  EXPECT_EQ(log_week(world.as(world.eva), test_house(), week("2026-10-05", 2)).error().code, Code::not_found);
}

TEST_P(HoursOfEngineers, are_a_minute_a_week) {
  auto browser = world.browse(world.hugo);
  browser.get("/my-months");
  EXPECT_TRUE(browser.says("P-1 · Title of P-1"));
  EXPECT_TRUE(browser.says("Filled in from your plan"));
  EXPECT_THAT(browser.seen().body, HasSubstr("value=\"30 h 26 min\""));
  EXPECT_EQ(browser.seen().writes, 0);
  browser.submit("/my-months/hours");
  EXPECT_TRUE(browser.says("Your week is saved."));
  EXPECT_EQ(weeks_logged(*world.reader(), ada.id, in("2026-10"), in("2026-10"))[0].hours.at(first).raw, 1'826);
  browser.submit("/my-months/hours", {{"hours/" + first.str(), "seven"}});
  EXPECT_EQ(browser.status(), 400);
  browser.submit("/my-months/hours", {{"hours/" + first.str(), "7:30"}});
  EXPECT_EQ(weeks_logged(*world.reader(), ada.id, in("2026-10"), in("2026-10"))[0].hours.at(first).raw, 450);
  auto lab = world.browse(world.nora);
  lab.get("/pool/confirmations");
  EXPECT_TRUE(lab.says("P-1 · Title of P-1 October 2026 7 h 30 min to confirm"));
  lab.submit("/pool/confirmations");
  EXPECT_TRUE(lab.says("The month is confirmed."));
  world.house.clock.set(parse_instant("2026-11-04T10:00:00+01:00").value());
  auto committee = world.browse(world.chloe);
  committee.get("/pool/hours");
  EXPECT_TRUE(committee.says("Close October 2026"));
  EXPECT_TRUE(committee.says("Every hour is confirmed."));
  committee.submit("/pool/hours/closing");
  EXPECT_TRUE(committee.says("The month is closed."));
  EXPECT_TRUE(committee.says("October 2026 Université de Lorraine 0 134 8 closed"));
}

TEST_P(HoursOfEngineers, have_a_calendar_behind_a_secret_address) {
  auto browser = world.browse(world.hugo);
  browser.get("/my-months");
  browser.submit("/my-months/calendar");
  auto body = browser.seen().body;
  auto from = body.find("/pool/calendar/");
  ASSERT_NE(from, body.npos);
  auto path = body.substr(from, body.find(".ics", from) + 4 - from);
  auto feed = world.house.visitor().get(path);
  EXPECT_EQ(feed.status, 200);
  EXPECT_THAT(feed.body, HasSubstr("DTSTART;VALUE=DATE:20261001\r\nDTEND;VALUE=DATE:20261101\r\nSUMMARY:P-1: 1.0 "));
  EXPECT_EQ(world.house.visitor().get("/pool/calendar/abc.ics").status, 404);
  EXPECT_EQ(world.reader()->one<std::int64_t>("SELECT count(*) FROM pool_calendar WHERE sha256 LIKE '%" +
                                              path.substr(15, 8) + "%'"),
            0);
  ASSERT_TRUE(make_calendar(world.as(world.hugo)));
  EXPECT_EQ(world.house.visitor().get(path).status, 404) << "a new address ends the old one";
}

}  // namespace
}  // namespace couloir::pool
