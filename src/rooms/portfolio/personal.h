// What portfolio holds on one person: the words they wrote while scoring and asking. Use cases are their
// organisation's.
#pragma once

#include "people/personal_data.h"

namespace couloir::portfolio {

/// Export: scorings with levels and comment, requests asked and answered, files brought in. Erasure: the comments go
/// and abandoned files with them; levels and letters between organisation and lab stay, under a number that names
/// nobody.
people::PersonalDataSource personal_data();

}  // namespace couloir::portfolio
