#include "pool/month.h"

#include <fmt/format.h>

#include <array>

#include "region/written.h"
#include "words/words.h"

namespace couloir::pool {

using namespace std::chrono;

std::string Month::iso() const {
  return fmt::format("{:04}-{:02}", static_cast<int>(m.year()), static_cast<unsigned>(m.month()));
}
int Month::since(Month start) const { return static_cast<int>((m - start.m).count()); }

Result<Month> parse_month(std::string_view text) {
  auto day = text.size() == 7 ? parse_date(std::string(text) + "-01") : parse_date("");
  if (!day) return Error::invalid(say("A month is expected here, such as 2026-10."));
  return month_of(*day);
}
Month month_of(Date date) { return {date.d.year() / date.d.month()}; }
Month month_of(Instant now, const region::Pack& pack) { return month_of(day_in(now, pack.region.zone)); }

std::string written(Month month) {
  return region::written(region::PartialDate{month.first(), region::PartialDate::Precision::month});
}
std::string short_month(Month month) {
  static constexpr std::array kShort{_t("Jan {1}"), _t("Feb {1}"), _t("Mar {1}"), _t("Apr {1}"),
                                     _t("May {1}"), _t("Jun {1}"), _t("Jul {1}"), _t("Aug {1}"),
                                     _t("Sep {1}"), _t("Oct {1}"), _t("Nov {1}"), _t("Dec {1}")};
  auto year = fmt::format("{:02}", static_cast<int>(month.m.year()) % 100);
  return tr(kShort[static_cast<unsigned>(month.m.month()) - 1], year);
}

std::uint32_t WorkDays::days(std::string_view work_site, Month month) {
  const auto* site = region::find(pack_.work_sites, work_site);
  if (site == nullptr) return 0;
  const auto& department = region::department_of(pack_, site->town).code;
  auto [at, fresh] = known_.try_emplace({department, month}, 0);
  if (!fresh) return at->second;
  for (sys_days day = month.m / 1; day <= sys_days(month.last().d); day += std::chrono::days(1)) {
    year_month_day date(day);
    if (region::is_working_day(pack_, {date}, department))
      at->second |= std::uint32_t{1} << (static_cast<unsigned>(date.day()) - 1);
  }
  return at->second;
}

int WorkDays::count(std::string_view work_site, Month month, std::optional<Date> from, std::optional<Date> to) {
  auto mask = days(work_site, month);
  if (from && *from > month.last()) return 0;
  if (to && *to < month.first()) return 0;
  if (from && *from > month.first()) mask &= ~std::uint32_t{0} << (static_cast<unsigned>(from->d.day()) - 1);
  if (to && *to < month.last()) mask &= (std::uint32_t{1} << static_cast<unsigned>(to->d.day())) - 1;
  return std::popcount(mask);
}

}  // namespace couloir::pool
