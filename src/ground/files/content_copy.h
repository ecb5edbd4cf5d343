// Contents carried from one folder to another: backups and their restoring.
#pragma once

#include <vector>

#include "files/content.h"

namespace couloir::files {

struct ContentCopy {
  std::int64_t copied = 0;  ///< or there already, checked
  std::vector<Hash> lost;   ///< missing or damaged where they should come from
};
/// One content in memory at a time. Throws StoreFailure (full disk).
ContentCopy copy_contents(const ContentFolder& from, const ContentFolder& to, const std::vector<Hash>&);
/// Every content of the folder, with a row or without.
std::vector<Hash> all_contents(const ContentFolder&, Instant now);

}  // namespace couloir::files
