// One cursor over the text; each step takes what it knows or fails.
#include "http/media_type.h"

#include <algorithm>

#include "http/chars.h"

namespace couloir::http {

namespace {

constexpr std::size_t kMostParameters = 10;

Error malformed_type() { return Error::invalid(say("What was sent does not say correctly what it is.")); }

template <class Wanted>
std::string_view take_while(std::string_view& text, Wanted wanted) {
  auto end = std::find_if_not(text.begin(), text.end(), wanted);
  auto taken = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(taken.size());
  return taken;
}

bool take_sign(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

/// After the opening quote.
Result<std::string> take_quoted(std::string_view& text) {
  auto inside = take_while(text, [](char c) { return c != '"' && (!is_control(c) || c == '\t'); });
  if (!take_sign(text, '"')) return malformed_type();
  return std::string(inside);
}

Result<Field> take_parameter(std::string_view& text) {
  Field parameter{lowered(take_while(text, is_token_char)), {}};
  if (parameter.name.empty() || !take_sign(text, '=')) return malformed_type();
  if (take_sign(text, '"')) {
    TRY_LET(parameter.value, take_quoted(text));
  } else {
    parameter.value = take_while(text, is_token_char);
    if (parameter.value.empty()) return malformed_type();
  }
  return parameter;
}

void skip_spaces(std::string_view& text) {
  take_while(text, [](char c) { return c == ' ' || c == '\t'; });
}

}  // namespace

Result<MediaType> parse_media_type(std::string_view value) {
  auto left = trimmed(value);
  MediaType out{lowered(take_while(left, [](char c) { return is_token_char(c) || c == '/'; })), {}};
  if (out.type.empty() || out.type.front() == '/' || out.type.back() == '/') return malformed_type();
  if (std::count(out.type.begin(), out.type.end(), '/') > 1) return malformed_type();
  for (skip_spaces(left); !left.empty(); skip_spaces(left)) {
    if (!take_sign(left, ';')) return malformed_type();
    skip_spaces(left);
    TRY_LET(auto parameter, take_parameter(left));
    if (find(out.parameters, parameter.name) || out.parameters.size() == kMostParameters) return malformed_type();
    out.parameters.push_back(std::move(parameter));
  }
  return out;
}

}  // namespace couloir::http
