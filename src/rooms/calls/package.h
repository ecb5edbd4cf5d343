// The package of a dossier: what was filed with its files, its schema and the means to check it without this program.
// Made file by file; the same filing gives the same bytes, and the readable PDF beside it once who asks has had it set.
#pragma once

#include <string>
#include <vector>

#include "calls/dossier_edit.h"
#include "files/zip_writer.h"

namespace couloir::calls {

class Package {
 public:
  std::string filename;  ///< "pool-phase-2-0014.zip"

  /// The next bytes; empty at the end. One file is in memory at a time. Errors: unavailable (one is missing or
  /// damaged).
  Result<std::string> next();
  /// All that is left.
  Result<std::string> whole();

 private:
  friend Result<Package> open_package(Reader&, const Actor&, const Rules&, DossierId,
                                      const std::optional<files::StoredFile>&);
  struct File {
    std::string path;
    files::Hash sha256;
  };
  explicit Package(const files::ContentFolder& folder) : folder_(&folder) {}

  const files::ContentFolder* folder_;
  std::vector<files::ZipPart> texts_;  ///< left to pack, last first
  std::vector<File> files_;            ///< the same
  files::ZipWriter zip_;
  bool finished_ = false;
};
/// Of the last turn, byte for byte as it was hashed; of what stands now while nothing was filed. The folder of the
/// rules outlives it. `pdf`: the readable dossier, when it was set; without it the manifest says how to get it, since a
/// package waits for nothing. Errors: not_found, unavailable (a file is missing on the disk).
Result<Package> open_package(Reader&, const Actor&, const Rules&, DossierId,
                             const std::optional<files::StoredFile>& pdf = {});

}  // namespace couloir::calls
