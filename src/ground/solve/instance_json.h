// pool/1 as text (docs/formats.md), read by code of its own: what the checker's reader has taken, and nothing else. So
// every complaint about a file is made in one place, and a misreading here still shows, for the checker holds the plan
// against its own reading.
#pragma once

#include <string_view>

#include "base/result.h"
#include "solve/instance.h"

namespace couloir::solve {

/// REQUIRES: plancheck::read_instance accepts the text; else Bug.
Instance read_instance(std::string_view text);

/// Whether each dossier is small enough to be looked at exactly: the checker reads efforts and teams that no search
/// could go through. Errors: invalid, each place as a JSON pointer.
Result<void> within_reach(const Instance& instance);

}  // namespace couloir::solve
