// Where a fact of the region pack comes from. Nothing in a pack goes without its source, its date and how sure it is.
#pragma once

#include <string>

#include "base/instant.h"
#include "base/names.h"
#include "words/fact_status.h"
#include "words/words.h"

namespace couloir::region {

/// A date as precisely as the source gives it: a day, a month or only a year. A missing day is never made up.
struct PartialDate {
  enum class Precision { year, month, day };

  Date first;  ///< first day that it may mean: 2026-09 → 2026-09-01
  Precision precision = Precision::day;

  Date last() const;        ///< last day that it may mean: 2026-09 → 2026-09-30
  std::string iso() const;  ///< "2026-09-14", "2026-09" or "2026"
  bool operator==(const PartialDate&) const = default;
};

/// "2026-09-14", "2026-09" or "2026". Errors: invalid.
Result<PartialDate> parse_partial_date(std::string_view text);

/// Sources that are not an address. The first goes with `assumed` alone, the second with `unverified` or `assumed`.
inline constexpr std::string_view kOwnAssumption = "own assumption";
inline constexpr std::string_view kGeneralKnowledge = "general knowledge";

struct Fact {
  std::string source;  ///< https:// address, or one of the two above
  PartialDate date;    ///< of the source; of the day it was read when it bears none
  FactStatus status = FactStatus::assumed;
  Bilingual note;  ///< what the reader must know, e.g. which part is assumed; often empty

  bool operator==(const Fact&) const = default;
};

}  // namespace couloir::region
