// The body of a form without files: application/x-www-form-urlencoded, in UTF-8.
#pragma once

#include <string_view>

#include "base/result.h"
#include "http/url.h"

namespace couloir::http {

/// Longer texts than an address may hold.
inline constexpr FieldLimits kFormLimits{.count = 1'000, .name_bytes = 1'000, .value_bytes = 200'000};

bool is_form(std::string_view content_type);
/// Errors: invalid, as parse_query.
Result<Fields> parse_form(std::string_view body, const FieldLimits& limits = kFormLimits);

}  // namespace couloir::http
