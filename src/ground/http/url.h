// The target of a request: path, segments, query; percent coding both ways. Refuses what is not UTF-8 and NUL, and
// paths that climb. Knows no scheme and no host.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/fields.h"

namespace couloir::http {

struct Target {
  std::string_view path;              ///< as sent: "/labs/a%2Fb"
  std::string_view query;             ///< as sent, without "?"
  std::vector<std::string> segments;  ///< decoded one by one, so that "%2F" never makes a border: "labs", "a/b"
};

/// `target` must outlive the answer. "/" has no segment, "/a/" ends with an empty one.
/// Errors: invalid, also for control characters and for "." and ".." however they are written.
Result<Target> split_target(std::string_view target);

/// Errors: invalid, for an incomplete %, NUL, and bytes that are not UTF-8.
Result<std::string> percent_decode(std::string_view text);
/// Fit for a path segment, a query name or value: all but letters, digits and -._~ is coded.
std::string percent_encode(std::string_view text);

struct FieldLimits {
  std::size_t count = 100;
  std::size_t name_bytes = 200;
  std::size_t value_bytes = 8'192;
};

/// "a=1&b=x+y&a=2": "+" is a space, a name without "=" has the value "", empty pairs are passed over.
/// Errors: invalid, as percent_decode, and beyond the limits.
Result<Fields> parse_query(std::string_view query, const FieldLimits& limits = {});
std::string encode_query(const Fields& fields);

}  // namespace couloir::http
