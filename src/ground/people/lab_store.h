// The only SQL on people_lab; inside people alone.
#pragma once

#include "people/lab.h"

namespace couloir::people {

Error no_such_lab();

LabId insert_lab(Tx&, const LabSeed&);
/// `edited_at` as given: empty when the region pack speaks. Errors: conflict (another version is stored).
Result<void> save_lab(Tx&, Lab&);

}  // namespace couloir::people
