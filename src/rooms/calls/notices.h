// Mails of calls: receipts, corrections, signatures asked for, decisions, reminders, and the alarm when a file lies
// still. Each in the person's language, in the outbox, none on a page view; a reminder comes once, and all of one
// person's in one mail.
#pragma once

#include "calls/events.h"
#include "journal/jobs.h"

namespace couloir::calls {

struct Notices {
  std::string zone;
  std::string base_url;

  Result<void> of_signature_request(const SignatureAsked&, journal::JobContext&) const;
  Result<void> of_filing(const DossierSubmitted&, journal::JobContext&) const;
  Result<void> of_step(const DossierMoved&, journal::JobContext&) const;
  Result<void> of_decision(const DossierDecided&, journal::JobContext&) const;
  /// What is due at op.now: reminders of drafts an hour after they were left and before a cut-off, of corrections
  /// before their day and after it, of silence; drafts of calls long over expire, past invitations are deleted.
  Result<void> of_days(journal::JobContext&) const;
};
void mount_notices(journal::Jobs&, const Notices&);

/// She says whether she wants reminders; every other mail comes all the same. Errors: unauthenticated.
Result<void> choose_reminders(const Op&, bool wanted);

}  // namespace couloir::calls
