#include "documents/document_store.h"

#include <fmt/format.h>

namespace couloir::documents {
namespace {

constexpr std::string_view kSelect =
    "SELECT id, kind, subject, language, person, state, fingerprint, job, file, asked_at, made_at FROM "
    "documents_document";

Document document_of(const Row& row) {
  return {.id = row.get<DocumentId>("id"),
          .kind = row.get<std::string>("kind"),
          .subject = row.get<std::int64_t>("subject"),
          .language = row.get<Lang>("language"),
          .person = row.get<PersonId>("person"),
          .state = row.get<DocumentState>("state"),
          .fingerprint = row.get<std::string>("fingerprint"),
          .job = row.get<journal::JobId>("job"),
          .file = row.get<files::FileId>("file"),
          .asked_at = row.get<Instant>("asked_at"),
          .made_at = row.get<std::optional<Instant>>("made_at")};
}

}  // namespace

std::optional<Document> find_document(Reader& reader, DocumentId id) {
  return reader.first(fmt::format("{} WHERE id = :id", kSelect), {{":id", id}}, document_of);
}

std::optional<Document> same_document(Reader& reader, const Document& d) {
  return reader.first(
      fmt::format("{} WHERE person = :person AND kind = :kind AND subject = :subject AND language = :language "
                  "AND fingerprint = :fingerprint AND state IN ('asked', 'ready') ORDER BY id DESC LIMIT 1",
                  kSelect),
      {{":person", d.person},
       {":kind", d.kind},
       {":subject", d.subject},
       {":language", d.language},
       {":fingerprint", d.fingerprint}},
      document_of);
}

std::optional<Document> last_ready(Reader& reader, PersonId person, std::string_view kind, std::int64_t subject) {
  return reader.first(
      fmt::format("{} WHERE person = :person AND kind = :kind AND subject = :subject AND state = 'ready' "
                  "ORDER BY id DESC LIMIT 1",
                  kSelect),
      {{":person", person}, {":kind", kind}, {":subject", subject}}, document_of);
}

std::vector<Document> documents_asked_by(Reader& reader, PersonId person) {
  return reader.all(fmt::format("{} WHERE person = :person AND state = 'asked' ORDER BY id", kSelect),
                    {{":person", person}}, document_of);
}

void insert_document(Tx& tx, Document& d) {
  d.id = tx.one<DocumentId>(R"sql(
      INSERT INTO documents_document (kind, subject, language, person, state, fingerprint, asked_at)
      VALUES (:kind, :subject, :language, :person, :state, :fingerprint, :asked_at) RETURNING id)sql",
                            {{":kind", d.kind},
                             {":subject", d.subject},
                             {":language", d.language},
                             {":person", d.person},
                             {":state", d.state},
                             {":fingerprint", d.fingerprint},
                             {":asked_at", d.asked_at}});
}

void set_job(Tx& tx, DocumentId id, journal::JobId job) {
  tx.exec("UPDATE documents_document SET job = :job WHERE id = :id", {{":job", job}, {":id", id}});
}

bool finish_document(Tx& tx, DocumentId id, DocumentState state, const std::string& fingerprint, files::FileId file,
                     Instant now) {
  return tx.exec(
             "UPDATE documents_document SET state = :state, fingerprint = :fingerprint, file = :file, made_at = :now "
             "WHERE id = :id AND state = 'asked'",
             {{":state", state}, {":fingerprint", fingerprint}, {":file", file}, {":now", now}, {":id", id}}) == 1;
}

std::vector<Document> documents_before(Reader& reader, Instant before, int limit) {
  return reader.all(fmt::format("{} WHERE asked_at < :before ORDER BY asked_at, id LIMIT :limit", kSelect),
                    {{":before", before}, {":limit", limit}}, document_of);
}

std::vector<Document> documents_of(Reader& reader, PersonId person) {
  return reader.all(fmt::format("{} WHERE person = :person ORDER BY id", kSelect), {{":person", person}}, document_of);
}

void delete_document(Tx& tx, DocumentId id) { tx.exec("DELETE FROM documents_document WHERE id = :id", {{":id", id}}); }

}  // namespace couloir::documents
