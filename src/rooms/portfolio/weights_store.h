// The weights of waves: the region pack's until the office sets others; frozen once their wave has begun to count.
#pragma once

#include <unordered_map>
#include <vector>

#include "portfolio/fit_score.h"
#include "region/pack.h"
#include "store/db.h"

namespace couloir::portfolio {

using WeightsId = Id<struct WeightsTag>;

struct WaveWeights {
  WeightsId id;  ///< 0: not stored
  Weights weights;
  bool from_pack = true;  ///< nobody has set others; stored ones are the pack's when the first score froze them
  PersonId set_by;        ///< 0: from the pack, or set on the command line
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

/// Codes of the waves that these stored weights are of, in one statement.
std::unordered_map<WeightsId, std::string> waves_of_weights(Reader&, const std::vector<WeightsId>&);

/// Code of the wave at that day; empty between waves.
std::string wave_code(const region::Pack&, Date);

}  // namespace couloir::portfolio
