// The contents of stored files: each once, in a folder that no web server reaches, under the SHA-256 of its bytes.
// Knows no names, persons or database. What it gives back is what was put in, or an error: every reading is checked.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/result.h"
#include "journal/payload.h"

namespace couloir::files {

using journal::Hash;

class ContentFolder {
 public:
  /// Made when the first content comes.
  explicit ContentFolder(std::filesystem::path root) : root_(std::move(root)) {}

  /// On disk and safe from a power cut once this returns. The same content twice is stored once. Throws StoreFailure
  /// (full disk).
  Hash put(std::string_view content) const;
  bool has(const Hash&) const;
  /// Errors: unavailable (missing, or not the bytes that were put in; the log says which).
  Result<std::string> read(const Hash&) const;
  void remove(const Hash&) const;  ///< of one that is not there: nothing

  struct Found {
    Hash hash;
    Instant written;
  };
  /// Contents whose SHA-256 begins with that byte; left-over temporary files older than a day are removed on the way.
  std::vector<Found> contents(unsigned char first_byte, Instant now) const;

  const std::filesystem::path& root() const { return root_; }

 private:
  std::filesystem::path path_of(const Hash&) const;
  std::filesystem::path root_;
};

}  // namespace couloir::files
