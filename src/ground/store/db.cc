// The façade over both databases: who may write now, which reader is free, what is tried again. Knows no dialect's SQL.
#include "store/db.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "base/bug.h"
#include "store/connection.h"
#include "store/pool.h"
#include "store/sql_text.h"
#include "store/temporary_folder.h"

namespace couloir {

Sentence sentence_of(StoreFailure::Kind kind) {
  using enum StoreFailure::Kind;
  if (kind == full) return say("The disk of the service is full: nothing was saved. The office has to make room.");
  if (kind == unsure)
    return say(
        "The database went away in the middle of saving. Look in a minute whether it is there, before you send it "
        "again.");
  return say("The database does not answer just now: nothing was saved. Try again in a minute.");
}
namespace {

using Kind = StoreFailure::Kind;

thread_local std::int64_t t_statements = 0;

/// Threads beyond this wait. A page reads for a millisecond, so two processors never have more than a few at once, and
/// SQLite keeps up to 1.5 MB of pages for each: with eight the server of a small machine outgrew 64 MB
/// (docs/performance.md).
std::size_t most_readers() { return std::clamp(2 * std::thread::hardware_concurrency() + 1, 5U, 8U); }
constexpr int kMostAttempts = 4;

class PooledReader final : public Reader {
 public:
  explicit PooledReader(Pool& pool) : pool_(pool), connection_(pool.take()) {}
  ~PooledReader() override {
    if (begun_) connection_->end_read();
    pool_.give_back(std::move(connection_));
  }

 private:
  std::int64_t run(std::string_view sql, const Params& params, const OnRow& on_row) override {
    ++t_statements;
    if (begun_) return connection_->run(sql, params, on_row);
    bool delivered = false;
    OnRow noting = [&](const Row& row) {
      delivered = true;
      if (on_row) on_row(row);
    };
    try {
      return run_first(sql, params, noting);
    } catch (const StoreFailure& failure) {
      if (failure.kind() != Kind::lost || delivered) throw;
      renew();  // the server had gone while the connection lay idle; what is asked was not answered yet
      return run_first(sql, params, noting);
    }
  }
  std::int64_t run_first(std::string_view sql, const Params& params, const OnRow& on_row) {
    connection_->begin_read();
    begun_ = true;
    return connection_->run(sql, params, on_row);
  }
  void renew() {
    pool_.forget_idle();  // they are as old
    auto fresh = pool_.open();
    connection_ = std::move(fresh);
  }

  Pool& pool_;
  std::unique_ptr<Connection> connection_;
  bool begun_ = false;
};

/// A failed statement ends the transaction on both databases, though SQLite alone would go on.
class OpenTx final : public Tx {
 public:
  explicit OpenTx(Connection& connection) : connection_(connection) {}
  bool broken() const { return broken_; }

 private:
  std::int64_t run(std::string_view sql, const Params& params, const OnRow& on_row) override {
    ++t_statements;
    if (broken_) throw_store_failure(Kind::other, "this transaction has already failed", sql);
    try {
      return connection_.run(sql, params, on_row);
    } catch (const StoreFailure&) {
      broken_ = true;
      throw;
    }
  }

  Connection& connection_;
  bool broken_ = false;
};

class PooledDb final : public Db {
 public:
  PooledDb(Dialect dialect, std::unique_ptr<TemporaryFolder> folder, Pool::Open open_reader, Pool::Open open_writer)
      : dialect_(dialect),
        folder_(std::move(folder)),
        readers_(most_readers(), std::move(open_reader)),
        open_writer_(std::move(open_writer)),
        writer_(open_writer_()) {}

  Dialect dialect() const override { return dialect_; }
  std::unique_ptr<Reader> reader() override { return std::make_unique<PooledReader>(readers_); }
  void write(const std::function<bool(Tx&)>& body) override;

 private:
  enum class Try { done, again };
  Try attempt(const std::function<bool(Tx&)>& body, bool may_try_again);

  const Dialect dialect_;
  const std::unique_ptr<TemporaryFolder> folder_;  ///< of sqlite::memory:; outlives the connections
  Pool readers_;
  const Pool::Open open_writer_;
  std::mutex turn_;
  std::atomic<std::thread::id> writing_{};
  std::unique_ptr<Connection> writer_;
};

void PooledDb::write(const std::function<bool(Tx&)>& body) {
  check(writing_.load() != std::this_thread::get_id(), "a write inside a write: pass the Tx on instead");
  std::lock_guard lock(turn_);
  struct Mine {
    std::atomic<std::thread::id>& writing;
    ~Mine() { writing = std::thread::id{}; }
  } mine{writing_};
  writing_ = std::this_thread::get_id();
  for (int tried = 1; attempt(body, tried < kMostAttempts) == Try::again; ++tried) continue;
}

/// Before COMMIT is sent nothing can have been kept, so a lost server or a lost race may be tried again from the start.
PooledDb::Try PooledDb::attempt(const std::function<bool(Tx&)>& body, bool may_try_again) {
  bool committing = false;
  try {
    if (!writer_) writer_ = open_writer_();
    writer_->begin_write();
    OpenTx tx(*writer_);
    bool keep = body(tx);
    if (keep && tx.broken()) throw StoreFailure(Kind::other, "a failed transaction cannot be committed");
    if (keep) {
      committing = true;
      writer_->commit();
    } else {
      writer_->rollback();
    }
    return Try::done;
  } catch (const StoreFailure& failure) {
    if (writer_) writer_->rollback();
    bool lost = failure.kind() == Kind::lost, had_connection = writer_ != nullptr;
    if (lost) writer_.reset();
    bool worth_it = (lost && had_connection) || dynamic_cast<const LostRace*>(&failure) != nullptr;
    if (committing && lost && dialect_ == Dialect::postgresql) throw StoreFailure(Kind::unsure, failure.what());
    if (committing || !may_try_again || !worth_it) throw;
    return Try::again;
  } catch (...) {
    if (writer_) writer_->rollback();
    throw;
  }
}

std::unique_ptr<Db> open_sqlite(std::string path, std::unique_ptr<TemporaryFolder> folder) {
  return std::make_unique<PooledDb>(
      Dialect::sqlite, std::move(folder), [path] { return connect_sqlite(path, Purpose::reads); },
      [path] { return connect_sqlite(path, Purpose::writes); });
}

std::unique_ptr<Db> open_postgres(const std::string& url) {
  auto open = [url] { return connect_postgres(url); };
  return std::make_unique<PooledDb>(Dialect::postgresql, nullptr, open, open);
}

/// In memory: SQLite's own in-memory databases have no WAL, so readers would stop the writer; a file in tmpfs has.
std::unique_ptr<Db> open_in_memory() {
  auto folder = std::make_unique<TemporaryFolder>();
  auto path = folder->path() + "/couloir.db";
  return open_sqlite(path, std::move(folder));
}

}  // namespace

Result<std::unique_ptr<Db>> open_db(const std::string& url) {
  try {
    if (url == "sqlite::memory:") return open_in_memory();
    if (url.starts_with("sqlite:") && url.size() > 7) return open_sqlite(url.substr(7), nullptr);
    if (url.starts_with("postgresql://") || url.starts_with("postgres://")) return open_postgres(url);
  } catch (const StoreFailure& failure) {
    auto error = Error::unavailable(say("The database cannot be opened: {1}", std::string_view(failure.what())));
    error.context = failure.what();
    return error;
  }
  return Error::invalid(
      say("“{1}” is not a database address: write sqlite:/path/file.db or postgresql://user@host/database.", url));
}

std::int64_t statements_run() { return t_statements; }

void throw_store_failure(Kind kind, std::string_view database_says, std::string_view sql) {
  throw StoreFailure(
      kind, sql.empty() ? std::string(database_says) : fmt::format("{}\n  in: {}", database_says, squeezed(sql)));
}

void Reader::throw_no_row(std::string_view sql) { throw Bug(fmt::format("no row from: {}", squeezed(sql))); }

namespace store_detail {
void throw_null(int index) { throw Bug(fmt::format("column {} is NULL: read it as std::optional", index + 1)); }
void throw_unknown_name(std::string_view text) { throw Bug(fmt::format("“{}” is no name of this enum", text)); }

Instant stored_instant(std::string_view iso) {
  auto instant = parse_instant(iso);
  if (!instant) throw Bug(fmt::format("“{}” is no instant", iso));
  return *instant;
}
Date stored_date(std::string_view iso) {
  auto date = parse_date(iso);
  if (!date) throw Bug(fmt::format("“{}” is no date", iso));
  return *date;
}
}  // namespace store_detail

}  // namespace couloir
