// The server over a real socket: what a client gets for the bytes it sends. No deadlines here (tests/hostile has them).
#include "http/server.h"

#include <gmock/gmock.h>

#include <atomic>
#include <filesystem>
#include <mutex>

#include "http/testing.h"

namespace couloir::http {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

RawResponse text(std::string body) {
  RawResponse response;
  response.headers = {{"Content-Type", "text/plain"}};
  response.body = std::move(body);
  return response;
}

RawResponse describe(const RawRequest& request) {
  return text(request.method + " " + request.target + " " + std::to_string(request.body.size()) + " " +
              std::string(request.body));
}

TEST(Server, answers_a_request_with_date_and_length) {
  RunningServer server(describe);
  auto answer = answer_to(server.port(), "GET /a?b HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(first_line(answer), "HTTP/1.1 200 OK");
  EXPECT_THAT(answer, HasSubstr("\r\nDate: "));
  EXPECT_THAT(answer, HasSubstr("\r\nContent-Length: 11\r\n"));
  EXPECT_THAT(answer, Not(HasSubstr("Connection:")));
  EXPECT_THAT(answer, EndsWith("\r\n\r\nGET /a?b 0 "));
}

TEST(Server, answers_pipelined_requests_in_order_on_one_connection) {
  RunningServer server(describe);
  std::string three;
  for (auto path : {"/1", "/2", "/3"}) three += "GET " + std::string(path) + " HTTP/1.1\r\nHost: x\r\n\r\n";
  auto answer = answer_to(server.port(), three);
  EXPECT_LT(answer.find("GET /1"), answer.find("GET /2"));
  EXPECT_LT(answer.find("GET /2"), answer.find("GET /3"));
  EXPECT_THAT(answer, EndsWith("GET /3 0 "));
}

TEST(Server, closes_when_the_client_asks_and_says_so) {
  RunningServer server(describe);
  auto answer = Client(server.port()).send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").rest();
  EXPECT_THAT(answer, HasSubstr("\r\nConnection: close\r\n"));
}

TEST(Server, speaks_to_old_clients_and_keeps_their_connection_only_when_asked) {
  RunningServer server(describe);
  EXPECT_THAT(Client(server.port()).send("GET / HTTP/1.0\r\n\r\n").rest(), HasSubstr("Connection: close\r\n"));
  EXPECT_THAT(answer_to(server.port(), "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"),
              HasSubstr("Connection: keep-alive\r\n"));
}

TEST(Server, answers_head_with_the_head_of_get_alone) {
  RunningServer server(describe);
  auto answer = answer_to(server.port(), "HEAD /a HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_THAT(answer, HasSubstr("Content-Length: 10\r\n"));
  EXPECT_THAT(answer, EndsWith("\r\n\r\n"));
}

TEST(Server, gives_no_length_to_answers_without_a_body) {
  RunningServer server([](const RawRequest& request) {
    RawResponse response;
    response.status = request.target == "/204" ? 204 : 304;
    return response;
  });
  auto answer = answer_to(server.port(), "GET /204 HTTP/1.1\r\nHost: x\r\n\r\nGET /304 HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_THAT(answer, HasSubstr("HTTP/1.1 204 No Content\r\n"));
  EXPECT_THAT(answer, HasSubstr("HTTP/1.1 304 Not Modified\r\n"));
  EXPECT_THAT(answer, Not(HasSubstr("Content-Length")));
}

TEST(Server, reads_bodies_with_a_length_and_in_chunks) {
  RunningServer server(describe);
  EXPECT_THAT(answer_to(server.port(), "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello"),
              EndsWith("5 hello"));
  EXPECT_THAT(answer_to(server.port(),
                        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                        "3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\nTrailer: z\r\n\r\n"),
              EndsWith("5 hello"));
}

/// The official time of a filing (docs/dossier-states.md).
TEST(Server, says_of_a_request_when_its_last_byte_came) {
  using namespace std::chrono_literals;
  RunningServer server([](const RawRequest& request) { return text(request.received.iso()); });
  for (std::string_view head :
       {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhell", "GET / HTTP/1.1\r\nHost: x\r\n\r"}) {
    Client client(server.port());
    client.send(head);
    std::this_thread::sleep_for(200ms);
    auto before = system_clock().now();
    client.send(head.starts_with("POST") ? "o" : "\n").end();
    auto answer = client.rest();
    auto after = system_clock().now();
    auto received = parse_instant(answer.substr(answer.find("\r\n\r\n") + 4));
    ASSERT_TRUE(received) << answer;
    EXPECT_GE(*received, *parse_instant(before.iso())) << head;
    EXPECT_LE(*received, after) << head;
  }
}

TEST(Server, hands_over_a_large_body_as_one_piece_and_leaves_no_file_behind) {
  auto spool = std::filesystem::path(testing::TempDir()) / "couloir-http-spool";
  std::filesystem::create_directories(spool);
  ServerConfig config;
  config.spool = spool;
  config.limits.memory_bytes = 1000;
  std::atomic<bool> same = false;
  std::string body(300'000, 'a');
  for (std::size_t i = 0; i < body.size(); ++i) body[i] = static_cast<char>('a' + i % 26);
  RunningServer server(
      [&](const RawRequest& request) {
        same = request.body == body;
        return text("kept");
      },
      config);
  answer_to(server.port(), "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 300000\r\n\r\n" + body);
  EXPECT_TRUE(same);
  EXPECT_TRUE(std::filesystem::is_empty(spool));
}

TEST(Server, answers_507_and_reports_when_a_body_cannot_be_kept) {
  std::mutex mutex;
  std::string fault;
  ServerConfig config;
  config.spool = "/nonexistent";
  config.limits.memory_bytes = 10;
  config.on_fault = [&](std::string_view what) {
    std::lock_guard lock(mutex);
    fault = what;
  };
  RunningServer server(describe, config);
  auto answer =
      answer_to(server.port(), "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 20\r\n\r\n01234567890123456789");
  EXPECT_EQ(first_line(answer), "HTTP/1.1 507 Insufficient Storage");
  std::lock_guard lock(mutex);
  EXPECT_EQ(fault, "spooling a request body to /nonexistent: No such file or directory");
}

TEST(Server, refuses_a_body_above_the_limit_at_once_and_lets_the_client_read_why) {
  RunningServer server(describe, {}, 10);
  auto announced =
      Client(server.port()).send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\n").until("\n\r\n");
  EXPECT_EQ(first_line(announced), "HTTP/1.1 413 Content Too Large");
  EXPECT_THAT(announced, HasSubstr("Connection: close\r\n"));
  auto chunked =
      answer_to(server.port(), "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n01234567890\r\n");
  EXPECT_EQ(first_line(chunked), "HTTP/1.1 413 Content Too Large");
}

TEST(Server, tells_a_client_that_waits_to_go_on) {
  RunningServer server(describe);
  Client client(server.port());
  client.send("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(client.until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  EXPECT_THAT(client.send("ok").end().rest(), EndsWith("2 ok"));
}

TEST(Server, tells_a_client_that_waits_at_once_when_the_body_is_too_large) {
  RunningServer server(describe, {}, 1);
  Client client(server.port());
  client.send("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(first_line(client.until("\r\n\r\n")), "HTTP/1.1 413 Content Too Large");
}

TEST(Server, turns_an_exception_into_500_reports_it_and_lives_on) {
  std::mutex mutex;
  std::string fault;
  ServerConfig config;
  config.on_fault = [&](std::string_view what) {
    std::lock_guard lock(mutex);
    fault = what;
  };
  RunningServer server(
      [](const RawRequest& request) {
        if (request.target == "/bad") throw std::runtime_error("disk on fire");
        return text("well");
      },
      config);
  auto answer = answer_to(server.port(), "GET /bad HTTP/1.1\r\nHost: x\r\n\r\nGET /good HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(first_line(answer), "HTTP/1.1 500 Internal Server Error");
  EXPECT_THAT(answer, EndsWith("well"));
  EXPECT_THAT(answer, Not(HasSubstr("fire")));
  std::lock_guard lock(mutex);
  EXPECT_EQ(fault, "GET /bad: disk on fire");
}

TEST(Server, never_sends_a_header_that_would_split_the_answer) {
  ServerConfig config;
  config.on_fault = [](std::string_view) {};
  RunningServer server(
      [](const RawRequest&) {
        auto response = text("");
        response.headers.push_back({"Location", "/x\r\nSet-Cookie: a=b"});
        return response;
      },
      config);
  auto answer = answer_to(server.port(), "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(first_line(answer), "HTTP/1.1 500 Internal Server Error");
  EXPECT_THAT(answer, Not(HasSubstr("Set-Cookie")));
}

RawResponse three_chunks(const RawRequest&) {
  auto response = text("");
  response.next_chunk = [left = 3]() mutable { return left-- > 0 ? "piece " + std::to_string(left) : std::string(); };
  return response;
}

TEST(Server, streams_an_answer_of_unknown_length_in_chunks) {
  RunningServer server(three_chunks);
  auto answer = answer_to(server.port(), "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_THAT(answer, HasSubstr("Transfer-Encoding: chunked\r\n"));
  EXPECT_THAT(answer, EndsWith("\r\n\r\n7\r\npiece 2\r\n7\r\npiece 1\r\n7\r\npiece 0\r\n0\r\n\r\n"));
}

TEST(Server, streams_to_old_clients_until_it_closes) {
  RunningServer server(three_chunks);
  auto answer = Client(server.port()).send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").rest();
  EXPECT_THAT(answer, HasSubstr("Connection: close\r\n"));
  EXPECT_THAT(answer, EndsWith("\r\n\r\npiece 2piece 1piece 0"));
}

TEST(Server, cuts_a_stream_that_fails_so_that_it_does_not_look_whole) {
  ServerConfig config;
  config.on_fault = [](std::string_view) {};
  RunningServer server(
      [](const RawRequest&) {
        auto response = text("");
        response.next_chunk = [first = true]() mutable -> std::string {
          if (!std::exchange(first, false)) throw std::runtime_error("database gone");
          return "half";
        };
        return response;
      },
      config);
  auto answer = Client(server.port()).send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").rest();
  EXPECT_THAT(answer, Not(EndsWith("0\r\n\r\n")));
}

TEST(Server, turns_requests_away_when_too_many_wait) {
  ServerConfig config;
  config.workers = 1;
  config.limits.max_waiting = 1;
  std::promise<void> started;
  std::promise<void> go;
  auto may_go = go.get_future().share();
  std::atomic<int> asked = 0;
  RunningServer server(
      [&](const RawRequest&) {
        if (asked++ == 0) started.set_value();
        may_go.wait();
        return text("done");
      },
      config);
  Client busy(server.port());
  busy.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").end();
  started.get_future().wait();
  // Of two more, one waits for the worker and one is turned away at once; which one is up to the kernel.
  auto ask = [&] { return answer_to(server.port(), "GET / HTTP/1.1\r\nHost: x\r\n\r\n"); };
  std::promise<std::string> first_back;
  std::atomic<int> back = 0;
  auto ask_and_tell = [&] {
    auto answer = ask();
    if (back++ == 0) first_back.set_value(answer);
  };
  std::thread one(ask_and_tell), two(ask_and_tell);
  auto turned_away = first_back.get_future().get();
  go.set_value();
  one.join();
  two.join();
  EXPECT_EQ(first_line(turned_away), "HTTP/1.1 503 Service Unavailable");
  EXPECT_THAT(turned_away, HasSubstr("\r\nRetry-After: 5\r\n"));
  EXPECT_THAT(busy.rest(), EndsWith("done"));
}

TEST(Server, finishes_what_is_in_flight_when_stopped_and_refuses_new_clients) {
  std::promise<void> started;
  std::promise<void> go;
  RunningServer server([&](const RawRequest&) {
    started.set_value();
    go.get_future().wait();
    return text("finished");
  });
  Client client(server.port());
  Client idle(server.port());
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  started.get_future().wait();
  server.server().stop();
  EXPECT_EQ(idle.rest(), "");
  EXPECT_FALSE(Client(server.port()).connected());
  go.set_value();
  auto answer = client.rest();
  EXPECT_THAT(answer, EndsWith("finished"));
  EXPECT_THAT(answer, HasSubstr("Connection: close\r\n"));
  server.stop();
}

TEST(Server, believes_forwarded_headers_of_configured_proxies_alone) {
  auto who = [](const RawRequest& request) { return text(request.peer + (request.secure ? " secure" : " plain")); };
  auto asked = "GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 1.2.3.4, 192.0.2.7\r\nX-Forwarded-Proto: https\r\n\r\n";
  RunningServer open(who);
  EXPECT_THAT(answer_to(open.port(), asked), EndsWith("127.0.0.1 plain"));
  ServerConfig config;
  config.trusted_proxies = {"127.0.0.1"};
  RunningServer behind(who, config);
  EXPECT_THAT(answer_to(behind.port(), asked), EndsWith("192.0.2.7 secure"));
}

TEST(Server, lets_the_owner_word_its_refusals) {
  ServerConfig config;
  config.refusal_page = [](int status, const RawRequest& request) {
    return text("sorry, " + std::to_string(status) + " for " + std::string(request.header("accept-language")));
  };
  RunningServer server(describe, config, 3);
  auto answer =
      answer_to(server.port(), "POST / HTTP/1.1\r\nHost: x\r\nAccept-Language: fr\r\nContent-Length: 9\r\n\r\n");
  EXPECT_EQ(first_line(answer), "HTTP/1.1 413 Content Too Large");
  EXPECT_THAT(answer, EndsWith("sorry, 413 for fr"));
}

TEST(Server, names_a_busy_port) {
  RunningServer server(describe);
  ServerConfig config;
  config.port = server.port();
  try {
    Server second(config, describe, [](auto, auto) { return 0; });
    FAIL() << "bound twice";
  } catch (const std::system_error& e) {
    EXPECT_EQ(e.code(), std::errc::address_in_use);
  }
}

}  // namespace
}  // namespace couloir::http
