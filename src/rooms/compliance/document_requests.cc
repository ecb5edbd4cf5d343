// Taking compliance along: the PDF of a file, asked for by page and by script and set by a job, and the register as CSV
// and spreadsheet.
#include "compliance/file_document.h"
#include "compliance/pages.h"
#include "compliance/register_export.h"
#include "compliance/views.h"
#include "documents/document_calls.h"

namespace couloir::compliance {
namespace {

web::Response ask(const documents::Press& press, web::Request& request) {
  auto id = request.id<UseCaseId>("id");
  if (!id) return web::error_page(request, id.error());
  auto asked = press.ask(request.op(), kFileDocument, id->v, request.lang);
  if (!asked) return web::error_page(request, asked.error());
  return web::see_other(request, documents::document_path(asked->id));
}

constexpr std::string_view kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

web::Response csv_page(web::Request& request) {
  bool plain = request.asked("form") == "plain";
  auto table = register_table(request.site.db(), request.actor(), plain ? Spelled::keys : Spelled::labels,
                              request.site.config().timezone);
  if (!table) return web::error_page(request, table.error());
  web::Response response{.type = "text/csv; charset=utf-8"};
  response.next_chunk = csv_chunks(*std::move(table), plain ? CsvForm::plain : CsvForm::excel_french);
  return std::move(response).with("content-disposition", "attachment; filename=\"ai-act-files.csv\"");
}

web::Response xlsx_page(web::Request& request) {
  auto table = register_table(request.site.db(), request.actor(), Spelled::labels, request.site.config().timezone);
  auto made = table ? xlsx_of(*std::move(table)) : Result<std::string>(table.error());
  if (!made) return web::error_page(request, made.error());
  return web::download(*std::move(made), kXlsx, "ai-act-files.xlsx");
}

Result<web::Reply> as_csv(const std::string& zone, const web::Call& call, const web::None&) {
  TRY_LET(auto table, register_table(call.op.db, call.op.actor, Spelled::keys, zone));
  web::Reply reply{.type = "text/csv; charset=utf-8", .filename = "ai-act-files.csv"};
  auto next = csv_chunks(std::move(table), CsvForm::plain);
  for (auto piece = next(); !piece.empty(); piece = next()) reply.body += piece;
  return reply;
}

Result<web::Reply> as_xlsx(const std::string& zone, const web::Call& call, const web::None&) {
  TRY_LET(auto table, register_table(call.op.db, call.op.actor, Spelled::labels, zone));
  TRY_LET(auto made, xlsx_of(std::move(table)));
  return web::Reply{.body = std::move(made), .type = std::string(kXlsx), .filename = "ai-act-files.xlsx"};
}

web::Doc doc(std::string path, std::string cli, std::string_view summary, web::Who who, std::string_view type) {
  web::Doc doc{web::Method::get, std::move(path), std::move(cli), summary, who, people::Scope::compliance_read};
  doc.reply_type = type;
  return doc;
}

}  // namespace

void mount_document_requests(web::Router& router, web::Api& api, const documents::Press& press) {
  auto zone = press.setup().zone;
  router.post("/use-cases/{id}/compliance/documents", kReaders, [&press](web::Request& r) { return ask(press, r); });
  router.get("/compliance/export.csv", kRegister, csv_page).get("/compliance/export.xlsx", kRegister, xlsx_page);
  const std::string path = "/use-cases/{id}/compliance/documents";
  documents::DocumentCalls at(press, path, {kFileDocument});
  auto asking = doc(path, "compliance pdf", _t("Ask for the AI-Act file as PDF; on the command line it comes at once"),
                    kReaders, "application/json");
  asking.method = web::Method::post;
  api.raw<web::None>(std::move(asking),
                     [at](const web::Call& call, const web::None&) { return at.ask(call, kFileDocument); })
      .add<web::None, documents::DocumentText>(
          doc(path + "/{document}", "compliance document", _t("How far a PDF is that was asked for"), kReaders,
              "application/json"),
          [at](const web::Call& call, const web::None&) { return at.show(call); })
      .raw<web::None>(doc(path + "/{document}/file", "compliance document-file", _t("The PDF, once it is ready"),
                          kReaders, "application/pdf"),
                      [at](const web::Call& call, const web::None&) { return at.hand_out(call); })
      .raw<web::None>(doc("/compliance/export", "compliance export", _t("The register of AI-Act files as CSV"),
                          kRegister, "text/csv"),
                      [zone](const web::Call& call, const web::None& none) { return as_csv(zone, call, none); })
      .raw<web::None>(doc("/compliance/export.xlsx", "compliance export-xlsx",
                          _t("The register of AI-Act files as a spreadsheet"), kRegister, kXlsx),
                      [zone](const web::Call& call, const web::None& none) { return as_xlsx(zone, call, none); });
}

}  // namespace couloir::compliance
