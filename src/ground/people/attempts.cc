#include "people/attempts.h"

#include <arpa/inet.h>

#include <array>

#include <fmt/format.h>

namespace couloir::people {

bool Attempts::take(const std::string& key, Allowance allowance, Instant now) {
  std::lock_guard lock(mutex_);
  auto found = by_key_.find(key);
  if (found != by_key_.end() && now - found->second->opened >= allowance.per) {
    windows_.erase(found->second);
    by_key_.erase(found);
    found = by_key_.end();
  }
  if (found == by_key_.end()) {
    if (windows_.size() >= most_keys_) {
      by_key_.erase(windows_.front().key);
      windows_.pop_front();
    }
    windows_.push_back({key, now, 0});
    found = by_key_.emplace(key, std::prev(windows_.end())).first;
  }
  return found->second->tries++ < allowance.tries;
}

void Attempts::forget(const std::string& key) {
  std::lock_guard lock(mutex_);
  auto found = by_key_.find(key);
  if (found == by_key_.end()) return;
  windows_.erase(found->second);
  by_key_.erase(found);
}

void Attempts::forget_before(Instant limit) {
  std::lock_guard lock(mutex_);
  while (!windows_.empty() && windows_.front().opened < limit) {
    by_key_.erase(windows_.front().key);
    windows_.pop_front();
  }
}

std::size_t Attempts::size() const {
  std::lock_guard lock(mutex_);
  return windows_.size();
}

namespace {

std::string network_v6(const std::array<unsigned char, 16>& a) {
  constexpr std::array<unsigned char, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};  // ::ffff:192.0.2.7
  if (std::equal(mapped.begin(), mapped.end(), a.begin())) return fmt::format("{}.{}.{}.0/24", a[12], a[13], a[14]);
  auto group = [&](std::size_t i) { return a[i] << 8 | a[i + 1]; };
  return fmt::format("{:x}:{:x}:{:x}:{:x}::/64", group(0), group(2), group(4), group(6));
}

}  // namespace

std::string network_of(std::string_view peer) {
  std::string text(peer);
  std::array<unsigned char, 4> four{};
  if (inet_pton(AF_INET, text.c_str(), four.data()) == 1)
    return fmt::format("{}.{}.{}.0/24", four[0], four[1], four[2]);
  std::array<unsigned char, 16> sixteen{};
  if (inet_pton(AF_INET6, text.c_str(), sixteen.data()) == 1) return network_v6(sixteen);
  return text;
}

}  // namespace couloir::people
