// Whether what a plan says can still be promised: dossiers and engineers change between the day on which a plan is
// drafted and the one on which it is published. Pure: no SQL, no HTTP, no clock.
#pragma once

#include <vector>

#include "pool/names.h"
#include "pool/plan.h"

namespace couloir::pool {

/// The pool as it is now.
struct PoolNow {
  const std::vector<Engineer>& engineers;
  const std::vector<Demand>& demands;
  const std::vector<Assignment>& promised;  ///< in force, of the plan's months at least
  Month next;                               ///< the first month that has not begun
  const region::Pack& region;
  const Names& names;  ///< those that who asks may have
};

/// Dossiers that hold promised months from `from` on and are no demand any more, by number.
std::vector<DossierId> promised_in_vain(const std::vector<calls::PlannableDossier>&,
                                        const std::vector<Assignment>& promised, Month from);

/// What keeps the plan's rows from being promised, by "dossiers/34" or "engineers/12" ("dossiers" for one that is not
/// shown to who asks): a dossier that is no demand any more; one that holds promised months which the plan does not
/// know, if it is none only months that have not begun, for the others were worked; an engineer who gives less than the
/// plan takes of her, works on less at once, or has no longer the level.
std::vector<Problem> changed_since_drafted(const StaffingPlan&, const std::vector<Assignment>& rows, const PoolNow&);

}  // namespace couloir::pool
