#include "webhooks/post.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>

#include "store/temporary_folder.h"
#include "webhooks/test_receiver.h"

namespace couloir::webhooks {
namespace {

using namespace std::chrono_literals;

const Outcome kTaken{std::nullopt, 204};

bool never() { return false; }

std::vector<Address> addresses(std::initializer_list<std::string_view> texts) {
  std::vector<Address> all;
  for (auto text : texts) all.push_back(parse_address(text).value());
  return all;
}

Outbound to_this_machine() { return {.loopback = true}; }

/// A name that only our resolver knows, so that what arrives was pinned and not resolved again.
Outbound resolving(std::vector<Address> found, int* times = nullptr) {
  return {.loopback = true, .resolve = [found = std::move(found), times](const std::string& host) {
            EXPECT_EQ(host, "hooks.example.invalid");
            if (times != nullptr) ++*times;
            return found;
          }};
}

TEST(Post, brings_body_and_headers) {
  TestReceiver receiver;
  Outgoing outgoing{receiver.url() + "?a=1", {{"Couloir-Delivery", "3-1-2"}}, R"({"é":1})"};
  EXPECT_EQ(post(to_this_machine(), outgoing, never), kTaken);
  auto heard = receiver.heard().at(0);
  EXPECT_TRUE(heard.head.starts_with("POST /hook?a=1 HTTP/1.1\r\n")) << heard.head;
  EXPECT_EQ(heard.body, R"({"é":1})");
  EXPECT_EQ(heard.header("Couloir-Delivery"), "3-1-2");
  EXPECT_EQ(heard.header("Content-Type"), "application/json");
  EXPECT_EQ(heard.header("Expect"), "");
}

TEST(Post, goes_to_the_address_that_was_judged_and_asks_for_the_name_once) {
  TestReceiver receiver;
  int times = 0;
  Outgoing outgoing{"http://hooks.example.invalid:" + receiver.port() + "/hook", {}, "{}"};
  EXPECT_EQ(post(resolving(addresses({"127.0.0.1"}), &times), outgoing, never), kTaken);
  EXPECT_EQ(times, 1);
  EXPECT_EQ(receiver.heard().at(0).header("Host"), "hooks.example.invalid:" + receiver.port());
}

TEST(Post, refuses_a_name_that_leads_inside_even_by_one_of_its_addresses) {
  TestReceiver receiver;
  for (auto inside : {"10.0.0.8", "169.254.169.254", "::ffff:127.0.0.1", "fd00::1", "0.0.0.0"}) {
    auto outbound = resolving(addresses({"93.184.216.34", inside}));
    EXPECT_EQ(post(outbound, {"https://hooks.example.invalid/", {}, "{}"}, never),
              (Outcome{Trouble::private_address, 0}));
  }
  auto closed = resolving(addresses({"127.0.0.1"}));
  closed.loopback = false;
  EXPECT_EQ(post(closed, {"https://hooks.example.invalid/", {}, "{}"}, never), (Outcome{Trouble::private_address, 0}));
  // taken while trials were allowed, sent when they are no more
  EXPECT_EQ(post({}, {receiver.url(), {}, "{}"}, never), (Outcome{Trouble::private_address, 0}));
  // http and odd ports are for this machine alone
  auto outside = resolving(addresses({"93.184.216.34"}));
  EXPECT_EQ(post(outside, {"http://hooks.example.invalid/", {}, "{}"}, never), (Outcome{Trouble::private_address, 0}));
  EXPECT_EQ(post(outside, {"https://hooks.example.invalid:22/", {}, "{}"}, never),
            (Outcome{Trouble::private_address, 0}));
  EXPECT_TRUE(receiver.heard().empty());
}

TEST(Post, tells_what_went_wrong) {
  std::string closed_port;
  {
    closed_port = TestReceiver().port();
  }
  auto out = to_this_machine();
  EXPECT_EQ(post(resolving({}), {"https://hooks.example.invalid/", {}, "{}"}, never),
            (Outcome{Trouble::unresolved, 0}));
  EXPECT_EQ(post(out, {"http://127.0.0.1:" + closed_port + "/", {}, "{}"}, never), (Outcome{Trouble::unreachable, 0}));
  TestReceiver receiver;
  EXPECT_EQ(post(out, {"https://127.0.0.1:" + receiver.port() + "/", {}, "{}"}, never)->trouble, Trouble::tls);
  receiver.then([](const Heard&) { return ""; });
  EXPECT_EQ(post(out, {receiver.url(), {}, "{}"}, never), (Outcome{Trouble::broken, 0}));
  for (int status : {400, 404, 410, 500, 503}) {
    receiver.then([&](const Heard&) { return TestReceiver::answer(status); });
    EXPECT_EQ(post(out, {receiver.url(), {}, "{}"}, never), (Outcome{Trouble::status, status}));
  }
}

/// `openssl s_server` on a free port, with a certificate that nobody but itself vouches for.
class SelfMadeTls {
 public:
  SelfMadeTls() {
    auto pair = std::string(folder_.path()) + "/pair.pem";
    auto make =
        "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1"
        " -keyout " +
        pair + " -out " + pair + ".crt 2>/dev/null && cat " + pair + ".crt >> " + pair;
    EXPECT_EQ(std::system(make.c_str()), 0);
    {
      port_ = TestReceiver().port();
    }
    auto at = "127.0.0.1:" + port_;
    server_ = ::fork();
    if (server_ == 0) {
      ::execlp("openssl", "openssl", "s_server", "-quiet", "-www", "-accept", at.c_str(), "-cert", pair.c_str(),
               nullptr);
      ::_exit(127);
    }
  }
  ~SelfMadeTls() {
    ::kill(server_, SIGKILL);
    ::waitpid(server_, nullptr, 0);
  }
  std::string url() const { return "https://127.0.0.1:" + port_ + "/"; }

 private:
  TemporaryFolder folder_;
  std::string port_;
  pid_t server_ = 0;
};

TEST(Post, trusts_no_certificate_that_the_system_does_not) {
  SelfMadeTls server;
  std::optional<Outcome> outcome;
  for (int i = 0; i < 200; ++i) {  // until it listens
    outcome = post(to_this_machine(), {server.url(), {}, "{}"}, never);
    if (outcome->trouble != Trouble::unreachable) break;
    std::this_thread::sleep_for(50ms);
  }
  EXPECT_EQ(outcome, (Outcome{Trouble::tls, 0}));
}

TEST(Post, follows_no_redirect) {
  TestReceiver elsewhere;
  TestReceiver receiver(
      [&](const Heard&) { return TestReceiver::answer(307, "Location: " + elsewhere.url() + "\r\n"); });
  EXPECT_EQ(post(to_this_machine(), {receiver.url(), {}, "{}"}, never), (Outcome{Trouble::redirect, 307}));
  EXPECT_TRUE(elsewhere.heard().empty());
}

TEST(Post, ignores_the_proxies_of_the_environment) {
  TestReceiver proxy, receiver;
  auto address = "http://127.0.0.1:" + proxy.port();
  for (auto name : {"http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY"})
    ::setenv(name, address.c_str(), 1);
  EXPECT_EQ(post(to_this_machine(), {receiver.url(), {}, "{}"}, never), kTaken);
  for (auto name : {"http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY"}) ::unsetenv(name);
  EXPECT_TRUE(proxy.heard().empty());
}

TEST(Post, reads_no_more_of_an_answer_than_it_needs) {
  TestReceiver receiver(
      [](const Heard&) { return "HTTP/1.1 200 OK\r\nContent-Length: 50000000\r\n\r\n" + std::string(1 << 20, 'x'); });
  EXPECT_EQ(post(to_this_machine(), {receiver.url(), {}, "{}"}, never), (Outcome{std::nullopt, 200}));
}

TEST(Post, waits_no_longer_than_its_patience_and_stops_when_told) {
  std::atomic<bool> over = false;
  TestReceiver receiver([&](const Heard&) {
    while (!over) std::this_thread::sleep_for(5ms);
    return TestReceiver::answer(204);
  });
  auto outbound = to_this_machine();
  outbound.patience = 200ms;
  EXPECT_EQ(post(outbound, {receiver.url(), {}, "{}"}, never), (Outcome{Trouble::timed_out, 0}));
  over = true;
  TestReceiver silent([&](const Heard&) {
    while (!over) std::this_thread::sleep_for(5ms);
    return TestReceiver::answer(204);
  });
  over = false;
  int asked = 0;
  EXPECT_EQ(post(to_this_machine(), {silent.url(), {}, "{}"}, [&] { return ++asked > 1; }), std::nullopt);
  over = true;
}

}  // namespace
}  // namespace couloir::webhooks
