// Unguessable bytes and tokens, from the system's generator. Never a source of chance inside a rule or the solver.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace couloir {

std::string random_bytes(std::size_t count);

/// RFC 4648 base32 without padding: A–Z and 2–7, safe in URLs and easy to read aloud.
std::string base32(std::string_view bytes);
/// Accepts lower case, spaces, dashes and padding; empty for anything else.
std::optional<std::string> from_base32(std::string_view text);

/// A secret for links, cookies and API tokens, in lower-case base32. 20 bytes (the default) are 160 bits, 32
/// characters.
std::string random_token(std::size_t bytes = 20);

}  // namespace couloir
