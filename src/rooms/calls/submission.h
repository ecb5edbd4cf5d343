// Filing a dossier, amending and correcting it; its receipt; and every other step from state to state. Page, API and
// command line all come through here.
#pragma once

#include "calls/dossier_edit.h"

namespace couloir::calls {

/// What its applicant holds in hand: enough to prove later what was filed and when.
struct Receipt {
  DossierId dossier;
  std::string number;
  std::int64_t rank = 0, turn = 0;
  Instant received_at;
  std::string sha256;              ///< of the filed content
  std::int64_t journal_seq = 0;    ///< of the event that holds the hash
  std::optional<Instant> cut_off;  ///< of the batch; empty: none is announced yet
  std::optional<Date> answer_by;
};

struct Submission {
  CutOffId aims_at;        ///< the cut-off that the page showed; 0: it showed none
  std::string late_token;  ///< empty: none
};
/// Files a draft, amends what was filed, or answers a return: whatever its state allows. op.now is the official time.
/// Errors: not_found, forbidden (no owner), conflict, invalid (a token that is none), refused with every obstacle.
Result<Receipt> submit_dossier(const Op&, const Rules&, DossierId, std::int64_t version, const Submission&);
/// The receipt of the last turn, or of `turn`. Errors: not_found.
Result<Receipt> receipt_of(Reader&, const Rules&, const Dossier&, std::optional<std::int64_t> turn = {});

/// What `couloir dossier verify` finds.
struct Verification {
  std::string number;
  std::int64_t turn = 0;
  Instant received_at;
  std::string sha256;                 ///< computed now from what is stored
  bool content_matches = false;       ///< with the hash stored beside it
  bool journal_matches = false;       ///< with the hash that the journal holds
  std::optional<bool> given_matches;  ///< with the hash of the receipt in hand, when one was given
  std::vector<std::string> missing;   ///< names of annexes whose bytes are not there as they were filed
  bool whole() const { return content_matches && journal_matches && given_matches.value_or(true) && missing.empty(); }
};
/// Of each turn, with the bytes of its annexes. Errors: not_found.
Result<std::vector<Verification>> verify_dossier(Reader&, const Actor&, const files::ContentFolder&,
                                                 std::string_view number, std::string_view sha256);

// ── other steps ──

/// By an owner, with nothing to lose but its place. Errors: not_found, forbidden, conflict, refused.
Result<Dossier> withdraw_dossier(const Op&, DossierId, std::int64_t version);
/// An expired draft becomes a draft again. Errors: as withdraw.
Result<Dossier> resume_dossier(const Op&, DossierId, std::int64_t version);
/// The office asks for a correction; the rank stays. Errors: not_found, forbidden, conflict, invalid, refused.
Result<Dossier> send_back(const Op&, DossierId, std::int64_t version, const std::string& reason, Instant correct_by);
/// The office finds a batch complete: those that are not filed any more are left out and named.
struct TakenUp {
  std::vector<DossierId> taken;
  std::vector<DossierId> left;       ///< not filed any more, or taken up already
  std::vector<DossierId> amendable;  ///< their applicants were promised to amend them for some time yet
};
Result<TakenUp> take_up(const Op&, const std::vector<DossierId>&);
/// One line of the list that the office was shown.
struct ToTakeUp {
  DossierId dossier;
  std::int64_t version = 0;
  bool operator==(const ToTakeUp&) const = default;
};
/// All that waits in a batch, in the order of its rank, exactly as it was shown; all or none. Errors: forbidden,
/// invalid (an empty list), conflict (anything came, went or changed since), refused (they may still be amended).
Result<TakenUp> take_up_batch(const Op&, CallId, CutOffId, const std::vector<ToTakeUp>& shown);
/// Into the next cut-off after its own, or out of any when none is announced. Errors: as send_back.
Result<Dossier> carry_over(const Op&, DossierId, std::int64_t version);
/// Drafts that nobody changed since `before` and whose call is over: expired, never deleted. Returns how many.
Result<std::int64_t> expire_drafts(const Op&, Instant before);

}  // namespace couloir::calls
