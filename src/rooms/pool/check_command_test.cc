// Files in, one object out: `couloir pool check` without the program around it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pool/front.h"
#include "words/words.h"

namespace couloir::pool {
namespace {

using testing::HasSubstr;

const NamedText kPool{"pool.json",
                      R"({"format":"pool/1","name":"tiny","horizon":2,"start":"2026-12","quanta_per_month":10,
"min_alloc":2,"skills":["nlp"],"pillars":["llm"],"sites":["A"],"distance":[[0]],"travel_cost":[0],"weights":{"team":700,"move":60},
"session_cap":[1,1],"floors":[],"engineers":[{"id":"E \"0\"","site":0,"skills":{"0":4},"cap":[10,10],"slots":[1,1]}],
"dossiers":[{"id":"D0","pillar":0,"site":0,"roles":[{"skill":0,"level":3,"min":8,"max":8}],"earliest":0,"latest":1,
"nmin":1,"nmax":1,"base":9000,"slope":0,"must":0,"after":[],"published":[]}]})"};

NamedText plan_of(std::string rows) { return {"plan.json", R"({"format":"pool-plan/1","plans":)" + rows + "}"}; }

TEST(CheckingAPlan, says_what_it_is_worth) {
  auto checked = check_plan(kPool, plan_of(R"({"0":[[0,0,1,8]]})")).value();
  EXPECT_TRUE(checked.valid);
  EXPECT_EQ(checked.json,
            R"({"valid":true,"objective":8300,"split":{"value":9000,"team":700,"travel":0,"move":0,"floors":0,)"
            R"("granted":1,"effort":8},"bound_checked":null,"violations":[],"violations_found":0})"
            "\n");
}

TEST(CheckingAPlan, says_what_is_broken_in_the_language_spoken) {
  ASSERT_TRUE(load_words(COULOIR_WORDS_DIR));
  auto plan = plan_of(R"({"0":[[0,0,1,11]]})");
  Speaking english(Lang::en);
  auto checked = check_plan(kPool, plan).value();
  EXPECT_FALSE(checked.valid);
  EXPECT_THAT(
      checked.json,
      HasSubstr(R"({"rule":"role_effort","dossier":0,"engineer":null,"month":null,"text":"Quanta of role 0 of D0: 11; )"
                R"(it takes 8 to 8."},{"rule":"capacity","dossier":null,"engineer":0,"month":1,"text":"Quanta of )"
                R"(E \"0\" in 2027-01: 11; what is left is 10."}],"violations_found":2)"));
  Speaking french(Lang::fr);
  EXPECT_THAT(check_plan(kPool, plan)->json,
              HasSubstr("Quanta de E \\\"0\\\" en 2027-01\u00a0: 11\u202f; il en reste 10."));
}

TEST(CheckingAPlan, tells_a_file_without_a_plan_from_a_valid_one) {
  auto checked = check_plan(kPool, plan_of("null")).value();
  EXPECT_FALSE(checked.valid);
  EXPECT_THAT(checked.json,
              HasSubstr(R"("objective":null,"split":null,"bound_checked":null,"violations":[{"rule":"no_plan")"));
}

TEST(CheckingAPlan, names_the_file_and_the_place_of_what_cannot_be_used) {
  auto refused = check_plan(kPool, plan_of(R"({"0":[[0,0,2,8]]})"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::invalid);
  EXPECT_EQ(refused.error().problems[0].where, "plan.json: /plans/0/0/2");
  refused = check_plan({"pool.json", "{"}, plan_of("null"));
  EXPECT_EQ(refused.error().problems[0].where, "pool.json");
  EXPECT_EQ(refused.error().problems[0].what, say("This is not JSON: it goes wrong near byte {1}.", "1"));
}

}  // namespace
}  // namespace couloir::pool
