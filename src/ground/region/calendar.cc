// Days of the region: its holidays, its working days, its waves.
#include "base/bug.h"
#include "region/pack.h"

namespace couloir::region {

using namespace std::chrono;

// Anonymous Gregorian algorithm (Meeus, Jones, Butcher): every year since 1583, no table.
Date easter(int year) {
  check(1583 <= year && year <= 9999, "Easter needs a Gregorian year");
  int a = year % 19, b = year / 100, c = year % 100;
  int d = b / 4, e = b % 4;
  int f = (b + 8) / 25;
  int g = (b - f + 1) / 3;
  int h = (19 * a + b - d - g + 15) % 30;
  int i = c / 4, k = c % 4;
  int l = (32 + 2 * e + 2 * i - h - k) % 7;
  int m = (a + 11 * h + 22 * l) / 451;
  int n = h + l - 7 * m + 114;
  return {std::chrono::year(year) / (n / 31) / (n % 31 + 1)};
}

namespace {

struct DayIn {
  int of_year;
  year_month_day operator()(month_day day) const { return year(of_year) / day; }
  year_month_day operator()(EasterOffset offset) const { return sys_days(easter(of_year).d) + days(offset.days); }
};

bool holds_in(const HolidayRule& rule, std::string_view department) {
  return rule.departments.empty() || std::ranges::find(rule.departments, department) != rule.departments.end();
}

}  // namespace

std::vector<Holiday> holidays_of(const Pack& pack, int year, std::string_view department) {
  std::vector<Holiday> found;
  for (auto& rule : pack.holidays) {
    auto day = std::visit(DayIn{year}, rule.when);
    if (day.ok() && holds_in(rule, department)) found.push_back({{day}, rule.name});  // 29 February: leap years alone
  }
  std::ranges::stable_sort(found, {}, &Holiday::day);
  return found;
}

bool is_working_day(const Pack& pack, Date date, std::string_view department) {
  if (std::ranges::find(pack.region.weekend, weekday(sys_days(date.d))) != pack.region.weekend.end()) return false;
  int year = static_cast<int>(date.d.year());
  return std::ranges::none_of(pack.holidays, [&](auto& rule) {
    return holds_in(rule, department) && std::visit(DayIn{year}, rule.when) == date.d;
  });
}

const Wave* wave_at(const Pack& pack, Date date) {
  for (auto& wave : pack.waves)
    if (wave.opens <= date && date <= wave.closes) return &wave;
  return nullptr;
}

const Department& department_of(const Pack& pack, std::string_view town) {
  auto found = find(pack.towns, town);
  check(found, "a town of this pack");
  return *find(pack.departments, found->department);
}

}  // namespace couloir::region
