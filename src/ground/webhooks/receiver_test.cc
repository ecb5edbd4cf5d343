#include "webhooks/receiver.h"

#include <gtest/gtest.h>

namespace couloir::webhooks {
namespace {

/// The sentence somebody reads, or "taken".
std::string verdict(std::string_view url, bool loopback = false) {
  auto to = parse_receiver(url, loopback);
  if (to) return "taken";
  EXPECT_EQ(to.error().code, Code::invalid);
  EXPECT_EQ(to.error().problems.at(0).where, "url");
  return to.error().problems.at(0).what.msgid;
}

constexpr auto kNoAddress = "This is not an address couloir can send to. It looks like https://example.org/events.";
constexpr auto kPrivate = "“{1}” is on this machine or in a private network. couloir only sends to public addresses.";
constexpr auto kNotHttps = "The address begins with https://, so that nobody reads along.";
constexpr auto kPort = "Use port 443 or 8443.";
constexpr auto kPassword = "Leave out name and password: couloir signs what it sends instead.";

TEST(Receiver, is_taken_apart) {
  auto to = parse_receiver("HTTPS://Hooks.Example.ORG:8443/couloir?x=1", false).value();
  EXPECT_EQ(to.host, "hooks.example.org");
  EXPECT_EQ(to.port, 8443);
  EXPECT_FALSE(to.literal);
  auto literal = parse_receiver("https://[2A00:1450::1]/", false).value();
  EXPECT_EQ(literal.host, "2a00:1450::1");
  EXPECT_EQ(literal.port, 443);
  EXPECT_EQ(literal.literal, parse_address("2a00:1450::1"));
  EXPECT_TRUE(parse_receiver("https://xn--caf-dma.example", false));
  EXPECT_TRUE(parse_receiver("https://93.184.216.34/", false));
}

TEST(Receiver, is_refused_with_a_sentence_that_says_why) {
  for (auto url :
       {"", "example.org", "http://example.org/", "ftp://example.org/", "file:///etc/passwd", "gopher://x.org"})
    EXPECT_EQ(verdict(url), kNotHttps) << url;
  for (auto url : {"https://", "https:///x", "https://exa mple.org", "https://caf\u00e9.example", "https://a..b/",
                   "https://-a.example/", "https://example.org:", "https://example.org:0", "https://example.org:99999",
                   "https://example.org:443x", "https://[::1", "https://[1.2.3.4]/", "https://[fe80::1%25lo]/",
                   "https://example.org/#top", "https://example.org\\@127.0.0.1/", "https://example.org/\n",
                   // what some resolvers read as 127.0.0.1
                   "https://127.1/", "https://2130706433/", "https://0x7f.0.0.1/", "https://0177.0.0.1/"})
    EXPECT_EQ(verdict(url), kNoAddress) << url;
  for (auto url :
       {"https://127.0.0.1/", "https://[::1]/", "https://10.0.0.8/", "https://169.254.169.254/latest/meta-data",
        "https://[::ffff:127.0.0.1]/", "https://localhost/", "https://LOCALHOST/", "https://x.localhost/",
        "https://intranet/", "https://printer.local/", "https://db.internal/", "https://nas.home.arpa/"})
    EXPECT_EQ(verdict(url), kPrivate) << url;
  for (auto url : {"https://example.org:22/", "https://example.org:80/", "https://example.org:8080/"})
    EXPECT_EQ(verdict(url), kPort) << url;
  for (auto url : {"https://user:word@example.org/", "https://example.org@127.0.0.1/"})
    EXPECT_EQ(verdict(url), kPassword) << url;
  EXPECT_EQ(verdict("https://example.org/" + std::string(500, 'a')), kNoAddress);
}

TEST(Receiver, on_this_machine_is_for_trials) {
  for (auto url : {"http://127.0.0.1:9000/", "http://localhost:9000/", "http://[::1]:9000/"}) {
    EXPECT_EQ(verdict(url, true), "taken") << url;
    EXPECT_TRUE(parse_receiver(url, true)->only_on_this_machine());
  }
  EXPECT_EQ(verdict("https://10.0.0.8/", true), kPrivate);
  EXPECT_EQ(verdict("https://printer.local/", true), kPrivate);
}

}  // namespace
}  // namespace couloir::webhooks
