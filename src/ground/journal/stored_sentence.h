// A Sentence as text in a column: a JSON list of its msgid and arguments, so that each reader gets it in their
// language.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace couloir::journal {

std::string to_stored(const Sentence&);
/// Empty for a text that is none.
Sentence stored_sentence(std::string_view text);

}  // namespace couloir::journal
