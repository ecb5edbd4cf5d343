// Answers as text, and plans read again to start from: pool-plan/1 (docs/formats.md).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "solve/solve.h"

namespace couloir::solve {

/// A reason as the file carries it: rule, a sentence in both languages, evidence as JSON.
struct ReasonText {
  std::string rule, text_fr, text_en, evidence;
};
using RefusalTexts = std::vector<std::vector<ReasonText>>;  ///< by dossier; may be empty altogether

std::string plan_text(const Field& field, const Answer& answer, const RefusalTexts& refused);

/// The staffing alone; whether it keeps the rules is for Roster::admits. REQUIRES: plancheck::read_plan accepts the
/// text; else Bug.
Plan read_staffing(std::string_view text, const Field& field);

}  // namespace couloir::solve
