// The key beside the database: made once for its owner alone, and what it seals and opens.
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>
#include <filesystem>

#include <cerrno>
#include <cstring>

#include "base/bug.h"
#include "base/random.h"
#include "base/sha256.h"
#include "people/totp.h"

namespace couloir::people {

namespace {

using Bytes = std::vector<unsigned char>;

struct File {
  int fd;
  ~File() {
    if (fd >= 0) ::close(fd);
  }
};

Error unreadable(const std::filesystem::path& path) {
  return Error::unavailable(say("The key file {1} cannot be read or made: {2}.", path.string(), std::strerror(errno)));
}

/// Made whole or not at all: written beside, then linked into its place. False: another process was first.
bool make_key(const std::filesystem::path& path) {
  auto beside = path.string() + "." + random_token(8);
  File file{::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
  if (file.fd < 0) return false;
  auto bytes = random_bytes(crypto_secretbox_KEYBYTES);
  bool whole =
      ::write(file.fd, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) && ::fsync(file.fd) == 0;
  bool placed = whole && ::link(beside.c_str(), path.c_str()) == 0;
  auto why = errno;
  ::unlink(beside.c_str());
  errno = why;
  return placed;
}

Bytes from_hex(std::string_view hex) {
  if (hex.empty()) return {};
  Bytes out(hex.size() / 2);
  std::size_t size = 0;
  auto failed = sodium_hex2bin(out.data(), out.size(), hex.data(), hex.size(), nullptr, &size, nullptr);
  return failed || size * 2 != hex.size() ? Bytes{} : out;
}

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

Result<SecretKey> SecretKey::open(const std::string& where) {
  const std::filesystem::path path(where);
  File file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.fd < 0 && errno == ENOENT && (make_key(path) || errno == EEXIST))
    file.fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file.fd < 0) return unreadable(path);
  struct stat status{};
  if (::fstat(file.fd, &status) != 0) return unreadable(path);
  if ((status.st_mode & 077) != 0)
    return Error::invalid(say("Others may read the key file {1}. Run: chmod 600 {1}", path.string()));
  SecretKey key;
  if (status.st_size != static_cast<off_t>(key.bytes_.size()) ||
      ::read(file.fd, key.bytes_.data(), key.bytes_.size()) != static_cast<ssize_t>(key.bytes_.size()))
    return Error::invalid(say("The key file {1} is not a key of 32 bytes.", path.string()));
  return key;
}

SecretKey SecretKey::random() {
  SecretKey key;
  std::ranges::copy(random_bytes(key.bytes_.size()), key.bytes_.begin());
  return key;
}

std::string SecretKey::seal(std::string_view secret) const {
  auto nonce = random_bytes(crypto_secretbox_NONCEBYTES);
  Bytes box(secret.size() + crypto_secretbox_MACBYTES);
  crypto_secretbox_easy(box.data(), bytes_of(secret), secret.size(), bytes_of(nonce), bytes_.data());
  return to_hex(nonce) + to_hex({reinterpret_cast<const char*>(box.data()), box.size()});
}

std::optional<std::string> SecretKey::unseal(std::string_view sealed) const {
  auto bytes = from_hex(sealed);
  constexpr std::size_t kLeast = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  if (bytes.size() < kLeast) return std::nullopt;
  std::string secret(bytes.size() - kLeast, '\0');
  auto box = bytes.data() + crypto_secretbox_NONCEBYTES;
  auto failed = crypto_secretbox_open_easy(reinterpret_cast<unsigned char*>(secret.data()), box,
                                           bytes.size() - crypto_secretbox_NONCEBYTES, bytes.data(), bytes_.data());
  if (failed) return std::nullopt;
  return secret;
}

}  // namespace couloir::people
