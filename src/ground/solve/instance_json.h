// pool/1 as text (docs/formats.md). Reads strictly: what it does not know, it refuses by name. Every number is bounded,
// so that no sum of a plan can overflow 64 bits.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "solve/instance.h"

namespace couloir::solve {

/// Errors: invalid, each place as a JSON pointer ("/dossiers/3/roles/0/skill"), at most twenty.
Result<Instance> read_instance(std::string_view text);

}  // namespace couloir::solve
