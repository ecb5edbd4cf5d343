// The body of a form without files: application/x-www-form-urlencoded, in UTF-8.
#pragma once

#include <algorithm>
#include <string_view>

#include "base/result.h"
#include "http/url.h"

namespace couloir::http {

/// Of a form whose body may be so long: an answer may fill it, and a longer one may hold more answers.
constexpr FieldLimits form_limits(std::size_t body_bytes) {
  constexpr std::size_t kShortestAnswer = 128;  // with its name and their signs, in a list of thousands
  return {.count = std::max<std::size_t>(1'000, body_bytes / kShortestAnswer),
          .name_bytes = 1'000,
          .value_bytes = body_bytes};
}

bool is_form(std::string_view content_type);
/// Errors: invalid, as parse_query.
Result<Fields> parse_form(std::string_view body, const FieldLimits& limits = form_limits(256 << 10));

}  // namespace couloir::http
