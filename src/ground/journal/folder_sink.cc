// Letters as files, for installations without a mail server. A file with the final name is always whole.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "journal/mail.h"

namespace couloir::journal {
namespace {

Error cannot_write(const std::filesystem::path& path, int reason) {
  auto error = Error::unavailable(say("The mail could not be written to its folder."));
  error.context = fmt::format("{}: {}", path.string(), std::strerror(reason));
  return error;
}

/// A file descriptor that closes itself.
class OpenFile {
 public:
  OpenFile(const std::filesystem::path& path, int flags) : fd_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
  ~OpenFile() {
    if (fd_ >= 0) ::close(fd_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  explicit operator bool() const { return fd_ >= 0; }

  bool write_all(std::string_view bytes) const {
    while (!bytes.empty()) {
      auto written = ::write(fd_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
  }
  bool sync() const { return ::fsync(fd_) == 0; }

 private:
  int fd_;
};

Result<void> write_whole(const std::filesystem::path& path, std::string_view bytes) {
  OpenFile file(path, O_WRONLY | O_CREAT | O_TRUNC);
  if (!file || !file.write_all(bytes) || !file.sync()) return cannot_write(path, errno);
  return {};
}

// "20261122T185100-42.eml": a second try replaces the first file.
std::string file_name(const Letter& letter) {
  auto stamp = letter.date.iso().substr(0, 19);
  std::erase_if(stamp, [](char c) { return c == '-' || c == ':'; });
  return fmt::format("{}-{}.eml", stamp, letter.id.v);
}

}  // namespace

Result<void> FolderSink::send(const Letter& letter) {
  std::error_code failed;
  std::filesystem::create_directories(folder_, failed);
  if (failed) return cannot_write(folder_, failed.value());
  auto name = file_name(letter);
  auto draft = folder_ / ("." + name + ".part");
  TRY(write_whole(draft, compose(letter)));
  std::filesystem::rename(draft, folder_ / name, failed);
  if (failed) return cannot_write(folder_ / name, failed.value());
  OpenFile folder(folder_, O_RDONLY | O_DIRECTORY);
  if (!folder || !folder.sync()) return cannot_write(folder_, errno);
  return {};
}

}  // namespace couloir::journal
