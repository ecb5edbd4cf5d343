// The same journeys by REST: what scripts may rely on.
#include "base/csv.h"
#include "portfolio/test_world.h"

namespace couloir::portfolio {
namespace {

using testing::HasSubstr;

class PortfolioApi : public OnBoth {
 protected:
  std::string marie = world.house.token(world.marie.person), paul = world.house.token(world.paul.person),
              nora = world.house.token(world.nora.person), olga = world.house.token(world.olga.person);

  web::Seen call(const std::string& token, std::string_view method, const std::string& path, std::string_view body = {},
                 std::int64_t if_match = 0) {
    return world.house.call(token, method, path, body, if_match);
  }
};
INSTANTIATE_TEST_SUITE_P(, PortfolioApi, both_databases(), database_name);

TEST_P(PortfolioApi, writes_reads_edits_and_moves_a_use_case) {
  auto added =
      call(marie, "POST", "/use-cases", R"({"organisation":)" + world.acme.str() + R"(,"title":"Tri","effort":1.5})");
  ASSERT_EQ(added.status, 201) << added.body;
  auto path = std::string(added.header("location")).substr(std::string_view("/api/v1").size());
  EXPECT_EQ(added.header("etag"), "\"1\"");
  auto shown = call(marie, "GET", path);
  EXPECT_EQ(shown.status, 200);
  EXPECT_THAT(shown.body, HasSubstr(R"("title":"Tri")"));
  EXPECT_THAT(shown.body, HasSubstr(R"("score":null)"));
  EXPECT_EQ(call(marie, "PUT", path, R"({"title":"Tri des lettres"})").status, 400);
  auto edited = call(marie, "PUT", path, R"({"title":"Tri des lettres","baseline":"9 h"})", 1);
  EXPECT_EQ(edited.status, 200) << edited.body;
  EXPECT_EQ(edited.header("etag"), "\"2\"");
  EXPECT_EQ(call(marie, "PUT", path, R"({"title":"Autre"})", 1).status, 409);
  auto moved = call(marie, "PUT", path + "/state", R"({"state":"stopped","stop_reason":"assez"})", 2);
  EXPECT_THAT(moved.body, HasSubstr(R"("state":"stopped")"));
  EXPECT_EQ(call(marie, "PUT", path + "/state", R"({"state":"running"})", 3).status, 422);
}

TEST_P(PortfolioApi, names_what_is_wrong_by_pointer) {
  auto seen = call(marie, "POST", "/use-cases",
                   R"({"organisation":)" + world.acme.str() + R"(,"title":"","colour":"x","impact":9})");
  EXPECT_EQ(seen.status, 400);
  for (auto pointer : {"/title", "/colour", "/impact"}) EXPECT_THAT(seen.body, HasSubstr(pointer));
}

TEST_P(PortfolioApi, refuses_a_text_that_a_database_cannot_keep) {
  auto seen = call(marie, "POST", "/use-cases", R"({"organisation":)" + world.acme.str() + R"(,"title":"a\u0000b"})");
  EXPECT_EQ(seen.status, 400) << seen.body;
}

TEST_P(PortfolioApi, lists_page_by_page_within_ones_sight) {
  for (auto title : {"a", "b", "c"}) world.add(title);
  auto first = call(marie, "GET", "/use-cases?sort=title&limit=2");
  EXPECT_EQ(first.status, 200) << first.body;
  EXPECT_THAT(first.body, HasSubstr(R"("next":"b~)"));
  auto next = first.body.substr(first.body.find(R"("next":")") + 8);
  next = next.substr(0, next.find('"'));
  auto second = call(marie, "GET", "/use-cases?sort=title&limit=2&after=" + next);
  EXPECT_THAT(second.body, HasSubstr(R"("title":"c")"));
  EXPECT_THAT(second.body, HasSubstr(R"("next":null)"));
  EXPECT_EQ(call(paul, "GET", "/use-cases").body, R"({"items":[],"next":null})");
  EXPECT_EQ(call(paul, "GET", "/use-cases?organisation=" + world.acme.str()).body, R"({"items":[],"next":null})");
  EXPECT_THAT(call(olga, "GET", "/use-cases").body, HasSubstr(R"("title":"a")"));
  EXPECT_EQ(call(marie, "GET", "/use-cases?after=x").status, 400);
  EXPECT_EQ(call(marie, "GET", "/use-cases?sort=x").status, 400);
}

TEST_P(PortfolioApi, gives_levels_and_tells_the_whole_score) {
  auto u = world.add("Tri");
  auto path = "/use-cases/" + u.id.str() + "/score";
  auto given = call(
      marie, "PUT", path,
      R"({"levels":[{"code":"P2","level":5},{"code":"irritant","level":3},{"code":"reuse","level":null}],"comment":"à voir"})");
  ASSERT_EQ(given.status, 200) << given.body;
  for (auto part : {R"("score":34)", R"("score_ceiling":94)", R"("pillar":"P2")", R"("wave":"2026-1")",
                    R"("comment":"à voir")", R"("side":"owner")"})
    EXPECT_THAT(given.body, HasSubstr(part));
  EXPECT_EQ(call(olga, "GET", path).body, given.body);
  EXPECT_EQ(call(paul, "GET", path).status, 404);
  EXPECT_EQ(call(marie, "PUT", path, R"({"levels":[{"code":"beauty","level":5}]})").status, 400);
}

TEST_P(PortfolioApi, tells_what_happened_to_a_use_case_to_who_may_see_it) {
  auto added = call(marie, "POST", "/use-cases", R"({"organisation":)" + world.acme.str() + R"(,"title":"Tri"})");
  auto path = std::string(added.header("location")).substr(std::string_view("/api/v1").size());
  call(marie, "PUT", path, R"({"title":"Tri des lettres"})", 1);
  call(marie, "PUT", path + "/score", R"({"levels":[{"code":"P2","level":5}]})");
  call(marie, "PUT", path + "/state", R"({"state":"stopped","stop_reason":"assez"})", 2);
  auto told = call(marie, "GET", path + "/history");
  ASSERT_EQ(told.status, 200) << told.body;
  EXPECT_EQ(told.writes, 0);
  std::size_t at = 0;
  for (auto part :
       {R"("what":"moved")", R"("to":"stopped")", R"("words":"assez")", R"("what":"scored")", R"("side":"owner")",
        R"("wave":"2026-1")", R"("what":"edited")",
        R"("changes":[{"field":"title","before":"Tri","after":"Tri des lettres"}])", R"("what":"written")"}) {
    at = told.body.find(part, at);
    EXPECT_NE(at, std::string::npos) << part << told.body;
  }
  EXPECT_THAT(told.body, HasSubstr(R"("person":)" + world.marie.person.str()));
  EXPECT_EQ(call(olga, "GET", path + "/history").body, told.body);
  EXPECT_EQ(call(paul, "GET", path + "/history").status, 404);
  EXPECT_EQ(call(nora, "GET", path + "/history").status, 404) << "a lab that was not asked";
}

TEST_P(PortfolioApi, leads_a_request_from_the_suggestion_to_the_answer) {
  auto u = world.add("Tri");
  world.score(world.marie, u.id, 4);
  auto path = "/use-cases/" + u.id.str();
  EXPECT_THAT(call(marie, "GET", path + "/labs").body, HasSubstr(R"("kind":"pillar","points":40,"about":["P1"])"));
  auto asked =
      call(marie, "POST", path + "/sponsorships", R"({"lab":)" + world.loria.str() + R"(,"message":"Bonjour"})");
  EXPECT_EQ(asked.status, 201) << asked.body;
  EXPECT_THAT(call(nora, "GET", "/sponsorships").body, HasSubstr("Bonjour"));
  auto id = sponsorships_of(*world.reader(), u.id).at(0).id.str();
  EXPECT_EQ(call(nora, "PUT", "/sponsorships/" + id + "/answer", R"({"answer":"declined"})", 1).status, 422);
  EXPECT_EQ(call(nora, "PUT", "/sponsorships/" + id + "/answer", R"({"answer":"declined","reason":"Non"})", 1).status,
            200);
  EXPECT_EQ(call(marie, "DELETE", "/sponsorships/" + id, "", 2).status, 422);
  EXPECT_THAT(call(marie, "GET", path + "/sponsorships").body, HasSubstr(R"("state":"declined")"));
}

TEST_P(PortfolioApi, takes_csv_in_and_gives_it_back) {
  auto refused =
      call(marie, "POST", "/use-cases/import?organisation=" + world.acme.str(), "external_id,title\nA,Un\nB,\n");
  EXPECT_EQ(refused.status, 422) << refused.body;
  EXPECT_THAT(refused.body, HasSubstr("line 3, title"));
  auto taken = call(marie, "POST", "/use-cases/import?only_good=true&organisation=" + world.acme.str(),
                    "external_id,title\nA,Un\nB,\n");
  EXPECT_EQ(taken.status, 200) << taken.body;
  EXPECT_THAT(taken.body, HasSubstr(R"("added":1)"));
  auto csv = call(marie, "GET", "/use-cases/export");
  EXPECT_TRUE(csv.body.starts_with("external_id,title,problem"));
  EXPECT_THAT(csv.body, HasSubstr("\nA,Un,"));
  EXPECT_EQ(call(paul, "POST", "/use-cases/import?organisation=" + world.acme.str(), csv.body).status, 404);
}

TEST_P(PortfolioApi, previews_starts_and_watches_an_import) {
  auto previewed =
      call(marie, "POST", "/imports?filename=a.csv&organisation=" + world.acme.str(), "external_id,title\nA,Un\n");
  ASSERT_EQ(previewed.status, 201) << previewed.body;
  EXPECT_THAT(previewed.body, HasSubstr(R"("added":1,"changed":0,"unchanged":0)"));
  EXPECT_THAT(previewed.body, HasSubstr(R"("title":"Un","effect":"added")"));
  auto path = std::string(previewed.header("location")).substr(std::string_view("/api/v1").size());
  EXPECT_THAT(call(marie, "POST", path + "/start", "{}").body, HasSubstr(R"("state":"running")"));
  world.house.jobs.run_due();
  EXPECT_THAT(call(marie, "GET", path).body, HasSubstr(R"("state":"done")"));
  EXPECT_EQ(call(paul, "GET", path).status, 404);
  EXPECT_EQ(call(marie, "POST", path + "/cancel", "{}").status, 422);
}

TEST_P(PortfolioApi, tells_and_sets_weights) {
  EXPECT_THAT(call(marie, "GET", "/weights").body, HasSubstr(R"("wave":"2026-2")"));
  auto weights = pack_weights(test_pack(), "2026-2");
  std::swap(weights.criteria[0].weight, weights.criteria[3].weight);
  NewWeights given{weights.pillar_share, weights.criteria, weights.pillars};
  auto json = write_json(shape_of(given));
  EXPECT_EQ(call(marie, "PUT", "/weights/2026-2", json, 0).status, 403);
  auto first = call(olga, "PUT", "/weights/2026-2", json);
  EXPECT_EQ(first.status, 400);
}

TEST_P(PortfolioApi, asks_each_token_for_its_scope) {
  auto reading = world.house.token(world.marie.person, {people::Scope::portfolio_read});
  EXPECT_EQ(call(reading, "GET", "/use-cases").status, 200);
  EXPECT_EQ(call(reading, "POST", "/use-cases", R"({"organisation":)" + world.acme.str() + R"(,"title":"x"})").status,
            403);
}

}  // namespace
}  // namespace couloir::portfolio
