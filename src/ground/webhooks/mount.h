// Which file mounts what; inside the part alone.
#pragma once

#include "webhooks/webhooks.h"

namespace couloir::webhooks {

/// The form and the body of the API.
void describe(Describer&, WebhookFacts&);

void mount_webhook_pages(web::Router&, const Webhooks&);
void mount_webhook_api(web::Api&, const Webhooks&);

}  // namespace couloir::webhooks
