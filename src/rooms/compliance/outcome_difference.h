// What differs between two stored outcomes of a file, so that Legal reads the differences only.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "compliance/scenario_file.h"

namespace couloir::compliance {

/// The same rule or duty, with another article than before.
struct ArticleText {
  std::string of, article;
};
/// "filtered", "sectoral", "legacy".
struct FlagText {
  std::string flag;
};
struct FineText {
  std::int64_t euros = 0;
};
/// One thing that an outcome says.
struct OutcomeLine {
  std::string code;  ///< in the words of the JSON, and what is compared: "A3-4a high hit 2027-12-02"
  std::variant<ResultText, ObligationText, ArticleText, MissingText, FlagText, GpaiText, FineText> what;
};
/// What the one says and the other does not, by code. Lines of what has gone and of what has come.
struct OutcomeDifference {
  bool classes = false;  ///< status, floor, ceiling or a role's classes
  RiskClass floor_before = RiskClass::minimal, ceiling_before = RiskClass::minimal;
  std::vector<OutcomeLine> gone, come;
  bool any() const { return classes || !gone.empty() || !come.empty(); }
};
OutcomeDifference difference_of(const std::string& before, const std::string& after);
/// "A3-4a Recruitment and selection · High risk · from 2 Dec 2027". What the pack no longer knows keeps its id.
std::string words_of(const RulePack&, const OutcomeLine&);

}  // namespace couloir::compliance
