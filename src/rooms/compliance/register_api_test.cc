// The register, Legal's queue and the region's numbers, for scripts: who gets what, page by page, with what differs.
#include "compliance/test_world.h"

namespace couloir::compliance {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class RegisterApi : public OnBoth {
 protected:
  std::string get(const Actor& actor, std::string_view path) {
    return world.house.call(world.house.token(actor.person), "GET", path).body;
  }
  int status(const Actor& actor, std::string_view path) {
    return world.house.call(world.house.token(actor.person), "GET", path).status;
  }
};
INSTANTIATE_TEST_SUITE_P(, RegisterApi, both_databases(), database_name);

TEST_P(RegisterApi, lists_to_owners_their_files_and_to_legal_all_page_by_page) {
  world.answered(world.use_case("Sorting letters"));
  world.asked(world.use_case("Rank applicants"), "21");
  auto theirs = world.use_case_of(world.paul, world.rival, "Saw straight");
  ASSERT_TRUE(world.answer(world.paul, theirs, 0, {{"Q1", {"y"}}}));
  auto own = get(world.marie, "/compliance");
  EXPECT_THAT(own, AllOf(HasSubstr("Sorting letters"), HasSubstr("Rank applicants"), Not(HasSubstr("Saw straight")),
                         HasSubstr(R"("next":null)"), HasSubstr("This is not legal advice")));
  auto first = get(world.lea, "/compliance?limit=2");
  EXPECT_THAT(first, Not(HasSubstr("Saw straight")));
  auto at = first.find(R"("next":")") + 8;
  auto rest = get(world.lea, "/compliance?after=" + first.substr(at, first.find('"', at) - at));
  EXPECT_THAT(rest, AllOf(HasSubstr("Saw straight"), HasSubstr("Scierie Muller"), Not(HasSubstr("Sorting letters"))));
  EXPECT_EQ(status(world.olga, "/compliance"), 403) << "the office sees sums alone";
  EXPECT_EQ(status(world.lea, "/compliance?limit=0"), 400);
  EXPECT_EQ(status(world.lea, "/compliance?after=soon"), 400);
}

TEST_P(RegisterApi, tells_legal_what_waits_and_what_differs_from_the_last_signature) {
  world.signed_(world.use_case("Rank applicants"), "21");
  EXPECT_THAT(get(world.lea, "/compliance/queue"), HasSubstr(R"("items":[],"total":0)"));
  auto later = world.pack;
  later.version = "2027-01-01";
  later.rules[later.rule("A3-4a")].date = later.date("D-10");
  ASSERT_TRUE(rerun_scenarios(world.as(world.lea), later, world.today()));
  EXPECT_THAT(get(world.lea, "/compliance/queue"),
              AllOf(HasSubstr(R"("signed_before":true)"), HasSubstr(R"("A3-4a high hit 2027-12-02")"),
                    HasSubstr(R"("A3-4a high hit 2028-08-02")"), HasSubstr(R"("total":1)")));
  EXPECT_THAT(get(world.lea, "/compliance/queue?floor=minimal"), HasSubstr(R"("total":0)"));
  EXPECT_EQ(status(world.marie, "/compliance/queue"), 403);
}

TEST_P(RegisterApi, tells_the_office_sums_and_none_of_fewer_than_three_organisations) {
  world.signed_(world.use_case("Sorting letters"));
  EXPECT_THAT(get(world.olga, "/compliance/numbers"), HasSubstr(R"({"floor":"minimal","files":null)"));
  ASSERT_TRUE(world.answer(world.paul, world.use_case_of(world.paul, world.rival, "Saw"), 0, {{"Q1", {"y"}}}));
  auto third = people::an_organisation(world.db).named("Troisième").id();
  auto tom = world.person("Tom").with(Role::operator_).owning(third).actor();
  ASSERT_TRUE(world.answer(tom, world.use_case_of(tom, third, "Third"), 0, {{"Q1", {"y"}}}));
  EXPECT_THAT(get(world.olga, "/compliance/numbers"),
              HasSubstr(R"({"floor":"minimal","files":3,"needs_info":2,"signed":1,"classified":0,"unplanned":1})"));
  EXPECT_EQ(status(world.marie, "/compliance/numbers"), 403);
}

TEST_P(RegisterApi, shows_the_rules_in_use) {
  EXPECT_THAT(
      get(world.olga, "/compliance/rules"),
      AllOf(HasSubstr("\"pack\":\"" + world.pack.version + "\""),
            HasSubstr(R"("rule":"P-f","what":"Emotion recognition at work or in education","class":"prohibited")"),
            HasSubstr(R"("sources":["S1","S4"])")));
}

}  // namespace
}  // namespace couloir::compliance
