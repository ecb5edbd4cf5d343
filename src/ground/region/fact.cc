// Dates as precise as their source: read and written, never completed.
#include "region/fact.h"

namespace couloir::region {

Date PartialDate::last() const {
  using std::chrono::days, std::chrono::months, std::chrono::years, std::chrono::sys_days;
  switch (precision) {
    case Precision::day:
      return first;
    case Precision::month:
      return {sys_days(first.d + months(1)) - days(1)};
    case Precision::year:
      return {sys_days(first.d + years(1)) - days(1)};
  }
  return first;
}

std::string PartialDate::iso() const {
  auto day = first.iso();
  switch (precision) {
    case Precision::year:
      return day.substr(0, 4);
    case Precision::month:
      return day.substr(0, 7);
    case Precision::day:
      return day;
  }
  return day;
}

Result<PartialDate> parse_partial_date(std::string_view text) {
  auto missing = text.size() == 4 ? "-01-01" : text.size() == 7 ? "-01" : "";
  auto first = parse_date(std::string(text) + missing);
  if (!first) return Error::invalid(say("“{1}” is not a date, such as 2026-04-30, 2026-04 or 2026.", text));
  using enum PartialDate::Precision;
  return PartialDate{*first, text.size() == 4 ? year : text.size() == 7 ? month : day};
}

}  // namespace couloir::region
