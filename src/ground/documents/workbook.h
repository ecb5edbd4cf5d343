// A table as a spreadsheet (XLSX). Texts stay texts: what looks like a formula is not one. Rows go to disk as they
// come.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.h"

namespace couloir::documents {

struct WorkbookColumn {
  std::string label;
  bool numeric = false;  ///< its cells are whole numbers, or empty
  int width = 18;        ///< in characters
};
/// One sheet: head in bold that stays in sight, filters. `next` fills the next row, as many cells as columns; false at
/// the end. Errors: refused (more rows than a sheet takes), unavailable (no room on the disk).
Result<std::string> workbook(const std::string& sheet, const std::vector<WorkbookColumn>& columns,
                             const std::function<bool(std::vector<std::string>&)>& next);

}  // namespace couloir::documents
