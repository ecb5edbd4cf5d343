// How often something was tried lately: per account and per network, in memory and bounded, each kind by itself so that
// a flood of one forgets nothing of another. A restart forgets, which gives a guesser a handful more tries; a table
// would cost a write for each bad password (docs/adr/0009-logins.md).
#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <map>
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
  /// `most_keys` of each kind.
  explicit Attempts(std::size_t most_keys = 20'000) : most_keys_(most_keys) {}

  /// `key` is "kind:whom". Counts one try under it; false when the allowance of the window was used up before. Any
  /// thread.
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
  struct Kind {
    std::list<Window> windows;  ///< latest opened last: the front goes when full
    std::unordered_map<std::string, std::list<Window>::iterator> by_key;
    void drop(std::list<Window>::iterator);
  };
  Kind& kind_of(const std::string& key) { return kinds_[key.substr(0, key.find(':'))]; }

  mutable std::mutex mutex_;
  std::size_t most_keys_;
  std::map<std::string, Kind> kinds_;
};

/// "192.0.2.0/24" or "2001:db8:1:2::/64": one household or office; an odd address is its own network.
std::string network_of(std::string_view peer);

}  // namespace couloir::people
