// One façade over SQLite (embedded, the default) and PostgreSQL 15. SQL is written once, with :name parameters,
// in the portable subset of docs/adr/0002; this is the only place that knows which database answers.
// The world breaking (lost server, full disk) throws StoreFailure; everything a caller can act on is a value.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "base/actor.h"
#include "base/id.h"
#include "base/instant.h"
#include "base/names.h"
#include "base/result.h"

namespace couloir {

/// NULL, integer, real, text or bytes as they travel to the database.
struct Blob {
  std::string_view bytes;
};
using Value = std::variant<std::monostate, std::int64_t, double, std::string_view, std::string, Blob>;

inline Value to_value(std::nullopt_t) { return {}; }
inline Value to_value(bool b) { return std::int64_t{b}; }
inline Value to_value(int i) { return std::int64_t{i}; }
inline Value to_value(std::int64_t i) { return i; }
inline Value to_value(double d) { return d; }
inline Value to_value(const char* s) { return std::string_view(s); }
inline Value to_value(std::string_view s) { return s; }
inline Value to_value(const std::string& s) { return std::string_view(s); }
inline Value to_value(Blob b) { return b; }
inline Value to_value(const Value& v) { return v; }
inline Value to_value(Instant i) { return i.iso(); }
inline Value to_value(Date d) { return d.iso(); }
template <class Tag>
Value to_value(Id<Tag> id) {
  return id ? Value{id.v} : Value{};  // 0 means "none": stored as NULL
}
template <Named E>
Value to_value(E e) {
  return name_of(e);
}
template <class T>
Value to_value(const std::optional<T>& v) {
  return v ? to_value(*v) : Value{};
}

/// A named parameter: {":title", use_case.title}. The value must outlive the call.
struct Param {
  std::string_view name;
  Value value;
  template <class T>
  Param(std::string_view n, const T& v) : name(n), value(to_value(v)) {}
  Param(std::string_view n, Value v) : name(n), value(std::move(v)) {}
};
/// Those of one call, in any order, each used by the SQL: a missing or an unused one is a Bug. Written in place as
/// {{":id", id}, {":title", title}}, or a vector where a list has filters.
class Params {
 public:
  Params() = default;
  Params(std::initializer_list<Param> list) { set(list.begin(), list.size()); }
  Params(const std::vector<Param>& list) { set(list.data(), list.size()); }
  const Param* begin() const { return begin_; }
  const Param* end() const { return begin_ + size_; }

 private:
  void set(const Param* begin, std::size_t size) { begin_ = begin, size_ = size; }

  const Param* begin_ = nullptr;
  std::size_t size_ = 0;
};

/// "0, 7, 9", to stand in `IN (…)`. No row has 0, so that an empty list meets nothing.
template <class Tag>
std::string id_list(const std::vector<Id<Tag>>& ids) {
  std::string list = "0";
  for (auto id : ids) list += ", " + id.str();
  return list;
}

/// The current row of a running query; columns by the name the SELECT gives them. A wrong name is a Bug.
class Row {
 public:
  virtual ~Row() = default;
  /// T: std::int64_t, int, bool, double, std::string, std::string_view (valid until the next row), Id, Instant, Date,
  /// a Named enum, or std::optional of any of them. NULL into a bare Id gives 0; into any other bare type is a Bug.
  template <class T>
  T get(std::string_view column) const {
    return read<T>(index_of(column));
  }
  template <class T>
  T read(int index) const;

 private:
  virtual int index_of(std::string_view column) const = 0;
  virtual bool null(int index) const = 0;
  virtual std::int64_t integer(int index) const = 0;
  virtual double real(int index) const = 0;
  virtual std::string_view text(int index) const = 0;
};

/// Something outside couloir broke; the request ends with 503, the job is tried again.
class StoreFailure : public std::runtime_error {
 public:
  /// unsure: the server was lost while it committed, so the write may be there or not.
  enum class Kind { busy, full, lost, unsure, constraint, other };
  StoreFailure(Kind kind, const std::string& what) : std::runtime_error(what), kind_(kind) {}
  Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

/// What a person is told of it, and what to do.
Sentence sentence_of(StoreFailure::Kind);

/// Reads in one consistent view. Never writes. Held by one thread; returned to the pool when destroyed.
class Reader {
 public:
  virtual ~Reader() = default;

  template <class F>
  void each(std::string_view sql, Params params, F&& on_row) {
    run(sql, params, [&](const Row& row) { on_row(row); });
  }
  template <class F>
  auto all(std::string_view sql, Params params, F&& map) {
    std::vector<std::decay_t<std::invoke_result_t<F, const Row&>>> rows;
    run(sql, params, [&](const Row& row) { rows.push_back(map(row)); });
    return rows;
  }
  /// The first row, mapped; empty when there is none.
  template <class F>
  auto first(std::string_view sql, Params params, F&& map) {
    std::optional<std::decay_t<std::invoke_result_t<F, const Row&>>> found;
    run(sql, params, [&](const Row& row) {
      if (!found) found = map(row);
    });
    return found;
  }
  /// First column of the first row. No row is a Bug: use first() where absence is possible.
  template <class T>
  T one(std::string_view sql, Params params = {}) {
    auto found = first(sql, params, [](const Row& row) { return row.read<T>(0); });
    if (!found) throw_no_row(sql);
    return *std::move(found);
  }

 protected:
  using OnRow = std::function<void(const Row&)>;
  virtual std::int64_t run(std::string_view sql, const Params& params, const OnRow& on_row) = 0;  ///< rows changed

 private:
  [[noreturn]] static void throw_no_row(std::string_view sql);
};

/// A write transaction. One at a time in the whole system, on both databases (docs/adr/0002), so rules that read and
/// then write see no one in between. A statement that fails ends it: what follows throws, and nothing is kept.
class Tx : public Reader {
 public:
  /// Number of rows changed. With RETURNING use first() or one().
  std::int64_t exec(std::string_view sql, Params params = {}) { return run(sql, params, {}); }
};

enum class Dialect { sqlite, postgresql };

class Db {
 public:
  virtual ~Db() = default;
  virtual Dialect dialect() const = 0;
  /// Takes a reader from the pool; waits when all are out. Throws StoreFailure.
  virtual std::unique_ptr<Reader> reader() = 0;
  /// Runs `body` in one transaction: commit on true, rollback on false or exception. Use in_transaction().
  /// `body` runs again from the start when the server was lost or another writer won before COMMIT was sent: it must
  /// touch nothing but the database and its own variables. A write inside a write is a Bug.
  virtual void write(const std::function<bool(Tx&)>& body) = 0;
};

/// "sqlite:/path/couloir.db", "sqlite::memory:" or "postgresql://user@host/db". Opens; does not migrate.
/// Errors: invalid (a URL that names neither), unavailable (cannot be opened, with the reason).
Result<std::unique_ptr<Db>> open_db(const std::string& url);

/// Statements run by this thread so far; lists are tested to need the same number for 1 row and for 100.
std::int64_t statements_run();

/// What a command is given: the database, who asks, when, and under which request id. Nothing else is ambient.
struct Op {
  Db& db;
  Actor actor;
  Instant now;
  std::string request_id;
  std::optional<std::int64_t> job = {};  ///< the work that is done here once, however often it runs; else empty
};

/// Commits when `body` returns a value, rolls back on an error or an exception.
template <class F>
auto in_transaction(Db& db, F&& body) -> std::invoke_result_t<F, Tx&> {
  std::optional<std::invoke_result_t<F, Tx&>> result;
  db.write([&](Tx& tx) {
    result.emplace(body(tx));
    return result->has_value();
  });
  return *std::move(result);
}

// ── details of Row::read ──
namespace store_detail {
template <class T>
struct Optional : std::false_type {};
template <class T>
struct Optional<std::optional<T>> : std::true_type {};
template <class T>
struct IsId : std::false_type {};
template <class Tag>
struct IsId<Id<Tag>> : std::true_type {};
[[noreturn]] void throw_null(int index);
[[noreturn]] void throw_unknown_name(std::string_view text);
Instant stored_instant(std::string_view iso);
Date stored_date(std::string_view iso);
}  // namespace store_detail

template <class T>
T Row::read(int i) const {
  if constexpr (store_detail::Optional<T>::value) {
    if (null(i)) return std::nullopt;
    return read<typename T::value_type>(i);
  } else if constexpr (store_detail::IsId<T>::value) {
    return T{null(i) ? 0 : integer(i)};
  } else {
    if (null(i)) store_detail::throw_null(i);
    if constexpr (std::is_same_v<T, bool>)
      return integer(i) != 0;
    else if constexpr (std::is_same_v<T, int> || std::is_same_v<T, std::int64_t>)
      return static_cast<T>(integer(i));
    else if constexpr (std::is_same_v<T, double>)
      return real(i);
    else if constexpr (std::is_same_v<T, Instant>)
      return store_detail::stored_instant(text(i));
    else if constexpr (std::is_same_v<T, Date>)
      return store_detail::stored_date(text(i));
    else if constexpr (std::is_enum_v<T>) {
      auto value = from_name<T>(text(i));
      if (!value) store_detail::throw_unknown_name(text(i));
      return *value;
    } else
      return T(text(i));
  }
}

}  // namespace couloir
