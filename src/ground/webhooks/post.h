// One HTTPS request to a receiver: the name is resolved once, every address it has is judged, and the connection goes
// to those and nowhere else. No redirects, no proxy, no cookies; ten seconds in all. The only use of libcurl for it.
#pragma once

#include <array>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/names.h"
#include "webhooks/address.h"

namespace couloir::webhooks {

/// Why a delivery did not arrive. Stored by name; names are frozen once released.
enum class Trouble {
  unresolved,
  private_address,
  unreachable,
  timed_out,
  tls,
  broken,       ///< the connection ended before the answer was there
  redirect,     ///< 3xx
  status,       ///< any other answer but 2xx
  secret_lost,  ///< sealed under another key; nothing was sent
};

/// Every address of a name; empty: none, or DNS does not answer.
using Resolve = std::function<std::vector<Address>(const std::string& host)>;
std::vector<Address> ask_system(const std::string& host);

struct Outbound {
  bool loopback = false;  ///< this machine may be written to: trials and tests
  Resolve resolve = ask_system;
  std::chrono::milliseconds patience{10'000};
};

struct Outgoing {
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

struct Outcome {
  std::optional<Trouble> trouble;  ///< empty: taken, with 2xx
  int answer = 0;                  ///< HTTP status; 0: none came

  bool operator==(const Outcome&) const = default;
};

/// Empty: `stop` said so before an answer came; it is asked from time to time.
std::optional<Outcome> post(const Outbound&, const Outgoing&, const std::function<bool()>& stop);

}  // namespace couloir::webhooks

template <>
inline constexpr auto couloir::kNames<couloir::webhooks::Trouble> =
    std::array{"unresolved"sv, "private_address"sv, "unreachable"sv, "timed_out"sv,  "tls"sv,
               "broken"sv,     "redirect"sv,        "status"sv,      "secret_lost"sv};
