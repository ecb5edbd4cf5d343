#include "store/tables.h"

#include <fmt/format.h>

#include "base/bug.h"

namespace couloir {
namespace {

constexpr auto kSqliteColumns = R"sql(
  SELECT t.name AS table_name, c.name AS name, lower(c.type) AS type, c."notnull" AS required, c.dflt_value AS fallback,
         c.pk AS key_place, instr(t.sql, 'AUTOINCREMENT') > 0 AND c.pk = 1 AS identity
    FROM sqlite_schema t JOIN pragma_table_info(t.name) c
   WHERE t.type = 'table' AND substr(t.name, 1, 7) <> 'sqlite_'
   ORDER BY t.name, c.cid)sql";

constexpr auto kPostgresColumns = R"sql(
  SELECT t.relname AS table_name, c.attname AS name, format_type(c.atttypid, NULL) AS type, c.attnotnull AS required,
         pg_get_expr(d.adbin, d.adrelid) AS fallback, COALESCE(array_position(k.conkey, c.attnum), 0) AS key_place,
         c.attidentity <> '' AS identity
    FROM pg_class t
    JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum > 0 AND NOT c.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = c.attnum
    LEFT JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'p'
   WHERE t.relkind = 'r' AND t.relnamespace = current_schema()::regnamespace
   ORDER BY t.relname COLLATE "C", c.attnum)sql";

ColumnType type_named(std::string_view type) {
  if (type == "integer" || type == "bigint") return ColumnType::integer;
  if (type == "real" || type == "double precision") return ColumnType::real;
  if (type == "text") return ColumnType::text;
  if (type == "blob" || type == "bytea") return ColumnType::bytes;
  throw Bug(fmt::format("{} is no type of the portable subset", type));
}

/// PostgreSQL shows 'x' as 'x'::text.
std::optional<std::string> without_cast(std::optional<std::string> fallback) {
  if (fallback) fallback = fallback->substr(0, fallback->rfind("::"));
  return fallback;
}

Column column_in(const Row& row) {
  return {.name = row.get<std::string>("name"),
          .type = type_named(row.get<std::string_view>("type")),
          .required = row.get<bool>("required"),
          .identity = row.get<bool>("identity"),
          .fallback = without_cast(row.get<std::optional<std::string>>("fallback")),
          .key_place = row.get<int>("key_place")};
}

}  // namespace

bool has_table(Reader& reader, Dialect dialect, std::string_view name) {
  auto sql = dialect == Dialect::sqlite ? "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = :name"
                                        : "SELECT COUNT(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = "
                                          "current_schema()::regnamespace AND relname = :name";
  return reader.one<int>(sql, {{":name", name}}) == 1;
}

std::vector<Table> tables_in(Reader& reader, Dialect dialect) {
  std::vector<Table> tables;
  reader.each(dialect == Dialect::sqlite ? kSqliteColumns : kPostgresColumns, {}, [&](const Row& row) {
    auto name = row.get<std::string_view>("table_name");
    if (tables.empty() || tables.back().name != name) tables.push_back({std::string(name), {}});
    tables.back().columns.push_back(column_in(row));
  });
  return tables;
}

}  // namespace couloir
