#include "documents/document.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/bug.h"
#include "base/sha256.h"
#include "documents/document_job.h"
#include "documents/document_store.h"
#include "people/visit.h"

namespace couloir::documents {
namespace {

constexpr std::string_view kQueue = "documents";  // one after another: a rendering takes a processor
constexpr std::int64_t kMostAsked = 5;            // of one person at a time
constexpr int kMostTries = 3;                     // after a disk that was full or a bug: somebody waits for an answer

Error none() { return Error::not_found(say("There is no such document.")); }

/// Where it stands: nobody makes one any more whose job is over or forgotten.
DocumentState standing(Reader& reader, const Document& document) {
  if (document.state != DocumentState::asked) return document.state;
  auto job = journal::find_job(reader, document.job);
  if (job && (job->state == journal::JobState::waiting || job->state == journal::JobState::running))
    return DocumentState::asked;
  return job && job->state == journal::JobState::cancelled ? DocumentState::cancelled : DocumentState::failed;
}

std::string_view audience_of(const Document& document) {
  std::string_view all(document.fingerprint);
  auto space = all.find(' ');
  return space == std::string_view::npos ? std::string_view() : all.substr(space + 1);
}

/// Writes down what became of those that were given up, so that they count against nobody.
void settle(Tx& tx, PersonId person, Instant now) {
  for (const auto& document : documents_asked_by(tx, person))
    if (auto state = standing(tx, document); state != DocumentState::asked)
      finish_document(tx, document.id, state, document.fingerprint, {}, now);
}

void forget(Tx& tx, const Op& op, const Document& document) {
  if (document.state == DocumentState::asked) (void)journal::cancel(tx, document.job);  // over already: nothing to stop
  delete_document(tx, document.id);
  if (document.file) files::remove_file(tx, op, document.file);
}

}  // namespace

struct Press::Ready {
  Drawing drawing;
  std::string fingerprint;
  std::string html(const Setup& setup, Instant now) const {
    auto foot = setup.house + " · " + tr("made on {1}", date_time(now, setup.zone));
    return paper({drawing.title, std::move(foot), drawing.body});
  }
};

Press& Press::add(DocumentKind kind) {
  check(std::ranges::find(kinds_, kind.name, &DocumentKind::name) == kinds_.end(), "a kind of document is added once");
  kinds_.push_back(std::move(kind));
  return *this;
}

const DocumentKind& Press::kind(std::string_view name) const {
  auto found = std::ranges::find(kinds_, name, &DocumentKind::name);
  check(found != kinds_.end(), "this kind of document was added");
  return *found;
}

Result<Press::Ready> Press::prepare(Reader& reader, const Actor& actor, std::string_view name, std::int64_t subject,
                                    Instant now) const {
  TRY_LET(auto drawing, kind(name).draw(reader, actor, subject, now));
  Sha256 hash;
  hash.add(edition_).add("\n").add(drawing.title).add("\n").add(drawing.body.str());
  auto fingerprint = hash.hex() + " " + drawing.audience;
  return Ready{std::move(drawing), std::move(fingerprint)};
}

Result<Document> Press::ask(const Op& op, std::string_view name, std::int64_t subject, Lang language) const {
  Document asked{.kind = std::string(name),
                 .subject = subject,
                 .language = language,
                 .person = op.actor.person,
                 .asked_at = op.now};
  {
    Speaking speaking(language);
    auto reader = op.db.reader();
    TRY_LET(auto ready, prepare(*reader, op.actor, name, subject, op.now));
    asked.fingerprint = ready.fingerprint;
  }
  return in_transaction(op.db, [&](Tx& tx) -> Result<Document> {
    settle(tx, op.actor.person, op.now);
    if (auto before = same_document(tx, asked)) return *before;
    if (std::ssize(documents_asked_by(tx, op.actor.person)) >= kMostAsked)
      return Error::too_many(say("Several documents are being made for you. Ask again when they are there."));
    auto document = asked;
    insert_document(tx, document);
    document.job = journal::enqueue(tx, op, MakeDocument{document.id}, {.queue = std::string(kQueue)});
    set_job(tx, document.id, document.job);
    return document;
  });
}

Result<Finished> Press::make_now(const Op& op, std::string_view name, std::int64_t subject) const {
  check(op.actor.door == Door::cli, "pages are set in the command line's own process, or by a job");
  auto reader = op.db.reader();
  TRY_LET(auto ready, prepare(*reader, op.actor, name, subject, op.now));
  reader.reset();  // not held while pages are set
  TRY_LET(auto pdf, engine_.render(ready.html(setup_, op.now), [] { return false; }));
  return Finished{files::clean_name(ready.drawing.filename, files::FileType::pdf), std::move(pdf)};
}

Result<Document> Press::own(Reader& reader, const Actor& actor, DocumentId id, Instant now) const {
  auto document = find_document(reader, id);
  if (!document || !actor.person || document->person != actor.person) return none();
  document->state = standing(reader, *document);
  if (document->state == DocumentState::ready) {
    auto drawing = kind(document->kind).draw(reader, actor, document->subject, now);
    if (!drawing || drawing->audience != audience_of(*document)) return none();
  }
  return *document;
}

Result<std::pair<files::StoredFile, std::string>> Press::open(const Op& op, DocumentId id) const {
  auto reader = op.db.reader();
  TRY_LET(auto document, own(*reader, op.actor, id, op.now));
  if (document.state != DocumentState::ready) return none();
  auto file = files::find_file(*reader, document.file);
  reader.reset();
  if (!file) return none();
  TRY_LET(auto content, files::read_file(folder_, *file));
  return std::pair{*file, std::move(content)};
}

Result<std::optional<files::StoredFile>> Press::made(Reader& reader, const Actor& actor, std::string_view name,
                                                     std::int64_t subject, Instant now) const {
  auto last = last_ready(reader, actor.person, name, subject);
  if (!last) return std::optional<files::StoredFile>{};
  Speaking speaking(last->language);
  TRY_LET(auto ready, prepare(reader, actor, name, subject, now));
  if (ready.fingerprint != last->fingerprint) return std::optional<files::StoredFile>{};
  auto file = files::find_file(reader, last->file);
  return file && folder_.has(file->sha256) ? file : std::nullopt;
}

Result<void> Press::cancel(const Op& op, DocumentId id) const {
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    TRY_LET(auto document, own(tx, op.actor, id, op.now));
    if (document.state != DocumentState::asked) return Error::refused(say("This document is made already."));
    finish_document(tx, id, DocumentState::cancelled, document.fingerprint, {}, op.now);
    (void)journal::cancel(tx, document.job);  // it may be over: then there is nothing to stop
    return {};
  });
}

/// Draws anew: what the person may not see any more is not made, and what changed since is in it.
Result<void> Press::make(DocumentId id, journal::JobContext& context) const {
  auto op = context.op();
  auto reader = op.db.reader();
  auto document = find_document(*reader, id);
  if (!document || document->state != DocumentState::asked) return {};
  auto end = [&](DocumentState state, const std::string& fingerprint, const files::Kept* kept) {
    return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
      files::FileId file;
      if (kept != nullptr) file = files::add_file(tx, op, folder_, *kept).id;
      // Cancelled or forgotten meanwhile: nothing is kept, and the content is swept.
      if (!finish_document(tx, id, state, fingerprint, file, context.op().now)) return none();
      return {};
    });
  };
  auto fail = [&](Error error) -> Result<void> {
    (void)end(DocumentState::failed, document->fingerprint, nullptr);
    // Tried again only by who asks again: a document somebody waits for is not worth a day of tries.
    if (error.code == Code::unavailable || error.code == Code::conflict || error.code == Code::too_many)
      error.code = Code::refused;
    return error;
  };
  if (context.attempt() > kMostTries) return fail(Error::refused(say("It could not be made. Ask for it again.")));
  Speaking speaking(document->language);
  auto actor = people::actor_for(*reader, document->person, Door::job);
  if (!actor) return fail(none());
  auto ready = prepare(*reader, *actor, document->kind, document->subject, op.now);
  reader.reset();
  if (!ready) return fail(ready.error());
  context.progress(0, 0, say("Setting the pages"));
  auto pdf = engine_.render(ready->html(setup_, op.now), [&] { return context.cancelled(); });
  if (context.cancelled()) return {};  // told to stop: cancelled already, or called again after the next start
  if (!pdf) return fail(pdf.error());
  files::Taken taken{{files::FileType::pdf}, 64 << 20, files::FileType::pdf};
  auto kept = files::keep(folder_, ready->drawing.filename + ".pdf", *pdf, taken);
  if (!kept) return fail(kept.error());
  (void)end(DocumentState::ready, ready->fingerprint, &*kept);
  return {};
}

namespace {

people::PersonalDataSource personal_data() {
  return {.name = "documents",
          .export_json =
              [](Reader& reader, PersonId person) {
                std::string json;
                for (const auto& d : documents_of(reader, person))
                  json += fmt::format(
                      R"({}{{"id":{},"kind":"{}","subject":{},"language":"{}","state":"{}","asked_at":"{}"}})",
                      json.empty() ? "" : ",", d.id.v, d.kind, d.subject, name_of(d.language), name_of(d.state),
                      d.asked_at.iso());
                return json.empty() ? std::string("null") : "[" + json + "]";
              },
          .erase =
              [](Tx& tx, const Op& op, PersonId person) {
                for (const auto& document : documents_of(tx, person)) forget(tx, op, document);
              }};
}

}  // namespace

void Press::mount(journal::Jobs& jobs, people::PersonalData& personal) const {
  personal.add_source(personal_data());
  jobs.handle<MakeDocument>(
      [this](const MakeDocument& job, journal::JobContext& context) { return make(job.document, context); });
  jobs.every<ForgetDocuments>(std::chrono::hours(24),
                              [this](const ForgetDocuments&, journal::JobContext& context) -> Result<void> {
                                constexpr int kAtOnce = 200;
                                for (bool more = true; more && !context.cancelled();) {
                                  auto op = context.op();
                                  TRY(in_transaction(op.db, [&](Tx& tx) -> Result<void> {
                                    auto old = documents_before(tx, op.now - setup_.keep, kAtOnce);
                                    for (const auto& document : old) forget(tx, op, document);
                                    more = old.size() == kAtOnce;
                                    return {};
                                  }));
                                }
                                return {};
                              });
}

}  // namespace couloir::documents
