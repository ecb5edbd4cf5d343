// A stored file: a row that says who brought what, and a content in the data folder. The part that owns the row's
// purpose (evidence, a document) keeps the FileId in its own table and decides who may have it; here nobody is asked.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "files/content.h"
#include "files/file_type.h"
#include "journal/jobs.h"
#include "people/personal_data.h"
#include "store/db.h"
#include "web/request.h"

namespace couloir::files {

using FileId = Id<struct FileTag>;

struct StoredFile {
  FileId id;
  Hash sha256;
  std::int64_t size = 0;
  FileType type = FileType::pdf;
  std::string name;      ///< clean_name() of what it was called
  PersonId uploaded_by;  ///< 0: the program, or somebody who was erased
  Instant created_at;
};

/// A content that was looked at and lies on the disk; a row makes it a file. One without a row is swept after a day.
struct Kept {
  Hash sha256;
  std::int64_t size = 0;
  FileType type = FileType::pdf;
  std::string name;
  std::string_view content;  ///< the caller's, until it has its row
};

struct Taken {
  FileTypes types = kEvidence;
  std::int64_t most_bytes = 20 << 20;
  /// Made by the program itself, of this type: not looked into, since a title that names a script is not one.
  std::optional<FileType> made_here = {};
};
/// Looks at a file that somebody hands in and puts its content on the disk; slow, so call it before the transaction.
/// Errors: invalid (too large, or none of the types taken). Throws StoreFailure (full disk).
Result<Kept> keep(const ContentFolder&, std::string_view name, std::string_view content, const Taken& = {});
/// Its row, in the caller's transaction.
StoredFile add_file(Tx&, const Op&, const ContentFolder&, const Kept&);

std::optional<StoredFile> find_file(Reader&, FileId);
/// In any order; those that are gone are left out. One statement.
std::vector<StoredFile> files_with_ids(Reader&, const std::vector<FileId>&);
/// Of these together; those that are gone count nothing. One statement.
std::int64_t bytes_of(Reader&, const std::vector<FileId>&);
/// Removes the row; a job removes the content when no other row has it. A kill in between leaves a content without a
/// row, never a row without a content.
void remove_file(Tx&, const Op&, FileId);

/// Errors: unavailable (see ContentFolder::read).
Result<std::string> read_file(const ContentFolder&, const StoredFile&);
/// The answer that hands it out: always saved, never shown, whatever it holds. May be cached by nobody.
web::Response download(const StoredFile&, std::string content);
/// Content-Disposition of any name (RFC 6266, RFC 8187): plain ASCII for old programs, UTF-8 for all others.
std::string attachment(std::string_view name);

/// Removing contents, and a daily sweep of those that no row has had for a day. The folder outlives the jobs.
void mount_files(journal::Jobs&, const ContentFolder&, people::PersonalData&);

/// Every content that some row has, each once.
std::vector<Hash> contents_in_use(Reader&);

}  // namespace couloir::files
