// The only SQL on people_role; inside people alone.
#pragma once

#include "people/role.h"

namespace couloir::people {

std::optional<RoleRow> find_role(Reader&, PersonId, Role);
/// False: it was asked or granted before.
bool insert_asked_role(Tx&, PersonId, Role, Instant now);
/// Also when nobody asked.
void upsert_granted_role(Tx&, PersonId, Role, PersonId by, Instant now);
/// False: there was none.
bool delete_role(Tx&, PersonId, Role);
void delete_roles_of(Tx&, PersonId);
/// Persons who hold it, erased ones hold none.
int holders_of(Reader&, Role);

/// Errors: refused (this person is the last admin).
Result<void> must_leave_an_admin(Reader&, PersonId);

}  // namespace couloir::people
