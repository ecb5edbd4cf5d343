// The only SQL on people_establishment; inside people alone.
#pragma once

#include "people/organisation.h"

namespace couloir::people {

std::optional<Establishment> find_establishment(Reader&, EstablishmentId);
bool has_siret(Reader&, const Siret&);
/// REQUIRES: no establishment has this SIRET.
EstablishmentId insert_establishment(Tx&, OrganisationId, const EstablishmentFacts&);
/// All but the SIRET; the version goes up. Errors: conflict (its version is not the stored one).
Result<void> save_establishment(Tx&, Establishment&);
void clear_head_office(Tx&, OrganisationId, EstablishmentId except = {});
void delete_establishment(Tx&, EstablishmentId);

}  // namespace couloir::people
