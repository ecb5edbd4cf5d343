#include "reception/list_export.h"

#include "base/csv.h"

namespace couloir::reception {

web::Response csv_download(const web::Request& request, const std::string& name, const std::vector<CsvCells>& rows) {
  CsvWriter writer(request.asked("form") == "plain" ? CsvForm::plain : CsvForm::excel_french);
  for (const auto& row : rows) writer.row(row);
  return web::download(writer.take(), "text/csv; charset=utf-8", name + ".csv");
}

}  // namespace couloir::reception
