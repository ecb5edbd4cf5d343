// Hours of engineers: weeks, confirmations of labs, closing, corrections, figures.
#include "pool/hours.h"

#include "pool/hours_edit.h"
#include "pool/plan_world.h"

namespace couloir::pool {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct HoursOnBoth : PlansOnBoth {
  HoursOnBoth() {
    published();
    world.house.clock.set(parse_instant("2026-10-14T10:00:00+02:00").value());  // a Wednesday
  }
  void write(const std::string& sql) {
    world.db.write([&](Tx& tx) {
      tx.exec(sql, {});
      return true;
    });
  }
  /// As if a newer plan had taken all months away.
  void drop_promises() { write("UPDATE pool_assignment SET in_force = 0"); }
  void give_in_force(DossierId dossier) {
    write("INSERT INTO pool_assignment (plan, dossier, engineer, skill, level, month, quanta, in_force) SELECT plan, " +
          dossier.str() + ", engineer, skill, level, month, 1, 1 FROM pool_assignment WHERE month = '2026-10'");
  }
  LoggedWeek week(std::string_view monday, int hours) { return {on(monday), {{first, Hours::whole(hours)}}}; }
};
using HoursOfEngineers = HoursOnBoth;
INSTANTIATE_TEST_SUITE_P(, HoursOfEngineers, both_databases(), database_name);

TEST(WeekOfHours, belongs_to_the_month_of_its_thursday) {
  EXPECT_EQ(week_of(on("2026-10-04")), on("2026-09-28"));
  EXPECT_EQ(month_of_week(on("2026-09-28")), in("2026-10"));
  EXPECT_THAT(weeks_of(in("2026-10")),
              ElementsAre(on("2026-09-28"), on("2026-10-05"), on("2026-10-12"), on("2026-10-19"), on("2026-10-26")));
}

TEST(HoursOfAHome, are_rounded_once_for_all_its_months) {
  const auto& home = *test_pack().home_of_site("ul-nancy");  // 1,607 hours a year
  EXPECT_EQ(home.of_months(EngineerMonths{1}).raw, 80) << "80.35 minutes";
  EXPECT_EQ(home.of_months(EngineerMonths{100}).raw, 8'035);
  EXPECT_EQ(home.of_quanta(3).raw, 2'410) << "a tenth alone is 803.5 minutes";
}

TEST(WeekOfHours, is_planned_by_the_working_days_of_its_months) {
  auto e = an_engineer("Ada", "ul-nancy");
  e.id = {7};
  const auto& home = *test_pack().home_of_site("ul-nancy");
  WorkDays calendar(test_region());
  std::vector<Assignment> rows{{{1}, {7}, "nlp", 3, in("2026-10"), 4}};
  EXPECT_EQ((planned_week(e, home, rows, on("2026-10-05"), calendar).at({1}).raw), 730);  // 12 h 10
  EXPECT_EQ((planned_week(e, home, rows, on("2026-09-28"), calendar).at({1}).raw), 292) << "two days of it are October";
  EXPECT_TRUE(planned_week(e, home, rows, on("2026-11-09"), calendar).empty());
}

TEST_P(HoursOfEngineers, are_logged_corrected_confirmed_and_closed) {
  ASSERT_TRUE(log_week(world.as(world.hugo), test_house(), week("2026-10-05", 20)));
  ASSERT_TRUE(log_week(world.as(world.hugo), test_house(), week("2026-10-05", 25))) << "until the month is closed";
  auto waiting = to_confirm(*world.reader(), world.nora, in("2026-10"));
  ASSERT_EQ(waiting.size(), 1U);
  EXPECT_EQ(waiting[0].logged, Hours::whole(25));
  EXPECT_EQ(confirm_month(world.as(world.nora), first, in("2026-10"), Hours::whole(20)).error().code, Code::conflict);
  ASSERT_TRUE(confirm_month(world.as(world.nora), first, in("2026-10"), Hours::whole(25)));
  EXPECT_TRUE(to_confirm(*world.reader(), world.nora, in("2026-10"))[0].confirmed);
  EXPECT_EQ(close_month(world.as(world.chloe), test_house(), in("2026-10"), "").error().code, Code::refused)
      << "not over yet";
  world.house.clock.set(parse_instant("2026-11-04T10:00:00+01:00").value());
  ASSERT_TRUE(close_month(world.as(world.chloe), test_house(), in("2026-10"), ""));
  EXPECT_EQ(log_week(world.as(world.hugo), test_house(), week("2026-10-05", 30)).error().code, Code::refused);
  EXPECT_EQ(close_month(world.as(world.chloe), test_house(), in("2026-10"), "").error().code, Code::refused) << "once";
  ASSERT_TRUE(correct_hours(world.as(world.olga), test_house(),
                            {ada.id, first, in("2026-10"), Hours::whole(-5), "One day was a course.", {}, {}}));
  auto all = figures(*world.reader(), test_house(), in("2026-10"), in("2026-10"));
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].home, "ul");
  EXPECT_EQ(all[0].used, Hours::whole(20));
  EXPECT_EQ(all[0].planned.raw, 8'035);
  EXPECT_TRUE(all[0].closed);
  EXPECT_EQ(all[1].planned.raw, 0);
}

TEST_P(HoursOfEngineers, changed_after_a_confirmation_ask_the_lab_again) {
  ASSERT_TRUE(log_week(world.as(world.hugo), test_house(), week("2026-10-05", 20)));
  ASSERT_TRUE(confirm_month(world.as(world.nora), first, in("2026-10"), Hours::whole(20)));
  ASSERT_TRUE(log_week(world.as(world.hugo), test_house(), week("2026-10-12", 3)));
  EXPECT_FALSE(to_confirm(*world.reader(), world.nora, in("2026-10"))[0].confirmed);
}

TEST_P(HoursOfEngineers, close_a_month_with_something_open_by_a_named_exception_alone) {
  world.house.clock.set(parse_instant("2026-11-04T10:00:00+01:00").value());
  auto refused = close_month(world.as(world.chloe), test_house(), in("2026-10"), " ");
  EXPECT_THAT(World::where(refused.error()), ElementsAre("exception"));
  ASSERT_TRUE(close_month(world.as(world.olga), test_house(), in("2026-10"), "The lab is closed until the 10th."));
  EXPECT_EQ(closings(*world.reader(), in("2026-10"), in("2026-10"))[0].exception, "The lab is closed until the 10th.");
  EXPECT_EQ(close_month(world.as(world.hugo), test_house(), in("2026-09"), "x").error().code, Code::forbidden);
}

TEST_P(HoursOfEngineers, are_refused_where_no_plan_put_her_in_the_future_and_beyond_sixty) {
  auto refuse = [&](LoggedWeek w) { return World::where(log_week(world.as(world.hugo), test_house(), w).error()); };
  EXPECT_THAT(refuse({on("2026-10-05"), {{second, Hours::whole(2)}}}), ElementsAre("hours/" + second.str()));
  EXPECT_THAT(refuse(week("2026-10-19", 2)), ElementsAre("week"));
  EXPECT_THAT(refuse(week("2026-10-05", 61)), ElementsAre("week"));
  EXPECT_THAT(refuse(week("2026-10-06", 2)), ElementsAre("week"));
  EXPECT_EQ(log_week(world.as(world.eva), test_house(), week("2026-10-05", 2)).error().code, Code::not_found);
}

TEST_P(HoursOfEngineers, are_a_minute_a_week) {
  auto browser = world.browse(world.hugo);
  browser.get("/my-months");
  EXPECT_TRUE(browser.says("P-1 · Title of P-1"));
  EXPECT_TRUE(browser.says("Filled in from your plan"));
  EXPECT_THAT(browser.seen().body, HasSubstr("value=\"30 h 26 min\""));
  EXPECT_EQ(browser.seen().writes, 0);
  browser.submit("/my-months/hours");
  EXPECT_TRUE(browser.says("Your week is saved."));
  EXPECT_EQ(weeks_logged(*world.reader(), ada.id, in("2026-10"), in("2026-10"))[0].hours.at(first).raw, 1'826);
  browser.submit("/my-months/hours", {{"hours/" + first.str(), "seven"}});
  EXPECT_EQ(browser.status(), 400);
  browser.submit("/my-months/hours", {{"hours/" + first.str(), "7:30"}});
  EXPECT_EQ(weeks_logged(*world.reader(), ada.id, in("2026-10"), in("2026-10"))[0].hours.at(first).raw, 450);
  auto lab = world.browse(world.nora);
  lab.get("/pool/confirmations");
  EXPECT_TRUE(lab.says("P-1 · Title of P-1 October 2026 7 h 30 min to confirm"));
  lab.submit("/pool/confirmations");
  EXPECT_TRUE(lab.says("The month is confirmed."));
  world.house.clock.set(parse_instant("2026-11-04T10:00:00+01:00").value());
  auto committee = world.browse(world.chloe);
  committee.get("/pool/hours");
  EXPECT_TRUE(committee.says("Close October 2026"));
  EXPECT_TRUE(committee.says("Every hour is confirmed."));
  committee.submit("/pool/hours/closing");
  EXPECT_TRUE(committee.says("The month is closed."));
  EXPECT_TRUE(committee.says("October 2026 Université de Lorraine 0 134 8 closed"));
}

TEST_P(HoursOfEngineers, have_a_calendar_behind_a_secret_address) {
  auto browser = world.browse(world.hugo);
  browser.get("/my-months");
  browser.submit("/my-months/calendar");
  auto body = browser.seen().body;
  auto from = body.find("/pool/calendar/");
  ASSERT_NE(from, body.npos);
  auto path = body.substr(from, body.find(".ics", from) + 4 - from);
  auto feed = world.house.visitor().get(path);
  EXPECT_EQ(feed.status, 200);
  EXPECT_THAT(feed.body, HasSubstr("DTSTART;VALUE=DATE:20261001\r\nDTEND;VALUE=DATE:20261101\r\nSUMMARY:P-1: 1.0 "));
  EXPECT_EQ(world.house.visitor().get("/pool/calendar/abc.ics").status, 404);
  EXPECT_EQ(world.reader()->one<std::int64_t>("SELECT count(*) FROM pool_calendar WHERE sha256 LIKE '%" +
                                              path.substr(15, 8) + "%'"),
            0);
  ASSERT_TRUE(make_calendar(world.as(world.hugo)));
  EXPECT_EQ(world.house.visitor().get(path).status, 404) << "a new address ends the old one";
  auto told = world.house.call(world.house.token(world.hugo.person), "POST", "/hours/calendar");
  ASSERT_EQ(told.status, 201) << told.body;
  auto begins = told.body.find("/pool/calendar/");
  ASSERT_NE(begins, told.body.npos);
  auto by_script = told.body.substr(begins, told.body.find('"', begins) - begins);
  EXPECT_EQ(world.house.visitor().get(by_script).status, 200);
}

TEST_P(HoursOfEngineers, are_at_most_sixty_with_what_the_week_does_not_name) {
  ASSERT_TRUE(log_week(world.as(world.hugo), test_house(), week("2026-10-05", 40)));
  give_in_force(second);
  auto more = log_week(world.as(world.hugo), test_house(), {on("2026-10-05"), {{second, Hours::whole(21)}}});
  ASSERT_FALSE(more);
  EXPECT_THAT(World::where(more.error()), ElementsAre("week"));
  EXPECT_TRUE(log_week(world.as(world.hugo), test_house(), {on("2026-10-05"), {{second, Hours::whole(20)}}}));
}

TEST_P(HoursOfEngineers, go_on_where_a_newer_plan_took_the_months_away) {
  drop_promises();
  auto browser = world.browse(world.hugo);
  browser.get("/my-months");
  EXPECT_TRUE(browser.offers("/my-months/hours"));
  EXPECT_TRUE(log_week(world.as(world.hugo), test_house(), week("2026-10-05", 10))) << "October was promised once";
  world.house.clock.set(parse_instant("2027-02-03T10:00:00+01:00").value());
  EXPECT_EQ(log_week(world.as(world.hugo), test_house(), week("2027-01-11", 10)).error().code, Code::invalid)
      << "January never was";
}

TEST_P(HoursOfEngineers, stay_in_a_closed_month_where_the_engineer_was) {
  ASSERT_TRUE(log_week(world.as(world.hugo), test_house(), week("2026-10-05", 20)));
  world.house.clock.set(parse_instant("2026-11-04T10:00:00+01:00").value());
  ASSERT_TRUE(close_month(world.as(world.chloe), test_house(), in("2026-10"), "The lab is closed."));
  auto moved = find_engineer(*world.reader(), ada.id).value();
  moved.site = "unistra-strasbourg";
  ASSERT_TRUE(save_engineer(world.as(world.olga), test_region(), moved));
  drop_promises();
  auto all = figures(*world.reader(), test_house(), in("2026-10"), in("2026-10"));
  EXPECT_EQ(all[0].home, "ul");
  EXPECT_EQ(all[0].used, Hours::whole(20));
  EXPECT_EQ(all[0].planned.raw, 8'035);
  EXPECT_EQ(all[1].used.raw, 0);
  Correction less{ada.id, first, in("2026-10"), Hours::whole(-5), "One day was a course.", {}, {}};
  ASSERT_TRUE(correct_hours(world.as(world.olga), test_house(), less));
  all = figures(*world.reader(), test_house(), in("2026-10"), in("2026-10"));
  EXPECT_EQ(all[0].used, Hours::whole(15)) << "at the university where she was";
  EXPECT_EQ(all[1].used.raw, 0);
  write("DELETE FROM pool_closing_figure WHERE home = 'ul'");
  EXPECT_EQ(correct_hours(world.as(world.olga), test_house(), less).error().code, Code::refused);
  EXPECT_EQ(corrections(*world.reader(), in("2026-10"), in("2026-10")).size(), 1U) << "nothing of it is kept";
  EXPECT_EQ(draft_plan(world.as(world.chloe), test_house(), {"late", "", in("2026-10"), 6}).error().problems[0].where,
            "start")
      << "a closed month is final";
  EXPECT_TRUE(draft_plan(world.as(world.chloe), test_house(), {"next", "", in("2026-11"), 6}));
}

TEST_P(HoursOfEngineers, are_shown_without_a_name_to_a_keeper_who_is_not_clear_of_the_dossier) {
  ASSERT_TRUE(log_week(world.as(world.hugo), test_house(), week("2026-10-05", 20)));
  world.house.clock.set(parse_instant("2026-11-04T10:00:00+01:00").value());
  auto clear = world.browse(world.chloe), other = world.browse(world.carl);
  clear.get("/pool/hours");
  EXPECT_TRUE(clear.says("P-1 · Title of P-1: 20 h not confirmed by the lab"));
  other.get("/pool/hours");
  EXPECT_FALSE(other.says("P-1"));
  EXPECT_TRUE(other.says("a dossier that is not yours to see: 20 h not confirmed by the lab"));
}

TEST_P(HoursOfEngineers, of_a_dossier_that_is_gone_are_confirmed_by_the_lab_they_were_promised_to) {
  ASSERT_TRUE(log_week(world.as(world.hugo), test_house(), week("2026-10-05", 20)));
  write("UPDATE calls_dossier SET state = 'withdrawn', lab = " + world.icube.str() + " WHERE id = " + first.str());
  auto lab = world.browse(world.nora);
  lab.get("/pool/confirmations");
  EXPECT_TRUE(lab.says("P-1 · Title of P-1 October 2026 20 h to confirm"));
  lab.submit("/pool/confirmations");
  EXPECT_TRUE(lab.says("The month is confirmed."));
  world.house.clock.set(parse_instant("2026-11-04T10:00:00+01:00").value());
  EXPECT_TRUE(close_month(world.as(world.chloe), test_house(), in("2026-10"), ""));
}

TEST_P(HoursOfEngineers, that_no_lab_stands_behind_say_so) {
  ASSERT_TRUE(log_week(world.as(world.hugo), test_house(), week("2026-10-05", 20)));
  write("DELETE FROM pool_promised_to");
  EXPECT_EQ(to_confirm(*world.reader(), world.nora, in("2026-10")).size(), 1U) << "the lab of the filing";
  write("UPDATE calls_dossier SET state = 'withdrawn', lab = NULL WHERE id = " + first.str());
  EXPECT_THAT(to_confirm(*world.reader(), world.nora, in("2026-10")), IsEmpty());
  world.house.clock.set(parse_instant("2026-11-04T10:00:00+01:00").value());
  auto office = world.browse(world.olga);
  office.get("/pool/hours");
  EXPECT_TRUE(office.says("P-1 · Title of P-1: 20 h that nobody can confirm, since no lab stands behind the dossier"));
}

TEST_P(HoursOfEngineers, are_corrected_on_a_page_and_the_reason_goes_with_who_wrote_it) {
  ASSERT_TRUE(log_week(world.as(world.hugo), test_house(), week("2026-10-05", 20)));
  world.house.clock.set(parse_instant("2026-11-04T10:00:00+01:00").value());
  ASSERT_TRUE(close_month(world.as(world.olga), test_house(), in("2026-10"), "The lab is closed."));
  auto browser = world.browse(world.olga);
  browser.get("/pool/hours/corrections");
  EXPECT_TRUE(browser.says("October 2026: Hugo Marchal on P-1, 20 h"));
  auto line = ada.id.str() + "/" + first.str() + "/2026-10";
  browser.submit("/pool/hours/corrections", {{"line", line}, {"direction", "less"}, {"hours", ""}, {"why", ""}});
  EXPECT_EQ(browser.status(), 400);
  browser.submit("/pool/hours/corrections",
                 {{"line", line}, {"direction", "less"}, {"hours", "5:30"}, {"why", "One day was a course."}});
  EXPECT_TRUE(browser.says("The month is corrected."));
  EXPECT_TRUE(browser.says("One day was a course."));
  EXPECT_EQ(figures(*world.reader(), test_house(), in("2026-10"), in("2026-10"))[0].used.raw, 870);
  EXPECT_EQ(world.browse(world.chloe).get("/pool/hours/corrections").status, 403);
  auto held = [&](const Actor& who) {
    return people::export_person({world.db, who, world.house.clock.now(), "test"}, world.personal, who.person).value();
  };
  EXPECT_THAT(held(world.hugo), HasSubstr("One day was a course."));
  EXPECT_THAT(held(world.olga), HasSubstr("The lab is closed."));
  ASSERT_TRUE(
      people::erase_person({world.db, world.hugo, world.house.clock.now(), "test"}, world.personal, world.hugo.person));
  EXPECT_EQ(corrections(*world.reader(), in("2026-10"), in("2026-10"))[0].why, "");
  EXPECT_EQ(find_engineer(*world.reader(), ada.id)->out_after, on("2026-11-04"));
}

}  // namespace
}  // namespace couloir::pool
