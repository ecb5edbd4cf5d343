// What the committee decided of a dossier, as its letter needs it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "calls/dossier.h"
#include "store/db.h"

namespace couloir::calls {

struct DecisionRow {
  DossierState verdict = DossierState::declined;
  std::vector<std::string> reasons;  ///< codes of the form
  std::string words;
  std::optional<EngineerMonths> months;  ///< of one that is granted
  std::optional<Instant> decided_at;     ///< empty: prepared, not taken
  Date held_on;                          ///< of the meeting
};
std::optional<DecisionRow> decision_row(Reader&, DossierId);

}  // namespace couloir::calls
