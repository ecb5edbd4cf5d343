// The body of a form with files (multipart/form-data, RFC 7578), cut into its parts without copying them. Strict: what
// two readers could cut differently is refused.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace couloir::http {

struct Part {
  std::string name;
  bool is_file = false;   ///< a file name was given, be it empty: a file field left alone
  std::string filename;   ///< as the person's machine calls it, folders taken off; for display only, never a path
  std::string type;       ///< what the client says it is: "text/csv"; empty: nothing said
  std::string_view data;  ///< inside the body
};

struct MultipartLimits {
  std::size_t parts = 200;
  std::size_t head_bytes = 4'096;     ///< of one part
  std::size_t value_bytes = 200'000;  ///< of one part that is not a file
};

bool is_multipart(std::string_view content_type);
/// `body` must outlive the parts. Errors: invalid, also for names, file names and texts that are not UTF-8 or hold NUL.
Result<std::vector<Part>> parse_multipart(std::string_view content_type, std::string_view body,
                                          const MultipartLimits& limits = {});

}  // namespace couloir::http
