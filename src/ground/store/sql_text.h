// SQL as text: finds :name parameters and statement ends, minding strings, comments and ::casts. Understands no more.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/db.h"

namespace couloir {

/// SQL whose :name parameters became ?1, ?2… (SQLite) or $1, $2… (PostgreSQL); a name used twice keeps its number.
struct NumberedSql {
  std::string text;
  std::vector<std::string> names;  ///< ":title" is number 1 when first
};
NumberedSql number_params(std::string_view sql, char mark);

/// The values in the order of `names`. Bug: one is missing, unused or given twice.
/// StoreFailure (constraint): text that is not UTF-8 or holds a NUL, a real that is not a number: no database takes
/// them both.
std::vector<const Value*> in_order(const std::vector<std::string>& names, const Params&, std::string_view sql);

/// The statements of a script, without their semicolons, comments kept. No triggers: their bodies hold semicolons.
std::vector<std::string> split_statements(std::string_view script);

/// `sql` without its comments and with single spaces; strings stay as they are. For messages and comparisons.
std::string squeezed(std::string_view sql);

}  // namespace couloir
