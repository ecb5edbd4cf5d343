// Reading rows, and telling a person whose file is not UTF-8 what to do about it.
#include <algorithm>
#include <array>

#include "base/csv.h"
#include "base/text.h"

namespace couloir {
namespace {

struct Place {
  std::size_t line, column;
};

Place place_of(std::string_view text, std::size_t offset) {
  Place place{1, 1};
  std::size_t line_start = 0;
  for (std::size_t i = 0; i < offset; ++i) {
    bool ends = text[i] == '\n' || (text[i] == '\r' && !(i + 1 < text.size() && text[i + 1] == '\n'));
    if (!ends) continue;
    ++place.line;
    line_start = i + 1;
  }
  place.column = count_of_code_points(text.substr(line_start, offset - line_start)) + 1;
  return place;
}

bool is_utf16(std::string_view text) {
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) return true;
  auto head = text.substr(0, 400);
  return std::ranges::count(head, '\0') * 4 > static_cast<std::ptrdiff_t>(head.size());
}

/// Single bytes above 0x80 between ASCII ones: how Windows-1252 writes é; five values are never used there.
bool looks_like_windows_1252(std::string_view text) {
  constexpr std::string_view kUnused = "\x81\x8d\x8f\x90\x9d";
  return text.find_first_of(kUnused) == std::string_view::npos;
}

Result<void> must_be_text(std::string_view text) {
  if (is_utf16(text))
    return Error::invalid(say("This file is saved as UTF-16 (“Unicode text”). Save it again as “CSV UTF-8”."));
  auto nul = std::min(text.find('\0'), text.size());
  auto bad = std::min(bad_utf8_at(text).value_or(text.size()), nul);
  if (bad == text.size()) return {};
  auto [line, column] = place_of(text, bad);
  auto where = "line " + std::to_string(line);
  auto l = std::to_string(line), c = std::to_string(column);
  auto what = bad == nul ? say("Line {1}, column {2} holds a zero byte: this is not a text file.", l, c)
              : looks_like_windows_1252(text)
                  ? say("Line {1}, column {2} is not UTF-8: the file seems saved as Windows-1252, as older Excel does. "
                        "Save it again as “CSV UTF-8”.",
                        l, c)
                  : say("Line {1}, column {2} is not UTF-8. Save the file again as “CSV UTF-8”.", l, c);
  return Error::invalid(what, {{where, what}});
}

}  // namespace

Result<CsvReader> CsvReader::open(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  if (trim(text.substr(0, 4096)).empty() && trim(text).empty()) return Error::invalid(say("This file is empty."));
  TRY(must_be_text(text));
  CsvReader reader(text);
  reader.read_separator();
  return reader;
}

/// The sign most often seen outside quotation marks in the first row; comma when there is none.
void CsvReader::read_separator() {
  if (text_.starts_with("sep=") && text_.size() > 5 && (text_[5] == '\r' || text_[5] == '\n')) {
    separator_ = text_[4];
    at_ = 5;
    pass_line_end();
    return;
  }
  skip_blank_lines();
  std::array<std::size_t, 3> seen{};
  constexpr std::string_view kSigns = ",;\t";
  bool quoted = false;
  for (auto i = at_; i < text_.size() && (quoted || (text_[i] != '\n' && text_[i] != '\r')); ++i) {
    if (text_[i] == '"') quoted = !quoted;
    auto sign = kSigns.find(text_[i]);
    if (!quoted && sign != std::string_view::npos) ++seen[sign];
  }
  separator_ = kSigns[static_cast<std::size_t>(std::ranges::max_element(seen) - seen.begin())];
}

bool CsvReader::at_line_end() const { return at_ == text_.size() || text_[at_] == '\n' || text_[at_] == '\r'; }

void CsvReader::pass_line_end() {
  if (at_ == text_.size()) return;
  bool crlf = text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n';
  at_ += crlf ? 2 : 1;
  ++line_;
}

void CsvReader::skip_blank_lines() {
  while (at_ < text_.size() && at_line_end()) pass_line_end();
}

Result<bool> CsvReader::next(CsvRow& row) {
  skip_blank_lines();
  row.fields.clear();
  if (at_ == text_.size()) return false;
  row.line = line_;
  row.number = ++rows_;
  unquoted_.clear();
  pieces_.clear();
  while (true) {
    Piece piece{};
    if (auto wrong = read_field(piece); !wrong.empty()) return refuse(row.line, std::move(wrong));
    pieces_.push_back(piece);
    if (at_line_end()) break;
    ++at_;  // the separator
  }
  pass_line_end();
  for (auto piece : pieces_) {
    auto field = std::string_view(piece.copied ? std::string_view(unquoted_) : text_).substr(piece.begin, piece.length);
    if (field.starts_with('\'') && looks_like_formula(field)) field.remove_prefix(1);
    row.fields.push_back(field);
  }
  return true;
}

Sentence CsvReader::read_field(Piece& piece) {
  if (at_ < text_.size() && text_[at_] == '"') return read_quoted(piece);
  auto begin = at_;
  while (!at_line_end() && text_[at_] != separator_) ++at_;
  piece = {begin, at_ - begin, false};
  if (piece.length <= kLongestField) return {};
  return say("A cell holds more than {1} characters.", std::to_string(kLongestField));
}

Sentence CsvReader::read_quoted(Piece& piece) {
  auto first_line = line_;
  auto begin = ++at_;
  auto copy_begin = unquoted_.size();
  bool copied = false;
  while (true) {
    auto quote = text_.find('"', at_);
    if (quote == std::string_view::npos) {
      at_ = text_.size();
      return say("The quotation mark that opens a cell on line {1} is never closed.", std::to_string(first_line));
    }
    for (auto i = at_; i < quote; ++i)
      if (text_[i] == '\n' || (text_[i] == '\r' && text_[i + 1] != '\n')) ++line_;
    at_ = quote + 1;
    if (at_ == text_.size() || text_[at_] != '"') break;
    unquoted_.append(text_, begin, at_ - begin);  // up to and with the first of the two
    copied = true;
    begin = ++at_;
  }
  if (copied) unquoted_.append(text_, begin, at_ - 1 - begin);
  piece = copied ? Piece{copy_begin, unquoted_.size() - copy_begin, true} : Piece{begin, at_ - 1 - begin, false};
  if (!at_line_end() && text_[at_] != separator_)
    return say("A quotation mark closes in the middle of a cell on line {1}. Inside a cell, double it: \"\".",
               std::to_string(line_));
  if (piece.length <= kLongestField) return {};
  return say("A cell holds more than {1} characters.", std::to_string(kLongestField));
}

Error CsvReader::refuse(std::size_t line, Sentence what) {
  while (!at_line_end()) ++at_;
  pass_line_end();
  return Error::invalid(what, {{"line " + std::to_string(line), what}});
}

}  // namespace couloir
