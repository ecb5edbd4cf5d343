// Points in time and calendar days. Instants are UTC to the millisecond; a local time needs its zone to become one.
#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace couloir {

/// A point in time, UTC, to the millisecond.
struct Instant {
  std::chrono::sys_time<std::chrono::milliseconds> t{};

  auto operator<=>(const Instant&) const = default;
  Instant operator+(std::chrono::milliseconds d) const { return {t + d}; }
  Instant operator-(std::chrono::milliseconds d) const { return {t - d}; }
  std::chrono::milliseconds operator-(Instant o) const { return t - o.t; }

  std::string iso() const;  ///< "2026-04-30T21:59:59.000Z": fixed width, so text order is time order
};

/// A day of the calendar, without zone.
struct Date {
  std::chrono::year_month_day d{};

  auto operator<=>(const Date&) const = default;
  std::string iso() const;  ///< "2026-04-30"
};

/// RFC 3339 with offset or Z, e.g. "2026-04-30T23:59:59+02:00". Errors: invalid.
Result<Instant> parse_instant(std::string_view text);
/// "2026-04-30". Errors: invalid (also for 2026-02-30).
Result<Date> parse_date(std::string_view text);

/// A wall-clock time in an IANA zone ("Europe/Paris"). In a fold or a gap of the clock `offset_minutes` must say which
/// is meant; elsewhere it may be empty. Errors: invalid, naming the two possible offsets.
Result<Instant> resolve_local(std::string_view local_iso, std::string_view zone,
                              std::optional<int> offset_minutes = {});
/// The day it is in `zone` at that instant. REQUIRES: a known zone.
Date day_in(Instant, std::string_view zone);
/// How far the clock of `zone` is ahead of UTC at that instant. REQUIRES: a known zone.
std::chrono::seconds offset_at(Instant, std::string_view zone);
/// "2026-05-18T14:00:00+02:00": the wall clock of `zone`, with its offset. REQUIRES: a known zone.
std::string local_iso(Instant, std::string_view zone);
bool is_zone(std::string_view zone);

/// Where "now" comes from: one of the four seams (database, clock, mail, Slurm).
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};
/// The machine's clock.
const Clock& system_clock();

/// A clock that stands still until told otherwise; tests and the demonstration use it.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(Instant now) : now_(now) {}
  Instant now() const override { return now_; }
  void set(Instant now) { now_ = now; }
  void tick(std::chrono::milliseconds by) { now_ = now_ + by; }

 private:
  Instant now_;
};

}  // namespace couloir
