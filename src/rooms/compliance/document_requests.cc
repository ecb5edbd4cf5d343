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

/// What the register needs of the house: whose day is today, and what is said on every result.
struct Register {
  const RulePack& pack;
  std::string zone;

  Result<RegisterTable> table(Db& db, const Actor& actor, Spelled spelled, Instant now) const {
    return register_table(db, actor, {pack, spelled, zone, now});
  }
};

web::Response csv_page(const Register& held, web::Request& request) {
  bool plain = request.asked("form") == "plain";
  auto table = held.table(request.site.db(), request.actor(), plain ? Spelled::keys : Spelled::labels,
                          request.site.clock().now());
  if (!table) return web::error_page(request, table.error());
  web::Response response{.type = "text/csv; charset=utf-8"};
  response.next_chunk = csv_chunks(*std::move(table), plain ? CsvForm::plain : CsvForm::excel_french);
  return std::move(response).with("content-disposition", "attachment; filename=\"ai-act-files.csv\"");
}

web::Response xlsx_page(const Register& held, web::Request& request) {
  auto table = held.table(request.site.db(), request.actor(), Spelled::labels, request.site.clock().now());
  auto made = table ? xlsx_of(*std::move(table)) : Result<std::string>(table.error());
  if (!made) return web::error_page(request, made.error());
  return web::download(*std::move(made), kXlsx, "ai-act-files.xlsx");
}

Result<web::Reply> as_csv(const Register& held, const web::Call& call) {
  TRY_LET(auto table, held.table(call.op.db, call.op.actor, Spelled::keys, call.op.now));
  web::Reply reply{.type = "text/csv; charset=utf-8", .filename = "ai-act-files.csv"};
  auto next = csv_chunks(std::move(table), CsvForm::plain);
  for (auto piece = next(); !piece.empty(); piece = next()) reply.body += piece;
  return reply;
}

Result<web::Reply> as_xlsx(const Register& held, const web::Call& call) {
  TRY_LET(auto table, held.table(call.op.db, call.op.actor, Spelled::labels, call.op.now));
  TRY_LET(auto made, xlsx_of(std::move(table)));
  return web::Reply{.body = std::move(made), .type = std::string(kXlsx), .filename = "ai-act-files.xlsx"};
}

web::Doc doc(std::string path, std::string cli, std::string_view summary, web::Who who, std::string_view type) {
  web::Doc doc{web::Method::get, std::move(path), std::move(cli), summary, who, people::Scope::compliance_read};
  doc.reply_type = type;
  return doc;
}

}  // namespace

void mount_document_requests(web::Router& router, web::Api& api, const RulePack& pack, const documents::Press& press) {
  Register held{pack, press.setup().zone};
  router.post("/use-cases/{id}/compliance/documents", kReaders, [&press](web::Request& r) { return ask(press, r); });
  router.get("/compliance/export.csv", kRegister, [held](web::Request& r) { return csv_page(held, r); })
      .get("/compliance/export.xlsx", kRegister, [held](web::Request& r) { return xlsx_page(held, r); });
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
                      [held](const web::Call& call, const web::None&) { return as_csv(held, call); })
      .raw<web::None>(doc("/compliance/export.xlsx", "compliance export-xlsx",
                          _t("The register of AI-Act files as a spreadsheet"), kRegister, kXlsx),
                      [held](const web::Call& call, const web::None&) { return as_xlsx(held, call); });
}

}  // namespace couloir::compliance
