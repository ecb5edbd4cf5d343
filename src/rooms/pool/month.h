// A calendar month, and which of its days are worked at a site of the region. Pure.
#pragma once

#include <bit>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/instant.h"
#include "base/result.h"
#include "region/pack.h"

namespace couloir::pool {

struct Month {
  std::chrono::year_month m{};

  auto operator<=>(const Month&) const = default;
  std::string iso() const;  ///< "2026-10": text order is time order
  Month operator+(int months) const { return {m + std::chrono::months(months)}; }
  /// How many months after `start` it is; negative before it.
  int since(Month start) const;
  Date first() const { return {m / 1}; }
  Date last() const { return {std::chrono::year_month_day(m / std::chrono::last)}; }
};
/// "2026-10". Errors: invalid.
Result<Month> parse_month(std::string_view);
Month month_of(Date);
/// At the region's clock.
Month month_of(Instant, const region::Pack&);
/// "October 2026", in the thread's language.
std::string written(Month);
/// "Oct 26": for the head of a column.
std::string short_month(Month);

/// Working days of the region, each month of each department counted once: neither weekend nor public holiday there
/// (Good Friday and 26 December are worked in Nancy, not in Metz or Strasbourg).
class WorkDays {
 public:
  explicit WorkDays(const region::Pack& pack) : pack_(pack) {}
  /// Bit d − 1 for day d. A site that the pack does not know has none.
  std::uint32_t days(std::string_view work_site, Month);
  int count(std::string_view work_site, Month month) { return std::popcount(days(work_site, month)); }
  /// Those from `from` to `to`, both included; empty: no bound on that side.
  int count(std::string_view work_site, Month, std::optional<Date> from, std::optional<Date> to);

 private:
  const region::Pack& pack_;
  std::map<std::pair<std::string, Month>, std::uint32_t, std::less<>> known_;
};

}  // namespace couloir::pool
