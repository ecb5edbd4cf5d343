// What is packed in a zip, by its directory: names and sizes. Unpacks only single small entries, into memory, up to a
// limit.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace couloir::files {

struct ZipEntry {
  std::string name;       ///< as stored; not a path to write to
  std::int64_t size = 0;  ///< unpacked, as the directory claims
};

struct ZipLimits {
  std::size_t entries = 10'000;
  std::int64_t unpacked = 1 << 30;  ///< bytes of all entries together, as claimed
};

struct ZipList {
  bool readable = false;   ///< false: damaged, cut short or encrypted
  bool too_large = false;  ///< beyond the limits: nothing else was looked at
  std::vector<ZipEntry> entries;
  std::string wanted;  ///< content of the entry asked for; empty: absent or longer than the limit
};
/// Looks through `zip`; unpacks the entry `want`, at most `want_bytes` of it.
ZipList list_zip(std::string_view zip, std::string_view want, std::size_t want_bytes, const ZipLimits& limits = {});

}  // namespace couloir::files
