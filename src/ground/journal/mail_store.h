// The only SQL on journal_mail. Inside the journal only.
#pragma once

#include <optional>

#include "journal/mail.h"

namespace couloir::journal {

MailId add_mail(Tx&, const Op&, const Mail&);
/// What this job has written to this person before.
std::optional<MailId> mail_of_job(Reader&, const Op&, const Mail&);

struct QueuedMail {
  MailState state = MailState::queued;
  Instant created_at;
  Mail mail;
};
std::optional<QueuedMail> find_queued(Reader&, MailId);

/// The end of its journey; a secret mail loses its words at once.
void end_mail(Tx&, MailId, MailState, Instant now);
/// Erases the words of the mails that ended before `before`.
void erase_old_mail(Tx&, Instant before, Instant now);

}  // namespace couloir::journal
