// One linear history of schema/NNNN-name.sql for both databases, embedded in the program at build time.
// Forward only; a released file that changed is refused.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/db.h"

namespace couloir {

struct Migration {
  int version;            ///< 1, 2, 3… without a gap
  std::string_view name;  ///< "people"
  std::string_view sql;   ///< with {{id}} {{integer}} {{real}} {{text}} {{bytes}} for the types that differ
};

/// The statements of a schema file in the words of `dialect`. An unknown {{word}} is a Bug.
std::vector<std::string> statements_of(std::string_view schema_sql, Dialect);

/// Those built into this program, in order.
const std::vector<Migration>& migrations();

struct SchemaState {
  int applied = 0;  ///< version the database is at; 0: empty
  int known = 0;    ///< last version this program knows
};
SchemaState schema_state(Db&);

/// Brings the database to the last known version, each file in its own transaction; nothing to do is cheap (1 read).
/// Errors: refused (the database is newer than the program, or an applied file's hash differs).
Result<int> migrate(Db&, const std::vector<Migration>& history = migrations());

/// The migrations that this database has had. Errors: as migrate().
Result<std::vector<Migration>> applied_history(Reader&, Dialect);
/// Applies all of them to a database that has none, in the caller's transaction.
void replay(Tx&, Dialect, const std::vector<Migration>&);

/// The schema as the database itself tells it, in words that both dialects share; only lines starting with "  check"
/// and "  only" (a partial index) quote the dialect. Tests compare the replay with schema/current.sql.
std::string describe_schema(Db&);

}  // namespace couloir
