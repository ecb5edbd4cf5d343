// What the commands on files share: an error that names the file it is about.
#pragma once

#include <string>

#include "base/result.h"

namespace couloir::pool {

/// The same error, each place with the file before it.
inline Error of_file(const std::string& name, Error error) {
  if (error.problems.empty()) return Error::invalid({{name, error.message}});
  for (auto& problem : error.problems) problem.where = name + ": " + problem.where;
  return error;
}

}  // namespace couloir::pool
