#include "pool/hours_edit.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/ical.h"
#include "base/random.h"
#include "base/text.h"
#include "journal/journal.h"
#include "pool/demand_list.h"
#include "pool/engineer_edit.h"
#include "pool/engineer_store.h"
#include "pool/events.h"
#include "pool/plan_store.h"
#include "pool/workshop.h"

namespace couloir::pool {
namespace {

constexpr std::size_t kLongestWords = 1'000;

Error month_is_closed() {
  return Error::refused(say("This month is closed: only a correction by the office changes it."));
}

/// Who confirms hours of each: the lab that those months were promised to, else that of the filing.
void put_labs(Reader& reader, Month from, Month to, std::map<std::pair<Month, DossierId>, MonthOfDossier>& all) {
  auto labs = promised_to(reader, from, to);
  std::vector<DossierId> others;
  for (auto& [key, m] : all)
    if (auto lab = labs.find({m.dossier, m.month}); lab != labs.end())
      m.lab = lab->second;
    else
      others.push_back(m.dossier);
  auto heads = calls::dossier_heads(reader, others);
  for (auto& [key, m] : all)
    if (auto head = heads.find(m.dossier); !m.lab && head != heads.end()) m.lab = head->second.lab;
}

std::vector<MonthOfDossier> months_of_dossiers(Reader& reader, Month from, Month to) {
  std::map<std::pair<Month, DossierId>, MonthOfDossier> all;
  for (const auto& line : hours_of_months(reader, from, to)) {
    auto& m = all[{line.month, line.dossier}];
    m.dossier = line.dossier;
    m.month = line.month;
    m.logged += line.hours;
  }
  put_labs(reader, from, to, all);
  for (const auto& c : confirmations(reader, from, to))
    if (auto found = all.find({c.month, c.dossier}); found != all.end())
      found->second.confirmed = found->second.logged == c.hours;
  std::vector<MonthOfDossier> months;
  for (auto& [key, m] : all)
    if (m.logged.raw != 0) months.push_back(std::move(m));
  return months;
}

/// With the hours of that week that stay, because the week that is logged does not name their dossiers.
LoggedWeek whole_week(Reader& reader, EngineerId engineer, LoggedWeek week) {
  auto month = month_of_week(week.week);
  for (const auto& stored : weeks_logged(reader, engineer, month, month))
    if (stored.week == week.week) week.hours.insert(stored.hours.begin(), stored.hours.end());
  return week;
}
/// Its days may belong to two months.
std::vector<DossierId> dossiers_in_week(Reader& reader, EngineerId engineer, Date monday) {
  Date sunday{std::chrono::sys_days(monday.d) + std::chrono::days(6)};
  return dossiers_of_engineer(reader, engineer, month_of(monday), month_of(sunday));
}

/// Of those whose site belongs to one.
std::map<EngineerId, std::string> homes_of_engineers(Reader& reader, const Foundations& house) {
  std::map<EngineerId, std::string> homes;
  for (const auto& e : all_engineers(reader, Month{}))
    if (const auto* home = house.pack.home_of_site(e.site)) homes[e.id] = home->code;
  return homes;
}

bool is_plain(const std::string& text) { return is_plain_text(text) && count_of_code_points(text) <= kLongestWords; }

}  // namespace

Result<void> log_week(const Op& op, const Foundations& house, const LoggedWeek& week) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    TRY_LET(auto engineer, own_engineer(tx, op.actor));
    auto today = day_in(op.now, house.region.region.zone);
    auto month = month_of_week(week.week);
    if (auto problems =
            problems_of(whole_week(tx, engineer.id, week), dossiers_in_week(tx, engineer.id, week.week), today);
        !problems.empty())
      return Error::invalid(std::move(problems));
    if (is_closed(tx, month)) return month_is_closed();
    put_week(tx, engineer.id, week, op.now);
    for (const auto& [dossier, hours] : week.hours) drop_confirmation(tx, dossier, month);
    journal::record(tx, op, HoursLogged{engineer.id, week.week});
    return {};
  });
}

std::vector<MonthOfDossier> to_confirm(Reader& reader, const Actor& actor, Month until) {
  Month from = until + -24;
  std::set<Month> closed;
  for (const auto& c : closings(reader, from, until)) closed.insert(c.month);
  auto months = months_of_dossiers(reader, from, until);
  std::erase_if(
      months, [&](const MonthOfDossier& m) { return !m.lab || !actor.speaks_for(m.lab) || closed.contains(m.month); });
  return months;
}

Result<void> confirm_month(const Op& op, DossierId dossier, Month month, Hours shown) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    if (is_closed(tx, month)) return month_is_closed();
    auto mine = to_confirm(tx, op.actor, month);
    auto found =
        std::ranges::find_if(mine, [&](const MonthOfDossier& m) { return m.dossier == dossier && m.month == month; });
    if (found == mine.end()) return Error::not_found(say("There are no hours of your lab to confirm here."));
    if (found->logged != shown) return Error::conflict(say("Other hours stand there now: look at them again."));
    put_confirmation(tx, {dossier, month, found->lab, shown}, op.actor.person, op.now);
    journal::record(tx, op, MonthConfirmed{id_of(month), dossier, found->lab, shown.raw});
    return {};
  });
}

OpenEnds open_ends(Reader& reader, Month month) {
  OpenEnds open;
  open.unconfirmed = months_of_dossiers(reader, month, month);
  std::erase_if(open.unconfirmed, [](const MonthOfDossier& m) { return m.confirmed; });
  std::set<EngineerId> logged;
  for (const auto& line : hours_of_months(reader, month, month)) logged.insert(line.engineer);
  for (const auto& a : promised(reader, month))
    if (a.month == month && logged.insert(a.engineer).second) open.without_hours.push_back(a.engineer);
  return open;
}

Result<void> close_month(const Op& op, const Foundations& house, Month month, const std::string& exception) {
  if (!may_close_months(op.actor)) return Error::forbidden(say("Only the committee and the office close months."));
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    if (month >= month_of(op.now, house.region)) return Error::refused(say("A month is closed once it is over."));
    if (is_closed(tx, month)) return Error::refused(say("This month is closed already."));
    auto open = open_ends(tx, month);
    if (!is_plain(exception)) return Error::invalid({{"exception", say("At most 1,000 characters.")}});
    if (open.any() && trim(exception).empty())
      return Error::invalid(
          {{"exception", say("Hours are missing or not confirmed: say why the month is closed all the same.")}});
    auto stands = figures(tx, house, month, month);
    insert_closing(tx, {month, std::string(trim(exception)), op.actor.person, op.now});
    for (const auto& f : stands) insert_closed_figure(tx, {month, f.home, f.planned, f.used});
    put_closing_homes(tx, month, homes_of_engineers(tx, house));
    journal::record(tx, op,
                    MonthClosed{id_of(month), static_cast<std::int64_t>(open.unconfirmed.size()),
                                static_cast<std::int64_t>(open.without_hours.size())});
    return {};
  });
}

namespace {
/// A month that was closed before figures were kept has none, and is counted anew each time.
Result<void> correct_figure(Tx& tx, const Foundations& house, const Engineer& engineer, const Correction& given) {
  auto home = home_at_closing(tx, given.month, engineer.id);
  if (const auto* now = house.pack.home_of_site(engineer.site); !home && now != nullptr) home = now->code;
  if (!home || closed_figures(tx, given.month, given.month).empty() ||
      add_to_closed_figure(tx, given.month, *home, given.hours))
    return {};
  return Error::refused(
      say("When {1} was closed, no figure of the university of this engineer was kept: there is nothing "
          "to correct.",
          written(given.month)));
}
}  // namespace

Result<void> correct_hours(const Op& op, const Foundations& house, const Correction& given) {
  if (!op.actor.roles.has(Role::office)) return Error::forbidden(say("Only the office corrects a closed month."));
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    std::vector<Problem> problems;
    if (trim(given.why).empty() || !is_plain(given.why))
      problems.push_back({"why", say("Say in a sentence why it is corrected.")});
    if (given.hours.raw == 0) problems.push_back({"hours", say("A correction is more or less than nothing.")});
    auto engineer = find_engineer(tx, given.engineer);
    if (!engineer) problems.push_back({"engineer", say("There is no such engineer.")});
    auto known = dossiers_of_engineer(tx, given.engineer, given.month, given.month);
    if (std::ranges::find(known, given.dossier) == known.end())
      problems.push_back({"dossier", say("No plan has given this engineer to this dossier.")});
    if (!problems.empty()) return Error::invalid(std::move(problems));
    if (!is_closed(tx, given.month))
      return Error::refused(say("This month is open: the engineer corrects her week herself."));
    auto correction = given;
    correction.person = op.actor.person;
    correction.at = op.now;
    insert_correction(tx, correction);
    TRY(correct_figure(tx, house, *engineer, given));
    journal::record(tx, op, HoursCorrected{given.engineer, given.dossier, id_of(given.month), given.hours.raw});
    return {};
  });
}

namespace {

/// Sums of a month at a university, each in its own grain: made hours once, when all is added up.
struct Bucket {
  EngineerMonths granted;
  std::int64_t planned = 0;  ///< quanta
  Hours used;
};
using Buckets = std::map<std::pair<Month, std::string>, Bucket>;

/// Months by decisions of `from` to `to`, at the home near the lab.
void add_granted(Reader& reader, const Foundations& house, const std::vector<calls::PlannableDossier>& dossiers,
                 Month from, Month to, Buckets& all) {
  for (const auto& g : granted_months(reader, dossiers, house)) {
    auto month = month_of(g.decided_at, house.region);
    if (month >= from && month <= to) all[{month, g.home}].granted += g.months;
  }
}
/// Quanta promised and hours logged, at the home of the engineer.
void add_work(Reader& reader, const Foundations& house, Month from, Month to, Buckets& all) {
  auto homes = homes_of_engineers(reader, house);
  for (const auto& a : promised(reader, from))
    if (auto home = homes.find(a.engineer); home != homes.end() && a.month <= to)
      all[{a.month, home->second}].planned += a.quanta;
  for (const auto& line : hours_of_months(reader, from, to))
    if (auto home = homes.find(line.engineer); home != homes.end()) all[{line.month, home->second}].used += line.hours;
}

}  // namespace

std::vector<MonthFigure> figures(Reader& reader, const Foundations& house, Month from, Month to) {
  return figures(reader, house, calls::plannable_dossiers(reader, {}), from, to);
}
std::vector<MonthFigure> figures(Reader& reader, const Foundations& house,
                                 const std::vector<calls::PlannableDossier>& dossiers, Month from, Month to) {
  Buckets buckets;
  add_granted(reader, house, dossiers, from, to, buckets);
  add_work(reader, house, from, to, buckets);
  std::set<Month> closed;
  for (const auto& c : closings(reader, from, to)) closed.insert(c.month);
  std::map<std::pair<Month, std::string>, ClosedFigure> stored;
  for (auto& f : closed_figures(reader, from, to)) stored.emplace(std::pair(f.month, f.home), f);
  std::vector<MonthFigure> list;
  for (auto month = from; month <= to; month = month + 1)
    for (const auto& home : house.pack.homes) {
      const auto& b = buckets[{month, home.code}];
      MonthFigure f{
          month, home.code, home.of_months(b.granted), home.of_quanta(b.planned), b.used, closed.contains(month)};
      if (auto was = stored.find({month, home.code}); was != stored.end())
        f.planned = was->second.planned, f.used = was->second.used;
      list.push_back(std::move(f));
    }
  return list;
}

Result<std::string> make_calendar(const Op& op) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<std::string> {
    TRY_LET(auto engineer, own_engineer(tx, op.actor));
    auto secret = random_token();
    put_calendar(tx, engineer.id, journal::sha256(secret).hex(), op.now);
    journal::record(tx, op, CalendarMade{engineer.id});
    return secret;
  });
}

std::string calendar_path(std::string_view secret) { return "/pool/calendar/" + std::string(secret) + ".ics"; }

Result<std::string> calendar_of(Reader& reader, const std::string& secret, std::string_view base_url) {
  auto id = engineer_of_calendar(reader, journal::sha256(secret).hex());
  auto engineer = id ? find_engineer(reader, id) : std::nullopt;
  if (!engineer) return Error::not_found(say("There is no calendar here."));
  std::vector<DossierId> dossiers;
  std::map<std::pair<Month, DossierId>, int> work;
  for (const auto& a : promised(reader, Month{}, id)) {
    work[{a.month, a.dossier}] += a.quanta;
    dossiers.push_back(a.dossier);
  }
  auto heads = calls::dossier_heads(reader, dossiers);
  auto lines = calendar_head("pool");
  auto add = [&](std::string_view name, const std::string& value) {
    lines += folded(fmt::format("{}:{}", name, value));
  };
  for (const auto& [key, quanta] : work) {
    auto [month, dossier] = key;
    auto first = ics_day(month.first());
    auto head = heads.find(dossier);
    auto number_of = head == heads.end() ? tr("Dossier {1}", dossier.str()) : head->second.number;
    lines += "BEGIN:VEVENT\r\n";
    add("UID", fmt::format("pool-{}-{}-{}@{}", id.str(), dossier.str(), month.iso(), host_of(base_url)));
    add("DTSTAMP", first + "T000000Z");
    add("DTSTART;VALUE=DATE", first);
    add("DTEND;VALUE=DATE", ics_day((month + 1).first()));
    add("SUMMARY", ics_text(tr("{1}: {2} months", number_of, months_figure(quanta))));
    add("TRANSP", "TRANSPARENT");
    add("CLASS", "PRIVATE");
    lines += "END:VEVENT\r\n";
  }
  for (const auto& w : all_workshops(reader)) {
    auto head = heads.find(w.dossier);
    if (head == heads.end()) continue;
    lines += "BEGIN:VEVENT\r\n";
    add("UID", fmt::format("pool-workshop-{}@{}", w.dossier.str(), host_of(base_url)));
    add("DTSTAMP", ics_time(w.set_at));
    add("SEQUENCE", std::to_string(w.version));
    add("DTSTART;VALUE=DATE", ics_day(*w.day));
    add("DTEND;VALUE=DATE", ics_day({std::chrono::sys_days(w.day->d) + std::chrono::days(1)}));
    add("SUMMARY", ics_text(tr("{1}: co-design workshop", head->second.number)));
    add("CLASS", "PRIVATE");
    lines += "END:VEVENT\r\n";
  }
  return lines.append(kCalendarEnd);
}

}  // namespace couloir::pool
