// Engineers from a spreadsheet saved as CSV: each line is one, found again by its reference in another system, so that
// the same file twice changes nothing. All of a file goes in, or nothing of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pool/engineer.h"
#include "store/db.h"

namespace couloir::pool {

/// Largest file, in bytes, and most lines of one.
inline constexpr std::size_t kLargestEngineerFile = 512U << 10U;
inline constexpr std::size_t kMostEngineerLines = 2'000;

enum class LineFate { added, changed, unchanged };
struct EngineerLine {
  std::size_t line = 0;  ///< of the file, as an editor shows it
  Engineer engineer;     ///< as it will be; id 0: a new one
  LineFate fate{};
};
struct EngineerFile {
  std::vector<EngineerLine> lines;  ///< the good ones
  std::vector<Problem> problems;    ///< by "line 3: skills"
  std::int64_t count(LineFate) const;
};
/// Columns: external_id and name, and site, share_percent, parallel, in_from, out_after, skills ("nlp:3 mlops:2"). One
/// that is not in the file leaves what is stored; other columns are passed over, so that an export comes back. Errors:
/// invalid (no such file, or its first line).
Result<EngineerFile> read_engineers(std::string_view csv, const std::vector<Engineer>& stored, const region::Pack&);

/// Errors: forbidden, invalid.
Result<EngineerFile> preview_engineers(const Op&, const region::Pack&, std::string_view csv);
/// Errors: forbidden, invalid (every line that is wrong).
Result<EngineerFile> take_in_engineers(const Op&, const region::Pack&, std::string_view csv);

}  // namespace couloir::pool

template <>
inline constexpr auto couloir::kNames<couloir::pool::LineFate> = std::array{"added"sv, "changed"sv, "unchanged"sv};
