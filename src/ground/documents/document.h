// Documents that the program makes: asked for by somebody, set by a job, kept some days as a stored file, handed out to
// who asked. A room registers a kind with a function that draws it; everything else is here.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "documents/paper.h"
#include "documents/pdf_engine.h"
#include "files/file.h"
#include "journal/jobs.h"
#include "people/personal_data.h"
#include "web/router.h"

namespace couloir::documents {

using DocumentId = Id<struct DocumentTag>;

/// Stored by name; names are frozen once released.
enum class DocumentState { asked, ready, failed, cancelled };

/// What a kind makes: the same for the same facts, so that nothing is made twice. When it was made is added outside.
struct Drawing {
  std::string title;
  Html body;
  std::string filename;  ///< without folder and ending
  /// Which rights it was drawn for, one word, where that changes what it holds; one made for others is not handed out.
  std::string audience = {};
};

struct DocumentKind {
  std::string name;       ///< "compliance.file"; stored, frozen once released
  std::string_view what;  ///< msgid: "AI-Act file as PDF"
  /// Draws it for this actor, in the thread's language, from one view of the database. Errors: not_found, for who may
  /// not see the subject; they get nothing that was made before either.
  std::function<Result<Drawing>(Reader&, const Actor&, std::int64_t subject, Instant now)> draw;
  /// Where the subject is shown.
  std::function<html::Url(std::int64_t subject)> home;
};

struct Document {
  DocumentId id;
  std::string kind;
  std::int64_t subject = 0;
  Lang language = Lang::fr;
  PersonId person;  ///< who asked; nobody else sees it
  DocumentState state = DocumentState::asked;
  std::string fingerprint;  ///< of what it says, then the audience
  journal::JobId job;
  files::FileId file;  ///< 0: not ready
  Instant asked_at;
  std::optional<Instant> made_at;
};

struct Finished {
  std::string name;  ///< "fichier.pdf"
  std::string pdf;
};

/// Kinds are added while the program is wired, before threads start. Engine and folder outlive it.
class Press {
 public:
  struct Setup {
    std::string zone;   ///< whose clock the foot of a page shows
    std::string house;  ///< name of the installation, at the foot
    std::chrono::days keep{7};
  };
  Press(const PdfEngine& engine, const files::ContentFolder& folder, Setup setup)
      : engine_(engine), folder_(folder), setup_(std::move(setup)), edition_(engine.edition()) {}

  Press& add(DocumentKind);

  /// Asks for it; the same thing, unchanged, that the person asked for before is given again. Errors: not_found,
  /// too_many.
  Result<Document> ask(const Op&, std::string_view kind, std::int64_t subject, Lang) const;
  /// Makes it here and now, in the caller's thread. REQUIRES: it came by the command line, which is a process of its
  /// own; a worker of the site would be held for as long as pages are set. Errors: as draw and PdfEngine::render.
  Result<Finished> make_now(const Op&, std::string_view kind, std::int64_t subject) const;
  /// One's own; one whose job was given up is failed, or cancelled, even before a row says so. A made one is gone once
  /// one may not see its subject any more: its name already tells of it. Errors: not_found.
  Result<Document> own(Reader&, const Actor&, DocumentId, Instant now) const;
  /// Of one's own that is ready. Errors: as own, unavailable.
  Result<std::pair<files::StoredFile, std::string>> open(const Op&, DocumentId) const;
  /// The file of what this person had made last, in whichever language, when it says what would be drawn now; nothing
  /// is begun and nothing waits, and it is drawn once, when there is such a file at all. Errors: not_found.
  Result<std::optional<files::StoredFile>> made(Reader&, const Actor&, std::string_view kind, std::int64_t subject,
                                                Instant now) const;
  /// Errors: not_found, refused (it is over).
  Result<void> cancel(const Op&, DocumentId) const;

  const DocumentKind& kind(std::string_view name) const;
  const Setup& setup() const { return setup_; }
  /// The job, the forgetting, and what belongs to a person.
  void mount(journal::Jobs&, people::PersonalData&) const;

 private:
  struct Ready;
  Result<Ready> prepare(Reader&, const Actor&, std::string_view kind, std::int64_t subject, Instant now) const;
  Result<void> make(DocumentId, journal::JobContext&) const;

  const PdfEngine& engine_;
  const files::ContentFolder& folder_;
  Setup setup_;
  std::string edition_;
  std::vector<DocumentKind> kinds_;
};

html::Url document_path(DocumentId, std::string_view below = "");
/// Progress, download, cancel. The press outlives the router.
void mount_document_pages(web::Router&, const Press&);

}  // namespace couloir::documents

template <>
inline constexpr auto couloir::kNames<couloir::documents::DocumentState> =
    std::array{"asked"sv, "ready"sv, "failed"sv, "cancelled"sv};
