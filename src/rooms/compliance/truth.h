// Three values: what is sure, what is excluded, and what nobody has said yet (strong Kleene logic). An unknown that
// cannot change the outcome does not stay unknown: `no && open` is no, `yes || open` is yes. Pure.
#pragma once

#include <algorithm>

namespace couloir::compliance {

enum class Truth { no, open, yes };  ///< in this order: and is the least of two, or the greatest

constexpr Truth both(Truth a, Truth b) { return std::min(a, b); }
constexpr Truth either(Truth a, Truth b) { return std::max(a, b); }
constexpr Truth opposite(Truth a) { return a == Truth::open ? a : a == Truth::yes ? Truth::no : Truth::yes; }
constexpr Truth truth_of(bool known) { return known ? Truth::yes : Truth::no; }

}  // namespace couloir::compliance
