// Who does something, in which role and for whom. Rules ask an Actor; they never look at a request.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/names.h"

namespace couloir {

/// The roles of design.md §3. A visitor is an actor without any.
enum class Role { operator_, lab, engineer, reviewer, committee, host, site, legal, indicator_owner, office, admin };
template <>
inline constexpr auto kNames<Role> =
    std::array{"operator"sv, "lab"sv,   "engineer"sv,        "reviewer"sv, "committee"sv, "host"sv,
               "site"sv,     "legal"sv, "indicator_owner"sv, "office"sv,   "admin"sv};

/// A set of roles in one word.
class Roles {
 public:
  constexpr Roles() = default;
  constexpr Roles(std::initializer_list<Role> roles) {
    for (auto r : roles) add(r);
  }
  constexpr void add(Role r) { bits_ |= bit(r); }
  constexpr void remove(Role r) { bits_ &= ~bit(r); }
  constexpr bool has(Role r) const { return (bits_ & bit(r)) != 0; }
  constexpr bool meets(Roles other) const { return (bits_ & other.bits_) != 0; }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr bool operator==(const Roles&) const = default;

 private:
  static constexpr std::uint32_t bit(Role r) { return 1U << static_cast<unsigned>(r); }
  std::uint32_t bits_ = 0;
};

/// By which door the actor came in.
enum class Door { page, api, cli, job };
template <>
inline constexpr auto kNames<Door> = std::array{"page"sv, "api"sv, "cli"sv, "job"sv};

struct Actor {
  PersonId person;  ///< 0: a visitor, or the program itself (job, CLI without --as)
  Roles roles;
  std::vector<OrganisationId> organisations;  ///< those this person works for
  std::vector<LabId> labs;                    ///< those this person speaks for
  Door door = Door::page;

  bool logged_in() const { return static_cast<bool>(person); }
  bool works_for(OrganisationId id) const;
  bool speaks_for(LabId id) const;
};

}  // namespace couloir
