#include "files/content_copy.h"

namespace couloir::files {

ContentCopy copy_contents(const ContentFolder& from, const ContentFolder& to, const std::vector<Hash>& hashes) {
  ContentCopy copy;
  for (const auto& hash : hashes) {
    auto content = from.read(hash);
    if (!content) {
      copy.lost.push_back(hash);
      continue;
    }
    to.put(*content);
    ++copy.copied;
  }
  return copy;
}

std::vector<Hash> all_contents(const ContentFolder& folder, Instant now) {
  std::vector<Hash> all;
  for (int first = 0; first < 256; ++first)
    for (const auto& found : folder.contents(static_cast<unsigned char>(first), now)) all.push_back(found.hash);
  return all;
}

}  // namespace couloir::files
