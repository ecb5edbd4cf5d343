// A receiver of webhooks on this machine, for tests: a socket, one thread, and an answer for each request.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace couloir::webhooks {

struct Heard {
  std::string head;  ///< request line and headers
  std::string body;

  /// Value of a header; empty: not there.
  std::string header(const std::string& name) const {
    auto at = head.find("\r\n" + name + ": ");
    if (at == std::string::npos) return {};
    at += name.size() + 4;
    return head.substr(at, head.find("\r\n", at) - at);
  }
};

class TestReceiver {
 public:
  /// Bytes of the whole answer to a request; empty: it hangs up.
  using Answering = std::function<std::string(const Heard&)>;
  static std::string answer(int status, const std::string& more = {}) {
    return "HTTP/1.1 " + std::to_string(status) + " X\r\nContent-Length: 0\r\n" + more + "\r\n";
  }

  explicit TestReceiver(Answering answering = [](const Heard&) { return answer(204); })
      : answering_(std::move(answering)) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at;
    ::bind(listening_, reinterpret_cast<sockaddr*>(&at), sizeof at);
    ::listen(listening_, 16);
    ::getsockname(listening_, reinterpret_cast<sockaddr*>(&at), &size);
    port_ = ntohs(at.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~TestReceiver() {
    stopping_ = true;
    thread_.join();
    ::close(listening_);
  }

  std::string port() const { return std::to_string(port_); }
  std::string url() const { return "http://127.0.0.1:" + port() + "/hook"; }
  std::vector<Heard> heard() const {
    std::lock_guard lock(mutex_);
    return heard_;
  }
  void then(Answering answering) {
    std::lock_guard lock(mutex_);
    answering_ = std::move(answering);
  }

 private:
  bool readable(int socket) const {
    pollfd one{socket, POLLIN, 0};
    while (!stopping_)
      if (::poll(&one, 1, 20) > 0) return true;
    return false;
  }
  void serve() {
    while (readable(listening_)) {
      int socket = ::accept(listening_, nullptr, nullptr);
      talk(socket);
      ::close(socket);
    }
  }
  void talk(int socket) {
    std::string all;
    auto whole = [&] {
      auto end = all.find("\r\n\r\n");
      if (end == std::string::npos) return false;
      auto length = Heard{all.substr(0, end + 2), {}}.header("Content-Length");
      return all.size() >= end + 4 + (length.empty() ? 0 : std::stoul(length));
    };
    while (!whole()) {
      char bytes[4096];
      auto n = readable(socket) ? ::read(socket, bytes, sizeof bytes) : 0;
      if (n <= 0) return;
      all.append(bytes, static_cast<std::size_t>(n));
      if (all[0] == '\x16') return;  // a TLS handshake: this one speaks plainly
    }
    auto end = all.find("\r\n\r\n");
    Heard heard{all.substr(0, end + 2), all.substr(end + 4)};
    Answering answering;
    {
      std::lock_guard lock(mutex_);
      heard_.push_back(heard);
      answering = answering_;
    }
    auto bytes = answering(heard);
    for (std::size_t sent = 0; sent < bytes.size();) {
      auto n = ::send(socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
      if (n <= 0) return;
      sent += static_cast<std::size_t>(n);
    }
  }

  mutable std::mutex mutex_;
  Answering answering_;
  std::vector<Heard> heard_;
  int listening_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  std::uint16_t port_ = 0;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace couloir::webhooks
