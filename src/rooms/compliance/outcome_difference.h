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
/// The same rule, now on firmer or softer ground.
struct GroundText {
  std::string of;
  Confidence confidence = Confidence::M;
  bool legal_review = true;
};
/// "filtered", "sectoral", "legacy".
struct FlagText {
  std::string flag;
};
struct FineText {
  std::int64_t euros = 0;
};
struct StatusText {
  Decision status = Decision::needs_info;
};
struct SpanText {
  RiskClass floor = RiskClass::minimal, ceiling = RiskClass::minimal;
};
/// One thing that an outcome says.
struct OutcomeLine {
  std::string code;  ///< in the words of the JSON, and what is compared: "A3-4a high hit 2027-12-02"
  std::variant<ResultText, ObligationText, ArticleText, GroundText, MissingText, FlagText, GpaiText, FineText,
               StatusText, SpanText, RoleText>
      what;
};
/// What the one says and the other does not, by code. Lines of what has gone and of what has come.
struct OutcomeDifference {
  std::vector<OutcomeLine> gone, come;
  bool any() const { return !gone.empty() || !come.empty(); }
};
OutcomeDifference difference_of(const std::string& before, const std::string& after);
/// For who may not see figures of the organisation, such as a sponsoring lab: without the fine, which tells its
/// turnover.
OutcomeDifference without_figures(OutcomeDifference);
/// "A3-4a Recruitment and selection · High risk · from 2 Dec 2027". What the pack no longer knows keeps its id.
std::string words_of(const RulePack&, const OutcomeLine&);

}  // namespace couloir::compliance
