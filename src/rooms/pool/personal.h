// What the pool holds on one person: as an engineer of it, and what she wrote of hours.
#pragma once

#include "people/personal_data.h"

namespace couloir::pool {

/// Export: all of it. Erasure: name, reference, skills, months, the tie to her account, and reasons of closings and
/// corrections that she wrote or that are about her hours go; plans and hours stay under a number that names nobody.
/// Days are those of the zone.
people::PersonalDataSource personal_data(std::string zone);

}  // namespace couloir::pool
