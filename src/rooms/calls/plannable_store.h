// The SQL behind what the pool may plan with.
#pragma once

#include "calls/front.h"
#include "calls/review.h"
#include "store/db.h"

namespace couloir::calls {

/// Holds for rows `d` of calls_dossier that the pool may plan with, once their reviews are looked at.
inline constexpr std::string_view kPlannable = "d.state IN ('under_review', 'granted')";

struct Planned {
  PlannableDossier dossier;
  DossierState state{};
  bool decided = false;
  Tally tally;
};

/// By call and rank, with `clear` for who asks by these keys of hers. One statement.
std::vector<Planned> plannable_rows(Reader&, const Actor&, const std::vector<std::string>& own);
/// What each of them asks for. One statement.
std::unordered_map<DossierId, std::vector<WantedWork>> work_of_plannable(Reader&);

}  // namespace couloir::calls
