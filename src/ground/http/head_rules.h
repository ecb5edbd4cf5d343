// What RFC 9110 and 9112 ask of a request's headers together, once each of them has been read.
#pragma once

#include "http/server.h"

namespace couloir::http {

/// 0, or the status to refuse with: 400 for a missing, doubled or odd Host, doubled lengths or a length beside a
/// Transfer-Encoding, 417 for an unknown Expect, 501 for an encoding other than chunked. Turns an absolute target of
/// the same host into its path. `minor`: the 1 of HTTP/1.1.
int apply_head_rules(RawRequest&, int minor);

/// The status for a request line whose version was not understood: 505 when it names another HTTP, else 400.
int refusal_of_version(std::string_view head);

}  // namespace couloir::http
