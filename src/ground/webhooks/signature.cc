#include "webhooks/signature.h"

#include <fmt/format.h>

#include "base/sha256.h"

namespace couloir::webhooks {

std::string signature(std::string_view secret, std::string_view body, Instant now) {
  auto seconds = std::chrono::floor<std::chrono::seconds>(now.t).time_since_epoch().count();
  return fmt::format("t={},v1={}", seconds, hmac_sha256_hex(fmt::format("{}.{}", seconds, body), secret));
}

const std::string_view kVerifyInPython = R"(import hashlib, hmac, time

def is_from_couloir(header, body, secret, now=None):
    """header: Couloir-Signature. body: the bytes as they came, before any JSON is read."""
    parts = dict(part.split("=", 1) for part in header.split(","))
    signed = parts["t"].encode() + b"." + body
    expected = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    fresh = abs((now or time.time()) - int(parts["t"])) < 300
    return fresh and hmac.compare_digest(expected, parts["v1"])
)";

}  // namespace couloir::webhooks
