// The only SQL on documents_document.
#pragma once

#include "documents/document.h"
#include "store/db.h"

namespace couloir::documents {

std::optional<Document> find_document(Reader&, DocumentId);
/// The last one this person asked for of the very same thing that is asked or ready.
std::optional<Document> same_document(Reader&, const Document&);
/// The last one that is ready, in whichever language.
std::optional<Document> last_ready(Reader&, PersonId, std::string_view kind, std::int64_t subject);
/// Of a person, those that nothing became of yet; a handful.
std::vector<Document> documents_asked_by(Reader&, PersonId);
/// Gives it its id.
void insert_document(Tx&, Document&);
void set_job(Tx&, DocumentId, journal::JobId);
/// Only of one that is still asked; false: it is not.
bool finish_document(Tx&, DocumentId, DocumentState, const std::string& fingerprint, files::FileId, Instant now);
std::vector<Document> documents_before(Reader&, Instant, int limit);
std::vector<Document> documents_of(Reader&, PersonId);
void delete_document(Tx&, DocumentId);

}  // namespace couloir::documents
