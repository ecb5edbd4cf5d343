// Who really sent a request that came through a proxy: X-Forwarded-For and -Proto, believed from known proxies alone.
#pragma once

#include <span>
#include <string>

#include "http/server.h"

namespace couloir::http {

/// Sets `peer` and `secure`. The client is the last address of X-Forwarded-For that is not itself a trusted proxy.
void apply_forwarded(RawRequest&, std::span<const std::string> trusted_proxies);

}  // namespace couloir::http
