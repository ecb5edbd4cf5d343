// The only SQL on portfolio_import and portfolio_import_problem.
#pragma once

#include "portfolio/import.h"

namespace couloir::portfolio {

void insert_import(Tx&, Import&, std::string_view content);
/// State, counts, place and end.
void save_import(Tx&, const Import&);
void forget_content(Tx&, ImportId);
/// Cancels previews that nobody started, with their content; of one organisation, or of all (0).
void cancel_previews_of(Tx&, PersonId, Instant now, OrganisationId = {});
/// Everybody's older than `before`; also what was taken in at once and cut off, which no job will finish.
void cancel_abandoned(Tx&, Instant before, Instant now);
std::string content_of(Reader&, ImportId);

}  // namespace couloir::portfolio
