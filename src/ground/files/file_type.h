// What a file is, told by its bytes and never by its name. Pure: bytes in, an answer out; nothing is unpacked, run or
// rendered here, and reading is bounded whatever the bytes claim.
#pragma once

#include <array>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "base/names.h"
#include "base/result.h"

namespace couloir::files {

/// Stored by name; names are frozen once released. `text` is UTF-8 without control characters: notes, CSV, logs.
enum class FileType { pdf, png, jpeg, gif, webp, text, docx, xlsx, pptx, odt, ods, odp };

/// A set of types, for the caller to say what it takes.
class FileTypes {
 public:
  constexpr FileTypes() = default;
  constexpr FileTypes(std::initializer_list<FileType> types) {
    for (auto type : types) bits_ |= bit(type);
  }
  constexpr bool has(FileType type) const { return (bits_ & bit(type)) != 0; }

 private:
  static constexpr unsigned bit(FileType type) { return 1U << static_cast<unsigned>(type); }
  unsigned bits_ = 0;
};
inline constexpr FileTypes kPictures{FileType::png, FileType::jpeg, FileType::gif, FileType::webp};
/// What an organisation proves something with.
inline constexpr FileTypes kEvidence{FileType::pdf,  FileType::png,  FileType::jpeg, FileType::gif,
                                     FileType::webp, FileType::text, FileType::docx, FileType::xlsx,
                                     FileType::pptx, FileType::odt,  FileType::ods,  FileType::odp};

/// The type as a browser is told it.
std::string_view media_type(FileType);
/// "pdf", with which a stored name ends.
std::string_view extension(FileType);
/// "PDF, PNG, TXT or CSV (UTF-8)": the same in every language.
std::string names_of(FileTypes);

/// What a look at the bytes gave: a type, or a sentence that says what they are instead, with {1} for the file's name.
/// Encrypted PDF and ODF keep their type (a printing ban looks the same from outside); an Office file with a password
/// has none, since its bytes hide whether macros are in it.
struct Sniffed {
  std::optional<FileType> type;
  std::string_view otherwise = {};  ///< msgid
};
Sniffed sniff(std::string_view content);

/// The type of a file that somebody hands in. Errors: invalid, with what it is and what is taken.
Result<FileType> type_of(std::string_view name, std::string_view content, FileTypes taken);

/// A name that is safe to store, to show and to save under on any system, ending as its type does: no folders, control
/// or invisible characters, no right-to-left override, at most 100 characters. "../a\u202Efdp.exe" of a PDF →
/// "afdp.exe.pdf".
std::string clean_name(std::string_view given, FileType);

/// The clean name under which this content is stored and handed out: a CSV with a cell that begins with "=", "+" or "@"
/// ends in .csv.txt, so that no spreadsheet opens it by itself and calculates.
std::string name_to_save(std::string_view clean, FileType, std::string_view content);

}  // namespace couloir::files

template <>
inline constexpr auto couloir::kNames<couloir::files::FileType> = std::array{
    "pdf"sv, "png"sv, "jpeg"sv, "gif"sv, "webp"sv, "text"sv, "docx"sv, "xlsx"sv, "pptx"sv, "odt"sv, "ods"sv, "odp"sv};
