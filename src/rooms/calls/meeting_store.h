// Meetings of the committee and the decisions on their table. The only SQL on calls_meeting and calls_decision.
#pragma once

#include "calls/dossier.h"
#include "store/db.h"

namespace couloir::calls {

using MeetingId = Id<struct MeetingTag>;
using DecisionId = Id<struct DecisionTag>;

enum class Verdict { granted, declined };
/// closed: its minutes are final.
enum class MeetingState { planned, closed };

struct Meeting {
  MeetingId id;
  CallId call;
  CutOffId cut_off;
  Date held_on;
  std::string minutes;
  MeetingState state = MeetingState::planned;
  std::int64_t version = 0;
};

/// What is, or will be, decided of one dossier.
struct Decision {
  DecisionId id;
  DossierId dossier;
  MeetingId meeting;
  Verdict verdict = Verdict::declined;
  std::vector<std::string> reasons;      ///< codes of the form
  std::string words;                     ///< to the applicants; may be empty
  std::optional<EngineerMonths> months;  ///< of a grant
  std::string staffing_plan;             ///< the published plan that it rests on; empty: none
  PersonId prepared_by;
  Instant prepared_at;
  PersonId decided_by;
  std::optional<Instant> decided_at;
  std::int64_t version = 0;
};

std::optional<Meeting> find_meeting(Reader&, MeetingId);
std::vector<Meeting> meetings_of(Reader&, CallId);  ///< of all its batches, newest first
void insert_meeting(Tx&, Meeting&);
Result<void> save_meeting_row(Tx&, Meeting&);  ///< Errors: conflict

std::optional<Decision> decision_of(Reader&, DossierId);
std::vector<Decision> decisions_of(Reader&, MeetingId);  ///< by dossier
/// A dossier with a decision of a meeting, as the table shows it.
struct TableRow {
  DossierId dossier;
  std::int64_t version = 0;
  std::string number, title;
  DossierState state{};
  CallId call;
  CutOffId cut_off;
  int form = 1;
  EngineerMonths asked, least;
  Instant state_since;
  std::optional<Instant> correct_by;
  bool clear = false;  ///< is_clear() by these keys of `me`
};
/// By rank. One statement.
std::vector<TableRow> table_rows(Reader&, MeetingId, PersonId me, const std::vector<std::string>& own);
/// New when its version is 0. Errors: conflict (another version is stored, or it is decided).
Result<void> put_decision(Tx&, Decision&);
void delete_decision(Tx&, DecisionId);

}  // namespace couloir::calls

template <>
inline constexpr auto couloir::kNames<couloir::calls::Verdict> = std::array{"granted"sv, "declined"sv};
template <>
inline constexpr auto couloir::kNames<couloir::calls::MeetingState> = std::array{"planned"sv, "closed"sv};
