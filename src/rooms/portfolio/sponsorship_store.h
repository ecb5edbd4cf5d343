// The only SQL on portfolio_sponsorship.
#pragma once

#include <optional>
#include <vector>

#include "portfolio/sponsorship.h"
#include "store/db.h"

namespace couloir::portfolio {

std::optional<Sponsorship> find_sponsorship(Reader&, SponsorshipId);
std::vector<Sponsorship> sponsorships_of(Reader&, UseCaseId);  ///< newest first
/// Labs with a request that was not withdrawn.
std::vector<LabId> asked_labs(Reader&, UseCaseId);
/// Requests to these labs in that state, oldest first: what waits for an answer.
std::vector<Sponsorship> sponsorships_to(Reader&, const std::vector<LabId>&, SponsorshipState, int limit = 100);
/// How often this person has asked since then, withdrawn requests included.
std::int64_t asked_since(Reader&, PersonId, Instant since);
void insert_sponsorship(Tx&, Sponsorship&);
/// Errors: conflict.
Result<void> save_sponsorship(Tx&, Sponsorship&);

}  // namespace couloir::portfolio
