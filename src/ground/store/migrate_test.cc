#include "store/migrate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <thread>

#include "base/bug.h"
#include "store/testing.h"

namespace couloir {
namespace {

using testing::HasSubstr;

const std::vector<Migration> kNone{};
const std::vector<Migration> kPeople{{1, "people", R"sql(
  -- A person; the semicolon here ends nothing.
  CREATE TABLE person (
    id {{id}},
    name {{text}} NOT NULL DEFAULT 'nobody; yet',
    weight {{real}},
    photo {{bytes}},
    state {{text}} NOT NULL CHECK (state IN ('here', 'gone')),
    UNIQUE (name, state)
  );
  INSERT INTO person (name, state) VALUES ('Ada; Lovelace', 'here');
)sql"}};
const std::vector<Migration> kPeopleAndDogs{kPeople[0], {2, "dogs", R"sql(
  CREATE TABLE dog (
    owner {{integer}} NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    place {{integer}} NOT NULL,
    born {{text}},
    PRIMARY KEY (owner, place)
  );
  CREATE INDEX dog_by_birth ON dog (born DESC, place);
  CREATE UNIQUE INDEX dog_once ON dog (born) WHERE born IS NOT NULL;
)sql"}};

struct Migrate : testing::TestWithParam<TestDatabase> {
  std::vector<std::string> names(Db& db) {
    return db.reader()->all("SELECT name FROM store_migration ORDER BY version", {},
                            [](const Row& row) { return row.get<std::string>("name"); });
  }
};
INSTANTIATE_TEST_SUITE_P(, Migrate, all_databases(), database_name);

TEST_P(Migrate, applies_each_step_once_and_in_order) {
  TestDb db(GetParam(), kPeople);
  EXPECT_EQ(migrate(*db, kPeople), 0);
  EXPECT_EQ(migrate(*db, kPeopleAndDogs), 1);
  EXPECT_EQ(names(*db), (std::vector<std::string>{"people", "dogs"}));
  EXPECT_EQ(db->reader()->one<std::string>("SELECT name FROM person"), "Ada; Lovelace");
}

TEST_P(Migrate, costs_one_read_when_nothing_is_to_be_done) {
  TestDb db(GetParam(), kPeopleAndDogs);
  auto before = statements_run();
  EXPECT_EQ(migrate(*db, kPeopleAndDogs), 0);
  EXPECT_EQ(statements_run() - before, 1);
}

TEST_P(Migrate, refuses_a_database_written_by_a_newer_program) {
  TestDb db(GetParam(), kPeopleAndDogs);
  auto refused = migrate(*db, kPeople);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::refused);
  EXPECT_EQ(refused.error().message.args, std::vector<std::string>{"2"});
}

TEST_P(Migrate, refuses_a_released_step_that_changed) {
  TestDb db(GetParam(), kPeople);
  auto changed = kPeopleAndDogs;
  changed[0].sql = "CREATE TABLE person (id {{id}})";
  auto refused = migrate(*db, changed);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::refused);
  EXPECT_EQ(refused.error().message.args, std::vector<std::string>{"0001-people"});
  EXPECT_EQ(names(*db), std::vector<std::string>{"people"});
}

TEST_P(Migrate, keeps_nothing_of_a_step_that_fails_half_way) {
  TestDb db(GetParam(), kPeople);
  std::vector<Migration> broken{kPeople[0],
                                {2, "broken", "CREATE TABLE cat (id {{id}}); CREATE TABLE person (id {{id}});"}};
  EXPECT_THROW((void)migrate(*db, broken), StoreFailure);
  EXPECT_EQ(names(*db), std::vector<std::string>{"people"});
  EXPECT_EQ(migrate(*db, kPeopleAndDogs), 1);
  EXPECT_THAT(describe_schema(*db), testing::Not(HasSubstr("cat\n")));
}

TEST_P(Migrate, lets_several_processes_start_at_once) {
  TestDb place(GetParam(), kNone);
  std::atomic<int> applied = 0;
  std::vector<std::thread> starting;
  for (int i = 0; i < 4; ++i)
    starting.emplace_back([&] {
      auto db = *open_db(place.url());
      applied += *migrate(*db, kPeopleAndDogs);
    });
  for (auto& thread : starting) thread.join();
  EXPECT_EQ(applied, 2);
  EXPECT_EQ(place->reader()->one<int>("SELECT COUNT(*) FROM person"), 1);
}

/// Conditions are quoted in the words of each database; all else is the same text.
std::string without_conditions(const std::string& description) {
  std::istringstream in(description);
  std::string out;
  for (std::string line; std::getline(in, line);)
    if (!line.starts_with("  check") && !line.starts_with("  only")) out += line + "\n";
  return out;
}

TEST_P(Migrate, describes_the_schema_in_the_same_words_on_both_databases) {
  TestDb db(GetParam(), kPeopleAndDogs);
  EXPECT_EQ(without_conditions(describe_schema(*db)),
            "dog\n"
            "  owner integer key 1\n"
            "  place integer key 2\n"
            "  born text\n"
            "  FOREIGN KEY (owner) REFERENCES person(id) ON DELETE CASCADE\n"
            "  index dog_by_birth (born DESC, place)\n"
            "  index dog_once (born) unique partial\n"
            "person\n"
            "  id id key 1\n"
            "  name text NOT NULL DEFAULT 'nobody; yet'\n"
            "  weight real\n"
            "  photo bytes\n"
            "  state text NOT NULL\n"
            "  UNIQUE (name, state)\n"
            "store_migration\n"
            "  version integer key 1\n"
            "  name text NOT NULL\n"
            "  sha256 text NOT NULL\n"
            "  applied_at text NOT NULL\n");
  EXPECT_THAT(describe_schema(*db), HasSubstr("  check CHECK ("));
  EXPECT_THAT(describe_schema(*db), HasSubstr("  only dog_once"));
}

std::string read_file(const std::string& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST_P(Migrate, brings_the_schema_to_exactly_what_current_sql_shows) {
  TestDb replayed(GetParam());
  auto current = read_file(COULOIR_SOURCE_DIR "/schema/current.sql");
  TestDb shown(GetParam(), {{1, "current", current}});
  EXPECT_EQ(describe_schema(*shown), describe_schema(*replayed))
      << "schema/current.sql is not what the migrations make";
}

TEST(Migrations, are_numbered_without_a_gap) {
  int expected = 0;
  for (const auto& migration : migrations()) EXPECT_EQ(migration.version, ++expected) << migration.name;
}

TEST(Migrations, name_types_that_the_subset_knows) {
  EXPECT_EQ(statements_of("CREATE TABLE a (id {{id}}, x {{real}});", Dialect::sqlite),
            std::vector<std::string>{"CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT, x REAL)\nSTRICT"});
  EXPECT_EQ(statements_of("CREATE TABLE a (x {{real}})", Dialect::postgresql),
            std::vector<std::string>{"CREATE TABLE a (x DOUBLE PRECISION)"});
  EXPECT_THROW(statements_of("CREATE TABLE a (x {{money}})", Dialect::sqlite), Bug);
}

}  // namespace
}  // namespace couloir
