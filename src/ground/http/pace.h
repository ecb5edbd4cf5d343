// How long a client may take: fixed terms, and windows in which a least number of bytes must pass. A deadline never
// moves because a byte came, only because enough came; that is what stops clients that drip.
#pragma once

#include <chrono>
#include <cstdint>

namespace couloir::http {

using SteadyTime = std::chrono::steady_clock::time_point;

class Pace {
 public:
  bool over(SteadyTime now) const { return now > deadline_; }
  SteadyTime deadline() const { return deadline_; }

  void no_limit() { deadline_ = SteadyTime::max(); }
  void within(unsigned milliseconds, SteadyTime now) { deadline_ = now + std::chrono::milliseconds(milliseconds); }

  /// From now on, in each window of that length bytes must pass at `rate` a second.
  void at_least(unsigned rate, unsigned milliseconds, SteadyTime now) {
    window_ms_ = milliseconds;
    quota_ = std::uint64_t{rate} * milliseconds / 1000;
    passed_ = 0;
    within(milliseconds, now);
  }
  /// REQUIRES: at_least.
  void passed(std::uint64_t bytes, SteadyTime now) {
    passed_ += bytes;
    if (passed_ < quota_) return;
    passed_ = 0;
    within(window_ms_, now);
  }

 private:
  SteadyTime deadline_ = SteadyTime::max();
  unsigned window_ms_ = 0;
  std::uint64_t quota_ = 0;
  std::uint64_t passed_ = 0;
};

}  // namespace couloir::http
