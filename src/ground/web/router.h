// The table of routes: each says its method, its pattern and who may use it. Deny first: a route without `Who` does not
// compile, and the list route × role is enumerated by a test.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/actor.h"
#include "web/request.h"

namespace couloir::web {

/// Who may use a route. What of the thing behind it they may see is the command's rule, not the route's.
struct Who {
  bool visitors = false;   ///< everybody, logged in or not
  bool logged_in = false;  ///< anybody with a login, even before a role is granted
  bool guests = false;     ///< who holds no role: she may have been invited to something
  Roles roles = {};

  bool admits(const Actor& actor) const {
    return visitors || (logged_in && actor.logged_in()) || (guests && actor.logged_in() && actor.roles.empty()) ||
           roles.meets(actor.roles);
  }
};
inline constexpr Who kEveryone{.visitors = true};
inline constexpr Who kLoggedIn{.logged_in = true};
constexpr Who only(Roles roles) { return {.roles = roles}; }

using Handle = std::function<Response(Request&)>;

struct Route {
  Method method;
  std::string pattern;  ///< "/use-cases/{id}/score"
  Who who;
  Handle handle;
  std::uint64_t body_limit = 256 << 10;  ///< bytes
  bool api = false;                      ///< bearer token and problem+json instead of login and pages
  bool plain = false;                    ///< nobody is looked up: assets, health
  bool for_newcomers = false;            ///< also before the first question is answered
};

/// An entry of the main navigation; shown to those whom `who` admits.
struct NavEntry {
  int order;
  std::string path;
  std::string_view label;  ///< msgid
  Who who;
};

class Router {
 public:
  Router& get(std::string pattern, Who who, Handle handle);
  Router& post(std::string pattern, Who who, Handle handle, std::uint64_t body_limit = 256 << 10);
  Router& add(Route route);
  Router& nav(NavEntry entry);
  /// The last added route is open to those who have not answered the first question yet.
  Router& also_for_newcomers();

  struct Match {
    const Route* route = nullptr;
    std::vector<Capture> captures;
    bool path_exists = false;  ///< another method would match: 405 rather than 404
  };
  Match match(Method, const std::vector<std::string>& segments) const;  ///< of the decoded path
  const std::vector<Route>& routes() const { return routes_; }
  const std::vector<NavEntry>& nav_entries() const { return nav_; }

 private:
  std::vector<Route> routes_;
  std::vector<std::vector<std::string>> patterns_;  ///< segments, beside routes_
  std::vector<NavEntry> nav_;
};

}  // namespace couloir::web
