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
  std::int64_t classified = 0;  ///< decided on the pack in use and signed no longer ago than kSignatureCounts
  std::int64_t mitigated = 0;   ///< of these, with somebody who sees to every duty
};
/// One per class that has any, the gravest first. Three statements; reads the outcomes only of files that could be
/// mitigated.
std::vector<ClassifiedCount> classified_scenarios(Reader&, const RulePack&, Instant now);

}  // namespace couloir::compliance
