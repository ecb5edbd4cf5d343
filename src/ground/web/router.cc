#include "web/router.h"

#include <algorithm>
#include "base/bug.h"

namespace couloir::web {
namespace {

std::vector<std::string> segments_of(std::string_view path) {
  std::vector<std::string> segments;
  if (path == "/") return segments;
  for (std::size_t at = 1; at <= path.size();) {
    auto end = std::min(path.find('/', at), path.size());
    segments.emplace_back(path.substr(at, end - at));
    at = end + 1;
  }
  return segments;
}

bool is_capture(std::string_view segment) { return segment.starts_with('{'); }

/// Captured segments of `path` when it fits; literal segments must be equal, a capture is never empty.
bool fits(const std::vector<std::string>& pattern, const std::vector<std::string>& path,
          std::vector<Capture>& captures) {
  if (pattern.size() != path.size()) return false;
  for (std::size_t i = 0; i < path.size(); ++i)
    if (is_capture(pattern[i]) ? path[i].empty() : pattern[i] != path[i]) return false;
  for (std::size_t i = 0; i < path.size(); ++i)
    if (is_capture(pattern[i]))
      captures.push_back({std::string_view(pattern[i]).substr(1, pattern[i].size() - 2), path[i]});
  return true;
}

}  // namespace

Router& Router::get(std::string pattern, Who who, Handle handle) {
  return add({.method = Method::get, .pattern = std::move(pattern), .who = who, .handle = std::move(handle)});
}

Router& Router::post(std::string pattern, Who who, Handle handle, std::uint64_t body_limit) {
  return add({.method = Method::post,
              .pattern = std::move(pattern),
              .who = who,
              .handle = std::move(handle),
              .body_limit = body_limit});
}

Router& Router::add(Route route) {
  check(route.pattern.starts_with('/'), "a pattern starts with /");
  for (const auto& r : routes_)
    check(r.method != route.method || r.pattern != route.pattern, "a route is declared once");
  patterns_.push_back(segments_of(route.pattern));
  routes_.push_back(std::move(route));
  return *this;
}

Router& Router::nav(NavEntry entry) {
  nav_.push_back(std::move(entry));
  std::ranges::stable_sort(nav_, {}, &NavEntry::order);
  return *this;
}

Router& Router::also_for_newcomers() {
  routes_.back().for_newcomers = true;
  return *this;
}

Router::Match Router::match(Method method, const std::vector<std::string>& segments) const {
  Match match;
  // Literal routes win over captures, whatever the order they were mounted in: fewest captures first.
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    std::vector<Capture> captures;
    if (!fits(patterns_[i], segments, captures)) continue;
    match.path_exists = true;
    if (routes_[i].method != method) continue;
    if (match.route != nullptr && match.captures.size() <= captures.size()) continue;
    match.route = &routes_[i];
    match.captures = std::move(captures);
  }
  return match;
}

}  // namespace couloir::web
