// Order, at least once, pauses, off, replay: against a real socket on this machine.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/log.h"
#include "webhooks/events.h"
#include "webhooks/parcel.h"
#include "webhooks/signature.h"
#include "webhooks/test_world.h"

namespace couloir::webhooks {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using Lists = std::vector<std::vector<std::int64_t>>;

struct Delivery : testing::TestWithParam<TestDatabase> {
  World world{GetParam()};
  Delivery() { set_log_enabled(false); }
  ~Delivery() override { set_log_enabled(true); }

  Lists arrived() { return dossiers_in(world.receiver.heard()); }
  void answer(int status) {
    world.receiver.then([status](const Heard&) { return TestReceiver::answer(status); });
  }
  std::int64_t waiting_jobs() { return std::ssize(journal::jobs_in(*world.db.reader(), journal::JobState::waiting)); }
};
INSTANTIATE_TEST_SUITE_P(, Delivery, both_databases(), database_name);

TEST_P(Delivery, brings_what_happened_signed_and_without_who_did_it) {
  auto issued = world.add();
  auto seq = world.submit(41);
  world.jobs.run_due();
  auto heard = world.receiver.heard();
  ASSERT_EQ(heard.size(), 1U);
  auto id = issued.webhook.id.str(), n = std::to_string(seq);
  EXPECT_EQ(heard[0].body,
            R"({"webhook":)" + id + R"(,"delivery":")" + id + "-" + n + "-" + n + R"(","events":[{"seq":)" + n +
                R"(,"at":")" + world.clock.now().iso() +
                R"(","name":"dossier.submitted","subject":"dossier","subject_id":41,"payload":{"dossier":41}}]})");
  EXPECT_EQ(heard[0].header("Couloir-Signature"), signature(issued.secret, heard[0].body, world.clock.now()));
  EXPECT_EQ(heard[0].header("Couloir-Delivery"), id + "-" + n + "-" + n);
  EXPECT_THAT(heard[0].header("User-Agent"), testing::StartsWith("couloir/"));
  auto row = world.row(issued.webhook.id);
  EXPECT_EQ(row.upto, seq);
  EXPECT_EQ(row.delivered_at, world.clock.now());
  EXPECT_FALSE(row.job);
}

TEST_P(Delivery, begins_with_the_next_event_and_takes_only_its_families) {
  world.submit(1);
  auto id = world.add().webhook.id;
  world.happen<DossierDiscussed>(2);  // of the noun, but not offered
  EXPECT_EQ(waiting_jobs(), 2);       // the hourly one, and the daily tidying of mail
  world.happen<DossierGranted>(3);
  world.jobs.run_due();
  EXPECT_EQ(arrived(), (Lists{{3}}));
  EXPECT_EQ(world.row(id).upto, journal::head(*world.db.reader()).seq);
}

TEST_P(Delivery, costs_no_job_when_nobody_wants_the_event) {
  auto before = waiting_jobs();
  world.submit(1);
  world.add({"webhook.*"});
  world.submit(2);
  EXPECT_EQ(waiting_jobs(), before);
}

TEST_P(Delivery, puts_up_to_a_hundred_events_into_one_and_keeps_their_order) {
  world.add();
  std::vector<std::int64_t> all;
  for (std::int64_t i = 1; i <= 250; ++i) all.push_back(i), world.submit(i);
  EXPECT_EQ(world.jobs.run_due(), 1);
  auto lists = arrived();
  ASSERT_EQ(lists.size(), 3U);
  EXPECT_EQ(lists[0].size(), 100U);
  EXPECT_EQ(lists[1].size(), 100U);
  std::vector<std::int64_t> joined;
  for (const auto& list : lists) joined.insert(joined.end(), list.begin(), list.end());
  EXPECT_EQ(joined, all);
}

TEST_P(Delivery, lets_others_have_their_turn_in_a_long_line) {
  world.add();
  for (std::int64_t i = 1; i <= 2'150; ++i) world.submit(i);
  EXPECT_EQ(world.jobs.run_due(), 2);  // 20 deliveries, then the rest
  EXPECT_EQ(arrived().size(), 22U);
}

TEST_P(Delivery, that_fails_holds_back_what_comes_after_it) {
  auto id = world.add().webhook.id;
  answer(503);
  world.submit(1);
  world.jobs.run_due();
  world.submit(2);
  world.jobs.run_due();
  EXPECT_EQ(arrived(), (Lists{{1}}));  // the second waits for the pause of the first
  EXPECT_EQ(world.row(id).failures, 1);
  EXPECT_EQ(world.row(id).last, (Outcome{Trouble::status, 503}));
  answer(200);
  world.clock.tick(10s);
  world.jobs.run_due();
  EXPECT_EQ(arrived(), (Lists{{1}, {1, 2}}));
  EXPECT_EQ(world.row(id).failures, 0);
  EXPECT_EQ(world.row(id).last, (Outcome{std::nullopt, 200}));
}

TEST_P(Delivery, to_one_receiver_does_not_wait_for_another) {
  world.add();
  TestReceiver other;
  ASSERT_TRUE(world.webhooks.add(world.as_marie(), {other.url(), {"dossier.*"}}));
  answer(500);
  world.submit(1);
  world.jobs.run_due();
  world.submit(2);
  world.jobs.run_due();
  EXPECT_EQ(dossiers_in(other.heard()), (Lists{{1}, {2}}));
}

TEST_P(Delivery, is_tried_fourteen_times_over_a_day_then_the_webhook_is_off_and_its_owner_told_once) {
  auto id = world.add().webhook.id;
  answer(500);
  world.submit(1);
  auto begun = world.clock.now();
  std::vector<std::chrono::seconds> pauses;
  for (world.jobs.run_due(); world.row(id).state == State::on; world.jobs.run_due()) {
    auto next = journal::find_job(*world.db.reader(), world.row(id).job)->run_at;
    pauses.push_back(std::chrono::duration_cast<std::chrono::seconds>(next - world.clock.now()));
    world.clock.tick(next - world.clock.now() - 1ms);
    auto before = world.receiver.heard().size();
    world.jobs.run_due();
    EXPECT_EQ(world.receiver.heard().size(), before);
    world.clock.tick(1ms);
  }
  EXPECT_EQ(pauses,
            (std::vector<std::chrono::seconds>{10s, 30s, 1min, 2min, 5min, 10min, 30min, 1h, 2h, 3h, 4h, 6h, 7h}));
  EXPECT_EQ(world.receiver.heard().size(), 14U);
  EXPECT_GT(world.clock.now() - begun, 23h);
  EXPECT_LT(world.clock.now() - begun, 25h);
  auto off = world.row(id);
  EXPECT_EQ(off.state, State::off);
  EXPECT_EQ(off.off_since, world.clock.now());
  ASSERT_EQ(world.mails.sent.size(), 1U);
  const auto& mail = world.mails.sent[0].mail;
  EXPECT_EQ(mail.to, "marie.courant@example.org");
  EXPECT_EQ(mail.subject, "couloir has switched off a webhook");
  EXPECT_THAT(mail.text, HasSubstr(world.receiver.url()));
  EXPECT_THAT(mail.text, HasSubstr("It answers with an error (code 500)."));
  EXPECT_THAT(mail.text, HasSubstr("/office/webhooks/" + id.str()));
  world.submit(2);
  world.let_a_week_go_by();
  EXPECT_EQ(world.receiver.heard().size(), 14U);
  EXPECT_EQ(world.mails.sent.size(), 1U);
}

TEST_P(Delivery, goes_on_where_it_stopped_when_switched_on_again) {
  auto id = world.add().webhook.id;
  answer(500);
  world.submit(1);
  world.let_a_week_go_by();
  world.submit(2);
  answer(204);
  ASSERT_TRUE(world.webhooks.resume(world.as_marie(), id));
  world.jobs.run_due();
  EXPECT_EQ(arrived().back(), (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(world.row(id).state, State::on);
  EXPECT_FALSE(world.row(id).off_since);
}

TEST_P(Delivery, pauses_and_resumes_without_a_loss_and_without_waiting_for_an_old_pause) {
  auto id = world.add().webhook.id;
  answer(500);
  world.submit(1);
  for (int i = 0; i < 12; ++i) world.jobs.run_due(), world.clock.tick(3h);
  ASSERT_TRUE(world.webhooks.pause(world.as_marie(), id));
  world.submit(2);
  answer(204);
  auto tries = world.receiver.heard().size();
  world.let_a_week_go_by();
  EXPECT_EQ(world.receiver.heard().size(), tries);
  ASSERT_TRUE(world.webhooks.resume(world.as_marie(), id));
  world.jobs.run_due();
  EXPECT_EQ(arrived().back(), (std::vector<std::int64_t>{1, 2}));
}

TEST_P(Delivery, is_repeated_from_any_event_on) {
  auto id = world.add().webhook.id;
  world.submit(1);
  auto second = world.submit(2);
  world.submit(3);
  world.jobs.run_due();
  EXPECT_EQ(world.webhooks.replay(world.as_marie(), id, second).value().upto, second - 1);
  world.jobs.run_due();
  EXPECT_EQ(arrived(), (Lists{{1, 2, 3}, {2, 3}}));
  for (std::int64_t odd : {std::int64_t{0}, journal::head(*world.db.reader()).seq + 1}) {
    auto refused = world.webhooks.replay(world.as_marie(), id, odd);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().problems.at(0).where, "from");
  }
}

// The receiver said yes, but the program died before it wrote that down: the same events come again under the same id,
// and the seq tells that they are known.
TEST_P(Delivery, comes_again_when_the_program_died_before_it_noted_the_yes) {
  auto id = world.add().webhook.id;
  world.submit(1);
  auto job = world.row(id).job;
  world.receiver.then([&](const Heard&) {
    // Another process takes the job over: what this one writes down is not heard.
    world.db.write([&](Tx& tx) {
      tx.exec("UPDATE journal_job SET state = 'waiting', lease_until = NULL, taken = taken + 1 WHERE id = :id",
              {{":id", job}});
      tx.exec("UPDATE webhooks_webhook SET upto = upto - 1 WHERE id = :id", {{":id", id}});
      return true;
    });
    world.receiver.then([](const Heard&) { return TestReceiver::answer(204); });
    return TestReceiver::answer(204);
  });
  world.jobs.run_due();
  auto heard = world.receiver.heard();
  ASSERT_EQ(heard.size(), 2U);
  EXPECT_EQ(heard[0].body, heard[1].body);
  EXPECT_EQ(heard[0].header("Couloir-Delivery"), heard[1].header("Couloir-Delivery"));
}

TEST_P(Delivery, under_way_does_not_undo_a_replay_or_a_pause_made_meanwhile) {
  auto id = world.add().webhook.id;
  auto first = world.submit(1);
  world.receiver.then([&](const Heard&) {
    world.receiver.then([](const Heard&) { return TestReceiver::answer(204); });
    EXPECT_TRUE(world.webhooks.replay(world.as_marie(), id, first));
    return TestReceiver::answer(204);
  });
  world.jobs.run_due();
  EXPECT_EQ(arrived(), (Lists{{1}, {1}}));
  auto second = world.submit(2);
  world.receiver.then([&](const Heard&) {
    EXPECT_TRUE(world.webhooks.pause(world.as_marie(), id));
    return TestReceiver::answer(204);
  });
  world.jobs.run_due();
  EXPECT_EQ(world.row(id).state, State::paused);
  EXPECT_LT(world.row(id).upto, second);
}

TEST_P(Delivery, begins_again_within_the_hour_when_its_task_was_cancelled) {
  auto id = world.add().webhook.id;
  world.submit(1);
  world.db.write([&](Tx& tx) { return journal::cancel(tx, world.row(id).job).has_value(); });
  world.jobs.run_due();
  EXPECT_TRUE(arrived().empty());
  world.clock.tick(1h);
  world.jobs.run_due();
  EXPECT_EQ(arrived(), (Lists{{1}}));
}

TEST_P(Delivery, without_its_secret_is_off_at_once) {
  auto id = world.add().webhook.id;
  world.db.write([&](Tx& tx) {
    tx.exec("UPDATE webhooks_webhook SET sealed_secret = :sealed",
            {{":sealed", people::SecretKey::random().seal("webhook " + id.str() + ":clrw_x")}});
    return true;
  });
  world.submit(1);
  world.jobs.run_due();
  EXPECT_TRUE(world.receiver.heard().empty());
  EXPECT_EQ(world.row(id).state, State::off);
  EXPECT_EQ(world.row(id).last, (Outcome{Trouble::secret_lost, 0}));
  auto renewed = world.webhooks.renew_secret(world.as_marie(), id).value();
  ASSERT_TRUE(world.webhooks.resume(world.as_marie(), id));
  world.jobs.run_due();
  auto heard = world.receiver.heard().at(0);
  EXPECT_EQ(heard.header("Couloir-Signature"), signature(renewed.secret, heard.body, world.clock.now()));
}

TEST_P(Delivery, tells_one_webhook_what_becomes_of_another) {
  auto watched = world.add().webhook.id;
  auto watching = world.add({"webhook.*"}).webhook.id;
  ASSERT_TRUE(world.webhooks.pause(world.as_marie(), watched));
  world.jobs.run_due();
  auto heard = world.receiver.heard();
  ASSERT_EQ(heard.size(), 1U);
  EXPECT_THAT(heard[0].body, HasSubstr(R"({"webhook":)" + watching.str() + ","));
  EXPECT_THAT(heard[0].body, HasSubstr(R"("name":"webhook.paused","subject":"webhook","subject_id":)" + watched.str()));
}

TEST_P(Delivery, of_a_test_is_one_ping_whatever_the_state) {
  auto id = world.add().webhook.id;
  ASSERT_TRUE(world.webhooks.pause(world.as_marie(), id));
  ASSERT_TRUE(world.webhooks.ask_test(world.as_marie(), id));
  ASSERT_TRUE(world.webhooks.ask_test(world.as_marie(), id));  // still under way
  world.jobs.run_due();
  ASSERT_EQ(world.receiver.heard().size(), 1U);
  EXPECT_THAT(world.receiver.heard()[0].body, HasSubstr(R"("events":[{"seq":0,)"));
  EXPECT_THAT(world.receiver.heard()[0].body, HasSubstr(R"("name":"webhook.ping")"));
  EXPECT_EQ(world.row(id).test, (Outcome{std::nullopt, 204}));
  EXPECT_EQ(world.row(id).tested_at, world.clock.now());
  answer(404);
  ASSERT_TRUE(world.webhooks.ask_test(world.as_marie(), id));
  world.jobs.run_due();
  EXPECT_EQ(world.row(id).test, (Outcome{Trouble::status, 404}));
  EXPECT_EQ(world.row(id).failures, 0);
}

}  // namespace
}  // namespace couloir::webhooks
