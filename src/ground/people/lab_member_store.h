// The only SQL on people_lab_member; inside people alone.
#pragma once

#include "people/lab.h"

namespace couloir::people {

/// Asks in the caller's transaction; asking again changes nothing. Errors: not_found (no such lab, or not active).
Result<void> ask_for_lab(Tx&, const Op&, LabId);

struct OfLab {
  LabId lab;
  Standing standing;
};
std::vector<OfLab> labs_of(Reader&, PersonId);
std::optional<Standing> find_lab_member(Reader&, LabId, PersonId);
/// False: it was asked or granted before.
bool insert_asked_lab_member(Tx&, LabId, PersonId, Instant now);
void upsert_granted_lab_member(Tx&, LabId, PersonId, Instant now);
bool delete_lab_member(Tx&, LabId, PersonId);
void delete_lab_members_of(Tx&, PersonId);

}  // namespace couloir::people
