// SQLite through its C interface: settings, prepared statements, rows, error kinds.
#include <sqlite3.h>

#include <cerrno>
#include <limits>

#include "base/bug.h"
#include "store/connection.h"
#include "store/sql_text.h"

namespace couloir {
namespace {

using Kind = StoreFailure::Kind;

/// EFBIG comes from a file-size limit, which is a full disk to us.
bool is_full(int os_error) { return os_error == ENOSPC || os_error == EDQUOT || os_error == EFBIG; }

/// SQLite says FULL only for ENOSPC, and forgets the cause when COMMIT fails: its files remember.
bool disk_is_full(sqlite3* db) {
  int database_error = 0, journal_error = 0;
  sqlite3_file_control(db, "main", SQLITE_FCNTL_LAST_ERRNO, &database_error);
  sqlite3_file* journal = nullptr;
  sqlite3_file_control(db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &journal);
  if (journal && journal->pMethods) journal->pMethods->xFileControl(journal, SQLITE_FCNTL_LAST_ERRNO, &journal_error);
  return is_full(sqlite3_system_errno(db)) || is_full(database_error) || is_full(journal_error);
}

Kind kind_of_code(int code) {
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Kind::busy;
    case SQLITE_FULL:
      return Kind::full;
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
      return Kind::lost;
    case SQLITE_CONSTRAINT:
      return Kind::constraint;
    default:
      return Kind::other;
  }
}

[[noreturn]] void fail(sqlite3* db, std::string_view sql) {
  auto code = sqlite3_extended_errcode(db);
  auto kind = kind_of_code(code);
  if (kind == Kind::lost && disk_is_full(db)) kind = Kind::full;
  throw_store_failure(kind, fmt::format("{} ({})", sqlite3_errmsg(db), code), sql);
}

struct Finalize {
  void operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); }
};
struct Close {
  void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};

struct Statement {
  std::unique_ptr<sqlite3_stmt, Finalize> handle;
  std::vector<std::string> names;
  std::vector<std::string> columns;
};

/// A statement must be reset whatever happens, or it keeps its view and its locks.
class InUse {
 public:
  explicit InUse(Statement& s) : statement_(s) {}
  ~InUse() { sqlite3_reset(statement_.handle.get()); }
  InUse(const InUse&) = delete;
  InUse& operator=(const InUse&) = delete;

 private:
  Statement& statement_;
};

class SqliteRow final : public Row {
 public:
  explicit SqliteRow(const Statement& s) : stmt_(s.handle.get()), columns_(s.columns) {}
  void stands_on_the_next() { at_ = -1; }

 private:
  int index_of(std::string_view column) const override {
    auto count = columns_.size();
    if (next_ < count && columns_[next_] == column) return static_cast<int>(next_++);
    for (std::size_t tried = 0; tried < count; ++tried, ++next_) {  // columns are mostly read in their order
      if (next_ >= count) next_ = 0;
      if (columns_[next_] == column) return static_cast<int>(next_++);
    }
    throw Bug(fmt::format("no column {} in: {}", column, squeezed(sqlite3_sql(stmt_))));
  }
  bool null(int i) const override { return sqlite3_value_type(value(i)) == SQLITE_NULL; }
  std::int64_t integer(int i) const override {
    if (sqlite3_value_type(value(i)) != SQLITE_INTEGER) throw_not(i, "an integer");
    return sqlite3_value_int64(value(i));
  }
  double real(int i) const override {
    auto type = sqlite3_value_type(value(i));
    if (type != SQLITE_FLOAT && type != SQLITE_INTEGER) throw_not(i, "a number");
    return sqlite3_value_double(value(i));
  }
  std::string_view text(int i) const override {
    // Text before bytes: the first may convert, the second counts what is there.
    auto* bytes = sqlite3_value_type(value(i)) == SQLITE_BLOB ? sqlite3_value_blob(value(i))
                                                              : static_cast<const void*>(sqlite3_value_text(value(i)));
    return {static_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_value_bytes(value(i)))};
  }
  /// SQLite looks at its connection each time it is asked for a column, and reading one asks for its type before its
  /// content: so it is asked once. One thread holds the connection, which is what its values need.
  sqlite3_value* value(int i) const {
    if (i != at_) value_ = sqlite3_column_value(stmt_, at_ = i);
    return value_;
  }
  [[noreturn]] void throw_not(int i, std::string_view what) const {
    throw Bug(fmt::format("column {} is not {} in: {}", columns_.at(static_cast<std::size_t>(i)), what,
                          squeezed(sqlite3_sql(stmt_))));
  }

  sqlite3_stmt* stmt_;
  const std::vector<std::string>& columns_;
  mutable std::size_t next_ = 0;
  mutable int at_ = -1;  ///< the column that `value_` is of
  mutable sqlite3_value* value_ = nullptr;
};

struct Bind {
  sqlite3_stmt* stmt;
  int i;
  int text(std::string_view s) const {
    return sqlite3_bind_text64(stmt, i, s.data() ? s.data() : "", s.size(), SQLITE_STATIC, SQLITE_UTF8);
  }
  int operator()(std::monostate) const { return sqlite3_bind_null(stmt, i); }
  int operator()(std::int64_t v) const { return sqlite3_bind_int64(stmt, i, v); }
  int operator()(double v) const { return sqlite3_bind_double(stmt, i, v); }
  int operator()(std::string_view s) const { return text(s); }
  int operator()(const std::string& s) const { return text(s); }
  int operator()(Blob b) const {
    return sqlite3_bind_blob64(stmt, i, b.bytes.data() ? b.bytes.data() : "", b.bytes.size(), SQLITE_STATIC);
  }
};

class SqliteConnection final : public Connection {
 public:
  SqliteConnection(const std::string& path, Purpose);

  void begin_read() override { run("BEGIN", {}, {}); }
  void end_read() noexcept override { finish("COMMIT"); }
  void begin_write() override { run("BEGIN IMMEDIATE", {}, {}); }
  void commit() override { run("COMMIT", {}, {}); }
  void rollback() noexcept override { finish("ROLLBACK"); }
  std::int64_t run(std::string_view sql, const Params&, const OnRow&) override;

 private:
  Statement prepare(std::string_view sql);
  Statement& prepared(std::string_view sql);
  std::int64_t step(Statement&, std::string_view sql, const Params&, const OnRow&);
  void finish(const char* sql) noexcept;

  std::unique_ptr<sqlite3, Close> db_;
  ByText<Statement> cache_;  // after db_: finalized before it is closed
};

constexpr auto kWriteAhead = R"sql(
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA journal_size_limit = 67108864)sql";
constexpr auto kSettings = R"sql(
  PRAGMA foreign_keys = ON;
  PRAGMA trusted_schema = OFF;
  PRAGMA case_sensitive_like = ON;  -- as PostgreSQL's LIKE
  PRAGMA cache_size = -1500;        -- 1.5 MB each: the whole server keeps within 64 MB
  PRAGMA mmap_size = 0;
  PRAGMA temp_store = MEMORY)sql";

SqliteConnection::SqliteConnection(const std::string& path, Purpose purpose) {
  sqlite3* db = nullptr;
  auto access = purpose == Purpose::archive ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  auto code = sqlite3_open_v2(path.c_str(), &db, access | SQLITE_OPEN_NOMUTEX, nullptr);
  db_.reset(db);
  if (code != SQLITE_OK) fail(db, path);
  sqlite3_extended_result_codes(db, 1);
  sqlite3_busy_timeout(db, 5000);
  auto set = [&](const char* settings) {
    if (sqlite3_exec(db, settings, nullptr, nullptr, nullptr) != SQLITE_OK) fail(db, path);
  };
  if (purpose != Purpose::archive) set(kWriteAhead);
  set(kSettings);
  if (purpose == Purpose::reads) run("PRAGMA query_only = ON", {}, {});
}

Statement SqliteConnection::prepare(std::string_view sql) {
  auto numbered = number_params(sql, '?');
  sqlite3_stmt* handle = nullptr;
  const char* rest = nullptr;
  auto size = static_cast<int>(numbered.text.size() + 1);
  if (sqlite3_prepare_v3(db_.get(), numbered.text.c_str(), size, SQLITE_PREPARE_PERSISTENT, &handle, &rest) !=
      SQLITE_OK)
    fail(db_.get(), sql);
  Statement statement{std::unique_ptr<sqlite3_stmt, Finalize>(handle), std::move(numbered.names), {}};
  check(handle && squeezed(rest).empty(), "exactly one SQL statement a call");
  for (int i = 0; i < sqlite3_column_count(handle); ++i) statement.columns.emplace_back(sqlite3_column_name(handle, i));
  return statement;
}

Statement& SqliteConnection::prepared(std::string_view sql) {
  if (auto known = cache_.find(sql); known != cache_.end()) return known->second;
  if (cache_.size() >= kMostPrepared)
    std::erase_if(cache_, [](auto& entry) { return sqlite3_stmt_busy(entry.second.handle.get()) == 0; });
  return cache_.emplace(std::string(sql), prepare(sql)).first->second;
}

std::int64_t SqliteConnection::run(std::string_view sql, const Params& params, const OnRow& on_row) {
  auto& statement = prepared(sql);
  if (sqlite3_stmt_busy(statement.handle.get()) == 0) return step(statement, sql, params, on_row);
  auto second = prepare(sql);  // the same SQL again from within its own rows
  return step(second, sql, params, on_row);
}

std::int64_t SqliteConnection::step(Statement& statement, std::string_view sql, const Params& params,
                                    const OnRow& on_row) {
  InUse guard(statement);
  auto* stmt = statement.handle.get();
  int number = 0;
  for (auto* value : in_order(statement.names, params, sql))
    if (std::visit(Bind{stmt, ++number}, *value) != SQLITE_OK) fail(db_.get(), sql);
  SqliteRow row(statement);
  int code = 0;
  while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
    row.stands_on_the_next();
    if (on_row) on_row(row);
  }
  if (code != SQLITE_DONE) fail(db_.get(), sql);
  return sqlite3_stmt_readonly(stmt) ? 0 : sqlite3_changes64(db_.get());
}

/// An error may have ended the transaction already; then there is nothing to finish.
void SqliteConnection::finish(const char* sql) noexcept {
  if (!sqlite3_get_autocommit(db_.get())) sqlite3_exec(db_.get(), sql, nullptr, nullptr, nullptr);
}

}  // namespace

std::unique_ptr<Connection> connect_sqlite(const std::string& path, Purpose purpose) {
  // Nobody asks how much memory SQLite has, and counting it takes one lock for all threads at each allocation.
  // It is refused once SQLite is at work: nobody opens a database before this.
  static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  check(uncounted == SQLITE_OK, "SQLite is set up before its first use");
  return std::make_unique<SqliteConnection>(path, purpose);
}

}  // namespace couloir
