// Days of co-design workshops: in the month in which the dossier starts, worked where its engineers work, in their
// calendars.
#include "pool/workshop.h"

#include "journal/journal.h"
#include "pool/hours_edit.h"
#include "pool/plan_world.h"

namespace couloir::pool {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

std::string told(std::string_view day, std::string_view start, const std::vector<std::string>& sites) {
  Speaking english(Lang::en);
  auto wrong = problem_of_day(on(day), in(start), sites, test_region());
  return wrong ? tr(*wrong) : "";
}

TEST(WorkshopDays, are_in_the_month_of_the_start_and_worked_at_every_site) {
  EXPECT_EQ(told("2026-10-14", "2026-10", {"ul-nancy", "unistra-strasbourg"}), "");
  EXPECT_THAT(told("2026-11-04", "2026-10", {"ul-nancy"}), HasSubstr("starts in October 2026"));
  EXPECT_THAT(told("2026-10-10", "2026-10", {"ul-nancy"}), HasSubstr("weekend or a public holiday")) << "a Saturday";
  EXPECT_EQ(told("2027-03-26", "2027-03", {"ul-nancy"}), "") << "Good Friday is worked in Nancy";
  EXPECT_THAT(told("2027-03-26", "2027-03", {"ul-nancy", "unistra-strasbourg"}), HasSubstr("Strasbourg"));
  EXPECT_EQ(told("2026-10-14", "2026-10", {"gone"}), "") << "a site that the region has no more says nothing";
}

struct WorkshopsOnBoth : PlansOnBoth {
  Result<void> set(std::string_view day, std::int64_t version = 0) {
    return set_workshop(world.as(world.chloe), test_house(), first, version, on(day));
  }
};
using Workshops = WorkshopsOnBoth;
INSTANTIATE_TEST_SUITE_P(, Workshops, both_databases(), database_name);

TEST_P(Workshops, stand_in_the_calendar_the_months_and_on_the_page_of_the_dossier) {
  published();
  auto secret = make_calendar(world.as(world.hugo)).value();
  auto calendar = [&] { return calendar_of(*world.reader(), secret, "https://couloir.example.org").value(); };
  EXPECT_THAT(calendar(), Not(HasSubstr("pool-workshop")));
  ASSERT_TRUE(set("2026-10-14"));
  EXPECT_EQ(journal::history_of(*world.reader(), "dossier", first.v).back().name, "dossier.workshop_set");
  EXPECT_THAT(calendar(), HasSubstr("DTSTART;VALUE=DATE:20261014\r\nDTEND;VALUE=DATE:20261015\r\n"
                                    "SUMMARY:P-1: co-design workshop\r\n"));
  auto hugo = world.browse(world.hugo);
  hugo.get("/my-months");
  EXPECT_TRUE(hugo.says("Co-design workshops"));
  EXPECT_TRUE(hugo.says("Wednesday 14 October 2026: P-1")) << hugo.seen().body;
  auto marie = world.browse(world.marie);
  marie.get("/pool/dossiers/" + first.str());
  EXPECT_TRUE(marie.says("It starts in October 2026 with a co-design workshop:"));
  EXPECT_TRUE(marie.says("14 October 2026"));
  EXPECT_FALSE(marie.says("Save the day"));
  auto told = world.house.call(world.house.token(world.nora.person), "GET", "/dossiers/" + first.str() + "/staffing");
  EXPECT_THAT(told.body, HasSubstr(R"("workshop":"2026-10-14")"));
}

TEST_P(Workshops, are_set_from_the_page_and_say_what_is_wrong) {
  published();
  auto page = "/pool/dossiers/" + first.str();
  auto browser = world.browse(world.chloe);
  browser.get(page);
  browser.submit(page + "/workshop", {{"day", "2026-10-11"}, {"version", "0"}});
  EXPECT_EQ(browser.seen().status, 400);
  EXPECT_TRUE(browser.says("On this day nobody works at"));
  browser.submit(page + "/workshop", {{"day", "2026-10-13"}, {"version", "0"}});
  EXPECT_TRUE(browser.says("The day of the workshop is saved.")) << browser.seen().body;
  EXPECT_EQ(set("2026-10-14").error().code, Code::conflict) << "somebody set one meanwhile";
  browser.get("/pool/workshops");
  EXPECT_TRUE(browser.says("Tuesday 13 October 2026"));
  browser.get(page);
  EXPECT_THAT(browser.seen().body, HasSubstr("value=\"2026-10-13\"")) << "what is set stands in the field";
  browser.submit(page + "/workshop", {{"day", ""}});
  EXPECT_FALSE(find_workshop(*world.reader(), first).day);
  EXPECT_EQ(set("2026-10-14", 1).error().code, Code::conflict) << "it was shown before the day was taken away";
  EXPECT_TRUE(set("2026-10-14", 2));
  EXPECT_EQ(find_workshop(*world.reader(), first).version, 3) << "calendars take no lower one for newer";
  EXPECT_EQ(world.browse(world.marie).get("/pool/workshops").status, 403);
}

TEST_P(Workshops, are_set_by_rest_and_listed) {
  published();
  auto token = world.house.token(world.olga.person);
  auto path = "/dossiers/" + first.str() + "/workshop";
  EXPECT_EQ(world.house.call(token, "PUT", path, R"({"day":"2026-11-10","version":0})").status, 400);
  auto set = world.house.call(token, "PUT", path, R"({"day":"2026-10-14","version":0})");
  EXPECT_EQ(set.status, 200) << set.body;
  EXPECT_THAT(world.house.call(token, "GET", "/workshops").body,
              HasSubstr(R"("start":"2026-10","engineers":["Hugo Marchal"],"day":"2026-10-14")"));
  EXPECT_EQ(world.house.call(token, "PUT", path, R"({"version":1})").status, 200);
  EXPECT_THAT(all_workshops(*world.reader()), IsEmpty());
}

TEST_P(Workshops, warn_when_a_later_plan_starts_the_dossier_in_another_month) {
  auto plan = published();
  ASSERT_TRUE(set("2026-10-14"));
  world.db.write([&](Tx& tx) {
    tx.exec("UPDATE pool_assignment SET in_force = 0 WHERE month = '2026-10'");
    return true;
  });
  auto held = workshops_to_hold(*world.reader(), world.chloe, test_house(), in("2026-09"));
  ASSERT_THAT(held, SizeIs(1));
  EXPECT_EQ(held[0].start, in("2026-11"));
  ASSERT_TRUE(held[0].warning);
  EXPECT_THAT(tr(*held[0].warning), HasSubstr("starts in November 2026"));
  auto browser = world.browse(world.chloe);
  browser.get("/pool/workshops");
  EXPECT_TRUE(browser.says("does not fit any more"));
}

TEST_P(Workshops, of_dossiers_without_months_or_that_are_hidden_are_refused) {
  EXPECT_EQ(set("2026-10-14").error().code, Code::refused);
  published();
  auto op = world.as(world.carl);
  EXPECT_EQ(set_workshop(op, test_house(), first, 0, on("2026-10-14")).error().code, Code::not_found)
      << "he has not said that he has no link";
  EXPECT_EQ(set_workshop(world.as(world.marie), test_house(), first, 0, on("2026-10-14")).error().code,
            Code::forbidden);
  EXPECT_THAT(workshops_to_hold(*world.reader(), world.carl, test_house(), in("2026-09")), IsEmpty());
}

}  // namespace
}  // namespace couloir::pool
