// What compliance holds on a person: answers she changed, verdicts she gave, duties she sees to.
#pragma once

#include "people/personal_data.h"

namespace couloir::compliance {

people::PersonalDataSource personal_data();

}  // namespace couloir::compliance
