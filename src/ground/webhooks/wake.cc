#include "webhooks/wake.h"

#include <algorithm>

#include "webhooks/events.h"
#include "webhooks/webhook_store.h"

namespace couloir::webhooks {

void rest(Tx& tx, Webhook& webhook) {
  if (webhook.job) (void)journal::cancel(tx, webhook.job);  // over already: nothing to stop
  webhook.job = {};
}

// One after another: while one is under way, the next waits in its queue.
void wake(Tx& tx, const Op& op, Webhook& webhook, Instant when) {
  rest(tx, webhook);
  webhook.job = journal::enqueue(tx, op, Deliver{webhook.id}, {.run_at = when, .queue = "webhook " + webhook.id.str()});
  save_progress(tx, webhook);
}

void wake_for_family(Tx& tx, const Op& op, const std::string& family) {
  for (auto& webhook : sleeping_webhooks(tx))
    if (std::ranges::find(webhook.families, family) != webhook.families.end()) wake(tx, op, webhook, op.now);
}

void wake_forgotten(Tx& tx, const Op& op) {
  for (auto& webhook : all_webhooks(tx))
    if (webhook.state == State::on && webhook.job && !is_alive(tx, webhook.job)) wake(tx, op, webhook, op.now);
}

bool is_alive(Reader& db, journal::JobId id) {
  auto job = id ? journal::find_job(db, id) : std::nullopt;
  return job && (job->state == journal::JobState::waiting || job->state == journal::JobState::running);
}

}  // namespace couloir::webhooks
