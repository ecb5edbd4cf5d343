// What proves to a receiver that couloir wrote, and when: HMAC-SHA256 over "time.body". docs/webhooks.md
#pragma once

#include <string>
#include <string_view>

#include "base/instant.h"

namespace couloir::webhooks {

/// "t=1795338000,v1=5257a869…": seconds since 1970, then 64 hexadecimal digits.
std::string signature(std::string_view secret, std::string_view body, Instant now);

/// How a receiver checks it, in Python; shown on the page and in docs/webhooks.md, run by a test.
extern const std::string_view kVerifyInPython;

}  // namespace couloir::webhooks
