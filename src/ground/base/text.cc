// UTF-8, spaces and the shapes of addresses.
#include "base/text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace couloir {
namespace {

using Byte = unsigned char;

bool ascii_block(const char* p) {
  std::uint64_t block = 0;
  std::memcpy(&block, p, sizeof block);
  return (block & 0x8080808080808080U) == 0;
}

/// Length of the well-formed sequence at `at`, or 0 (Unicode 15, table 3-7).
std::size_t sequence_at(std::string_view text, std::size_t at) {
  auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<Byte>(text[at + i]) : Byte{0}; };
  auto tail = [&](std::size_t i) { return (byte(i) & 0xC0) == 0x80; };
  Byte first = byte(0), second = byte(1);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return tail(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    bool overlong = first == 0xE0 && second < 0xA0;
    bool surrogate = first == 0xED && second > 0x9F;
    return tail(1) && tail(2) && !overlong && !surrogate ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    bool overlong = first == 0xF0 && second < 0x90;
    bool too_high = first == 0xF4 && second > 0x8F;
    return tail(1) && tail(2) && tail(3) && !overlong && !too_high ? 4 : 0;
  }
  return 0;
}

bool starts_code_point(char c) { return (static_cast<Byte>(c) & 0xC0) != 0x80; }

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<Byte>(c) >= 0x80;
}

/// Letters, digits, inner dashes, at least `labels` of them: "loria.fr", "xn--lor-4na.fr", "loria.fr" with accents.
bool is_host(std::string_view host, std::size_t labels) {
  if (host.size() > 253) return false;
  std::size_t count = 0;
  while (true) {
    auto dot = host.find('.');
    auto label = host.substr(0, dot);
    bool inner = std::ranges::all_of(label, [](char c) { return is_letter_or_digit(c) || c == '-'; });
    if (label.empty() || label.size() > 63 || !inner || label.front() == '-' || label.back() == '-') return false;
    ++count;
    if (dot == std::string_view::npos) return count >= labels;
    host.remove_prefix(dot + 1);
  }
}

bool has_space_or_control(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i)
    if (static_cast<Byte>(text[i]) < 0x20 || text[i] == 0x7F || space_at(text, i)) return true;
  return false;
}

}  // namespace

std::optional<std::size_t> bad_utf8_at(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (at + 8 <= text.size() && ascii_block(text.data() + at)) {
      at += 8;
      continue;
    }
    auto length = sequence_at(text, at);
    if (length == 0) return at;
    at += length;
  }
  return std::nullopt;
}

std::size_t count_of_code_points(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(utf8, starts_code_point));
}

std::string_view first_code_points(std::string_view utf8, std::size_t code_points) {
  for (std::size_t at = 0; at < utf8.size(); ++at)
    if (starts_code_point(utf8[at]) && code_points-- == 0) return utf8.substr(0, at);
  return utf8;
}

std::string shortened(std::string_view utf8, std::size_t code_points) {
  if (first_code_points(utf8, code_points).size() == utf8.size()) return std::string(utf8);
  if (code_points == 0) return {};
  return std::string(first_code_points(utf8, code_points - 1)) + "…";
}

std::size_t space_at(std::string_view text, std::size_t at) {
  auto rest = text.substr(at);
  if (rest.empty()) return 0;
  if (rest[0] == ' ' || (rest[0] >= '\t' && rest[0] <= '\r')) return 1;
  if (rest.starts_with("\u00a0")) return 2;
  if (rest.starts_with("\u202f") || rest.starts_with("\u3000") || rest.starts_with("\ufeff")) return 3;
  // U+2000 to U+200B: quads, em and thin spaces, zero width
  if (rest.starts_with("\xe2\x80") && rest.size() > 2 && static_cast<Byte>(rest[2]) >= 0x80 &&
      static_cast<Byte>(rest[2]) <= 0x8B)
    return 3;
  return 0;
}

std::string_view trim(std::string_view text) {
  std::size_t begin = 0, end = 0;
  while (auto space = space_at(text, begin)) begin += space;
  for (std::size_t at = begin; at < text.size();) {
    auto space = space_at(text, at);
    at += space ? space : 1;
    if (!space) end = at;
  }
  return begin < end ? text.substr(begin, end - begin) : std::string_view{};
}

std::string join_words(std::span<const std::string> words, std::string_view between) {
  std::string all;
  for (const auto& word : words) all.append(all.empty() ? "" : between).append(word);
  return all;
}

bool is_email(std::string_view text) {
  auto at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at > 64 || text.size() > 254) return false;
  auto local = text.substr(0, at);
  constexpr std::string_view kRefused = "@\"(),:;<>[]\\";
  if (!is_utf8(text) || has_space_or_control(text) || local.find_first_of(kRefused) != std::string_view::npos)
    return false;
  if (local.front() == '.' || local.back() == '.' || local.find("..") != std::string_view::npos) return false;
  return is_host(text.substr(at + 1), 2);
}

bool is_web_address(std::string_view text) {
  if (text.size() > 2000 || !is_utf8(text) || has_space_or_control(text)) return false;
  std::string scheme(text.substr(0, 8));
  std::ranges::transform(scheme, scheme.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  std::size_t start = scheme == "https://" ? 8 : scheme.starts_with("http://") ? 7 : 0;
  if (start == 0 || text.find_first_of("\"<>\\^`{|}") != std::string_view::npos) return false;
  auto authority = text.substr(start, text.find_first_of("/?#", start) - start);
  auto colon = authority.find(':');
  auto port = colon == std::string_view::npos ? "80" : authority.substr(colon + 1);
  bool good_port =
      !port.empty() && port.size() <= 5 && std::ranges::all_of(port, [](char c) { return c >= '0' && c <= '9'; });
  return good_port && is_host(authority.substr(0, colon), 1);
}

bool is_plain_text(std::string_view text) {
  return std::ranges::none_of(text, [](char c) {
    return (static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\r' && c != '\t') || c == '\x7f';
  });
}

}  // namespace couloir
