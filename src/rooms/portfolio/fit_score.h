// The fit score: how well a use case fits the cluster, 0–100, with its reasons. This header and fit_score.cc are the
// whole formula, kFormula its version; docs/formats.md and every score page quote it. Pure and deterministic.
//
//   For each scorer, each criterion c has a level 0–5 and each pillar p a fit 0–5; "not known" is allowed.
//   level(c) = mean of the scorers who know it, one voice each
//   score(p) = Σ_c weight(c) · level(c)/5  +  pillar_share · (weight(p) / heaviest pillar's weight) · fit(p)/5
//   score    = the best score(p)
//
// The weights of criteria and pillar_share add up to 100. What nobody knows counts 0 in `floor` and 5 in `ceiling`;
// lists rank by `floor`, so that silence never lifts a use case. Weights are those of the wave and are frozen with it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/actor.h"
#include "base/id.h"
#include "base/instant.h"
#include "base/names.h"
#include "base/result.h"
#include "portfolio/use_case.h"

namespace couloir::portfolio {

/// Version of the formula, stored with every score.
inline constexpr int kFormula = 1;
inline constexpr int kTopLevel = 5;

struct Weight {
  std::string code;  ///< of the criterion or pillar in the region pack
  int weight = 0;    ///< criteria: points of 100; pillars: any positive number, only their ratio counts
  bool operator==(const Weight&) const = default;
};

/// What one wave counts with.
struct Weights {
  std::string wave;  ///< code of the region pack's wave; empty: no wave is open, the pack's defaults
  int formula = kFormula;
  int pillar_share = 0;  ///< points of 100
  std::vector<Weight> criteria;
  std::vector<Weight> pillars;
  bool operator==(const Weights&) const = default;
};
/// Every flaw at once: sum ≠ 100, a negative weight, no pillar above 0, a code twice.
std::vector<Problem> flaws_of(const Weights&);

/// In which quality someone scores; the owner's is the one that maps a use case.
enum class ScorerSide { owner, lab, office };

}  // namespace couloir::portfolio
template <>
inline constexpr auto couloir::kNames<couloir::portfolio::ScorerSide> = std::array{"owner"sv, "lab"sv, "office"sv};
namespace couloir::portfolio {

/// A level 0–5 for a criterion or pillar of the pack; empty: not known.
struct Level {
  std::string code;
  std::optional<int> level;
  bool operator==(const Level&) const = default;
};

/// One person's view of one use case in one wave.
struct Scoring {
  PersonId scorer;
  ScorerSide side = ScorerSide::owner;
  Instant at;
  std::vector<Level> criteria;
  std::vector<Level> pillars;
  std::string comment;
};

/// How one criterion or pillar stands over all scorers.
struct Part {
  std::string code;
  int weight = 0;               ///< points it can bring at most
  std::optional<double> level;  ///< mean of those who know; empty: nobody does
  int lowest = 0, highest = 0;  ///< of those who know
  int voices = 0;
  double points = 0;  ///< what it brings to the floor
  int spread() const { return voices > 1 ? highest - lowest : 0; }
};

struct PillarScore {
  std::string code;
  double floor = 0;    ///< 0–100, unknown counted 0
  double ceiling = 0;  ///< 0–100, unknown counted 5
};

struct FitScore {
  int formula = kFormula;
  std::string wave;
  std::vector<Part> criteria;  ///< in the order of the weights
  std::vector<Part> pillars;
  std::vector<PillarScore> ranking;  ///< best floor first; equal ones in the order of the weights
  int scorers = 0;
  int unknown = 0;                             ///< criteria and pillars nobody has a level for
  double lowest_total = 0, highest_total = 0;  ///< each scorer's own total, the extremes: the spread

  double floor() const { return ranking.empty() ? 0 : ranking.front().floor; }
  double ceiling() const;
  std::string best_pillar() const { return ranking.empty() ? "" : ranking.front().code; }
};

/// REQUIRES: flaws_of(weights) is empty. Levels for codes that the weights do not know are ignored.
FitScore fit_score(const Weights&, const std::vector<Scoring>&);
/// Every criterion and at least one pillar has a level: the owner has said all she can say.
bool is_complete(const Weights&, const Scoring&);

/// Criterion or pillar codes whose scorers are ≥3 levels apart: worth a talk before a decision.
std::vector<std::string> disputed(const FitScore&);

}  // namespace couloir::portfolio
