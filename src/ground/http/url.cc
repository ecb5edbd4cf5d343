// Decoding happens once and after splitting: never decode what was decoded, never split what was decoded.
#include "http/url.h"

#include <algorithm>

#include "base/text.h"
#include "http/chars.h"

namespace couloir::http {

namespace {

Error malformed_address() { return Error::invalid(say("This address is not written correctly.")); }

/// Calls `visit` with each piece of `text` between separators, also the empty ones, until it returns an error.
template <class Visit>
Result<void> for_each_piece(std::string_view text, char separator, const Visit& visit) {
  while (true) {
    auto end = text.find(separator);
    TRY(visit(text.substr(0, end)));
    if (end == text.npos) return {};
    text.remove_prefix(end + 1);
  }
}

bool may_not_stand_in_a_path(std::string_view segment) {
  return segment == "." || segment == ".." || std::any_of(segment.begin(), segment.end(), is_control);
}

Result<std::string> decode_segment(std::string_view raw) {
  TRY_LET(auto segment, percent_decode(raw));
  if (may_not_stand_in_a_path(segment)) return malformed_address();
  return segment;
}

Result<std::string> decode_form_text(std::string_view raw) {
  std::string spaced(raw);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  return percent_decode(spaced);
}

}  // namespace

Result<Target> split_target(std::string_view target) {
  if (!target.starts_with('/')) return malformed_address();
  Target out;
  auto mark = target.find('?');
  out.path = target.substr(0, mark);
  if (mark != target.npos) out.query = target.substr(mark + 1);
  if (out.path == "/") return out;
  TRY(for_each_piece(out.path.substr(1), '/', [&](std::string_view raw) -> Result<void> {
    TRY_LET(auto segment, decode_segment(raw));
    out.segments.push_back(std::move(segment));
    return {};
  }));
  return out;
}

Result<std::string> percent_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (text.size() - i < 3) return malformed_address();
      int high = hex_digit(text[i + 1]);
      int low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return malformed_address();
      c = static_cast<char>(high * 16 + low);
      i += 2;
    }
    if (c == '\0') return malformed_address();
    out.push_back(c);
  }
  if (!is_utf8(out)) return malformed_address();
  return out;
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (is_digit(c) || is_alpha(c) || c == '-' || c == '.' || c == '_' || c == '~')
      out.push_back(c);
    else
      out.append({'%', kHex[byte >> 4], kHex[byte & 15]});
  }
  return out;
}

Result<Fields> parse_query(std::string_view query, const FieldLimits& limits) {
  Fields fields;
  TRY(for_each_piece(query, '&', [&](std::string_view pair) -> Result<void> {
    if (pair.empty()) return {};
    auto equals = pair.find('=');
    TRY_LET(auto name, decode_form_text(pair.substr(0, equals)));
    TRY_LET(auto value, decode_form_text(equals == pair.npos ? "" : pair.substr(equals + 1)));
    if (fields.size() == limits.count || name.size() > limits.name_bytes || value.size() > limits.value_bytes)
      return Error::invalid(say("There are too many answers, or one of them is too long."));
    fields.push_back({std::move(name), std::move(value)});
    return {};
  }));
  return fields;
}

std::string encode_query(const Fields& fields) {
  std::string out;
  for (auto& field : fields) {
    if (!out.empty()) out += '&';
    out += percent_encode(field.name) + '=' + percent_encode(field.value);
  }
  return out;
}

}  // namespace couloir::http
