// Pieces of a letter's encoding that are checked by themselves. Inside the journal only.
#pragma once

#include <string>
#include <string_view>

namespace couloir::journal {

/// No control character, so nothing can start a header of its own.
bool is_header_text(std::string_view);
/// RFC 2045 §6.7, lines of at most 76 ended by CRLF.
std::string quoted_printable(std::string_view text);

}  // namespace couloir::journal
