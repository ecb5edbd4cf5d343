// The page of a document: how far it is, then its download. Asking for one is the room's.
#include "documents/document.h"
#include "web/request.h"
#include "web/site.h"
#include "words/quantities.h"

namespace couloir::documents {
namespace {

using html::el;
using view::Weight;
using web::Request;
using web::Response;

Result<Document> own(const Press& press, Reader& reader, Request& request) {
  TRY_LET(auto id, request.id<DocumentId>("id"));
  return press.own(reader, request.actor(), id, request.op().now);
}

view::Action back(const Press& press, const Document& document) {
  return {tr("Back to what it is about"), press.kind(document.kind).home(document.subject), Weight::quiet, {}, {}};
}

Html progress_of(const Press& press, Request& request, const Document& document,
                 const std::optional<journal::Job>& job) {
  view::Progress progress;
  progress.running = document.state == DocumentState::asked && job;
  progress.label = tr(press.kind(document.kind).what);
  progress.text = !progress.running                          ? tr("Ready.")
                  : job->state == journal::JobState::waiting ? tr("Waiting for its turn.")
                  : job->message.empty()                     ? tr("It is being made, which takes some seconds.")
                                                             : tr(job->message);
  progress.fragment = document_path(document.id, "/progress");
  progress.then = document_path(document.id);
  if (progress.running)
    progress.actions = view::button(view::Post{.text = tr("Stop"),
                                               .to = document_path(document.id, "/cancel"),
                                               .csrf = web::stamp(request),
                                               .weight = Weight::quiet});
  return view::progress(progress);
}

Html outcome_of(const Press& press, const Document& document, const std::optional<journal::Job>& job,
                const std::optional<files::StoredFile>& file) {
  const auto& setup = press.setup();
  if (document.state == DocumentState::ready && file) {
    auto kept = day_in(document.asked_at + setup.keep, setup.zone);
    return view::callout(view::Tone::good, tr("It is ready."),
                         {el("p", {},
                             {tr("It shows what was known on {1}. Ask again after a change.",
                                 date_time(*document.made_at, setup.zone))}),
                          view::actions({view::button(view::Action{tr("Save the PDF"),
                                                                   document_path(document.id, "/file"),
                                                                   Weight::primary,
                                                                   view::Icon::download,
                                                                   {}}),
                                         view::button(back(press, document))})}) +
           view::facts(std::vector<view::Fact>{{tr("File"), html::text(file->name)},
                                               {tr("Size"), html::text(file_size(file->size))},
                                               {tr("Kept until"), html::text(long_date(kept))}});
  }
  if (document.state == DocumentState::cancelled)
    return view::callout(view::Tone::info, tr("Stopped. Nothing was made."),
                         {view::actions({view::button(back(press, document))})});
  auto why = job && !job->message.empty() ? tr(job->message) : tr("It could not be made. Ask for it again.");
  return view::callout(view::Tone::bad, tr("This document could not be made."),
                       {el("p", {}, {why}), view::actions({view::button(back(press, document))})});
}

Response show(const Press& press, Request& request) {
  auto reader = request.site.db().reader();
  auto document = own(press, *reader, request);
  if (!document) return web::error_page(request, document.error());
  auto job = journal::find_job(*reader, document->job);
  auto file = document->file ? files::find_file(*reader, document->file) : std::nullopt;
  reader.reset();
  auto title = tr(press.kind(document->kind).what);
  auto middle = document->state == DocumentState::asked ? progress_of(press, request, *document, job)
                                                        : outcome_of(press, *document, job, file);
  return web::page(request, title, view::heading({.title = title, .eyebrow = tr("Document")}) + middle);
}

Response show_progress(const Press& press, Request& request) {
  auto reader = request.site.db().reader();
  auto document = own(press, *reader, request);
  if (!document) return web::error_page(request, document.error());
  return {.body = progress_of(press, request, *document, journal::find_job(*reader, document->job)).str()};
}

Response hand_out(const Press& press, Request& request) {
  auto id = request.id<DocumentId>("id");
  if (!id) return web::error_page(request, id.error());
  auto opened = press.open(request.op(), *id);
  if (!opened) return web::error_page(request, opened.error());
  return files::download(opened->first, std::move(opened->second));
}

Response cancel(const Press& press, Request& request) {
  auto id = request.id<DocumentId>("id");
  if (!id) return web::error_page(request, id.error());
  if (auto cancelled = press.cancel(request.op(), *id); !cancelled && cancelled.error().code != Code::refused)
    return web::error_page(request, cancelled.error());
  return web::see_other(request, document_path(*id));
}

}  // namespace

html::Url document_path(DocumentId id, std::string_view below) {
  return html::path("/documents/" + id.str() + std::string(below));
}

void mount_document_pages(web::Router& router, const Press& press) {
  router.get("/documents/{id}", web::kLoggedIn, [&press](Request& r) { return show(press, r); })
      .get("/documents/{id}/progress", web::kLoggedIn, [&press](Request& r) { return show_progress(press, r); })
      .get("/documents/{id}/file", web::kLoggedIn, [&press](Request& r) { return hand_out(press, r); })
      .post("/documents/{id}/cancel", web::kLoggedIn, [&press](Request& r) { return cancel(press, r); });
}

}  // namespace couloir::documents
