// Use cases as CSV, piece by piece, so that memory does not grow with the region.
#pragma once

#include <functional>
#include <string>

#include "base/csv.h"
#include "portfolio/use_case_store.h"

namespace couloir::portfolio {

/// The next piece at each call, "" at the end: what Response::next_chunk wants. Rights are the caller's.
std::function<std::string()> csv_chunks(Db&, UseCaseFilter, CsvForm);

}  // namespace couloir::portfolio
