#include "store/faulty_disk.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <random>
#include <vector>

#include "store/connection.h"

namespace couloir {

struct FaultyDisk::File {
  struct Piece {
    sqlite3_int64 at;
    std::string bytes;
  };
  std::string seen;  ///< as a program sees it
  std::string safe;  ///< as it was at the last sync
  std::vector<Piece> unsynced;
  std::vector<std::vector<char>> shared;  ///< regions of the WAL index: memory, never safe
  int locks[SQLITE_SHM_NLOCK] = {};       ///< readers, or −1 for a writer
  int readers = 0;
  bool reserved = false, exclusive = false;
};

/// What SQLite's calls may touch of the disk.
struct FaultyDiskCalls {
  static FaultyDisk* disk;
  static auto& files() { return disk->files_; }
  static int next_write() {
    ++disk->writes_;
    return disk->fails_at_ != 0 && disk->writes_ >= disk->fails_at_ ? disk->code_ : SQLITE_OK;
  }
};
FaultyDisk* FaultyDiskCalls::disk = nullptr;

namespace {

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
  if (int code = FaultyDiskCalls::next_write()) return code;
  std::string bytes(static_cast<const char*>(from), static_cast<std::size_t>(size));
  put(of(f).seen, at, bytes);
  of(f).unsynced.push_back({at, std::move(bytes)});
  return SQLITE_OK;
}
int vfs_truncate(sqlite3_file* f, sqlite3_int64 size) {
  of(f).seen.resize(static_cast<std::size_t>(size));
  of(f).safe.resize(std::min(of(f).safe.size(), static_cast<std::size_t>(size)));
  std::erase_if(of(f).unsynced, [&](const FaultyDisk::File::Piece& p) { return p.at >= size; });
  return SQLITE_OK;
}
int vfs_sync(sqlite3_file* f, int) {
  if (int code = FaultyDiskCalls::next_write()) return code == SQLITE_FULL ? SQLITE_FULL : SQLITE_IOERR_FSYNC;
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
  auto& slot = FaultyDiskCalls::files()[name ? name : "temporary"];
  if (!slot) slot = std::make_shared<FaultyDisk::File>();
  open_file(f) = {{&kFileMethods}, slot.get(), new std::shared_ptr<FaultyDisk::File>(slot), SQLITE_LOCK_NONE};
  if (flags_out) *flags_out = flags;
  return SQLITE_OK;
}
int vfs_delete(sqlite3_vfs*, const char* name, int) { return FaultyDiskCalls::files().erase(name), SQLITE_OK; }
int vfs_access(sqlite3_vfs*, const char* name, int, int* found) {
  return *found = static_cast<int>(FaultyDiskCalls::files().count(name)), SQLITE_OK;
}
int vfs_full_path(sqlite3_vfs*, const char* name, int size, char* out) {
  return sqlite3_snprintf(size, out, "%s", name), SQLITE_OK;
}

sqlite3_vfs& faulty_vfs() {
  static sqlite3_vfs vfs = [] {
    connect_sqlite(":memory:", Purpose::writes);  // asking for its parts starts SQLite, which the store sets up before
    auto ours = *sqlite3_vfs_find("unix");        // its clock and its randomness are good enough
    ours.pNext = nullptr;
    ours.szOsFile = sizeof(Open);
    ours.zName = "faulty";
    ours.xOpen = vfs_open, ours.xDelete = vfs_delete, ours.xAccess = vfs_access, ours.xFullPathname = vfs_full_path;
    return ours;
  }();
  return vfs;
}

}  // namespace

FaultyDisk::FaultyDisk() {
  FaultyDiskCalls::disk = this;
  sqlite3_vfs_register(&faulty_vfs(), 1);
}
FaultyDisk::~FaultyDisk() {
  sqlite3_vfs_unregister(&faulty_vfs());
  FaultyDiskCalls::disk = nullptr;
}

void FaultyDisk::lose_power(unsigned seed) {
  std::mt19937 chance(seed);
  after_power_cut_.clear();
  for (const auto& [name, file] : files_) {
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
  files_.clear();
  for (const auto& [name, content] : after_power_cut_) {
    files_[name] = std::make_shared<File>();
    files_[name]->seen = files_[name]->safe = content;
  }
  mend();
}

void FaultyDisk::fail_from(int n, Fault fault) {
  fails_at_ = writes_ + n;
  code_ = fault == Fault::full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}
void FaultyDisk::mend() { fails_at_ = 0; }

}  // namespace couloir
