// What is sent: some events as JSON, in order. Pure but for reading the journal.
#pragma once

#include "journal/journal.h"
#include "webhooks/webhook.h"

namespace couloir::webhooks {

inline constexpr std::size_t kMostEvents = 100;  ///< of one delivery

struct Reading {
  std::vector<journal::Entry> events;
  std::int64_t upto = 0;  ///< seq of the last event looked at
};
/// At most `most` events of these names after `after`.
Reading read_on(Reader&, std::int64_t after, const std::vector<std::string>& names, std::size_t most);

struct Parcel {
  std::string id;  ///< the same when the same events come again
  std::string body;
};
/// REQUIRES: there is one.
Parcel parcel_of(WebhookId, const std::vector<journal::Entry>& events);
/// A "webhook.ping" under seq 0, which no event has.
Parcel test_parcel(WebhookId, Instant now);

}  // namespace couloir::webhooks
