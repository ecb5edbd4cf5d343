// Size of an enterprise from head-count, turnover and balance sheet. What is not known is never guessed.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/money.h"
#include "base/names.h"

namespace couloir {

/// mid_cap is the French "entreprise de taille intermédiaire".
enum class SizeClass { micro, small, medium, mid_cap, large };
template <>
inline constexpr auto kNames<SizeClass> =
    std::array<std::string_view, 5>{"micro", "small", "medium", "mid_cap", "large"};

/// Whether the figures count partner (25 % or more) and linked enterprises in, as Recommendation 2003/361/EC asks.
enum class LinkedFigures { unknown, none, included, left_out };
template <>
inline constexpr auto kNames<LinkedFigures> =
    std::array<std::string_view, 4>{"unknown", "none", "included", "left_out"};

/// Last closed year. Empty: not known.
struct SizeFigures {
  std::optional<std::int64_t> head_count;  ///< annual work units
  std::optional<Euros> turnover;           ///< a year, without VAT
  std::optional<Euros> balance_sheet;      ///< total
  LinkedFigures linked = LinkedFigures::unknown;
};

struct Sized {
  SizeClass size;
  bool confirmed;  ///< false: nobody said yet whether partner and linked enterprises exist
  bool operator==(const Sized&) const = default;
};

/// The class, or empty when the known figures leave it open or linked enterprises are left out of them.
/// One year's figures only: the rule that a class changes after two years in a row is for a person to apply.
std::optional<Sized> size_class(const SizeFigures&);

/// No larger than a small mid-cap, the European size above the SME; empty: the known figures leave it open.
/// Recommendation (EU) 2025/1099; the amounts from own knowledge, not read again: Legal checks who stands near them.
std::optional<bool> within_small_mid_cap(const SizeFigures&);

}  // namespace couloir
