#include "store/backup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "store/table_copy.h"
#include "store/temporary_folder.h"
#include "store/testing.h"

namespace couloir {
namespace {

namespace fs = std::filesystem;

struct Backup : testing::TestWithParam<TestDatabase> {
  TestDb db{GetParam()};
  TemporaryFolder folder;
  std::string file = folder.path() + "/backup.couloir";

  /// A team of 25 people, the last of whom was deleted, beside an organisation.
  void fill() {
    db->write([](Tx& tx) {
      for (int i = 1; i <= 26; ++i)
        tx.exec(
            "INSERT INTO people_person (name, lang, theme, created_at, version) VALUES (:name, 'fr', 'system', :at, 1)",
            {{":name", fmt::format("Élodie {} œ", i)}, {":at", "2026-11-22T10:00:00.000Z"}});
      tx.exec(
          "INSERT INTO people_role (person, role, standing, asked_at) VALUES (3, 'operator', 'asked', "
          "'2026-11-22T10:00:00.000Z')");
      return tx.exec("DELETE FROM people_person WHERE id = 26"), true;
    });
  }
};
INSTANTIATE_TEST_SUITE_P(, Backup, all_databases(), database_name);

std::vector<std::string> people(Db& db) {
  return db.reader()->all("SELECT id, name, email FROM people_person ORDER BY id", {}, [](const Row& row) {
    return fmt::format("{} {} {}", row.get<std::int64_t>("id"), row.get<std::string>("name"),
                       row.get<std::optional<std::string>>("email").value_or("NULL"));
  });
}

std::int64_t add_person(Db& db) {
  return *in_transaction(db, [](Tx& tx) -> Result<std::int64_t> {
    return tx.one<std::int64_t>(
        "INSERT INTO people_person (lang, theme, created_at, version) VALUES ('fr', 'dark', '2026', 1) RETURNING id");
  });
}

TEST_P(Backup, restores_into_either_database_with_every_row_and_the_next_numbers) {
  fill();
  auto made = backup(*db, file);
  ASSERT_TRUE(made) << made.error().context;
  EXPECT_EQ(made->schema, migrations().back().version);

  std::vector<TestDatabase> targets{TestDatabase::sqlite};
  if (std::getenv("COULOIR_TEST_PG")) targets.push_back(TestDatabase::postgresql);
  for (auto target : targets) {
    EmptyTestDb into(target);
    auto restored = restore(*into, file);
    ASSERT_TRUE(restored) << restored.error().context;
    EXPECT_EQ(restored->rows, made->rows);
    EXPECT_EQ(people(*into), people(*db));
    EXPECT_EQ(count_rows(*into->reader(), into->dialect()), count_rows(*db->reader(), db->dialect()));
    EXPECT_EQ(describe_schema(*into), describe_schema(*TestDb(target)));
    EXPECT_EQ(add_person(*into), 27) << "26 was given once and is not given again";
  }
}

TEST_P(Backup, is_one_file_that_couloir_opens_itself) {
  fill();
  ASSERT_TRUE(backup(*db, file));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
  auto opened = *open_db("sqlite:" + file);
  EXPECT_EQ(*migrate(*opened), 0);
  EXPECT_EQ(people(*opened), people(*db));
}

TEST_P(Backup, shows_one_moment_while_others_write) {
  std::atomic<bool> over = false;
  std::atomic<int> rounds = 0;
  std::thread writer([&] {
    while (!over) {  // people come in pairs
      db->write([](Tx& tx) {
        for (int i = 0; i < 2; ++i)
          tx.exec(
              "INSERT INTO people_person (name, lang, theme, created_at, version) VALUES ('x', 'fr', 'dark', '2026', "
              "1)");
        return true;
      });
      ++rounds;
    }
  });
  while (rounds < 3) std::this_thread::yield();
  auto one_more = [&](const CopyProgress&) {
    for (int seen = rounds; rounds == seen;) std::this_thread::yield();
  };
  auto made = backup(*db, file, one_more);
  over = true;
  writer.join();
  ASSERT_TRUE(made) << made.error().context;
  EXPECT_EQ(people(**open_db("sqlite:" + file)).size() % 2, 0u);
}

TEST_P(Backup, tells_how_far_it_is) {
  fill();
  std::vector<std::int64_t> done;
  std::int64_t total = 0;
  auto made = backup(*db, file, [&](const CopyProgress& at) { done.push_back(at.done), total = at.total; });
  ASSERT_TRUE(made);
  EXPECT_TRUE(std::is_sorted(done.begin(), done.end()));
  EXPECT_EQ(done.back(), total);
  EXPECT_EQ(total, made->rows);
}

TEST_P(Backup, never_overwrites_a_file_or_a_database) {
  std::ofstream(file) << "mine";
  EXPECT_EQ(backup(*db, file).error().code, Code::refused);
  EXPECT_EQ(fs::file_size(file), 4u);
  auto other = folder.path() + "/other";
  ASSERT_TRUE(backup(*db, other));
  EXPECT_EQ(restore(*db, other).error().code, Code::refused);
}

TEST_P(Backup, leaves_nothing_behind_when_it_cannot_be_written) {
  EXPECT_EQ(backup(*db, "/no/such/folder/backup").error().code, Code::unavailable);
  EXPECT_EQ(backup(*db, "/proc/backup").error().code, Code::unavailable);
}

TEST_P(Backup, refuses_a_file_that_is_damaged_or_something_else) {
  fill();
  EmptyTestDb into(GetParam());
  std::ofstream(folder.path() + "/text") << std::string(5000, 'x');
  EXPECT_EQ(restore(*into, folder.path() + "/text").error().code, Code::invalid);
  std::ofstream(folder.path() + "/empty");
  EXPECT_EQ(restore(*into, folder.path() + "/empty").error().code, Code::invalid);
  EXPECT_EQ(restore(*into, folder.path() + "/none").error().code, Code::invalid);
  ASSERT_TRUE(backup(*db, file));
  fs::resize_file(file, fs::file_size(file) - 8192);
  EXPECT_EQ(restore(*into, file).error().code, Code::invalid);
  EXPECT_TRUE(tables_in(*into->reader(), into->dialect()).empty());
}

}  // namespace
}  // namespace couloir
