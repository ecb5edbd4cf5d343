// Typed identifiers: a person's id never goes where an organisation's is meant.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>

namespace couloir {

/// Key of a row, given by the database; 0 is "not stored yet".
template <class Tag>
struct Id {
  std::int64_t v = 0;

  auto operator<=>(const Id&) const = default;
  explicit operator bool() const { return v != 0; }
  std::string str() const { return std::to_string(v); }
};

// Nouns of the ground floor that every room may point to.
using PersonId = Id<struct PersonTag>;
using OrganisationId = Id<struct OrganisationTag>;
using TeamId = Id<struct TeamTag>;
using LabId = Id<struct LabTag>;

}  // namespace couloir

template <class Tag>
struct std::hash<couloir::Id<Tag>> {
  std::size_t operator()(couloir::Id<Tag> id) const noexcept { return std::hash<std::int64_t>{}(id.v); }
};
