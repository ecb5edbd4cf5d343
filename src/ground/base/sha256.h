// SHA-256 for chains, receipts and stored tokens. Not for passwords: those take argon2id (people/).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace couloir {

/// 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

/// HMAC (RFC 2104) with SHA-256: 64 digits, too. `key` has any length.
std::string hmac_sha256_hex(std::string_view message, std::string_view key);

/// SHA-256 over bytes that arrive in pieces.
class Sha256 {
 public:
  Sha256();
  Sha256& add(std::string_view bytes);
  std::string hex();  ///< REQUIRES: called once, last

 private:
  alignas(64) std::array<std::uint8_t, 128> state_;  ///< libsodium's, kept opaque so that its header stays in one file
};

std::string to_hex(std::string_view bytes);

}  // namespace couloir
