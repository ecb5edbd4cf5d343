// Rules on engineers: working days of their site, what they can give, what may be said of them.
#include "pool/engineer.h"

#include <fstream>
#include <sstream>

#include "pool/test_world.h"

namespace couloir::pool {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

int gives(const Engineer& e, std::string_view month) {
  WorkDays calendar(test_region());
  return capacity(e, in(month), calendar);
}

TEST(MonthOfTheCalendar, is_read_written_and_counted_from) {
  EXPECT_EQ(in("2026-10").iso(), "2026-10");
  EXPECT_EQ((in("2026-10") + 3).iso(), "2027-01");
  EXPECT_EQ(in("2027-01").since(in("2026-10")), 3);
  EXPECT_EQ(in("2026-02").last().iso(), "2026-02-28");
  for (auto text : {"2026-13", "2026", "2026-1", "october", "2026-10-01"}) EXPECT_FALSE(parse_month(text)) << text;
}

TEST(WorkingDays, are_fewer_where_a_department_has_holidays_of_its_own) {
  WorkDays calendar(test_region());
  EXPECT_EQ(calendar.count("unistra-strasbourg", in("2026-11")), 20);
  EXPECT_EQ(calendar.count("ul-nancy", in("2026-04")), 21);  // Easter Monday alone
  EXPECT_EQ(calendar.count("ul-metz", in("2026-04")), 20);   // and Good Friday
  EXPECT_EQ(calendar.count("unistra-strasbourg", in("2026-04")), 20);
  EXPECT_EQ(calendar.count("nowhere", in("2026-04")), 0);
}

TEST(EngineerCapacity, counts_as_the_example_of_its_header) {
  auto e = an_engineer();
  EXPECT_EQ(gives(e, "2026-11"), 10);
  e.share = FullTimeShare{80};
  EXPECT_EQ(gives(e, "2026-11"), 8);
  e.in_from = on("2026-11-16");
  EXPECT_EQ(gives(e, "2026-11"), 4);
  e.away = {{in("2026-11"), 50}};
  EXPECT_EQ(gives(e, "2026-11"), 2);
  e.out_after = on("2026-10-30");
  EXPECT_EQ(gives(e, "2026-11"), 0);
}

TEST(EngineerCapacity, is_nothing_before_the_first_day_and_after_the_last) {
  auto e = an_engineer();
  e.in_from = on("2026-10-01");
  e.out_after = on("2026-12-31");
  EXPECT_EQ(gives(e, "2026-09"), 0);
  EXPECT_EQ(gives(e, "2026-10"), 10);
  EXPECT_EQ(gives(e, "2026-12"), 10);
  EXPECT_EQ(gives(e, "2027-01"), 0);
}

TEST(EngineerCapacity, counts_a_last_day_in_mid_month_by_working_days_of_her_site) {
  auto e = an_engineer("Ada", "ul-nancy");
  e.out_after = on("2026-04-03");  // Good Friday, worked in Nancy: 3 of 21 days
  EXPECT_EQ(gives(e, "2026-04"), 1);
  e.site = "ul-metz";  // 2 of 20
  EXPECT_EQ(gives(e, "2026-04"), 1);
  e.out_after = on("2026-04-02");
  e.site = "ul-nancy";  // 2 of 21 is less than a tenth
  EXPECT_EQ(gives(e, "2026-04"), 0);
}

TEST(EngineerCapacity, is_nothing_in_a_month_that_is_away_whole_or_at_an_unknown_site) {
  auto e = an_engineer();
  e.away = {{in("2026-10"), 100}};
  EXPECT_EQ(gives(e, "2026-10"), 0);
  e.site = "closed-long-ago";
  EXPECT_EQ(gives(e, "2026-11"), 0);
}

TEST(EngineerFacts, are_refused_with_every_mistake_at_once) {
  Engineer e;
  e.site = "moon";
  e.share = FullTimeShare{0};
  e.parallel = 0;
  e.in_from = on("2026-10-02");
  e.out_after = on("2026-10-01");
  e.skills = {{"alchemy", 2}, {"nlp", 5}, {"nlp", 2}};
  std::vector<std::string> places;
  for (const auto& p : problems_of(e, test_region())) places.push_back(p.where);
  EXPECT_THAT(places, ElementsAre("name", "site", "share", "parallel", "out_after", "skills/alchemy", "skills/nlp",
                                  "skills/nlp"));
  EXPECT_TRUE(problems_of(an_engineer(), test_region()).empty());
}

TEST(PoolFigures, give_an_engineer_month_its_hours) {
  const auto* home = test_pack().home_of_site("ul-metz");
  ASSERT_NE(home, nullptr);
  EXPECT_EQ(home->code, "ul");
  EXPECT_EQ(home->per_month().raw, 8035);  // 1,607 h ÷ 12, in minutes
  EXPECT_EQ(home->of_quanta(4).raw, 3214);
  EXPECT_EQ(test_pack().travel_cost("ul", "unistra"), 600);
  EXPECT_EQ(test_pack().travel_cost("ul", "ul"), 0);
}

/// pool.toml of the tiny pack after one change, with what is wrong then.
std::vector<std::string> told_of(std::string_view what, std::string_view by) {
  std::ifstream in(COULOIR_SOURCE_DIR "/tests/packs/tiny/pool.toml");
  std::ostringstream whole;
  whole << in.rdbuf();
  auto text = whole.str();
  auto at = text.find(what);
  EXPECT_NE(at, text.npos) << what;
  text.replace(at, what.size(), by);
  TemporaryFolder folder;
  std::ofstream(folder.path() + "/pool.toml") << text;
  auto tiny = region::load_pack(COULOIR_SOURCE_DIR "/tests/packs/tiny", on("2026-11-30")).value();
  auto loaded = load_pool_pack(folder.path(), tiny, on("2026-11-30"));
  std::vector<std::string> keys;
  if (!loaded)
    for (const auto& where : World::where(loaded.error())) keys.push_back(where.substr(where.rfind(": ") + 2));
  return keys;
}

TEST(PoolFigures, of_another_region_are_read_and_its_mistakes_told_by_key) {
  EXPECT_THAT(told_of("hours_per_year = 1600", "hours_per_year = 1600"), IsEmpty());
  EXPECT_THAT(told_of("hours_per_year = 1600", "hours_per_year = 0"), ElementsAre("home[1].hours_per_year"));
  EXPECT_THAT(told_of("\"quay\"", "\"pier\""), Contains("home[1].work_sites[1]"));
  EXPECT_THAT(told_of("key = \"SEA\"", "key = \"SKY\""), ElementsAre("floor[1].key"));
  EXPECT_THAT(told_of("team_cost", "team_price"), ElementsAre("plan.team_cost", "plan.team_price"));
  EXPECT_THAT(told_of("[value]",
                      "[[travel]]\nbetween = [\"harbour\", \"harbour\"]\ncost = 1\nsource = \"own "
                      "assumption\"\ndate = 2026\nstatus = \"assumed\"\n[value]"),
              ElementsAre("travel[1].between[2]"));
}

}  // namespace
}  // namespace couloir::pool
