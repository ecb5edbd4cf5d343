// Commands of reviewing: marks and comments, giving a review, remarks. For a reviewer who declared every party and is
// linked to none; for everybody else the dossier is not there.
#pragma once

#include "calls/review_store.h"
#include "files/file.h"

namespace couloir::calls {

/// What a reviewer opens.
struct SeenReview {
  Dossier dossier;
  Call call;
  Form form;
  FiledDossier filed;          ///< the last turn
  Review own;                  ///< version 0: nothing written yet
  std::optional<Phase> phase;  ///< that counts now; empty: the office planned none
  bool writable = false;
  std::vector<Review> others;  ///< given ones of reviewers without a link, as far as the phase shows them
  bool discusses = false;      ///< she has given hers: remarks are open to her
  std::vector<Remark> remarks;
};
/// Errors: not_found.
Result<SeenReview> seen_review(Reader&, const Actor&, DossierId, Instant now);

/// Stores as it is, complete or not; what was given stays given and must stay complete. Errors: not_found, invalid,
/// refused (no phase is open; a given review would have gaps), conflict.
Result<Review> save_review(const Op&, DossierId, std::int64_t version, const ReviewWords&);
/// Stores and gives it. Errors: as save_review.
Result<Review> give_review(const Op&, DossierId, std::int64_t version, const ReviewWords&);

/// Reviews of a dossier for the office, and for a committee member without a link.
struct SeenReviews {
  Dossier dossier;
  Call call;
  Form form;
  FiledDossier filed;
  std::vector<Assignment> assignments;  ///< of reviewers without a link
  std::vector<Review> reviews;          ///< given ones
  Tally tally;
  std::vector<Remark> remarks;
};
/// Errors: not_found.
Result<SeenReviews> seen_reviews(Reader&, const Actor&, DossierId);

/// A file of the last filing, by its hash, for whoever may see the review page or the reviews. Errors: not_found,
/// unavailable.
struct FiledAnnex {
  files::StoredFile file;
  std::string content;
};
Result<FiledAnnex> read_filed_annex(Db&, const Actor&, const files::ContentFolder&, DossierId, std::string_view sha256);

/// Among the office, the committee and reviewers who have given theirs; applicants never see it. Errors: not_found,
/// invalid.
Result<void> make_remark(const Op&, DossierId, const std::string& body);

/// What reviewers say to the applicants, without a name or an order that tells one; only of a decided dossier.
std::vector<std::string> comments_for_applicants(Reader&, const Dossier&);

}  // namespace couloir::calls
