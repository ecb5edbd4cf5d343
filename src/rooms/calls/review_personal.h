// What review and decision hold on a person, for her export and her erasure.
#pragma once

#include "people/personal_data.h"

namespace couloir::calls {

people::PersonalDataSource review_personal_data();

}  // namespace couloir::calls
