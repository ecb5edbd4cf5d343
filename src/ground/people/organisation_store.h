// The only SQL on people_organisation; inside people alone.
#pragma once

#include "people/organisation.h"

namespace couloir::people {

Error no_such_organisation();

OrganisationId insert_organisation(Tx&, const Siren&, const OrganisationFacts&, Instant now);
/// Errors: conflict (another version is stored).
Result<void> save_organisation(Tx&, Organisation&);
/// Surrounding spaces gone, so that what is compared and stored is the same.
OrganisationFacts tidy(OrganisationFacts);

}  // namespace couloir::people
