// Delivering: one webhook is one line of jobs, one after another; each sends what is due and moves its place only after
// the receiver said yes. Killed in between, the same events go again: at least once, in order.
#include <algorithm>

#include "base/bug.h"
#include "webhooks/events.h"
#include "webhooks/keeper_mails.h"
#include "webhooks/parcel.h"
#include "webhooks/signature.h"
#include "webhooks/wake.h"
#include "webhooks/webhook_store.h"
#include "webhooks/webhooks.h"

namespace couloir::webhooks {
namespace {

using namespace std::chrono_literals;

constexpr int kMostParcels = 20;  // of one job; then others have their turn
// 10 s to 7 h, a little less than a day together.
constexpr std::array kPauses{10s, 30s, 60s, 120s, 300s, 600s, 1800s, 3600s, 7200s, 10800s, 14400s, 21600s, 25200s};

/// Still this job's to deliver, and from the place it read: neither replayed, paused nor removed meanwhile.
std::optional<Webhook> still_due(Reader& db, WebhookId id, journal::JobId job, std::optional<std::int64_t> upto = {}) {
  auto webhook = find_webhook(db, id);
  bool ours = webhook && webhook->state == State::on && webhook->job == job && (!upto || webhook->upto == *upto);
  return ours ? webhook : std::nullopt;
}

}  // namespace

std::optional<std::chrono::seconds> pause_after_failures(int failures) {
  auto nth = static_cast<std::size_t>(std::max(failures, 1) - 1);
  return nth < kPauses.size() ? std::optional(kPauses[nth]) : std::nullopt;
}

std::optional<Outcome> Webhooks::send(const Webhook& to, const Parcel& parcel, Instant now,
                                      const std::function<bool()>& stop) const {
  auto secret = open_secret(to);
  if (!secret) return Outcome{Trouble::secret_lost, 0};
  return post(outbound_,
              {.url = to.url,
               .headers = {{"User-Agent", "couloir/" + house_.version},
                           {"Couloir-Delivery", parcel.id},
                           {"Couloir-Signature", signature(*secret, parcel.body, now)}},
               .body = parcel.body},
              stop);
}

/// A receiver that is not there is tried again after longer and longer pauses; the events behind wait, so that the
/// order stays. Without the secret no try can help.
void Webhooks::note_failure(Tx& tx, const Op& op, Webhook& webhook, const Outcome& outcome) const {
  webhook.job = {};  // this one is ending
  ++webhook.failures;
  webhook.last = outcome;
  webhook.tried_at = op.now;
  auto pause = outcome.trouble == Trouble::secret_lost ? std::nullopt : pause_after_failures(webhook.failures);
  if (pause) return wake(tx, op, webhook, op.now + *pause);
  webhook.state = State::off;
  webhook.off_since = op.now;
  save_progress(tx, webhook);
  journal::record(tx, op, WebhookSwitchedOff{webhook.id, *outcome.trouble});
  mail_switched_off(tx, op, webhook, house_.url);
}

/// True: there is more, and this job goes on. On its last turn the rest is another job's, behind those of others.
bool Webhooks::note(Tx& tx, const Op& op, Webhook& webhook, const Reading& reading, const Outcome& outcome,
                    bool last_turn) const {
  if (outcome.trouble) return note_failure(tx, op, webhook, outcome), false;
  webhook.upto = reading.upto;
  if (!reading.events.empty()) {
    webhook.failures = 0;
    webhook.last = outcome;
    webhook.tried_at = webhook.delivered_at = op.now;
  }
  auto rest = read_on(tx, webhook.upto, events_of(webhook), 1);
  bool more = !rest.events.empty();
  if (more && !last_turn) return save_progress(tx, webhook), true;
  webhook.job = {};  // this one is ending
  if (more) return wake(tx, op, webhook, op.now), false;
  webhook.upto = rest.upto;
  return save_progress(tx, webhook), false;
}

Result<void> Webhooks::deliver(WebhookId id, journal::JobContext& context) const {
  for (int turn = 1; turn <= kMostParcels && !context.cancelled(); ++turn) {
    auto reader = context.op().db.reader();
    auto webhook = still_due(*reader, id, context.id());
    if (!webhook) return {};
    auto reading = read_on(*reader, webhook->upto, events_of(*webhook), kMostEvents);
    reader.reset();  // not held while the receiver thinks
    std::optional<Outcome> outcome = Outcome{};
    if (!reading.events.empty())
      outcome = send(*webhook, parcel_of(id, reading.events), context.op().now, [&] { return context.cancelled(); });
    if (!outcome) return {};  // told to stop
    auto op = context.op();
    bool more = false;
    TRY(in_transaction(op.db, [&](Tx& tx) -> Result<void> {
      auto now = still_due(tx, id, context.id(), webhook->upto);
      more = now && note(tx, op, *now, reading, *outcome, turn == kMostParcels);
      return {};
    }));
    if (!more) return {};
  }
  return {};
}

Result<void> Webhooks::send_test(WebhookId id, journal::JobContext& context) const {
  auto op = context.op();
  auto webhook = find_webhook(*op.db.reader(), id);
  if (!webhook || webhook->test_job != context.id()) return {};
  auto outcome = send(*webhook, test_parcel(id, op.now), op.now, [&] { return context.cancelled(); });
  if (!outcome) return {};
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    auto now = find_webhook(tx, id);
    if (!now) return {};
    now->test_job = {};
    now->test = *outcome;
    now->tested_at = op.now;
    save_test(tx, *now);
    return {};
  });
}

Result<Webhook> Webhooks::test_now(const Op& op, WebhookId id) const {
  check(op.actor.door == Door::cli, "a receiver is waited for in the command line's own process, or by a job");
  TRY(may_manage(op.actor));
  auto webhook = find_webhook(*op.db.reader(), id);
  if (!webhook) return no_such_webhook();
  auto outcome = send(*webhook, test_parcel(id, op.now), op.now, [] { return false; });
  return in_transaction(op.db, [&](Tx& tx) -> Result<Webhook> {
    auto now = find_webhook(tx, id);
    if (!now) return no_such_webhook();
    now->test = *outcome;
    now->tested_at = op.now;
    save_test(tx, *now);
    return *now;
  });
}

void Webhooks::mount_jobs(journal::Jobs& jobs) const {
  for (const auto& family : families_)
    for (const auto& event : family.events)
      jobs.within(event, "webhooks " + family.name,
                  [name = family.name](Tx& tx, const Op& op) { wake_for_family(tx, op, name); });
  jobs.handle<Deliver>(
      [this](const Deliver& job, journal::JobContext& context) { return deliver(job.webhook, context); });
  jobs.handle<SendTest>(
      [this](const SendTest& job, journal::JobContext& context) { return send_test(job.webhook, context); });
  jobs.every<WakeForgotten>(1h, [](const WakeForgotten&, journal::JobContext& context) -> Result<void> {
    auto op = context.op();
    return in_transaction(op.db, [&](Tx& tx) -> Result<void> { return wake_forgotten(tx, op), Result<void>{}; });
  });
}

}  // namespace couloir::webhooks
