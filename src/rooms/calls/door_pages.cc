// The list of her dossiers, and the one door to a new one: from a call, or from the card of a use case.
#include <algorithm>

#include "calls/call_store.h"
#include "calls/call_views.h"
#include "calls/dossier_edit.h"
#include "calls/dossier_views.h"
#include "calls/notices.h"
#include "calls/pages.h"

namespace couloir::calls {
namespace {

using html::el;
using html::Html;
using view::Weight;
using web::Request;
using web::Response;

constexpr int kMostListed = 200;

// ── her dossiers ──

bool waits_for_signature(const Dossier& d) {
  return d.signature_asked_at && d.lab && (d.state == DossierState::draft || d.state == DossierState::returned);
}

Html dossier_table(const Request& request, const std::vector<Dossier>& dossiers, const std::vector<Call>& calls) {
  const auto& zone = request.site.config().timezone;
  view::Table table;
  table.caption = tr("My dossiers");
  table.caption_hidden = true;
  table.columns = {{tr("Title")}, {tr("Call")}, {tr("State")}, {tr("Where it is")}, {tr("Last change")}};
  for (const auto& d : dossiers) {
    auto call = std::ranges::find(calls, d.call, &Call::id);
    view::Row row;
    row.cells = {
        view::link({d.title.empty() ? tr("Without a title") : d.title, dossier_path(d.id)}) +
            (d.number ? el("br", {}) + view::muted(*d.number) : Html()),
        html::text(call == calls.end() ? "" : call->name.text()),
        tag_of(d.state) +
            (waits_for_signature(d) ? view::tag(tr("waits for the lab’s signature"), view::Tone::warn) : Html()),
        html::text(holder_words(d, zone)), html::text(short_date(day_in(d.updated_at, zone)))};
    row.marked = d.state == DossierState::returned || (waits_for_signature(d) && request.actor().speaks_for(d.lab));
    table.rows.push_back(std::move(row));
  }
  return view::table(table);
}

Response list_dossiers(Request& request) {
  auto reader = request.site.db().reader();
  auto dossiers = dossiers_for(*reader, request.actor(), kMostListed);
  auto calls = all_calls(*reader);
  bool reminded = wants_reminders(*reader, request.actor().person);
  reader.reset();
  auto start = view::button(view::Action{tr("See the calls"), html::path("/calls"), Weight::primary, {}, {}});
  auto list =
      dossiers.empty()
          ? view::empty_state(tr("No dossier yet"),
                              tr("A dossier begins from a use case: what its card says is there already, and you go on "
                                 "writing whenever you like. Colleagues and your lab write with you."),
                              start)
          : dossier_table(request, dossiers, calls);
  auto content =
      view::heading({.title = tr("My dossiers"),
                     .lead = tr("From draft to decision. Who holds a file, and since when, always stands beside it."),
                     .actions = dossiers.empty()
                                    ? Html()
                                    : view::button(view::Action{
                                          tr("See the calls"), html::path("/calls"), Weight::secondary, {}, {}})}) +
      list +
      view::section(
          tr("Reminders"),
          {view::note(
               reminded
                   ? tr("You are written to, once each, about a draft that you left, a cut-off that comes near and a "
                        "correction that is due. Receipts and decisions always come.")
                   : tr("You get no reminders. Receipts and decisions always come.")),
           view::button(view::Post{reminded ? tr("No more reminders") : tr("Remind me again"),
                                   html::path("/dossiers/reminders"),
                                   web::stamp(request),
                                   Weight::secondary,
                                   {},
                                   {},
                                   {{"wanted", reminded ? "false" : "true"}}})},
          "reminders");
  return web::page(request, tr("My dossiers"), content);
}

Response post_reminders(Request& request) {
  bool wanted = request.filled("wanted") == "true";
  if (auto chosen = choose_reminders(request.op(), wanted); !chosen) return web::error_page(request, chosen.error());
  return web::see_other(request, html::path("/dossiers"),
                        wanted ? say("You will be reminded.") : say("You get no reminders any more."));
}

// ── the door ──

/// Texts that came with the address: ?objectives=… They travel through the form and are written once, into a fresh
/// draft.
Html prefill_fields(const Request& request, const Form& form) {
  return html::each(form.sections, [&](const Section& section) {
    auto text = request.asked(section.code);
    return text.empty() ? Html() : view::hidden("text/" + section.code, text);
  });
}

Html door_of(const Request& request, const Call& call, const portfolio::UseCaseDoor& use_case,
             const std::vector<Dossier>& dossiers, const Html& prefill) {
  auto living = std::ranges::find_if(
      dossiers, [&](const Dossier& d) { return d.call == call.id && d.use_case == use_case.id && is_living(d.state); });
  bool there = living != dossiers.end();
  auto foot = there ? view::button(view::Action{
                          tr("Go on with it"), dossier_path(living->id), Weight::primary, {}, use_case.title})
                    : view::form({.action = call_path(call, "/dossiers"),
                                  .csrf = web::stamp(request),
                                  .ask_before_leaving = false,
                                  .label = tr("Begin with “{1}”", use_case.title)},
                                 {view::hidden("use_case", use_case.id.str()), prefill,
                                  view::button_row({view::submit({.text = tr("Begin the dossier")})})});
  return view::card(
      {.title = use_case.title, .tags = there ? tag_of(living->state) : Html(), .foot = foot, .level = 2});
}

Response show_door(Request& request) {
  auto reader = request.site.db().reader();
  auto call = find_call_by_code(*reader, request.at("code"));
  if (!call || !may_see_call(request.actor(), *call))
    return web::error_page(request, Error::not_found(say("There is no such call.")));
  std::vector<portfolio::UseCaseDoor> use_cases;
  for (auto organisation : request.actor().organisations)
    std::ranges::move(portfolio::use_case_doors_of(*reader, organisation, 100), std::back_inserter(use_cases));
  if (request.actor().roles.has(Role::lab))
    for (auto lab : request.actor().labs)
      for (auto& door : portfolio::use_case_doors_sponsored_by(*reader, lab, 100))
        if (std::ranges::find(use_cases, door.id, &portfolio::UseCaseDoor::id) == use_cases.end())
          use_cases.push_back(std::move(door));
  auto dossiers = dossiers_for(*reader, request.actor(), kMostListed);
  auto prefill = prefill_fields(request, form_of(*reader, call->id, call->form));
  reader.reset();
  auto asked = web::id_of_text(request.asked("use_case"));
  if (asked) std::erase_if(use_cases, [&](const auto& u) { return u.id.v != *asked; });
  std::vector<view::Link> above{{tr("Calls"), html::path("/calls")}, {call->name.text(), call_path(*call)}};
  auto cards = html::each(use_cases, [&](const auto& u) { return door_of(request, *call, u, dossiers, prefill); });
  bool over = phase_at(*call, request.site.clock().now()) == CallPhase::over;
  auto list =
      over ? view::empty_state(
                 tr("This call is over"), tr("Nothing can be begun in it any more."),
                 view::button(view::Action{tr("See the calls"), html::path("/calls"), Weight::primary, {}, {}}))
      : use_cases.empty()
          ? view::empty_state(tr("A dossier begins with a use case"),
                              tr("Write down what you would like AI to do for you; a dossier takes it from there."),
                              request.actor().roles.has(Role::operator_)
                                  ? view::button(view::Action{
                                        tr("Write a use case"), html::path("/use-cases/new"), Weight::primary, {}, {}})
                                  : Html())
          : el("div", {html::cls("cards")}, {cards});
  auto content =
      view::breadcrumbs(above, tr("From which use case?")) +
      view::heading(
          {.title = tr("From which use case?"),
           .lead = tr("A use case has one dossier in a call: if it is begun already, you go on where you left it."),
           .eyebrow = call->name.text()}) +
      list;
  return web::page(request, tr("From which use case?"), content);
}

/// From the card of a use case: its dossiers, and a door to each call that is open.
Response show_use_case_dossiers(Request& request) {
  auto id = request.id<UseCaseId>("id");
  if (!id) return web::error_page(request, id.error());
  auto reader = request.site.db().reader();
  auto use_case = portfolio::use_case_door(*reader, *id);
  if (!use_case || !may_begin(request.actor(), *use_case))
    return web::error_page(request, Error::not_found(say("This use case is not there, or is not yours to see.")));
  auto dossiers = dossiers_of_use_case(*reader, *id);
  auto calls = in_public_order(all_calls(*reader), request.site.clock().now());
  reader.reset();
  Html doors;
  for (const auto& call : calls)
    if (call.state == CallState::published && phase_at(call, request.site.clock().now()) == CallPhase::open) {
      auto door = *use_case;
      door.title = call.name.text();
      doors += door_of(request, call, door, dossiers, {});
    }
  std::vector<view::Link> above{{tr("Use cases"), html::path("/use-cases")},
                                {use_case->title, html::path("/use-cases/" + id->str())}};
  auto content =
      view::breadcrumbs(above, tr("Dossiers")) +
      view::heading(
          {.title = tr("Dossiers"),
           .lead = tr("A use case has one dossier in a call: if it is begun already, you go on where you left it."),
           .eyebrow = use_case->title}) +
      (dossiers.empty() ? Html()
                        : view::section(tr("Begun or filed"), {dossier_table(request, dossiers, calls)}, "begun")) +
      view::section(
          tr("Open calls"),
          {doors.empty() ? view::note(tr("No call is open today.")) : el("div", {html::cls("cards")}, {doors})},
          "open");
  return web::page(request, tr("Dossiers"), content);
}

Response begin(Request& request) {
  auto use_case = web::id_of_text(request.filled("use_case"));
  if (!use_case) return web::error_page(request, use_case.error());
  auto call = find_call_by_code(*request.site.db().reader(), request.at("code"));
  if (!call) return web::error_page(request, Error::not_found(say("There is no such call.")));
  auto op = request.op();
  auto begun = begin_dossier(op, UseCaseId{*use_case}, call->id);
  if (!begun) return web::error_page(request, begun.error());
  std::string unwritten;  // too long, or with invisible characters
  if (begun->fresh)
    for (const auto& field : request.form)
      if (field.name.starts_with("text/")) {
        auto section = field.name.substr(5);
        auto texts = texts_of(*request.site.db().reader(), begun->dossier.id);
        auto stored = std::ranges::find(texts, section, &SectionText::section);
        std::string body(field.value);
        std::erase(body, '\r');
        auto written = write_section(op, begun->dossier.id, section, stored == texts.end() ? 0 : stored->version, body);
        if (!written) unwritten = section;
      }
  return web::see_other(request, dossier_path(begun->dossier.id),
                        !unwritten.empty()
                            ? say("Your dossier is begun. One of the texts that came with the link could not be taken "
                                  "in: write it here.")
                        : begun->fresh ? say("Your dossier is begun. Everything you write is kept.")
                                       : Sentence{});
}

}  // namespace

void mount_door_pages(web::Router& router) {
  router.nav({25, "/dossiers", _t("My dossiers"), kApplicants})
      .get("/dossiers", kApplicants, list_dossiers)
      .post("/dossiers/reminders", kApplicants, post_reminders)
      .get("/use-cases/{id}/dossiers", kApplicants, show_use_case_dossiers)
      .get("/calls/{code}/begin", kApplicants, show_door)
      .post("/calls/{code}/dossiers", kApplicants, begin);
}

}  // namespace couloir::calls
