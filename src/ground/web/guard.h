// What protects a posted form: a stamp that proves we made it for this login (CSRF), and a memory of what was already
// received, so that a double click or a resent form does its work once.
#pragma once

#include <condition_variable>
#include <functional>
#include <initializer_list>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/instant.h"
#include "web/request.h"

namespace couloir::web {

/// The name of the hidden input that view::form() and view::button(Post) write.
inline constexpr std::string_view kStampField = "csrf";
/// How long a page may stay open before its form is refused (and shown again, filled in as it was).
inline constexpr std::chrono::hours kStampLife{24};

/// "issued.random.mac"; random differs per form, so that compressed pages leak nothing (BREACH).
std::string make_stamp(std::string_view secret, Instant now);
bool stamp_holds(std::string_view stamp, std::string_view secret, Instant now);

/// The request id of a form or a keyed call: the same `parts` give the same id, so a second sending is known by the
/// journal too, after a restart. Keyed with the site's secret, since a part may hold what nobody should guess.
std::string repeatable_id(std::string_view secret, std::initializer_list<std::string_view> parts);

/// Answers already given, by request id; bounded, in memory. A resent form gets the same answer; one that is being
/// worked on is waited for.
class Once {
 public:
  explicit Once(std::size_t most = 2'000) : most_(most) {}
  /// Runs `work` unless its answer is known. Only answers that did something (2xx, 3xx) are remembered. Empty: the key
  /// is remembered with another content, and nothing was run.
  std::optional<Response> run(const std::string& key, const std::string& content,
                              const std::function<Response()>& work);

 private:
  struct Entry {
    std::string key, content;
    std::optional<Response> answer;  ///< empty: being worked on
  };
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t most_;
  std::list<Entry> entries_;  ///< oldest first
  std::unordered_map<std::string, std::list<Entry>::iterator> by_key_;
};

}  // namespace couloir::web
