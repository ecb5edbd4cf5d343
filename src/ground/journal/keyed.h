// Requests that bear a key of their sender's: their id is the key's own, a full stop, and what was sent under it.
#pragma once

#include "journal/journal.h"

namespace couloir::journal {

/// The first event recorded under a request id that begins with `key` and a full stop.
std::optional<Entry> first_of_key(Reader&, std::string_view key);

}  // namespace couloir::journal
