// Enumerators as text: the same word in the database, in JSON, on the command line and as the root of a translation.
// Each enum gives one specialisation of names_of; names are frozen once released (ADR-0006).
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>

namespace couloir {

using namespace std::string_view_literals;  // tables of names are "like"sv, "this"sv

/// Specialise per enum, in order of the enumerators:
///   template <> inline constexpr auto kNames<State> = std::array{"idea"sv, "mapped"sv};
template <class E>
inline constexpr auto kNames = nullptr;

template <class E>
concept Named = std::is_enum_v<E> && !std::is_same_v<std::remove_const_t<decltype(kNames<E>)>, std::nullptr_t>;

template <Named E>
constexpr std::span<const std::string_view> names_of() {
  return kNames<E>;
}

template <Named E>
constexpr std::string_view name_of(E e) {
  return kNames<E>[static_cast<std::size_t>(e)];
}

template <Named E>
constexpr std::optional<E> from_name(std::string_view name) {
  for (std::size_t i = 0; i < kNames<E>.size(); ++i)
    if (kNames<E>[i] == name) return static_cast<E>(i);
  return std::nullopt;
}

}  // namespace couloir
