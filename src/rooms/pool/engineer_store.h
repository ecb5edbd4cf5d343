// The only SQL on pool_engineer, its _name and _skill, and on pool_away.
#pragma once

#include <map>

#include "pool/engineer.h"
#include "store/db.h"

namespace couloir::pool {

/// By id. Three statements, whatever their number; of absence the months from `from` on.
std::vector<Engineer> all_engineers(Reader&, Month from);
/// At most `limit` of those after that one, with all their months. Three statements.
std::vector<Engineer> engineers_after(Reader&, EngineerId after, int limit);
/// Three statements; all her months.
std::optional<Engineer> find_engineer(Reader&, EngineerId);
/// Of those who have one still.
std::map<EngineerId, std::string> names_of_engineers(Reader&);
/// Who logs in as her; empty: this person is no engineer of the pool.
std::optional<Engineer> engineer_of(Reader&, PersonId);

/// Gives it its id and version 1. Errors: conflict (the person is another engineer already).
Result<void> insert_engineer(Tx&, Engineer&, Instant now);
/// All but her months. Errors: conflict (another version is stored, or the person is another engineer already).
Result<void> save_engineer_row(Tx&, Engineer&, Instant now);
/// Replaces what is stored of these months; 0 percent: she is there. Raises the version. Errors: conflict.
Result<void> save_away(Tx&, Engineer&, const std::vector<AwayMonth>&, Instant now);

/// Name, person, reference, skills and months go, and she is out of the pool from that day on; the row stays for the
/// plans that it stands in.
void forget_engineer(Tx&, EngineerId, Date today, Instant now);

}  // namespace couloir::pool
