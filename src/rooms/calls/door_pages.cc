// The one door to a new dossier: from a call, or from the card of a use case.
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
      (over ? Html() : conditions_of(*call)) + list;
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
  auto forms = request.query.empty() ? std::unordered_map<CallId, Form>() : current_forms(*reader);
  reader.reset();
  Html doors;
  for (const auto& call : calls)
    if (call.state == CallState::published && phase_at(call, request.site.clock().now()) == CallPhase::open) {
      auto door = *use_case;
      door.title = call.name.text();
      doors += door_of(request, call, door, dossiers,
                       request.query.empty() ? Html() : prefill_fields(request, forms.at(call.id)));
    }
  std::vector<view::Link> above{{tr("Use cases"), html::path("/use-cases")},
                                {use_case->title, html::path("/use-cases/" + id->str())}};
  auto content =
      view::breadcrumbs(above, tr("Dossiers")) +
      view::heading(
          {.title = tr("Dossiers"),
           .lead = tr("A use case has one dossier in a call: if it is begun already, you go on where you left it."),
           .eyebrow = use_case->title}) +
      (dossiers.empty()
           ? Html()
           : view::section(tr("Begun or filed"), {view::table(dossier_table(request, dossiers, calls))}, "begun")) +
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
  router.get("/use-cases/{id}/dossiers", kApplicants, show_use_case_dossiers)
      .get("/calls/{code}/begin", kApplicants, show_door)
      .post("/calls/{code}/dossiers", kApplicants, begin);
}

}  // namespace couloir::calls
