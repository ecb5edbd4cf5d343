// A what-if laid over an instance: what each wish does, and that nothing is changed where a wish cannot be.
#include "plancheck/change.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plancheck/test_pool.h"

namespace couloir::plancheck {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kPublishedPool = R"({
"format":"pool/1","name":"tiny","horizon":3,"start":"2026-11","quanta_per_month":10,"min_alloc":2,
"skills":["nlp","vision"],"pillars":["llm"],"sites":["A"],"distance":[[0]],"travel_cost":[0],
"weights":{"team":700,"move":60},"session_cap":[2,2,2],"floors":[],
"engineers":[{"id":"E0","site":0,"skills":{"0":4},"cap":[10,10,6],"slots":[2,2,2]},
{"id":"E1","site":0,"skills":{"0":2,"1":3},"cap":[5,5,5],"slots":[1,1,1]}],
"dossiers":[{"id":"D0","pillar":0,"site":0,"roles":[{"skill":0,"level":3,"min":8,"max":12}],"earliest":0,"latest":1,
"nmin":1,"nmax":2,"base":9000,"slope":400,"must":1,"after":[],"published":[[0,0,0,8]]},
{"id":"D1","pillar":0,"site":0,"roles":[{"skill":1,"level":1,"min":4,"max":4}],"earliest":0,"latest":2,
"nmin":1,"nmax":1,"base":8000,"slope":0,"must":0,"after":[],"published":[]},
{"id":"D2","pillar":0,"site":0,"roles":[{"skill":1,"level":1,"min":4,"max":4}],"earliest":0,"latest":0,
"nmin":1,"nmax":1,"base":8000,"slope":0,"must":0,"after":[],"published":[]}]})";

Instance changed_by(const std::string& wishes) {
  auto text = changed(kPublishedPool, R"({"format":"pool-delta/1",)" + wishes + "}");
  EXPECT_TRUE(text) << wishes;
  return text ? read_instance(*text).value() : Instance{};
}

std::vector<std::string> refused_by(const std::string& wishes) {
  auto text = changed(kPublishedPool, R"({"format":"pool-delta/1",)" + wishes + "}");
  std::vector<std::string> out;
  if (!text)
    for (const auto& problem : text.error().problems) out.push_back(problem.where + ": " + in_words(problem.what));
  return out;
}

TEST(Change, sets_any_value_that_is_there) {
  auto pool = changed_by(R"("set":[{"pointer":"/dossiers/1/latest","value":1},{"pointer":"/weights/team","value":5},
    {"pointer":"/dossiers/0/roles/0","value":{"skill":0,"level":2,"min":4,"max":4}}])");
  EXPECT_EQ(pool.dossiers[1].latest, 1);
  EXPECT_EQ(pool.team_weight, 5);
  EXPECT_EQ(pool.dossiers[0].roles[0].level, 2);
}

TEST(Change, lets_engineers_come_and_go) {
  auto pool = changed_by(R"("add_engineers":[{"id":"new","site":0,"skills":{"1":4},"cap":[9,9,9],"slots":[2,2,2]}],
    "remove_engineers":[{"engineer":0,"from":1}],"bans":[{"dossier":1,"engineer":2}])");
  ASSERT_EQ(pool.engineers.size(), 3u);
  EXPECT_EQ(pool.engineers[2].id, "new");
  EXPECT_THAT(pool.engineers[0].capacity, ElementsAre(10, 0, 0));
  EXPECT_THAT(pool.engineers[0].slots, ElementsAre(2, 0, 0));
  EXPECT_THAT(pool.dossiers[1].bans, ElementsAre(2));
}

TEST(Change, grants_refuses_and_pins) {
  auto pool =
      changed_by(R"("grant":[2],"refuse":[0],"pins":[{"dossier":1,"engineer":1,"role":0,"month":2,"quanta":4}])");
  EXPECT_TRUE(pool.dossiers[2].promised);
  EXPECT_TRUE(pool.dossiers[0].refused);
  EXPECT_FALSE(pool.dossiers[0].promised) << "what is refused is promised no longer";
  EXPECT_TRUE(pool.dossiers[1].promised) << "who is pinned works on something";
  EXPECT_THAT(pool.dossiers[1].pins, ElementsAre(Assignment{1, 0, 2, 4}));
}

TEST(Change, freezes_months_as_they_were_published) {
  auto pool = changed_by(R"("frozen_until":1)");
  EXPECT_THAT(pool.dossiers[0].pins, ElementsAre(Assignment{0, 0, 0, 8}));
  EXPECT_EQ(pool.engineers[0].capacity[0], 8);
  EXPECT_EQ(pool.engineers[0].slots[0], 1);
  EXPECT_EQ(pool.engineers[1].capacity[0], 0) << "nothing was published of hers";
  EXPECT_EQ(pool.engineers[1].capacity[1], 5);
  EXPECT_EQ(pool.dossiers[1].earliest, 1);
  EXPECT_TRUE(pool.dossiers[2].refused) << "its window was over";
}

TEST(Change, of_nothing_changes_nothing) {
  auto text = changed(kPublishedPool, R"({"format":"pool-delta/1","frozen_until":null,"pins":[]})").value();
  EXPECT_EQ(changed(text, R"({"format":"pool-delta/1"})").value(), text);
  auto pool = read_instance(text).value();
  EXPECT_TRUE(pool.dossiers[0].pins.empty());
}

TEST(Change, names_the_place_of_what_cannot_be) {
  using List = std::vector<std::string>;
  const std::pair<std::string, List> kCases[] = {
      {R"("pin":[])", {"/pin: “pin” is not known here."}},
      {R"("set":[{"pointer":"/dossiers/9/base","value":1}])",
       {"/set/0/pointer: There is nothing at this place of the instance: /dossiers/9/base."}},
      {R"("set":[{"pointer":"dossiers","value":1}])",
       {"/set/0/pointer: There is nothing at this place of the instance: dossiers."}},
      {R"("set":[{"pointer":"/dossiers/1/base","value":"much"}])",
       {"→ /dossiers/1/base: A whole number from -1000000000000 to 1000000000000 is expected here."}},
      {R"("set":[{"pointer":"/dossiers","value":7}])", {"→ /dossiers: A list is expected here."}},
      {R"("add_engineers":[{"id":"new"}])",
       {"→ /engineers/2/site: This is needed.", "→ /engineers/2/skills: This is needed.",
        "→ /engineers/2/cap: This is needed.", "→ /engineers/2/slots: This is needed."}},
      {R"("refuse":[3])", {"/refuse/0: A whole number from 0 to 2 is expected here."}},
      {R"("refuse":[1],"grant":[1])", {"/grant/0: This dossier is granted and refused at once."}},
      {R"("pins":[{"dossier":1,"engineer":0,"role":0,"month":0,"quanta":4}])",
       {"→ /dossiers/1/pins/0: This engineer may not hold that role: skill, level or distance do not allow it."}},
      {R"("pins":[{"dossier":0,"engineer":0,"role":0,"month":2,"quanta":4}])",
       {"→ /dossiers/0/pins/0: This month is outside the window of the dossier."}},
      {R"("pins":[{"dossier":1,"engineer":1,"role":0,"month":0,"quanta":5}])",
       {"→ /dossiers/1/pins/0: That is more than the role takes or the engineer has left in this month."}},
      {R"("bans":[{"dossier":0,"engineer":0}],"frozen_until":1)",
       {"→ /dossiers/0/pins/0: This engineer is banned from the dossier."}},
      {R"("frozen_until":4)", {"/frozen_until: A whole number from 0 to 3 is expected here."}},
  };
  for (const auto& [wishes, told] : kCases) EXPECT_EQ(refused_by(wishes), told) << wishes;
  EXPECT_THAT(refused_by(R"("grant":[1,2])"), IsEmpty());
}

}  // namespace
}  // namespace couloir::plancheck
