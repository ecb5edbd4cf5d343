#include "store/backup.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "store/connection.h"
#include "store/migrate.h"
#include "store/table_copy.h"

namespace couloir {
namespace {

using Kind = StoreFailure::Kind;
namespace fs = std::filesystem;

/// A file nobody writes, read without leaving -wal and -shm beside it.
class ArchiveReader final : public Reader {
 public:
  explicit ArchiveReader(const std::string& file) : connection_(connect_sqlite(file, Purpose::archive)) {
    connection_->begin_read();
  }

 private:
  std::int64_t run(std::string_view sql, const Params& params, const OnRow& on_row) override {
    return connection_->run(sql, params, on_row);
  }
  std::unique_ptr<Connection> connection_;
};

void sync(const std::string& path) {
  int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  bool synced = file >= 0 && fsync(file) == 0;
  int why = errno;
  if (file >= 0) close(file);
  if (!synced)
    throw StoreFailure(why == ENOSPC ? Kind::full : Kind::lost, fmt::format("{}: {}", path, std::strerror(why)));
}

/// Written beside its final name; gone again unless kept.
class PartialFile {
 public:
  explicit PartialFile(std::string final_name) : final_(std::move(final_name)), path_(final_ + ".part") { remove(); }
  ~PartialFile() { remove(); }
  PartialFile(const PartialFile&) = delete;
  PartialFile& operator=(const PartialFile&) = delete;
  const std::string& path() const { return path_; }

  void keep() {
    connect_sqlite(path_, Purpose::writes)->run("PRAGMA journal_mode = DELETE", {}, {});  // one file, readable anywhere
    sync(path_);
    fs::rename(path_, final_);
    sync(fs::absolute(final_).parent_path());
  }

 private:
  void remove() const {
    std::error_code ignored;
    for (auto end : {"", "-wal", "-shm", "-journal"}) fs::remove(path_ + end, ignored);
  }
  std::string final_, path_;
};

Error unavailable(const std::string& file, const std::exception& failure) {
  auto error =
      Error::unavailable(say("The backup {1} cannot be written or read: {2}", file, std::string_view(failure.what())));
  error.context = failure.what();
  return error;
}

Error damaged(const std::string& file, std::string_view why) {
  auto error = Error::invalid(say("{1} is not a backup of couloir, or it is damaged.", file));
  error.context = std::string(why);
  return error;
}

int last_version(const std::vector<Migration>& history) { return history.empty() ? 0 : history.back().version; }

CopyReport report_on(const std::vector<RowCount>& counts, const std::vector<Migration>& history, std::int64_t rows) {
  return {.schema = last_version(history), .tables = static_cast<int>(counts.size()), .rows = rows};
}

/// Fills an empty database with the rows of `from` at its schema, and counts again what is there.
Result<CopyReport> copy_all(Reader& from, Dialect from_dialect, Db& to, const OnProgress& on_progress) {
  TRY_LET(auto history, applied_history(from, from_dialect));
  return in_transaction(to, [&](Tx& tx) -> Result<CopyReport> {
    replay(tx, to.dialect(), history);
    auto rows = copy_rows(from, from_dialect, tx, to.dialect(), on_progress);
    auto counts = count_rows(tx, to.dialect());
    if (counts != count_rows(from, from_dialect)) return damaged("", "the copy has other rows than its source");
    return report_on(counts, history, rows);
  });
}

Result<void> check_archive(Reader& archive, const std::string& file) {
  auto verdict = archive.one<std::string>("PRAGMA integrity_check(1)");
  if (verdict != "ok") return damaged(file, verdict);
  TRY_LET(auto history, applied_history(archive, Dialect::sqlite));
  if (history.empty()) return damaged(file, "it has no schema");
  return {};
}

Result<void> check_empty(Db& db) {
  auto tables = tables_in(*db.reader(), db.dialect());
  if (!tables.empty())
    return Error::refused(
        say("This database is not empty: a backup is restored into a new one, so that nothing is overwritten."));
  return {};
}

}  // namespace

Result<CopyReport> backup(Db& db, const std::string& file, const OnProgress& on_progress) {
  if (fs::exists(file)) return Error::refused(say("{1} exists already. Choose another name.", file));
  try {
    PartialFile partial(file);
    auto reader = db.reader();
    TRY_LET(auto copy, open_db("sqlite:" + partial.path()));
    TRY_LET(auto report, copy_all(*reader, db.dialect(), *copy, on_progress));
    copy.reset();
    partial.keep();
    return report;
  } catch (const StoreFailure& failure) {
    return unavailable(file, failure);
  } catch (const fs::filesystem_error& failure) {
    return unavailable(file, failure);
  }
}

Result<CopyReport> restore(Db& db, const std::string& file, const OnProgress& on_progress) {
  TRY(check_empty(db));
  if (!fs::exists(file)) return Error::invalid(say("{1} does not exist.", file));
  std::unique_ptr<ArchiveReader> archive;
  try {
    archive = std::make_unique<ArchiveReader>(file);
    TRY(check_archive(*archive, file));
  } catch (const StoreFailure& failure) {
    return damaged(file, failure.what());
  }
  TRY_LET(auto report, copy_all(*archive, Dialect::sqlite, db, on_progress));
  TRY(migrate(db));
  return report;
}

}  // namespace couloir
