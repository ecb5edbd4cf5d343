// Use cases as CSV, piece by piece, so that memory does not grow with the region.
#pragma once

#include <functional>
#include <string>

#include "base/csv.h"
#include "portfolio/use_case_store.h"
#include "region/pack.h"

namespace couloir::portfolio {

/// The next piece at each call, "" at the end: what Response::next_chunk wants. Rights are the caller's.
std::function<std::string()> csv_chunks(Db&, UseCaseFilter, CsvForm);

/// A file to fill in: every column that the import takes, and one use case as an example, in the person's language.
std::string example_csv(const region::Pack&, CsvForm);

}  // namespace couloir::portfolio
