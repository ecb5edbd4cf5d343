#include "app/data_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>

namespace couloir::app {
namespace {

namespace fs = std::filesystem;

/// The folder may have been thrown away between opening its lock and getting it.
bool is_still(int file, const fs::path& path) {
  struct stat held{}, there{};
  return ::fstat(file, &held) == 0 && ::stat(path.c_str(), &there) == 0 && held.st_ino == there.st_ino &&
         held.st_dev == there.st_dev;
}

/// For people who look for the process; the lock counts also when a full disk leaves no room for it.
void write_own_number(int file) {
  auto number = std::to_string(::getpid()) + "\n";
  bool written = ::ftruncate(file, 0) == 0 && ::write(file, number.data(), number.size()) > 0;
  static_cast<void>(written);
}

Error busy(const fs::path& data, const fs::path& path) {
  std::string number;
  std::getline(std::ifstream(path), number);
  return Error::unavailable(
      say("The folder {1} is in use by process {2}: stop that one first, or name another folder with --data.",
          data.string(), number.empty() ? "?" : number));
}

}  // namespace

Result<DataLock> DataLock::take(const fs::path& data) {
  std::error_code ec;
  fs::create_directories(data, ec);
  if (ec) return Error::unavailable(say("The data folder {1} cannot be made: {2}.", data.string(), ec.message()));
  auto path = data / "lock";
  while (true) {
    int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) return Error::unavailable(say("{1} cannot be opened: {2}.", path.string(), std::strerror(errno)));
    DataLock lock(file);
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) return busy(data, path);
    if (!is_still(file, path)) continue;
    write_own_number(file);
    return lock;
  }
}

DataLock::~DataLock() {
  if (file_ >= 0) ::close(file_);
}

}  // namespace couloir::app
