// What the journal keeps of webhooks themselves, and their jobs.
#pragma once

#include "journal/journal.h"
#include "webhooks/webhook.h"

namespace couloir::webhooks {

struct WebhookAdded {
  static constexpr auto kName = "webhook.added"sv;
  WebhookId webhook;
  static constexpr auto kFields = journal::fields(journal::field("webhook", &WebhookAdded::webhook));
};
struct WebhookEdited {
  static constexpr auto kName = "webhook.edited"sv;
  WebhookId webhook;
  std::int64_t version = 0;
  static constexpr auto kFields = journal::fields(journal::field("webhook", &WebhookEdited::webhook),
                                                  journal::field("version", &WebhookEdited::version));
};
struct WebhookSecretRenewed {
  static constexpr auto kName = "webhook.secret_renewed"sv;
  WebhookId webhook;
  static constexpr auto kFields = journal::fields(journal::field("webhook", &WebhookSecretRenewed::webhook));
};
struct WebhookPaused {
  static constexpr auto kName = "webhook.paused"sv;
  WebhookId webhook;
  static constexpr auto kFields = journal::fields(journal::field("webhook", &WebhookPaused::webhook));
};
struct WebhookResumed {
  static constexpr auto kName = "webhook.resumed"sv;
  WebhookId webhook;
  static constexpr auto kFields = journal::fields(journal::field("webhook", &WebhookResumed::webhook));
};
struct WebhookReplayed {
  static constexpr auto kName = "webhook.replayed"sv;
  WebhookId webhook;
  std::int64_t from = 0;  ///< seq of the first event that may come again
  static constexpr auto kFields = journal::fields(journal::field("webhook", &WebhookReplayed::webhook),
                                                  journal::field("from", &WebhookReplayed::from));
};
struct WebhookSwitchedOff {
  static constexpr auto kName = "webhook.switched_off"sv;
  WebhookId webhook;
  Trouble trouble{};
  static constexpr auto kFields = journal::fields(journal::field("webhook", &WebhookSwitchedOff::webhook),
                                                  journal::field("trouble", &WebhookSwitchedOff::trouble));
};
struct WebhookLeftByOwner {
  static constexpr auto kName = "webhook.left_by_owner"sv;
  WebhookId webhook;
  static constexpr auto kFields = journal::fields(journal::field("webhook", &WebhookLeftByOwner::webhook));
};
struct WebhookRemoved {
  static constexpr auto kName = "webhook.removed"sv;
  WebhookId webhook;
  static constexpr auto kFields = journal::fields(journal::field("webhook", &WebhookRemoved::webhook));
};

// ── Jobs ──
struct Deliver {
  static constexpr auto kName = "webhooks.deliver"sv;
  WebhookId webhook;
  static constexpr auto kFields = journal::fields(journal::field("webhook", &Deliver::webhook));
};
struct SendTest {
  static constexpr auto kName = "webhooks.test"sv;
  WebhookId webhook;
  static constexpr auto kFields = journal::fields(journal::field("webhook", &SendTest::webhook));
};
struct WakeForgotten {
  static constexpr auto kName = "webhooks.wake"sv;
  static constexpr auto kFields = journal::fields();
};

}  // namespace couloir::webhooks
