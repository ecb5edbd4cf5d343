// A list of the reception as a CSV file, in the form that use cases are exported in: what French Excel opens, unless
// ?form=plain; formulas disarmed.
#pragma once

#include <string>
#include <vector>

#include "web/request.h"

namespace couloir::reception {

using CsvCells = std::vector<std::string>;
/// `name` without its ".csv"; the first of `rows` names the columns.
web::Response csv_download(const web::Request&, const std::string& name, const std::vector<CsvCells>& rows);

}  // namespace couloir::reception
