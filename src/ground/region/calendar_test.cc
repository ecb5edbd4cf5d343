#include <gtest/gtest.h>

#include "region/pack.h"

namespace couloir::region {
namespace {

using namespace std::chrono;

Date day(std::string_view text) { return *parse_date(text); }

Pack grand_est() {
  static const auto pack = load_pack(COULOIR_SOURCE_DIR "/data/grand-est", day("2026-11-22"));
  return pack.value();
}

std::vector<std::string> days_off(const Pack& pack, int year, std::string_view department) {
  std::vector<std::string> found;
  for (auto& holiday : holidays_of(pack, year, department)) found.push_back(holiday.day.iso());
  return found;
}

/// Knuth, The Art of Computer Programming, 1.3.2, exercise 14: another way to the same Sunday.
year_month_day easter_by_knuth(int year) {
  int golden = year % 19 + 1, century = year / 100 + 1;
  int skipped = 3 * century / 4 - 12, correction = (8 * century + 5) / 25 - 5;
  int sunday = 5 * year / 4 - skipped - 10;
  int epact = ((11 * golden + 20 + correction - skipped) % 30 + 30) % 30;
  if ((epact == 25 && golden > 11) || epact == 24) ++epact;
  int moon = 44 - epact < 21 ? 74 - epact : 44 - epact;
  int day_of_march = moon + 7 - (sunday + moon) % 7;
  return sys_days(std::chrono::year(year) / March / 1) + days(day_of_march - 1);
}

TEST(Easter, falls_on_the_days_of_the_almanac) {
  for (auto known : {"1961-04-02", "2000-04-23", "2008-03-23", "2011-04-24", "2024-03-31", "2025-04-20", "2026-04-05",
                     "2027-03-28", "2038-04-25"})
    EXPECT_EQ(easter(static_cast<int>(day(known).d.year())).iso(), known);
}

TEST(Easter, agrees_with_another_algorithm_in_every_gregorian_year) {
  for (int year = 1583; year <= 9999; ++year) ASSERT_EQ(easter(year).d, easter_by_knuth(year)) << year;
}

TEST(Easter, is_a_sunday_between_22_march_and_25_april) {
  for (int year = 1583; year <= 9999; ++year) {
    auto found = easter(year).d;
    ASSERT_EQ(weekday(sys_days(found)), Sunday) << year;
    ASSERT_TRUE(found.month() / found.day() >= March / 22 && found.month() / found.day() <= April / 25) << year;
  }
}

TEST(Holidays, of_nancy_are_the_eleven_of_the_law) {
  EXPECT_EQ(
      days_off(grand_est(), 2026, "54"),
      (std::vector<std::string>{"2026-01-01", "2026-04-06", "2026-05-01", "2026-05-08", "2026-05-14", "2026-05-25",
                                "2026-07-14", "2026-08-15", "2026-11-01", "2026-11-11", "2026-12-25"}));
}

TEST(Holidays, add_good_friday_and_26_december_in_bas_rhin_haut_rhin_and_moselle) {
  auto pack = grand_est();
  for (auto department : {"67", "68", "57"})
    EXPECT_EQ(days_off(pack, 2025, department),
              (std::vector<std::string>{"2025-01-01", "2025-04-18", "2025-04-21", "2025-05-01", "2025-05-08",
                                        "2025-05-29", "2025-06-09", "2025-07-14", "2025-08-15", "2025-11-01",
                                        "2025-11-11", "2025-12-25", "2025-12-26"}))
        << department;
  for (auto& department : pack.departments)
    EXPECT_EQ(holidays_of(pack, 2026, department.code).size(),
              department.code == "57" || department.code == "67" || department.code == "68" ? 13 : 11)
        << department.code;
}

TEST(Holidays, on_29_february_come_in_leap_years_alone) {
  Pack pack;
  pack.holidays.push_back({"leap", {"Jour bissextile", "Leap day"}, February / 29, {}, {}});
  EXPECT_EQ(days_off(pack, 2028, "54"), (std::vector<std::string>{"2028-02-29"}));
  EXPECT_EQ(days_off(pack, 2026, "54"), (std::vector<std::string>{}));
}

TEST(WorkingDays, know_the_weekend_and_where_one_works) {
  auto pack = grand_est();
  EXPECT_TRUE(is_working_day(pack, day("2026-04-03"), "54"));  // Good Friday
  EXPECT_FALSE(is_working_day(pack, day("2026-04-03"), "67"));
  EXPECT_FALSE(is_working_day(pack, day("2026-04-04"), "54"));  // Saturday
  EXPECT_FALSE(is_working_day(pack, day("2026-04-06"), "54"));  // Easter Monday
  EXPECT_TRUE(is_working_day(pack, day("2026-04-07"), "67"));
}

TEST(Waves, hold_from_their_first_day_to_their_last) {
  auto pack = load_pack(COULOIR_SOURCE_DIR "/tests/packs/tiny", day("2026-11-22")).value();
  EXPECT_EQ(wave_at(pack, day("2026-01-01"))->code, "first");
  EXPECT_EQ(wave_at(pack, day("2026-06-30"))->code, "first");
  EXPECT_EQ(wave_at(pack, day("2026-07-01")), nullptr);  // between two waves
  EXPECT_EQ(wave_at(pack, day("2026-09-01"))->code, "second");
  EXPECT_EQ(wave_at(pack, day("2027-01-01")), nullptr);
}

}  // namespace
}  // namespace couloir::region
