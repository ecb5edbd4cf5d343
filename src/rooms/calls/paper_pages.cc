// Taking a dossier along: its preview, the PDFs that a job sets, the OpenDocument and the package that are made at
// once; and proving later what was filed.
#include <algorithm>

#include "calls/dossier_views.h"
#include "calls/package.h"
#include "calls/pages.h"
#include "calls/paper.h"
#include "documents/document_calls.h"
#include "web/site.h"

namespace couloir::calls {
namespace {

using documents::Document;
using documents::Press;
using html::el;
using html::Html;

constexpr std::string_view kOdt = "application/vnd.oasis.opendocument.text", kZip = "application/zip",
                           kPdf = "application/pdf";

/// The same sentence as at the foot of a PDF.
std::string foot_of(const Press& press, Instant now) {
  return press.setup().house + " · " + tr("made on {1}", date_time(now, press.setup().zone));
}

/// What goes beside the filing. While it is to be corrected its applicants read their correction on paper, which is not
/// what the package proves.
Result<std::optional<files::StoredFile>> dossier_pdf(Reader& reader, const Press& press, const Op& op, DossierId id) {
  auto dossier = find_dossier(reader, id);
  if (!dossier || dossier->state == DossierState::returned) return std::optional<files::StoredFile>{};
  return press.made(reader, op.actor, kDossierPaper, id.v, op.now);
}

// ── pages ──

class PaperPages {
 public:
  PaperPages(const Press& press, Rules rules) : press_(press), rules_(std::move(rules)) {}

  web::Response preview(web::Request& request) const {
    auto id = request.id<DossierId>("id");
    if (!id) return web::error_page(request, id.error());
    auto reader = request.site.db().reader();
    auto writing = dossier_writing(*reader, request.actor(), rules_, *id, request.op().now);
    if (!writing) return web::error_page(request, writing.error());
    auto dossier = find_dossier(*reader, *id).value();
    reader.reset();
    Html body = el("article", {html::cls("on-paper")}, {documents::paper_of(*writing)});
    return web::page(request, writing->title, buttons(request, dossier) + body);
  }

  /// A PDF of this dossier: "paper" is dossier, receipt or letter.
  web::Response ask(web::Request& request) const {
    auto id = request.id<DossierId>("id");
    if (!id) return web::error_page(request, id.error());
    auto paper = request.filled("paper");
    auto kind = paper == "receipt" ? kReceiptPaper : paper == "letter" ? kLetterPaper : kDossierPaper;
    return asked(request, press_.ask(request.op(), kind, id->v, request.lang));
  }
  web::Response ask_blank(web::Request& request) const {
    auto id = request.id<CallId>("id");
    if (!id) return web::error_page(request, id.error());
    return asked(request, press_.ask(request.op(), kBlankPaper, id->v, request.lang));
  }

  web::Response ask_minutes(web::Request& request) const {
    auto id = request.id<MeetingId>("id");
    if (!id) return web::error_page(request, id.error());
    return asked(request, press_.ask(request.op(), kMinutesPaper, id->v, request.lang));
  }

  web::Response odt(web::Request& request) const {
    auto id = request.id<DossierId>("id");
    if (!id) return web::error_page(request, id.error());
    auto reader = request.site.db().reader();
    auto writing = dossier_writing(*reader, request.actor(), rules_, *id, request.op().now);
    if (!writing) return web::error_page(request, writing.error());
    auto name = paper_name(find_dossier(*reader, *id).value(), tr("dossier"));
    return as_odt(request, *writing, name);
  }
  web::Response blank_odt(web::Request& request) const {
    auto id = request.id<CallId>("id");
    if (!id) return web::error_page(request, id.error());
    auto reader = request.site.db().reader();
    auto writing = blank_writing(*reader, request.actor(), rules_, *id);
    if (!writing) return web::error_page(request, writing.error());
    return as_odt(request, *writing, tr("blank-note"));
  }

  web::Response package(web::Request& request) const {
    auto id = request.id<DossierId>("id");
    if (!id) return web::error_page(request, id.error());
    auto reader = request.site.db().reader();
    auto pdf = dossier_pdf(*reader, press_, request.op(), *id);
    auto opened = pdf ? open_package(*reader, request.actor(), rules_, *id, *pdf) : Result<Package>(pdf.error());
    if (!opened) return web::error_page(request, opened.error());
    web::Response response{.type = std::string(kZip)};
    response.with("content-disposition", files::attachment(opened->filename)).with("cache-control", "no-store");
    // A file that turns out damaged on the way ends the answer unfinished, so that no browser takes it for whole.
    response.next_chunk = [package = std::make_shared<Package>(*std::move(opened))] {
      auto piece = package->next();
      if (!piece) throw StoreFailure(StoreFailure::Kind::other, "a file of this package cannot be read");
      return *std::move(piece);
    };
    return response;
  }

 private:
  static web::Response asked(web::Request& request, const Result<Document>& document) {
    if (!document) return web::error_page(request, document.error());
    return web::see_other(request, documents::document_path(document->id));
  }
  web::Response as_odt(web::Request& request, const documents::Writing& writing, const std::string& name) const {
    web::Response response{.body = documents::odt_of(writing, foot_of(press_, request.op().now)),
                           .type = std::string(kOdt)};
    return std::move(response)
        .with("content-disposition", files::attachment(name + ".odt"))
        .with("cache-control", "no-store");
  }
  static Html pdf_button(const web::Request& request, DossierId id, std::string text, std::string paper,
                         view::Weight weight) {
    return view::button(view::Post{.text = std::move(text),
                                   .to = dossier_path(id, "/documents"),
                                   .csrf = web::stamp(request),
                                   .weight = weight,
                                   .icon = view::Icon::download,
                                   .values = {{"paper", std::move(paper)}}});
  }
  static Html buttons(const web::Request& request, const Dossier& dossier) {
    auto id = dossier.id;
    auto link = [&](std::string text, std::string_view below) {
      return view::button(
          view::Action{std::move(text), dossier_path(id, below), view::Weight::secondary, view::Icon::download, {}});
    };
    auto all = pdf_button(request, id, tr("Dossier as PDF"), "dossier", view::Weight::primary) +
               link(tr("As OpenDocument (ODT)"), "/dossier.odt") + link(tr("Package (ZIP)"), "/package.zip");
    if (dossier.number) all += pdf_button(request, id, tr("Receipt as PDF"), "receipt", view::Weight::secondary);
    if (is_decided(dossier.state))
      all += pdf_button(request, id, tr("Decision letter as PDF"), "letter", view::Weight::secondary);
    all += view::button(view::Action{tr("Back to the dossier"), dossier_path(id), view::Weight::quiet, {}, {}});
    return view::actions({all});
  }

  const Press& press_;
  Rules rules_;
};

// ── by script ──

struct VerificationText {
  std::int64_t turn = 0;
  Instant received_at;
  std::string sha256;
  bool content_matches = false, journal_matches = false;
  std::optional<bool> given_matches;
  std::vector<std::string> missing;
};
void describe(Describer& d, VerificationText& v) {
  d.type("DossierTurnVerification");
  d.field("turn", v.turn);
  d.field("received_at", v.received_at);
  d.field("sha256", v.sha256, text(64, 64).doc(_t("Computed now from what is stored")));
  d.field("content_matches", v.content_matches, Rule{}.doc(_t("The stored hash is the same")));
  d.field("journal_matches", v.journal_matches, Rule{}.doc(_t("The journal holds the same hash")));
  d.field("given_matches", v.given_matches, Rule{}.doc(_t("The hash that was given is the same")));
  d.field("missing", v.missing, text(1, 300).doc(_t("Annexes that are not there as they were filed")));
}
struct VerifiedDossier {
  std::string number;
  bool whole = false;
  std::vector<VerificationText> items;
};
void describe(Describer& d, VerifiedDossier& v) {
  d.type("DossierVerification");
  d.field("number", v.number, text(1, 60));
  d.field("whole", v.whole,
          Rule{}.doc(_t("Every turn is as it was filed, and the hash that was given is of one of them")));
  d.field("items", v.items);
}
struct GivenHash {
  std::string sha256;
};
void describe(Describer& d, GivenHash& g) {
  d.type("GivenHash");
  d.field("sha256", g.sha256, text(0, 64).or_keep().doc(_t("Hash of the receipt in hand")));
}

/// A receipt is of one turn: the hash given need not be that of the others.
bool is_whole(const std::vector<Verification>& all, bool given) {
  bool sound = std::ranges::all_of(
      all, [](const auto& v) { return v.content_matches && v.journal_matches && v.missing.empty(); });
  return sound && !all.empty() &&
         (!given || std::ranges::any_of(all, [](const auto& v) { return v.given_matches == true; }));
}

Result<web::Answer<VerifiedDossier>> verify(const files::ContentFolder& folder, const web::Call& call,
                                            const GivenHash& given) {
  auto reader = call.op.db.reader();
  auto number = std::string(call.at("number"));
  TRY_LET(auto all, verify_dossier(*reader, call.op.actor, folder, number, given.sha256));
  web::Answer<VerifiedDossier> answer;
  answer.value.number = std::move(number);
  answer.value.whole = is_whole(all, !given.sha256.empty());
  for (const auto& v : all)
    answer.value.items.push_back(
        {v.turn, v.received_at, v.sha256, v.content_matches, v.journal_matches, v.given_matches, v.missing});
  answer.says_no = !answer.value.whole;
  return answer;
}

class PaperCalls {
 public:
  PaperCalls(const Press& press, Rules rules) : press_(press), rules_(std::move(rules)) {}

  Result<web::Reply> odt(const web::Call& call) const {
    TRY_LET(auto id, call.id<DossierId>("id"));
    auto reader = call.op.db.reader();
    TRY_LET(auto writing, dossier_writing(*reader, call.op.actor, rules_, id, call.op.now));
    return odt_reply(call, writing, "dossier-" + id.str() + ".odt");
  }
  Result<web::Reply> blank_odt(const web::Call& call) const {
    TRY_LET(auto id, call.id<CallId>("id"));
    auto reader = call.op.db.reader();
    TRY_LET(auto writing, blank_writing(*reader, call.op.actor, rules_, id));
    return odt_reply(call, writing, "blank-" + id.str() + ".odt");
  }
  Result<web::Reply> package(const web::Call& call) const {
    TRY_LET(auto id, call.id<DossierId>("id"));
    auto reader = call.op.db.reader();
    TRY_LET(auto pdf, dossier_pdf(*reader, press_, call.op, id));
    TRY_LET(auto opened, open_package(*reader, call.op.actor, rules_, id, pdf));
    reader.reset();
    TRY_LET(auto whole, opened.whole());
    return web::Reply{.body = std::move(whole), .type = std::string(kZip), .filename = "dossier-" + id.str() + ".zip"};
  }

 private:
  web::Reply odt_reply(const web::Call& call, const documents::Writing& writing, std::string name) const {
    return {.body = documents::odt_of(writing, foot_of(press_, call.op.now)),
            .type = std::string(kOdt),
            .filename = std::move(name)};
  }
  const Press& press_;
  Rules rules_;
};

web::Doc doc(std::string path, std::string cli, std::string_view summary, web::Who who, std::string_view type) {
  web::Doc doc{web::Method::get, std::move(path), std::move(cli), summary, who, people::Scope::calls_read};
  doc.reply_type = type;
  return doc;
}
web::Doc asking(std::string path, std::string cli, std::string_view summary, web::Who who) {
  auto asked = doc(std::move(path), std::move(cli), summary, who, "application/json");
  asked.method = web::Method::post;
  return asked;
}

void mount_paper_calls(web::Api& api, const Press& press, const Rules& rules) {
  using web::Call;
  using web::None;
  PaperCalls at(press, rules);
  const std::string of_dossier = "/dossiers/{id}/documents", of_call = "/calls/{id}/documents",
                    of_meeting = "/meetings/{id}/documents";
  documents::DocumentCalls dossiers(press, of_dossier, {kDossierPaper, kReceiptPaper, kLetterPaper}),
      blanks(press, of_call, {kBlankPaper}), minutes(press, of_meeting, {kMinutesPaper});
  auto ask = [](const documents::DocumentCalls& calls, std::string_view kind) {
    return [calls, kind](const Call& call, const None&) { return calls.ask(call, kind); };
  };
  api.raw<None>(asking(of_dossier + "/dossier", "dossier pdf",
                       _t("Ask for the dossier as PDF; on the command line it comes at once"), kDossierReaders),
                ask(dossiers, kDossierPaper))
      .raw<None>(asking(of_dossier + "/receipt", "dossier receipt-pdf",
                        _t("Ask for the receipt as PDF; on the command line it comes at once"), kDossierReaders),
                 ask(dossiers, kReceiptPaper))
      .raw<None>(
          asking(of_dossier + "/letter", "dossier letter",
                 _t("Ask for the decision letter as PDF; on the command line it comes at once"), kDossierReaders),
          ask(dossiers, kLetterPaper))
      .raw<None>(asking(of_call + "/blank", "call blank",
                        _t("Ask for a call’s blank note as PDF; on the command line it comes at once"), web::kLoggedIn),
                 ask(blanks, kBlankPaper))
      .add<None, documents::DocumentText>(
          doc(of_dossier + "/{document}", "dossier document", _t("How far a PDF is that was asked for"),
              kDossierReaders, "application/json"),
          [dossiers](const Call& call, const None&) { return dossiers.show(call); })
      .raw<None>(doc(of_dossier + "/{document}/file", "dossier document-file", _t("The PDF, once it is ready"),
                     kDossierReaders, kPdf),
                 [dossiers](const Call& call, const None&) { return dossiers.hand_out(call); })
      .add<None, documents::DocumentText>(
          doc(of_call + "/{document}", "call document", _t("How far a PDF is that was asked for"), web::kLoggedIn,
              "application/json"),
          [blanks](const Call& call, const None&) { return blanks.show(call); })
      .raw<None>(doc(of_call + "/{document}/file", "call document-file", _t("The PDF, once it is ready"),
                     web::kLoggedIn, kPdf),
                 [blanks](const Call& call, const None&) { return blanks.hand_out(call); })
      .raw<None>(asking(of_meeting + "/minutes", "meeting pdf",
                        _t("Ask for the minutes of a meeting as PDF; on the command line they come at once"), kBatches),
                 ask(minutes, kMinutesPaper))
      .add<None, documents::DocumentText>(doc(of_meeting + "/{document}", "meeting document",
                                              _t("How far a PDF is that was asked for"), kBatches, "application/json"),
                                          [minutes](const Call& call, const None&) { return minutes.show(call); })
      .raw<None>(doc(of_meeting + "/{document}/file", "meeting document-file", _t("The PDF, once it is ready"),
                     kBatches, kPdf),
                 [minutes](const Call& call, const None&) { return minutes.hand_out(call); })
      .raw<None>(
          doc("/dossiers/{id}/odt", "dossier odt", _t("The dossier as an OpenDocument text"), kDossierReaders, kOdt),
          [at](const Call& call, const None&) { return at.odt(call); })
      .raw<None>(doc("/calls/{id}/odt", "call blank-odt", _t("A call’s blank note as an OpenDocument text"),
                     web::kLoggedIn, kOdt),
                 [at](const Call& call, const None&) { return at.blank_odt(call); })
      .raw<None>(doc("/dossiers/{id}/package", "dossier package",
                     _t("What was filed with its files, schema and manifest, as a zip"), kDossierReaders, kZip),
                 [at](const Call& call, const None&) { return at.package(call); })
      .add<GivenHash, VerifiedDossier>(
          doc("/dossiers/by-number/{number}/verification", "dossier verify",
              _t("Whether what is stored is what was filed, and what the receipt says"), kDossierReaders,
              "application/json"),
          [&folder = rules.files](const Call& call, const GivenHash& given) { return verify(folder, call, given); });
}

}  // namespace

void mount_papers(web::Router& router, web::Api& api, const Press& press, const Rules& rules) {
  PaperPages at(press, rules);
  router.get("/dossiers/{id}/preview", kDossierReaders, [at](web::Request& r) { return at.preview(r); })
      .get("/dossiers/{id}/dossier.odt", kDossierReaders, [at](web::Request& r) { return at.odt(r); })
      .get("/dossiers/{id}/package.zip", kDossierReaders, [at](web::Request& r) { return at.package(r); })
      .post("/dossiers/{id}/documents", kDossierReaders, [at](web::Request& r) { return at.ask(r); })
      .post("/calls/{id}/documents", web::kLoggedIn, [at](web::Request& r) { return at.ask_blank(r); })
      .post("/meetings/{id}/documents", kBatches, [at](web::Request& r) { return at.ask_minutes(r); })
      .get("/calls/{id}/blank.odt", web::kEveryone, [at](web::Request& r) { return at.blank_odt(r); });
  mount_paper_calls(api, press, rules);
}

}  // namespace couloir::calls
