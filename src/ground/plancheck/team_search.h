// Whether any plan of a dossier alone earns more than a profit: exact, over teams by name. Walks the months backwards,
// keeps for each rest of efforts and each team the best end of a plan, and drops what cannot pass the profit whatever
// comes before (JointBound::reached).
#pragma once

#include "plancheck/joint_bound.h"

namespace couloir::plancheck {

Confirmed search_teams(const LoneDossier&, const RoleBound&, const EffortGrid&,
                       const std::vector<std::vector<std::int64_t>>& reached, std::int64_t profit, std::int64_t steps);

}  // namespace couloir::plancheck
