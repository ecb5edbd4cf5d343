#include "documents/document_calls.h"

#include <algorithm>

namespace couloir::documents {
namespace {

constexpr std::string_view kPdf = "application/pdf";
using SubjectId = Id<struct SubjectTag>;

DocumentText text_of(const Document& document) {
  return {document.id, document.state, document.asked_at, document.made_at};
}

}  // namespace

void describe(Describer& d, DocumentText& t) {
  d.type("Document");
  d.field("id", t.id);
  d.field("state", t.state);
  d.field("asked_at", t.asked_at);
  d.field("made_at", t.made_at);
}

Result<web::Reply> DocumentCalls::ask(const web::Call& call, std::string_view kind) const {
  TRY_LET(auto id, call.id<SubjectId>("id"));
  if (call.op.actor.door == Door::cli) {
    TRY_LET(auto made, press_.make_now(call.op, kind, id.v));
    return web::Reply{.body = std::move(made.pdf), .type = std::string(kPdf)};
  }
  TRY_LET(auto asked, press_.ask(call.op, kind, id.v, language()));
  auto at = path_;
  at.replace(at.find("{id}"), 4, id.str());
  return web::Reply{
      .body = write_json(shape_of_const(text_of(asked))), .status = 202, .location = at + "/" + asked.id.str()};
}

Result<web::Answer<DocumentText>> DocumentCalls::show(const web::Call& call) const {
  TRY_LET(auto document, named(call));
  return web::Answer<DocumentText>{text_of(document)};
}

Result<web::Reply> DocumentCalls::hand_out(const web::Call& call) const {
  TRY_LET(auto document, named(call));
  TRY_LET(auto opened, press_.open(call.op, document.id));
  return web::Reply{
      .body = std::move(opened.second), .type = std::string(kPdf), .filename = std::move(opened.first.name)};
}

Result<Document> DocumentCalls::named(const web::Call& call) const {
  TRY_LET(auto id, call.id<SubjectId>("id"));
  TRY_LET(auto which, call.id<DocumentId>("document"));
  auto reader = call.op.db.reader();
  TRY_LET(auto document, press_.own(*reader, call.op.actor, which, call.op.now));
  if (document.subject != id.v || std::ranges::find(kinds_, document.kind) == kinds_.end())
    return Error::not_found(say("There is no such document."));
  return document;
}

}  // namespace couloir::documents
