// A broken invariant. Input can never reach it; caught only in web dispatch, the job runner and main.
#pragma once

#include <source_location>
#include <stdexcept>
#include <string>

namespace couloir {

struct Bug : std::logic_error {
  using std::logic_error::logic_error;
};

/// Throws Bug naming the line when `cond` is false. For invariants of our own, never for input.
void check(bool cond, std::string_view what = "invariant",
           std::source_location where = std::source_location::current());

}  // namespace couloir
