// The value of a Content-Type, and headers of the same shape such as Content-Disposition: a word and its parameters.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "http/fields.h"

namespace couloir::http {

struct MediaType {
  std::string type;   ///< lower case: "text/csv", "form-data"
  Fields parameters;  ///< names in lower case, quotes taken off values
};

/// Strict (RFC 9110 §5.6.6, at most 10 parameters). In a quoted value a backslash stands for itself, as browsers send
/// file names. Errors: invalid, also for a parameter given twice.
Result<MediaType> parse_media_type(std::string_view value);

}  // namespace couloir::http
