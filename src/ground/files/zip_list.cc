// libarchive reads the directory at the end of the zip, where office programs look too, and seeks from entry to entry.
#include "files/zip_list.h"

#include <archive.h>
#include <archive_entry.h>

#include <memory>

namespace couloir::files {
namespace {

struct Free {
  void operator()(archive* a) const { archive_read_free(a); }
};

/// All of the current entry when it fits.
std::string read_entry(archive* zip, std::size_t limit) {
  std::string content(limit + 1, '\0');
  std::size_t got = 0;
  while (got < content.size()) {
    auto piece = archive_read_data(zip, content.data() + got, content.size() - got);
    if (piece < 0) return {};
    if (piece == 0) break;
    got += static_cast<std::size_t>(piece);
  }
  if (got > limit) return {};
  content.resize(got);
  return content;
}

}  // namespace

ZipList list_zip(std::string_view zip, std::string_view want, std::size_t want_bytes, const ZipLimits& limits) {
  ZipList list;
  std::unique_ptr<archive, Free> reader(archive_read_new());
  if (!reader || archive_read_support_format_zip_seekable(reader.get()) != ARCHIVE_OK ||
      archive_read_open_memory(reader.get(), zip.data(), zip.size()) != ARCHIVE_OK)
    return list;
  std::int64_t unpacked = 0;
  archive_entry* entry = nullptr;
  while (true) {
    auto step = archive_read_next_header(reader.get(), &entry);
    if (step == ARCHIVE_EOF) break;
    if (step != ARCHIVE_OK && step != ARCHIVE_WARN) return list;
    if (archive_entry_is_encrypted(entry) != 0) return list;
    const char* name = archive_entry_pathname_utf8(entry);
    if (name == nullptr) name = archive_entry_pathname(entry);
    auto size = archive_entry_size_is_set(entry) != 0 ? archive_entry_size(entry) : 0;
    if (size < 0) return list;
    unpacked += size;
    if (list.entries.size() == limits.entries || size > limits.unpacked || unpacked > limits.unpacked) {
      list.too_large = true;
      return list;
    }
    list.entries.push_back({name == nullptr ? "?" : name, size});
    if (want == list.entries.back().name && list.wanted.empty()) list.wanted = read_entry(reader.get(), want_bytes);
  }
  list.readable = !list.entries.empty();
  return list;
}

}  // namespace couloir::files
