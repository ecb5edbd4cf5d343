// Databases for tests, of this part and of the others: empty, migrated, one's own, gone with the object.
// A suite that runs on both databases:
//   struct DossierStore : testing::TestWithParam<TestDatabase> { TestDb db{GetParam()}; };
//   INSTANTIATE_TEST_SUITE_P(, DossierStore, both_databases(), database_name);
//   TEST_P(DossierStore, keeps_what_was_saved) { in_transaction(*db, …); }
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "store/db.h"
#include "store/migrate.h"

namespace couloir {

enum class TestDatabase { sqlite, sqlite_file, postgresql };

/// SQLite in memory, and PostgreSQL when COULOIR_TEST_PG holds the URL of a server (tools/pg-cluster run …).
testing::internal::ParamGenerator<TestDatabase> both_databases();
/// The two and SQLite in a folder on disk.
testing::internal::ParamGenerator<TestDatabase> all_databases();
std::string database_name(const testing::TestParamInfo<TestDatabase>&);

/// On PostgreSQL the schema of a history is made once a process and emptied between tests; a table that a test added
/// costs a fresh one.
class TestDb {
 public:
  explicit TestDb(TestDatabase kind = TestDatabase::sqlite, const std::vector<Migration>& history = migrations());
  ~TestDb();
  TestDb(const TestDb&) = delete;
  TestDb& operator=(const TestDb&) = delete;

  Db& operator*() const { return *home_->db; }
  Db* operator->() const { return home_->db.get(); }
  Db& db() const { return *home_->db; }
  /// For a second Db on the same data, as another process would open it.
  const std::string& url() const { return home_->url; }

  /// Where a database lives; `db` is closed before the place goes.
  static constexpr struct Unmigrated {
  } kUnmigrated{};
  TestDb(TestDatabase kind, Unmigrated);

  struct Home {
    virtual ~Home() = default;
    std::string url;
    std::unique_ptr<Db> db;
  };

 private:
  std::unique_ptr<Home> home_;
  std::function<void(std::unique_ptr<Home>)> give_back_;
};

/// Without any table.
struct EmptyTestDb : TestDb {
  explicit EmptyTestDb(TestDatabase kind) : TestDb(kind, kUnmigrated) {}
};

}  // namespace couloir
