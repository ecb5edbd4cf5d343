// The weights of waves: the region pack's until the office sets others; frozen once their wave has begun to count.
#pragma once

#include <vector>

#include "portfolio/fit_score.h"
#include "region/pack.h"
#include "store/db.h"

namespace couloir::portfolio {

using WeightsId = Id<struct WeightsTag>;

struct WaveWeights {
  WeightsId id;  ///< 0: not stored
  Weights weights;
  bool from_pack = true;  ///< nobody has set or frozen them yet
  PersonId set_by;
  Instant set_at;
  std::optional<Instant> frozen_at;  ///< they count since then and stay
  std::int64_t version = 0;          ///< 0: not stored
};

/// What the pack itself says. REQUIRES: a pack that weights_flaws() accepts.
Weights pack_weights(const region::Pack&, const std::string& wave);
/// Flaws of the pack's own weights: also when not exactly one criterion is asked per pillar.
std::vector<Problem> weights_flaws(const region::Pack&);

WaveWeights weights_of(Reader&, const region::Pack&, const std::string& wave);
void save_weights(Tx&, const WaveWeights&);

/// Code of the wave at that day; empty between waves.
std::string wave_code(const region::Pack&, Date);

}  // namespace couloir::portfolio
