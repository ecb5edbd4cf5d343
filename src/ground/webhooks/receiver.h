// The address of a webhook's receiver as somebody typed it, taken apart and judged as far as that goes without asking
// DNS. Pure. Takes less than libcurl does, so that the two never read one text as two places.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "webhooks/address.h"

namespace couloir::webhooks {

struct Receiver {
  std::string host;                ///< in lower case; of an IPv6 address without its brackets
  std::optional<Address> literal;  ///< the host is an address already
  std::uint16_t port = 443;
  bool secure = true;

  /// http, or another port than 443 and 8443: for trials on one machine.
  bool only_on_this_machine() const { return !secure || (port != 443 && port != 8443); }
};

/// `loopback`: this machine may be written to, by http and on any port. Errors: invalid, with the place "url".
Result<Receiver> parse_receiver(std::string_view url, bool loopback);

}  // namespace couloir::webhooks
