// The journal seen by the office: where its chain ends, whether it is whole, and for admin all of it as a file.
#include <cstdio>
#include <memory>

#include "journal/journal.h"
#include "reception/mount.h"
#include "reception/page_kit.h"
#include "web/site.h"

namespace couloir::reception {

using html::el;
using html::path;
using web::Request;
using web::Response;

namespace {

std::string flaw_words(journal::Flaw flaw) {
  switch (flaw) {
    case journal::Flaw::missing:
      return tr("an event is missing");
    case journal::Flaw::changed:
      return tr("an event was changed");
    case journal::Flaw::unlinked:
      return tr("an event does not follow the one before");
    case journal::Flaw::tail:
      return tr("the last events were cut or added by hand");
    case journal::Flaw::marked:
      return tr("the chain differs from a mark noted earlier");
  }
  return {};
}

Html verdict_of(Reader& db) {
  auto verdict = journal::verify(db);
  if (verdict.whole())
    return view::callout(view::Tone::good, trn("The journal is whole: {1} event was checked.",
                                               "The journal is whole: {1} events were checked.", verdict.checked));
  return view::callout(
      view::Tone::bad,
      tr("The journal is not whole: at event {1}, {2}.", number(verdict.at), flaw_words(*verdict.flaw)),
      {el("p", {}, {tr("Keep a copy of the database as it is now, and compare it with the last backup.")})});
}

Response journal_page(Request& request) {
  auto db = request.site.db().reader();
  auto head = journal::head(*db);
  std::vector<view::Fact> facts{{tr("Events"), html::text(number(head.seq))},
                                {tr("Fingerprint of the last one"), el("code", {}, {head.hash.hex()})}};
  auto checked = request.asked("verify") == "true" ? verdict_of(*db) : Html();
  auto verify = view::button(view::Action{.text = tr("Check the whole chain"),
                                          .to = path("/office/journal", {{"verify", "true"}}),
                                          .weight = view::Weight::primary});
  bool admin = request.actor().roles.has(Role::admin);
  auto take =
      admin
          ? view::button(view::Action{
                .text = tr("Download the journal"), .to = path("/office/journal/export"), .icon = view::Icon::download})
          : Html();
  auto content =
      view::heading({.title = tr("Journal"),
                     .lead = tr("Everything that happened, in order, without a word of any person. Each event carries "
                                "the fingerprint of the one before, so a later change is noticed."),
                     .eyebrow = tr("Office"),
                     .actions = verify + take}) +
      checked + view::facts(facts) +
      view::note(tr("Note the fingerprint somewhere else from time to time: it proves later that nothing before it was "
                    "rewritten."));
  return web::page(request, tr("Journal"), content);
}

/// The events come as they are read and go as the browser takes them; between the two lies a file without a name.
Response export_journal(Request& request) {
  using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;
  auto file = std::make_shared<File>(std::tmpfile(), &std::fclose);
  if (!*file) return web::error_page(request, Error::unavailable(say("No temporary file can be made.")));
  journal::export_lines(*request.site.db().reader(),
                        [&](std::string_view line) { std::fwrite(line.data(), 1, line.size(), file->get()); });
  if (std::ferror(file->get()) != 0)
    return web::error_page(
        request, Error::unavailable(say("The disk of the service is full: the export could not be written.")));
  std::rewind(file->get());
  Response response{.type = "application/x-ndjson"};
  response.next_chunk = [file] {
    constexpr std::size_t kPiece = 64 << 10;
    std::string piece(kPiece, '\0');
    piece.resize(std::fread(piece.data(), 1, piece.size(), file->get()));
    return piece;
  };
  return std::move(response).with("content-disposition", "attachment; filename=\"journal.jsonl\"");
}

}  // namespace

void mount_journal_pages(web::Router& router, const FrontDesk&) {
  router.get("/office/journal", web::only({Role::office, Role::admin}), journal_page);
  router.get("/office/journal/export", web::only({Role::admin}), export_journal);
}

}  // namespace couloir::reception
