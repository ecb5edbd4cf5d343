// Who is to deliver next; inside the part alone.
#pragma once

#include "webhooks/webhook.h"

namespace couloir::webhooks {

/// Asks for its next delivery in place of the one it waited for, and saves it.
void wake(Tx&, const Op&, Webhook&, Instant when);
/// Nothing more is to be delivered for now. Not saved.
void rest(Tx&, Webhook&);
/// Every sleeping one that receives this family.
void wake_for_family(Tx&, const Op&, const std::string& family);
/// Those whose job was cancelled, failed or forgotten begin again.
void wake_forgotten(Tx&, const Op&);

/// A job that is waiting or running.
bool is_alive(Reader&, journal::JobId);

}  // namespace couloir::webhooks
