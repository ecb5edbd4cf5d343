// What a redirect wants to say on the next page, per login; in memory, bounded, gone with a restart.
#pragma once

#include <map>
#include <mutex>
#include <vector>

#include "base/result.h"
#include "people/visit.h"

namespace couloir::web {

class Flashes {
 public:
  void put(people::LoginId login, Sentence sentence) {
    std::lock_guard lock(mutex_);
    if (waiting_.size() >= kMostLogins)
      waiting_.clear();  // somebody redirects and never looks; nothing of value is lost
    auto& list = waiting_[login];
    if (list.size() < kMostPerLogin) list.push_back(std::move(sentence));
  }
  std::vector<Sentence> take(people::LoginId login) {
    std::lock_guard lock(mutex_);
    auto node = waiting_.extract(login);
    return node ? std::move(node.mapped()) : std::vector<Sentence>{};
  }

 private:
  static constexpr std::size_t kMostLogins = 10'000, kMostPerLogin = 5;
  std::mutex mutex_;
  std::map<people::LoginId, std::vector<Sentence>> waiting_;
};

}  // namespace couloir::web
