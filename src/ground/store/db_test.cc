#include "store/testing.h"

namespace couloir {
namespace {

struct Store : testing::TestWithParam<TestDatabase> { TestDb db{GetParam()}; };
INSTANTIATE_TEST_SUITE_P(, Store, all_databases(), database_name);

TEST_P(Store, smoke) {
    EXPECT_EQ(db->reader()->one<int>("SELECT COUNT(*) FROM store_migration"), migrations().size());
}
TEST_P(Store, smoke2) {
    EXPECT_EQ(db->reader()->one<int>("SELECT COUNT(*) FROM store_migration"), migrations().size());
}
}
}
