#include "documents/workbook.h"

#include <xlsxwriter.h>

#include <charconv>
#include <fstream>
#include <sstream>

#include "base/text.h"
#include "store/temporary_folder.h"

namespace couloir::documents {
namespace {

constexpr std::uint32_t kMostRows = 1'048'575;  // of a sheet, after its head
constexpr std::size_t kLongestCell = 32'000;    // characters; the format takes 32,767

/// What XML takes: the library escapes the rest.
std::string cell_text(const std::string& text) {
  std::string clean(first_code_points(text, kLongestCell));
  std::erase_if(clean, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t'; });
  return clean;
}

Error no_room() {
  return Error::unavailable(say("The spreadsheet cannot be written: the disk of the server is full."));
}

}  // namespace

Result<std::string> workbook(const std::string& sheet, const std::vector<WorkbookColumn>& columns,
                             const std::function<bool(std::vector<std::string>&)>& next) {
  TemporaryFolder folder;
  auto path = folder.path() + "/a.xlsx";
  auto place = folder.path();
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  options.tmpdir = place.data();
  auto* book = workbook_new_opt(path.c_str(), &options);
  if (book == nullptr) return no_room();
  auto* page = workbook_add_worksheet(book, sheet.c_str());
  auto* bold = workbook_add_format(book);
  format_set_bold(bold);
  for (std::size_t c = 0; c < columns.size(); ++c) {
    auto at = static_cast<lxw_col_t>(c);
    worksheet_set_column(page, at, at, columns[c].width, nullptr);
    worksheet_write_string(page, 0, at, cell_text(columns[c].label).c_str(), bold);
  }
  worksheet_freeze_panes(page, 1, 1);
  std::uint32_t row = 0;
  std::vector<std::string> cells;
  bool too_long = false;
  while (next(cells)) {
    if (row == kMostRows) {
      too_long = true;
      break;
    }
    ++row;
    for (std::size_t c = 0; c < columns.size() && c < cells.size(); ++c) {
      auto at = static_cast<lxw_col_t>(c);
      const auto& text = cells[c];
      std::int64_t number = 0;
      auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
      bool is_number = columns[c].numeric && error == std::errc{} && end == text.data() + text.size();
      if (is_number)
        worksheet_write_number(page, row, at, static_cast<double>(number), nullptr);
      else if (!text.empty())
        worksheet_write_string(page, row, at, cell_text(text).c_str(), nullptr);
    }
  }
  worksheet_autofilter(page, 0, 0, row, static_cast<lxw_col_t>(columns.size() - 1));
  if (workbook_close(book) != LXW_NO_ERROR) return no_room();  // also frees it
  if (too_long) return Error::refused(say("This list is too long for one spreadsheet. Export it as CSV."));
  std::stringstream content;
  content << std::ifstream(path, std::ios::binary).rdbuf();
  return std::move(content).str();
}

}  // namespace couloir::documents
