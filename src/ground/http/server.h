// The HTTP/1.1 server: sockets, deadlines, limits, drain. Knows bytes and messages, nothing of routes or people.
// server.cc alone includes Asio, request_reader.cc alone Beast; gzip, ETags and error pages belong to web/.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"

namespace couloir::http {

struct Header {
  std::string name;  ///< lower case in requests
  std::string value;
};

/// A whole request: it is handed on when its last byte has arrived.
struct RawRequest {
  std::string method;  ///< "GET"
  std::string target;  ///< "/use-cases?sort=score", as sent
  std::vector<Header> headers;
  std::string_view body;  ///< in memory up to Limits::memory_bytes, above that a mapped, already unlinked file
  std::string peer;       ///< address; behind a trusted proxy, the client's
  bool secure = false;    ///< TLS here, or X-Forwarded-Proto: https from a trusted proxy
  Instant received;       ///< when the last byte arrived: the official time of a filing (docs/dossier-states.md)

  std::string_view header(std::string_view lower_name) const;
};

struct RawResponse {
  int status = 200;
  std::vector<Header> headers;
  std::string body;
  std::shared_ptr<const std::string> shared_body;  ///< instead of `body`: an asset kept in memory
  /// Instead of both: a large export, pulled piece by piece on a worker as fast as the client reads; "" ends it.
  /// An exception cuts the connection, so that half a file never passes for a whole one.
  std::function<std::string()> next_chunk;
};

struct Limits {
  unsigned header_ms = 10'000;  ///< from the first byte to the end of the headers; not re-armed per read
  unsigned body_ms = 30'000;    ///< window in which `min_rate` must be met
  unsigned idle_ms = 60'000;    ///< keep-alive
  unsigned write_ms = 30'000;   ///< the same for a client that reads its answer
  unsigned linger_ms = 3'000;   ///< a refused upload is still read this long, so that the answer can be seen
  unsigned drain_ms = 10'000;   ///< for requests in flight after SIGTERM
  unsigned min_rate = 1024;     ///< bytes/s
  unsigned max_connections = 20'000;
  unsigned max_waiting = 1'000;  ///< requests queued for a worker; above that 503 at once
  std::uint32_t header_bytes = 16'384;
  std::uint32_t target_bytes = 8'192;
  std::uint32_t max_headers = 100;
  std::uint64_t memory_bytes = 256 << 10;
};

/// The page for an answer the server gives by itself (400, 408, 413, 431, 503…); the request is filled as far as it was
/// read. Runs on the I/O thread: no database, no waiting. Its status is overwritten.
using RefusalPage = std::function<RawResponse(int status, const RawRequest&)>;
/// Told of every exception of a handler and every failure of the machine (full disk, no more descriptors).
using OnFault = std::function<void(std::string_view what)>;

struct ServerConfig {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8026;  ///< 0: any free one, see Server::port()
  unsigned workers = 2;
  std::string spool;                         ///< folder for bodies above Limits::memory_bytes
  std::vector<std::string> trusted_proxies;  ///< addresses whose X-Forwarded-* are believed
  Limits limits;
  RefusalPage refusal_page;  ///< empty: one line of plain English
  OnFault on_fault;          ///< empty: standard error; called from any thread
};

using Respond = std::function<RawResponse(const RawRequest&)>;
/// Largest body in bytes accepted for this method and path, asked when the headers are in; above it 413 at once.
using BodyLimit = std::function<std::uint64_t(std::string_view method, std::string_view path)>;

class Loop;

class Server {
 public:
  /// Binds at once. Errors: throws std::system_error (a busy port says so: std::errc::address_in_use).
  Server(ServerConfig, Respond, BodyLimit);
  ~Server();
  std::uint16_t port() const;
  /// Serves until stop(): stops accepting, finishes what is in flight, then returns.
  void run();
  /// From any thread or signal handler thread; idempotent.
  void stop();

 private:
  std::unique_ptr<Loop> loop_;
};

}  // namespace couloir::http
