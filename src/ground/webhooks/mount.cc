#include "webhooks/mount.h"

#include "webhooks/events.h"

namespace couloir::webhooks {

void Webhooks::mount(web::Site& site, journal::Jobs& jobs, people::PersonalData& personal) {
  house_ = {site.config().base_url, site.config().version};
  // A receiver may follow what becomes of itself and its likes; and there is something to try before a room offers
  // more.
  offer<WebhookAdded, WebhookEdited, WebhookSecretRenewed, WebhookPaused, WebhookResumed, WebhookReplayed,
        WebhookSwitchedOff, WebhookLeftByOwner, WebhookRemoved>("webhook.*",
                                                                _t("Webhooks: added, changed, switched off"));
  mount_jobs(jobs);
  personal.add_source(personal_data());
  mount_webhook_pages(site.router(), *this);
  mount_webhook_api(site.api(), *this);
}

}  // namespace couloir::webhooks
