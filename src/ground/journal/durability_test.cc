// The journal when the disk loses, fills up or breaks: no acknowledged event is lost, none is half there, the chain
// verifies.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <random>

#include "journal/test_world.h"
#include "store/faulty_disk.h"
#include "store/migrate.h"
#include "store/temporary_folder.h"

namespace couloir::journal {
namespace {

std::unique_ptr<Db> opened(const std::string& url) {
  auto db = open_db(url);
  EXPECT_TRUE(db) << db.error().context;
  EXPECT_TRUE(migrate(**db));
  return *std::move(db);
}

/// As a command does: some events and a job of one transaction.
void submit_whole(Db& db, std::int64_t n) {
  Op op{db, {}, *parse_instant("2026-11-22T09:00:00Z"), "durable"};
  db.write([&](Tx& tx) {
    for (int i = 0; i < 3; ++i) record(tx, op, DossierSubmitted{DossierId{n}, CallId{i + 1}});
    enqueue(tx, op, Note{n});
    return true;
  });
}

/// Every acknowledged transaction, at most one more, none in part. Returns how many there are.
std::int64_t expect_whole(Db& db, std::int64_t acknowledged) {
  auto reader = db.reader();
  auto verdict = verify(*reader);
  EXPECT_TRUE(verdict.whole()) << name_of(*verdict.flaw) << " at " << verdict.at;
  EXPECT_EQ(verdict.checked % 3, 0);
  auto there = verdict.checked / 3;
  EXPECT_GE(there, acknowledged);
  EXPECT_LE(there, acknowledged + 1);
  for (std::int64_t n = 1; n <= there; ++n) {
    auto entry = find_entry(*reader, 3 * n);
    EXPECT_TRUE(entry && entry->subject_id == n) << n;
  }
  EXPECT_EQ(reader->one<std::int64_t>("SELECT COUNT(*) FROM journal_job"), there);
  return there;
}

TEST(JournalDurability, a_power_cut_takes_no_acknowledged_event_and_the_chain_verifies) {
  for (unsigned seed = 1; seed <= 30; ++seed) {
    SCOPED_TRACE(seed);
    FaultyDisk disk;
    std::mt19937 chance(seed);
    std::int64_t acknowledged = 0;
    {
      auto db = opened("sqlite:/couloir.db");
      disk.fail_from(static_cast<int>(chance() % 300) + 1, FaultyDisk::Fault::broken);  // where the power goes
      try {
        for (std::int64_t n = 1; n <= 60; ++n) submit_whole(*db, n), acknowledged = n;
      } catch (const StoreFailure& failure) {
        EXPECT_EQ(failure.kind(), StoreFailure::Kind::lost);
      }
      disk.lose_power(seed);
    }
    disk.restart();
    auto db = opened("sqlite:/couloir.db");
    auto there = expect_whole(*db, acknowledged);
    submit_whole(*db, there + 1);
    expect_whole(*db, there + 1);
  }
}

/// In a child process: the limit is for the whole process. Tells how many were acknowledged through the pipe.
int fill_under_a_file_limit(const std::string& folder, const std::string& url, int pipe) {
  signal(SIGXFSZ, SIG_IGN);  // as the server does: a full disk is an error, not an end
  auto db = opened(url);
  rlim_t largest = 0;  // of the database and its log, which an empty schema fills already
  for (const auto& file : std::filesystem::directory_iterator(folder))
    largest = std::max<rlim_t>(largest, file.file_size());
  rlimit limit{largest + 1'000'000, largest + 1'000'000};
  if (setrlimit(RLIMIT_FSIZE, &limit) != 0) return 3;
  try {
    for (std::int64_t n = 1; n <= 5'000; ++n) {
      submit_whole(*db, n);
      if (::write(pipe, &n, sizeof n) != sizeof n) return 4;
    }
  } catch (const StoreFailure& failure) {
    if (failure.kind() != StoreFailure::Kind::full) return 5;
    return verify(*db->reader()).whole() ? 0 : 6;
  }
  return 7;
}

TEST(JournalDurability, a_full_disk_refuses_the_event_and_keeps_those_before) {
  TemporaryFolder folder;
  auto url = "sqlite:" + folder.path() + "/couloir.db";
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  auto child = ::fork();
  if (child == 0) ::_exit(fill_under_a_file_limit(folder.path(), url, ends[1]));
  ::close(ends[1]);
  std::int64_t acknowledged = 0;
  for (std::int64_t n = 0; ::read(ends[0], &n, sizeof n) == sizeof n;) acknowledged = n;
  ::close(ends[0]);
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_GT(acknowledged, 20);
  auto db = opened(url);
  auto there = expect_whole(*db, acknowledged);
  submit_whole(*db, there + 1);  // there is room again
  expect_whole(*db, there + 1);
}

}  // namespace
}  // namespace couloir::journal
