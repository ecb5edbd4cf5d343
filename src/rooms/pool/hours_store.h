// The only SQL on pool_hours, pool_confirmation, pool_closing with its figures and homes, pool_correction and
// pool_calendar.
#pragma once

#include "pool/hours.h"
#include "store/db.h"

namespace couloir::pool {

/// What she logged of weeks that belong to these months, both included; in order of time.
std::vector<LoggedWeek> weeks_logged(Reader&, EngineerId, Month from, Month to);
void put_week(Tx&, EngineerId, const LoggedWeek&, Instant now);

/// Of everybody: hours of a month by dossier and engineer, corrections included.
struct HoursLine {
  EngineerId engineer;
  DossierId dossier;
  Month month;
  Hours hours;
};
std::vector<HoursLine> hours_of_months(Reader&, Month from, Month to);

/// Of one dossier by month, corrections included.
std::map<Month, Hours> hours_of_dossier(Reader&, DossierId);

struct Confirmation {
  DossierId dossier;
  Month month;
  LabId lab;
  Hours hours;
};
std::vector<Confirmation> confirmations(Reader&, Month from, Month to);
void put_confirmation(Tx&, const Confirmation&, PersonId, Instant now);
void drop_confirmation(Tx&, DossierId, Month);

struct Closing {
  Month month;
  std::string exception;  ///< why it was closed although something was missing; empty: nothing was
  PersonId closed_by;
  Instant closed_at;
};
std::vector<Closing> closings(Reader&, Month from, Month to);
bool is_closed(Reader&, Month);
std::optional<Month> last_closed(Reader&);
void insert_closing(Tx&, const Closing&);

/// What stood there when a month was closed, corrected since.
struct ClosedFigure {
  Month month;
  std::string home;
  Hours planned, used;
};
std::vector<ClosedFigure> closed_figures(Reader&, Month from, Month to);
void insert_closed_figure(Tx&, const ClosedFigure&);
/// Whether that month has a figure of that home.
bool add_to_closed_figure(Tx&, Month, const std::string& home, Hours used);
/// The home of each engineer when a month was closed.
void put_closing_homes(Tx&, Month, const std::map<EngineerId, std::string>&);
std::optional<std::string> home_at_closing(Reader&, Month, EngineerId);  ///< empty: not known

struct Correction {
  EngineerId engineer;
  DossierId dossier;
  Month month;
  Hours hours;  ///< may be less than nothing
  std::string why;
  PersonId person;
  Instant at;
};
std::vector<Correction> corrections(Reader&, Month from, Month to);
void insert_correction(Tx&, const Correction&);

/// Whose calendar this digest opens; empty: nobody's.
EngineerId engineer_of_calendar(Reader&, const std::string& sha256);
void put_calendar(Tx&, EngineerId, const std::string& sha256, Instant now);
void drop_calendar(Tx&, EngineerId);

/// Where hours of hers can be logged in those months, both included: on what is promised to her, and on what a plan
/// that was published once gave her in one of them, also when another plan took it away.
std::vector<DossierId> dossiers_of_engineer(Reader&, EngineerId, Month from, Month to);

/// Months in which a published plan gave her work, whether it still stands or not.
std::vector<Month> months_of_work(Reader&, EngineerId, Month from, Month to);

/// Reasons of corrections on her hours, and of closings and corrections that the person made: for her export, and gone
/// with her.
struct HoursWords {
  std::vector<std::string> about, written;
};
HoursWords words_on_hours(Reader&, EngineerId, PersonId);  ///< engineer 0: she is none
void forget_words_on_hours(Tx&, EngineerId, PersonId);

}  // namespace couloir::pool
