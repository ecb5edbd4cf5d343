// The only SQL on people_team; inside people alone.
#pragma once

#include "people/team.h"

namespace couloir::people {

/// Empty: another team of the organisation has this name.
std::optional<TeamId> insert_team(Tx&, OrganisationId, const TeamFacts&);
/// Another team of the organisation has this name, seen without case or accents.
bool is_team_name_taken(Reader&, const Team&);
/// Errors: conflict (another version is stored).
Result<void> save_team(Tx&, Team&);

}  // namespace couloir::people
