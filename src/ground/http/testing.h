// For tests that need a real server and a client which sends exactly the bytes it is told to.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <future>
#include <string>
#include <string_view>
#include <thread>

#include "http/server.h"

namespace couloir::http {

/// A server on a free port of the loopback, stopped and joined at the end of its life.
class RunningServer {
 public:
  explicit RunningServer(Respond respond, ServerConfig config = {}, std::uint64_t body_limit = 1 << 20)
      : server_(on_free_port(std::move(config)), std::move(respond), [=](auto, auto) { return body_limit; }),
        thread_([this] { server_.run(); }) {}
  ~RunningServer() { stop(); }

  std::uint16_t port() const { return server_.port(); }
  Server& server() { return server_; }
  void stop() {
    server_.stop();
    if (thread_.joinable()) thread_.join();
  }

 private:
  static ServerConfig on_free_port(ServerConfig config) {
    config.port = 0;
    if (config.spool.empty()) config.spool = "/tmp";
    return config;
  }

  Server server_;
  std::thread thread_;
};

/// A blocking TCP client.
class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
  }
  ~Client() { ::close(socket_); }
  Client(const Client&) = delete;

  bool connected() const { return connected_; }
  Client& send(std::string_view bytes) {
    while (!bytes.empty()) {
      auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) break;  // the server has closed: what it said can still be read
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return *this;
  }
  Client& end() {
    ::shutdown(socket_, SHUT_WR);
    return *this;
  }
  /// Until the server closes.
  std::string rest() {
    while (fill()) {
    }
    return std::exchange(buffer_, {});
  }
  /// Up to and with `mark`; less when the server closes before.
  std::string until(std::string_view mark) {
    auto at = buffer_.find(mark);
    while (at == buffer_.npos && fill()) at = buffer_.find(mark);
    if (at == buffer_.npos) return std::exchange(buffer_, {});
    auto found = buffer_.substr(0, at + mark.size());
    buffer_.erase(0, found.size());
    return found;
  }

 private:
  bool fill() {
    char piece[65536];
    auto got = ::recv(socket_, piece, sizeof piece, 0);
    if (got > 0) buffer_.append(piece, static_cast<std::size_t>(got));
    return got > 0;
  }

  int socket_;
  bool connected_ = false;
  std::string buffer_;
};

/// The whole answer to these bytes on a connection of their own.
inline std::string answer_to(std::uint16_t port, std::string_view bytes) {
  return Client(port).send(bytes).end().rest();
}

/// "HTTP/1.1 200 OK"
inline std::string first_line(const std::string& answer) { return answer.substr(0, answer.find("\r\n")); }

}  // namespace couloir::http
