// The only SQL on calls_review_phase, calls_assignment, calls_review, calls_mark and calls_remark. What a reviewer
// reads starts from clear_assignments().
#pragma once

#include <unordered_map>

#include "calls/link.h"
#include "calls/review.h"
#include "store/db.h"

namespace couloir::calls {

// ── phases ──
/// By opening; empty `call`: of all calls. One statement.
std::vector<Phase> phases_of(Reader&, CallId);
std::optional<Phase> find_phase(Reader&, PhaseId);
void insert_phase(Tx&, Phase&);
/// Errors: conflict.
Result<void> save_phase_row(Tx&, Phase&);
void delete_phase(Tx&, PhaseId);

// ── assignments ──
/// Of a batch, by dossier and then by who came first; for the office and the committee. One statement.
std::vector<Assignment> assignments_of_batch(Reader&, CallId, CutOffId);
std::vector<Assignment> assignments_of_dossier(Reader&, DossierId);
/// To the dossiers `d` for which `condition` holds. One statement.
std::vector<Assignment> assignments_to_those(Reader&, const std::string& condition);
/// False: she has it already.
bool insert_assignment(Tx&, DossierId, PersonId reviewer, PersonId by, Instant now);
/// Given reviews of a dossier become drafts again: their words and marks stay, their reviewers read and give anew.
void reopen_reviews(Tx&, DossierId, Instant now);
/// With what was written. False: there is none.
bool delete_assignment(Tx&, DossierId, PersonId reviewer);

/// An assignment that its reviewer may see, with what a list shows of it.
struct ClearAssignment {
  AssignmentId id;
  DossierId dossier;
  CallId call;
  CutOffId cut_off;
  std::string number;
  FiledLine line;
  DossierState dossier_state = DossierState::under_review;
  std::optional<ReviewState> state;  ///< empty: nothing was written
  std::optional<std::int64_t> score;
};
/// Those of the actor that are before the reviewers or decided, every party declared and none linked; by call and rank.
/// The one door from a reviewer to a dossier. Two statements.
std::vector<ClearAssignment> clear_assignments(Reader&, PersonId);
/// The same for one dossier; empty: not hers to see, for whatever reason.
std::optional<ClearAssignment> clear_assignment(Reader&, PersonId, DossierId);

// ── reviews ──
struct Review {
  ReviewId id;
  AssignmentId assignment;
  PersonId reviewer;
  ReviewState state = ReviewState::draft;
  ReviewWords words;
  std::optional<std::int64_t> score;
  Instant updated_at;
  std::optional<Instant> given_at;
  std::int64_t version = 0;  ///< 0: nothing was written yet
};
/// With their marks. Two statements.
std::vector<Review> reviews_of(Reader&, DossierId);
/// Errors: conflict (another version is stored).
Result<void> put_review(Tx&, Review&);

// ── remarks ──
struct Remark {
  PersonId person;  ///< 0: erased
  Instant at;
  std::string body;
};
std::vector<Remark> remarks_of(Reader&, DossierId);  ///< oldest first
void insert_remark(Tx&, DossierId, const Remark&);

/// What she wrote, for her export.
struct OwnReview {
  DossierId dossier;
  ReviewState state = ReviewState::draft;
  std::vector<std::string> marks;  ///< "need 4"
  std::string to_applicant, internal;
  Instant updated_at;
};
std::vector<OwnReview> reviews_by(Reader&, PersonId);
struct OwnRemark {
  DossierId dossier;
  Instant at;
  std::string body;
};
std::vector<OwnRemark> remarks_by(Reader&, PersonId);

/// The words of somebody whose account is erased, but for what applicants were told with a decision.
void forget_reviews_of(Tx&, PersonId);

}  // namespace couloir::calls
