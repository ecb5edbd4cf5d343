// The head of an answer as text. Decides framing (length, chunks, nothing), date and whether the connection stays.
#pragma once

#include <ctime>
#include <string>

#include "http/server.h"

namespace couloir::http {

/// What the answer must know of the request.
struct Exchange {
  bool head_only = false;  ///< HEAD: the same head, no body
  bool keep_alive = true;
  bool old_client = false;  ///< HTTP/1.0: no chunks, and keep-alive must be said
};

/// How the body travels.
enum class Framing { none, length, chunked, until_close };

Framing framing_of(const RawResponse&, const Exchange&);
/// Throws Bug for a header whose name or value would break the message: such text is never sent.
std::string response_head(const RawResponse&, const Exchange&);
std::string_view body_of(const RawResponse&);
/// "OK"; empty for a status without a registered phrase.
std::string_view reason_phrase(int status);
/// "Sun, 06 Nov 1994 08:49:37 GMT"
std::string http_date(std::time_t);

}  // namespace couloir::http
