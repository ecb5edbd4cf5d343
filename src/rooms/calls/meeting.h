// The committee: a meeting with its minutes, decisions that the office prepares and the committee takes. Who prepared
// does not decide; who is linked takes no part; what changed in between stops the whole list.
#pragma once

#include "calls/batch.h"
#include "calls/dossier_edit.h"

namespace couloir::calls {

inline constexpr std::size_t kLongestMinutes = 50'000, kLongestWords = 5'000, kLongestPlan = 200;

/// A new one when `id` is 0; a closed one stays as it is. Errors: forbidden, not_found, invalid, conflict, refused.
Result<Meeting> save_meeting(const Op&, const Meeting&);
/// Its minutes are final. Errors: forbidden, not_found, conflict, refused (prepared decisions are not taken yet).
Result<Meeting> close_meeting(const Op&, MeetingId, std::int64_t version);

/// What the office proposes for one dossier.
struct Proposal {
  DossierId dossier;
  std::int64_t version = 0;  ///< of the decision that was read; 0: none was there
  Verdict verdict = Verdict::declined;
  std::vector<std::string> reasons;
  std::string words;
  /// Of a grant; empty: what the published plan gives, else all that is asked. Needed where that plan gives none.
  std::optional<EngineerMonths> months;
  std::string staffing_plan;  ///< empty: the published one, if it looked at the dossier
};
/// All or none. Problems at "decisions/0/months"… Errors: forbidden, not_found, invalid, refused (not before the
/// committee, or of another batch, or the company would be above the ceiling of its aid), conflict.
Result<std::vector<Decision>> prepare_decisions(const Op&, const Rules&, MeetingId, const std::vector<Proposal>&);
/// Takes one off the table. Errors: forbidden, not_found, refused (it is taken).
Result<void> drop_decision(const Op&, DossierId);

/// One line of what is on the table.
struct TableLine {
  Decision decision;
  std::string number, title;
  DossierState state = DossierState::under_review;
  Instant state_since;
  std::optional<Instant> correct_by;
  std::int64_t dossier_version = 0;
  EngineerMonths asked, least;
  int form = 1;
  Tally tally;  ///< of its reviewers without a link
  std::vector<Bilingual> reasons;
  /// Before the committee, in this batch, prepared and not taken.
  bool on_table = false;
  bool clear = false;  ///< for who asks: declared, without a link
};
struct SeenMeeting {
  Meeting meeting;
  Batch batch;
  std::vector<TableLine> lines;    ///< a committee member sees those she is clear of
  std::vector<LinkFound> abstain;  ///< committee members who take no part in a line; with `abstain_names`
  std::vector<std::string> abstain_names;
  /// Dossiers on its table that a committee member may not see. Its minutes tell of them, so she gets none.
  std::vector<DossierId> withheld;
};
/// Errors: not_found.
Result<SeenMeeting> seen_meeting(Reader&, const Actor&, MeetingId);
/// What this actor would decide now: on the table, prepared by somebody else.
std::vector<TableLine> decidable(const SeenMeeting&, const Actor&);

/// Exactly what was shown to who decides.
struct DecisionShown {
  DossierId dossier;
  std::int64_t dossier_version = 0, version = 0;
  bool operator==(const DecisionShown&) const = default;
};
/// All or none, from the day of the meeting on. Errors: forbidden, not_found, invalid (an empty list), refused (before
/// that day; a link, a party not declared, prepared by who decides, or a company that would be above the ceiling of its
/// aid: each dossier is named), conflict (anything changed since it was shown).
Result<std::vector<Decision>> decide(const Op&, const Rules&, MeetingId, const std::vector<DecisionShown>&);

/// A decision as its applicants read it.
struct SeenDecision {
  Dossier dossier;
  Decision decision;
  Form form;
  std::vector<std::string> comments;
};
/// For applicants, the office, and committee and reviewers without a link; only once it is taken. Errors: not_found.
Result<SeenDecision> seen_decision(Reader&, const Actor&, DossierId);

}  // namespace couloir::calls
