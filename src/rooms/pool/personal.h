// What the pool holds on one person who is an engineer of it.
#pragma once

#include "people/personal_data.h"

namespace couloir::pool {

/// Export: all of it. Erasure: name, skills, months and the tie to her account go; plans and hours stay under a number
/// that names nobody.
people::PersonalDataSource personal_data();

}  // namespace couloir::pool
