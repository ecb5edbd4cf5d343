// What reviewers are written: that something waits, never what. Each mail is decided when it is sent, by what she may
// see then.
#pragma once

#include "calls/call.h"
#include "journal/jobs.h"
#include "store/db.h"

namespace couloir::calls {

/// At most one mail a day for a call, however many dossiers are assigned.
void tell_reviewer(Tx&, const Op&, CallId, PersonId);
/// Jobs that write them, and the daily look at phases that end soon.
void mount_review_notices(journal::Jobs&, std::string base_url, std::string zone);

}  // namespace couloir::calls
