// How fast the façade is, on the database named: store_bench sqlite:/path/bench.db | postgresql://… (an empty one).
#include <fmt/format.h>

#include <chrono>
#include <functional>

#include "store/db.h"

using namespace couloir;

namespace {

void time_it(std::string_view what, int times, const std::function<void(int)>& act) {
  auto start = std::chrono::steady_clock::now();
  for (int i = 1; i <= times; ++i) act(i);
  std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  fmt::print("{:<52} {:>10.0f} a second\n", what, times / took.count());
}

}  // namespace

int main(int argc, char** argv) {
  auto opened = open_db(argc > 1 ? argv[1] : "sqlite::memory:");
  if (!opened) return fmt::print(stderr, "{}\n", opened.error().context), 2;
  Db& db = **opened;
  bool sqlite = db.dialect() == Dialect::sqlite;
  db.write([&](Tx& tx) {
    tx.exec(sqlite ? "CREATE TABLE bench (id INTEGER PRIMARY KEY, title TEXT, stars INTEGER) STRICT"
                   : "CREATE TABLE bench (id BIGINT PRIMARY KEY, title TEXT, stars BIGINT)");
    for (int i = 1; i <= 100'000; ++i)
      tx.exec("INSERT INTO bench (id, title, stars) VALUES (:id, :title, 0)",
              {{":id", i}, {":title", fmt::format("use case {}", i)}});
    return true;
  });

  auto read_one = [](Reader& reader, int i) {
    reader.first("SELECT title, stars FROM bench WHERE id = :id", {{":id", std::int64_t{i} * 7919 % 100'000 + 1}},
                 [](const Row& row) {
                   return row.get<std::string_view>("title").size() +
                          static_cast<std::size_t>(row.get<std::int64_t>("stars"));
                 });
  };
  int times = sqlite ? 100'000 : 10'000;
  auto reader = db.reader();
  time_it("point read, one reader kept", times, [&](int i) { read_one(*reader, i); });
  time_it("point read, a reader each (one view each)", times, [&](int i) { read_one(*db.reader(), i); });
  time_it("list of 25", times / 10, [&](int i) {
    reader->each("SELECT id, title, stars FROM bench WHERE id > :id ORDER BY id LIMIT 25", {{":id", i}},
                 [](const Row& row) {
                   row.get<std::int64_t>("id"), row.get<std::string_view>("title"), row.get<std::int64_t>("stars");
                 });
  });
  time_it("transaction: read, update, durable", 1'000, [&](int i) {
    db.write([&](Tx& tx) {
      auto stars = tx.one<std::int64_t>("SELECT stars FROM bench WHERE id = :id", {{":id", i}});
      return tx.exec("UPDATE bench SET stars = :stars WHERE id = :id", {{":stars", stars + 1}, {":id", i}}), true;
    });
  });
  reader.reset();  // it would hold up the change of the schema
  db.write([](Tx& tx) { return tx.exec("DROP TABLE bench"), true; });
}
