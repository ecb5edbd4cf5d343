// The front door of the pool: what the program asks of it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/names.h"
#include "base/result.h"

namespace couloir::pool {

// ── files, without a database ──
struct NamedText {
  std::string name;  ///< as people know it, for what is wrong with it
  std::string text;
};
struct PlanCheck {
  bool valid = false;
  std::string json;  ///< docs/formats.md; sentences in the language spoken
};
/// Errors: invalid, each place as "FILE: /dossiers/3/roles/0/min".
Result<PlanCheck> check_plan(const NamedText& instance, const NamedText& plan);
/// Files that are longer are refused.
std::size_t most_bytes_of_pool_files();

/// How large a made-up instance is: T for proofs by enumeration, S as the pool is today, XL a large country.
enum class PoolSize { T, S, M, L, XL };
struct PoolRecipe {
  PoolSize size = PoolSize::S;
  std::uint64_t seed = 1;
  std::int64_t load_thousandths = 1'600;  ///< effort asked for over capacity, at least
};
/// pool/1 in one line; the same recipe gives the same bytes on every machine.
std::string generate_pool(const PoolRecipe&);

}  // namespace couloir::pool

namespace couloir {
template <>
inline constexpr auto kNames<pool::PoolSize> = std::array{"T"sv, "S"sv, "M"sv, "L"sv, "XL"sv};
}  // namespace couloir
