// Copies of all a database holds, taken while the server writes; stored files go beside it (app/store_commands.cc). A
// backup is one SQLite file in couloir's own schema, whichever database it comes from: it restores into both, and
// couloir itself opens it (docs/adr/0010-backup-format.md). Never overwrites data.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/db.h"

namespace couloir {

/// Told after each table, and each ten thousand rows of a long one. `total` is the number of rows of all tables.
struct CopyProgress {
  std::string_view table;
  std::int64_t done = 0;
  std::int64_t total = 0;
};
using OnProgress = std::function<void(const CopyProgress&)>;

struct CopyReport {
  int schema = 0;  ///< version of the schema of the copy
  int tables = 0;
  std::int64_t rows = 0;
};

/// Writes `file` from one moment of the database; it appears whole or not at all, and survives a power cut once this
/// returns. Errors: refused (`file` exists; the database is not at this program's schema), unavailable (it cannot be
/// written, with the reason).
Result<CopyReport> backup(Db&, const std::string& file, const OnProgress& = {});

/// Fills an empty database from a backup, in one transaction; then counts again what it wrote. An older backup is
/// restored at its own schema and then migrated. Errors: refused (there is data already; the backup is newer than
/// this program), invalid (no backup, or a damaged one), unavailable.
Result<CopyReport> restore(Db&, const std::string& file, const OnProgress& = {});

}  // namespace couloir
