// Events as the bare text of their row, for verifying and exporting: a row that was tampered with must be readable too.
// Inside the journal only.
#pragma once

#include <string>
#include <vector>

#include "journal/journal.h"

namespace couloir::journal {

struct EventText {
  std::int64_t seq = 0;
  std::string at;
  std::optional<std::int64_t> actor;
  std::string door, request_id, name, subject;
  std::int64_t subject_id = 0;
  std::string payload, prev_hash, hash;
};

std::string canonical_bytes(const EventText&);

/// In the order of the chain, those with a seq above `after`.
std::vector<EventText> events_after(Reader&, std::int64_t after, int limit);

/// Calls `visit` with every event in order until it returns false. Memory stays that of one bite.
template <class F>
void each_event(Reader& db, F&& visit) {
  constexpr int kBite = 500;
  std::int64_t after = INT64_MIN;  // a forged number below 1 is seen too
  for (;;) {
    auto bite = events_after(db, after, kBite);
    for (const auto& event : bite)
      if (!visit(event)) return;
    if (bite.size() < kBite) return;
    after = bite.back().seq;
  }
}

}  // namespace couloir::journal
