// The gap list of a checklist as CSV, the most pressing first.
#pragma once

#include <string>

#include "base/csv.h"
#include "compliance/skill_edit.h"

namespace couloir::compliance {

/// Codes stand beside names, so that a script need not read sentences. What nobody knows is an empty cell. `planned`
/// are the trainings of this checklist.
std::string gaps_csv(const region::Pack&, const SeenChecklist&, const std::vector<PlannedTraining>& planned, CsvForm);

}  // namespace couloir::compliance
