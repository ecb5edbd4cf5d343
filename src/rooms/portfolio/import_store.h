// The only SQL on portfolio_import and portfolio_import_problem.
#pragma once

#include "portfolio/import.h"

namespace couloir::portfolio {

void insert_import(Tx&, Import&, std::string_view content);
/// State, counts, place and end.
void save_import(Tx&, const Import&);
void forget_content(Tx&, ImportId);
/// Cancels previews that nobody started, with their content: those of one person, or everybody's older than `before`.
void cancel_previews_of(Tx&, PersonId, Instant now);
void cancel_previews_before(Tx&, Instant before, Instant now);
std::string content_of(Reader&, ImportId);

}  // namespace couloir::portfolio
