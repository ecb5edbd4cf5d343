// The committee: what is prepared, who takes part, what is decided and what is not; and every step of a dossier asked
// by every role and from every state.
#include <map>
#include <thread>

#include "calls/call_store.h"
#include "calls/dossier_store.h"
#include "calls/events.h"
#include "calls/paper.h"
#include "calls/review_world.h"

namespace couloir::calls {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct Committee : ReviewsOnBoth {};
struct DossierTable : ReviewsOnBoth {};
INSTANTIATE_TEST_SUITE_P(, Committee, both_databases(), database_name);
INSTANTIATE_TEST_SUITE_P(, DossierTable, both_databases(), database_name);

TEST_P(Committee, takes_what_the_office_prepared_as_one_transition_each) {
  auto good = world.taken("Good"), weak = world.taken("Weak");
  world.house.db.write(
      [&](Tx& tx) { return tx.exec("UPDATE portfolio_use_case SET state = 'filed', filed_on = '2026-09-01'") > 0; });
  auto m = world.meeting();
  world.declare(world.chloe);
  auto prepared = prepare_decisions(world.as(world.olga), world.rules, m.id,
                                    {ReviewWorld::grant(good.id), ReviewWorld::decline(weak.id)});
  ASSERT_TRUE(prepared) << World::told_by(prepared.error());
  EXPECT_EQ(prepared->front().months->raw, 400);  // nothing was said: all that is asked
  auto shown = world.shown_to(world.chloe, m.id);
  ASSERT_EQ(shown.size(), 2u);
  auto taken = decide(world.as(world.chloe), world.rules, m.id, shown);
  ASSERT_TRUE(taken) << World::told_by(taken.error());
  EXPECT_EQ(world.stored(good.id).state, DossierState::granted);
  EXPECT_EQ(world.stored(weak.id).state, DossierState::declined);
  auto reader = world.reader();
  auto last = journal::history_of(*reader, "dossier", good.id.v, 1).front();
  EXPECT_EQ(last.name, DossierDecided::kName);
  EXPECT_THAT(last.payload, HasSubstr("\"verdict\":\"granted\",\"months\":400"));
  EXPECT_THAT(last.payload, testing::Not(HasSubstr("Well done")));
  EXPECT_THAT(decidable(seen_meeting(*reader, world.chloe, m.id).value(), world.chloe), IsEmpty());
  auto use_case = [&](const Dossier& d) {
    world.house.jobs.run_due();
    return portfolio::use_case_door(*world.reader(), world.stored(d.id).use_case)->state;
  };
  EXPECT_EQ(use_case(good), portfolio::UseCaseState::filed) << "granted";
  EXPECT_EQ(use_case(weak), portfolio::UseCaseState::mapped) << "declined: it is on the map again";
}

TEST_P(Committee, refers_to_the_published_plan_and_grants_what_that_gives) {
  auto staffed = world.taken("Staffed"), none = world.taken("Gets none"), unknown = world.taken("Too late for it");
  auto m = world.meeting();
  auto rules = world.rules;
  rules.planned = [&](Reader&, const std::vector<DossierId>&) {
    return std::map<DossierId, PlannedWork>{{staffed.id, {"12 · Autumn · 2026-09-20", {250}}},
                                            {none.id, {"12 · Autumn · 2026-09-20", {}}}};
  };
  auto by_hand = ReviewWorld::decline(none.id);
  by_hand.staffing_plan = "by hand";
  auto prepared = prepare_decisions(world.as(world.olga), rules, m.id,
                                    {ReviewWorld::grant(staffed.id), by_hand, ReviewWorld::grant(unknown.id)});
  ASSERT_TRUE(prepared) << World::told_by(prepared.error());
  EXPECT_EQ(prepared->at(0).staffing_plan, "12 · Autumn · 2026-09-20");
  EXPECT_EQ(prepared->at(0).months->raw, 250);
  EXPECT_EQ(prepared->at(1).staffing_plan, "by hand");
  EXPECT_EQ(prepared->at(2).staffing_plan, "");
  EXPECT_EQ(prepared->at(2).months->raw, 400);
  auto declined = ReviewWorld::decline(none.id);
  declined.version = prepared->at(1).version;
  EXPECT_EQ(prepare_decisions(world.as(world.olga), rules, m.id, {declined}).value()[0].staffing_plan,
            "12 · Autumn · 2026-09-20")
      << "a plan that gives it none is a reason too";
  auto against = ReviewWorld::grant(none.id);
  against.version = declined.version + 1;
  auto refused = prepare_decisions(world.as(world.olga), rules, m.id, {against});
  ASSERT_FALSE(refused);
  EXPECT_THAT(World::where(refused.error()), ElementsAre("decisions/0/months"));
  against.months = EngineerMonths{300};
  EXPECT_EQ(prepare_decisions(world.as(world.olga), rules, m.id, {against}).value()[0].months->raw, 300);
}

TEST_P(Committee, is_offered_reasons_of_the_form_and_months_within_what_was_asked) {
  auto d = world.taken();
  auto m = world.meeting();
  auto refused = [&](Proposal p) {
    auto done = prepare_decisions(world.as(world.olga), world.rules, m.id, {std::move(p)});
    return done ? std::vector<std::string>{"taken"} : World::where(done.error());
  };
  auto p = ReviewWorld::grant(d.id);
  p.months = EngineerMonths{199};
  EXPECT_THAT(refused(p), ElementsAre("decisions/0/months"));
  p.months = EngineerMonths{401};
  EXPECT_THAT(refused(p), ElementsAre("decisions/0/months"));
  p.months = EngineerMonths{200};
  EXPECT_THAT(refused(p), ElementsAre("taken"));
  auto no = ReviewWorld::decline(d.id);
  no.version = 1;
  no.reasons = {};
  EXPECT_THAT(refused(no), ElementsAre("decisions/0/reasons"));
  no.reasons = {"strong_case", "made_up"};
  EXPECT_THAT(refused(no), ElementsAre("decisions/0/reasons", "decisions/0/reasons"));
  no.reasons = {"need_unclear"};
  no.months = EngineerMonths{100};
  EXPECT_THAT(refused(no), ElementsAre("decisions/0/months"));
  no.months.reset();
  no.version = 0;  // somebody else prepared one meanwhile
  EXPECT_EQ(prepare_decisions(world.as(world.olga), world.rules, m.id, {no}).error().code, Code::conflict);
  EXPECT_EQ(prepare_decisions(world.as(world.chloe), world.rules, m.id, {no}).error().code, Code::forbidden);
}

TEST_P(Committee, decides_nothing_when_one_of_the_list_changed_meanwhile) {
  auto first = world.taken("First"), second = world.taken("Second");
  auto m = world.meeting();
  world.declare(world.chloe);
  ASSERT_TRUE(prepare_decisions(world.as(world.olga), world.rules, m.id,
                                {ReviewWorld::grant(first.id), ReviewWorld::grant(second.id)}));
  auto shown = world.shown_to(world.chloe, m.id);
  auto changed = ReviewWorld::decline(second.id);
  changed.version = 1;
  ASSERT_TRUE(prepare_decisions(world.as(world.olga), world.rules, m.id, {changed}));
  EXPECT_EQ(decide(world.as(world.chloe), world.rules, m.id, shown).error().code, Code::conflict);
  EXPECT_EQ(world.stored(first.id).state, DossierState::under_review);
  shown = world.shown_to(world.chloe, m.id);
  ASSERT_TRUE(withdraw_dossier(world.as(world.marie), first.id, world.stored(first.id).version));
  EXPECT_EQ(decide(world.as(world.chloe), world.rules, m.id, shown).error().code, Code::conflict);
  EXPECT_EQ(world.stored(second.id).state, DossierState::under_review);
  // What is left is shown again, and taken.
  EXPECT_TRUE(decide(world.as(world.chloe), world.rules, m.id, world.shown_to(world.chloe, m.id)));
  EXPECT_EQ(world.stored(second.id).state, DossierState::declined);
}

TEST_P(Committee, needs_two_people) {
  auto both = world.person("Bo").with(Role::office).with(Role::committee).actor();
  auto d = world.taken();
  auto m = world.meeting();
  world.declare(both);
  world.declare(world.chloe);
  ASSERT_TRUE(prepare_decisions(world.as(both), world.rules, m.id, {ReviewWorld::grant(d.id)}));
  EXPECT_THAT(world.shown_to(both, m.id), IsEmpty());
  auto refused = decide(world.as(both), world.rules, m.id, world.shown_to(world.chloe, m.id));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::refused);
  EXPECT_THAT(World::told_by(refused.error()), HasSubstr(d.number.value() + ": you prepared it yourself"));
  EXPECT_EQ(decide(world.as(world.olga), world.rules, m.id, world.shown_to(world.chloe, m.id)).error().code,
            Code::forbidden);
}

TEST_P(Committee, leaves_out_who_is_linked_and_names_her_to_the_others) {
  auto hers = world.taken("Hers"), other = world.taken(world.paul, world.rival, "Other");
  auto carl = world.person("Carl").with(Role::committee).actor();
  auto m = world.meeting();
  world.declare(world.chloe, {"Étiquettes du Ried"});
  world.declare(carl);
  ASSERT_TRUE(prepare_decisions(world.as(world.olga), world.rules, m.id,
                                {ReviewWorld::grant(hers.id), ReviewWorld::grant(other.id)}));
  auto all = world.shown_to(carl, m.id);
  EXPECT_EQ(all.size(), 2u);
  auto refused = decide(world.as(world.chloe), world.rules, m.id, all);
  ASSERT_FALSE(refused);
  EXPECT_THAT(World::where(refused.error()), ElementsAre("decisions/" + hers.id.str()));
  EXPECT_EQ(world.stored(other.id).state, DossierState::under_review);
  auto seen = seen_meeting(*world.reader(), carl, m.id).value();
  EXPECT_THAT(seen.abstain_names, ElementsAre("Chloé"));
  EXPECT_EQ(seen.abstain[0].dossier, hers.id);
  auto own = world.shown_to(world.chloe, m.id);
  ASSERT_EQ(own.size(), 1u);
  EXPECT_EQ(own[0].dossier, other.id);
  EXPECT_TRUE(decide(world.as(world.chloe), world.rules, m.id, own));
}

TEST_P(Committee, declares_before_it_decides) {
  auto d = world.taken();
  auto m = world.meeting();
  ASSERT_TRUE(prepare_decisions(world.as(world.olga), world.rules, m.id, {ReviewWorld::grant(d.id)}));
  EXPECT_THAT(world.shown_to(world.chloe, m.id), IsEmpty());
  EXPECT_EQ(decide(world.as(world.chloe), world.rules, m.id, {{d.id, d.version, 1}}).error().code, Code::refused);
}

TEST_P(Committee, of_two_at_once_decides_once) {
  auto d = world.taken();
  auto m = world.meeting();
  auto carl = world.person("Carl").with(Role::committee).actor();
  world.declare(world.chloe);
  world.declare(carl);
  ASSERT_TRUE(prepare_decisions(world.as(world.olga), world.rules, m.id, {ReviewWorld::grant(d.id)}));
  auto shown = world.shown_to(world.chloe, m.id);
  std::vector<std::optional<Code>> outcomes(2);
  std::vector<std::thread> people;
  for (std::size_t i = 0; i < 2; ++i)
    people.emplace_back([&, i] {
      auto done = decide(world.as(i == 0 ? world.chloe : carl), world.rules, m.id, shown);
      if (!done) outcomes[i] = done.error().code;
    });
  for (auto& p : people) p.join();
  EXPECT_THAT(outcomes, testing::UnorderedElementsAre(std::nullopt, std::optional(Code::conflict)));
  EXPECT_EQ(world.reader()->one<std::int64_t>("SELECT count(*) FROM journal_event WHERE name = 'dossier.decided'"), 1);
}

TEST_P(Committee, closes_a_meeting_once_its_table_is_empty) {
  auto d = world.taken();
  auto m = world.meeting();
  ASSERT_TRUE(prepare_decisions(world.as(world.olga), world.rules, m.id, {ReviewWorld::grant(d.id)}));
  EXPECT_EQ(close_meeting(world.as(world.olga), m.id, m.version).error().code, Code::refused);
  ASSERT_TRUE(drop_decision(world.as(world.olga), d.id));
  m.minutes = "Chloé was there.";
  m = save_meeting(world.as(world.olga), m).value();
  EXPECT_EQ(close_meeting(world.as(world.olga), m.id, m.version - 1).error().code, Code::conflict);
  ASSERT_TRUE(close_meeting(world.as(world.olga), m.id, m.version));
  EXPECT_EQ(save_meeting(world.as(world.olga), m).error().code, Code::refused);
  EXPECT_EQ(prepare_decisions(world.as(world.olga), world.rules, m.id, {ReviewWorld::grant(d.id)}).error().code,
            Code::refused);
}

TEST_P(Committee, has_minutes_on_paper_without_what_a_linked_member_may_not_see) {
  auto good = world.taken(world.paul, world.rival, "Good"), weak = world.taken("Weak");
  auto m = world.meeting();
  ASSERT_TRUE(prepare_decisions(world.as(world.olga), world.rules, m.id,
                                {ReviewWorld::grant(good.id), ReviewWorld::decline(weak.id)}));
  world.declare(world.chloe, {"Étiquettes du Ried"});
  Speaking english(Lang::en);
  auto paper = [&](const Actor& actor) {
    return documents::paper_of(minutes_of(*world.reader(), actor, world.rules, m.id)->writing).str();
  };
  auto number = [&](const Dossier& d) { return world.stored(d.id).number.value(); };
  m.minutes = number(weak) + " was discussed for an hour.";
  m = save_meeting(world.as(world.olga), m).value();
  EXPECT_THAT(paper(world.olga),
              AllOf(HasSubstr(number(good)), HasSubstr("Chloé: " + number(weak)), HasSubstr("discussed for an hour"),
                    HasSubstr("not decided yet"), HasSubstr("not final yet")));
  EXPECT_THAT(paper(world.chloe), AllOf(HasSubstr(number(good)), Not(HasSubstr(number(weak))), Not(HasSubstr("Chloé")),
                                        Not(HasSubstr("discussed for an hour")), HasSubstr("are not in this copy")));
  auto browser = world.browse(world.chloe);
  browser.get("/meetings/" + m.id.str());
  EXPECT_TRUE(browser.says("The minutes are for members who are clear of every dossier on the table"));
  EXPECT_FALSE(browser.says("discussed for an hour"));
  auto audience = minutes_of(*world.reader(), world.chloe, world.rules, m.id)->audience;
  ASSERT_TRUE(drop_decision(world.as(world.olga), good.id));
  EXPECT_EQ(minutes_of(*world.reader(), world.chloe, world.rules, m.id)->audience, audience)
      << "nobody's rights changed";
  EXPECT_NE(minutes_of(*world.reader(), world.olga, world.rules, m.id)->audience,
            minutes_of(*world.reader(), world.chloe, world.rules, m.id)->audience);
  EXPECT_EQ(minutes_of(*world.reader(), world.marie, world.rules, m.id).error().code, Code::not_found);
}

TEST_P(Committee, tells_applicants_reasons_and_words_and_never_who_or_what_was_said_inside) {
  auto d = world.taken();
  world.open_phase();
  for (const auto& who : {world.rene, world.rosa}) {
    world.declare(who);
    world.assign(d.id, who);
  }
  world.give(world.rene, d.id, 4, "Say more about the data.");
  world.give(world.rosa, d.id, 2, "A fine idea.");
  ASSERT_TRUE(make_remark(world.as(world.rene), d.id, "Remark inside"));
  auto m = world.meeting();
  world.declare(world.chloe);
  ASSERT_TRUE(prepare_decisions(world.as(world.olga), world.rules, m.id, {ReviewWorld::grant(d.id)}));
  EXPECT_EQ(seen_decision(*world.reader(), world.marie, d.id).error().code, Code::not_found);  // not taken yet
  ASSERT_TRUE(decide(world.as(world.chloe), world.rules, m.id, world.shown_to(world.chloe, m.id)));
  auto marie = world.browse(world.marie);
  marie.get("/dossiers/" + d.id.str() + "/decision");
  ASSERT_EQ(marie.status(), 200);
  EXPECT_TRUE(marie.says("The committee grants this dossier"));
  EXPECT_TRUE(marie.says("Well done"));
  EXPECT_TRUE(marie.says("The need and the way to answer it are clear and convincing."));
  EXPECT_TRUE(marie.says("A fine idea."));
  EXPECT_TRUE(marie.says("look at this decision again within two months"));
  for (const auto* inside : {"René", "Rosa", "Chloé", "Olga", "Between us", "Remark inside"})
    EXPECT_FALSE(marie.says(inside)) << inside;
  auto paul = world.browse(world.paul);
  EXPECT_EQ(paul.get("/dossiers/" + d.id.str() + "/decision").status, 404);
}

TEST_P(Committee, goes_from_the_batch_to_the_letter_by_its_pages) {
  auto first = world.taken("First"), second = world.taken("Second");
  auto olga = world.browse(world.olga);
  olga.get(world.batch_path("/meetings"));
  olga.submit(world.batch_path("/meetings"), {{"held_on", "2026-09-14"}});
  ASSERT_EQ(olga.status(), 200);
  auto meeting = olga.path();
  olga.submit(meeting + "/decisions", {{"dossier", first.id.str() + ":0"}, {"verdict", "granted"}, {"months", "9"}});
  EXPECT_EQ(olga.status(), 400);
  EXPECT_TRUE(olga.says("Give at least one reason."));
  EXPECT_TRUE(olga.says("Grant between 2.00 and 4.00 months"));
  olga.submit(meeting + "/decisions", {{"dossier", first.id.str() + ":0"},
                                       {"verdict", "granted"},
                                       {"months", "3"},
                                       {"reasons", "promising_reduced"},
                                       {"words", "Begin small"}});
  ASSERT_EQ(olga.status(), 200);
  EXPECT_FALSE(olga.offers(meeting + "/deciding"));
  auto chloe = world.browse(world.chloe);
  chloe.get(meeting + "/deciding");
  EXPECT_TRUE(chloe.says("Nothing for you to decide"));
  world.declare(world.chloe);
  chloe.get(meeting + "/deciding");
  EXPECT_TRUE(chloe.says("This list has 1 dossier. Take this decision?"));
  EXPECT_TRUE(chloe.says(first.number.value()));
  EXPECT_FALSE(chloe.says(second.number.value()));
  chloe.submit(meeting + "/deciding");
  EXPECT_TRUE(chloe.says("Decided: 1."));
  EXPECT_EQ(world.stored(first.id).state, DossierState::granted);
  EXPECT_EQ(decision_of(*world.reader(), first.id)->months->raw, 300);
}

// ── every act, every role, every state ──

struct Attempts {
  ReviewWorld& world;

  /// For what only the clock or a committee brings about, the row is set: the commands are asked afterwards.
  Dossier in_state(DossierState state, int n) {
    auto title = "In " + std::string(name_of(state)) + " " + std::to_string(n);
    if (state == DossierState::draft) return world.ready(title);
    auto d = world.filed(title);
    world.db.write([&](Tx& tx) {
      d.state = state;
      d.correct_by = at("2026-10-05T17:00:00+02:00");
      return save_dossier(tx, d).has_value();
    });
    return world.stored(d.id);
  }
  /// The command of this act, as this actor; empty: no command does it for a person.
  std::optional<bool> try_it(Act act, const Actor& who, const Dossier& d, MeetingId meeting) {
    switch (act) {
      case Act::submit:
      case Act::amend:
      case Act::correct:
        return submit_dossier(world.as(who), world.rules, d.id, d.version, {world.call.cut_offs[1].id, ""}).has_value();
      case Act::send_back:
        return send_back(world.as(who), d.id, d.version, "More", at("2026-10-05T17:00:00+02:00")).has_value();
      case Act::take_up: {
        auto done = take_up(world.as(who), {d.id});
        return done && !done->taken.empty();
      }
      case Act::carry_over:
        return carry_over(world.as(who), d.id, d.version).has_value();
      case Act::grant:
      case Act::decline: {
        // Prepared behind the office's back, so that the committee's own command is what says no.
        auto stored = decision_of(*world.reader(), d.id);
        if (!stored) {
          Decision made;
          made.dossier = d.id;
          made.meeting = meeting;
          made.verdict = act == Act::grant ? Verdict::granted : Verdict::declined;
          made.reasons = {act == Act::grant ? "strong_case" : "need_unclear"};
          made.prepared_by = world.olga.person;
          made.prepared_at = world.house.clock.now();
          world.db.write([&](Tx& tx) { return put_decision(tx, made).has_value(); });
          stored = made;
        }
        return decide(world.as(who), world.rules, meeting, {{d.id, d.version, stored->version}}).has_value();
      }
      case Act::withdraw:
        return withdraw_dossier(world.as(who), d.id, d.version).has_value();
      case Act::expire:
        return std::nullopt;
      case Act::resume:
        return resume_dossier(world.as(who), d.id, d.version).has_value();
    }
    return std::nullopt;
  }
};

Party party_of(Act act) {
  for (const auto& step : transitions())
    if (step.act == act) return step.by;
  return Party::program;
}

TEST_P(DossierTable, lets_each_step_be_taken_by_its_party_alone) {
  Attempts attempts{world};
  auto meeting = world.meeting().id;
  auto editor = world.person("Edith").with(Role::operator_).owning(world.rival).actor();
  auto reader = world.person("Rita").with(Role::operator_).owning(world.rival).actor();
  std::map<Role, Actor> strangers;
  for (auto name : names_of<Role>()) {
    auto role = *from_name<Role>(name);
    strangers[role] = world.person("Somebody").with(role).actor();
  }
  const std::map<Party, std::pair<Actor, Role>> rightly{{Party::applicant, {world.marie, Role::operator_}},
                                                        {Party::office, {world.olga, Role::office}},
                                                        {Party::committee, {world.chloe, Role::committee}}};
  int n = 0;
  for (const auto& step : transitions()) {
    if (step.by == Party::program) continue;  // the clock's: no command takes it for a person
    // What may still be amended is not taken up.
    world.db.write([&](Tx& tx) {
      auto call = find_call(tx, world.call.id).value();
      call.cut_offs[1].edit_until =
          step.act == Act::amend ? std::optional(at("2026-10-02T17:00:00+02:00")) : std::nullopt;
      return save_cut_offs(tx, call.id, call.cut_offs).has_value();
    });
    auto d = attempts.in_state(step.from, ++n);
    world.db.write([&](Tx& tx) {
      for (const auto& [who, part] : {std::pair(editor, Part::editor), {reader, Part::reader}})
        put_member(tx, d.id, {who.person, part, true}, world.marie.person, world.house.clock.now());
      return true;
    });
    // The right one comes last: until then nothing may move.
    const auto& [right, role_of_right] = rightly.at(step.by);
    std::vector<std::pair<std::string, Actor>> order{
        {"an editor", editor}, {"a reader", reader}, {"its lab", world.nora}};
    if (step.by != Party::applicant) order.emplace_back("its owner", world.marie);
    for (const auto& [role, stranger] : strangers)
      if (role != role_of_right || step.by == Party::applicant) order.emplace_back(name_of(role), stranger);
    order.emplace_back("its party", right);
    for (const auto& [name, who] : order) {
      SCOPED_TRACE(fmt::format("{} from {} as {}", name_of(step.act), name_of(step.from), name));
      if (who.roles.has(Role::committee)) world.declare(who);
      auto before = world.stored(d.id);
      auto done = attempts.try_it(step.act, who, before, meeting);
      bool may = name == "its party";
      ASSERT_TRUE(done.has_value());
      EXPECT_EQ(*done, may);
      auto after = world.stored(d.id);
      EXPECT_EQ(after.state, may ? step.to : step.from);
      EXPECT_EQ(after.version != before.version, may);
    }
  }
  EXPECT_EQ(n, static_cast<int>(transitions().size()) - 1);
}

TEST_P(DossierTable, refuses_from_every_state_what_it_does_not_hold) {
  Attempts attempts{world};
  auto meeting = world.meeting().id;
  int n = 0;
  for (auto state_name : names_of<DossierState>()) {
    auto state = *from_name<DossierState>(state_name);
    auto d = attempts.in_state(state, ++n);
    world.declare(world.chloe);
    for (auto act_name : names_of<Act>()) {
      auto act = *from_name<Act>(act_name);
      if (transition(act, state) != nullptr) continue;
      // One command files, amends and corrects: it does what the state allows.
      bool files = act == Act::submit || act == Act::amend || act == Act::correct;
      if (files && (transition(Act::submit, state) || transition(Act::amend, state) || transition(Act::correct, state)))
        continue;
      auto by = party_of(act);
      const auto& who = by == Party::office ? world.olga : by == Party::committee ? world.chloe : world.marie;
      auto done = attempts.try_it(act, who, d, meeting);
      if (done) {
        EXPECT_FALSE(*done) << act_name << " from " << state_name;
      }
      EXPECT_EQ(world.stored(d.id).state, state) << act_name << " from " << state_name;
      EXPECT_EQ(world.stored(d.id).version, d.version) << act_name << " from " << state_name;
    }
  }
}

}  // namespace
}  // namespace couloir::calls
