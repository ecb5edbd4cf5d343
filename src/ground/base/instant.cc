// Parsing and writing of instants and days. The only file that includes Howard Hinnant's date/tz.
#include "base/instant.h"

#include <date/tz.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/bug.h"

namespace couloir {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;

/// Fixed-width unsigned number at the front of `text`; moves on.
bool take(std::string_view& text, std::size_t width, int& out) {
  if (text.size() < width) return false;
  for (char c : text.substr(0, width))
    if (c < '0' || c > '9') return false;
  std::from_chars(text.data(), text.data() + width, out);
  text.remove_prefix(width);
  return true;
}
bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

struct Wall {
  std::chrono::year_month_day day;
  milliseconds time{};
};

bool take_day(std::string_view& text, std::chrono::year_month_day& day) {
  int y = 0, m = 0, d = 0;
  if (!take(text, 4, y) || !take(text, '-') || !take(text, 2, m) || !take(text, '-') || !take(text, 2, d)) return false;
  day =
      std::chrono::year{y} / std::chrono::month(static_cast<unsigned>(m)) / std::chrono::day(static_cast<unsigned>(d));
  return day.ok() && y > 0;
}

/// "2026-04-30T23:59[:59[.123]]"
bool take_wall(std::string_view& text, Wall& wall) {
  int h = 0, min = 0, s = 0, ms = 0;
  if (!take_day(text, wall.day) || !(take(text, 'T') || take(text, ' '))) return false;
  if (!take(text, 2, h) || !take(text, ':') || !take(text, 2, min)) return false;
  if (take(text, ':')) {
    if (!take(text, 2, s)) return false;
    if (take(text, '.')) {
      int digits = 0, digit = 0;
      while (take(text, 1, digit)) {
        if (digits < 3) ms = ms * 10 + digit;
        ++digits;
      }
      if (digits == 0) return false;
      for (; digits < 3; ++digits) ms *= 10;
    }
  }
  if (h > 23 || min > 59 || s > 59) return false;
  wall.time = std::chrono::hours(h) + minutes(min) + std::chrono::seconds(s) + milliseconds(ms);
  return true;
}

const date::time_zone& zone_named(std::string_view zone) {
  check(is_zone(zone), "unknown time zone");
  return *date::locate_zone(zone);
}

date::local_time<milliseconds> local_of(const Wall& wall) {
  return date::local_time<milliseconds>(std::chrono::sys_days(wall.day).time_since_epoch() + wall.time);
}

std::string offset_text(minutes offset) {
  return fmt::format("{}{:02}:{:02}", offset.count() < 0 ? '-' : '+', std::abs(offset.count()) / 60,
                     std::abs(offset.count()) % 60);
}

}  // namespace

std::string Instant::iso() const {
  auto day = std::chrono::floor<std::chrono::days>(t);
  std::chrono::year_month_day ymd(day);
  std::chrono::hh_mm_ss time(t - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", int(ymd.year()), unsigned(ymd.month()),
                     unsigned(ymd.day()), time.hours().count(), time.minutes().count(), time.seconds().count(),
                     time.subseconds().count());
}

std::string Date::iso() const {
  return fmt::format("{:04}-{:02}-{:02}", int(d.year()), unsigned(d.month()), unsigned(d.day()));
}

Result<Instant> parse_instant(std::string_view text) {
  auto wrong = [&] {
    return Error::invalid(say("“{1}” is not a date and time with its zone, such as 2026-04-30T17:00:00+02:00.", text));
  };
  auto rest = text;
  Wall wall;
  if (!take_wall(rest, wall)) return wrong();
  minutes offset{};
  if (!take(rest, 'Z')) {
    int sign = take(rest, '+') ? 1 : take(rest, '-') ? -1 : 0, h = 0, m = 0;
    if (sign == 0 || !take(rest, 2, h) || !take(rest, ':') || !take(rest, 2, m) || h > 18 || m > 59) return wrong();
    offset = sign * (std::chrono::hours(h) + minutes(m));
  }
  if (!rest.empty()) return wrong();
  return Instant{std::chrono::sys_days(wall.day) + wall.time - offset};
}

Result<Date> parse_date(std::string_view text) {
  auto rest = text;
  Date date;
  if (!take_day(rest, date.d) || !rest.empty())
    return Error::invalid(say("“{1}” is not a date, such as 2026-04-30.", text));
  return date;
}

bool is_zone(std::string_view zone) {
  const auto& zones = date::get_tzdb().zones;  // sorted by name
  auto found = std::ranges::lower_bound(zones, zone, {}, [](const auto& z) { return std::string_view(z.name()); });
  return found != zones.end() && found->name() == zone;
}

Result<Instant> resolve_local(std::string_view text, std::string_view zone, std::optional<int> offset_minutes) {
  auto rest = text;
  Wall wall;
  if (!take_wall(rest, wall) || !rest.empty())
    return Error::invalid(say("“{1}” is not a date and time, such as 2026-04-30T17:00.", text));
  if (!is_zone(zone)) return Error::invalid(say("“{1}” is not a known time zone.", zone));
  auto info = zone_named(zone).get_info(local_of(wall));
  auto first = std::chrono::duration_cast<minutes>(info.first.offset);
  if (info.result == date::local_info::unique)
    return Instant{local_of(wall).time_since_epoch() - milliseconds(first) + std::chrono::sys_time<milliseconds>{}};
  auto second = std::chrono::duration_cast<minutes>(info.second.offset);
  if (offset_minutes && (minutes(*offset_minutes) == first || minutes(*offset_minutes) == second))
    return Instant{local_of(wall).time_since_epoch() - milliseconds(minutes(*offset_minutes)) +
                   std::chrono::sys_time<milliseconds>{}};
  if (info.result == date::local_info::nonexistent)
    return Error::invalid(
        say("{1} does not exist on the clock of {2}: the hour changes. Say which is meant: {3} or {4}.", text, zone,
            offset_text(first), offset_text(second)));
  return Error::invalid(say("{1} happens twice on the clock of {2}: the hour changes. Say which is meant: {3} or {4}.",
                            text, zone, offset_text(first), offset_text(second)));
}

std::chrono::seconds offset_at(Instant instant, std::string_view zone) {
  return zone_named(zone).get_info(date::sys_time<milliseconds>(instant.t.time_since_epoch())).offset;
}

Date day_in(Instant instant, std::string_view zone) {
  return {std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(instant.t + offset_at(instant, zone)))};
}

std::string local_iso(Instant instant, std::string_view zone) {
  auto offset = offset_at(instant, zone);
  auto wall = Instant{instant.t + offset}.iso();
  return wall.substr(0, 19) + offset_text(std::chrono::duration_cast<minutes>(offset));
}

const Clock& system_clock() {
  struct SystemClock final : Clock {
    Instant now() const override { return {std::chrono::floor<milliseconds>(std::chrono::system_clock::now())}; }
  };
  static const SystemClock clock;
  return clock;
}

}  // namespace couloir
