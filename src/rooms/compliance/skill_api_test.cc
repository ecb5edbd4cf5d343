// The same by REST, and what is held on a person.
#include "compliance/test_skill_world.h"

namespace couloir::compliance {
namespace {

using testing::HasSubstr;
using testing::Not;

class SkillApi : public SkillsOnBoth {
 protected:
  std::string marie = world.house.token(world.marie.person), paul = world.house.token(world.paul.person),
              nora = world.house.token(world.nora.person), olga = world.house.token(world.olga.person);
  std::string path = "/organisations/" + world.acme.str() + "/skills";
  std::string team = world.workshop.team.str();

  web::Seen call(const std::string& token, std::string_view method, const std::string& at, std::string_view body = {},
                 std::int64_t if_match = 0) {
    return world.house.call(token, method, at, body, if_match);
  }
};
INSTANTIATE_TEST_SUITE_P(, SkillApi, both_databases(), database_name);

TEST_P(SkillApi, shows_fills_and_plans) {
  auto empty = call(marie, "GET", path + "?team=" + team);
  EXPECT_EQ(empty.status, 200) << empty.body;
  EXPECT_THAT(empty.body, HasSubstr(R"("standing":"not_begun")"));
  EXPECT_EQ(empty.header("etag"), "\"0\"");
  world.fill(world.workshop, world.users(4, std::nullopt));
  auto body = R"({"team":)" + team + R"(,"levels":[{"role":"end_user","skill":"ai_literacy","level":0}]})";
  EXPECT_EQ(call(marie, "PUT", path, body).status, 400);
  auto filled = call(marie, "PUT", path, body, 1);
  EXPECT_EQ(filled.status, 200) << filled.body;
  EXPECT_EQ(filled.header("etag"), "\"2\"");
  for (auto part : {R"("gaps":1)", R"("unknown":4)", R"("level":null)", R"("training":"cafe_ia","state":"proposed")"})
    EXPECT_THAT(filled.body, HasSubstr(part));
  EXPECT_EQ(call(marie, "PUT", path, body, 1).status, 409);
  auto bad =
      call(marie, "PUT", path, R"({"team":)" + team + R"(,"levels":[{"role":"end_user","skill":"hpc","level":1}]})", 2);
  EXPECT_EQ(bad.status, 400);
  EXPECT_THAT(bad.body, HasSubstr("levels.end_user.hpc"));
}

TEST_P(SkillApi, changes_and_drops_a_training) {
  world.fill(world.workshop, world.users(4, 0));
  plan_training(world.as(world.marie), test_region(), world.workshop, {{}, "cafe_ia", {}, {}, {}, "", 0}, world.today)
      .value();
  auto planned = call(marie, "PUT", path + "/trainings",
                      R"({"team":)" + team + R"(,"training":"cafe_ia","owner":)" + world.marie.person.str() +
                          R"(,"due":"2026-05-04","done_on":null,"note":"x"})",
                      1);
  EXPECT_EQ(planned.status, 200) << planned.body;
  EXPECT_THAT(planned.body, HasSubstr(R"("state":"planned")"));
  EXPECT_THAT(planned.body, HasSubstr(R"("due":"2026-05-04")"));
  auto dropped = call(marie, "DELETE", path + "/trainings/cafe_ia?team=" + team);
  EXPECT_EQ(dropped.status, 200) << dropped.body;
  EXPECT_THAT(dropped.body, Not(HasSubstr(R"("state":"planned")")));
}

TEST_P(SkillApi, is_secret_to_others) {
  world.fill(world.workshop, world.users(4, 0));
  for (const auto& token : {paul, nora}) {
    EXPECT_EQ(call(token, "GET", path + "?team=" + team).status, 404);
    EXPECT_EQ(call(token, "GET", path + "/gaps?team=" + team).status, 404);
  }
  EXPECT_EQ(call(olga, "GET", path + "?team=" + team).status, 403);
  EXPECT_EQ(call(marie, "GET", "/skills/region").status, 403);
  world.sponsor(world.workshop);
  EXPECT_EQ(call(nora, "GET", path + "?team=" + team).status, 200);
  EXPECT_EQ(call(nora, "PUT", path, R"({"team":)" + team + "}", 1).status, 403);
}

TEST_P(SkillApi, gives_csv_sums_and_the_catalogue) {
  world.fill(world.workshop, world.users(4, 0));
  auto csv = call(marie, "GET", path + "/gaps?team=" + team);
  EXPECT_TRUE(csv.body.starts_with("organisation,team,role,")) << csv.body;
  EXPECT_TRUE(call(marie, "GET", path + "/gaps?form=excel&team=" + team).body.starts_with("\xEF\xBB\xBF"));
  EXPECT_EQ(call(olga, "GET", "/skills/region").body, R"({"roles":0,"hidden_roles":1,"items":[]})");
  EXPECT_THAT(call(nora, "GET", "/skills/catalogue").body, HasSubstr(R"("code":"computer_vision")"));
}

TEST_P(SkillApi, is_in_a_persons_export_and_lets_go_of_who_is_erased) {
  auto checklist = world.fill(world.workshop, world.users(4, 0));
  plan_training(world.as(world.marie), test_region(), world.workshop,
                {{}, "cafe_ia", world.marie.person, {}, {}, "With Marie’s shift", 0}, world.today)
      .value();
  auto mine = people::export_person(world.as(world.marie), world.personal, world.marie.person).value();
  EXPECT_THAT(mine, HasSubstr("With Marie’s shift"));
  EXPECT_THAT(mine, HasSubstr("ai_literacy"));
  ASSERT_TRUE(people::erase_person(world.as(world.marie), world.personal, world.marie.person));
  auto left = trainings_of(*world.reader(), checklist.id);
  ASSERT_EQ(left.size(), 1U);
  EXPECT_FALSE(left[0].owner);
  EXPECT_EQ(left[0].note, "");
}

TEST(SkillCatalogue, serves_only_obligations_that_the_rule_pack_has) {
  auto law = open_rule_pack(COULOIR_SOURCE_DIR "/data/ai-act", *parse_date("2026-11-22")).value();
  EXPECT_TRUE(flaws_of_skills(test_region(), *law).empty());
  auto pack = test_region();
  pack.skills[0].serves = {"O-99"};
  ASSERT_EQ(flaws_of_skills(pack, *law).size(), 1U);
}

}  // namespace
}  // namespace couloir::compliance
