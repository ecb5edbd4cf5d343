// Rows from one database to another of the same schema, whatever their dialects, with the next numbers they would give.
#pragma once

#include "store/backup.h"
#include "store/tables.h"

namespace couloir {

/// Rows of every table but store_migration, which migrating the target has already filled.
std::int64_t copy_rows(Reader& from, Dialect from_dialect, Tx& to, Dialect to_dialect, const OnProgress&);

struct RowCount {
  std::string table;
  std::int64_t rows;
  bool operator==(const RowCount&) const = default;
};
std::vector<RowCount> count_rows(Reader&, Dialect);

}  // namespace couloir
