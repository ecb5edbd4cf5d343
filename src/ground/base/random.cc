// Randomness from libsodium (getrandom underneath), and base32 both ways.
#include "base/random.h"

#include <sodium.h>

#include <stdexcept>

namespace couloir {
namespace {

std::string encode(std::string_view bytes, std::string_view alphabet) {
  std::string out;
  out.reserve((bytes.size() * 8 + 4) / 5);
  unsigned pending = 0;
  int bits = 0;
  for (unsigned char byte : bytes) {
    pending = (pending << 8 | byte) & 0xFFF;
    for (bits += 8; bits >= 5; bits -= 5) out += alphabet[pending >> (bits - 5) & 31];
  }
  if (bits > 0) out += alphabet[pending << (5 - bits) & 31];
  return out;
}

int value_of(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a';
  if (c >= '2' && c <= '7') return c - '2' + 26;
  return -1;
}

}  // namespace

std::string random_bytes(std::size_t count) {
  static const bool ready = sodium_init() >= 0;
  if (!ready) throw std::runtime_error("libsodium found no source of randomness");
  std::string out(count, '\0');
  randombytes_buf(out.data(), out.size());
  return out;
}

std::string base32(std::string_view bytes) { return encode(bytes, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"); }

std::optional<std::string> from_base32(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  std::string out;
  unsigned pending = 0;
  int bits = 0;
  for (char c : text) {
    if (c == ' ' || c == '-') continue;
    int value = value_of(c);
    if (value < 0) return std::nullopt;
    pending = (pending << 5 | static_cast<unsigned>(value)) & 0xFFF;
    if ((bits += 5) < 8) continue;
    bits -= 8;
    out += static_cast<char>(pending >> bits & 0xFF);
  }
  return out;
}

std::string random_token(std::size_t bytes) { return encode(random_bytes(bytes), "abcdefghijklmnopqrstuvwxyz234567"); }

}  // namespace couloir
