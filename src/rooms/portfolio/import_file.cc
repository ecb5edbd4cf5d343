// Reading a CSV of use cases: columns, rows, problems. Knows nothing of the database.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "base/csv.h"
#include "base/text.h"
#include "portfolio/describe.h"
#include "portfolio/import.h"
#include "portfolio/use_case_edit.h"

namespace couloir::portfolio {
namespace {

/// Columns that our own export writes for people and that come back without meaning anything.
constexpr std::array<std::string_view, 3> kOnlyToRead{"score", "score_ceiling", "pillar"};

constexpr std::string_view kStatus = "status";

enum class ColumnKind { text, level, status, only_to_read, unknown };
struct Column {
  std::string name;
  ColumnKind kind;
};

std::vector<std::string> text_columns() {
  UseCaseText t;
  std::vector<std::string> names;
  for (const auto& leaf : leaves_of(shape_of(t))) names.push_back(leaf.name);
  return names;
}
std::vector<std::string> level_columns(const Weights& weights) {
  std::vector<std::string> names;
  for (const auto* list : {&weights.criteria, &weights.pillars})
    for (const auto& w : *list) names.push_back(w.code);
  return names;
}

ColumnKind kind_of(const std::string& name, const std::vector<std::string>& texts,
                   const std::vector<std::string>& levels) {
  if (std::ranges::find(texts, name) != texts.end()) return ColumnKind::text;
  if (std::ranges::find(levels, name) != levels.end()) return ColumnKind::level;
  if (name == kStatus) return ColumnKind::status;
  return std::ranges::find(kOnlyToRead, name) != kOnlyToRead.end() ? ColumnKind::only_to_read : ColumnKind::unknown;
}

constexpr std::size_t kMostColumns = 200;

Result<std::vector<Column>> read_columns(const CsvRow& header, const Weights& weights) {
  auto texts = text_columns(), levels = level_columns(weights);
  if (header.fields.size() > kMostColumns)
    return Error::invalid(say("The first line of this file names {1} columns; a file has at most {2}.",
                              std::to_string(header.fields.size()), std::to_string(kMostColumns)));
  std::vector<Column> columns;
  std::vector<Problem> problems;
  auto is_there = [&](std::string_view name) {
    return std::ranges::find(columns, name, &Column::name) != columns.end();
  };
  for (auto field : header.fields) {
    auto name = std::string(trim(field));
    auto kind = kind_of(name, texts, levels);
    if (is_there(name))
      problems.push_back({"line 1", say("The column “{1}” is there twice.", name)});
    else if (kind == ColumnKind::unknown)
      problems.push_back({"line 1", say("The column “{1}” is not known. Known are: {2}.", name,
                                        fmt::format("{}, {}", fmt::join(texts, ", "), fmt::join(levels, ", ")))});
    columns.push_back({name, kind});
  }
  for (auto needed : {"external_id", "title"})
    if (!is_there(needed)) problems.push_back({"line 1", say("The column “{1}” is missing.", needed)});
  if (!problems.empty())
    return Error::invalid(say("The first line of this file must name the columns."), std::move(problems));
  return columns;
}

class FileReader {
 public:
  FileReader(const std::vector<Column>& columns, const Weights& weights) : columns_(columns), weights_(weights) {
    std::vector<std::string> texts;
    for (const auto& [name, kind] : columns)
      if (kind == ColumnKind::text) texts.push_back(name);
    texts_ = std::make_shared<const std::vector<std::string>>(std::move(texts));
  }
  ReadFile file;

  void row(const CsvRow& row) {
    ++file.rows_total;
    auto before = row_problems_;
    ImportedRow imported;
    imported.line = static_cast<std::int64_t>(row.line);
    imported.columns = texts_;
    if (row.fields.size() != columns_.size()) {
      complain(row, "",
               say("This line has {1} columns, the first line has {2}.", std::to_string(row.fields.size()),
                   std::to_string(columns_.size())));
    } else {
      read_fields(row, imported);
    }
    if (row_problems_ == before)
      file.rows.push_back(std::move(imported));
    else
      ++file.rows_bad;
  }
  void broken(const Error& error) {
    ++file.rows_total;
    ++file.rows_bad;
    for (const auto& p : error.problems) {
      std::int64_t line = 0;
      if (p.where.starts_with("line ")) line = std::atoll(p.where.c_str() + 5);
      keep({line, "", p.what});
    }
  }

 private:
  void read_fields(const CsvRow& row, ImportedRow& into) {
    http::Fields texts, levels;
    for (std::size_t i = 0; i < row.fields.size(); ++i) {
      const auto& [name, kind] = columns_[i];
      if (kind == ColumnKind::text) texts.push_back({name, std::string(row.fields[i])});
      if (kind == ColumnKind::level) levels.push_back({name, std::string(row.fields[i])});
      if (kind == ColumnKind::status) read_status(row, trim(row.fields[i]), into);
    }
    auto problems = read_texts(shape_of(into.text), texts, Spelling::people);
    into.text = tidy(std::move(into.text));
    for (auto& p : problems_of(into.text))
      if (std::ranges::find(problems, p.where, &Problem::where) == problems.end()) problems.push_back(std::move(p));
    for (auto& p : problems) complain(row, p.where, std::move(p.what));
    Scoring scoring;
    for (auto& p : read_levels(levels, weights_, scoring)) complain(row, p.where, std::move(p.what));
    into.criteria = std::move(scoring.criteria);
    into.pillars = std::move(scoring.pillars);
    check_key(row, into.text.external_id);
  }
  void read_status(const CsvRow& row, std::string_view word, ImportedRow& into) {
    if (word.empty()) return;
    if (auto status = from_name<UseCaseState>(word))
      into.status = *status;
    else
      complain(row, std::string(kStatus),
               say("“{1}” is not one of: {2}.", word, fmt::format("{}", fmt::join(names_of<UseCaseState>(), ", "))));
  }
  void check_key(const CsvRow& row, const std::string& key) {
    if (key.empty())
      return complain(row, "external_id",
                      say("Each line needs its own reference: it is how the same use case is found again."));
    auto [first, fresh] = lines_by_key_.try_emplace(key, row.line);
    if (!fresh) complain(row, "external_id", say("“{1}” is already on line {2}.", key, std::to_string(first->second)));
  }
  void complain(const CsvRow& row, const std::string& field, Sentence what) {
    ++row_problems_;
    keep({static_cast<std::int64_t>(row.line), field, std::move(what)});
  }
  void keep(ImportProblem problem) {
    if (file.problems.size() < static_cast<std::size_t>(kMostImportProblems))
      file.problems.push_back(std::move(problem));
  }

  const std::vector<Column>& columns_;
  const Weights& weights_;
  std::shared_ptr<const std::vector<std::string>> texts_;
  std::unordered_map<std::string, std::size_t> lines_by_key_;
  std::int64_t row_problems_ = 0;
};

}  // namespace

Result<ReadFile> read_use_cases_csv(std::string_view content, const Weights& weights, std::size_t most_rows) {
  // A zip archive (.xlsx, .ods) or an old compound file (.xls).
  if (content.starts_with("PK\x03\x04") || content.starts_with("\xd0\xcf\x11\xe0"))
    return Error::invalid(
        say("This is a workbook, not a CSV file. In Excel: Save as, then “CSV UTF-8 (comma delimited)”."));
  TRY_LET(auto csv, CsvReader::open(content));
  CsvRow row;
  TRY_LET(bool any, csv.next(row));
  if (!any) return Error::invalid(say("This file is empty."));
  TRY_LET(auto columns, read_columns(row, weights));
  FileReader reader(columns, weights);
  while (static_cast<std::size_t>(reader.file.rows_total) < most_rows) {
    auto more = csv.next(row);
    if (!more) {
      reader.broken(more.error());
      continue;
    }
    if (!*more) break;
    reader.row(row);
  }
  return std::move(reader.file);
}

}  // namespace couloir::portfolio
