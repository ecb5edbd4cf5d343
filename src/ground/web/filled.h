// Forms that come back: fields with what was typed, what a command found wrong, the version that was shown.
#pragma once

#include <cstdint>
#include <vector>

#include "html/form.h"
#include "web/request.h"

namespace couloir::web {

/// The same fields, each with the values that the form has; a password is never shown again.
std::vector<view::Field> with_values(std::vector<view::Field>, const Form&);
/// Puts what is wrong on the form; false: the error needs a page of its own, as what is gone or not hers.
bool told_on(Form&, const Error&);
/// "7" → 7; 0 for anything else: the version that a form carries.
std::int64_t version_in(const Request&);

}  // namespace couloir::web
