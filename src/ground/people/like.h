// Search words as LIKE patterns: nothing a person types is a wildcard. Escape sign: “!”.
#pragma once

#include <string>
#include <string_view>

#include "base/text.h"

namespace couloir::people {

/// Folded, so that it meets the folded column; empty stays empty.
inline std::string containing(std::string_view text) {
  std::string pattern;
  for (char c : fold(trim(text))) {
    if (c == '!' || c == '%' || c == '_') pattern += '!';
    pattern += c;
  }
  return pattern.empty() ? pattern : "%" + pattern + "%";
}

}  // namespace couloir::people
