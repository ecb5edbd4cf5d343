// The page of one dossier, every form on it, and the receipt.
#include <algorithm>

#include "base/text.h"
#include "calls/call_store.h"
#include "calls/dossier_page.h"
#include "calls/pages.h"
#include "calls/paper.h"
#include "people/person.h"
#include "web/filled.h"

namespace couloir::calls {
namespace {

using html::el;
using html::Html;
using view::Weight;
using web::Request;
using web::Response;

// ── the page of a dossier ──

Html signpost(const Sheet& s) {
  std::vector<std::pair<std::string, std::string>> places{
      {"texts", tr("Texts")}, {"asked", tr("What is asked")}, {"partners", tr("Partners")}};
  if (s.shows_aid()) places.emplace_back("aid", tr("Aid"));
  places.emplace_back("annexes", tr("Annexes"));
  places.emplace_back("people", tr("People"));
  places.emplace_back("signature", tr("Signature"));
  places.emplace_back("part-cut_off", tr("Filing"));
  auto links = html::each(places, [](const auto& place) {
    return el("li", {}, {view::link({place.second, html::fragment(place.first)})});
  });
  return el("nav", {{"aria-label", tr("Parts of the dossier")}, html::cls("places")}, {el("ul", {}, {links})});
}

/// Where one came from: applicants have a list of their own, who judges comes from the batch.
std::vector<view::Link> above_dossier(const Sheet& s) {
  const auto& call = s.seen.facts.call;
  if (s.seen.part) return {{tr("My dossiers"), html::path("/dossiers")}};
  auto batch = s.dossier().cut_off ? s.dossier().cut_off.str() : "none";
  return {{tr("Calls"), html::path("/calls")},
          {call.name.text(), call_path(call, s.dossier().rank ? "/batches/" + batch : "")}};
}

/// Doors that open for who looks, and no others.
Html behind_it(const Sheet& s) {
  const auto& d = s.dossier();
  bool owns = s.opens_use_case(), looks = owns || s.request.actor().roles.has(Role::office);
  bool planned = d.state == DossierState::under_review || d.state == DossierState::granted;
  auto use_case = "/use-cases/" + d.use_case.str();
  Html links;
  auto add = [&](std::string text, html::Url to) {
    if (!links.empty()) links += html::text(" · ");
    links += view::link({std::move(text), std::move(to)});
  };
  if (looks) add(tr("The use case behind it"), html::path(use_case));
  if (owns) add(tr("Its AI-Act file"), html::path(use_case + "/compliance"));
  if ((looks || s.seen.part) && planned) add(tr("Its months of the pool"), html::path("/pool/dossiers/" + d.id.str()));
  return links.empty() ? links : el("p", {}, {links});
}

/// Its paper beside the text, where that is what is being written. Without JavaScript it is a door to the whole.
Html preview_panel(const Sheet& s) {
  if (!s.editable() || !paper_is_the_text(s.dossier())) return {};
  auto door = el("p", {}, {view::link({tr("Read it as a whole"), dossier_path(s.dossier().id, "/preview")})});
  auto paper = el("article", {html::cls("on-paper"), html::id("preview")}, {door});
  return el(
      "div", {html::cls("preview")},
      {view::help(
          tr("As it will be printed"),
          {el("div",
              {html::cls("beside"), {"role", "region"}, {"tabindex", "0"}, {"aria-label", tr("As it will be printed")}},
              {paper})})});
}

Response dossier_page(const Rules& rules, Request& request, DossierId id, const Tried& tried = {}, int status = 200) {
  auto reader = request.site.db().reader();
  auto seen = seen_dossier(*reader, request.actor(), id);
  if (!seen) return web::error_page(request, seen.error());
  add_grants(*reader, request.actor(), rules, *seen);
  Sheet s{rules,
          request,
          *seen,
          tried,
          {},
          {},
          {},
          {},
          {},
          {},
          {},
          seen->facts.call.form,
          seen->facts.form,
          request.raw.received};
  const auto& d = s.dossier();
  bool editable = s.editable();
  if (editable)
    for (auto& lab : people::all_labs(*reader)) {
      auto may_come = [&](const Eligible& e) { return may_be_lab_of(seen->facts.call, e.kind, lab); };
      if (lab.id == d.lab || std::ranges::any_of(seen->facts.call.applicants, may_come))
        s.labs.push_back(std::move(lab));
    }
  if (s.owned() && editable) s.candidates = candidates_for(*reader, d);
  if (s.owned()) s.invitations = open_invitations(*reader, {id}, s.now);
  if (editable && s.newest_form != d.form) s.newest = form_of(*reader, d.call, s.newest_form);
  if (d.state == DossierState::returned) s.returns = returns_of(*reader, id);
  if (d.rank)
    if (auto receipt = receipt_of(*reader, rules, d)) s.receipt = *receipt;
  s.history = history_for(*reader, request.actor(), *seen);
  std::vector<PersonId> persons;
  for (const auto& entry : s.history) persons.push_back(entry.actor);
  for (const auto& m : seen->facts.members) persons.push_back(m.person);
  for (const auto& t : seen->facts.texts) persons.push_back(t.updated_by);
  if (seen->facts.signature) persons.push_back(seen->facts.signature->person);
  if (seen->facts.declaration) persons.push_back(seen->facts.declaration->declared_by);
  s.names = people::names_of_persons(*reader, persons);
  reader.reset();
  const auto& call = seen->facts.call;
  auto above = above_dossier(s);
  auto preview = view::button(view::Action{
      tr("Read it as a whole"), dossier_path(id, "/preview"), Weight::secondary, view::Icon::document, {}});
  auto wide = view::stack(
      {decision_panel(s), returned_panel(s), new_form_panel(s), view::section(tr("Texts"), {sections_part(s)}, "texts"),
       view::section(tr("What is asked"), {facts_part(s)}, "asked"),
       view::section(tr("Partners"), {partners_part(s)}, "partners"),
       s.shows_aid() ? view::section(tr("De minimis aid"), {aid_part(s)}, "aid") : Html(),
       view::section(tr("Annexes"), {annexes_part(s)}, "annexes"),
       view::section(tr("People"), {members_part(s)}, "people"),
       view::section(tr("Signature of the lab"), {signature_part(s)}, "signature"), history_part(s)});
  auto narrow = view::stack({filing_panel(s), gaps_panel(s), office_part(s)});
  auto content = view::breadcrumbs(above, d.title) +
                 view::heading({.title = d.title.empty() ? tr("Without a title") : d.title,
                                .lead = holder_words(d, rules.zone),
                                .eyebrow = call.name.text() + (d.number ? " · " + *d.number : ""),
                                .tags = tag_of(d.state),
                                .actions = preview}) +
                 behind_it(s) + signpost(s) +
                 el("div",
                    {html::cls("summary-first"),
                     editable ? html::Attr{"data-fresh", dossier_path(id, "/standing").str()} : html::none()},
                    {view::split(wide, narrow + preview_panel(s))});
  return web::page(request, d.title, content, status);
}

/// What depends on the text and stands elsewhere on the page, after a section saved itself: each part takes the place
/// of the one with its id.
Response show_standing(const Rules& rules, Request& request) {
  auto id = request.id<DossierId>("id");
  if (!id) return web::error_page(request, id.error());
  auto reader = request.site.db().reader();
  auto seen = seen_dossier(*reader, request.actor(), *id);
  if (!seen) return web::error_page(request, seen.error());
  add_grants(*reader, request.actor(), rules, *seen);
  Tried nothing;
  Sheet s{.rules = rules, .request = request, .seen = *seen, .tried = nothing, .now = request.raw.received};
  if (!s.editable()) return web::error_page(request, no_such_dossier());
  if (seen->facts.signature) s.names = people::names_of_persons(*reader, {seen->facts.signature->person});
  Html parts = gaps_panel(s) + signature_part(s);
  if (paper_is_the_text(s.dossier())) {
    auto writing = dossier_writing(*reader, request.actor(), rules, *id, s.now);
    if (!writing) return web::error_page(request, writing.error());
    parts += el("article", {html::cls("on-paper"), html::id("preview")}, {documents::paper_of(*writing)});
  }
  return {.body = parts.str()};
}

Response show_dossier(const Rules& rules, Request& request) {
  auto id = request.id<DossierId>("id");
  return id ? dossier_page(rules, request, *id) : web::error_page(request, id.error());
}

bool is_told_in_the_form(const Error& error) { return error.code == Code::invalid || error.code == Code::refused; }

/// Back to the part that was worked on, or the page again with what was typed.
template <class T>
Response answer(const Rules& rules, Request& request, DossierId id, const Result<T>& done, std::string form,
                std::string_view part, Sentence said) {
  if (done)
    return web::see_other(request, html::local("/dossiers/" + id.str() + "#" + std::string(part)), std::move(said));
  if (!is_told_in_the_form(done.error()) || form.empty()) return web::error_page(request, done.error());
  auto problems = done.error().problems;
  if (problems.empty()) problems.push_back({"", done.error().message});
  return dossier_page(rules, request, id, {std::move(form), {request.form, std::move(problems)}},
                      web::http_status(done.error().code));
}

// ── sections: with JavaScript saved while one writes, without it by the button ──

Response text_conflict_page(const Rules& rules, Request& request, DossierId id, const std::string& section,
                            const std::string& mine) {
  auto reader = request.site.db().reader();
  auto seen = seen_dossier(*reader, request.actor(), id);
  if (!seen) return web::error_page(request, seen.error());
  const auto* stored = seen->facts.text(section);
  auto names = people::names_of_persons(*reader, {stored ? stored->updated_by : PersonId{}});
  reader.reset();
  const auto* heading = seen->facts.form.section(section);
  auto label = heading ? heading->label.text() : section;
  auto who = stored && names.contains(stored->updated_by) ? names.at(stored->updated_by) : tr("Somebody else");
  auto theirs = stored ? stored->body : std::string();
  view::Field both{.name = "body",
                   .label = label,
                   .input = view::Input::long_text,
                   .value = theirs + "\n\n" + mine,
                   .hint = tr("Both texts stand here, theirs first: keep what you need of each."),
                   .rows = 16};
  auto keep =
      view::form({.action = dossier_path(id, "/sections/" + section), .csrf = web::stamp(request), .label = label},
                 {view::hidden("version", stored ? stored->version : 0), view::field(both),
                  view::button_row({view::submit({.text = tr("Save this text")})})});
  auto content =
      view::heading({.title = tr("Two people wrote in this section"), .eyebrow = seen->facts.dossier.title}) +
      view::conflict({.who = who,
                      .when = stored ? date_time(stored->updated_at, rules.zone) : "",
                      .fields = {{label, mine, theirs}},
                      .keep_mine = keep,
                      .take_theirs = view::link(
                          {tr("Keep theirs and go back"), html::local("/dossiers/" + id.str() + "#part-" + section)})});
  return web::page(request, tr("Two people wrote in this section"), content, 409);
}

Response save_section(const Rules& rules, Request& request) {
  auto id = request.id<DossierId>("id");
  if (!id) return web::error_page(request, id.error());
  std::string section(request.at("section")), body(request.filled("body"));
  std::erase(body, '\r');  // browsers send CRLF
  bool by_itself = request.filled("autosave") == "true";
  auto saved = write_section(request.op(), *id, section, web::version_in(request), body);
  if (by_itself) {
    if (saved) return told({true, saved->version, tr("saved")}, 200);
    const auto& error = saved.error();
    auto said = error.code == Code::conflict
                    ? tr("Somebody else wrote here meanwhile. Save with the button to see both texts.")
                    : tr(error.problems.empty() ? error.message : error.problems.front().what);
    return told({false, 0, said}, web::http_status(error.code));
  }
  if (!saved && saved.error().code == Code::conflict) return text_conflict_page(rules, request, *id, section, body);
  return answer(rules, request, *id, saved, section, "part-" + section, say("Saved."));
}

// ── the other forms ──

Response save_facts(const Rules& rules, Request& request) {
  auto id = request.id<DossierId>("id");
  if (!id) return web::error_page(request, id.error());
  EditText text;
  auto form = web::read_form(request, text);
  if (!form.problems.empty()) return dossier_page(rules, request, *id, {"facts", std::move(form)}, 400);
  auto saved = edit_dossier(request.op(), rules, *id, web::version_in(request), edit_of(text));
  return answer(rules, request, *id, saved, "facts", "asked", say("Saved."));
}

Response post_partner(const Rules& rules, Request& request) {
  auto id = request.id<DossierId>("id");
  if (!id) return web::error_page(request, id.error());
  Partner partner{{},
                  from_name<PartnerKind>(request.filled("kind")).value_or(PartnerKind::company),
                  std::string(request.filled("name")),
                  std::string(trim(request.filled("siret"))),
                  std::string(trim(request.filled("town"))),
                  std::string(trim(request.filled("does")))};
  return answer(rules, request, *id, add_partner(request.op(), *id, partner), "partner", "partners",
                say("“{1}” is a partner.", partner.name));
}
Response remove_partner_post(const Rules& rules, Request& request) {
  auto id = request.id<DossierId>("id");
  auto partner = request.id<PartnerId>("partner");
  if (!id) return web::error_page(request, id.error());
  if (!partner) return web::error_page(request, partner.error());
  return answer(rules, request, *id, drop_partner(request.op(), *id, *partner), "", "partners",
                say("The partner is removed."));
}

Response post_declaration(const Rules& rules, Request& request) {
  auto id = request.id<DossierId>("id");
  if (!id) return web::error_page(request, id.error());
  DeclarationText text;
  auto form = web::read_form(request, text);
  if (!form.problems.empty()) return dossier_page(rules, request, *id, {"aid", std::move(form)}, 400);
  auto declaration = declaration_of(text);
  auto saved = declaration ? declare_aid(request.op(), rules, *id, *declaration) : Result<void>(declaration.error());
  return answer(rules, request, *id, saved, "aid", "aid", say("The declaration is kept."));
}

Response post_annex(const Rules& rules, Request& request) {
  auto id = request.id<DossierId>("id");
  if (!id) return web::error_page(request, id.error());
  Result<Annex> added = Error::invalid({{"file", say("Choose a file first.")}});
  if (!request.uploads.empty() && !request.uploads.front().data.empty()) {
    const auto& file = request.uploads.front();
    added = add_annex(request.op(), rules, *id, file.filename, file.data);
    if (!added && is_told_in_the_form(added.error())) {
      auto& error = added.error();
      error.problems.insert(error.problems.begin(), {"file", error.message});  // why, before what is taken here
      for (auto& problem : error.problems) problem.where = "file";
    }
  }
  bool renamed = added && !request.uploads.empty() && added->file->name != request.uploads.front().filename;
  return answer(rules, request, *id, added, "annex", "annexes",
                renamed ? say("The file is kept as “{1}”: that is what its content says it is.", added->file->name)
                        : say("The file is kept."));
}
Response hand_out_annex(const Rules& rules, Request& request) {
  auto id = request.id<DossierId>("id");
  auto annex = request.id<AnnexId>("annex");
  if (!id) return web::error_page(request, id.error());
  if (!annex) return web::error_page(request, annex.error());
  auto read = read_annex(request.site.db(), request.actor(), rules, *id, *annex);
  return read ? files::download(read->file, std::move(read->content)) : web::error_page(request, read.error());
}
Response remove_annex(const Rules& rules, Request& request) {
  auto id = request.id<DossierId>("id");
  auto annex = request.id<AnnexId>("annex");
  if (!id) return web::error_page(request, id.error());
  if (!annex) return web::error_page(request, annex.error());
  return answer(rules, request, *id, drop_annex(request.op(), *id, *annex), "", "annexes", say("The file is removed."));
}

Response post_member(const Rules& rules, Request& request) {
  auto id = request.id<DossierId>("id");
  auto person = web::id_of_text(request.filled("person"));
  auto part = from_name<Part>(request.filled("part"));
  if (!id) return web::error_page(request, id.error());
  if (!person || !part) return web::error_page(request, Error::invalid(say("Choose a person and a part.")));
  auto set = set_member(request.op(), *id, {PersonId{*person}, *part});
  return set ? answer(rules, request, *id, set, "", "people", say("Added.")) : web::error_page(request, set.error());
}
Response remove_member_post(const Rules& rules, Request& request) {
  auto id = request.id<DossierId>("id");
  auto person = request.id<PersonId>("person");
  if (!id) return web::error_page(request, id.error());
  if (!person) return web::error_page(request, person.error());
  auto dropped = drop_member(request.op(), *id, *person);
  if (dropped && *person == request.actor().person && !seen_dossier(*request.site.db().reader(), request.actor(), *id))
    return web::see_other(request, html::path("/dossiers"), say("You left the dossier."));
  return answer(rules, request, *id, dropped, "", "people", say("Removed."));
}

Response post_invitation(const Rules& rules, people::LoginDesk& desk, Request& request) {
  auto id = request.id<DossierId>("id");
  if (!id) return web::error_page(request, id.error());
  NewInvitation wanted{std::string(request.filled("email")),
                       from_name<Part>(request.filled("invited_part")).value_or(Part::reader), request.lang};
  auto sent = invite_to_dossier(request.op(), desk, rules.zone, *id, wanted);
  if (!sent && sent.error().code == Code::too_many)
    return dossier_page(rules, request, *id, {"invitation", {request.form, {{"email", sent.error().message}}}}, 429);
  return answer(rules, request, *id, sent, "invitation", "people",
                say("A mail with a link is on its way to {1}.", std::string(trim(wanted.email))));
}

Response post_signature(const Rules& rules, Request& request) {
  auto id = request.id<DossierId>("id");
  if (!id) return web::error_page(request, id.error());
  return answer(rules, request, *id, sign_dossier(request.op(), *id, std::string(request.filled("sha256"))), "",
                "signature", say("Thank you: the text is signed."));
}
Response post_signature_request(const Rules& rules, Request& request) {
  auto id = request.id<DossierId>("id");
  if (!id) return web::error_page(request, id.error());
  return answer(rules, request, *id, ask_signature(request.op(), *id), "", "signature",
                say("The lab is asked by mail."));
}

Response post_form(const Rules& rules, Request& request) {
  auto id = request.id<DossierId>("id");
  if (!id) return web::error_page(request, id.error());
  return answer(rules, request, *id, take_new_form(request.op(), *id, web::version_in(request)), "", "texts",
                say("The newer form is taken."));
}

Response post_submission(const Rules& rules, Request& request) {
  auto id = request.id<DossierId>("id");
  if (!id) return web::error_page(request, id.error());
  Submission submission{CutOffId{web::id_of_text(request.filled("cut_off")).value_or(0)},
                        std::string(request.filled("late_token"))};
  auto receipt = submit_dossier(request.op(), rules, *id, web::version_in(request), submission);
  if (!receipt) return answer(rules, request, *id, receipt, "filing", "", {});
  return web::see_other(request, dossier_path(*id, "/receipt"), say("Filed. Your number is {1}.", receipt->number));
}

template <Result<Dossier> (*act)(const Op&, DossierId, std::int64_t)>
Response post_step(const Rules& rules, Request& request, Sentence said) {
  auto id = request.id<DossierId>("id");
  if (!id) return web::error_page(request, id.error());
  return answer(rules, request, *id, act(request.op(), *id, web::version_in(request)), "", "", std::move(said));
}

Response post_return(const Rules& rules, Request& request) {
  auto id = request.id<DossierId>("id");
  if (!id) return web::error_page(request, id.error());
  auto day = parse_date(request.filled("correct_by"));
  auto until = day ? resolve_local(day->iso() + "T23:59:59.999", rules.zone) : Result<Instant>(day.error());
  auto op = request.op();
  auto reason = std::string(trim(request.filled("reason")));
  // Without a day, now: the command says of it what it says of any moment that is not to come, beside the other
  // problems.
  auto sent = send_back(op, *id, web::version_in(request), reason, until ? *until : op.now);
  return answer(rules, request, *id, sent, "return", "", say("It is with its applicants again."));
}
Response post_review_start(const Rules& rules, Request& request) {
  auto id = request.id<DossierId>("id");
  if (!id) return web::error_page(request, id.error());
  auto done = take_up(request.op(), {*id});
  auto said = !done                      ? Sentence{}
              : !done->taken.empty()     ? say("It is under review.")
              : !done->amendable.empty() ? say("Its applicants may still amend it: it waits until then.")
                                         : say("It changed meanwhile: nothing was done.");
  return answer(rules, request, *id, done, "", "", std::move(said));
}

// ── the receipt ──

Response show_receipt(const Rules& rules, Request& request) {
  auto id = request.id<DossierId>("id");
  if (!id) return web::error_page(request, id.error());
  auto reader = request.site.db().reader();
  auto seen = seen_dossier(*reader, request.actor(), *id);
  if (!seen) return web::error_page(request, seen.error());
  auto receipt = receipt_of(*reader, rules, seen->facts.dossier);
  auto filings = filings_of(*reader, *id);
  reader.reset();
  if (!receipt) return web::error_page(request, receipt.error());
  const auto& call = seen->facts.call;
  const auto* cut_off = find_cut_off(call, seen->facts.dossier.cut_off);
  view::Table turns;
  turns.caption = tr("Every time it was filed");
  turns.columns = {{tr("Turn"), true}, {tr("Received")}, {tr("SHA-256 of what was filed")}};
  for (const auto& f : filings)
    turns.rows.push_back({.cells = {html::text(number(f.turn)), html::text(date_time(f.received_at, rules.zone)),
                                    el("code", {html::cls("hash")}, {f.sha256})}});
  std::vector<view::Link> above{{seen->facts.dossier.title, dossier_path(*id)}};
  auto content =
      view::breadcrumbs(above, tr("Receipt")) +
      view::heading({.title = tr("Receipt"),
                     .lead = seen->facts.dossier.title,
                     .eyebrow = call.name.text(),
                     .tags = tag_of(seen->facts.dossier.state)}) +
      view::facts(
          std::vector<view::Fact>{{tr("Number"), el("strong", {}, {receipt->number})},
                                  {tr("Received"), html::text(date_time(receipt->received_at, rules.zone) + " · " +
                                                              local_iso(receipt->received_at, rules.zone))},
                                  {tr("Rank in this call"), html::text(number(receipt->rank))},
                                  {tr("Batch"), html::text(batch_words(cut_off, rules.zone))},
                                  {tr("In the journal"), html::text(tr("event {1}", number(receipt->journal_seq)))}}) +
      view::section(
          tr("What happens next"),
          {el("p", {}, {next_words(call, cut_off, rules.zone)}),
           el("p", {},
              {tr("The official time is when the last byte arrived here. Your browser’s clock does not count.")})}) +
      view::section(tr("Proof"),
                    {view::table(turns), view::note(tr("Keep the hash: with it anybody can check later that nothing "
                                                       "was changed, by “couloir dossier verify {1}”.",
                                                       receipt->number))}) +
      view::actions(
          {view::button(view::Post{.text = tr("Receipt as PDF"),
                                   .to = dossier_path(*id, "/documents"),
                                   .csrf = web::stamp(request),
                                   .weight = Weight::primary,
                                   .icon = view::Icon::download,
                                   .values = {{"paper", "receipt"}}}),
           view::button(view::Action{
               tr("Package (ZIP)"), dossier_path(*id, "/package.zip"), Weight::secondary, view::Icon::download, {}}),
           view::button(view::Action{tr("Back to the dossier"), dossier_path(*id), Weight::quiet, {}, {}})});
  return web::page(request, tr("Receipt"), content);
}

}  // namespace

void mount_dossier_pages(web::Router& router, std::shared_ptr<const Rules> rules, people::LoginDesk& desk) {
  auto with = [rules](Response (*handle)(const Rules&, Request&)) {
    return [rules, handle](Request& r) { return handle(*rules, r); };
  };
  auto step = [rules](Response (*handle)(const Rules&, Request&, Sentence), std::string_view said) {
    return [rules, handle, said](Request& r) { return handle(*rules, r, Sentence{std::string(said), {}}); };
  };
  constexpr std::uint64_t kUpload = kLargestAnnex + (64 << 10);  // the rest of the form
  // Far more than a section may hold: whoever pastes a megabyte gets it back beside the sentence, also without
  // JavaScript.
  constexpr std::uint64_t kLongPaste = 4 << 20;
  router.get("/dossiers/{id}", kDossierReaders, with(show_dossier))
      .get("/dossiers/{id}/receipt", kDossierReaders, with(show_receipt))
      .get("/dossiers/{id}/standing", kDossierWriters, with(show_standing))
      .post("/dossiers/{id}/sections/{section}", kDossierWriters, with(save_section), kLongPaste)
      .post("/dossiers/{id}/facts", kDossierWriters, with(save_facts))
      .post("/dossiers/{id}/form", kDossierWriters, with(post_form))
      .post("/dossiers/{id}/partners", kDossierWriters, with(post_partner))
      .post("/dossiers/{id}/partners/{partner}/removal", kDossierWriters, with(remove_partner_post))
      .post("/dossiers/{id}/declaration", kDossierWriters, with(post_declaration))
      .post("/dossiers/{id}/annexes", kDossierWriters, with(post_annex), kUpload)
      .get("/dossiers/{id}/annexes/{annex}", kDossierReaders, with(hand_out_annex))
      .post("/dossiers/{id}/annexes/{annex}/removal", kDossierWriters, with(remove_annex))
      .post("/dossiers/{id}/members", kDossierWriters, with(post_member))
      .post("/dossiers/{id}/members/{person}/removal", kDossierWriters, with(remove_member_post))
      .post("/dossiers/{id}/invitations", kDossierWriters,
            [rules, &desk](Request& r) { return post_invitation(*rules, desk, r); })
      .post("/dossiers/{id}/signature-request", kDossierWriters, with(post_signature_request))
      .post("/dossiers/{id}/signature", web::only({Role::lab}), with(post_signature))
      .post("/dossiers/{id}/submission", kDossierWriters, with(post_submission))
      .post("/dossiers/{id}/withdrawal", kDossierWriters,
            step(post_step<withdraw_dossier>, _t("The dossier is withdrawn.")))
      .post("/dossiers/{id}/resumption", kDossierWriters,
            step(post_step<resume_dossier>, _t("The draft is yours again.")))
      .post("/dossiers/{id}/return", kOffice, with(post_return))
      .post("/dossiers/{id}/review-start", kOffice, with(post_review_start))
      .post("/dossiers/{id}/carry-over", kOffice, step(post_step<carry_over>, _t("It goes on in the next batch.")));
}

}  // namespace couloir::calls
