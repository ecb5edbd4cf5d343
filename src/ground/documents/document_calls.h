// A room's PDFs by script: asked for, polled, fetched; on the command line made at once.
#pragma once

#include "documents/document.h"
#include "web/api.h"

namespace couloir::documents {

/// How far one is that was asked for.
struct DocumentText {
  DocumentId id;
  DocumentState state = DocumentState::asked;
  Instant asked_at;
  std::optional<Instant> made_at;
};
void describe(Describer&, DocumentText&);

/// Those of one kind of subject, below its path. The press outlives it.
class DocumentCalls {
 public:
  /// `path`: "/use-cases/{id}/compliance/documents", whose {id} is the subject.
  DocumentCalls(const Press& press, std::string path, std::vector<std::string_view> kinds)
      : press_(press), path_(std::move(path)), kinds_(std::move(kinds)) {}

  /// A worker of the site only asks: setting pages takes seconds of a processor, and would hold it. Errors: as
  /// Press::ask and Press::make_now.
  Result<web::Reply> ask(const web::Call&, std::string_view kind) const;
  /// At path + "/{document}". Errors: not_found.
  Result<web::Answer<DocumentText>> show(const web::Call&) const;
  /// The bytes, at path + "/{document}/file". Errors: not_found, unavailable.
  Result<web::Reply> hand_out(const web::Call&) const;

 private:
  Result<Document> named(const web::Call&) const;

  const Press& press_;
  std::string path_;
  std::vector<std::string_view> kinds_;
};

}  // namespace couloir::documents
