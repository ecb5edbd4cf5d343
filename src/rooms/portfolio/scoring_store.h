// The only SQL on portfolio_scoring and portfolio_level: who gave which levels in which wave.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "portfolio/fit_score.h"
#include "store/db.h"

namespace couloir::portfolio {

/// Replaces the person's earlier scoring of this use case in this wave.
void save_scoring(Tx&, UseCaseId, const Weights&, const Scoring&);
/// All of one use case in one wave, earliest first. Two statements whatever the number of scorers.
std::vector<Scoring> scorings_of(Reader&, UseCaseId, const Weights&);

}  // namespace couloir::portfolio
