#include "base/actor.h"

#include <algorithm>

namespace couloir {

bool Actor::works_for(OrganisationId id) const { return std::ranges::find(organisations, id) != organisations.end(); }
bool Actor::speaks_for(LabId id) const { return std::ranges::find(labs, id) != labs.end(); }

}  // namespace couloir
