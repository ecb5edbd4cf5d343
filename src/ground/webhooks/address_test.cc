#include "webhooks/address.h"

#include <gtest/gtest.h>

namespace couloir::webhooks {
namespace {

Reach reach(std::string_view text) {
  auto address = parse_address(text);
  EXPECT_TRUE(address) << text;
  return address ? reach_of(*address) : Reach::closed;
}

TEST(Address, is_read_in_its_full_form_alone) {
  for (auto text : {"192.0.2.7", "0.0.0.0", "2001:db8::1", "::", "::ffff:1.2.3.4"})
    EXPECT_EQ(parse_address(text).value().str(), text);
  for (auto text : {"", "127.1", "2130706433", "0x7f.0.0.1", "0177.0.0.1", "1.2.3", "1.2.3.4.5", "256.1.1.1",
                    " 1.2.3.4", "1.2.3.4 ", "[::1]", "fe80::1%eth0", "example.org", "::g"})
    EXPECT_FALSE(parse_address(text)) << text;
  EXPECT_FALSE(parse_address(std::string_view("1.2.3.4\0", 8)));
}

TEST(Address, of_the_open_internet_may_be_sent_to) {
  for (auto text : {"1.1.1.1",        "9.255.255.255",   "11.0.0.0",        "93.184.216.34",   "100.63.255.255",
                    "100.128.0.0",    "126.255.255.255", "128.0.0.1",       "169.253.255.255", "169.255.0.0",
                    "172.15.255.255", "172.32.0.0",      "192.0.1.0",       "192.167.255.255", "192.169.0.0",
                    "198.17.255.255", "198.20.0.0",      "203.0.112.255",   "203.0.114.0",     "223.255.255.255",
                    "2001:200::1",    "2001:41d0::1",    "2606:4700::1111", "2a00:1450::1",    "64:ff9b::8.8.8.8"})
    EXPECT_EQ(reach(text), Reach::open) << text;
}

TEST(Address, of_this_machine_is_known_as_such) {
  for (auto text : {"127.0.0.0", "127.0.0.1", "127.255.255.255", "::1"})
    EXPECT_EQ(reach(text), Reach::loopback) << text;
}

TEST(Address, that_is_private_reserved_or_leads_elsewhere_is_closed) {
  for (auto text : {
           "0.0.0.0",
           "0.255.255.255",  // this network
           "10.0.0.0",
           "10.255.255.255",
           "172.16.0.0",
           "172.31.255.255",
           "192.168.0.1",  // private
           "100.64.0.0",
           "100.127.255.255",  // carriers' NAT
           "169.254.0.1",
           "169.254.169.254",  // link-local, cloud keys
           "192.0.0.0",
           "192.0.0.255",
           "192.0.2.1",
           "198.51.100.1",
           "203.0.113.255",  // protocols, documentation
           "192.88.99.1",
           "192.31.196.1",
           "192.52.193.1",
           "192.175.48.1",  // relays
           "198.18.0.0",
           "198.19.255.255",  // benchmarks
           "224.0.0.0",
           "239.255.255.255",
           "240.0.0.0",
           "255.255.255.255",  // multicast, reserved
           "::",
           "::2",
           "::127.0.0.1",
           "::8.8.8.8",  // unspecified, compatible
           "::ffff:127.0.0.1",
           "::ffff:10.0.0.1",
           "::ffff:8.8.8.8",  // IPv4-mapped
           "64:ff9b::127.0.0.1",
           "64:ff9b::10.0.0.1",
           "64:ff9b::169.254.169.254",  // NAT64 to inside
           "64:ff9b:1::8.8.8.8",
           "100::1",
           "5f00::1",  // local NAT64, discard, SRv6
           "2001::1",
           "2001:20::1",
           "2001:1ff:ffff::1",  // Teredo, ORCHID
           "2001:db8::1",
           "3fff::1",
           "2002:7f00:1::",
           "2620:4f:8000::1",  // documentation, 6to4, AS112
           "fc00::1",
           "fdff::1",
           "fe80::1",
           "febf::1",
           "fec0::1",
           "ff02::1",
           "4000::1",  // ULA, link-local, multicast
       })
    EXPECT_EQ(reach(text), Reach::closed) << text;
}

}  // namespace
}  // namespace couloir::webhooks
