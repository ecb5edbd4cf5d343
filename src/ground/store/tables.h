// What a database says of its own tables. Dialect by dialect here, in shared words outside.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/db.h"

namespace couloir {

enum class ColumnType { integer, real, text, bytes };
template <>
inline constexpr auto kNames<ColumnType> = std::array{"integer"sv, "real"sv, "text"sv, "bytes"sv};

struct Column {
  std::string name;
  ColumnType type;
  bool required;                        ///< NOT NULL
  bool identity;                        ///< {{id}}: numbered by the database
  std::optional<std::string> fallback;  ///< DEFAULT, as written
  int key_place;                        ///< 1… in the primary key; 0: not part of it
};

struct Table {
  std::string name;
  std::vector<Column> columns;
};

bool has_table(Reader&, Dialect, std::string_view name);
/// Ours in this schema, by name.
std::vector<Table> tables_in(Reader&, Dialect);

}  // namespace couloir
