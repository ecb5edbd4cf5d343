// How often something was tried lately: per account and per network, in memory and bounded. A restart forgets, which
// gives a guesser a handful more tries; a table would cost a write for each bad password (docs/adr/0009-logins.md).
#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/instant.h"

namespace couloir::people {

struct Allowance {
  int tries;
  std::chrono::minutes per;
};

class Attempts {
 public:
  explicit Attempts(std::size_t most_keys = 20'000) : most_keys_(most_keys) {}

  /// Counts one try under `key`; false when the allowance of the window was used up before. Any thread.
  bool take(const std::string& key, Allowance, Instant now);
  void forget(const std::string& key);
  /// Forgets every window opened before this; kept at least as long as the longest allowance (an hour).
  void forget_before(Instant);
  std::size_t size() const;

 private:
  struct Window {
    std::string key;
    Instant opened;
    int tries = 0;
  };
  mutable std::mutex mutex_;
  std::size_t most_keys_;
  std::list<Window> windows_;  ///< latest opened last: the front goes when full
  std::unordered_map<std::string, std::list<Window>::iterator> by_key_;
};

/// "192.0.2.0/24" or "2001:db8:1:2::/64": one household or office; an odd address is its own network.
std::string network_of(std::string_view peer);

}  // namespace couloir::people
