// Packs a zip, entry by entry, into pieces of bytes that the caller takes away: one entry in memory at a time. The same
// entries give the same bytes: no clock, no user, no extra field. OpenDocument asks for that of its first entry, and
// libarchive adds fields to every one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace couloir::files {

enum class Packed { stored, deflated };

class ZipWriter {
 public:
  /// REQUIRES: a relative name in UTF-8, used once; less than 4 GB together.
  void add(std::string_view name, std::string_view content, Packed = Packed::deflated);
  /// The directory; nothing is added afterwards.
  void finish();
  /// What was written since it was last taken.
  std::string take();

 private:
  struct Entry {
    std::string name;
    std::uint32_t crc = 0, packed = 0, size = 0, at = 0;
    std::uint16_t method = 0;
  };
  std::vector<Entry> entries_;
  std::string out_;
  std::uint32_t taken_ = 0;  ///< bytes taken away already
};

/// A whole one, for what is small.
struct ZipPart {
  std::string name, content;
  Packed packed = Packed::deflated;
};
std::string zip_of(const std::vector<ZipPart>&);

}  // namespace couloir::files
