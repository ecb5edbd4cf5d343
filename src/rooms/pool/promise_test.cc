// What is promised stays promised, and what has changed since a plan was drafted keeps it from being published.
#include "pool/promise.h"

#include "journal/journal.h"
#include "pool/events.h"
#include "pool/hours_edit.h"
#include "pool/plan_solve.h"
#include "pool/plan_world.h"

namespace couloir::pool {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

struct PromisesOnBoth : PlansOnBoth {
  void write(const std::string& sql) {
    world.db.write([&](Tx& tx) {
      tx.exec(sql, {});
      return true;
    });
  }
  StaffingPlan proposed_from(std::string_view start, int months, std::string_view rows) {
    auto plan = draft_plan(world.as(world.chloe), test_house(), {"next", "", in(start), months}).value();
    auto brought = bring(plan, fmt::format(R"({{"format":"pool-plan/1","plans":{{"0":[{}]}}}})", rows));
    EXPECT_TRUE(brought) << (brought ? "" : World::told_by(brought.error()));
    return propose_plan(world.as(world.chloe), test_house(), plan.id, brought->version).value();
  }
  /// What the second member of the committee is told.
  Error refusal_of(const StaffingPlan& plan) {
    EXPECT_TRUE(approve(world.carl, plan));
    auto refused = approve(world.chloe, plan);
    EXPECT_FALSE(refused);
    return refused ? Error{} : refused.error();
  }
};
using Promises = PromisesOnBoth;
INSTANTIATE_TEST_SUITE_P(, Promises, both_databases(), database_name);

TEST_P(Promises, outside_of_the_months_of_the_next_plan_stay) {
  published();  // P-1: October and November
  auto next = proposed_from("2026-11", 1, "[0,0,0,10]");
  ASSERT_TRUE(approve(world.carl, next));
  ASSERT_TRUE(approve(world.chloe, next));
  write("UPDATE pool_assignment SET month = '2026-12' WHERE plan = " + next.id.str());
  auto short_one = proposed_from("2026-10", 2, "[0,0,0,10]");
  ASSERT_TRUE(approve(world.carl, short_one));
  auto done = approve(world.chloe, short_one);
  ASSERT_TRUE(done) << World::told_by(done.error());
  EXPECT_THAT(promised(*world.reader(), in("2026-10")), SizeIs(2)) << "October anew, December as it was";
}

TEST_P(Promises, of_a_batch_that_is_not_planned_are_in_the_plan_all_the_same) {
  published();
  auto plan = draft_plan(world.as(world.chloe), test_house(), {"other", "99-0", in("2026-10"), 6}).value();
  auto instance = read_instance(find_plan(*world.reader(), plan.id)->instance_text).value();
  ASSERT_THAT(instance.dossiers, SizeIs(1));
  EXPECT_EQ(instance.dossiers[0].id, first);
  EXPECT_TRUE(instance.dossiers[0].must);
  EXPECT_EQ(instance.name, "plan-" + plan.id.str()) << "no word of a person is in an instance";
}

TEST_P(Promises, hold_whatever_is_missing_on_the_demand_by_now) {
  published();
  write("UPDATE calls_dossier SET window_from = '', window_to = '', lab = NULL WHERE id = " + first.str());
  auto instance = read_instance(find_plan(*world.reader(), draft().id)->instance_text).value();
  ASSERT_EQ(instance.dossiers[0].id, first);
  EXPECT_TRUE(instance.dossiers[0].must);
  EXPECT_EQ(instance.dossiers[0].earliest, 0);
  EXPECT_EQ(instance.dossiers[0].latest, 1);
}

TEST_P(Promises, worked_in_other_months_are_not_asked_for_again) {
  published();
  write("UPDATE pool_assignment SET month = '2026-09' WHERE month = '2026-10'");
  write("UPDATE pool_assignment SET in_force = 0 WHERE month = '2026-11'");
  auto instance = read_instance(find_plan(*world.reader(), draft().id)->instance_text).value();
  ASSERT_EQ(instance.dossiers[0].id, first);
  EXPECT_FALSE(instance.dossiers[0].must);
  EXPECT_EQ(instance.dossiers[0].roles[0].min, 10) << "two months at least, of which one is worked";
  EXPECT_EQ(instance.dossiers[0].roles[0].max, 20);
}

TEST_P(Promises, of_a_dossier_that_is_gone_stop_a_publication_until_they_are_released) {
  published();
  write("UPDATE calls_dossier SET state = 'returned' WHERE id = " + first.str());
  auto next = proposed_from("2026-10", 6, "[0,0,0,10],[0,0,1,10]");  // P-2 alone
  auto refused = refusal_of(next);
  EXPECT_THAT(World::where(refused), ElementsAre("dossiers"));
  EXPECT_THAT(World::told_by(refused), HasSubstr("Another dossier holds promised months"));
  EXPECT_THAT(World::told_by(refused), HasSubstr("release them first"));
  EXPECT_EQ(release_gone(world.as(world.olga), test_house()).error().code, Code::forbidden);
  auto office = world.browse(world.olga);
  office.get("/pool/demands");
  EXPECT_TRUE(office.says("P-1 · Title of P-1"));
  EXPECT_FALSE(office.offers("/pool/demands/releases"));
  auto browser = world.browse(world.chloe);
  browser.get("/pool/demands");
  EXPECT_TRUE(browser.says("Promised, and no demand any more"));
  EXPECT_FALSE(browser.says("P-1")) << "nobody knows whether she is clear of it by now";
  browser.submit("/pool/demands/releases");
  EXPECT_TRUE(browser.says("These months are free again."));
  EXPECT_EQ(release_gone(world.as(world.chloe), test_house()).error().code, Code::not_found);
  EXPECT_THAT(promised(*world.reader(), in("2026-10")), IsEmpty());
  auto done = approve(world.chloe, next);
  EXPECT_TRUE(done) << World::told_by(done.error());
}

TEST_P(Promises, of_the_month_that_runs_are_history_once_the_dossier_is_gone) {
  published();
  world.house.clock.set(at("2026-10-20T10:00:00+02:00"));
  write("UPDATE calls_dossier SET state = 'withdrawn' WHERE id = " + first.str());
  ASSERT_TRUE(release_gone(world.as(world.chloe), test_house()));
  auto next = proposed_from("2026-10", 6, "[0,0,1,10],[0,0,2,10]");  // P-2 alone
  ASSERT_TRUE(approve(world.carl, next));
  auto done = approve(world.chloe, next);
  ASSERT_TRUE(done) << World::told_by(done.error());
  EXPECT_THAT(promised(*world.reader(), in("2026-10")),
              ElementsAre(Assignment{first, ada.id, "nlp", 3, in("2026-10"), 10},
                          Assignment{second, ada.id, "nlp", 3, in("2026-11"), 10},
                          Assignment{second, ada.id, "nlp", 3, in("2026-12"), 10}))
      << "October was worked as it was promised";
  auto instance = read_instance(find_plan(*world.reader(), next.id)->instance_text).value();
  EXPECT_THAT(instance.engineers[0].cap, ElementsAre(0, 10, 10, 10, 10, 10)) << "nobody else gets that October";
}

TEST_P(Promises, end_when_the_dossier_is_withdrawn_or_declined) {
  published();
  auto tell = [&](DossierFate fate) {
    world.db.write([&](Tx& tx) {
      journal::record(tx, world.as(world.olga), CandidateMoved{first, fate});
      return true;
    });
    world.house.jobs.run_due();
  };
  tell(DossierFate::withdrawn);
  EXPECT_THAT(promised(*world.reader(), in("2026-10")), SizeIs(2)) << "it is a demand still";
  write("UPDATE calls_dossier SET state = 'withdrawn' WHERE id = " + first.str());
  tell(DossierFate::returned);
  EXPECT_THAT(promised(*world.reader(), in("2026-10")), SizeIs(2)) << "it may come back";
  world.house.clock.set(at("2026-10-20T10:00:00+02:00"));
  tell(DossierFate::withdrawn);
  EXPECT_THAT(promised(*world.reader(), in("2026-10")), SizeIs(1)) << "October is worked as it was promised";
}

TEST_P(Promises, are_not_made_of_what_has_changed_since_the_plan_was_drafted) {
  auto plan = proposed();
  auto busy = find_engineer(*world.reader(), ada.id).value();
  busy.skills = {{"nlp", 1}};
  auto saved = save_engineer(world.as(world.olga), test_region(), busy).value();
  ASSERT_TRUE(note_away(world.as(world.olga), ada.id, saved.version, {{in("2026-11"), 50}}));
  write("UPDATE calls_dossier SET state = 'withdrawn' WHERE id = " + first.str());
  auto told = World::told_by(refusal_of(plan));
  EXPECT_THAT(told, HasSubstr("Another dossier gets months in this plan and is no demand any more"));
  EXPECT_THAT(told, HasSubstr("Hugo Marchal gives 0.5 months in November 2026 by now; this plan takes 1.0."));
  EXPECT_THAT(told, HasSubstr("Hugo Marchal no longer has"));
  EXPECT_EQ(find_plan(*world.reader(), plan.id)->state, PlanState::proposed);
}

// ── what is checked, when, and by whom ──

using CheckedPlans = PromisesOnBoth;
INSTANTIATE_TEST_SUITE_P(, CheckedPlans, both_databases(), database_name);

TEST_P(CheckedPlans, keep_no_proof_that_nobody_can_vouch_for) {
  auto plan = draft();
  auto text = file();
  for (const auto& [from, to] :
       {std::pair{R"("status":"feasible")", R"("status":"optimal")"},
        std::pair{R"("proof":"none")", R"("proof":"search")"}, std::pair{R"("bound":80000)", R"("bound":50630)"}})
    text.replace(text.find(from), std::string_view(from).size(), to);
  auto brought = bring(plan, text);
  ASSERT_TRUE(brought) << World::told_by(brought.error());
  EXPECT_EQ(brought->proof, Proof::none);
  EXPECT_EQ(brought->status, PlanStatus::feasible);
}

TEST_P(CheckedPlans, are_brought_by_who_may_take_the_instance) {
  auto plan = draft();
  auto brought = bring_plan(world.as(world.carl), plan.id, plan.version, file());
  EXPECT_EQ(brought.error().code, Code::refused) << "he has not said that he is clear of P-1";
}

TEST_P(CheckedPlans, tell_by_name_which_rules_they_break) {
  auto plan = draft();
  auto browser = world.browse(world.chloe);
  browser.get("/pool/plans/" + plan.id.str());
  browser.submit("/pool/plans/" + plan.id.str() + "/plan", {{"plan", file("[0,0,0,10],[0,0,1,15]")}});
  EXPECT_EQ(browser.status(), 422);
  EXPECT_TRUE(browser.says("Quanta of Hugo Marchal in 2026-11: 15; what is left is 10."));
}

TEST_P(CheckedPlans, say_so_on_their_page_and_are_checked_again_when_somebody_asks) {
  auto plan = solved();
  auto at = "/pool/plans/" + plan.id.str();
  auto browser = world.browse(world.chloe);
  browser.get(at);
  EXPECT_TRUE(browser.says("Checked on"));
  browser.submit(at + "/check");
  EXPECT_TRUE(browser.says("The plan was checked again and is sound."));
  EXPECT_EQ(find_plan(*world.reader(), plan.id)->version, plan.version);
  write("UPDATE pool_plan SET plan_text = plan_text || ' ' WHERE id = " + plan.id.str());
  browser.get(at);
  EXPECT_TRUE(browser.says("The text of this plan is not the one that was checked: check it again first."));
  auto proposed = propose_plan(world.as(world.chloe), test_house(), plan.id, plan.version).value();
  EXPECT_THAT(World::told_by(refusal_of(proposed)), HasSubstr("check it again first"));
}

TEST_P(CheckedPlans, are_not_drafted_when_nobody_could_read_their_instance) {
  for (int i = 0; i < 8; ++i)
    write("INSERT INTO calls_staffing (dossier, position, skill, level, least, full_effort) VALUES (" + first.str() +
          ", " + std::to_string(i + 1) + (i < 4 ? ", 'evaluation', " : ", 'mlops', ") + std::to_string(i % 4 + 1) +
          ", 0, 100)");
  auto plan = draft();
  EXPECT_THAT(left_out_of(*world.reader(), plan.id), SizeIs(1));
  auto browser = world.browse(world.chloe);
  browser.get("/pool/demands");
  EXPECT_TRUE(browser.says("It asks for more than 8 different roles, skill and level taken together."));
  write("DELETE FROM calls_staffing WHERE dossier = " + first.str() + " AND position > 3");
  auto instance = read_instance(find_plan(*world.reader(), draft().id)->instance_text).value();
  ASSERT_THAT(instance.dossiers[0].roles, SizeIs(4));
  EXPECT_EQ(instance.dossiers[0].roles[1].min, 1) << "least effort 0 is read as the least there is";
}

TEST_P(CheckedPlans, from_before_digests_say_so_and_are_compared_with_what_stands_beside_them) {
  auto plan = solved();
  write("UPDATE pool_plan SET plan_sha256 = '' WHERE id = " + plan.id.str());
  auto browser = world.browse(world.chloe);
  browser.get("/pool/plans/" + plan.id.str());
  EXPECT_TRUE(browser.says("This plan was made before the program kept a digest of what it had checked"));
  EXPECT_FALSE(browser.says("not the one that was checked"));
  EXPECT_THAT(
      World::told_by(refusal_of(propose_plan(world.as(world.chloe), test_house(), plan.id, plan.version).value())),
      HasSubstr("made before"));
  auto stored = find_plan_line(*world.reader(), plan.id).value();
  write("UPDATE pool_assignment SET quanta = 9 WHERE month = '2026-11'");
  auto other = check_again(world.as(world.chloe), plan.id, stored.version);
  ASSERT_FALSE(other);
  EXPECT_THAT(World::told_by(other.error()), HasSubstr("The months in the database are not those of the plan’s text"));
  write("UPDATE pool_assignment SET quanta = 10 WHERE month = '2026-11'");
  ASSERT_TRUE(check_again(world.as(world.chloe), plan.id, stored.version));
  EXPECT_FALSE(why_not_as_checked(find_plan(*world.reader(), plan.id).value()));
}

TEST_P(CheckedPlans, name_no_dossier_to_who_may_not_see_it) {
  world.declare_no_link(world.carl);
  write("UPDATE calls_link SET linked = 1 WHERE party = 'siren:P-1' AND reviewer = " + world.carl.person.str());
  auto plan = draft();
  auto text = file();
  auto place = text.find("Nobody is free.");
  auto d1 = "d" + first.str(), e1 = "e" + ada.id.str();
  text.replace(place, 15, e1 + " works on " + d1 + ".");
  plan = bring(plan, text).value();
  auto at = "/plans/" + plan.id.str();
  auto hers = world.house.call(world.house.token(world.chloe.person), "GET", at).body;
  EXPECT_THAT(hers, HasSubstr("Hugo Marchal works on P-1."));
  auto his_token = world.house.token(world.carl.person);
  auto his = world.house.call(his_token, "GET", at).body;
  EXPECT_THAT(his, HasSubstr("Hugo Marchal works on another dossier."));
  EXPECT_THAT(his, Not(HasSubstr("P-1")));
  EXPECT_THAT(his, Not(HasSubstr(d1 + "\"")));
  EXPECT_THAT(his, Not(HasSubstr("\"dossier\":" + first.str() + ",")));
  write("UPDATE pool_plan SET plan_text = replace(plan_text, '[0,0,1,10]', '[0,0,1,15]')");
  auto told = world.house.call(his_token, "POST", at + "/check", "", plan.version).body;
  EXPECT_THAT(told, HasSubstr("Hugo Marchal in 2026-11: 15"));
  for (const auto& hidden : {std::string("P-1"), d1 + " ", e1 + " "}) EXPECT_THAT(told, Not(HasSubstr(hidden)));
  auto browser = world.browse(world.carl);
  browser.get("/pool/plans/" + plan.id.str());
  browser.submit("/pool/plans/" + plan.id.str() + "/check");
  EXPECT_TRUE(browser.says("Quanta of Hugo Marchal in 2026-11: 15; what is left is 10."));
  EXPECT_FALSE(browser.says("P-1"));
}

TEST_P(CheckedPlans, that_wait_to_be_solved_are_stopped) {
  auto plan = draft(), other = draft("other");
  auto chloe = world.as(world.chloe);
  ASSERT_TRUE(ask_to_solve(chloe, other.id, other.version, 1));
  ASSERT_TRUE(ask_to_solve(chloe, plan.id, plan.version, 1));
  auto browser = world.browse(world.chloe);
  browser.get("/pool/plans/" + plan.id.str());
  EXPECT_TRUE(browser.says("It waits for its turn."));
  browser.submit("/pool/plans/" + plan.id.str() + "/solving/stop");
  world.house.jobs.run_due();
  EXPECT_EQ(find_plan(*world.reader(), plan.id)->state, PlanState::draft);
  EXPECT_EQ(find_plan(*world.reader(), other.id)->state, PlanState::solved);
  browser.get("/pool/plans/" + plan.id.str());
  EXPECT_TRUE(browser.offers("/pool/plans/" + plan.id.str() + "/solving")) << "it can be asked for again";
}

TEST_P(CheckedPlans, without_a_way_to_keep_every_promise_name_those_that_clash) {
  published();
  auto busy = find_engineer(*world.reader(), ada.id).value();
  ASSERT_TRUE(note_away(world.as(world.olga), ada.id, busy.version, {{in("2026-10"), 90}, {in("2026-11"), 90}}));
  auto plan = draft();
  ASSERT_TRUE(ask_to_solve(world.as(world.chloe), plan.id, plan.version, 1));
  world.house.jobs.run_due();
  auto browser = world.browse(world.chloe);
  browser.get("/pool/plans/" + plan.id.str());
  EXPECT_TRUE(browser.says("No plan was found that keeps every promise."));
  EXPECT_TRUE(browser.says("What was promised to P-1 breaks a rule by itself."));
  EXPECT_TRUE(browser.says("A way on: give the engineer more months"));
  EXPECT_TRUE(browser.says("Draft a plan anew"));
  auto french = world.browse(people::a_person(world.db).speaking(Lang::fr).with(Role::office).actor());
  french.get("/pool/plans/" + plan.id.str());
  EXPECT_TRUE(french.says("Ce qui a été promis à P-1 enfreint une règle à lui seul."));
  auto other = world.browse(world.carl);
  other.get("/pool/plans/" + plan.id.str());
  EXPECT_TRUE(other.says("What was promised to another dossier breaks a rule by itself."));
}

}  // namespace
}  // namespace couloir::pool
