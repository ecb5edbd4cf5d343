#include "compliance/region_skills.h"

#include <algorithm>

namespace couloir::compliance {

RegionGaps gaps_of_region(const region::Pack& pack, const RegionSkills& region) {
  RegionGaps gaps;
  for (const auto& skill : pack.skills) gaps.needs.push_back({&skill, {}});
  for (const auto& present : region.roles) {
    const auto* role = region::find(pack.team_roles, present.role);
    if (role == nullptr) continue;
    if (present.organisations < kFewestOrganisations) {
      ++gaps.hidden;
      continue;
    }
    ++gaps.roles;
    for (const auto& need : role->needs) {
      auto& tally = std::ranges::find(gaps.needs, need.skill, [](const RegionNeed& n) { return n.skill->code; })->tally;
      tally.needs += present.checklists;
      auto unknown = present.checklists;
      for (const auto& known : region.levels) {
        if (known.what != RoleSkill{present.role, need.skill}) continue;
        unknown -= known.checklists;
        (known.level >= need.level ? tally.met : tally.gaps) += known.checklists;
      }
      tally.unknown += unknown;
    }
  }
  std::erase_if(gaps.needs, [](const RegionNeed& need) { return need.tally.needs == 0; });
  std::ranges::stable_sort(gaps.needs, std::greater(),
                           [](const RegionNeed& need) { return need.tally.gaps + need.tally.unknown; });
  return gaps;
}

}  // namespace couloir::compliance
