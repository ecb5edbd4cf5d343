// The AI-Act file between its owner and Legal: who may, what holds, what brings it back.
#include "compliance/scenario_edit.h"

#include <future>
#include <latch>

#include "compliance/evidence.h"
#include "compliance/front.h"
#include "compliance/indicator.h"
#include "compliance/outcome_difference.h"
#include "compliance/test_world.h"

namespace couloir::compliance {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAre;

/// The shipped pack under another version, with what `change` does to it.
template <class F>
RulePack another_pack(F&& change) {
  auto pack = the_pack();
  pack.version = "2027-01-01";
  change(pack);
  return pack;
}

class AiActFiles : public OnBoth {};
INSTANTIATE_TEST_SUITE_P(, AiActFiles, both_databases(), database_name);

TEST_P(AiActFiles, are_for_their_owner_a_sponsoring_lab_and_legal) {
  auto id = world.use_case();
  world.answered(id);
  auto seen_by = [&](const Actor& actor) {
    return seen_scenario(*world.reader(), actor, world.pack, id, world.today()).has_value();
  };
  EXPECT_TRUE(seen_by(world.marie));
  EXPECT_TRUE(seen_by(world.lea));
  for (const auto& stranger : {world.paul, world.nora, world.olga, Actor{}}) {
    EXPECT_FALSE(seen_by(stranger));
    EXPECT_EQ(world.answer(stranger, id, 1, {{"Q1", {"n"}}}).error().code, Code::not_found);
    EXPECT_EQ(ask_legal(world.as(stranger), world.pack, id, 1, world.today()).error().code, Code::not_found);
  }
  EXPECT_EQ(world.answer(world.lea, id, 1, {{"Q1", {"n"}}}).error().code, Code::not_found);
  EXPECT_EQ(world.judge(world.marie, world.stored(id), Verdict::signed_).error().code, Code::forbidden);
  EXPECT_EQ(world.stored(id).version, 1);
}

TEST_P(AiActFiles, begin_with_the_first_answer_and_keep_what_was_said_before) {
  auto id = world.use_case();
  auto first = world.answer(world.marie, id, 0, {{"Q1", {"y"}}, {"Q13", {"?"}}}).value();
  EXPECT_EQ(first.version, 1);
  EXPECT_EQ(first.status, Decision::needs_info);
  auto second = world.answer(world.marie, id, 1, {{"Q13", {"verify", "other_traits"}}}).value();
  EXPECT_EQ(second.version, 2);
  auto changes = changes_of(*world.reader(), first.id, 10);
  ASSERT_EQ(changes.size(), 3u);
  EXPECT_EQ(changes[0].question, "Q13");
  EXPECT_EQ(changes[0].before, "?");
  EXPECT_EQ(changes[0].after, "verify, other_traits");
  EXPECT_EQ(changes[0].person, world.marie.person);
  EXPECT_EQ(world.answer(world.marie, id, 2, {{"Q1", {"y"}}})->version, 2) << "said again: nothing changes";
}

TEST_P(AiActFiles, name_every_answer_that_cannot_be) {
  auto id = world.use_case();
  auto wrong = world.answer(world.marie, id, 0, {{"Q1", {"perhaps"}}, {"Q99", {"y"}}, {"Q13", {"none", "rbi"}}});
  EXPECT_EQ(wrong.error().code, Code::invalid);
  EXPECT_THAT(places(wrong.error()), testing::UnorderedElementsAre("Q1", "Q99", "Q13"));
  auto contradictory = world.answer(world.marie, id, 0, {{"Q1", {"n"}}, {"Q13", {"emotion"}}});
  EXPECT_THAT(places(contradictory.error()), ElementsAre("Q1", "Q13"));
  auto tomorrow = answer_scenario(world.as(world.marie), world.pack, id, 0,
                                  {{}, std::optional(parse_date("2026-04-21").value()), {}}, world.today());
  EXPECT_THAT(places(tomorrow.error()), ElementsAre("first_market_date"));
  EXPECT_FALSE(find_scenario(*world.reader(), id));
}

TEST_P(AiActFiles, go_to_legal_once_every_question_that_matters_was_asked) {
  auto id = world.use_case();
  auto begun = world.answer(world.marie, id, 0, {{"Q1", {"y"}}}).value();
  auto refused = ask_legal(world.as(world.marie), world.pack, id, begun.version, world.today()).error();
  EXPECT_EQ(refused.code, Code::refused);
  EXPECT_EQ(refused.problems[0].what, sentence(Obstacle::not_asked_yet));
  auto other = world.use_case("Other");
  auto asked = world.asked(other);
  EXPECT_EQ(asked.state, ScenarioState::asked);
  EXPECT_EQ(asked.asked_by, world.marie.person);
  EXPECT_EQ(ask_legal(world.as(world.marie), world.pack, other, asked.version, world.today()).error().problems[0].what,
            sentence(Obstacle::already_asked));
}

TEST_P(AiActFiles, are_signed_by_one_lawyer_and_the_second_is_told) {
  auto asked = world.asked(world.use_case());
  auto signed_one = world.judge(world.lea, asked, Verdict::signed_, "Read rule by rule.").value();
  EXPECT_EQ(signed_one.state, ScenarioState::signed_);
  EXPECT_EQ(world.judge(world.leo, asked, Verdict::returned, "No.").error().code, Code::conflict);
  auto verdicts = verdicts_of(*world.reader(), asked.id);
  ASSERT_EQ(verdicts.size(), 1u);
  EXPECT_EQ(verdicts[0].person, world.lea.person);
  EXPECT_EQ(verdicts[0].reason, "Read rule by rule.");
  EXPECT_EQ(verdicts[0].outcome, asked.outcome);
  EXPECT_EQ(verdicts[0].version, asked.version);
  EXPECT_EQ(world.judge(world.leo, signed_one, Verdict::returned, "No.").error().problems[0].what,
            sentence(Obstacle::not_asked));
}

TEST_P(AiActFiles, are_signed_again_when_a_month_has_passed_and_count_again) {
  auto signed_one = world.signed_(world.use_case());
  world.house.clock.set(world.house.clock.now() + std::chrono::days(40));
  EXPECT_TRUE(classified_scenarios(*world.reader(), world.pack, world.house.clock.now()).empty());
  auto again = world.judge(world.leo, signed_one, Verdict::signed_).value();
  EXPECT_EQ(again.state, ScenarioState::signed_);
  EXPECT_EQ(verdicts_of(*world.reader(), again.id).size(), 2u);
  EXPECT_EQ(classified_scenarios(*world.reader(), world.pack, world.house.clock.now()).size(), 1u);
}

TEST_P(AiActFiles, are_judged_once_when_two_lawyers_press_their_buttons_in_the_same_instant) {
  for (int round = 0; round < 5; ++round) {
    auto asked = world.asked(world.use_case(fmt::format("Round {}", round)));
    std::latch together(2);
    auto press = [&](const Actor& lawyer, Verdict verdict) {
      return std::async(std::launch::async, [&, lawyer, verdict] {
        together.arrive_and_wait();
        return world.judge(lawyer, asked, verdict, "Read rule by rule.");
      });
    };
    auto lea = press(world.lea, Verdict::signed_), leo = press(world.leo, Verdict::returned);
    auto hers = lea.get(), his = leo.get();
    ASSERT_NE(hers.has_value(), his.has_value());
    EXPECT_EQ((hers ? his : hers).error().code, Code::conflict);
    EXPECT_EQ(verdicts_of(*world.reader(), asked.id).size(), 1U);
    EXPECT_EQ(world.stored(asked.use_case).state, hers ? ScenarioState::signed_ : ScenarioState::returned);
  }
}

TEST_P(AiActFiles, are_signed_with_the_reading_that_legal_takes_where_the_law_leaves_it_open) {
  auto id = world.use_case("Water works");
  auto answers = the_rows()[0].scenario.answers;
  answers["Q20"] = {"safety_nce"}, answers["Q25"] = {"evaluates"}, answers["Q26"] = {"n"}, answers["Q27"] = {"y"};
  auto open = world.answer(world.marie, id, 0, answers).value();
  ASSERT_EQ(open.status, Decision::legal_review);
  auto asked = ask_legal(world.as(world.marie), world.pack, id, open.version, world.today()).value();
  auto error = world.judge(world.lea, asked, Verdict::signed_).error();
  EXPECT_EQ(error.problems[0].what, sentence(Obstacle::no_reading));
  EXPECT_THAT(places(error), ElementsAre("reason"));
  EXPECT_TRUE(world.judge(world.lea, asked, Verdict::signed_, "High: the operator serves a city."));
  auto standing = act_standing(*world.reader(), id);
  EXPECT_TRUE(standing.decided && standing.signed_ && standing.open_by_law);
  EXPECT_FALSE(act_standing(*world.reader(), world.asked(world.use_case("Letters")).use_case).open_by_law);
}

TEST_P(AiActFiles, are_never_signed_by_somebody_who_works_for_the_organisation) {
  auto asked = world.asked(world.use_case());
  auto both = world.person("Both").with(Role::operator_).with(Role::legal).working_for(world.acme).actor();
  EXPECT_EQ(world.judge(both, asked, Verdict::signed_).error().problems[0].what, sentence(Obstacle::own_file));
}

TEST_P(AiActFiles, may_be_shown_to_legal_with_an_i_dont_know_and_are_not_signed_then) {
  auto id = world.use_case();
  auto answers = the_rows()[0].scenario.answers;
  answers["Q9"] = {"?"};
  auto unsure = world.answer(world.marie, id, 0, answers).value();
  EXPECT_EQ(unsure.status, Decision::needs_info);
  auto asked = ask_legal(world.as(world.marie), world.pack, id, unsure.version, world.today()).value();
  EXPECT_EQ(world.judge(world.lea, asked, Verdict::signed_).error().problems[0].what, sentence(Obstacle::still_open));
  EXPECT_TRUE(world.judge(world.lea, asked, Verdict::returned, "It cannot: answer no."));
}

TEST_P(AiActFiles, keep_a_sponsoring_lab_from_figures_notes_and_evidence) {
  portfolio::UseCaseDoor door{world.use_case(), world.acme, "", portfolio::UseCaseState::idea, {world.loria}};
  EXPECT_TRUE(may_see(world.nora, door));
  EXPECT_FALSE(may_see_inside(world.nora, door));
  EXPECT_TRUE(may_see_inside(world.lea, door));
  EXPECT_TRUE(may_see_inside(world.marie, door));
}

TEST_P(AiActFiles, refuse_a_signature_under_a_result_that_has_changed_since_it_was_shown) {
  auto asked = world.asked(world.use_case("Undress"), "30c");
  auto later = judge_scenario(world.as(world.lea), world.pack, asked.use_case, asked.version, Verdict::signed_, "",
                              *parse_date("2026-07-27"));
  EXPECT_EQ(later.error().problems[0].what, sentence(Obstacle::pack_changed));
}

TEST_P(AiActFiles, refuse_a_size_that_the_figures_of_the_organisation_deny) {
  SizeFigures figures;
  figures.head_count = 9'000;
  figures.turnover = Euros::whole(900'000'000);
  figures.balance_sheet = Euros::whole(900'000'000);
  figures.linked = LinkedFigures::none;
  auto giant = people::an_organisation(world.db).named("Géant").with_size(figures).id();
  auto owner = world.person("Gil").with(Role::operator_).owning(giant).actor();
  auto id = world.use_case_of(owner, giant, "Tri");
  EXPECT_THAT(places(world.answer(owner, id, 0, {{"Q6", {"micro"}}}).error()), ElementsAre("Q6"));
  EXPECT_TRUE(world.answer(owner, id, 0, {{"Q6", {"large"}}}));
}

TEST_P(AiActFiles, forget_an_answer_to_a_question_that_the_pack_no_longer_has) {
  auto id = world.use_case();
  world.answer(world.marie, id, 0, {{"Q1", {"y"}}, {"Q28", {"y"}}}).value();
  auto without = another_pack([](RulePack& pack) { pack.questions[pack.question("Q28")].id = "Q31"; });
  auto saved = answer_scenario(world.as(world.marie), without, id, 1, {{{"Q3", {"y"}}}, {}, {}}, world.today()).value();
  EXPECT_FALSE(saved.answers.contains("Q28"));
  EXPECT_EQ(changes_of(*world.reader(), saved.id, 1)[0].question, "Q3");
}

TEST_P(AiActFiles, are_sent_back_with_a_reason_and_never_without) {
  auto asked = world.asked(world.use_case());
  auto error = world.judge(world.lea, asked, Verdict::returned).error();
  EXPECT_EQ(error.code, Code::refused);
  EXPECT_THAT(places(error), ElementsAre("reason"));
  auto back = world.judge(world.lea, asked, Verdict::returned, "Who decides in the end?").value();
  EXPECT_EQ(back.state, ScenarioState::returned);
  EXPECT_EQ(ask_legal(world.as(world.marie), world.pack, asked.use_case, back.version, world.today())->state,
            ScenarioState::asked);
}

TEST_P(AiActFiles, lose_the_signature_with_a_changed_answer_and_keep_it_with_the_same) {
  auto id = world.use_case();
  auto signed_one = world.signed_(id);
  EXPECT_EQ(world.answer(world.marie, id, signed_one.version, {{"Q28", {"n"}}})->state, ScenarioState::signed_);
  auto changed = world.answer(world.marie, id, signed_one.version, {{"Q28", {"y"}}}).value();
  EXPECT_EQ(changed.state, ScenarioState::draft);
}

TEST_P(AiActFiles, refuse_to_save_over_what_somebody_else_saved) {
  auto id = world.use_case();
  world.answered(id);
  world.answer(world.marie, id, 1, {{"Q28", {"y"}}}).value();
  EXPECT_EQ(world.answer(world.marie, id, 1, {{"Q28", {"obvious"}}}).error().code, Code::conflict);
  EXPECT_EQ(world.stored(id).answers.at("Q28"), std::vector<std::string>{"y"});
}

TEST(TheSizeOfAnOrganisation, is_read_from_its_figures_where_they_prove_it) {
  auto code = [](std::optional<std::int64_t> people, std::int64_t turnover_millions,
                 LinkedFigures linked = LinkedFigures::none) {
    people::OrganisationFacts facts;
    facts.size = {people, Euros::whole(turnover_millions * 1'000'000), {}, linked};
    facts.size.balance_sheet = facts.size.turnover;
    return size_code(facts);
  };
  EXPECT_EQ(code(9, 1), "micro");
  EXPECT_EQ(code(40, 9), "sme");
  EXPECT_EQ(code(200, 40), "sme");
  EXPECT_EQ(code(200, 60), "smc");
  EXPECT_EQ(code(700, 100), "smc");
  EXPECT_EQ(code(700, 200), "large");
  EXPECT_EQ(code(800, 1), "large") << "the French class of the mid-caps goes on to 4,999";
  EXPECT_EQ(code({}, 1), "");
  EXPECT_EQ(code(9, 1, LinkedFigures::unknown), "");
  EXPECT_EQ(code(9, 1, LinkedFigures::left_out), "");
}

TEST_P(AiActFiles, read_the_size_of_the_organisation_where_nobody_answered_it) {
  SizeFigures figures;
  figures.head_count = 12;
  figures.turnover = Euros::whole(4'000'000);
  figures.balance_sheet = Euros::whole(1'000'000);
  figures.linked = LinkedFigures::none;
  auto small = people::an_organisation(world.db).named("Petite").with_size(figures).id();
  auto owner = world.person("Ida").with(Role::operator_).owning(small).actor();
  auto id = world.use_case_of(owner, small, "Chatbot");
  auto answers = the_rows()[0].scenario.answers;
  answers.erase("Q6");
  answers["Q4"] = {"build_sell"};
  answers["Q28"] = {"y"};
  auto scenario = world.answer(owner, id, 0, answers).value();
  EXPECT_THAT(scenario.outcome, HasSubstr("\"max_fine_eur\":120000")) << "3 % of 4 million: the lower one, for an SME";
}

// ── a rule pack that changes ──

TEST_P(AiActFiles, keep_the_signature_under_a_new_pack_that_says_the_same) {
  auto id = world.use_case();
  world.signed_(id);
  auto rerun = rerun_scenarios(world.as(world.lea), another_pack([](RulePack&) {}), world.today()).value();
  EXPECT_EQ(rerun.run, 1);
  EXPECT_EQ(rerun.changed, 0);
  EXPECT_EQ(world.stored(id).state, ScenarioState::signed_);
  EXPECT_EQ(world.stored(id).pack, "2027-01-01");
}

TEST_P(AiActFiles, come_back_to_legal_when_a_new_pack_says_otherwise) {
  auto touched = world.use_case("Rank applicants"), untouched = world.use_case("Plan routes");
  world.signed_(touched, "21");
  world.signed_(untouched);
  auto later = another_pack([](RulePack& pack) { pack.rules[pack.rule("A3-4a")].date = pack.date("D-10"); });
  auto rerun = rerun_scenarios(world.as(world.lea), later, world.today()).value();
  EXPECT_EQ(rerun.run, 2);
  EXPECT_EQ(rerun.changed, 1);
  EXPECT_EQ(rerun.to_legal, 1);
  EXPECT_EQ(world.stored(touched).state, ScenarioState::asked);
  EXPECT_EQ(world.stored(untouched).state, ScenarioState::signed_);
  auto last = verdicts_of(*world.reader(), world.stored(touched).id).front().outcome;
  auto difference = difference_of(last, world.stored(touched).outcome);
  EXPECT_THAT(codes(difference.come), testing::Contains("A3-4a high hit 2028-08-02"));
  EXPECT_THAT(codes(difference.gone), testing::Contains("A3-4a high hit 2027-12-02"));
  EXPECT_EQ(rerun_scenarios(world.as(world.lea), later, world.today())->run, 0) << "nothing is left to run";
}

TEST_P(AiActFiles, come_back_to_their_owner_when_a_new_pack_asks_for_an_answer) {
  auto id = world.use_case();
  world.signed_(id);
  auto asking = another_pack([](RulePack& pack) {
    pack.questions[pack.question("Q28")].options.push_back({"maybe", {"x", "x"}, {}});
    pack.questions[pack.question("Q28")].id = "Q31";
  });
  world.house.jobs.run_due();
  auto rerun = rerun_scenarios(world.as(world.lea), asking, world.today()).value();
  EXPECT_EQ(rerun.changed, 1);
  EXPECT_EQ(rerun.to_legal, 0);
  EXPECT_EQ(world.stored(id).state, ScenarioState::draft);
  EXPECT_THAT(world.mails(),
              testing::Contains("marie@acme.example: An AI-Act file needs an answer again: Sorting letters"));
}

TEST_P(AiActFiles, are_run_again_on_the_day_a_rule_becomes_law) {
  auto id = world.use_case("Undress");
  auto signed_one = world.signed_(id, "30c");  // before 27 July 2026: the new ban is not law yet
  EXPECT_EQ(signed_one.floor, RiskClass::transparency);
  auto eve = *parse_date("2026-07-26"), day = *parse_date("2026-07-27");
  EXPECT_EQ(rerun_scenarios(world.as(world.lea), world.pack, eve)->changed, 0);
  EXPECT_EQ(rerun_scenarios(world.as(world.lea), world.pack, day)->changed, 1);
  EXPECT_EQ(world.stored(id).floor, RiskClass::prohibited);
  EXPECT_EQ(world.stored(id).state, ScenarioState::asked);
}

TEST_P(AiActFiles, are_not_signed_while_an_answer_is_missing) {
  auto asked = world.asked(world.use_case());
  world.db.write([&](Tx& tx) {
    tx.exec("UPDATE compliance_scenario SET status = 'needs_info'", {});
    return true;
  });
  EXPECT_EQ(world.judge(world.lea, asked, Verdict::signed_).error().problems[0].what, sentence(Obstacle::still_open));
}

// ── what is done about duties ──

TEST_P(AiActFiles, take_a_plan_for_a_duty_they_have_and_for_somebody_who_works_there) {
  auto id = world.use_case("Rank applicants");
  world.answered(id, "21");
  auto plan = [&](const Actor& actor, const Mitigation& m) {
    return plan_mitigation(world.as(actor), world.pack, id, m, world.today());
  };
  EXPECT_TRUE(plan(world.marie, overseer(world.marie.person)));
  EXPECT_EQ(plan(world.paul, overseer(world.marie.person)).error().code, Code::not_found);
  EXPECT_THAT(places(plan(world.marie, overseer(world.paul.person)).error()), ElementsAre("owner"));
  auto done_tomorrow = overseer(world.marie.person);
  done_tomorrow.done_on = parse_date("2026-04-21").value();
  EXPECT_THAT(places(plan(world.marie, done_tomorrow).error()), ElementsAre("done_on"));
  auto not_owed = overseer(world.marie.person);
  not_owed.obligation = "O-62";
  EXPECT_EQ(plan(world.marie, not_owed).error().code, Code::not_found);
  auto stored = mitigations_of(*world.reader(), world.stored(id).id);
  ASSERT_EQ(stored.size(), 1u);
  EXPECT_EQ(stored[0].due, parse_date("2026-06-01").value());
}

TEST_P(AiActFiles, refuse_a_plan_to_who_has_seen_another_one) {
  auto id = world.use_case("Rank applicants");
  world.answered(id, "21");
  auto plan = [&](const Mitigation& m) {
    return plan_mitigation(world.as(world.marie), world.pack, id, m, world.today());
  };
  auto first = plan(overseer(world.marie.person)).value();
  EXPECT_EQ(first.version, 1);
  EXPECT_EQ(plan(overseer(world.marie.person, "2026-07-01")).error().code, Code::conflict)
      << "somebody planned it first";
  auto seen = first;
  first.due = parse_date("2026-07-01").value();
  EXPECT_EQ(plan(first)->version, 2);
  seen.note = "too late";
  EXPECT_EQ(plan(seen).error().code, Code::conflict);
  auto stored = mitigations_of(*world.reader(), world.stored(id).id);
  ASSERT_EQ(stored.size(), 1u);
  EXPECT_EQ(stored[0].due, parse_date("2026-07-01").value());
  EXPECT_EQ(stored[0].note, "");
  EXPECT_EQ(stored[0].version, 2);
}

TEST_P(AiActFiles, tell_every_problem_of_a_plan_at_once) {
  auto id = world.use_case("Rank applicants");
  world.answered(id, "21");
  auto wrong = overseer(world.paul.person);
  wrong.done_on = parse_date("2026-04-21").value();
  wrong.note = std::string(2'001, 'x');
  wrong.due = parse_date("1024-06-01").value();
  EXPECT_THAT(places(plan_mitigation(world.as(world.marie), world.pack, id, wrong, world.today()).error()),
              ElementsAre("note", "due", "done_on", "owner"));
}

// ── to be answered again ──

TEST_P(AiActFiles, keep_a_day_to_answer_again_while_something_holds_for_the_time_being) {
  auto id = world.use_case("Try it in the lab");
  auto lab = world.answered(id, "30a2");
  EXPECT_EQ(lab.floor, RiskClass::out_of_scope);
  EXPECT_EQ(lab.revisit_on, parse_date("2027-04-20").value()) << "a year ahead";
  auto move = [&](const Actor& actor, std::int64_t version, std::string_view day) {
    return move_revisit(world.as(actor), world.pack, id, version, *parse_date(day), world.today());
  };
  auto none = move_revisit(world.as(world.marie), world.pack, id, 1, std::nullopt, world.today());
  EXPECT_THAT(places(none.error()), ElementsAre("revisit_on"));
  EXPECT_EQ(move_revisit(world.as(world.paul), world.pack, id, 1, std::nullopt, world.today()).error().code,
            Code::not_found);
  EXPECT_EQ(move(world.paul, 1, "2026-09-01").error().code, Code::not_found);
  EXPECT_THAT(places(move(world.marie, 1, "2026-04-19").error()), ElementsAre("revisit_on"));
  EXPECT_EQ(move(world.marie, 7, "2026-09-01").error().code, Code::conflict);
  EXPECT_EQ(move(world.marie, 1, "2026-09-01")->version, 2);
  EXPECT_EQ(move(world.marie, 2, "2026-09-01")->version, 2) << "the same again";
  EXPECT_EQ(world.stored(id).revisit_on, parse_date("2026-09-01").value());
  auto change = changes_of(*world.reader(), lab.id, 1).at(0);
  EXPECT_EQ(change.question + " " + change.before + " " + change.after, "revisit_on 2027-04-20 2026-09-01");
  EXPECT_EQ(rerun_scenarios_of(world.as(world.marie), world.pack, world.acme, world.today())->changed, 0);
  EXPECT_EQ(world.stored(id).revisit_on, parse_date("2026-09-01").value()) << "the rules do not move it back";
  EXPECT_EQ(world.answer(world.marie, id, 2, {{"Q2", {"none"}}})->revisit_on, std::nullopt);
  EXPECT_EQ(move(world.marie, 3, "2026-10-01").error().code, Code::not_found);
}

// ── the indicator ──

TEST_P(AiActFiles, count_as_classified_when_signed_within_31_days_and_every_duty_has_an_owner) {
  auto counted = [&](Instant now) {
    std::string all;
    for (const auto& count : classified_scenarios(*world.reader(), world.pack, now))
      all += fmt::format("{} {} {};", name_of(count.risk), count.classified, count.unplanned);
    return all;
  };
  auto now = world.house.clock.now();
  auto high = world.use_case("Rank applicants");
  auto signed_one = world.signed_(high, "21");
  world.signed_(world.use_case("Plan routes"));
  world.asked(world.use_case("Waits for Legal"));
  EXPECT_EQ(counted(now), "high 0 1;minimal 0 1;");
  for (const auto& due : obligations_in(signed_one.outcome)) {
    if (world.pack.obligations[world.pack.obligation(due.id)].kind != ObligationKind::duty) continue;
    Mitigation m = overseer(world.marie.person);
    m.obligation = due.id, m.role = due.role;
    EXPECT_TRUE(plan_mitigation(world.as(world.marie), world.pack, high, m, world.today()));
  }
  EXPECT_EQ(counted(now), "high 1 0;minimal 0 1;");
  EXPECT_EQ(counted(now + std::chrono::days(31)), "high 1 0;minimal 0 1;");
  EXPECT_EQ(counted(now + std::chrono::days(31) + std::chrono::seconds(1)), "");
}

// ── people ──

TEST_P(AiActFiles, give_a_person_what_they_hold_on_her_and_free_her_duties_when_she_goes) {
  auto id = world.use_case("Rank applicants");
  world.signed_(id, "21");
  EXPECT_TRUE(plan_mitigation(world.as(world.marie), world.pack, id, overseer(world.marie.person), world.today()));
  auto held = people::export_person(world.as(world.marie), world.personal, world.marie.person).value();
  EXPECT_THAT(held, HasSubstr("\"obligation\":\"O-30\""));
  EXPECT_THAT(held, HasSubstr("\"question\":\"Q22\""));
  EXPECT_TRUE(people::erase_person(world.as(world.marie), world.personal, world.marie.person));
  EXPECT_FALSE(mitigations_of(*world.reader(), world.stored(id).id)[0].owner);
}

TEST_P(AiActFiles, tell_the_journal_ids_and_classes_but_no_word) {
  auto asked = world.asked(world.use_case("Un secret de fabrique"));
  world.judge(world.lea, asked, Verdict::returned, "un motif secret").value();
  world.reader()->each("SELECT payload FROM journal_event", {}, [&](const Row& row) {
    EXPECT_EQ(row.get<std::string>("payload").find("secret"), std::string::npos);
  });
}

}  // namespace
}  // namespace couloir::compliance
