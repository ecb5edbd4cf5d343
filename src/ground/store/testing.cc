#include "store/testing.h"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>

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
  explicit Folder(std::unique_ptr<TemporaryFolder> in) : folder(std::move(in)) { url = "sqlite:" + folder->path() + "/couloir.db"; }
  ~Folder() override { db.reset(); }
  std::unique_ptr<TemporaryFolder> folder;
};

void run_on_server(const std::string& sql) {
  auto server = opened(server_url());
  server->write([&](Tx& tx) { return tx.exec(sql), true; });
}

/// Tests share one database, each in its own schema.
struct OwnSchema final : TestDb::Home {
  OwnSchema() {
    static std::atomic<int> made = 0;
    name = fmt::format("test_{}_{}", getpid(), ++made);
    auto server = server_url();
    check(!server.empty(), "COULOIR_TEST_PG names no server: tools/pg-cluster run …");
    run_on_server("CREATE SCHEMA " + name);
    url = server + (server.find('?') == server.npos ? "?" : "&") + "options=-csearch_path%3D" + name;
  }
  ~OwnSchema() override {
    db.reset();
    run_on_server("DROP SCHEMA " + name + " CASCADE");
  }
  std::string name;
};

/// The migrated schema of this process, waiting for its next test.
std::unique_ptr<TestDb::Home>& spare() {
  static std::unique_ptr<TestDb::Home> home;
  return home;
}

constexpr auto kTables = R"sql(
  SELECT COALESCE(string_agg(relname, ' ' ORDER BY relname), '') FROM pg_class
   WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND relname NOT LIKE 'seed\_of\_%')sql";

/// Rows that the migrations themselves put there come back with every reset. Without foreign keys, so in any order.
constexpr auto kKeepSeeds = R"sql(DO $do$
  DECLARE t text; filled boolean;
  BEGIN
    FOR t IN SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace LOOP
      EXECUTE format('SELECT EXISTS (SELECT FROM %I)', t) INTO filled;
      IF filled THEN EXECUTE format('CREATE TABLE %I AS TABLE %I', 'seed_of_' || t, t); END IF;
    END LOOP;
  END $do$)sql";
constexpr auto kReset = R"sql(DO $do$
  DECLARE t text;
  BEGIN
    SET LOCAL session_replication_role = replica;
    FOR t IN SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
                AND relname NOT LIKE 'seed\_of\_%' LOOP
      EXECUTE format('DELETE FROM %I', t);
    END LOOP;
    FOR t IN SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
                AND relname LIKE 'seed\_of\_%' LOOP
      EXECUTE format('INSERT INTO %I SELECT * FROM %I', substr(t, 9), t);
    END LOOP;
    PERFORM setval(oid, 1, false) FROM pg_class WHERE relkind = 'S' AND relnamespace = current_schema()::regnamespace;
  END $do$)sql";

void run(Db& db, std::string_view sql) {
  db.write([&](Tx& tx) { return tx.exec(sql), true; });
}

std::unique_ptr<TestDb::Home> schema_of_this_program() {
  static std::string as_made;
  if (auto home = std::move(spare()); home && home->db->reader()->one<std::string>(kTables) == as_made) {
    run(*home->db, kReset);
    return home;
  }
  std::unique_ptr<TestDb::Home> home = std::make_unique<OwnSchema>();
  open_and_migrate(*home, migrations());
  as_made = home->db->reader()->one<std::string>(kTables);
  run(*home->db, kKeepSeeds);
  return home;
}

std::unique_ptr<TestDb::Home> fresh_home(TestDatabase kind, const std::vector<Migration>& history) {
  std::unique_ptr<TestDb::Home> home;
  switch (kind) {
    case TestDatabase::sqlite: home = std::make_unique<Folder>(std::make_unique<TemporaryFolder>()); break;
    case TestDatabase::sqlite_file:
      home = std::make_unique<Folder>(std::make_unique<TemporaryFolder>(std::filesystem::temp_directory_path().string()));
      break;
    case TestDatabase::postgresql:
      if (&history == &migrations()) return schema_of_this_program();
      home = std::make_unique<OwnSchema>();
      break;
  }
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
    case TestDatabase::sqlite: return "sqlite";
    case TestDatabase::sqlite_file: return "sqlite_file";
    case TestDatabase::postgresql: return "postgresql";
  }
  return "";
}

TestDb::TestDb(TestDatabase kind, const std::vector<Migration>& history) : home_(fresh_home(kind, history)) {
  reusable_ = kind == TestDatabase::postgresql && &history == &migrations();
}

TestDb::~TestDb() {
  if (reusable_) spare() = std::move(home_);
}

}  // namespace couloir
