// The schema as the database sees it, in words that both dialects share. Quotes the dialect only for conditions.
#include <fmt/format.h>

#include "store/migrate.h"
#include "store/sql_text.h"
#include "store/tables.h"

namespace couloir {
namespace {

/// One line of constraint or index, under its table.
struct Line {
  std::string table;
  std::string text;
};

// Every query gives (table_name, text).
constexpr auto kSqliteUniques = R"sql(
  SELECT t.name AS table_name, 'UNIQUE (' || (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) || ')' AS text
    FROM sqlite_schema t JOIN pragma_index_list(t.name) i
   WHERE t.type = 'table' AND i.origin = 'u')sql";
constexpr auto kSqliteForeignKeys = R"sql(
  SELECT t.name AS table_name,
         'FOREIGN KEY (' || group_concat(f."from", ', ') || ') REFERENCES ' || f."table" || '(' || group_concat(f."to", ', ')
         || ')' || CASE f.on_update WHEN 'NO ACTION' THEN '' ELSE ' ON UPDATE ' || f.on_update END
         || CASE f.on_delete WHEN 'NO ACTION' THEN '' ELSE ' ON DELETE ' || f.on_delete END AS text
    FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) f
   WHERE t.type = 'table'
   GROUP BY t.name, f.id)sql";
constexpr auto kSqliteIndexes = R"sql(
  SELECT t.name AS table_name,
         'index ' || i.name || ' (' || (SELECT group_concat(COALESCE(name, 'expression') || CASE "desc" WHEN 1 THEN ' DESC' ELSE '' END, ', ')
                                          FROM pragma_index_xinfo(i.name) WHERE key = 1) || ')'
         || CASE i."unique" WHEN 1 THEN ' unique' ELSE '' END || CASE i.partial WHEN 1 THEN ' partial' ELSE '' END AS text
    FROM sqlite_schema t JOIN pragma_index_list(t.name) i
   WHERE t.type = 'table' AND i.origin = 'c')sql";
constexpr auto kSqlitePartial = R"sql(
  SELECT tbl_name AS table_name, 'only ' || name || substr(sql, instr(sql, ' WHERE ')) AS text
    FROM sqlite_schema WHERE type = 'index' AND instr(sql, ' WHERE ') > 0)sql";

constexpr auto kPostgresConstraints = R"sql(
  SELECT t.relname AS table_name, CASE k.contype WHEN 'c' THEN 'check ' ELSE '' END || pg_get_constraintdef(k.oid) AS text
    FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid
   WHERE k.contype IN ('u', 'f', 'c') AND t.relnamespace = current_schema()::regnamespace)sql";
constexpr auto kPostgresIndexes = R"sql(
  SELECT t.relname AS table_name,
         'index ' || x.relname || ' ('
         || (SELECT string_agg(COALESCE(a.attname, 'expression') || CASE i.indoption[k.n - 1] & 1 WHEN 1 THEN ' DESC' ELSE '' END, ', '
                               ORDER BY k.n)
               FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(col, n)
               LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.col AND k.col > 0)
         || ')' || CASE WHEN i.indisunique THEN ' unique' ELSE '' END || CASE WHEN i.indpred IS NULL THEN '' ELSE ' partial' END AS text
    FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
   WHERE t.relnamespace = current_schema()::regnamespace
     AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u')))sql";
constexpr auto kPostgresPartial = R"sql(
  SELECT t.relname AS table_name, 'only ' || x.relname || ' WHERE ' || pg_get_expr(i.indpred, i.indrelid) AS text
    FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
   WHERE i.indpred IS NOT NULL AND t.relnamespace = current_schema()::regnamespace)sql";

/// SQLite keeps a CHECK only inside the text of CREATE TABLE.
std::vector<std::string> checks_in(std::string_view create_table) {
  std::vector<std::string> checks;
  auto sql = squeezed(create_table);
  for (auto at = sql.find("CHECK ("); at != sql.npos; at = sql.find("CHECK (", at + 1)) {
    int depth = 0;
    auto end = at + 6;
    do {
      depth += sql[end] == '(' ? 1 : sql[end] == ')' ? -1 : 0;
    } while (++end < sql.size() && depth > 0);
    checks.push_back("check " + sql.substr(at, end - at));
  }
  return checks;
}

std::vector<Line> lines_in(Reader& reader, Dialect dialect) {
  std::vector<Line> lines;
  auto read = [&](std::string_view sql) {
    reader.each(sql, {}, [&](const Row& row) {
      lines.push_back({row.get<std::string>("table_name"), row.get<std::string>("text")});
    });
  };
  if (dialect == Dialect::postgresql) {
    for (auto sql : {kPostgresConstraints, kPostgresIndexes, kPostgresPartial}) read(sql);
    return lines;
  }
  for (auto sql : {kSqliteUniques, kSqliteForeignKeys, kSqliteIndexes, kSqlitePartial}) read(sql);
  reader.each("SELECT name, sql FROM sqlite_schema WHERE type = 'table'", {}, [&](const Row& row) {
    for (auto& check : checks_in(row.get<std::string_view>("sql")))
      lines.push_back({row.get<std::string>("name"), check});
  });
  return lines;
}

std::string words_for(const Column& column) {
  auto type = column.identity ? "id" : name_of(column.type);
  auto required = column.required && column.key_place == 0 ? " NOT NULL" : "";  // a key always is
  auto fallback = column.fallback ? " DEFAULT " + *column.fallback : "";
  auto key = column.key_place > 0 ? fmt::format(" key {}", column.key_place) : "";
  return fmt::format("  {} {}{}{}{}\n", column.name, type, required, fallback, key);
}

}  // namespace

std::string describe_schema(Db& db) {
  auto reader = db.reader();
  auto lines = lines_in(*reader, db.dialect());
  std::sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.text < b.text; });
  std::string out;
  for (const auto& table : tables_in(*reader, db.dialect())) {
    out += table.name + "\n";
    for (const auto& column : table.columns) out += words_for(column);
    for (const auto& line : lines)
      if (line.table == table.name) out += "  " + line.text + "\n";
  }
  return out;
}

}  // namespace couloir
