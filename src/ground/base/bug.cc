#include "base/bug.h"

#include <fmt/format.h>

namespace couloir {

void check(bool cond, std::string_view what, std::source_location where) {
  if (!cond) throw Bug(fmt::format("{}:{} {}: {}", where.file_name(), where.line(), where.function_name(), what));
}

}  // namespace couloir
