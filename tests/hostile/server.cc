// The server that tests/hostile attacks: the real one, with short deadlines and handlers that make trouble.
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <thread>

#include "http/server.h"

namespace {

using namespace couloir;
using namespace couloir::http;

constexpr std::uint64_t kUploadLimit = 64 << 20;

RawResponse text(std::string body) {
  RawResponse response;
  response.headers = {{"Content-Type", "text/plain"}};
  response.body = std::move(body);
  return response;
}

/// Size and sum of the bytes, so that every page of a spooled body is read.
std::string digest(std::string_view body) {
  auto sum = std::accumulate(body.begin(), body.end(), 0U,
                             [](unsigned s, char c) { return s + static_cast<unsigned char>(c); });
  return std::to_string(body.size()) + " " + std::to_string(sum);
}

std::atomic<int> pulled = 0;

RawResponse endless() {
  auto response = text("");
  response.next_chunk = [] {
    ++pulled;
    return std::string(256 << 10, 's');
  };
  return response;
}

RawResponse respond(const RawRequest& request) {
  if (request.target == "/page") return text(std::string(4096, 'p'));
  if (request.target == "/echo") return text(digest(request.body));
  if (request.target == "/pulled") return text(std::to_string(pulled));
  if (request.target == "/stream") return endless();
  if (request.target == "/throw") throw std::runtime_error("thrown on purpose");
  if (request.target == "/slow") {
    std::this_thread::sleep_for(std::chrono::seconds(2));
    return text("finished");
  }
  if (request.target == "/big") {
    static const auto big = std::make_shared<const std::string>(32 << 20, 'b');
    auto response = text("");
    response.shared_body = big;
    return response;
  }
  return text("ok " + request.target);
}

ServerConfig short_of_patience() {
  ServerConfig config;
  config.port = 0;
  config.spool = std::getenv("TMPDIR") ? std::getenv("TMPDIR") : "/tmp";
  config.limits.header_ms = 1'000;
  config.limits.body_ms = 1'000;
  config.limits.idle_ms = 10'000;
  config.limits.write_ms = 1'000;
  config.limits.linger_ms = 1'500;
  config.limits.drain_ms = 5'000;
  return config;
}

}  // namespace

int main() {
  sigset_t wanted;
  sigemptyset(&wanted);
  sigaddset(&wanted, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &wanted, nullptr);

  Server server(short_of_patience(), respond, [](auto, auto) { return kUploadLimit; });
  std::thread waiter([&] {
    int signal = 0;
    sigwait(&wanted, &signal);
    server.stop();
  });
  std::printf("%u\n", static_cast<unsigned>(server.port()));
  std::fflush(stdout);
  server.run();
  waiter.join();
}
