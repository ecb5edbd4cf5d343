// The indicator “AI-Act scenarios classified, and with mitigations” [ARTICLE §5, KPI], computed from the register.
#pragma once

#include <vector>

#include "compliance/rule_pack.h"
#include "store/db.h"

namespace couloir::compliance {

/// A signature counts this long: afterwards Legal is asked for another look [facts ai-act.md §6, KPI proposal].
inline constexpr std::chrono::days kSignatureCounts{31};
/// From then on Legal is shown the file among those to read again, so that the indicator does not fall unnoticed.
inline constexpr std::chrono::days kSignatureAges{24};

struct ClassifiedCount {
  RiskClass risk = RiskClass::minimal;
  /// Decided on the pack in use, signed no longer ago than kSignatureCounts, and somebody sees to every duty.
  std::int64_t classified = 0;
  std::int64_t unplanned = 0;  ///< the same, but some duty has nobody: these do not count yet
};
/// One per class that has any, the gravest first. Three statements; reads the outcomes only of files that could be
/// mitigated.
std::vector<ClassifiedCount> classified_scenarios(Reader&, const RulePack&, Instant now);

/// The region's files whose sure class is this one, in sums; none where so few organisations have such files that a sum
/// would tell of one of them (kFewestOrganisations).
struct RegionClass {
  struct Sums {
    std::int64_t files = 0, missing = 0, signed_ = 0, classified = 0, unplanned = 0;
  };
  RiskClass risk = RiskClass::minimal;
  std::optional<Sums> sums;
};
/// Of every class that has files, the gravest first.
std::vector<RegionClass> region_by_class(Reader&, const RulePack&, Instant now);

}  // namespace couloir::compliance
