#include "webhooks/address.h"

#include <arpa/inet.h>

#include <algorithm>

namespace couloir::webhooks {
namespace {

struct Range {
  std::string_view from;
  int bits;
};

constexpr std::array kClosed4{
    Range{"0.0.0.0", 8},        // this network
    Range{"10.0.0.0", 8},       // private, RFC 1918
    Range{"100.64.0.0", 10},    // shared by providers' NAT, RFC 6598
    Range{"169.254.0.0", 16},   // link-local; clouds keep their machines' keys at 169.254.169.254
    Range{"172.16.0.0", 12},    // private
    Range{"192.0.0.0", 24},     // protocol assignments
    Range{"192.0.2.0", 24},     // documentation
    Range{"192.31.196.0", 24},  // AS112
    Range{"192.52.193.0", 24},  // AMT
    Range{"192.88.99.0", 24},   // relays of 6to4
    Range{"192.168.0.0", 16},   // private
    Range{"192.175.48.0", 24},  // AS112
    Range{"198.18.0.0", 15},    // benchmarks
    Range{"198.51.100.0", 24},  // documentation
    Range{"203.0.113.0", 24},   // documentation
    Range{"224.0.0.0", 4},      // multicast
    Range{"240.0.0.0", 4},      // reserved, and broadcast
};

// Of IPv6 only 2000::/3 is given out to the world; these parts of it are not, or lead elsewhere.
constexpr std::array kClosed6{
    Range{"2001::", 23},          // protocol assignments, Teredo and ORCHID among them
    Range{"2001:db8::", 32},      // documentation
    Range{"2002::", 16},          // 6to4: an IPv4 address inside
    Range{"2620:4f:8000::", 48},  // AS112
    Range{"3fff::", 20},          // documentation
};
constexpr Range kGlobal6{"2000::", 3};
constexpr Range kLoopback4{"127.0.0.0", 8};
constexpr Range kTranslated{"64:ff9b::", 96};  // NAT64: the last four bytes are the IPv4 address it leads to

bool within(const Address& address, const Range& range) {
  auto from = parse_address(range.from);
  if (!from || from->v6 != address.v6) return false;
  for (int bit = 0; bit < range.bits; ++bit) {
    auto at = static_cast<std::size_t>(bit / 8);
    int mask = 0x80 >> (bit % 8);
    if ((address.bytes[at] & mask) != (from->bytes[at] & mask)) return false;
  }
  return true;
}

template <class Ranges>
bool within_any(const Address& address, const Ranges& ranges) {
  return std::ranges::any_of(ranges, [&](const Range& range) { return within(address, range); });
}

Reach reach_of_v6(const Address& address) {
  static const auto kLoopback6 = *parse_address("::1");
  if (address == kLoopback6) return Reach::loopback;
  if (within(address, kTranslated)) {
    Address inside;
    std::copy(address.bytes.begin() + 12, address.bytes.end(), inside.bytes.begin());
    return reach_of(inside) == Reach::open ? Reach::open : Reach::closed;
  }
  return within(address, kGlobal6) && !within_any(address, kClosed6) ? Reach::open : Reach::closed;
}

}  // namespace

std::string Address::str() const {
  char text[INET6_ADDRSTRLEN] = "";
  ::inet_ntop(v6 ? AF_INET6 : AF_INET, bytes.data(), text, sizeof text);
  return text;
}

std::optional<Address> parse_address(std::string_view text) {
  std::string whole(text);
  if (whole.find('\0') != std::string::npos) return std::nullopt;
  Address address;
  address.v6 = whole.find(':') != std::string::npos;
  if (::inet_pton(address.v6 ? AF_INET6 : AF_INET, whole.c_str(), address.bytes.data()) != 1) return std::nullopt;
  return address;
}

Reach reach_of(const Address& address) {
  if (address.v6) return reach_of_v6(address);
  if (within(address, kLoopback4)) return Reach::loopback;
  return within_any(address, kClosed4) ? Reach::closed : Reach::open;
}

}  // namespace couloir::webhooks
