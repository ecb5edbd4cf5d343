#include "pool/hours.h"

#include <algorithm>

namespace couloir::pool {

using std::chrono::days;
using std::chrono::sys_days;

Date week_of(Date day) {
  sys_days d(day.d);
  return {d - (std::chrono::weekday(d) - std::chrono::Monday)};
}
Month month_of_week(Date monday) { return month_of({sys_days(monday.d) + days(3)}); }
std::vector<Date> weeks_of(Month month) {
  std::vector<Date> weeks;
  for (auto day = sys_days(week_of(month.first()).d); day <= sys_days(month.last().d); day += days(7))
    if (Date monday{day}; month_of_week(monday) == month) weeks.push_back(monday);
  return weeks;
}

std::map<DossierId, Hours> planned_week(const Engineer& e, const Home& home, const std::vector<Assignment>& promised,
                                        Date monday, WorkDays& calendar) {
  std::map<DossierId, std::int64_t> sixtieths;  // of a minute, so that five days lose nothing by rounding
  for (int i = 0; i < 7; ++i) {
    Date day{sys_days(monday.d) + days(i)};
    auto month = month_of(day);
    auto in = calendar.count(e.site, month, e.in_from, e.out_after);
    if (in == 0 || calendar.count(e.site, month, day, day) == 0) continue;
    if ((e.in_from && day < *e.in_from) || (e.out_after && day > *e.out_after)) continue;
    for (const auto& a : promised)
      if (a.engineer == e.id && a.month == month) sixtieths[a.dossier] += home.of_quanta(a.quanta).raw * 60 / in;
  }
  std::map<DossierId, Hours> week;
  for (const auto& [dossier, sum] : sixtieths) week[dossier] = Hours{(sum + 30) / 60};
  return week;
}

std::vector<Problem> problems_of(const LoggedWeek& week, const std::vector<DossierId>& known, Date today) {
  std::vector<Problem> found;
  if (week.week != week_of(week.week)) found.push_back({"week", say("A week is named by its Monday.")});
  if (week.week > today) found.push_back({"week", say("This week has not begun yet.")});
  Hours sum;
  for (const auto& [dossier, hours] : week.hours) {
    auto where = "hours/" + dossier.str();
    if (std::ranges::find(known, dossier) == known.end())
      found.push_back({where, say("No plan has given you to this dossier.")});
    if (hours.raw < 0) found.push_back({where, say("Hours are never less than nothing.")});
    sum += hours;
  }
  if (sum > kLongestWeek) found.push_back({"week", say("These are more than 60 hours in one week.")});
  return found;
}

bool may_close_months(const Actor& actor) { return actor.roles.meets({Role::office, Role::committee}); }

}  // namespace couloir::pool
