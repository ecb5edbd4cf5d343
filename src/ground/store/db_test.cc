// The façade on every database it knows: what a caller may rely on.
#include "store/db.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <latch>
#include <limits>
#include <thread>

#include <rapidcheck.h>

#include "base/bug.h"
#include "store/testing.h"
#include "store/utf8.h"

namespace couloir {
namespace {

using testing::HasSubstr;
using Kind = StoreFailure::Kind;

enum class Mood { glad, calm };

}  // namespace
}  // namespace couloir
template <>
inline constexpr auto couloir::kNames<couloir::Mood> = std::array{std::string_view("glad"), std::string_view("calm")};
namespace couloir {
namespace {

const std::vector<Migration> kNotes{{1, "notes", R"sql(
  CREATE TABLE note (
    id {{id}},
    title {{text}} UNIQUE CHECK (title <> 'forbidden'),
    body {{text}},
    stars {{integer}},
    weight {{real}},
    scan {{bytes}},
    parent {{integer}} REFERENCES note (id)
  ))sql"}};

constexpr auto kAdd = "INSERT INTO note (title) VALUES (:title)";
constexpr auto kCount = "SELECT COUNT(*) FROM note";

struct Store : testing::TestWithParam<TestDatabase> {
  TestDb db{GetParam(), kNotes};

  void add(std::string_view title) {
    db->write([&](Tx& tx) { return tx.exec(kAdd, {{":title", title}}), true; });
  }
  int count() { return db->reader()->one<int>(kCount); }
  Kind kind_of_failure(const std::function<void(Tx&)>& act) {
    try {
      db->write([&](Tx& tx) { return act(tx), true; });
    } catch (const StoreFailure& failure) {
      said = failure.what();
      return failure.kind();
    }
    throw Bug("it did not fail");
  }
  std::string said;
};
INSTANTIATE_TEST_SUITE_P(, Store, all_databases(), database_name);

TEST_P(Store, gives_back_every_type_that_was_put_in) {
  auto id = in_transaction(*db, [&](Tx& tx) -> Result<std::int64_t> {
    return tx.one<std::int64_t>(
        "INSERT INTO note (title, stars, weight, scan) VALUES (:title, :stars, :weight, :scan) RETURNING id",
        {{":title", "Été"}, {":stars", 5}, {":weight", 0.1}, {":scan", Blob{std::string_view("\0\xFF'\\", 4)}}});
  });
  auto reader = db->reader();
  auto seen = reader->first("SELECT * FROM note WHERE id = :id", {{":id", *id}}, [](const Row& row) {
    EXPECT_EQ(row.get<double>("weight"), 0.1);  // columns in another order than theirs
    EXPECT_EQ(row.get<std::string>("scan"), std::string("\0\xFF'\\", 4));
    EXPECT_EQ(row.get<std::string_view>("title"), "Été");
    EXPECT_EQ(row.get<std::int64_t>("stars"), 5);
    EXPECT_EQ(row.get<std::optional<int>>("parent"), std::nullopt);
    EXPECT_EQ(row.get<OrganisationId>("parent"), OrganisationId{});
    return row.get<OrganisationId>("id").v;
  });
  EXPECT_EQ(seen, id);
}

TEST_P(Store, reads_instants_days_enums_and_booleans_from_text_and_numbers) {
  Instant at = *parse_instant("2026-04-30T23:59:59.123+02:00");
  Date day = *parse_date("2026-05-18");
  db->reader()->each(
      "SELECT CAST(:at AS TEXT) AS at, CAST(:day AS TEXT) AS day, CAST(:mood AS TEXT) AS mood, 1 < 2 AS yes",
      {{":at", at}, {":day", day}, {":mood", Mood::calm}}, [&](const Row& row) {
        EXPECT_EQ(row.get<Instant>("at"), at);
        EXPECT_EQ(row.get<Date>("day"), day);
        EXPECT_EQ(row.get<Mood>("mood"), Mood::calm);
        EXPECT_TRUE(row.get<bool>("yes"));
      });
}

TEST_P(Store, tells_empty_text_and_null_apart) {
  add("");
  db->write([](Tx& tx) { return tx.exec(kAdd, {{":title", std::nullopt}}), true; });
  auto titles = db->reader()->all("SELECT title FROM note ORDER BY id", {},
                                  [](const Row& row) { return row.get<std::optional<std::string>>("title"); });
  EXPECT_EQ(titles, (std::vector<std::optional<std::string>>{"", std::nullopt}));
}

struct Anything {
  std::string text;
  std::int64_t integer;
  double real;
  std::string bytes;
  bool operator==(const Anything&) const = default;
};

/// Text of every plane, of every length, with what SQL itself uses.
rc::Gen<std::string> any_text() {
  auto piece = rc::gen::weightedOneOf<std::string>(
      {{4, rc::gen::container<std::string>(rc::gen::inRange<char>(1, 127))},
       {1, rc::gen::elementOf(std::vector<std::string>{"é", "œ", "日本", "😀", "\U0010FFFF", "\u202F", "'", "''", "\\",
                                                       ":name", "$1", "--", "\r\n", "e\u0301"})}});
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece), [](const std::vector<std::string>& pieces) {
    std::string text;
    for (auto& p : pieces) text += p;
    return text;
  });
}
rc::Gen<std::int64_t> any_integer() {
  using Limits = std::numeric_limits<std::int64_t>;
  return rc::gen::oneOf(
      rc::gen::arbitrary<std::int64_t>(),
      rc::gen::elementOf(std::vector<std::int64_t>{Limits::min(), Limits::max(), 0, -1, 1LL << 53, (1LL << 53) + 1}));
}
rc::Gen<double> any_real() {
  using Limits = std::numeric_limits<double>;
  return rc::gen::oneOf(rc::gen::arbitrary<double>(),
                        rc::gen::elementOf(std::vector<double>{0.1, 1e308, Limits::denorm_min(), Limits::min(),
                                                               Limits::max(), Limits::lowest(), Limits::infinity(),
                                                               -Limits::infinity(), 1.0 / 3, 9007199254740993.0}));
}

TEST_P(Store, round_trips_any_value) {
  bool holds = rc::check([&] {
    Anything in{*any_text(), *any_integer(), *any_real(), *rc::gen::container<std::string>(rc::gen::arbitrary<char>())};
    std::optional<Anything> out;
    db->write([&](Tx& tx) {
      out = tx.first(
          "INSERT INTO note (body, stars, weight, scan) VALUES (:t, :i, :r, :b) RETURNING body, stars, weight, scan",
          {{":t", in.text}, {":i", in.integer}, {":r", in.real}, {":b", Blob{in.bytes}}}, [](const Row& row) {
            return Anything{row.get<std::string>("body"), row.get<std::int64_t>("stars"), row.get<double>("weight"),
                            row.get<std::string>("scan")};
          });
      return false;
    });
    RC_ASSERT(out.has_value());
    RC_ASSERT(*out == in);
  });
  EXPECT_TRUE(holds);
}

TEST_P(Store, refuses_what_one_of_the_databases_could_not_store) {
  for (std::string_view bad : {std::string_view("\xFF", 1), std::string_view("a\0b", 3)})
    EXPECT_EQ(kind_of_failure([&](Tx& tx) { tx.exec(kAdd, {{":title", bad}}); }), Kind::constraint);
  auto nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(kind_of_failure([&](Tx& tx) { tx.exec("UPDATE note SET weight = :w", {{":w", nan}}); }), Kind::constraint);
  EXPECT_EQ(count(), 0);
}

TEST_P(Store, sorts_and_compares_text_by_its_bytes) {
  for (auto title : {"b", "É", "a", "B", "e"}) add(title);
  auto titles = db->reader()->all("SELECT title FROM note ORDER BY title", {},
                                  [](const Row& row) { return row.get<std::string>("title"); });
  EXPECT_EQ(titles, (std::vector<std::string>{"B", "a", "b", "e", "É"}));
  EXPECT_EQ(db->reader()->one<int>("SELECT COUNT(*) FROM note WHERE title LIKE 'b%'"), 1);
}

TEST_P(Store, takes_the_same_parameter_twice_and_null_where_a_value_was) {
  add("one");
  constexpr auto kSql = "SELECT COUNT(*) FROM note WHERE (CAST(:title AS TEXT) IS NULL OR title = :title)";
  auto reader = db->reader();
  EXPECT_EQ(reader->one<int>(kSql, {{":title", "two"}}), 0);
  EXPECT_EQ(reader->one<int>(kSql, {{":title", std::optional<std::string>()}}), 1);
  EXPECT_EQ(reader->one<int>(kSql, {{":title", "one"}}), 1);
  EXPECT_EQ(reader->one<double>("SELECT COALESCE(:x, 1) + 1", {{":x", std::int64_t{1} << 40}}), (1LL << 40) + 1);
  EXPECT_EQ(reader->one<double>("SELECT COALESCE(:x, 1) + 1", {{":x", 0.5}}), 1.5);
}

TEST_P(Store, says_how_many_rows_changed) {
  add("one"), add("two");
  db->write([](Tx& tx) {
    EXPECT_EQ(tx.exec("UPDATE note SET stars = 1"), 2);
    EXPECT_EQ(tx.exec("UPDATE note SET stars = 2 WHERE title = 'one'"), 1);
    EXPECT_EQ(tx.exec("DELETE FROM note WHERE title = 'none'"), 0);
    EXPECT_EQ(tx.exec("SELECT * FROM note"), 0);
    return true;
  });
}

TEST_P(Store, runs_the_same_statement_from_within_its_own_rows) {
  add("one"), add("two"), add("three");
  auto reader = db->reader();
  std::vector<std::string> pairs;
  constexpr auto kTitles = "SELECT title FROM note ORDER BY id";
  reader->each(kTitles, {}, [&](const Row& outer) {
    auto left = outer.get<std::string>("title");
    reader->each(kTitles, {}, [&](const Row& inner) { pairs.push_back(left + inner.get<std::string>("title")); });
  });
  EXPECT_EQ(pairs.size(), 9u);
  EXPECT_EQ(pairs[5], "twothree");
}

TEST_P(Store, counts_the_statements_of_this_thread_and_no_others) {
  auto before = statements_run();
  auto reader = db->reader();
  reader->one<int>(kCount);
  reader->one<int>(kCount);
  add("one");
  EXPECT_EQ(statements_run() - before, 3);
  std::int64_t elsewhere = -1;
  std::thread([&] { elsewhere = statements_run(); }).join();
  EXPECT_EQ(elsewhere, 0);
}

TEST_P(Store, remembers_few_statements_of_many) {
  auto reader = db->reader();
  for (int i = 0; i < 1000; ++i) ASSERT_EQ(reader->one<int>(fmt::format("SELECT {}", i)), i);
}

// ── mistakes are seen at once ──

TEST_P(Store, shows_the_statement_with_what_the_database_said) {
  EXPECT_EQ(kind_of_failure([](Tx& tx) { tx.exec("UPDATE note\n  SET nope = 1"); }), Kind::other);
  EXPECT_THAT(said, HasSubstr("nope"));
  EXPECT_THAT(said, HasSubstr("in: UPDATE note SET nope = 1"));
}

TEST_P(Store, throws_a_bug_for_what_a_programmer_got_wrong) {
  add("one");
  auto reader = db->reader();
  auto read_first = [&](auto&& read) { reader->each("SELECT id, title, parent FROM note", {}, read); };
  EXPECT_THROW(read_first([](const Row& row) { row.get<int>("no_such_column"); }), Bug);
  EXPECT_THROW(read_first([](const Row& row) { row.get<int>("parent"); }), Bug);
  EXPECT_THROW(read_first([](const Row& row) { row.get<int>("title"); }), Bug);
  EXPECT_THROW(read_first([](const Row& row) { row.get<Mood>("title"); }), Bug);
  EXPECT_THROW(read_first([](const Row& row) { row.get<Instant>("title"); }), Bug);
  EXPECT_THROW(reader->one<int>("SELECT id FROM note WHERE id = 99"), Bug);
  EXPECT_THROW(reader->one<int>("SELECT :x", {{":y", 1}}), Bug);
  EXPECT_EQ(reader->one<int>(kCount), 1) << "the reader still works";
}

TEST_P(Store, tells_broken_rules_from_other_failures) {
  add("one");
  EXPECT_EQ(kind_of_failure([](Tx& tx) { tx.exec(kAdd, {{":title", "one"}}); }), Kind::constraint);
  EXPECT_EQ(kind_of_failure([](Tx& tx) { tx.exec(kAdd, {{":title", "forbidden"}}); }), Kind::constraint);
  EXPECT_EQ(kind_of_failure([](Tx& tx) { tx.exec("INSERT INTO note (parent) VALUES (99)"); }), Kind::constraint);
  EXPECT_EQ(count(), 1);
}

TEST_P(Store, lets_no_reader_write) {
  EXPECT_THROW(db->reader()->one<int>("INSERT INTO note (title) VALUES ('x') RETURNING id"), StoreFailure);
  EXPECT_EQ(count(), 0);
}

// ── transactions ──

TEST_P(Store, keeps_a_value_and_forgets_an_error_or_an_exception) {
  auto add_then = [&](auto outcome) {
    return in_transaction(*db, [&](Tx& tx) -> Result<int> {
      tx.exec(kAdd, {{":title", "x"}});
      return outcome();
    });
  };
  EXPECT_EQ(add_then([]() -> Result<int> { return Error::not_found(say("no")); }).error().code, Code::not_found);
  EXPECT_THROW((void)add_then([]() -> Result<int> { throw Bug("no"); }), Bug);
  EXPECT_EQ(count(), 0);
  EXPECT_EQ(add_then([]() -> Result<int> { return 7; }), 7);
  EXPECT_EQ(count(), 1);
}

TEST_P(Store, keeps_nothing_once_a_statement_failed_even_if_it_was_caught) {
  add("one");
  auto kind = kind_of_failure([&](Tx& tx) {
    tx.exec(kAdd, {{":title", "two"}});
    EXPECT_THROW(tx.exec(kAdd, {{":title", "one"}}), StoreFailure);
    EXPECT_THROW(tx.exec(kAdd, {{":title", "three"}}), StoreFailure);
  });
  EXPECT_EQ(kind, Kind::other);
  EXPECT_EQ(count(), 1);
}

TEST_P(Store, refuses_a_write_inside_a_write) {
  EXPECT_THROW(db->write([&](Tx&) { return add("inner"), true; }), Bug);
  add("after");
  EXPECT_EQ(count(), 1);
}

TEST_P(Store, shows_a_reader_one_moment_however_long_it_looks) {
  add("before");
  auto reader = db->reader();
  EXPECT_EQ(reader->one<int>(kCount), 1);
  add("after");
  EXPECT_EQ(reader->one<int>(kCount), 1);
  EXPECT_EQ(reader->one<int>("SELECT MAX(id) FROM note"), 1);
  EXPECT_EQ(count(), 2);
}

TEST_P(Store, shows_readers_nothing_of_an_open_transaction) {
  db->write([&](Tx& tx) {
    tx.exec(kAdd, {{":title", "x"}});
    EXPECT_EQ(tx.one<int>(kCount), 1);
    EXPECT_EQ(count(), 0);
    return true;
  });
  EXPECT_EQ(count(), 1);
}

/// Each writer reads and then writes what it read plus one: any two at once would lose one.
TEST_P(Store, lets_one_writer_at_a_time_in_even_from_two_processes) {
  add("counter");
  db->write([](Tx& tx) { return tx.exec("UPDATE note SET stars = 0"), true; });
  auto other = *open_db(db.url());
  auto count_up = [](Db& in) {
    for (int i = 0; i < 25; ++i)
      in.write([](Tx& tx) {
        auto stars = tx.one<int>("SELECT stars FROM note");
        return tx.exec("UPDATE note SET stars = :stars", {{":stars", stars + 1}}), true;
      });
  };
  std::vector<std::thread> writers;
  for (auto* in : {&*db, &*db, other.get(), other.get()}) writers.emplace_back([&count_up, in] { count_up(*in); });
  for (auto& writer : writers) writer.join();
  EXPECT_EQ(db->reader()->one<int>("SELECT stars FROM note"), 100);
}

TEST_P(Store, lets_readers_see_whole_transactions_while_another_writes) {
  db->write([](Tx& tx) { return tx.exec("INSERT INTO note (title, stars) VALUES ('a', 50), ('b', 50)"), true; });
  std::atomic<bool> over = false;
  std::atomic<int> looked = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i)
    readers.emplace_back([&] {
      while (!over || looked < 3) {
        auto reader = db->reader();
        auto a = reader->one<int>("SELECT stars FROM note WHERE title = 'a'");
        auto b = reader->one<int>("SELECT stars FROM note WHERE title = 'b'");
        EXPECT_EQ(a + b, 100);
        ++looked;
      }
    });
  for (int i = 0; i < 50; ++i)
    db->write([](Tx& tx) {
      tx.exec("UPDATE note SET stars = stars - 1 WHERE title = 'a'");
      return tx.exec("UPDATE note SET stars = stars + 1 WHERE title = 'b'"), true;
    });
  over = true;
  for (auto& reader : readers) reader.join();
}

TEST_P(Store, hands_out_five_readers_at_once_and_takes_them_back) {
  for (int round = 0; round < 2; ++round) {
    std::vector<std::unique_ptr<Reader>> readers;
    for (int i = 0; i < 5; ++i) readers.push_back(db->reader());
    for (auto& reader : readers) EXPECT_EQ(reader->one<int>(kCount), 0);
  }
}

TEST_P(Store, never_gives_the_number_of_a_deleted_row_again) {
  add("one");
  db->write([](Tx& tx) { return tx.exec("DELETE FROM note"), true; });
  add("two");
  EXPECT_EQ(db->reader()->one<int>("SELECT id FROM note"), 2);
}

TEST(OpeningADatabase, explains_an_address_it_does_not_understand) {
  EXPECT_EQ(open_db("mysql://x").error().code, Code::invalid);
  EXPECT_EQ(open_db("sqlite:").error().code, Code::invalid);
  EXPECT_EQ(open_db("sqlite:/no/such/folder/couloir.db").error().code, Code::unavailable);
  EXPECT_EQ(open_db("postgresql://nobody@127.0.0.1:1/none").error().code, Code::unavailable);
}

// ── a PostgreSQL server that goes away ──

struct LostServer : testing::TestWithParam<TestDatabase> {
  TestDb db{GetParam(), kNotes};
  std::unique_ptr<Db> killer = *open_db(db.url());
  /// Of this test's own schema: other tests run on the same server.
  void cut_all_connections() {
    killer->reader()->one<int>(
        "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND "
        "application_name = current_setting('application_name')");
  }
};
std::vector<TestDatabase> postgres_alone() {
  return std::getenv("COULOIR_TEST_PG") ? std::vector{TestDatabase::postgresql} : std::vector<TestDatabase>{};
}
INSTANTIATE_TEST_SUITE_P(, LostServer, testing::ValuesIn(postgres_alone()), database_name);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(LostServer);

TEST_P(LostServer, is_not_noticed_by_the_next_reader_and_writer) {
  EXPECT_EQ(db->reader()->one<int>(kCount), 0);
  cut_all_connections();
  EXPECT_EQ(db->reader()->one<int>(kCount), 0);
  db->write([](Tx& tx) { return tx.exec(kAdd, {{":title", "x"}}), true; });
  EXPECT_EQ(db->reader()->one<int>(kCount), 1);
}

TEST_P(LostServer, ends_a_reader_that_has_already_seen_something) {
  auto reader = db->reader();
  EXPECT_EQ(reader->one<int>(kCount), 0);
  cut_all_connections();
  try {
    reader->one<int>(kCount);
    FAIL() << "the view is gone";
  } catch (const StoreFailure& failure) {
    EXPECT_EQ(failure.kind(), Kind::lost);
  }
  reader.reset();
  EXPECT_EQ(db->reader()->one<int>(kCount), 0);
}

TEST_P(LostServer, runs_a_cut_transaction_again_from_its_start) {
  int runs = 0;
  db->write([&](Tx& tx) {
    tx.exec(kAdd, {{":title", "x"}});
    if (++runs == 1) cut_all_connections();
    return tx.exec(kAdd, {{":title", "y"}}), true;
  });
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(db->reader()->one<int>(kCount), 2);
}

}  // namespace
}  // namespace couloir
