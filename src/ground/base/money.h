// Amounts in euros, in whole cents. No floating point, no other currency.
#pragma once

#include <compare>
#include <cstdint>

namespace couloir {

struct Euros {
  std::int64_t cents = 0;

  static constexpr Euros whole(std::int64_t euros) { return {euros * 100}; }
  /// For what takes euros as a number with decimals: JSON, a form.
  constexpr double value() const { return static_cast<double>(cents) / 100; }
  auto operator<=>(const Euros&) const = default;
  constexpr Euros operator+(Euros o) const { return {cents + o.cents}; }
  constexpr Euros operator-(Euros o) const { return {cents - o.cents}; }
  constexpr Euros operator-() const { return {-cents}; }
  constexpr Euros operator*(std::int64_t times) const { return {cents * times}; }
  constexpr Euros& operator+=(Euros o) { return *this = *this + o; }
  constexpr Euros& operator-=(Euros o) { return *this = *this - o; }
};

/// amount × part / whole, rounded half away from zero: an hourly rate over minutes, a share of a sum. REQUIRES: whole >
/// 0.
constexpr Euros scaled(Euros amount, std::int64_t part, std::int64_t whole) {
  __extension__ using Wide = __int128;
  Wide product = static_cast<Wide>(amount.cents) * part;
  Wide half = product < 0 ? -whole / 2 : whole / 2;
  return {static_cast<std::int64_t>((product + half) / whole)};
}

}  // namespace couloir
