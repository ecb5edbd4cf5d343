// The jobs of documents.
#pragma once

#include "documents/document.h"
#include "journal/payload.h"

namespace couloir::documents {

struct MakeDocument {
  static constexpr auto kName = "documents.make"sv;
  DocumentId document;
  static constexpr auto kFields = journal::fields(journal::field("document", &MakeDocument::document));
};
struct ForgetDocuments {
  static constexpr auto kName = "documents.forget"sv;
  static constexpr auto kFields = journal::fields();
};

}  // namespace couloir::documents
