// How far a fact may be trusted: beside each source that is stored or shown.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "base/names.h"

namespace couloir {

/// Stored by name. Only `confirmed` is a fact for rules; `announced` was said in public by the body that decides;
/// `unverified` was read or is generally known, but no page of that body confirms it; `assumed` is ours.
enum class FactStatus { confirmed, announced, unverified, assumed };

template <>
inline constexpr auto kNames<FactStatus> =
    std::array<std::string_view, 4>{"confirmed", "announced", "unverified", "assumed"};

std::string word(FactStatus);  ///< "not verified", in the thread's language

}  // namespace couloir
