// What an acknowledged commit is worth when the disk loses, fills up or breaks: SQLite's promises as we configured it.
#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <map>
#include <random>

#include "store/temporary_folder.h"
#include "store/testing.h"

namespace couloir {
namespace {

/// A disk in memory that loses what was not synced, fills up or breaks at the n-th write. SQLite's default while it
/// lives.
class FaultyDisk {
 public:
  FaultyDisk();
  ~FaultyDisk();

  /// The writes and syncs from the n-th on fail (1 = the next).
  void fail_from(int n, int code) { fails_at_ = writes_ + n, code_ = code; }
  void mend() { fails_at_ = 0; }
  int writes() const { return writes_; }
  /// The power goes now: of what each file got since its last sync, every piece stays, goes or stays in half by chance.
  /// What the still open connections write afterwards is lost.
  void lose_power(unsigned seed);
  /// Power is back. REQUIRES: no connection is open.
  void restart();

  struct Piece {
    sqlite3_int64 at;
    std::string bytes;
  };
  struct File {
    std::string seen;  ///< as a program sees it
    std::string safe;  ///< as it was at the last sync
    std::vector<Piece> unsynced;
    std::vector<std::vector<char>> shared;  ///< regions of the WAL index: memory, never safe
    int locks[SQLITE_SHM_NLOCK] = {};       ///< readers, or −1 for a writer
    int readers = 0;
    bool reserved = false, exclusive = false;
    void* holder = nullptr;
  };

  bool off() const { return off_; }
  int next_write() {
    ++writes_;
    return fails_at_ != 0 && writes_ >= fails_at_ ? code_ : SQLITE_OK;
  }
  std::map<std::string, std::shared_ptr<File>> files;

 private:
  int writes_ = 0, fails_at_ = 0, code_ = SQLITE_OK;
  bool off_ = false;
  std::map<std::string, std::string> after_power_cut_;
};

FaultyDisk* g_disk = nullptr;

struct Open {
  sqlite3_file base;
  FaultyDisk::File* file;
  std::shared_ptr<FaultyDisk::File>* keeper;
  int lock;
};
Open& open_file(sqlite3_file* f) { return *reinterpret_cast<Open*>(f); }
FaultyDisk::File& of(sqlite3_file* f) { return *open_file(f).file; }

void put(std::string& content, sqlite3_int64 at, std::string_view bytes) {
  auto end = static_cast<std::size_t>(at) + bytes.size();
  if (content.size() < end) content.resize(end);
  std::memcpy(content.data() + at, bytes.data(), bytes.size());
}

int vfs_unlock(sqlite3_file* f, int level) {
  auto& file = of(f);
  auto& lock = open_file(f).lock;
  if (lock >= SQLITE_LOCK_RESERVED && level < SQLITE_LOCK_RESERVED) file.reserved = file.exclusive = false;
  if (lock >= SQLITE_LOCK_SHARED && level == SQLITE_LOCK_NONE) --file.readers;
  lock = std::min(lock, level);
  return SQLITE_OK;
}
int vfs_lock(sqlite3_file* f, int level) {
  auto& file = of(f);
  auto& lock = open_file(f).lock;
  if (level <= lock) return SQLITE_OK;
  if (lock == SQLITE_LOCK_NONE) {
    if (file.exclusive) return SQLITE_BUSY;
    ++file.readers, lock = SQLITE_LOCK_SHARED;
  }
  if (level >= SQLITE_LOCK_RESERVED && lock < SQLITE_LOCK_RESERVED) {
    if (file.reserved) return SQLITE_BUSY;
    file.reserved = true, lock = SQLITE_LOCK_RESERVED;
  }
  if (level == SQLITE_LOCK_EXCLUSIVE) {
    if (file.readers > 1) return SQLITE_BUSY;
    file.exclusive = true, lock = SQLITE_LOCK_EXCLUSIVE;
  }
  return SQLITE_OK;
}

int vfs_close(sqlite3_file* f) {
  vfs_unlock(f, SQLITE_LOCK_NONE);
  delete open_file(f).keeper;
  return SQLITE_OK;
}
int vfs_read(sqlite3_file* f, void* to, int size, sqlite3_int64 at) {
  const auto& seen = of(f).seen;
  auto wanted = static_cast<std::size_t>(size), from = static_cast<std::size_t>(at);
  auto got = from < seen.size() ? std::min(wanted, seen.size() - from) : 0;
  std::memcpy(to, seen.data() + (got ? from : 0), got);
  std::memset(static_cast<char*>(to) + got, 0, wanted - got);
  return got == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}
int vfs_write(sqlite3_file* f, const void* from, int size, sqlite3_int64 at) {
  if (int code = g_disk->next_write()) return code;
  std::string bytes(static_cast<const char*>(from), static_cast<std::size_t>(size));
  put(of(f).seen, at, bytes);
  of(f).unsynced.push_back({at, std::move(bytes)});
  return SQLITE_OK;
}
int vfs_truncate(sqlite3_file* f, sqlite3_int64 size) {
  of(f).seen.resize(static_cast<std::size_t>(size));
  of(f).safe.resize(std::min(of(f).safe.size(), static_cast<std::size_t>(size)));
  std::erase_if(of(f).unsynced, [&](const FaultyDisk::Piece& p) { return p.at >= size; });
  return SQLITE_OK;
}
int vfs_sync(sqlite3_file* f, int) {
  if (int code = g_disk->next_write()) return code == SQLITE_FULL ? SQLITE_FULL : SQLITE_IOERR_FSYNC;
  of(f).safe = of(f).seen;
  of(f).unsynced.clear();
  return SQLITE_OK;
}
int vfs_size(sqlite3_file* f, sqlite3_int64* size) {
  return *size = static_cast<sqlite3_int64>(of(f).seen.size()), SQLITE_OK;
}
int vfs_reserved(sqlite3_file* f, int* reserved) { return *reserved = of(f).reserved, SQLITE_OK; }
int vfs_control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int vfs_sector(sqlite3_file*) { return 512; }
int vfs_traits(sqlite3_file*) { return 0; }

int vfs_shm_map(sqlite3_file* f, int region, int size, int extend, void volatile** at) {
  auto& shared = of(f).shared;
  if (shared.size() <= static_cast<std::size_t>(region)) {
    if (!extend) return *at = nullptr, SQLITE_OK;
    shared.resize(static_cast<std::size_t>(region) + 1);
  }
  auto& memory = shared[static_cast<std::size_t>(region)];
  if (memory.empty()) memory.resize(static_cast<std::size_t>(size));
  return *at = memory.data(), SQLITE_OK;
}
int vfs_shm_lock(sqlite3_file* f, int first, int n, int flags) {
  auto* locks = of(f).locks;
  bool shared = flags & SQLITE_SHM_SHARED;
  if (flags & SQLITE_SHM_UNLOCK) {
    for (int i = first; i < first + n; ++i) locks[i] = shared ? locks[i] - 1 : 0;
    return SQLITE_OK;
  }
  for (int i = first; i < first + n; ++i)
    if (shared ? locks[i] < 0 : locks[i] != 0) return SQLITE_BUSY;
  for (int i = first; i < first + n; ++i) locks[i] = shared ? locks[i] + 1 : -1;
  return SQLITE_OK;
}
void vfs_shm_barrier(sqlite3_file*) {}
int vfs_shm_unmap(sqlite3_file* f, int remove) {
  if (remove) of(f).shared.clear();
  return SQLITE_OK;
}

const sqlite3_io_methods kFileMethods = {
    2,          vfs_close,   vfs_read,     vfs_write,       vfs_truncate,  vfs_sync,
    vfs_size,   vfs_lock,    vfs_unlock,   vfs_reserved,    vfs_control,   vfs_sector,
    vfs_traits, vfs_shm_map, vfs_shm_lock, vfs_shm_barrier, vfs_shm_unmap, nullptr,
    nullptr};

int vfs_open(sqlite3_vfs*, const char* name, sqlite3_file* f, int flags, int* flags_out) {
  auto& slot = g_disk->files[name ? name : "temporary"];
  if (!slot) slot = std::make_shared<FaultyDisk::File>();
  open_file(f) = {{&kFileMethods}, slot.get(), new std::shared_ptr<FaultyDisk::File>(slot), SQLITE_LOCK_NONE};
  if (flags_out) *flags_out = flags;
  return SQLITE_OK;
}
int vfs_delete(sqlite3_vfs*, const char* name, int) { return g_disk->files.erase(name), SQLITE_OK; }
int vfs_access(sqlite3_vfs*, const char* name, int, int* found) {
  return *found = static_cast<int>(g_disk->files.count(name)), SQLITE_OK;
}
int vfs_full_path(sqlite3_vfs*, const char* name, int size, char* out) {
  return sqlite3_snprintf(size, out, "%s", name), SQLITE_OK;
}

sqlite3_vfs& faulty_vfs() {
  static sqlite3_vfs vfs = [] {
    auto ours = *sqlite3_vfs_find("unix");  // its clock and its randomness are good enough
    ours.pNext = nullptr;
    ours.szOsFile = sizeof(Open);
    ours.zName = "faulty";
    ours.xOpen = vfs_open, ours.xDelete = vfs_delete, ours.xAccess = vfs_access, ours.xFullPathname = vfs_full_path;
    return ours;
  }();
  return vfs;
}

FaultyDisk::FaultyDisk() {
  g_disk = this;
  sqlite3_vfs_register(&faulty_vfs(), 1);
}
FaultyDisk::~FaultyDisk() {
  sqlite3_vfs_unregister(&faulty_vfs());
  g_disk = nullptr;
}

void FaultyDisk::lose_power(unsigned seed) {
  std::mt19937 chance(seed);
  after_power_cut_.clear();
  for (const auto& [name, file] : files) {
    auto content = file->safe;
    for (const auto& piece : file->unsynced) {
      auto fate = chance() % 3;
      if (fate > 0)
        put(content, piece.at,
            std::string_view(piece.bytes).substr(0, fate == 1 ? piece.bytes.size() / 2 : piece.bytes.npos));
    }
    after_power_cut_[name] = std::move(content);
  }
}
void FaultyDisk::restart() {
  files.clear();
  for (const auto& [name, content] : after_power_cut_) {
    files[name] = std::make_shared<File>();
    files[name]->seen = files[name]->safe = content;
  }
  mend();
}

constexpr auto kUrl = "sqlite:/couloir.db";

std::unique_ptr<Db> open_shop() {
  auto db = open_db(kUrl);
  EXPECT_TRUE(db) << db.error().context;
  return *std::move(db);
}
void make_tables(Db& db) {
  db.write([](Tx& tx) {
    tx.exec("CREATE TABLE entry (n INTEGER PRIMARY KEY, filler TEXT)");
    return tx.exec("CREATE TABLE mirror (n INTEGER PRIMARY KEY, filler TEXT)"), true;
  });
}
/// Each entry comes with its mirror, over several pages: a half would show.
void add(Db& db, int n) {
  std::string filler(static_cast<std::size_t>(500 + 3000 * (n % 3)), 'x');
  db.write([&](Tx& tx) {
    tx.exec("INSERT INTO entry (n, filler) VALUES (:n, :filler)", {{":n", n}, {":filler", filler}});
    return tx.exec("INSERT INTO mirror (n, filler) VALUES (:n, :filler)", {{":n", n}, {":filler", filler}}), true;
  });
}
/// Every acknowledged entry, at most one more, never a half, and a sound file.
void expect_whole(Db& db, int acknowledged) {
  auto reader = db.reader();
  auto entries = reader->one<int>("SELECT COUNT(*) FROM entry");
  EXPECT_GE(entries, acknowledged);
  EXPECT_LE(entries, acknowledged + 1);
  EXPECT_EQ(reader->one<int>("SELECT COALESCE(MAX(n), 0) FROM entry"), entries);
  EXPECT_EQ(reader->one<int>("SELECT COUNT(*) FROM entry JOIN mirror USING (n) WHERE entry.filler = mirror.filler"),
            entries);
  EXPECT_EQ(reader->one<int>("SELECT COUNT(*) FROM mirror"), entries);
  EXPECT_EQ(reader->one<std::string>("PRAGMA integrity_check"), "ok");
}

TEST(PowerCut, takes_no_acknowledged_commit_and_leaves_no_half_one) {
  for (unsigned seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE(seed);
    FaultyDisk disk;
    std::mt19937 chance(seed);
    int acknowledged = 0;
    {
      auto db = open_shop();
      make_tables(*db);
      disk.fail_from(static_cast<int>(chance() % 300) + 1, SQLITE_IOERR_WRITE);  // where the power goes
      try {
        for (int n = 1; n <= 60; ++n) add(*db, n), acknowledged = n;
      } catch (const StoreFailure& failure) {
        EXPECT_EQ(failure.kind(), StoreFailure::Kind::lost);
      }
      disk.lose_power(seed);
    }
    disk.restart();
    expect_whole(*open_shop(), acknowledged);
  }
}

TEST(BrokenDisk, at_any_write_fails_one_transaction_and_no_other) {
  for (int code : {SQLITE_FULL, SQLITE_IOERR_WRITE}) {
    for (int n = 1; n <= 40; ++n) {
      SCOPED_TRACE(fmt::format("code {} at write {}", code, n));
      FaultyDisk disk;
      auto db = open_shop();
      make_tables(*db);
      add(*db, 1), add(*db, 2);
      disk.fail_from(n, code);
      int acknowledged = 2;
      try {
        for (int more = 3; more <= 30; ++more) add(*db, more), acknowledged = more;
        FAIL() << "the disk did not break";
      } catch (const StoreFailure& failure) {
        EXPECT_EQ(failure.kind(), code == SQLITE_FULL ? StoreFailure::Kind::full : StoreFailure::Kind::lost);
      }
      expect_whole(*db, acknowledged);
      disk.mend();
      auto next = db->reader()->one<int>("SELECT MAX(n) FROM entry") + 1;
      add(*db, next);
      expect_whole(*db, next);
    }
  }
}

/// In a child process: the limit is for the whole process.
int fill_under_a_file_limit(const std::string& url) {
  signal(SIGXFSZ, SIG_IGN);  // as the server does: a full disk is an error, not an end
  rlimit limit{400'000, 400'000};
  if (setrlimit(RLIMIT_FSIZE, &limit) != 0) return 3;
  auto db = *open_db(url);
  make_tables(*db);
  int acknowledged = 0;
  try {
    for (int n = 1; n <= 1000; ++n) add(*db, n), acknowledged = n;
  } catch (const StoreFailure& failure) {
    if (failure.kind() != StoreFailure::Kind::full) return 4;
    return db->reader()->one<int>("SELECT COUNT(*) FROM entry") == acknowledged ? 0 : 5;
  }
  return 6;
}

TEST(FullDisk, refuses_the_write_and_goes_on_reading) {
  TemporaryFolder folder;
  auto url = "sqlite:" + folder.path() + "/couloir.db";
  auto child = fork();
  if (child == 0) _exit(fill_under_a_file_limit(url));
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
  auto db = *open_db(url);
  auto entries = db->reader()->one<int>("SELECT COUNT(*) FROM entry");
  EXPECT_GT(entries, 5);
  add(*db, entries + 1);
  expect_whole(*db, entries + 1);
}

}  // namespace
}  // namespace couloir
