// SHA-256 over libsodium, whose header stays here.
#include "base/sha256.h"

#include <sodium.h>

namespace couloir {
namespace {

static_assert(sizeof(crypto_hash_sha256_state) <= 128);

auto* state_in(std::array<std::uint8_t, 128>& bytes) {
  return reinterpret_cast<crypto_hash_sha256_state*>(bytes.data());
}

const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

using Digest = std::array<unsigned char, crypto_hash_sha256_BYTES>;

std::string hex_of(const Digest& digest) {
  return to_hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

}  // namespace

std::string to_hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  out.reserve(2 * bytes.size());
  for (unsigned char byte : bytes) {
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

std::string sha256_hex(std::string_view bytes) {
  Digest digest;
  crypto_hash_sha256(digest.data(), raw(bytes), bytes.size());
  return hex_of(digest);
}

std::string hmac_sha256_hex(std::string_view message, std::string_view key) {
  crypto_auth_hmacsha256_state state;
  Digest digest;
  crypto_auth_hmacsha256_init(&state, raw(key), key.size());
  crypto_auth_hmacsha256_update(&state, raw(message), message.size());
  crypto_auth_hmacsha256_final(&state, digest.data());
  return hex_of(digest);
}

Sha256::Sha256() { crypto_hash_sha256_init(state_in(state_)); }

Sha256& Sha256::add(std::string_view bytes) {
  crypto_hash_sha256_update(state_in(state_), raw(bytes), bytes.size());
  return *this;
}

std::string Sha256::hex() {
  Digest digest;
  crypto_hash_sha256_final(state_in(state_), digest.data());
  return hex_of(digest);
}

}  // namespace couloir
