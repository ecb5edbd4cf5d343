// A webhook: another system that is told of events, up to which event it has them, and how the last tries went. What
// leaves is chosen from families of events that the rooms offer (webhooks.h).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/actor.h"
#include "base/id.h"
#include "base/instant.h"
#include "base/names.h"
#include "journal/jobs.h"
#include "webhooks/post.h"

namespace couloir::webhooks {

using WebhookId = Id<struct WebhookTag>;

/// paused: by somebody. off: by couloir, after a day without success. Stored by name; names are frozen once released.
enum class State { on, paused, off };

struct Webhook {
  WebhookId id;
  std::string url;
  std::vector<std::string> families;  ///< "dossier.*"
  std::string sealed_secret;
  State state = State::on;
  PersonId owner;         ///< hears when it goes off; 0: the administrators do
  std::int64_t upto = 0;  ///< seq: what comes before and at it was delivered, or was none of its families
  journal::JobId job;     ///< that will deliver, or is at it; 0: nothing is left to deliver
  int failures = 0;       ///< in a row
  Outcome last;           ///< of the last try
  std::optional<Instant> tried_at, delivered_at, off_since;
  journal::JobId test_job;
  Outcome test;  ///< of the last test
  std::optional<Instant> tested_at;
  Instant created_at;
  std::int64_t version = 0;  ///< of address, families and secret: optimistic lock
};

inline constexpr std::int64_t kMostWebhooks = 50;

bool may_manage_webhooks(const Actor&);  ///< office and admin
/// Wait after the nth failure in a row; empty: a day is over, it goes off. Shorter and more than those of jobs, since
/// a receiver that is back should not wait until tomorrow for what happened today.
std::optional<std::chrono::seconds> pause_after_failures(int failures);

// ── webhook_store.cc ──
std::optional<Webhook> find_webhook(Reader&, WebhookId);
std::vector<Webhook> all_webhooks(Reader&);  ///< oldest first
std::vector<Webhook> webhooks_off(Reader&);  ///< those couloir gave up

}  // namespace couloir::webhooks

template <>
inline constexpr auto couloir::kNames<couloir::webhooks::State> = std::array{"on"sv, "paused"sv, "off"sv};
