// What an acknowledged commit is worth when the disk loses, fills up or breaks: SQLite's promises as we configured it.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>

#include "store/faulty_disk.h"
#include "store/temporary_folder.h"
#include "store/testing.h"

namespace couloir {
namespace {

constexpr auto kUrl = "sqlite:/couloir.db";

std::unique_ptr<Db> open_shop() {
  auto db = open_db(kUrl);
  EXPECT_TRUE(db) << db.error().context;
  return *std::move(db);
}
void make_tables(Db& db) {
  db.write([](Tx& tx) {
    tx.exec("CREATE TABLE entry (n INTEGER PRIMARY KEY, filler TEXT)");
    return tx.exec("CREATE TABLE mirror (n INTEGER PRIMARY KEY, filler TEXT)"), true;
  });
}
/// Each entry comes with its mirror, over several pages: a half would show.
void add(Db& db, int n) {
  std::string filler(static_cast<std::size_t>(500 + 3000 * (n % 3)), 'x');
  db.write([&](Tx& tx) {
    tx.exec("INSERT INTO entry (n, filler) VALUES (:n, :filler)", {{":n", n}, {":filler", filler}});
    return tx.exec("INSERT INTO mirror (n, filler) VALUES (:n, :filler)", {{":n", n}, {":filler", filler}}), true;
  });
}
/// Every acknowledged entry, at most one more, never a half, and a sound file.
void expect_whole(Db& db, int acknowledged) {
  auto reader = db.reader();
  auto entries = reader->one<int>("SELECT COUNT(*) FROM entry");
  EXPECT_GE(entries, acknowledged);
  EXPECT_LE(entries, acknowledged + 1);
  EXPECT_EQ(reader->one<int>("SELECT COALESCE(MAX(n), 0) FROM entry"), entries);
  EXPECT_EQ(reader->one<int>("SELECT COUNT(*) FROM entry JOIN mirror USING (n) WHERE entry.filler = mirror.filler"),
            entries);
  EXPECT_EQ(reader->one<int>("SELECT COUNT(*) FROM mirror"), entries);
  EXPECT_EQ(reader->one<std::string>("PRAGMA integrity_check"), "ok");
}

TEST(PowerCut, takes_no_acknowledged_commit_and_leaves_no_half_one) {
  for (unsigned seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE(seed);
    FaultyDisk disk;
    std::mt19937 chance(seed);
    int acknowledged = 0;
    {
      auto db = open_shop();
      make_tables(*db);
      disk.fail_from(static_cast<int>(chance() % 300) + 1, FaultyDisk::Fault::broken);  // where the power goes
      try {
        for (int n = 1; n <= 60; ++n) add(*db, n), acknowledged = n;
      } catch (const StoreFailure& failure) {
        EXPECT_EQ(failure.kind(), StoreFailure::Kind::lost);
      }
      disk.lose_power(seed);
    }
    disk.restart();
    expect_whole(*open_shop(), acknowledged);
  }
}

TEST(BrokenDisk, at_any_write_fails_one_transaction_and_no_other) {
  for (auto fault : {FaultyDisk::Fault::full, FaultyDisk::Fault::broken}) {
    for (int n = 1; n <= 40; ++n) {
      SCOPED_TRACE(fmt::format("fault {} at write {}", static_cast<int>(fault), n));
      FaultyDisk disk;
      auto db = open_shop();
      make_tables(*db);
      add(*db, 1), add(*db, 2);
      disk.fail_from(n, fault);
      int acknowledged = 2;
      try {
        for (int more = 3; more <= 30; ++more) add(*db, more), acknowledged = more;
        FAIL() << "the disk did not break";
      } catch (const StoreFailure& failure) {
        EXPECT_EQ(failure.kind(),
                  fault == FaultyDisk::Fault::full ? StoreFailure::Kind::full : StoreFailure::Kind::lost);
      }
      expect_whole(*db, acknowledged);
      disk.mend();
      auto next = db->reader()->one<int>("SELECT MAX(n) FROM entry") + 1;
      add(*db, next);
      expect_whole(*db, next);
    }
  }
}

/// In a child process: the limit is for the whole process.
int fill_under_a_file_limit(const std::string& url) {
  signal(SIGXFSZ, SIG_IGN);  // as the server does: a full disk is an error, not an end
  rlimit limit{400'000, 400'000};
  if (setrlimit(RLIMIT_FSIZE, &limit) != 0) return 3;
  auto db = *open_db(url);
  make_tables(*db);
  int acknowledged = 0;
  try {
    for (int n = 1; n <= 1000; ++n) add(*db, n), acknowledged = n;
  } catch (const StoreFailure& failure) {
    if (failure.kind() != StoreFailure::Kind::full) return 4;
    return db->reader()->one<int>("SELECT COUNT(*) FROM entry") == acknowledged ? 0 : 5;
  }
  return 6;
}

TEST(FullDisk, refuses_the_write_and_goes_on_reading) {
  TemporaryFolder folder;
  auto url = "sqlite:" + folder.path() + "/couloir.db";
  auto child = fork();
  if (child == 0) _exit(fill_under_a_file_limit(url));
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
  auto db = *open_db(url);
  auto entries = db->reader()->one<int>("SELECT COUNT(*) FROM entry");
  EXPECT_GT(entries, 5);
  add(*db, entries + 1);
  expect_whole(*db, entries + 1);
}

}  // namespace
}  // namespace couloir
