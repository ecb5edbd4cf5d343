// Commands on engineers. Page, API and command line all come through here.
#pragma once

#include "pool/engineer.h"
#include "store/db.h"

namespace couloir::pool {

/// A new one when `given.id` is 0; else `given.version` is what the person has seen. Her months stay as they are.
/// Errors: forbidden, not_found, invalid (by field), conflict.
Result<Engineer> save_engineer(const Op&, const region::Pack&, Engineer given);
/// Notes months in which she cannot be planned; those not named stay, 0 percent takes one back. By the office, the
/// committee or herself. Errors: not_found, invalid ("away/2026-10"), conflict.
Result<Engineer> note_away(const Op&, EngineerId, std::int64_t version, const std::vector<AwayMonth>&);

/// Errors: not_found, also of one whom the actor may not see.
Result<Engineer> seen_engineer(Reader&, const Actor&, EngineerId);
/// The engineer that the actor is. Errors: not_found.
Result<Engineer> own_engineer(Reader&, const Actor&);

/// Persons who may log in as an engineer: those with that role, by name.
struct Loginable {
  PersonId person;
  std::string name;
};
std::vector<Loginable> persons_to_choose(Reader&);

}  // namespace couloir::pool
