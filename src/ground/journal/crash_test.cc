// A writer is killed again and again at moments nobody chose. What it had acknowledged is there, the chain is whole,
// and every job it had asked for is done.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <random>
#include <set>
#include <thread>

#include "journal/test_world.h"

namespace couloir::journal {
namespace {

using namespace std::chrono_literals;

class KilledWriter : public OnBothDatabases {};
INSTANTIATE_TEST_SUITE_P(, KilledWriter, both_databases(), database_name);

int rounds() {
  auto asked = std::getenv("COULOIR_TEST_KILLS");
  return asked ? std::atoi(asked) : 20;
}

// The child: one event and one job a transaction, its number said through the pipe only after the commit.
[[noreturn]] void write_until_killed(const std::string& url, int pipe, std::int64_t from) {
  auto db = open_db(url);
  if (!db) ::_exit(1);
  Op op{**db, {}, *parse_instant("2026-11-22T09:00:00Z"), "crash"};
  for (auto number = from;; ++number) {
    (*db)->write([&](Tx& tx) {
      record(tx, op, DossierSubmitted{DossierId{number}, CallId{2}});
      enqueue(tx, op, Note{number});
      return true;
    });
    if (::write(pipe, &number, sizeof number) != sizeof number) ::_exit(1);
  }
}

/// Starts a writer, kills it after `life` and returns the last number it acknowledged.
std::int64_t acknowledged_before_kill(const std::string& url, std::int64_t from, std::chrono::microseconds life) {
  int ends[2];
  if (::pipe(ends) != 0) throw std::runtime_error("pipe");
  auto child = ::fork();
  if (child == 0) write_until_killed(url, ends[1], from);
  ::close(ends[1]);
  std::int64_t last = from - 1, number = 0;
  bool begun = ::read(ends[0], &number, sizeof number) == sizeof number;  // its life is counted from its first write
  if (begun) last = number;
  std::this_thread::sleep_for(life);
  ::kill(child, SIGKILL);
  while (::read(ends[0], &number, sizeof number) == sizeof number) last = number;
  ::close(ends[0]);
  ::waitpid(child, nullptr, 0);
  EXPECT_TRUE(begun);
  return last;
}

/// Asked in the writer's turn: PostgreSQL may still be committing what the killed process sent last.
std::int64_t events_stored(World& world) {
  std::int64_t stored = 0;
  world.write([&](Tx& tx) { stored = head(tx).seq; });
  return stored;
}

TEST_P(KilledWriter, loses_nothing_it_acknowledged_and_leaves_the_chain_whole) {
  World world(GetParam());
  auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  std::int64_t next = 1;
  for (int round = 0; round < rounds(); ++round) {
    auto last = acknowledged_before_kill(world.database.url(), next, std::chrono::microseconds(random() % 20'000));
    auto stored = events_stored(world);
    EXPECT_GE(stored, last);
    EXPECT_LE(stored, last + 1);  // at most the one commit that could no longer be said
    next = stored + 1;
  }
  auto verdict = verify(*world.db().reader());
  EXPECT_TRUE(verdict.whole());
  EXPECT_EQ(verdict.checked, next - 1);

  std::set<std::int64_t> done;
  auto jobs = world.jobs();
  jobs->handle<Note>(
      [&](const Note& note, JobContext&) -> Result<void> { return done.insert(note.number), Result<void>{}; });
  EXPECT_EQ(jobs->run_due(), next - 1);
  EXPECT_EQ(static_cast<std::int64_t>(done.size()), next - 1);
}

// The child dies inside the handler; the job is taken over when its lease ends.
TEST_P(KilledWriter, has_its_job_done_by_another_process) {
  World world(GetParam());
  world.write([&](Tx& tx) { enqueue(tx, world.op(), Note{7}); });
  auto child = ::fork();
  if (child == 0) {
    auto db = open_db(world.database.url());
    Jobs jobs(**db, world.clock);
    jobs.handle<Note>([](const Note&, JobContext&) -> Result<void> {
      ::raise(SIGKILL);
      return {};
    });
    jobs.run_due();
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status));

  int done = 0;
  auto jobs = world.jobs();
  jobs->handle<Note>([&](const Note& note, JobContext& context) -> Result<void> {
    EXPECT_EQ(note.number, 7);
    EXPECT_EQ(context.attempt(), 2);
    return ++done, Result<void>{};
  });
  EXPECT_EQ(jobs->run_due(), 0);
  world.clock.tick(61s);
  EXPECT_EQ(jobs->run_due(), 1);
  EXPECT_EQ(done, 1);
}

// A job that takes the process with it each time is given up, not tried for ever.
TEST_P(KilledWriter, does_not_die_of_the_same_job_for_ever) {
  World world(GetParam());
  JobId id;
  world.write([&](Tx& tx) {
    id = enqueue(tx, world.op(), Note{7});
    tx.exec("UPDATE journal_job SET state = 'running', attempts = 8, taken = 8, lease_until = :then WHERE id = :id",
            {{":then", world.clock.now() - 1s}, {":id", id}});
  });
  auto jobs = world.jobs();
  jobs->handle<Note>([](const Note&, JobContext&) -> Result<void> { throw std::logic_error("must not run"); });
  EXPECT_EQ(jobs->run_due(), 1);
  EXPECT_EQ(find_job(*world.db().reader(), id)->state, JobState::failed);
}

}  // namespace
}  // namespace couloir::journal
