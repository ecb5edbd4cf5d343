// What skills checklists hold on one person: trainings they see to, and levels they noted. Levels are of roles, never
// of persons.
#pragma once

#include "people/personal_data.h"

namespace couloir::compliance {

/// Export: both. Erasure: the trainings lose their owner and the note beside her, and wait for somebody else; what was
/// noted of a role stays, under a number that names nobody.
people::PersonalDataSource skills_of_person();

}  // namespace couloir::compliance
