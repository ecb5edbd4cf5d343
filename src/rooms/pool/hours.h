// Hours on dossiers: a week of an engineer, what her plan says of it, and months that are confirmed and closed. Pure:
// no SQL, no HTTP, no clock. A week belongs to the month of its Thursday, in which most of its days are.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/units.h"
#include "pool/plan.h"

namespace couloir::pool {

/// The Monday of that day's week.
Date week_of(Date);
Month month_of_week(Date monday);
/// Mondays of the weeks that belong to a month, in order.
std::vector<Date> weeks_of(Month);

struct LoggedWeek {
  Date week;  ///< its Monday
  std::map<DossierId, Hours> hours;
};

/// Longest week that can be logged, all dossiers together.
inline constexpr Hours kLongestWeek = Hours::whole(60);

/// What the plan says of one week: each working day of hers carries its share of its month's quanta.
///   0.4 of a month in October 2026 (22 working days), 133 h 55 a month: 5 days are 12 h 10.
std::map<DossierId, Hours> planned_week(const Engineer&, const Home&, const std::vector<Assignment>& promised,
                                        Date monday, WorkDays&);

/// By "hours/DOSSIER". `known`: dossiers that she was ever promised to.
std::vector<Problem> problems_of(const LoggedWeek&, const std::vector<DossierId>& known, Date today);

/// The office keeps the books; the committee closes months too.
bool may_close_months(const Actor&);

/// How far hours of a month are, for one dossier.
struct MonthOfDossier {
  DossierId dossier;
  Month month;
  LabId lab;  ///< that it was promised to, else the one of its filing; 0: none, nobody can confirm
  Hours logged;
  bool confirmed = false;  ///< exactly these hours
};

struct MonthFigure {
  Month month;
  std::string home;     ///< of the lab for what is granted, of the engineer for what is planned and used
  Hours granted;        ///< by decisions of that month
  Hours planned, used;  ///< in that month
  bool closed = false;
};

}  // namespace couloir::pool
