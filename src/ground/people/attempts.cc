#include "people/attempts.h"

#include <arpa/inet.h>

#include <array>

#include <fmt/format.h>

namespace couloir::people {

void Attempts::Kind::drop(std::list<Window>::iterator window) {
  by_key.erase(window->key);
  windows.erase(window);
}

bool Attempts::take(const std::string& key, Allowance allowance, Instant now) {
  std::lock_guard lock(mutex_);
  auto& kind = kind_of(key);
  auto found = kind.by_key.find(key);
  if (found != kind.by_key.end() && now - found->second->opened >= allowance.per) {
    kind.drop(found->second);
    found = kind.by_key.end();
  }
  if (found == kind.by_key.end()) {
    if (kind.windows.size() >= most_keys_) kind.drop(kind.windows.begin());
    kind.windows.push_back({key, now, 0});
    found = kind.by_key.emplace(key, std::prev(kind.windows.end())).first;
  }
  return found->second->tries++ < allowance.tries;
}

void Attempts::forget(const std::string& key) {
  std::lock_guard lock(mutex_);
  auto& kind = kind_of(key);
  if (auto found = kind.by_key.find(key); found != kind.by_key.end()) kind.drop(found->second);
}

void Attempts::forget_before(Instant limit) {
  std::lock_guard lock(mutex_);
  for (auto& [name, kind] : kinds_)
    while (!kind.windows.empty() && kind.windows.front().opened < limit) kind.drop(kind.windows.begin());
}

std::size_t Attempts::size() const {
  std::lock_guard lock(mutex_);
  std::size_t all = 0;
  for (const auto& [name, kind] : kinds_) all += kind.windows.size();
  return all;
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
