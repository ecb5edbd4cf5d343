// Who hears of a dossier by mail.
#pragma once

#include <unordered_map>
#include <vector>

#include "calls/dossier.h"
#include "store/db.h"

namespace couloir::calls {

/// Who writes in it by name and who filed it last, while they are of its organisation or its lab, or were invited. When
/// none is left, everybody of both: what the office and the committee say reaches somebody. Four statements, however
/// many dossiers.
std::unordered_map<DossierId, std::vector<PersonId>> hearers_of(Reader&, const std::vector<Dossier>&);

}  // namespace couloir::calls
