// A CSV file of use cases on its way in: looked at first, then taken in by a job that a kill only delays. Idempotent by
// external id: a row whose use case says the same already changes nothing.
#pragma once

#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "journal/jobs.h"
#include "portfolio/fit_score.h"
#include "portfolio/use_case_store.h"
#include "region/pack.h"
#include "store/db.h"

namespace couloir::portfolio {

/// Larger files are refused before they are read.
inline constexpr std::uint64_t kLargestImport = 16ULL << 20;
/// The same for what is taken in while the caller waits over HTTP: some seconds of work.
inline constexpr std::uint64_t kLargestImportAtOnce = 1ULL << 20;
/// Lines of a preview whose changes are shown one by one, found among as many as are read for it.
inline constexpr std::size_t kMostRowsShown = 12, kMostRowsLookedAt = 500;
/// Problems kept per file: enough to mend it by, whatever was uploaded.
inline constexpr int kMostImportProblems = 200;

enum class ImportState { previewed, running, done, cancelled };

/// What taking a row in does. A first score given to a use case that says the same already is a change too.
enum class RowEffect { added, changed, unchanged };
struct RowOutlook {
  std::int64_t line = 0;
  std::string title;
  RowEffect effect = RowEffect::unchanged;
  std::vector<Change> changes;  ///< field by field, of one that is there
  bool scored = false;          ///< it would get its first score
};

struct ImportProblem {
  std::int64_t line = 0;
  std::string field;  ///< column; empty: the whole line
  Sentence what;
};
struct Import {
  ImportId id;
  OrganisationId organisation;
  PersonId person;
  std::string filename;
  ImportState state = ImportState::previewed;
  std::int64_t rows_total = 0, rows_bad = 0, next_row = 0;
  std::int64_t added = 0, changed = 0, unchanged = 0;  ///< of a preview: what taking it in would have done then
  journal::JobId job;
  Instant created_at;
  std::optional<Instant> ended_at;
  std::vector<ImportProblem> problems;
  std::vector<RowOutlook> first_rows;  ///< of a preview, by look_at(): the first lines that would change something
};

/// One good row: what it says, and the levels it gives, if it gives any.
struct ImportedRow {
  std::int64_t line = 0;
  UseCaseText text;
  std::shared_ptr<const std::vector<std::string>> columns;  ///< fields that the file has; a use case keeps its others
  UseCaseState status =
      UseCaseState::idea;  ///< a later one than mapped is taken as mapped: its dates are not in the file
  std::vector<Level> criteria, pillars;
};
struct ReadFile {
  std::vector<ImportedRow> rows;
  std::vector<ImportProblem> problems;  ///< of the other rows, in order; at most kMostImportProblems
  std::int64_t rows_total = 0, rows_bad = 0;
};
/// Columns are the field names of UseCaseText, "reach"…"job_size", and the codes of the pack's criteria and pillars.
/// Errors: invalid (not a CSV of ours at all: not UTF-8, an unknown or repeated column, no title or external_id).
Result<ReadFile> read_use_cases_csv(std::string_view content, const Weights&,
                                    std::size_t most_rows = std::numeric_limits<std::size_t>::max());

/// Reads the file, keeps it, and shows what taking it in would do. Errors: not_found, invalid.
/// The counts are of that moment; first_rows is filled.
Result<Import> preview_import(const Op&, const region::Pack&, OrganisationId, const std::string& filename,
                              std::string_view content);
/// Takes the good rows in, in the background. Errors: not_found, refused (it is not waiting for that).
Result<Import> start_import(const Op&, ImportId);
/// Errors: not_found, refused.
Result<Import> cancel_import(const Op&, ImportId);
/// One that the actor may see. Errors: not_found.
Result<Import> own_import(Reader&, const Actor&, ImportId);
/// Fills first_rows of one that is previewed, against what is stored now.
void look_at(Reader&, const region::Pack&, Instant now, Import&);
std::optional<Import> find_import(Reader&, ImportId);
std::vector<Import> imports_of(Reader&, OrganisationId, int limit = 20);  ///< newest first, without their problems

struct TakeInFile {
  static constexpr auto kName = "portfolio.take_in_file"sv;
  ImportId import;
  static constexpr auto kFields = journal::fields(journal::field("import", &TakeInFile::import));
};
enum class BadLines { refuse, leave_out };
/// All good rows in the caller's thread: the command line and the demonstration.
/// Errors: as preview_import; refused (every bad line, unless they are to be left out; nothing is taken in then).
Result<Import> take_in_now(const Op&, const region::Pack&, OrganisationId, const std::string& filename,
                           std::string_view content, BadLines);
/// The job's work: batches of rows, each its own transaction with the place it reached.
Result<void> take_in_file(const region::Pack&, const TakeInFile&, journal::JobContext&);

}  // namespace couloir::portfolio

template <>
inline constexpr auto couloir::kNames<couloir::portfolio::ImportState> =
    std::array{"previewed"sv, "running"sv, "done"sv, "cancelled"sv};
template <>
inline constexpr auto couloir::kNames<couloir::portfolio::RowEffect> =
    std::array{"added"sv, "changed"sv, "unchanged"sv};
