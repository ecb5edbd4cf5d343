// O_TMPFILE where the file system has it, else a named file unlinked at once; read back through a private mapping.
#include "http/body.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

namespace couloir::http {

namespace {

std::error_code last_error() { return {errno, std::generic_category()}; }

int open_nameless(const std::string& folder) {
  int file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file >= 0 || (errno != EOPNOTSUPP && errno != EISDIR)) return file;
  std::string path = folder + "/body-XXXXXX";
  file = ::mkostemp(path.data(), O_CLOEXEC);
  if (file >= 0) ::unlink(path.c_str());
  return file;
}

}  // namespace

Body::~Body() {
  if (map_) ::munmap(map_, size_);
  if (file_ >= 0) ::close(file_);
}

std::error_code Body::append(std::string_view piece) {
  if (file_ < 0 && size_ + piece.size() > memory_bytes_) {
    if (auto failed = move_to_file()) return failed;
  }
  size_ += piece.size();
  if (file_ >= 0) return write(piece);
  memory_.append(piece);
  return {};
}

std::error_code Body::finish() {
  if (file_ < 0 || size_ == 0) return {};
  void* map = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file_, 0);
  if (map == MAP_FAILED) return last_error();
  map_ = map;
  return {};
}

std::error_code Body::move_to_file() {
  file_ = open_nameless(spool_);
  if (file_ < 0) return last_error();
  auto failed = write(memory_);
  std::string().swap(memory_);
  return failed;
}

std::error_code Body::write(std::string_view piece) {
  while (!piece.empty()) {
    auto written = ::write(file_, piece.data(), piece.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return last_error();
    piece.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace couloir::http
