// The day of the co-design workshop that a dossier starts with: its rule, and the commands. Page, API and command line
// all come through here; calendars read it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pool/front.h"
#include "pool/month.h"
#include "pool/plan.h"
#include "store/db.h"

namespace couloir::pool {

struct Workshop {
  DossierId dossier;
  std::optional<Date> day;  ///< empty: none was set, or it was taken away
  PersonId set_by;
  Instant set_at;
  std::int64_t version = 0;  ///< 0: none was ever set
};

/// What speaks against that day: not in the month in which the dossier starts, or not worked at one of its engineers'
/// sites. Also of a day that was good when it was set: a later plan may start the dossier in another month.
std::optional<Sentence> problem_of_day(Date day, Month start, const std::vector<std::string>& work_sites,
                                       const region::Pack&);

/// A dossier that starts by the published plan, and its workshop.
struct WorkshopToHold {
  calls::DossierHead dossier;
  Month start;                         ///< its first promised month
  std::vector<std::string> engineers;  ///< by name; all that work on it
  Workshop workshop;
  std::optional<Sentence> warning;  ///< what speaks against the day that is set, by now
  bool may_set = false;             ///< the actor may: the office, and the committee unless it is linked to the dossier
};
/// Those that start in `from` or later or have a day in it or later, and that the actor may see; by month and number.
std::vector<WorkshopToHold> workshops_to_hold(Reader&, const Actor&, const Foundations&, Month from);
/// Of one dossier that may be seen; empty: nothing is promised to it.
std::optional<WorkshopToHold> workshop_of(Reader&, const Actor&, const Foundations&, const calls::DossierHead&);

/// Sets the day, or takes it away. `version`: of the one that was shown. Errors: forbidden, not_found (not hers to
/// see), invalid (day), refused (nothing is promised to it, or there is no day to take away), conflict.
Result<void> set_workshop(const Op&, const Foundations&, DossierId, std::int64_t version, std::optional<Date> day);

// ── the only SQL on pool_workshop ──
Workshop find_workshop(Reader&, DossierId);
/// Those with a day, in order of days. One statement.
std::vector<Workshop> all_workshops(Reader&);

}  // namespace couloir::pool
