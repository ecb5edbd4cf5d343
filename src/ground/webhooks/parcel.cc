#include "webhooks/parcel.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/bug.h"

namespace couloir::webhooks {
namespace {

// Names are words and instants ISO 8601, so nothing needs a backslash; the payload is JSON already, byte for byte as it
// is in the chain.
std::string event_json(const journal::Entry& e) {
  return fmt::format(R"({{"seq":{},"at":"{}","name":"{}","subject":"{}","subject_id":{},"payload":{}}})", e.seq,
                     e.at.iso(), e.name, e.subject, e.subject_id, e.payload);
}

Parcel packed(WebhookId webhook, std::string id, const std::vector<journal::Entry>& events) {
  std::string list;
  for (const auto& event : events) list += (list.empty() ? "" : ",") + event_json(event);
  auto body = fmt::format(R"({{"webhook":{},"delivery":"{}","events":[{}]}})", webhook.v, id, list);
  return {std::move(id), std::move(body)};
}

}  // namespace

Reading read_on(Reader& db, std::int64_t after, const std::vector<std::string>& names, std::size_t most) {
  constexpr int kBite = 500;
  Reading reading{.events = {}, .upto = after};
  for (;;) {
    auto bite = journal::entries_after(db, reading.upto, kBite);
    for (auto& entry : bite) {
      reading.upto = entry.seq;
      if (std::ranges::find(names, entry.name) == names.end()) continue;
      reading.events.push_back(std::move(entry));
      if (reading.events.size() == most) return reading;
    }
    if (bite.size() < kBite) return reading;
  }
}

Parcel parcel_of(WebhookId webhook, const std::vector<journal::Entry>& events) {
  check(!events.empty(), "a delivery has events");
  return packed(webhook, fmt::format("{}-{}-{}", webhook.v, events.front().seq, events.back().seq), events);
}

Parcel test_parcel(WebhookId webhook, Instant now) {
  journal::Entry ping{.seq = 0,
                      .at = now,
                      .actor = {},
                      .request_id = {},
                      .name = "webhook.ping",
                      .subject = "webhook",
                      .subject_id = webhook.v,
                      .payload = fmt::format(R"({{"webhook":{}}})", webhook.v),
                      .prev_hash = {},
                      .hash = {}};
  return packed(webhook, fmt::format("{}-ping-{}", webhook.v, now.t.time_since_epoch().count()), {ping});
}

}  // namespace couloir::webhooks
