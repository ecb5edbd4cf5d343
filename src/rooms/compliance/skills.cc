#include "compliance/skills.h"

#include <algorithm>
#include <tuple>

namespace couloir::compliance {

NeedState Need::state() const {
  if (!now) return NeedState::unknown;
  return *now >= needed ? NeedState::met : NeedState::gap;
}

int Need::steps() const { return std::max(0, needed - now.value_or(0)); }

std::vector<Need> needs_of(const region::Pack& pack, const Checklist& checklist) {
  std::vector<Need> needs;
  for (const auto& role : pack.team_roles) {
    auto people = checklist.people.find(role.code);
    if (people == checklist.people.end()) continue;
    for (const auto& needed : role.needs) {
      auto level = checklist.levels.find({role.code, needed.skill});
      needs.push_back({&role, region::find(pack.skills, needed.skill), people->second, needed.level,
                       level == checklist.levels.end() ? std::nullopt : std::optional(level->second)});
    }
  }
  return needs;
}

std::vector<Need> gaps_in_order(std::vector<Need> needs) {
  std::erase_if(needs, [](const Need& need) { return need.state() == NeedState::met; });
  std::ranges::stable_sort(needs, std::greater(), [](const Need& need) {
    return std::tuple(!need.skill->serves.empty(), need.steps(), need.people);
  });
  return needs;
}

ChecklistStanding Tally::standing() const {
  if (needs == 0) return ChecklistStanding::not_begun;
  return unknown == 0 ? ChecklistStanding::complete : ChecklistStanding::begun;
}

Tally tally_of(const std::vector<Need>& needs) {
  Tally tally;
  for (const auto& need : needs) {
    ++tally.needs;
    tally.met += need.state() == NeedState::met;
    tally.gaps += need.state() == NeedState::gap;
    tally.unknown += need.state() == NeedState::unknown;
  }
  return tally;
}

bool may_fill(const Actor& actor, OrganisationId organisation) {
  return actor.roles.has(Role::operator_) && actor.works_for(organisation);
}

bool may_see(const Actor& actor, const Crew& crew, const std::vector<Crew>& sponsored) {
  if (may_fill(actor, crew.organisation)) return true;
  return actor.roles.has(Role::lab) && std::ranges::find(sponsored, crew) != sponsored.end();
}

bool may_see_region(const Actor& actor) {
  return actor.roles.meets({Role::legal, Role::office, Role::indicator_owner});
}

}  // namespace couloir::compliance
