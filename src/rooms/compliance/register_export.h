// The register of AI-Act files as CSV and as a spreadsheet, piece by piece, so that memory does not grow with the
// region. Operators get their organisations' files, Legal all of them, the office and who keeps the indicators the
// numbers by class and no single file.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/csv.h"
#include "compliance/scenario.h"

namespace couloir::compliance {

/// labels: words of the thread's language, for people; keys: the names of the JSON, for scripts.
enum class Spelled { labels, keys };

struct RegisterForm {
  const RulePack& pack;
  Spelled spelled = Spelled::labels;
  std::string zone;  ///< whose days are written
  Instant now;
};

struct RegisterTable {
  struct Column {
    std::string name;
    bool numeric = false;
    int width = 18;
  };
  std::vector<Column> columns;
  std::function<bool(std::vector<std::string>&)> next;  ///< fills a row; false at the end
};
/// Whether there is anything for this actor to take along.
bool may_export(const Actor&);
/// Reads 200 files at a time, with the same number of statements for each. The database outlives it.
/// Errors: not_found, for who has no file to see.
Result<RegisterTable> register_table(Db&, const Actor&, const RegisterForm&);

/// The next piece at each call, "" at the end: what Response::next_chunk wants.
std::function<std::string()> csv_chunks(RegisterTable, CsvForm);
Result<std::string> xlsx_of(RegisterTable);

}  // namespace couloir::compliance
