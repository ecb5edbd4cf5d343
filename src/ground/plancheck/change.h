// A what-if (pool-delta/1) laid over an instance: the same pool/1 with values set, engineers come and gone, dossiers
// granted or ruled out, people pinned or banned, and months that stand as published. The result is an instance like any
// other: who solves and who checks it read the same file. docs/formats.md describes both.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace couloir::plancheck {

/// REQUIRES: read_instance takes `instance`. Applied in this order: set, add_engineers, remove_engineers, refuse,
/// grant, bans, pins, frozen_until. Errors: invalid, each place as a pointer into the change; what the changed instance
/// breaks, as a pointer into that.
Result<std::string> changed(std::string_view instance, std::string_view change);

}  // namespace couloir::plancheck
