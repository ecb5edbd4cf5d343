// Asking for the PDF of an AI-Act file: a person gets a page that waits for it, a script the PDF itself.
#include "compliance/file_document.h"
#include "compliance/pages.h"
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

Result<web::Reply> as_pdf(const documents::Press& press, const web::Call& call, const web::None&) {
  TRY_LET(auto id, call.id<UseCaseId>("id"));
  TRY_LET(auto made, press.make_now(call.op, kFileDocument, id.v));
  return web::Reply{
      .body = std::move(made.pdf), .type = "application/pdf", .filename = "ai-act-file-" + id.str() + ".pdf"};
}

}  // namespace

void mount_document_requests(web::Router& router, web::Api& api, const documents::Press& press) {
  router.post("/use-cases/{id}/compliance/documents", kReaders, [&press](web::Request& r) { return ask(press, r); });
  web::Doc doc{web::Method::get, "/use-cases/{id}/compliance/pdf",
               "compliance pdf", _t("The AI-Act file as PDF, made now"),
               kReaders,         people::Scope::compliance_read};
  doc.reply_type = "application/pdf";
  api.raw<web::None>(std::move(doc),
                     [&press](const web::Call& call, const web::None& none) { return as_pdf(press, call, none); });
}

}  // namespace couloir::compliance
