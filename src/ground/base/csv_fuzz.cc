// Any bytes: the CSV reader ends, stays inside the text, and what it read is written and read back the same.
#include <cstdlib>

#include "base/csv.h"

namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(std::string_view text) {
  Rows rows;
  auto reader = couloir::CsvReader::open(text);
  if (!reader) return rows;
  couloir::CsvRow row;
  while (true) {
    auto more = reader->next(row);
    if (!more) continue;
    if (!*more) return rows;
    rows.emplace_back(row.fields.begin(), row.fields.end());
    rows.back().emplace_back("end");  // at least two cells, so that the separator shows in the first row
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  auto rows = rows_of({reinterpret_cast<const char*>(data), size});
  if (rows.empty()) return 0;
  for (auto form : {couloir::CsvForm::plain, couloir::CsvForm::excel_french}) {
    couloir::CsvWriter writer(form);
    for (const auto& row : rows) writer.row(row);
    auto text = writer.take();
    auto again = couloir::CsvReader::open(text);
    if (!again) std::abort();
    couloir::CsvRow row;
    for (const auto& expected : rows)
      if (!*again->next(row) || !std::equal(expected.begin(), expected.end(), row.fields.begin(), row.fields.end()))
        std::abort();
    if (*again->next(row)) std::abort();
  }
  return 0;
}
