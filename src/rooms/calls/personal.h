// What calls holds on a person: dossiers she takes part in, texts she wrote last, signatures she gave, reminders she
// muted.
#pragma once

#include "people/personal_data.h"

namespace couloir::calls {

people::PersonalDataSource personal_data();

}  // namespace couloir::calls
