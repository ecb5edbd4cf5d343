#include "web/guard.h"

#include <fmt/format.h>
#include <sodium.h>

#include <charconv>

#include "base/random.h"
#include "base/sha256.h"

namespace couloir::web {
namespace {

bool same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

std::string make_stamp(std::string_view secret, Instant now) {
  auto head = fmt::format("{}.{}", now.t.time_since_epoch().count(), random_token(10));
  return head + "." + hmac_sha256_hex(head, secret);
}

std::string repeatable_id(std::string_view secret, std::initializer_list<std::string_view> parts) {
  std::string whole;
  for (auto part : parts) whole += fmt::format("{}:{},", part.size(), part);
  return hmac_sha256_hex(whole, secret).substr(0, 32);
}

bool stamp_holds(std::string_view stamp, std::string_view secret, Instant now) {
  auto dot = stamp.rfind('.');
  if (dot == std::string_view::npos || !same(stamp.substr(dot + 1), hmac_sha256_hex(stamp.substr(0, dot), secret)))
    return false;
  std::int64_t issued = 0;
  std::from_chars(stamp.data(), stamp.data() + dot, issued);
  auto age = now.t.time_since_epoch() - std::chrono::milliseconds(issued);
  return age < kStampLife && age > -std::chrono::minutes(5);
}

// Larger answers are exports; forgetting them costs nothing, since the journal knows that they were made.
constexpr std::size_t kMostKept = 32 << 10;

std::optional<Response> Once::run(const std::string& key, const std::string& content,
                                  const std::function<Response()>& work) {
  std::unique_lock lock(mutex_);
  for (auto found = by_key_.find(key); found != by_key_.end(); found = by_key_.find(key)) {
    if (found->second->answer && found->second->content != content) return std::nullopt;
    if (found->second->answer) return *found->second->answer;
    changed_.wait(lock);
  }
  by_key_[key] = entries_.insert(entries_.end(), {key, content, std::nullopt});

  auto settle = [&](std::optional<Response> answer) {
    lock.lock();
    auto entry = by_key_.at(key);
    if (answer)
      entry->answer = std::move(answer);
    else
      by_key_.erase(key), entries_.erase(entry);
    while (entries_.size() > most_ && entries_.front().answer) {
      by_key_.erase(entries_.front().key);
      entries_.pop_front();
    }
    changed_.notify_all();
  };
  lock.unlock();
  try {
    auto response = work();
    bool did_something = response.status < 400 && !response.next_chunk && response.body.size() <= kMostKept;
    settle(did_something ? std::optional(response) : std::nullopt);
    return response;
  } catch (...) {  // not handled here: only forgotten, so that the next try is let in
    settle(std::nullopt);
    throw;
  }
}

}  // namespace couloir::web
