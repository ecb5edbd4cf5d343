// A content is written beside its name, synced, renamed, and its folder synced; so a name always stands for whole
// bytes.
#include "files/content.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "base/log.h"
#include "base/random.h"
#include "store/db.h"

namespace couloir::files {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, int why) {
  auto full = why == ENOSPC || why == EDQUOT || why == EFBIG;
  throw StoreFailure(full ? StoreFailure::Kind::full : StoreFailure::Kind::other,
                     fmt::format("{}: {}", path.string(), std::strerror(why)));
}

class Descriptor {
 public:
  Descriptor(const fs::path& path, int flags)
      : path_(path), fd_(::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600)) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  bool open() const { return fd_ >= 0; }
  int fd() const { return fd_; }
  void write(std::string_view bytes) const {
    while (!bytes.empty()) {
      auto done = ::write(fd_, bytes.data(), bytes.size());
      if (done < 0 && errno == EINTR) continue;
      if (done < 0) fail(path_, errno);
      bytes.remove_prefix(static_cast<std::size_t>(done));
    }
  }
  void sync() const {
    if (::fsync(fd_) != 0) fail(path_, errno);
  }

 private:
  fs::path path_;
  int fd_;
};

void sync_folder(const fs::path& folder) {
  Descriptor d(folder, O_RDONLY | O_DIRECTORY);
  if (!d.open()) fail(folder, errno);
  d.sync();
}

void make_folder(const fs::path& folder) {
  if (::mkdir(folder.c_str(), 0700) == 0)
    sync_folder(folder.parent_path().empty() ? fs::path(".") : folder.parent_path());
  else if (errno != EEXIST)
    fail(folder, errno);
}

Instant written_at(const struct stat& info) {
  using namespace std::chrono;
  return {sys_time<milliseconds>(
      duration_cast<milliseconds>(seconds(info.st_mtim.tv_sec) + nanoseconds(info.st_mtim.tv_nsec)))};
}

/// Gone with the object; nothing to remove once it was renamed.
struct Temporary {
  explicit Temporary(fs::path p) : path(std::move(p)) {}
  ~Temporary() { ::unlink(path.c_str()); }
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  const fs::path path;
};

constexpr std::string_view kTemporary = "new-";

Error lost(const Hash& hash, std::string_view what) {
  log_line("files.damaged", {{"sha256", hash.hex()}, {"what", std::string(what)}});
  auto error =
      Error::unavailable(say("The content of this file is missing or damaged on the disk of the server. Tell the "
                             "office: it is in the backups."));
  error.context = hash.hex() + ": " + std::string(what);
  return error;
}

}  // namespace

fs::path ContentFolder::path_of(const Hash& hash) const {
  auto hex = hash.hex();
  return root_ / hex.substr(0, 2) / hex.substr(2);
}

Hash ContentFolder::put(std::string_view content) const {
  auto hash = journal::sha256(content);
  auto path = path_of(hash);
  // What lies there already is compared, not trusted: handing it in again mends a damaged content.
  if (has(hash) && read(hash)) return hash;
  make_folder(root_);
  make_folder(path.parent_path());
  Temporary temporary(path.parent_path() / (std::string(kTemporary) + random_token(8)));
  Descriptor file(temporary.path, O_WRONLY | O_CREAT | O_EXCL);
  if (!file.open()) fail(temporary.path, errno);
  file.write(content);
  file.sync();
  if (::rename(temporary.path.c_str(), path.c_str()) != 0) fail(path, errno);
  sync_folder(path.parent_path());
  return hash;
}

bool ContentFolder::has(const Hash& hash) const { return ::access(path_of(hash).c_str(), R_OK) == 0; }

Result<std::string> ContentFolder::read(const Hash& hash) const {
  auto path = path_of(hash);
  Descriptor file(path, O_RDONLY);
  if (!file.open()) return lost(hash, std::strerror(errno));
  struct stat info{};
  if (::fstat(file.fd(), &info) != 0 || !S_ISREG(info.st_mode)) return lost(hash, "not a file");
  std::string content(static_cast<std::size_t>(info.st_size), '\0');
  std::size_t got = 0;
  while (got < content.size()) {
    auto piece = ::read(file.fd(), content.data() + got, content.size() - got);
    if (piece < 0 && errno == EINTR) continue;
    if (piece < 0) return lost(hash, std::strerror(errno));
    if (piece == 0) break;
    got += static_cast<std::size_t>(piece);
  }
  if (got != content.size() || journal::sha256(content) != hash) return lost(hash, "other bytes than were stored");
  return content;
}

void ContentFolder::remove(const Hash& hash) const {
  auto path = path_of(hash);
  if (::unlink(path.c_str()) != 0 && errno != ENOENT && errno != ENOTDIR) fail(path, errno);
}

std::vector<ContentFolder::Found> ContentFolder::contents(unsigned char first_byte, Instant now) const {
  std::vector<Found> found;
  auto prefix = fmt::format("{:02x}", first_byte);
  std::error_code ec;
  for (fs::directory_iterator at(root_ / prefix, ec), end; !ec && at != end; at.increment(ec)) {
    struct stat info{};
    if (::lstat(at->path().c_str(), &info) != 0 || !S_ISREG(info.st_mode)) continue;
    auto name = at->path().filename().string();
    auto written = written_at(info);
    if (name.starts_with(kTemporary)) {
      if (written < now - std::chrono::hours(24)) ::unlink(at->path().c_str());
    } else if (auto hash = journal::parse_hash(prefix + name)) {
      found.push_back({*hash, written});
    }
  }
  return found;
}

}  // namespace couloir::files
