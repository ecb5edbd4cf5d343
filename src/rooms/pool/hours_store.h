// The only SQL on pool_hours, pool_confirmation, pool_closing, pool_correction and pool_calendar.
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
void insert_closing(Tx&, const Closing&);

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

/// Every dossier that she was ever promised to.
std::vector<DossierId> dossiers_promised_to(Reader&, EngineerId);

}  // namespace couloir::pool
