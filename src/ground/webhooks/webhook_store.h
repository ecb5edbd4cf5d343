// The only SQL on webhooks_webhook; inside the part alone.
#pragma once

#include "webhooks/webhook.h"

namespace couloir::webhooks {

std::int64_t count_webhooks(Reader&);
std::vector<Webhook> webhooks_of(Reader&, PersonId owner);
/// Those that are on and have no job: they sleep until something happens.
std::vector<Webhook> sleeping_webhooks(Reader&);

void insert_webhook(Tx&, Webhook&);  ///< gives it its number
void save_secret(Tx&, WebhookId, const std::string& sealed);
/// Address and families, when `version` is the stored one; counts it up. False: somebody was faster.
bool save_edit(Tx&, const Webhook&, std::int64_t version);
void save_owner(Tx&, WebhookId, PersonId);
/// State, place, job and what is known of the last tries.
void save_progress(Tx&, const Webhook&);
void save_test(Tx&, const Webhook&);
void delete_webhook(Tx&, WebhookId);

std::string join_families(const std::vector<std::string>&);

}  // namespace couloir::webhooks
