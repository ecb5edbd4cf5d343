// The little JSON the journal reads and writes; the only file of it that knows Boost.JSON. Inside the journal only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "journal/payload.h"

namespace couloir::journal {

/// The text in quotes, escaped.
std::string json_string(std::string_view text);
/// Empty for what is not an object of plain values and lists of them.
std::optional<payload_detail::Parsed> parse_json_object(std::string_view json);
/// Empty for what is not a list of strings.
std::vector<std::string> parse_json_strings(std::string_view json);

}  // namespace couloir::journal
