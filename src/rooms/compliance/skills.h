// The skills checklist of a team, or of an organisation that has none: who is in it, what each role needs, what is
// known of it now, the gaps in their order. Pure. A level nobody knows is never taken for enough.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/actor.h"
#include "base/id.h"
#include "base/instant.h"
#include "base/names.h"
#include "region/pack.h"

namespace couloir::compliance {

using ChecklistId = Id<struct ChecklistTag>;

/// Whose checklist: a team, or with team 0 the organisation itself.
struct Crew {
  OrganisationId organisation;
  TeamId team;
  auto operator<=>(const Crew&) const = default;
};

struct RoleSkill {
  std::string role, skill;
  auto operator<=>(const RoleSkill&) const = default;
};

struct Checklist {
  ChecklistId id;
  Crew crew;
  std::map<std::string, std::int64_t> people;  ///< by role, only those present
  std::map<RoleSkill, int> levels;             ///< 0–4, only those known; also of roles that are not present now
  Instant created_at, updated_at;
  std::int64_t version = 0;  ///< 0: not begun
};

enum class NeedState { met, gap, unknown };

/// What one role of the team needs of one skill.
struct Need {
  const region::TeamRole* role = nullptr;
  const region::Skill* skill = nullptr;
  std::int64_t people = 0;
  int needed = 1;
  std::optional<int> now;  ///< empty: nobody knows

  NeedState state() const;
  /// Levels to climb; what nobody knows counts from 0, so that it does not hide behind what is known.
  int steps() const;
};
/// Of the roles present, in the order of the pack. They point into it.
std::vector<Need> needs_of(const region::Pack&, const Checklist&);
/// Those that are not met, the most pressing first: skills that serve an obligation of the AI Act before others; then
/// more steps; then more people; then the order of the pack.
std::vector<Need> gaps_in_order(std::vector<Need>);

enum class ChecklistStanding { not_begun, begun, complete };

struct Tally {
  std::int64_t needs = 0, met = 0, gaps = 0, unknown = 0;
  /// complete: something is needed and no level of it is unknown; gaps may remain, but they are known.
  ChecklistStanding standing() const;
  bool operator==(const Tally&) const = default;
};
Tally tally_of(const std::vector<Need>&);

bool may_fill(const Actor&, OrganisationId);  ///< operators who work for it
/// Who fills it, and labs that sponsor a use case of this very crew.
bool may_see(const Actor&, const Crew&, const std::vector<Crew>& sponsored);
bool may_see_region(const Actor&);  ///< sums only: Legal, the office, owners of indicators

/// One line of history: a level, or (without a skill) how many people have a role.
struct SkillChange {
  std::int64_t version = 0;
  Instant at;
  PersonId person;
  RoleSkill what;
  std::optional<std::int64_t> before, after;  ///< empty: unknown, or nobody
};

}  // namespace couloir::compliance

namespace couloir {
template <>
inline constexpr auto kNames<compliance::NeedState> = std::array{"met"sv, "gap"sv, "unknown"sv};
template <>
inline constexpr auto kNames<compliance::ChecklistStanding> = std::array{"not_begun"sv, "begun"sv, "complete"sv};
}  // namespace couloir
