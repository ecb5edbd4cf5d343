// Commands on scores: give one's levels, look at the whole score, set the weights of a wave to come.
#pragma once

#include "portfolio/fit_score.h"
#include "portfolio/use_case.h"
#include "portfolio/weights_store.h"

namespace couloir::portfolio {

/// In which quality the actor would score; empty: not at all. The owner first, then a lab that was asked, then the
/// office.
std::optional<ScorerSide> side_of(const Actor&, const UseCase&, const std::vector<LabId>& asked_labs);

/// The actor's levels in today's wave, in place of earlier ones; the stored score follows at once.
/// `given` needs criteria, pillars and comment only. The first scoring of a wave freezes its weights.
/// Errors: not_found, forbidden (may see but not score), invalid (a code or level that is not of the pack).
Result<FitScore> score_use_case(const Op&, const region::Pack&, UseCaseId, Scoring given);

/// The score in the wave it was last given in, with everything that explains it.
struct ScoreSheet {
  FitScore score;
  WaveWeights weights;
  std::vector<Scoring> scorings;
};
/// Errors: not_found.
Result<ScoreSheet> score_sheet(Reader&, const Actor&, const region::Pack&, UseCaseId);

/// For a wave that has not begun. Errors: forbidden (the office alone), not_found, invalid (every flaw), conflict,
/// refused (the wave counts already).
Result<WaveWeights> set_weights(const Op&, const region::Pack&, std::int64_t version, const Weights&);

/// Inside another command's transaction, by an owner whose right was checked: the import gives levels too.
FitScore put_scoring(Tx&, const Op&, const region::Pack&, UseCaseId, Scoring given);

}  // namespace couloir::portfolio
