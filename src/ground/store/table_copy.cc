#include "store/table_copy.h"

#include <fmt/format.h>

#include "base/bug.h"

namespace couloir {
namespace {

constexpr std::int64_t kBatch = 10'000;

std::string quoted_name(std::string_view name) { return fmt::format("\"{}\"", name); }

std::string column_list(const Table& table, std::string_view before_each) {
  std::string list;
  for (const auto& column : table.columns)
    list += fmt::format("{}{}", list.empty() ? "" : ", ",
                        before_each == ":" ? ":" + column.name : quoted_name(column.name));
  return list;
}

/// In the order of the key, so that a parent in the same table comes before its child when numbers grow with time.
std::string select_all(const Table& table) {
  std::vector<std::string> key(table.columns.size());
  for (const auto& column : table.columns)
    if (column.key_place > 0) key[static_cast<std::size_t>(column.key_place) - 1] = quoted_name(column.name);
  std::string order;
  for (const auto& part : key)
    if (!part.empty()) order += (order.empty() ? " ORDER BY " : ", ") + part;
  return fmt::format("SELECT {} FROM {}{}", column_list(table, ""), quoted_name(table.name), order);
}

Value value_at(const Row& row, int i, ColumnType type) {
  switch (type) {
    case ColumnType::integer:
      return to_value(row.read<std::optional<std::int64_t>>(i));
    case ColumnType::real:
      return to_value(row.read<std::optional<double>>(i));
    case ColumnType::text:
      return to_value(row.read<std::optional<std::string_view>>(i));
    case ColumnType::bytes: {
      auto bytes = row.read<std::optional<std::string_view>>(i);
      return bytes ? Value{Blob{*bytes}} : Value{};
    }
  }
  throw Bug("no such column type");
}

/// PostgreSQL hands over a whole result at once: a cursor keeps a large table out of memory. SQLite gives row by row.
template <class F>
void each_row(Reader& from, Dialect dialect, const std::string& select, F&& f) {
  if (dialect == Dialect::sqlite) return from.each(select, {}, f);
  from.each("DECLARE copying NO SCROLL CURSOR FOR " + select, {}, [](const Row&) {});
  for (std::int64_t fetched = kBatch; fetched == kBatch;) {
    fetched = 0;
    from.each(fmt::format("FETCH {} FROM copying", kBatch), {}, [&](const Row& row) { ++fetched, f(row); });
  }
  from.each("CLOSE copying", {}, [](const Row&) {});
}

/// The last number given, also to rows that are gone: it must not be given again.
std::int64_t last_number(Reader& from, Dialect dialect, const Table& table, const Column& id) {
  if (dialect == Dialect::sqlite) {
    auto last = from.first("SELECT seq FROM sqlite_sequence WHERE name = :table", {{":table", table.name}},
                           [](const Row& row) { return row.read<std::int64_t>(0); });
    return last.value_or(0);
  }
  auto sequence = from.one<std::string>("SELECT pg_get_serial_sequence(quote_ident(:table), :id)",
                                        {{":table", table.name}, {":id", id.name}});
  return from.one<std::int64_t>(fmt::format("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {}", sequence));
}

void continue_after(std::int64_t number, Tx& to, Dialect dialect, const Table& table, const Column& id) {
  if (dialect == Dialect::sqlite) {
    to.exec("DELETE FROM sqlite_sequence WHERE name = :table", {{":table", table.name}});
    if (number > 0)
      to.exec("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :seq)",
              {{":table", table.name}, {":seq", number}});
    return;
  }
  to.exec("SELECT setval(pg_get_serial_sequence(quote_ident(:table), :id), :next, false)",
          {{":table", table.name}, {":id", id.name}, {":next", number + 1}});
}

const Column* identity_of(const Table& table) {
  for (const auto& column : table.columns)
    if (column.identity) return &column;
  return nullptr;
}

bool is_ours_to_copy(const Table& table) { return table.name != "store_migration"; }

/// Foreign keys are checked once all rows are there, so tables and rows may come in any order.
class KeysLater {
 public:
  KeysLater(Tx& to, Dialect dialect) : to_(to), dialect_(dialect) {
    if (dialect == Dialect::sqlite)
      to.exec("PRAGMA defer_foreign_keys = ON");
    else
      alter("DEFERRABLE INITIALLY DEFERRED");
  }
  void check_now() {
    if (dialect_ == Dialect::sqlite) return;  // COMMIT checks
    to_.exec("SET CONSTRAINTS ALL IMMEDIATE");
    alter("NOT DEFERRABLE");
  }

 private:
  void alter(std::string_view how) {
    auto commands = to_.all(R"sql(
        SELECT format('ALTER TABLE %s ALTER CONSTRAINT %I', conrelid::regclass, conname)
          FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace)sql",
                            {}, [](const Row& row) { return row.read<std::string>(0); });
    for (const auto& command : commands) to_.exec(fmt::format("{} {}", command, how));
  }

  Tx& to_;
  Dialect dialect_;
};

class Copying {
 public:
  Copying(Tx& to, std::int64_t total, const OnProgress& on_progress)
      : to_(to), total_(total), on_progress_(on_progress) {}

  void table(Reader& from, Dialect dialect, const Table& table) {
    auto insert = fmt::format("INSERT INTO {} ({}) VALUES ({})", quoted_name(table.name), column_list(table, ""),
                              column_list(table, ":"));
    std::vector<std::string> names;
    for (const auto& column : table.columns) names.push_back(":" + column.name);
    each_row(from, dialect, select_all(table), [&](const Row& row) {
      std::vector<Param> params;
      for (std::size_t i = 0; i < names.size(); ++i)
        params.emplace_back(names[i], value_at(row, static_cast<int>(i), table.columns[i].type));
      to_.exec(insert, params);
      if (++done_ % kBatch == 0) tell(table);
    });
    tell(table);
  }
  std::int64_t done() const { return done_; }

 private:
  void tell(const Table& table) const {
    if (on_progress_) on_progress_({table.name, done_, total_});
  }

  Tx& to_;
  const std::int64_t total_;
  const OnProgress& on_progress_;
  std::int64_t done_ = 0;
};

}  // namespace

std::vector<RowCount> count_rows(Reader& reader, Dialect dialect) {
  std::vector<RowCount> counts;
  for (const auto& table : tables_in(reader, dialect))
    counts.push_back({table.name, reader.one<std::int64_t>("SELECT COUNT(*) FROM " + quoted_name(table.name))});
  return counts;
}

std::int64_t copy_rows(Reader& from, Dialect from_dialect, Tx& to, Dialect to_dialect, const OnProgress& on_progress) {
  std::int64_t total = 0;
  for (const auto& count : count_rows(from, from_dialect))
    if (count.table != "store_migration") total += count.rows;
  auto tables = tables_in(from, from_dialect);
  std::erase_if(tables, [](const Table& t) { return !is_ours_to_copy(t); });
  KeysLater keys(to, to_dialect);
  for (const auto& table : tables)
    to.exec("DELETE FROM " + quoted_name(table.name));  // what migrations put there is in the copy as well
  Copying copying(to, total, on_progress);
  for (const auto& table : tables) {
    copying.table(from, from_dialect, table);
    if (auto* id = identity_of(table))
      continue_after(last_number(from, from_dialect, table, *id), to, to_dialect, table, *id);
  }
  keys.check_now();
  return copying.done();
}

}  // namespace couloir
