// Passwords: which ones are good enough, and argon2id on a few threads of its own so that working memory is bounded
// (threads × 64 MiB) and a wave of logins cannot starve the pages. docs/adr/0009-logins.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace couloir::people {

/// At least 12 characters, at most 200, none of the commonest, not the e-mail or its first part.
std::vector<Problem> problems_of_password(std::string_view password, std::string_view email);

/// [libsodium; measured 118 ms a hash here]
struct HashCost {
  unsigned long long passes = 2;
  std::size_t memory_bytes = std::size_t{64} << 20;
  bool operator==(const HashCost&) const = default;
};
/// The least that libsodium allows, for tests and the demonstration.
inline constexpr HashCost kCheapHash{1, 8192};

/// The only place that hashes passwords. Callers wait for their turn; shared by all threads.
class Hasher {
 public:
  /// `max_waiting` must stay below the number of web workers, so that some are always free for pages.
  explicit Hasher(HashCost cost = {}, int threads = 1, int max_waiting = 4);
  ~Hasher();  ///< finishes what waits
  Hasher(const Hasher&) = delete;
  Hasher& operator=(const Hasher&) = delete;

  /// Errors: too_many (the queue is full).
  Result<std::string> hash(std::string_view password);
  /// Against nothing, takes the same time and says no: an unknown e-mail costs what a known one does.
  Result<bool> verify(const std::string* stored, std::string_view password);
  /// The stored hash was made at another cost.
  bool is_stale(const std::string& stored) const;
  /// Hashes computed so far, verifications included.
  std::int64_t computed() const;

 private:
  struct Pool;
  std::unique_ptr<Pool> pool_;
};

}  // namespace couloir::people
