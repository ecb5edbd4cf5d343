// Whether bytes are text that both databases store: UTF-8 (RFC 3629) without NUL.
#pragma once

#include <string_view>

namespace couloir {

bool is_utf8_text(std::string_view bytes);

}  // namespace couloir
