// Mails to whoever looks after a webhook, in their language; inside the part alone.
#pragma once

#include "webhooks/webhook.h"

namespace couloir::webhooks {

/// To its owner while she is of the office or an administrator, else to the administrators.
void mail_switched_off(Tx&, const Op&, const Webhook&, const std::string& house_url);
/// To the administrators but the one who leaves.
void mail_left_by_owner(Tx&, const Op&, const Webhook&, PersonId leaving, const std::string& house_url);

}  // namespace couloir::webhooks
