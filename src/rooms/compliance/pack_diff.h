// What differs between two rule packs, field by field: for who must sign again because of it. Pure.
#pragma once

#include <string>
#include <vector>

#include "base/names.h"
#include "compliance/rule_pack.h"

namespace couloir::compliance {

enum class PackChange { added, removed, changed };

struct PackDifference {
  PackChange change = PackChange::changed;
  std::string kind, id;              ///< "rule", "P-ba"; a whole pack: "pack", ""
  std::string field, before, after;  ///< empty unless changed
  bool operator==(const PackDifference&) const = default;
};

/// In the order of the new pack, what it no longer has at the end.
std::vector<PackDifference> difference_of(const RulePack& before, const RulePack& after);

/// One line a difference, or one JSON object a line.
std::string told(const std::vector<PackDifference>&, bool json);

}  // namespace couloir::compliance

template <>
inline constexpr auto couloir::kNames<couloir::compliance::PackChange> =
    std::array<std::string_view, 3>{"added", "removed", "changed"};
