// What the region lacks, skill by skill, for who may see sums only. Pure; it never shows so few that one is known by
// it.
#pragma once

#include "compliance/skill_store.h"

namespace couloir::compliance {

/// A role counts once so many organisations have it: with fewer, a sum would say what one of them lacks.
inline constexpr std::int64_t kFewestOrganisations = 3;

struct RegionNeed {
  const region::Skill* skill = nullptr;
  Tally tally;  ///< of checklists, a role at a time
};
struct RegionGaps {
  std::vector<RegionNeed> needs;  ///< most gaps and unknown first, then the order of the pack
  std::int64_t roles = 0;         ///< counted
  std::int64_t hidden = 0;        ///< roles left out because too few organisations have them
};
RegionGaps gaps_of_region(const region::Pack&, const RegionSkills&);

}  // namespace couloir::compliance
