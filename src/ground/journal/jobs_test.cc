#include "journal/jobs.h"

#include <gtest/gtest.h>

#include <future>
#include <mutex>
#include <set>

#include "journal/test_world.h"

namespace couloir::journal {
namespace {

using namespace std::chrono_literals;

struct Count {
  static constexpr auto kName = "test.count"sv;
  std::int64_t upto = 0;
  static constexpr auto kFields = fields(field("upto", &Count::upto));
};
struct Sweep {
  static constexpr auto kName = "test.sweep"sv;
  static constexpr auto kFields = fields();
};

class BackgroundJob : public OnBothDatabases {};
INSTANTIATE_TEST_SUITE_P(, BackgroundJob, both_databases(), database_name);

JobId ask(World& world, std::int64_t upto, const JobOptions& options = {}) {
  JobId id;
  world.write([&](Tx& tx) { id = enqueue(tx, world.op(), Count{upto}, options); });
  return id;
}

Job job(World& world, JobId id) { return *find_job(*world.db().reader(), id); }

Handling<Count> answering(Result<void> answer) {
  return [answer](const Count&, JobContext&) { return answer; };
}

TEST_P(BackgroundJob, runs_once_after_the_commit_and_remembers_who_asked) {
  World world(GetParam());
  std::vector<std::int64_t> seen;
  auto jobs = world.jobs();
  jobs->handle<Count>([&](const Count& count, JobContext& context) -> Result<void> {
    seen.push_back(count.upto);
    EXPECT_EQ(context.owner(), PersonId{5});
    EXPECT_EQ(context.op().actor.door, Door::job);
    EXPECT_FALSE(context.op().actor.logged_in());
    EXPECT_FALSE(context.event());
    return {};
  });
  auto id = ask(world, 40);
  EXPECT_EQ(job(world, id).state, JobState::waiting);
  EXPECT_EQ(jobs->run_due(), 1);
  EXPECT_EQ(jobs->run_due(), 0);
  EXPECT_EQ(seen, std::vector<std::int64_t>{40});
  auto after = job(world, id);
  EXPECT_EQ(after.state, JobState::done);
  EXPECT_EQ(after.attempts, 1);
  EXPECT_EQ(after.request_id, "r-1");
}

TEST_P(BackgroundJob, waits_for_its_hour) {
  World world(GetParam());
  auto jobs = world.jobs();
  jobs->handle<Count>(answering({}));
  ask(world, 1, {.run_at = world.clock.now() + 1h});
  world.clock.tick(1h - 1ms);
  EXPECT_EQ(jobs->run_due(), 0);
  world.clock.tick(1ms);
  EXPECT_EQ(jobs->run_due(), 1);
}

TEST_P(BackgroundJob, is_not_doubled_when_asked_for_again_with_its_key) {
  World world(GetParam());
  auto jobs = world.jobs();
  jobs->handle<Count>(answering({}));
  auto id = ask(world, 1, {.dedupe_key = "wave 3"});
  EXPECT_EQ(ask(world, 2, {.dedupe_key = "wave 3"}), id);
  EXPECT_NE(ask(world, 2, {.dedupe_key = "wave 4"}), id);
  EXPECT_NE(ask(world, 2), ask(world, 2));
  EXPECT_EQ(jobs->run_due(), 4);
  EXPECT_EQ(ask(world, 2, {.dedupe_key = "wave 3"}), id);
  EXPECT_EQ(jobs->run_due(), 0);
}

TEST_P(BackgroundJob, is_tried_again_after_longer_and_longer_pauses_then_fails) {
  World world(GetParam());
  auto jobs = world.jobs();
  jobs->handle<Count>(answering(Error::unavailable(say("Not now, {1}.", "Ana"))));
  auto id = ask(world, 1);
  std::vector<std::chrono::seconds> pauses;
  while (job(world, id).state == JobState::waiting) {
    EXPECT_EQ(jobs->run_due(), 1);
    auto pause = job(world, id).run_at - world.clock.now();
    if (job(world, id).state != JobState::waiting) break;
    pauses.push_back(std::chrono::duration_cast<std::chrono::seconds>(pause));
    world.clock.tick(pause - 1ms);
    EXPECT_EQ(jobs->run_due(), 0);
    world.clock.tick(1ms);
  }
  EXPECT_EQ(pauses, (std::vector<std::chrono::seconds>{10s, 1min, 5min, 30min, 2h, 6h, 16h}));
  auto after = job(world, id);
  EXPECT_EQ(after.state, JobState::failed);
  EXPECT_EQ(after.attempts, 8);
  EXPECT_EQ(after.message, say("Not now, {1}.", "Ana"));
}

TEST_P(BackgroundJob, fails_at_once_when_trying_again_cannot_help) {
  World world(GetParam());
  auto jobs = world.jobs();
  jobs->handle<Count>(answering(Error::refused(say("Never."))));
  auto id = ask(world, 1);
  EXPECT_EQ(jobs->run_due(), 1);
  EXPECT_EQ(job(world, id).state, JobState::failed);
}

TEST_P(BackgroundJob, that_throws_is_tried_again) {
  World world(GetParam());
  auto jobs = world.jobs();
  jobs->handle<Count>([](const Count&, JobContext& context) -> Result<void> {
    if (context.attempt() == 1) throw std::runtime_error("boom");
    return {};
  });
  auto id = ask(world, 1);
  EXPECT_EQ(jobs->run_due(), 1);
  EXPECT_EQ(job(world, id).state, JobState::waiting);
  EXPECT_EQ(job(world, id).message, say("Something went wrong inside couloir; the log of the server says what."));
  world.clock.tick(10s);
  EXPECT_EQ(jobs->run_due(), 1);
  EXPECT_EQ(job(world, id).state, JobState::done);
}

TEST_P(BackgroundJob, of_a_kind_nobody_handles_waits_for_a_program_that_does) {
  World world(GetParam());
  auto id = ask(world, 1);
  EXPECT_EQ(world.jobs()->run_due(), 1);
  EXPECT_EQ(job(world, id).state, JobState::waiting);
  world.clock.tick(10s);
  auto jobs = world.jobs();
  jobs->handle<Count>(answering({}));
  EXPECT_EQ(jobs->run_due(), 1);
  EXPECT_EQ(job(world, id).state, JobState::done);
}

TEST_P(BackgroundJob, can_be_put_back_after_it_failed) {
  World world(GetParam());
  auto jobs = world.jobs();
  bool mended = false;
  jobs->handle<Count>([&](const Count&, JobContext&) -> Result<void> {
    if (!mended) return Error::refused(say("Never."));
    return {};
  });
  auto id = ask(world, 1);
  jobs->run_due();
  mended = true;
  world.write([&](Tx& tx) {
    EXPECT_TRUE(retry(tx, id, world.clock.now()));
    EXPECT_EQ(retry(tx, id, world.clock.now()).error().code, Code::refused);
    EXPECT_EQ(retry(tx, JobId{99}, world.clock.now()).error().code, Code::not_found);
  });
  EXPECT_EQ(jobs->run_due(), 1);
  EXPECT_EQ(job(world, id).state, JobState::done);
}

TEST_P(BackgroundJob, cancelled_while_waiting_never_starts) {
  World world(GetParam());
  auto jobs = world.jobs();
  jobs->handle<Count>(answering({}));
  auto id = ask(world, 1);
  world.write([&](Tx& tx) {
    EXPECT_TRUE(cancel(tx, id));
    EXPECT_EQ(cancel(tx, id).error().code, Code::refused);
    EXPECT_EQ(cancel(tx, JobId{99}).error().code, Code::not_found);
  });
  EXPECT_EQ(jobs->run_due(), 0);
  EXPECT_EQ(job(world, id).state, JobState::cancelled);
}

TEST_P(BackgroundJob, cancelled_while_running_is_told_and_stops) {
  World world(GetParam());
  auto jobs = world.jobs();
  jobs->handle<Count>([&](const Count&, JobContext& context) -> Result<void> {
    EXPECT_FALSE(context.cancelled());
    world.write([&](Tx& tx) { EXPECT_TRUE(cancel(tx, context.id())); });
    world.clock.tick(1s);
    EXPECT_TRUE(context.cancelled());
    return Error::unavailable(say("Stopped half-way."));
  });
  auto id = ask(world, 1);
  EXPECT_EQ(jobs->run_due(), 1);
  EXPECT_EQ(job(world, id).state, JobState::cancelled);
}

TEST_P(BackgroundJob, shows_its_progress_at_most_twice_a_second_and_at_its_end) {
  World world(GetParam());
  auto jobs = world.jobs();
  std::vector<std::int64_t> shown;
  jobs->handle<Count>([&](const Count& count, JobContext& context) -> Result<void> {
    for (std::int64_t i = 1; i <= count.upto; ++i) {
      context.progress(i, count.upto, say("{1} lines read", std::to_string(i)));
      shown.push_back(job(world, context.id()).progress_done);
      world.clock.tick(200ms);
    }
    return {};
  });
  auto id = ask(world, 8);
  jobs->run_due();
  EXPECT_EQ(shown, (std::vector<std::int64_t>{1, 1, 1, 4, 4, 4, 7, 7}));
  auto after = job(world, id);
  EXPECT_EQ(after.progress_done, 8);
  EXPECT_EQ(after.progress_total, 8);
  EXPECT_EQ(after.message, say("{1} lines read", "8"));
}

// A runner that hangs past its lease loses the job: another takes it, and what the first one then says is not heard.
TEST_P(BackgroundJob, is_taken_over_when_its_lease_ends) {
  World world(GetParam());
  auto first = world.jobs(), second = world.jobs();
  int first_runs = 0, second_runs = 0;
  second->handle<Count>([&](const Count&, JobContext& context) -> Result<void> {
    ++second_runs;
    EXPECT_EQ(context.attempt(), 2);
    return {};
  });
  first->handle<Count>([&](const Count&, JobContext& context) -> Result<void> {
    ++first_runs;
    EXPECT_FALSE(context.cancelled());
    world.clock.tick(60s);
    EXPECT_EQ(second->run_due(), 0);
    world.clock.tick(1ms);
    EXPECT_EQ(second->run_due(), 1);
    world.clock.tick(1s);
    EXPECT_TRUE(context.cancelled());
    return Error::refused(say("I come too late."));
  });
  auto id = ask(world, 1);
  EXPECT_EQ(first->run_due(), 1);
  EXPECT_EQ(first_runs, 1);
  EXPECT_EQ(second_runs, 1);
  EXPECT_EQ(job(world, id).state, JobState::done);
}

TEST_P(BackgroundJob, keeps_its_lease_while_it_reports_progress) {
  World world(GetParam());
  auto first = world.jobs(), second = world.jobs();
  second->handle<Count>(answering({}));
  first->handle<Count>([&](const Count&, JobContext& context) -> Result<void> {
    for (int i = 0; i < 5; ++i) {
      world.clock.tick(50s);
      context.progress(i, 5);
    }
    EXPECT_EQ(second->run_due(), 0);
    return {};
  });
  ask(world, 1);
  EXPECT_EQ(first->run_due(), 1);
}

TEST_P(BackgroundJob, of_one_queue_go_one_after_another_even_with_two_runners) {
  World world(GetParam());
  auto first = world.jobs(), second = world.jobs();
  std::vector<std::int64_t> seen;
  second->handle<Count>(
      [&](const Count& count, JobContext&) -> Result<void> { return seen.push_back(count.upto), Result<void>{}; });
  first->handle<Count>([&](const Count& count, JobContext&) -> Result<void> {
    int others = count.upto == 1 ? second->run_due() : 0;
    EXPECT_EQ(others, count.upto == 1 ? 1 : 0);  // only the one outside the queue
    seen.push_back(count.upto);
    return {};
  });
  ask(world, 1, {.queue = "lane"});
  ask(world, 2, {.queue = "lane"});
  ask(world, 3);
  EXPECT_EQ(first->run_due(), 2);
  EXPECT_EQ(seen, (std::vector<std::int64_t>{3, 1, 2}));
}

TEST_P(BackgroundJob, that_comes_back_runs_at_once_and_then_each_period) {
  World world(GetParam());
  int runs = 0;
  auto sweep = [&](const Sweep&, JobContext&) -> Result<void> { return ++runs, Result<void>{}; };
  auto jobs = world.jobs();
  jobs->every<Sweep>(24h, sweep);
  EXPECT_EQ(jobs->run_due(), 1);
  EXPECT_EQ(jobs->run_due(), 0);
  auto restarted = world.jobs();
  restarted->every<Sweep>(24h, sweep);
  EXPECT_EQ(restarted->run_due(), 0);
  world.clock.tick(24h);
  EXPECT_EQ(restarted->run_due(), 1);
  EXPECT_EQ(runs, 2);
}

TEST_P(BackgroundJob, that_comes_back_cannot_be_cancelled_and_begins_again_when_it_was) {
  World world(GetParam());
  int runs = 0;
  auto sweep = [&](const Sweep&, JobContext&) -> Result<void> { return ++runs, Result<void>{}; };
  world.jobs()->every<Sweep>(24h, sweep).run_due();
  auto waiting = jobs_in(*world.db().reader(), JobState::waiting).at(0);
  EXPECT_TRUE(waiting.of_the_house);
  world.db().write([&](Tx& tx) {
    EXPECT_EQ(cancel(tx, waiting.id).error().code, Code::refused);
    tx.exec("UPDATE journal_job SET state = 'cancelled', cancel_asked = 1", {});  // as an older version let it be
    return true;
  });
  world.jobs()->every<Sweep>(24h, sweep).run_due();
  EXPECT_EQ(runs, 2);
  EXPECT_FALSE(jobs_in(*world.db().reader(), JobState::waiting).at(0).cancel_asked);
}

TEST_P(BackgroundJob, that_is_over_can_be_forgotten) {
  World world(GetParam());
  auto jobs = world.jobs();
  jobs->handle<Count>(answering({}));
  auto old = ask(world, 1);
  jobs->run_due();
  world.clock.tick(1h);
  auto fresh = ask(world, 2);
  jobs->run_due();
  auto waiting = ask(world, 3, {.run_at = world.clock.now() + 1h});
  world.write([&](Tx& tx) { EXPECT_EQ(forget_jobs(tx, world.clock.now() - 1min), 1); });
  auto db = world.db().reader();
  EXPECT_FALSE(find_job(*db, old));
  EXPECT_TRUE(find_job(*db, fresh));
  EXPECT_TRUE(find_job(*db, waiting));
}

TEST_P(BackgroundJob, is_never_taken_by_two_runners) {
  World world(GetParam());
  constexpr int kJobs = 60;
  std::mutex mutex;
  std::multiset<std::int64_t> seen;
  std::promise<void> all;
  auto handler = [&](const Count& count, JobContext&) -> Result<void> {
    std::lock_guard lock(mutex);
    seen.insert(count.upto);
    if (seen.size() == kJobs) all.set_value();
    return {};
  };
  Jobs first(world.db(), system_clock()), second(world.db(), system_clock());
  first.handle<Count>(handler).start(2);
  second.handle<Count>(handler).start(2);
  for (int i = 0; i < kJobs; ++i) ask(world, i);
  EXPECT_EQ(all.get_future().wait_for(30s), std::future_status::ready);
  first.stop();
  second.stop();
  std::multiset<std::int64_t> each_once;
  for (int i = 0; i < kJobs; ++i) each_once.insert(i);
  EXPECT_EQ(seen, each_once);
  EXPECT_EQ(jobs_in(*world.db().reader(), JobState::done).size(), static_cast<std::size_t>(kJobs));
}

TEST_P(BackgroundJob, interrupted_by_a_stop_goes_back_to_waiting) {
  const Result<void> broken(Error::unavailable(say("Stopped half-way."))), tidy;
  for (int round = 0; round < 20; ++round) {  // the stop comes at another point of the handler's loop each time
    const auto& outcome = round % 2 == 0 ? broken : tidy;
    World world(GetParam());
    Jobs jobs(world.db(), system_clock());
    std::promise<void> started;
    jobs.handle<Count>([&](const Count&, JobContext& context) -> Result<void> {
      started.set_value();
      while (!context.cancelled()) {
      }
      return outcome;
    });
    jobs.start();
    auto id = ask(world, 1);
    started.get_future().wait();
    jobs.stop();
    EXPECT_EQ(job(world, id).state, JobState::waiting);
    EXPECT_EQ(job(world, id).attempts, 0);
  }
}

TEST_P(BackgroundJob, may_be_asked_for_by_who_looks_on_inside_the_transaction_of_an_event) {
  World world(GetParam());
  auto jobs = world.jobs();
  jobs->handle<Count>(answering({}));
  jobs->within(DossierSubmitted::kName, "test.look",
               [](Tx& tx, const Op& op) { enqueue(tx, op, Count{head(tx).seq}, {.queue = "look"}); });
  auto submit = [&](bool keep) {
    world.db().write([&](Tx& tx) {
      record(tx, world.op(), DossierSubmitted{DossierId{7}, CallId{2}});
      return keep;
    });
  };
  submit(false);
  EXPECT_EQ(jobs->run_due(), 0);
  submit(true);
  EXPECT_EQ(jobs->run_due(), 1);
  {
    auto second = world.jobs();
    second->within(DossierSubmitted::kName, "test.look", [](Tx&, const Op&) { FAIL() << "one name, one onlooker"; });
  }
  submit(true);
  EXPECT_EQ(jobs->run_due(), 1);
  jobs.reset();
  submit(true);
  EXPECT_TRUE(jobs_in(*world.db().reader(), JobState::waiting).empty());
}

}  // namespace
}  // namespace couloir::journal
