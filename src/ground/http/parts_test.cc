// The small pieces below the server: head scan, head rules, inbox, body, pace, workers, response head, forwarding.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>

#include "base/bug.h"
#include "http/body.h"
#include "http/forwarded.h"
#include "http/head_scan.h"
#include "http/inbox.h"
#include "http/pace.h"
#include "http/request_reader.h"
#include "http/response_head.h"
#include "http/workers.h"

namespace couloir::http {
namespace {

/// The status a request is refused with, 200 when it is whole, 100 when more is awaited; fed in steps of that size.
int verdict(std::string_view bytes, std::size_t step = 1'000'000, std::uint64_t body_limit = 1'000) {
  ServerConfig config;
  config.on_fault = [](std::string_view) {};
  BodyLimit limit = [=](auto, auto) { return body_limit; };
  RequestReader reader(config, limit);
  std::string pending;
  while (!bytes.empty() || !pending.empty()) {
    auto piece = bytes.substr(0, step);
    bytes.remove_prefix(piece.size());
    pending += piece;
    auto used = reader.feed(pending);
    pending.erase(0, used);
    if (reader.stage() == RequestReader::Stage::refused) return reader.refusal();
    if (reader.stage() == RequestReader::Stage::whole) return 200;
    if (piece.empty() && used == 0) return 100;
  }
  return 100;
}

struct Case {
  int status;
  std::string request;
};

std::string get(std::string_view more) { return "GET / HTTP/1.1\r\nHost: x\r\n" + std::string(more) + "\r\n"; }
std::string post(std::string_view more) { return "POST / HTTP/1.1\r\nHost: x\r\n" + std::string(more); }
std::string headers(int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += "X: y\r\n";
  return out;
}

const std::vector<Case> kRequests = {
    {200, get("")},
    {200, get("X: caf\xc3\xa9\tx\r\n")},
    {200, get("X:\r\n")},
    {200, "GET / HTTP/1.0\r\n\r\n"},
    {200, "GET http://x/a HTTP/1.1\r\nHost: x\r\n\r\n"},
    {200, "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n"},
    {200, post("Content-Length: 2\r\n\r\nab")},
    {200, post("Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n")},
    {200, get(headers(99))},
    {100, "GET / HTTP/1.1\r\nHost: x\r\n"},
    {100, post("Content-Length: 2\r\n\r\na")},
    {100, post("Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n")},
    {400, "GET / HTTP/1.1\r\n\r\n"},
    {400, "GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n"},
    {400, "GET / HTTP/1.1\r\nHost: x/y\r\n\r\n"},
    {400, "GET / HTTP/1.1\r\nHost:\r\n\r\n"},
    {400, "GET http://y/a HTTP/1.1\r\nHost: x\r\n\r\n"},
    {400, "GET /a#b HTTP/1.1\r\nHost: x\r\n\r\n"},
    {400, "GET a HTTP/1.1\r\nHost: x\r\n\r\n"},
    {400, "GET / HTTP/1.1\nHost: x\n\n"},
    {400, "GET / HTTP/1.1\r\nHost: x\n\r\n"},
    {400, "GET / HTTP/1.1\r\nHost: x\rX: y\r\n\r\n"},
    {400, "\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n"},
    {400, " GET / HTTP/1.1\r\nHost: x\r\n\r\n"},
    {400, "GET  / HTTP/1.1\r\nHost: x\r\n\r\n"},
    {400, "GET / FTP/1.1\r\nHost: x\r\n\r\n"},
    {400, "GET /\r\n\r\n"},
    {400, "GET / HTTP/1.1\r\nHost : x\r\n\r\n"},
    {400, "GET / HTTP/1.1\r\n: x\r\n\r\n"},
    {400, get("X\r\n")},
    {400, get("X: a\r\n b\r\n")},
    {400, get("X: a\r\n\tb\r\n")},
    {400, get(std::string("X: a\0b\r\n", 8))},
    {400, get("X: a\x7f\r\n")},
    {400, "\x16\x03\x01\x02"},
    {400, "SSH-2.0-OpenSSH_9.2\r\n"},
    {400, std::string(40, 'A')},
    {400, post("Content-Length: 2\r\nContent-Length: 2\r\n\r\nab")},
    {400, post("Content-Length: 2\r\nContent-Length: 3\r\n\r\nab")},
    {400, post("Content-Length: 2, 2\r\n\r\nab")},
    {400, post("Content-Length: +2\r\n\r\nab")},
    {400, post("Content-Length: -2\r\n\r\nab")},
    {400, post("Content-Length: 0x2\r\n\r\nab")},
    {400, post("Content-Length: 99999999999999999999\r\n\r\nab")},
    {400, post("Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nX")},
    {400, post("Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\nX")},
    {400, "POST / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
    {400, post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n")},
    {400, post("Transfer-Encoding: chunked\r\n\r\nxyz\r\n")},
    {400, post("Transfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n")},
    {400, post("Transfer-Encoding: chunked\r\n\r\n2\nab\r\n0\r\n\r\n")},
    {400, post("Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n")},
    {400, post("Transfer-Encoding: chunked\r\n\r\n2;" + std::string(20'000, 'x'))},
    {413, post("Content-Length: 1001\r\n\r\n")},
    {413, post("Transfer-Encoding: chunked\r\n\r\n3e9\r\n" + std::string(1'001, 'x'))},
    {414, "GET /" + std::string(9'000, 'a') + " HTTP/1.1\r\n"},
    {417, get("Expect: a miracle\r\n")},
    {431, get("X: " + std::string(17'000, 'a') + "\r\n")},
    {431, get(headers(8'000))},
    {431, get(headers(100))},
    {501, post("Transfer-Encoding: xchunked\r\n\r\n")},
    {501, post("Transfer-Encoding: gzip, chunked\r\n\r\n")},
    {501, post("Transfer-Encoding: identity\r\n\r\n")},
    {505, "GET / HTTP/2.0\r\nHost: x\r\n\r\n"},
    {505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
    {505, "GET / HTTP/0.9\r\nHost: x\r\n\r\n"},
};

TEST(RequestReader, takes_honest_requests_and_refuses_the_others_with_the_right_status) {
  for (auto& [status, request] : kRequests) EXPECT_EQ(verdict(request), status) << request.substr(0, 200);
}

TEST(RequestReader, comes_to_the_same_verdict_however_the_bytes_are_cut) {
  for (auto& [status, request] : kRequests)
    for (std::size_t step : {1, 2, 7})
      EXPECT_EQ(verdict(request, step), status) << step << "\n" << request.substr(0, 200);
}

TEST(RequestReader, outlives_the_end_of_a_chunked_body_in_two_pieces) {
  for (auto last : {"0\r\n\r", "0\r\nT"}) {
    ServerConfig config;
    BodyLimit limit = [](auto, auto) { return 10; };
    RequestReader reader(config, limit);
    reader.feed(post("Transfer-Encoding: chunked\r\n\r\n"));
    EXPECT_EQ(reader.feed("0\r\n"), 0U);
    EXPECT_EQ(reader.feed(last), 0U) << "Beast 1.81 asserts n >= 5 here";
    EXPECT_EQ(reader.stage(), RequestReader::Stage::body);
  }
}

TEST(RequestReader, leaves_the_next_request_alone) {
  ServerConfig config;
  BodyLimit limit = [](auto, auto) { return 10; };
  RequestReader reader(config, limit);
  std::string two = post("Content-Length: 2\r\n\r\nab") + get("");
  EXPECT_EQ(two.substr(reader.feed(two)), get(""));
  EXPECT_EQ(reader.request().body, "ab");
}

TEST(RequestReader, keeps_trailers_out_of_the_head) {
  ServerConfig config;
  BodyLimit limit = [](auto, auto) { return 10; };
  RequestReader reader(config, limit);
  reader.feed(post("Transfer-Encoding: chunked\r\n\r\n0\r\nAuthorization: me\r\n\r\n"));
  ASSERT_EQ(reader.stage(), RequestReader::Stage::whole);
  EXPECT_EQ(reader.request().header("authorization"), "");
}

TEST(Inbox, keeps_bytes_in_order_while_it_grows_and_rests_small) {
  Inbox inbox;
  auto small = inbox.room().size();
  std::string all;
  for (int i = 0; i < 1000; ++i) {
    auto room = inbox.room();
    auto piece = std::string(std::min<std::size_t>(room.size(), 37), static_cast<char>('a' + i % 26));
    std::copy(piece.begin(), piece.end(), room.begin());
    inbox.filled(piece.size());
    all += piece;
    if (i % 3 == 0) {
      inbox.use(5);
      all.erase(0, 5);
    }
  }
  EXPECT_EQ(inbox.view(), all);
  inbox.rest();
  EXPECT_EQ(inbox.view(), all) << "bytes that wait are kept";
  inbox.use(all.size());
  inbox.rest();
  EXPECT_EQ(inbox.room().size(), small);
}

TEST(Body, moves_from_memory_to_a_file_and_reads_as_one) {
  Body body(testing::TempDir(), 10);
  EXPECT_FALSE(body.append("0123456789"));
  EXPECT_FALSE(body.append("abc"));
  EXPECT_FALSE(body.append(""));
  EXPECT_FALSE(body.finish());
  EXPECT_EQ(body.view(), "0123456789abc");
}

TEST(Body, says_when_the_disk_is_full) {
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  auto old = std::signal(SIGXFSZ, SIG_IGN);
  rlimit tight{1000, before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &tight);
  Body body(testing::TempDir(), 10);
  auto failed = body.append(std::string(2000, 'x'));
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, old);
  EXPECT_EQ(failed, std::errc::file_too_large);
}

TEST(Pace, moves_only_when_enough_bytes_came) {
  Pace pace;
  SteadyTime start{};
  auto after = [&](int ms) { return start + std::chrono::milliseconds(ms); };
  EXPECT_FALSE(pace.over(after(1'000'000)));
  pace.at_least(1000, 2000, start);  // 2,000 bytes in each 2 s
  pace.passed(1999, after(1500));
  EXPECT_FALSE(pace.over(after(2000)));
  EXPECT_TRUE(pace.over(after(2001)));
  pace.passed(1, after(1600));
  EXPECT_FALSE(pace.over(after(3600)));
  EXPECT_TRUE(pace.over(after(3601)));
}

TEST(Workers, run_every_job_they_were_given_before_they_end) {
  struct Count final : Job {
    void run() noexcept override { ++*counter; }
    std::atomic<int>* counter = nullptr;
  };
  std::atomic<int> done = 0;
  std::vector<Count> jobs(1000);
  {
    Workers workers(3);
    for (auto& job : jobs) {
      job.counter = &done;
      workers.give(job);
      if (workers.given() == 7) workers.start();
    }
    workers.start();
  }
  EXPECT_EQ(done, 1000);
}

TEST(HttpDate, is_written_as_rfc_9110_asks) { EXPECT_EQ(http_date(784111777), "Sun, 06 Nov 1994 08:49:37 GMT"); }

TEST(ResponseHead, leaves_framing_to_the_server) {
  for (auto name : {"Content-Length", "transfer-encoding", "Connection", "Date", "", "a b", "a:"}) {
    RawResponse response;
    response.headers = {{name, "1"}};
    EXPECT_THROW(response_head(response, {}), Bug) << name;
  }
  RawResponse odd;
  odd.status = 99;
  EXPECT_THROW(response_head(odd, {}), Bug);
}

std::string client_of(std::string peer, std::string chain, std::vector<std::string> trusted) {
  RawRequest request;
  request.peer = std::move(peer);
  request.headers = {{"x-forwarded-for", std::move(chain)}, {"x-forwarded-proto", "https"}};
  apply_forwarded(request, trusted);
  return request.peer + (request.secure ? " secure" : "");
}

TEST(Forwarded, gives_the_last_address_that_no_proxy_of_ours_has) {
  EXPECT_EQ(client_of("::1", "6.6.6.6, 192.0.2.1, 10.0.0.2", {"::1", "10.0.0.2"}), "192.0.2.1 secure");
  EXPECT_EQ(client_of("::1", "2001:db8::7", {"::1"}), "2001:db8::7 secure");
  EXPECT_EQ(client_of("::1", "", {"::1"}), "::1 secure");
  EXPECT_EQ(client_of("::1", "unknown", {"::1"}), "::1 secure");
  EXPECT_EQ(client_of("192.0.2.9", "1.1.1.1", {"::1"}), "192.0.2.9");
}

}  // namespace
}  // namespace couloir::http
