#include "store/db.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace couloir {
namespace {

TEST(Smoke, both) {
  std::vector<std::string> urls{"sqlite::memory:"};
  if (auto* pg = std::getenv("COULOIR_TEST_PG")) urls.push_back(pg);
  for (auto& url : urls) {
    auto opened = open_db(url);
    ASSERT_TRUE(opened) << opened.error().context;
    Db& db = **opened;
    db.write([](Tx& tx) {
      tx.exec("CREATE TABLE t (id BIGINT, name TEXT, r DOUBLE PRECISION)");
      EXPECT_EQ(tx.exec("INSERT INTO t VALUES (:id, :name, :r)", {{":id", 1}, {":name", "é"}, {":r", 0.1}}), 1);
      EXPECT_EQ(tx.exec("INSERT INTO t VALUES (:id, :name, :r)", {{":id", 2}, {":name", std::nullopt}, {":r", std::nullopt}}), 1);
      return true;
    });
    auto r = db.reader();
    EXPECT_EQ(r->one<int>("SELECT COUNT(*) FROM t"), 2);
    EXPECT_EQ(r->first("SELECT name, id FROM t WHERE id = :id", {{":id", 1}}, [](const Row& row) { return row.get<std::string>("name"); }), "é");
    EXPECT_THROW(r->one<int>("SELECT nope FROM t"), StoreFailure);
    db.write([](Tx& tx) { tx.exec("DROP TABLE t"); return true; });
  }
}

}  // namespace
}  // namespace couloir
