// What leaves the house about calls and dossiers, as documents: the dossier, the blank note of a call, the receipt, the
// decision letter and the minutes of a meeting. Each says only what the one who asks may see.
#pragma once

#include <string>

#include "calls/meeting_store.h"
#include "calls/submission.h"
#include "documents/document.h"
#include "documents/writing.h"

namespace couloir::calls {

/// Kinds of documents::Press; the subject of blank is a call, of minutes a meeting, of the others a dossier.
inline constexpr std::string_view kDossierPaper = "calls.dossier", kBlankPaper = "calls.blank",
                                  kReceiptPaper = "calls.receipt", kLetterPaper = "calls.letter",
                                  kMinutesPaper = "calls.minutes";

/// While nothing is filed, and to its applicants while it is to be corrected: its paper shows the text as it stands.
bool paper_is_the_text(const Dossier&);
/// What was filed last; what stands now while nothing was, and to its applicants while it is to be corrected.
/// Errors: not_found.
Result<documents::Writing> dossier_writing(Reader&, const Actor&, const Rules&, DossierId, Instant now);
/// The call's current form, to write away from the screen. Errors: not_found.
Result<documents::Writing> blank_writing(Reader&, const Actor&, const Rules&, CallId);
/// Of the last turn. Errors: not_found (also: it was never filed).
Result<documents::Writing> receipt_writing(Reader&, const Actor&, const Rules&, DossierId);
/// Errors: not_found (also: nothing is decided yet).
Result<documents::Writing> letter_writing(Reader&, const Actor&, const Rules&, DossierId);

/// What this member of the committee, or the office, may see of a meeting, and in one word for whom that is: a link
/// that is declared later takes a dossier out of it, and what was made before is not handed out any more.
struct Minutes {
  documents::Writing writing;
  std::string audience;
};
/// Errors: not_found.
Result<Minutes> minutes_of(Reader&, const Actor&, const Rules&, MeetingId);

/// The five kinds. The rules' packs outlive the press.
void add_papers(documents::Press&, const Rules&);
/// Without folder and ending: "pool-phase-2-0014", "brouillon-14".
std::string paper_name(const Dossier&, std::string_view what = {});

}  // namespace couloir::calls
