// Comma-separated files, read and written. The reader pulls rows out of a text already in memory and copies only fields
// with doubled quotes; it knows nothing of columns or types. The writer disarms formulas, the reader undoes exactly
// that.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace couloir {

struct CsvRow {
  std::size_t number = 0;                ///< 1-based, blank lines not counted; the header is row 1
  std::size_t line = 0;                  ///< 1-based line of the file on which the row begins, as an editor shows it
  std::vector<std::string_view> fields;  ///< valid until the next call of next()
};

class CsvReader {
 public:
  static constexpr std::size_t kLongestField = 64 * 1024;

  /// Takes RFC 4180 and what Excel writes: CRLF, LF or CR; comma, semicolon or tab, found in the first row or told by a
  /// first line "sep=;"; a byte order mark. `text` must outlive the reader.
  /// Errors: invalid, for bytes that are not UTF-8 (with line and column), UTF-16, or no text at all.
  static Result<CsvReader> open(std::string_view text);

  /// The next row into `row`; false at the end. Errors: invalid, with problem "line N", for a field too long or a stray
  /// or unclosed quotation mark; the reader then stands on the following line, so that one can go on and gather them
  /// all.
  Result<bool> next(CsvRow& row);

  char separator() const { return separator_; }

 private:
  explicit CsvReader(std::string_view text) : text_(text) {}
  struct Piece {  ///< a field, in the text or in unquoted_
    std::size_t begin, length;
    bool copied;
  };
  void read_separator();
  void skip_blank_lines();
  bool at_line_end() const;
  void pass_line_end();
  Sentence read_field(Piece& piece);
  Sentence read_quoted(Piece& piece);
  Error refuse(std::size_t line, Sentence what);

  std::string_view text_;
  char separator_ = ',';
  std::size_t at_ = 0, line_ = 1, rows_ = 0;
  std::string unquoted_;  ///< fields of the current row that had doubled quotes
  std::vector<Piece> pieces_;
};

/// excel_french: byte order mark, semicolons, CRLF. plain: comma, LF.
enum class CsvForm { plain, excel_french };

class CsvWriter {
 public:
  explicit CsvWriter(CsvForm form);
  void row(std::span<const std::string_view> fields);
  void row(std::initializer_list<std::string_view> fields) { row(std::span(fields.begin(), fields.size())); }
  void row(const std::vector<std::string>& fields);
  /// raw ÷ per_unit as the program that opens the file reads numbers, "1,50" or "1.50": rounded half away from zero.
  /// REQUIRES: decimals from 0 to 6.
  std::string decimal(std::int64_t raw, std::int64_t per_unit, int decimals) const;
  std::string take() { return std::move(out_); }

 private:
  void field(std::string_view text, bool only_one);
  CsvForm form_;
  std::string out_;
};

/// Whether a spreadsheet could take the cell for a formula: after any apostrophes it starts with = + - @, one of these
/// at full width, tab or CR and is not a plain number. The writer puts one apostrophe before such a cell, the reader
/// takes one off.
bool looks_like_formula(std::string_view cell);

}  // namespace couloir
