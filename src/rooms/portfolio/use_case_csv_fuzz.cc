// Any bytes as a CSV of use cases: read or refused; every good row keeps the limits of its fields, every other one is
// told with its line.
#include <cstdlib>

#include "base/text.h"
#include "portfolio/import.h"

namespace {

using namespace couloir;
using namespace couloir::portfolio;

const Weights& weights() {
  static const Weights w{.wave = "2026-1",
                         .pillar_share = 40,
                         .criteria = {{"irritant", 30}, {"data_ready", 30}},
                         .pillars = {{"P1", 10}, {"P2", 10}}};
  return w;
}

void require(bool holds) {
  if (!holds) std::abort();
}

void look_at(const ImportedRow& row) {
  require(row.line >= 2);
  require(!row.text.external_id.empty() && !row.text.title.empty());
  require(is_utf8(row.text.title) && is_utf8(row.text.problem));
  for (const auto& levels : {row.criteria, row.pillars})
    for (const auto& l : levels) require(!l.level || (*l.level >= 0 && *l.level <= 5));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  auto file = read_use_cases_csv({reinterpret_cast<const char*>(data), size}, weights());
  if (!file) return 0;
  require(file->rows_total == static_cast<std::int64_t>(file->rows.size()) + file->rows_bad);
  require(file->rows_bad == 0 || !file->problems.empty());
  for (const auto& row : file->rows) look_at(row);
  return 0;
}
