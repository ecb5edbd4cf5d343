// Internet addresses, and which of them may be sent to: public ones alone. Pure; resolves no name. Asked when an
// address is saved (receiver.cc) and again when it is written to (post.cc).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace couloir::webhooks {

struct Address {
  std::array<std::uint8_t, 16> bytes{};  ///< in network order; the first four of an IPv4 address
  bool v6 = false;

  bool operator==(const Address&) const = default;
  std::string str() const;
};
/// "192.0.2.7" or "2001:db8::1", nothing else: no short forms, no zone, no brackets.
std::optional<Address> parse_address(std::string_view text);

/// closed: private, shared, link-local, multicast, reserved, for documentation, or a way into IPv4 that hides where
/// it leads. [IANA special-purpose address registries, 2025-10]
enum class Reach { open, loopback, closed };
Reach reach_of(const Address&);

}  // namespace couloir::webhooks
