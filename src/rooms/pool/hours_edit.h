// Commands on hours: weeks of engineers, confirmation by labs, closing of months, corrections, calendars. Page, API and
// command line all come through here.
#pragma once

#include "pool/front.h"
#include "pool/hours.h"
#include "pool/hours_store.h"
#include "store/db.h"

namespace couloir::pool {

/// Her own week, whole: what she says replaces what stood there for those dossiers. A confirmation of such a month is
/// gone. Errors: not_found (no engineer), invalid ("hours/12", "week"), refused (the month is closed).
Result<void> log_week(const Op&, const Foundations&, const LoggedWeek&);

/// What labs are to confirm: months of the dossiers that were promised to them in which hours were logged, whatever
/// became of the dossier since, and that are not closed. Five statements, whatever their number.
std::vector<MonthOfDossier> to_confirm(Reader&, const Actor&, Month until);
/// Exactly the hours shown. Errors: not_found (not a dossier of her labs, or no hours), conflict (other hours stand
/// there now), refused (the month is closed).
Result<void> confirm_month(const Op&, DossierId, Month, Hours shown);

/// What stands in the way of closing a month.
struct OpenEnds {
  std::vector<MonthOfDossier> unconfirmed;
  std::vector<EngineerId> without_hours;  ///< promised work in that month, and no week logged
  bool any() const { return !unconfirmed.empty() || !without_hours.empty(); }
};
OpenEnds open_ends(Reader&, Month);
/// `exception`: why it is closed although something is open. Errors: forbidden, invalid (exception), refused (not over
/// yet, or closed already).
Result<void> close_month(const Op&, const Foundations&, Month, const std::string& exception);
/// After closing; it counts at the home that the engineer had when the month was closed. Errors: forbidden, invalid
/// (engineer, dossier, hours, why), refused (the month is open, or has no figure of that home).
Result<void> correct_hours(const Op&, const Foundations&, const Correction&);

/// Granted, planned and used hours by month and home, months and homes in order. Of a closed month they are what they
/// were when it was closed, and what was corrected since.
std::vector<MonthFigure> figures(Reader&, const Foundations&, Month from, Month to);
/// The same for who has asked calls already.
std::vector<MonthFigure> figures(Reader&, const Foundations&, const std::vector<calls::PlannableDossier>&, Month from,
                                 Month to);

/// A new secret address for her calendar; the one before is gone. Errors: not_found.
Result<std::string> make_calendar(const Op&);
/// Where that calendar is.
std::string calendar_path(std::string_view secret);
/// The calendar behind that secret, as iCalendar. Errors: not_found.
Result<std::string> calendar_of(Reader&, const std::string& secret, std::string_view base_url);

}  // namespace couloir::pool
