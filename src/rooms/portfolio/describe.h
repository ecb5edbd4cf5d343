// Field names and limits of portfolio's inputs: the same for forms, JSON, CSV columns, options and OpenAPI.
#pragma once

#include "portfolio/fit_score.h"
#include "portfolio/use_case.h"
#include "web/describe.h"

namespace couloir::portfolio {

/// Said of a text that is not is_plain_text().
Sentence invisible();

void describe(Describer&, UseCaseText&);
/// Its fields alone, for types that hold them beside others.
void describe_texts(Describer&, UseCaseText&);
void describe(Describer&, Level&);

/// Levels by code, as a form or a CSV row gives them: "irritant" = "4"; empty or absent: not known.
std::vector<Problem> read_levels(const http::Fields&, const Weights&, Scoring& into);

}  // namespace couloir::portfolio
