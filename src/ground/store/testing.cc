#include "store/testing.h"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <map>

#include "base/bug.h"
#include "store/temporary_folder.h"

namespace couloir {
namespace {

std::string server_url() {
  auto* url = std::getenv("COULOIR_TEST_PG");
  return url ? url : "";
}

std::unique_ptr<Db> opened(const std::string& url) {
  auto db = open_db(url);
  check(db.has_value(), db ? "" : db.error().context);
  return *std::move(db);
}

void open_and_migrate(TestDb::Home& home, const std::vector<Migration>& history) {
  home.db = opened(home.url);
  auto migrated = migrate(*home.db, history);
  check(migrated.has_value(), migrated ? "" : migrated.error().message.msgid);
}

struct Folder final : TestDb::Home {
  explicit Folder(std::unique_ptr<TemporaryFolder> in) : folder(std::move(in)) {
    url = "sqlite:" + folder->path() + "/couloir.db";
  }
  ~Folder() override { db.reset(); }
  std::unique_ptr<TemporaryFolder> folder;
};

/// Commits need not reach the disk here: what they promise is tested on a server that gets killed.
std::string server_with(const std::string& option) {
  auto server = server_url();
  return server + (server.find('?') == server.npos ? "?" : "&") + "options=-csynchronous_commit%3Doff%20" + option;
}

void run_on_server(const std::string& sql) {
  auto server = opened(server_with("-cclient_min_messages%3Derror"));
  server->write([&](Tx& tx) { return tx.exec(sql), true; });
}

/// Tests share one database, each in its own schema.
struct OwnSchema final : TestDb::Home {
  OwnSchema() {
    static std::atomic<int> made = 0;
    name = fmt::format("test_{}_{}", getpid(), ++made);
    check(!server_url().empty(), "COULOIR_TEST_PG names no server: tools/pg-cluster run …");
    run_on_server(fmt::format("CREATE SCHEMA {}", name));
    run_on_server(fmt::format("CREATE SCHEMA {}_seed", name));
    url = server_with("-csearch_path%3D" + name) + "&application_name=" + name;
  }
  ~OwnSchema() override {
    db.reset();
    run_on_server(fmt::format("DROP SCHEMA {0}, {0}_seed CASCADE", name));
  }
  std::string name;
};

/// A migrated schema of this process that waits for its next test.
struct Spare {
  std::unique_ptr<TestDb::Home> home;
  std::string tables;  ///< as they were made
};
Spare& spare_for(const std::vector<Migration>& history) {
  static std::map<std::string, Spare> spares;
  std::string key;
  for (const auto& migration : history) key += migration.sql;
  return spares[key];
}

constexpr auto kTables = R"sql(
  SELECT COALESCE(string_agg(relname, ' ' ORDER BY relname), '') FROM pg_class
   WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace)sql";

/// Rows that the migrations themselves put there are kept aside and come back with every reset.
constexpr auto kKeepSeeds = R"sql(DO $do$
  DECLARE t text; filled boolean;
  BEGIN
    FOR t IN SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace LOOP
      EXECUTE format('SELECT EXISTS (SELECT FROM %I)', t) INTO filled;
      IF filled THEN EXECUTE format('CREATE TABLE %I.%I AS TABLE %I', current_schema() || '_seed', t, t); END IF;
    END LOOP;
  END $do$)sql";
/// As a replica: without foreign keys, so in any order.
constexpr auto kReset = R"sql(DO $do$
  DECLARE t text; seed text = current_schema() || '_seed';
  BEGIN
    SET LOCAL session_replication_role = replica;
    FOR t IN SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace LOOP
      EXECUTE format('DELETE FROM %I', t);
    END LOOP;
    FOR t IN SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = seed::regnamespace LOOP
      EXECUTE format('INSERT INTO %I SELECT * FROM %I.%I', t, seed, t);
    END LOOP;
    PERFORM setval(oid, 1, false) FROM pg_class WHERE relkind = 'S' AND relnamespace = current_schema()::regnamespace;
  END $do$)sql";

void run(Db& db, std::string_view sql) {
  db.write([&](Tx& tx) { return tx.exec(sql), true; });
}

std::unique_ptr<TestDb::Home> schema_at(const std::vector<Migration>& history) {
  auto& spare = spare_for(history);
  if (auto home = std::move(spare.home); home && home->db->reader()->one<std::string>(kTables) == spare.tables) {
    run(*home->db, kReset);
    return home;
  }
  std::unique_ptr<TestDb::Home> home = std::make_unique<OwnSchema>();
  open_and_migrate(*home, history);
  spare.tables = home->db->reader()->one<std::string>(kTables);
  run(*home->db, kKeepSeeds);
  return home;
}

std::unique_ptr<TestDb::Home> empty_home(TestDatabase kind) {
  auto on_disk = std::filesystem::temp_directory_path().string();
  switch (kind) {
    case TestDatabase::sqlite:
      return std::make_unique<Folder>(std::make_unique<TemporaryFolder>());
    case TestDatabase::sqlite_file:
      return std::make_unique<Folder>(std::make_unique<TemporaryFolder>(on_disk));
    case TestDatabase::postgresql:
      return std::make_unique<OwnSchema>();
  }
  throw Bug("no such database");
}

std::unique_ptr<TestDb::Home> migrated_home(TestDatabase kind, const std::vector<Migration>& history) {
  if (kind == TestDatabase::postgresql) return schema_at(history);
  auto home = empty_home(kind);
  open_and_migrate(*home, history);
  return home;
}

testing::internal::ParamGenerator<TestDatabase> with_server(std::vector<TestDatabase> databases) {
  if (!server_url().empty()) databases.push_back(TestDatabase::postgresql);
  return testing::ValuesIn(databases);
}

}  // namespace

testing::internal::ParamGenerator<TestDatabase> both_databases() { return with_server({TestDatabase::sqlite}); }

testing::internal::ParamGenerator<TestDatabase> all_databases() {
  return with_server({TestDatabase::sqlite, TestDatabase::sqlite_file});
}

std::string database_name(const testing::TestParamInfo<TestDatabase>& info) {
  switch (info.param) {
    case TestDatabase::sqlite:
      return "sqlite";
    case TestDatabase::sqlite_file:
      return "sqlite_file";
    case TestDatabase::postgresql:
      return "postgresql";
  }
  return "";
}

TestDb::TestDb(TestDatabase kind, const std::vector<Migration>& history) : home_(migrated_home(kind, history)) {
  if (kind == TestDatabase::postgresql)
    give_back_ = [history](std::unique_ptr<Home> home) { spare_for(history).home = std::move(home); };
}

TestDb::TestDb(TestDatabase kind, Unmigrated) : home_(empty_home(kind)) { home_->db = opened(home_->url); }

TestDb::~TestDb() {
  if (give_back_) give_back_(std::move(home_));
}

}  // namespace couloir
