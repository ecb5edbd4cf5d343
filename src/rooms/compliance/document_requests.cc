// Taking compliance along: the PDF of a file, asked for by page and by script and set by a job, and the register as CSV
// and spreadsheet.
#include "compliance/file_document.h"
#include "compliance/pages.h"
#include "compliance/register_export.h"
#include "compliance/views.h"

namespace couloir::compliance {
namespace {

web::Response ask(const documents::Press& press, web::Request& request) {
  auto id = request.id<UseCaseId>("id");
  if (!id) return web::error_page(request, id.error());
  auto asked = press.ask(request.op(), kFileDocument, id->v, request.lang);
  if (!asked) return web::error_page(request, asked.error());
  return web::see_other(request, documents::document_path(asked->id));
}

// ── by script: asked for, polled, fetched; on the command line made at once ──

using documents::Document;
using documents::DocumentId;
using documents::DocumentState;

struct DocumentText {
  DocumentId id;
  DocumentState state = DocumentState::asked;
  Instant asked_at;
  std::optional<Instant> made_at;
};
void describe(Describer& d, DocumentText& t) {
  d.type("AiActDocument");
  d.field("id", t.id);
  d.field("state", t.state);
  d.field("asked_at", t.asked_at);
  d.field("made_at", t.made_at);
}
DocumentText document_text(const Document& document) {
  return {document.id, document.state, document.asked_at, document.made_at};
}

class Documents {
 public:
  explicit Documents(const documents::Press& press) : press_(press) {}

  /// A worker of the site only asks: setting pages takes seconds of a processor, and would hold it.
  Result<web::Reply> ask(const web::Call& call) const {
    TRY_LET(auto id, call.id<UseCaseId>("id"));
    if (call.op.actor.door == Door::cli) {
      TRY_LET(auto made, press_.make_now(call.op, kFileDocument, id.v));
      return web::Reply{.body = std::move(made.pdf), .type = "application/pdf"};
    }
    TRY_LET(auto asked, press_.ask(call.op, kFileDocument, id.v, language()));
    return web::Reply{.body = write_json(shape_of_const(document_text(asked))),
                      .status = 202,
                      .location = "/use-cases/" + id.str() + "/compliance/documents/" + asked.id.str()};
  }
  Result<web::Answer<DocumentText>> show(const web::Call& call) const {
    TRY_LET(auto document, named(call));
    return web::Answer<DocumentText>{document_text(document)};
  }
  Result<web::Reply> hand_out(const web::Call& call) const {
    TRY_LET(auto document, named(call));
    TRY_LET(auto opened, press_.open(call.op, document.id));
    return web::Reply{.body = std::move(opened.second),
                      .type = "application/pdf",
                      .filename = "ai-act-file-" + UseCaseId{document.subject}.str() + ".pdf"};
  }

 private:
  Result<Document> named(const web::Call& call) const {
    TRY_LET(auto id, call.id<UseCaseId>("id"));
    TRY_LET(auto which, call.id<DocumentId>("document"));
    auto reader = call.op.db.reader();
    TRY_LET(auto document, press_.own(*reader, call.op.actor, which));
    if (document.kind != kFileDocument || document.subject != id.v)
      return Error::not_found(say("There is no such document."));
    return document;
  }
  const documents::Press& press_;
};

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
  Documents at(press);
  const std::string path = "/use-cases/{id}/compliance/documents";
  auto asking = doc(path, "compliance pdf", _t("Ask for the AI-Act file as PDF; on the command line it comes at once"),
                    kReaders, "application/json");
  asking.method = web::Method::post;
  api.raw<web::None>(std::move(asking), [at](const web::Call& call, const web::None&) { return at.ask(call); })
      .add<web::None, DocumentText>(doc(path + "/{document}", "compliance document",
                                        _t("How far a PDF is that was asked for"), kReaders, "application/json"),
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
