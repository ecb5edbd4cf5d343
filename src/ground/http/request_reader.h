// Turns the bytes of a connection into one request, strictly. Does no I/O and knows no time: bytes in, stage out.
// request_reader.cc is the only file that includes Beast, whose grammar of HTTP/1.1 it stands on.
#pragma once

#include <memory>
#include <string_view>

#include "http/response_head.h"
#include "http/server.h"

namespace couloir::http {

class RequestReader {
 public:
  enum class Stage {
    head,     ///< wants the head's bytes, all of them in one piece
    body,     ///< head accepted, wants the body
    whole,    ///< request() can be answered
    refused,  ///< answer refusal() and close
  };

  /// `config` and `body_limit` must outlive the reader. REQUIRES: config.on_fault.
  RequestReader(const ServerConfig& config, const BodyLimit& body_limit);
  ~RequestReader();

  /// `pending`: what has come and was not used before. How much of it is used now; the rest must be given again, with
  /// more behind it, or belongs to the next request.
  std::size_t feed(std::string_view pending);

  Stage stage() const;
  int refusal() const;          ///< REQUIRES: refused
  bool wants_continue() const;  ///< the client waits for "100 Continue" before it sends the body
  Exchange exchange() const;
  /// As far as read. Its body stays valid as long as the reader.
  RawRequest& request();

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace couloir::http
