// Takes every word of one person out of our tables and the mails; inside people alone.
#pragma once

#include "people/person.h"

namespace couloir::people {

void forget_person(Tx&, const Op&, PersonId);

}  // namespace couloir::people
