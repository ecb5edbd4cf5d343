// Writing rows so that a spreadsheet shows them and runs nothing of them.
#include <algorithm>

#include "base/csv.h"

namespace couloir {
namespace {

/// "-12", "+3,5", "-0.25": what a spreadsheet may well compute.
bool is_plain_number(std::string_view text) {
  auto digits = [&] {
    auto count =
        static_cast<std::size_t>(std::ranges::find_if(text, [](char c) { return c < '0' || c > '9'; }) - text.begin());
    text.remove_prefix(count);
    return count > 0;
  };
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  if (!digits()) return false;
  if (text.starts_with('.') || text.starts_with(',')) {
    text.remove_prefix(1);
    if (!digits()) return false;
  }
  return text.empty();
}

}  // namespace

bool looks_like_formula(std::string_view cell) {
  auto start = std::min(cell.find_first_not_of('\''), cell.size());
  auto bare = cell.substr(start);
  constexpr std::string_view kStarts = "=+-@\t\r";
  for (std::string_view wide : {"＝", "＋", "－", "＠"})  // a spreadsheet set to Japanese or Chinese takes them too
    if (bare.starts_with(wide)) return true;
  return !bare.empty() && kStarts.find(bare.front()) != std::string_view::npos && !is_plain_number(bare);
}

std::string CsvWriter::decimal(std::int64_t raw, std::int64_t per_unit, int decimals) const {
  std::int64_t parts = 1;
  for (int i = 0; i < decimals; ++i) parts *= 10;
  bool negative = raw < 0;
  auto rounded = ((negative ? -raw : raw) * parts * 2 + per_unit) / (2 * per_unit);
  auto text = std::to_string(rounded / parts);
  if (decimals > 0) {
    auto fraction = std::to_string(rounded % parts);
    text += (form_ == CsvForm::excel_french ? "," : ".") +
            std::string(static_cast<std::size_t>(decimals) - fraction.size(), '0') + fraction;
  }
  return negative && rounded != 0 ? "-" + text : text;
}

CsvWriter::CsvWriter(CsvForm form) : form_(form) {
  if (form == CsvForm::excel_french) out_ = "\xef\xbb\xbf";
}

void CsvWriter::row(std::span<const std::string_view> fields) {
  char separator = form_ == CsvForm::excel_french ? ';' : ',';
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) out_ += separator;
    field(fields[i], fields.size() == 1);
  }
  out_ += form_ == CsvForm::excel_french ? "\r\n" : "\n";
}

void CsvWriter::row(const std::vector<std::string>& fields) {
  std::vector<std::string_view> views(fields.begin(), fields.end());
  row(views);
}

void CsvWriter::field(std::string_view text, bool only_one) {
  // Every separator is quoted in both forms: the file may be opened by a program set for the other one.
  bool quoted = text.find_first_of("\",;\t\r\n") != std::string_view::npos || (only_one && text.empty());
  // At the head of a file these would be taken for a mark or for Excel's separator line.
  quoted = quoted || text.starts_with("sep=") || text.starts_with("\xef\xbb\xbf");
  if (quoted) out_ += '"';
  if (looks_like_formula(text)) out_ += '\'';
  for (char c : text) {
    if (c == '"') out_ += '"';
    out_ += c;
  }
  if (quoted) out_ += '"';
}

}  // namespace couloir
