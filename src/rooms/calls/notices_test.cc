// What is written to people about their dossiers: when, once, in whose language, and who may silence what.
#include "calls/notices.h"
#include "calls/batch.h"
#include "calls/call_edit.h"
#include "calls/review_world.h"

namespace couloir::calls {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct Mailed {
  std::string to, subject, body;
};

struct CallsMails : ReviewsOnBoth {
  CallsMails() { EXPECT_TRUE(load_words(COULOIR_WORDS_DIR).has_value()); }

  /// Since the last time that this was asked, oldest first.
  std::vector<Mailed> fresh() {
    world.house.jobs.run_due();
    auto all =
        world.reader()->all("SELECT address, subject, body FROM journal_mail ORDER BY id", {}, [](const Row& row) {
          return Mailed{row.get<std::string>("address"), row.get<std::string>("subject"), row.get<std::string>("body")};
        });
    std::vector<Mailed> found(all.begin() + static_cast<std::ptrdiff_t>(read_), all.end());
    read_ = all.size();
    return found;
  }
  std::vector<std::string> subjects() {
    std::vector<std::string> all;
    for (const auto& mail : fresh()) all.push_back(mail.to + ": " + mail.subject);
    return all;
  }
  std::vector<std::string> subjects_at(std::string_view when) {
    world.house.clock.set(at(when));
    return subjects();
  }
  /// Works for the same organisation, in French.
  Actor odile() {
    return people::a_person(world.db)
        .speaking(Lang::fr)
        .named("Odile")
        .at_address("odile@acme.example")
        .with(Role::operator_)
        .working_for(world.acme)
        .actor();
  }
  void take_part(const Actor& who, DossierId id) {
    ASSERT_TRUE(set_member(world.as(world.marie), id, {who.person, Part::editor}));
  }
  void decide_it(DossierId id, bool granted) {
    auto m = world.meeting();
    ASSERT_TRUE(prepare_decisions(world.as(world.olga), world.rules, m.id,
                                  {granted ? ReviewWorld::grant(id) : ReviewWorld::decline(id)}));
    ASSERT_TRUE(decide(world.as(world.chloe), world.rules, m.id, world.shown_to(world.chloe, m.id)));
  }

 private:
  std::size_t read_ = 0;
};
INSTANTIATE_TEST_SUITE_P(, CallsMails, both_databases(), database_name);

TEST_P(CallsMails, tell_each_in_her_language_what_was_decided_and_lead_to_the_letter) {
  auto yes = world.ready("Good");
  take_part(odile(), yes.id);
  ASSERT_TRUE(submit_dossier(world.as(world.marie), world.rules, yes.id, yes.version, {world.cut_off(), ""}));
  ASSERT_TRUE(take_up(world.as(world.olga), {yes.id}));
  auto no = world.taken("Weak");
  world.declare(world.chloe);
  fresh();
  decide_it(yes.id, true);
  auto told = fresh();
  ASSERT_EQ(told.size(), 2u);
  std::ranges::sort(told, {}, &Mailed::to);
  auto letter = "/dossiers/" + yes.id.str() + "/decision#letter";
  EXPECT_EQ(told[0].to + ": " + told[0].subject, "marie@acme.example: Granted: pool-0001");
  EXPECT_THAT(told[0].body, AllOf(HasSubstr("Its letter is a PDF"), HasSubstr(letter), Not(HasSubstr("Well done"))));
  EXPECT_EQ(told[1].to + ": " + told[1].subject, "odile@acme.example: Retenu\u00a0: pool-0001");
  EXPECT_THAT(told[1].body, AllOf(HasSubstr("Sa lettre est un PDF"), HasSubstr(letter)));
  decide_it(no.id, false);
  EXPECT_THAT(subjects(), ElementsAre("marie@acme.example: Not granted: pool-0002"));
  auto marie = world.browse(world.marie);
  marie.get("/dossiers/" + yes.id.str() + "/decision");
  EXPECT_THAT(marie.seen().body, HasSubstr(R"(id="letter")"));
  EXPECT_THAT(marie.seen().body, HasSubstr(R"(<a href="/dossiers/)" + yes.id.str() + "\">pool-0001")) << "the way back";
  marie.submit("/dossiers/" + yes.id.str() + "/documents", {{"paper", "letter"}});
  EXPECT_THAT(marie.path(), HasSubstr("/documents/"));
  EXPECT_TRUE(marie.says("Decision letter"));
}

TEST_P(CallsMails, bring_receipts_and_reminders_in_the_language_of_who_reads_them) {
  auto who = odile();
  auto first = world.ready("First"), second = world.draft("Second");
  take_part(who, first.id);
  take_part(who, second.id);
  fresh();
  world.house.clock.set(at("2026-09-24T10:00:00+02:00"));
  auto told = fresh();
  ASSERT_EQ(told.size(), 2u);
  std::ranges::sort(told, {}, &Mailed::to);
  EXPECT_EQ(told[0].subject, "4 dossiers wait for you") << "two drafts, each with its cut-off";
  EXPECT_THAT(told[0].body, AllOf(HasSubstr("Your draft “Second” is waiting for you."),
                                  HasSubstr("The cut-off for “Second” is on 30 September 2026"),
                                  HasSubstr("No more reminders like this one")));
  EXPECT_EQ(told[1].subject, "4 dossiers vous attendent");
  EXPECT_THAT(told[1].body, AllOf(HasSubstr("Votre brouillon «\u00a0Second\u00a0» vous attend."),
                                  HasSubstr("30 septembre 2026"), Not(HasSubstr("cut-off"))));
  ASSERT_TRUE(submit_dossier(world.as(world.marie), world.rules, first.id, world.stored(first.id).version,
                             {world.call.cut_offs[1].id, ""}));
  auto receipts = subjects();
  EXPECT_THAT(receipts, testing::UnorderedElementsAre("marie@acme.example: Filed: pool-0001",
                                                      "odile@acme.example: Déposé\u00a0: pool-0001"));
}

TEST_P(CallsMails, say_that_it_was_filed_again_carried_over_or_expired) {
  auto d = world.filed();
  auto draft = world.draft("Left");
  ASSERT_TRUE(send_back(world.as(world.olga), d.id, d.version, "Say more", at("2026-10-05T17:00:00+02:00")));
  fresh();
  ASSERT_TRUE(submit_dossier(world.as(world.marie), world.rules, d.id, world.stored(d.id).version, {{}, ""}));
  EXPECT_THAT(subjects(), ElementsAre("marie@acme.example: Filed again: pool-0001"));
  ASSERT_TRUE(carry_over(world.as(world.olga), d.id, world.stored(d.id).version));
  auto carried = fresh();
  ASSERT_EQ(carried.size(), 1u);
  EXPECT_EQ(carried[0].subject, "Carried over: pool-0001");
  EXPECT_THAT(carried[0].body, HasSubstr("30 November 2026"));
  // The call closed on 30 November; nobody touched the draft since 14 September, and 90 days are kept.
  EXPECT_THAT(subjects_at("2026-12-12T10:00:00+01:00"), Not(Contains(HasSubstr("expired"))));
  EXPECT_THAT(subjects_at("2026-12-14T10:00:00+01:00"),
              Contains("marie@acme.example: Your draft expired with its call: Left"));
  EXPECT_EQ(world.stored(draft.id).state, DossierState::expired);
}

TEST_P(CallsMails, remind_two_days_before_a_correction_is_due) {
  auto d = world.filed();
  ASSERT_TRUE(send_back(world.as(world.olga), d.id, d.version, "Say more", at("2026-10-05T17:00:00+02:00")));
  fresh();
  EXPECT_THAT(subjects_at("2026-10-03T16:29:00+02:00"), IsEmpty());
  EXPECT_THAT(subjects_at("2026-10-03T17:31:00+02:00"),
              ElementsAre(HasSubstr("marie@acme.example: “Sorting letters” can be corrected until 5 October 2026")));
  EXPECT_THAT(subjects_at("2026-10-04T17:31:00+02:00"), IsEmpty()) << "once";
}

TEST_P(CallsMails, remind_who_reviews_three_days_before_the_phase_ends) {
  auto d = world.taken();
  world.open_phase();
  for (const auto& who : {world.rene, world.rosa}) {
    world.declare(who);
    world.assign(d.id, who);
  }
  world.give(world.rosa, d.id, 4);
  fresh();
  EXPECT_THAT(subjects_at("2026-10-17T04:00:00+02:00"), Not(Contains(HasSubstr("to give until"))));
  EXPECT_THAT(subjects_at("2026-10-18T10:00:00+02:00"),
              Contains("rene@review.example: 1 review to give until Tuesday 20 October 2026"));
  EXPECT_THAT(subjects_at("2026-10-19T10:00:00+02:00"), Not(Contains(HasSubstr("to give until")))) << "once";
}

/// As when the program dies after a mail is committed and before its job is known to be done: the job runs again.
TEST_P(CallsMails, to_who_reviews_leave_once_though_their_job_runs_twice) {
  auto run_again = [&](std::string_view kind) {
    std::int64_t jobs = 0;
    world.db.write([&](Tx& tx) {
      jobs = tx.exec("UPDATE journal_job SET state = 'waiting', ended_at = NULL WHERE kind = :kind AND state = 'done'",
                     {{":kind", kind}});
      return true;
    });
    return jobs;
  };
  auto first = world.taken("First"), second = world.taken("Second");
  world.open_phase();
  world.declare(world.rene);
  fresh();
  world.assign(first.id, world.rene);
  world.assign(second.id, world.rene);
  auto told = subjects();
  EXPECT_THAT(told, Contains(HasSubstr("rene@review.example: Reviews wait for you")));
  EXPECT_GT(run_again("calls.tell_reviewer"), 0);
  EXPECT_THAT(subjects(), IsEmpty());
  EXPECT_THAT(subjects_at("2026-10-18T10:00:00+02:00"), Contains(HasSubstr("rene@review.example: 2 reviews to give")));
  world.give(world.rene, first.id, 4);
  fresh();
  EXPECT_EQ(run_again("calls.remind_reviewer"), 1);
  EXPECT_THAT(subjects(), IsEmpty()) << "though one review is given by now, and the subject another";
}

TEST_P(CallsMails, of_alarm_reach_an_officer_who_wants_no_reminders_of_her_own_drafts) {
  world.filed("First");
  auto back = world.filed("Second");
  world.taken("Third");
  ASSERT_TRUE(send_back(world.as(world.olga), back.id, back.version, "Say more", at("2026-09-20T17:00:00+02:00")));
  ASSERT_TRUE(choose_reminders(world.as(world.olga), false));
  ASSERT_TRUE(choose_reminders(world.as(world.marie), false));
  fresh();
  auto missed = subjects_at("2026-09-21T10:00:00+02:00");
  EXPECT_THAT(missed, ElementsAre(HasSubstr("olga@office.example: pool-0002 “Sorting letters” was to be corrected by")))
      << "and nothing to Marie, who muted her own";
  world.house.clock.set(at("2026-10-11T10:00:00+02:00"));
  auto alarm = fresh();
  ASSERT_EQ(alarm.size(), 1u);
  EXPECT_EQ(alarm[0].to + ": " + alarm[0].subject, "olga@office.example: 2 dossiers wait for you");
  EXPECT_THAT(
      alarm[0].body,
      AllOf(
          HasSubstr("pool-0001 “Sorting letters” has not moved: it is with the office since Monday 14 September 2026"),
          HasSubstr("pool-0003 “Sorting letters” has not moved: it is with reviewers and committee since Monday 14 "
                    "September"),
          Not(HasSubstr("No more reminders"))));
  EXPECT_THAT(subjects_at("2026-10-12T10:00:00+02:00"), IsEmpty()) << "once";
}

TEST_P(CallsMails, of_alarm_come_after_as_many_days_as_the_call_says) {
  auto call = edit_of(find_call(*world.reader(), world.call.id).value());
  call.silence_days = 3;
  ASSERT_TRUE(edit_call(world.as(world.olga), world.call.id, find_call(*world.reader(), world.call.id)->version, call));
  world.filed();
  fresh();
  EXPECT_THAT(subjects_at("2026-10-03T16:59:00+02:00"), IsEmpty());
  EXPECT_THAT(subjects_at("2026-10-03T17:31:00+02:00"), ElementsAre(HasSubstr("has not moved")));
}

}  // namespace
}  // namespace couloir::calls
