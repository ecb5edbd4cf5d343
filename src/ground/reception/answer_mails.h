// The mails that tell a person what was answered to a request of theirs, and an owner that one waits.
#pragma once

#include "journal/jobs.h"
#include "web/site.h"

namespace couloir::reception {

/// Listeners of what people/ records. REQUIRES: `site` outlives `jobs`.
void mount_answer_mails(journal::Jobs&, const web::Site&);

}  // namespace couloir::reception
