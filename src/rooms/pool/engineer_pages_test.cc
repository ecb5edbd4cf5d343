// Pages and endpoints on engineers as people of each role walk through them, without JavaScript.
#include "pool/test_world.h"

namespace couloir::pool {
namespace {

using testing::HasSubstr;

struct EngineerPages : OnBoth {
  EngineerPages() { EXPECT_TRUE(load_words(COULOIR_WORDS_DIR).has_value()); }
};
INSTANTIATE_TEST_SUITE_P(, EngineerPages, both_databases(), database_name);

TEST_P(EngineerPages, let_the_office_add_an_engineer_and_read_her_months) {
  auto office = world.browse(world.olga);
  office.get("/pool");
  EXPECT_TRUE(office.says("No engineer yet"));
  office.get("/pool/engineers/new");
  office.submit("/pool/engineers", {{"name", "Ada Roth"},
                                    {"site", "unistra-strasbourg"},
                                    {"share", "80"},
                                    {"in_from", "2026-11-16"},
                                    {"skills/nlp", "3"}});
  EXPECT_TRUE(office.says("Ada Roth"));
  EXPECT_TRUE(office.says("Language processing 3 · On one’s own"));
  EXPECT_TRUE(office.says("November 2026 11 of 20 0.4"));
  EXPECT_TRUE(office.says("December 2026 22 0.8"));
  office.get("/pool");
  EXPECT_TRUE(office.says("Language processing 3"));
  EXPECT_TRUE(office.says("from 16 Nov 2026"));
  EXPECT_EQ(office.seen().writes, 0);
}

TEST_P(EngineerPages, tell_every_mistake_at_once_and_keep_what_was_typed) {
  auto office = world.browse(world.olga);
  office.get("/pool/engineers/new");
  office.submit(
      "/pool/engineers",
      {{"name", ""}, {"share", "80"}, {"in_from", "2026-10-02"}, {"out_after", "2026-10-01"}, {"skills/nlp", "9"}});
  EXPECT_EQ(office.status(), 400);
  EXPECT_TRUE(office.says("Write a name of at most 120 characters, on one line."));
  EXPECT_TRUE(office.says("The last day comes before the first one."));
  EXPECT_TRUE(office.says("A level goes from 1 to 4."));
  EXPECT_THAT(office.seen().body, HasSubstr("value=\"80\""));
}

TEST_P(EngineerPages, show_the_second_of_two_people_that_somebody_was_faster) {
  auto e = world.add();
  auto late = world.browse(world.olga);
  late.get("/pool/engineers/" + e.id.str() + "/edit");
  e.parallel = 2;
  world.add(e);
  late.submit("/pool/engineers/" + e.id.str() + "/edit", {{"name", "Eve"}});
  EXPECT_EQ(late.status(), 409);
  EXPECT_TRUE(late.says("Somebody else changed this engineer"));
}

TEST_P(EngineerPages, show_an_engineer_her_own_months_and_nobody_else) {
  auto mine = world.add_hugo(), hers = world.add();
  auto engineer = world.browse(world.hugo);
  engineer.get("/my-months");
  EXPECT_TRUE(engineer.says("My months"));
  EXPECT_TRUE(engineer.says("September 2026"));
  engineer.get("/pool/engineers/" + mine.id.str() + "/away");
  engineer.submit("/pool/engineers/" + mine.id.str() + "/away", {{"away/2026-10", "half"}});
  EXPECT_EQ(engineer.status(), 400);
  engineer.submit("/pool/engineers/" + mine.id.str() + "/away", {{"away/2026-10", "50"}});
  EXPECT_EQ(engineer.path(), "/my-months");
  EXPECT_TRUE(engineer.says("October 2026 22 50% 0.5"));
  EXPECT_EQ(engineer.get("/pool/engineers/" + hers.id.str() + "/away").status, 404);
  EXPECT_EQ(engineer.get("/pool").status, 403);
  auto other = world.browse(world.eva);
  other.get("/my-months");
  EXPECT_TRUE(other.says("You are not in the pool yet"));
  for (const auto* stranger : {&world.nora, &world.marie})
    EXPECT_EQ(world.browse(*stranger).get("/pool/engineers/" + mine.id.str()).status, 403);
}

TEST_P(EngineerPages, say_where_each_figure_comes_from_and_what_is_assumed) {
  auto lab = world.browse(world.nora);
  lab.get("/pool/facts");
  EXPECT_TRUE(lab.says("133 h 55"));
  EXPECT_TRUE(lab.says("our assumption"));
  EXPECT_TRUE(lab.says("Formula 2026-1"));
}

TEST_P(EngineerPages, export_what_everybody_can_give) {
  auto e = an_engineer();
  e.share = FullTimeShare{50};
  world.add(e);
  auto csv = world.browse(world.olga).get("/pool/engineers.csv?form=plain").body;
  EXPECT_THAT(csv, HasSubstr("id,external_id,name,site,share_percent,parallel,in_from,out_after,skills,2026-09,"));
  EXPECT_THAT(csv, HasSubstr(",,Ada,unistra-strasbourg,50,3,,,evaluation:2 nlp:3,5,5,"));
}

TEST_P(EngineerPages, are_endpoints_too) {
  auto token = world.house.token(world.olga.person);
  auto added = world.house.call(
      token, "POST", "/engineers",
      R"({"name":"Ada","site":"ul-metz","person":null,"in_from":null,"out_after":null,"skills":[{"skill":"nlp","level":3}]})");
  EXPECT_EQ(added.status, 201) << added.body;
  auto id = all_engineers(*world.reader(), Month{}).front().id.str();
  auto away = world.house.call(token, "PUT", "/engineers/" + id + "/away",
                               R"({"months":[{"month":"2026-10","percent":100}]})", 1);
  EXPECT_EQ(away.status, 200) << away.body;
  auto months = world.house.call(token, "GET", "/engineers/" + id + "/capacity?from=2026-10&months=2");
  EXPECT_EQ(months.body, R"({"months":[{"month":"2026-10","working_days":22,"quanta":0},)"
                         R"({"month":"2026-11","working_days":20,"quanta":10}]})");
  EXPECT_EQ(world.house.call(world.house.token(world.hugo.person), "GET", "/engineers/" + id).status, 404);
  auto second = world.add(an_engineer("Grace"));
  auto page = world.house.call(token, "GET", "/engineers?limit=1").body;
  EXPECT_THAT(page, HasSubstr("\"Ada\""));
  EXPECT_THAT(page, HasSubstr(R"("percent":100)"));
  EXPECT_THAT(page, HasSubstr("\"next\":\"" + id + "\""));
  page = world.house.call(token, "GET", "/engineers?limit=1&after=" + id).body;
  EXPECT_THAT(page, HasSubstr("\"id\":" + second.id.str()));
  EXPECT_THAT(page, HasSubstr("\"next\":null"));
}

TEST_P(EngineerPages, speak_french) {
  world.add();
  auto browser = world.browse(people::a_person(world.db).speaking(Lang::fr).with(Role::office).actor());
  browser.get("/pool");
  EXPECT_TRUE(browser.says("Le vivier"));
  EXPECT_FALSE(browser.says("Engineers"));
}

}  // namespace
}  // namespace couloir::pool
