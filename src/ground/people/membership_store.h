// The only SQL on people_membership; inside people alone.
#pragma once

#include "people/organisation.h"

namespace couloir::people {

struct Held {
  Membership membership;
  Standing standing;
};
std::optional<Held> find_membership(Reader&, OrganisationId, PersonId);
/// False: it was asked or granted before.
bool insert_asked_membership(Tx&, OrganisationId, PersonId, Instant now);
/// Granted, also when nobody asked.
void upsert_membership(Tx&, OrganisationId, PersonId, Membership, Instant now);
bool delete_membership(Tx&, OrganisationId, PersonId);
void delete_memberships_of(Tx&, PersonId);

struct Crew {
  int owners = 0, members = 0;
};
/// Who is in, without those who only asked.
Crew crew_of(Reader&, OrganisationId);

}  // namespace couloir::people
