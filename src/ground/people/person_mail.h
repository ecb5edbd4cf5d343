// A mail to one person: written in her language, queued with the write that causes it.
#pragma once

#include <functional>

#include "journal/mail.h"
#include "people/person.h"
#include "store/db.h"

namespace couloir::people {

/// Fills subject and text; the person's language is spoken meanwhile.
using WriteMail = std::function<void(journal::Mail&, const Person&)>;
/// Nothing to erased persons and to those who have not confirmed their address: the mail with their link comes first.
/// Errors: invalid (a subject that cannot be sent).
Result<void> mail_to(Tx&, const Op&, PersonId, const WriteMail&);

}  // namespace couloir::people
