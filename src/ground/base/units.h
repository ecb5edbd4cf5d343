// Amounts of work and of computing, each a type of its own: hours never add to months. Parsing and writing for people
// are in words/quantities.h.
#pragma once

#include <compare>
#include <cstdint>

namespace couloir {

/// A whole number of 1/PerUnit of the unit; `raw` is what the database and JSON hold.
template <class Tag, std::int64_t PerUnit>
struct Quantity {
  static constexpr std::int64_t kPerUnit = PerUnit;
  std::int64_t raw = 0;

  static constexpr Quantity whole(std::int64_t units) { return {units * PerUnit}; }
  constexpr double value() const { return static_cast<double>(raw) / static_cast<double>(PerUnit); }

  auto operator<=>(const Quantity&) const = default;
  constexpr Quantity operator+(Quantity o) const { return {raw + o.raw}; }
  constexpr Quantity operator-(Quantity o) const { return {raw - o.raw}; }
  constexpr Quantity operator*(std::int64_t times) const { return {raw * times}; }
  constexpr Quantity& operator+=(Quantity o) { return *this = *this + o; }
  constexpr Quantity& operator-=(Quantity o) { return *this = *this - o; }
};

using Hours = Quantity<struct HoursTag, 60>;                     ///< raw: minutes of an engineer's work
using EngineerMonths = Quantity<struct EngineerMonthsTag, 100>;  ///< raw: hundredths of a full-time month
using FullTimeShare = Quantity<struct FullTimeShareTag, 100>;    ///< raw: percent of full time (quotité)
using GpuHours = Quantity<struct GpuHoursTag, 100>;              ///< raw: hundredths
using CoreHours = Quantity<struct CoreHoursTag, 100>;            ///< raw: hundredths
using TebibyteMonths = Quantity<struct TebibyteMonthsTag, 100>;  ///< raw: hundredths

/// Months of work that a part-timer gives. Rounded down: a promise is never longer than the work behind it.
constexpr EngineerMonths at(FullTimeShare share, std::int64_t calendar_months) {
  return {share.raw * calendar_months * EngineerMonths::kPerUnit / FullTimeShare::kPerUnit};
}

}  // namespace couloir
