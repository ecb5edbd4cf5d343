#include "store/utf8.h"

#include <cstdint>
#include <cstring>

namespace couloir {
namespace {

/// Length of the well-formed multi-byte character at `p`, 0 when there is none.
std::size_t character(const unsigned char* p, std::size_t left) {
  auto follows = [&](std::size_t i) { return (p[i] & 0xC0) == 0x80; };
  auto lead = p[0];
  if (lead >= 0xC2 && lead <= 0xDF) return left >= 2 && follows(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    if (left < 3 || !follows(1) || !follows(2)) return 0;
    bool overlong = lead == 0xE0 && p[1] < 0xA0;
    bool surrogate = lead == 0xED && p[1] >= 0xA0;
    return overlong || surrogate ? 0 : 3;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    if (left < 4 || !follows(1) || !follows(2) || !follows(3)) return 0;
    bool overlong = lead == 0xF0 && p[1] < 0x90;
    bool beyond = lead == 0xF4 && p[1] >= 0x90;
    return overlong || beyond ? 0 : 4;
  }
  return 0;
}

/// Eight bytes at once: none is 0 and none has its top bit set.
bool eight_plain(const unsigned char* p) {
  std::uint64_t word = 0;
  std::memcpy(&word, p, 8);
  constexpr std::uint64_t kTop = 0x8080808080808080, kOnes = 0x0101010101010101;
  return ((word | (word - kOnes)) & kTop) == 0;
}

}  // namespace

bool is_utf8_text(std::string_view bytes) {
  auto* p = reinterpret_cast<const unsigned char*>(bytes.data());
  for (std::size_t left = bytes.size(); left > 0;) {
    if (left >= 8 && eight_plain(p)) {
      p += 8, left -= 8;
    } else if (*p != 0 && *p < 0x80) {
      ++p, --left;
    } else {
      auto length = character(p, left);
      if (length == 0) return false;
      p += length, left -= length;
    }
  }
  return true;
}

}  // namespace couloir
