// Pages of sponsorship: labs that fit and the request to one; the lab's inbox and its answer.
#include <algorithm>

#include "base/text.h"
#include "people/organisation.h"
#include "portfolio/pages.h"
#include "portfolio/sponsorship_request.h"
#include "portfolio/sponsorship_store.h"
#include "portfolio/use_case_edit.h"
#include "portfolio/use_case_views.h"
#include "web/request.h"

namespace couloir::portfolio {
namespace {

using html::el;
using html::Html;
using web::Request;
using web::Response;

Html suggestion_card(const Request& request, const LabSuggestion& s, const region::Pack& pack, UseCaseId id,
                     bool may_ask) {
  auto reasons = html::each(s.match.reasons, [&](const Reason& r) { return el("li", {}, {reason_text(r, pack)}); });
  auto membership = s.match.confirmed ? view::tag(tr("confirmed member"), view::Tone::good)
                                      : view::tag(tr("membership unverified"), view::Tone::warn);
  Html foot;
  if (may_ask && people::may_be_asked_to_sponsor(s.lab)) {
    view::Field message;
    message.name = "message";
    message.label = tr("Your message to the lab");
    message.input = view::Input::long_text;
    message.key = s.lab.id.str();
    message.hint = tr("Two or three sentences: why this lab, what you bring, when you could start.");
    foot = view::help(tr("Ask {1} to sponsor it", s.lab.profile.name.text()),
                      {view::form({.action = use_case_path(id, "/sponsorships"),
                                   .csrf = web::stamp(request),
                                   .label = tr("Ask {1} to sponsor it", s.lab.profile.name.text())},
                                  {view::hidden("lab", s.lab.id.str()), view::field(message),
                                   view::button_row({view::submit({.text = tr("Send the request")})})})});
  } else if (may_ask) {
    foot = view::note(tr("It can be asked once the office has confirmed its membership."));
  }
  return view::card(
      {.title = s.lab.profile.name.text(),
       .body = el("p", {}, {tr("{1} points of 100", std::to_string(s.match.points))}) + el("ul", {}, {reasons}),
       .to = html::path("/labs/" + s.lab.id.str()),
       .tags = membership,
       .foot = foot,
       .level = 2});
}

Response labs_page(const region::Pack& pack, Request& request, UseCaseId id, const std::vector<Problem>& problems,
                   int status) {
  auto reader = request.site.db().reader();
  auto use_case = visible_use_case(*reader, request.actor(), id);
  if (!use_case) return web::error_page(request, use_case.error());
  auto labs = suggest_labs(*reader, request.actor(), pack, id);
  auto requests = sponsorships_of(*reader, id);
  reader.reset();
  if (!labs) return web::error_page(request, labs.error());
  bool sponsored = std::ranges::any_of(requests, [](const auto& r) { return r.state == SponsorshipState::accepted; });
  bool may_ask = may_edit(request.actor(), use_case->organisation) && !sponsored;
  std::vector<view::Link> above{{tr("Use cases"), html::path("/use-cases")}, {use_case->text.title, use_case_path(id)}};
  auto refused =
      problems.empty()
          ? Html()
          : view::callout(
                view::Tone::bad, tr("This lab cannot be asked."),
                {el("ul", {}, {html::each(problems, [](const Problem& p) { return el("li", {}, {tr(p.what)}); })})});
  auto list = labs->empty()
                  ? view::empty_state(
                        tr("No lab fits yet"),
                        tr("Give the score first, and say more about the data and the process: labs are "
                           "matched by pillar and by words in common."),
                        view::button(view::Action{
                            tr("Give the score"), use_case_path(id, "/score/edit"), view::Weight::primary, {}, {}}))
                  : el("div", {html::cls("cards")}, {html::each(*labs, [&](const LabSuggestion& s) {
                         return suggestion_card(request, s, pack, id, may_ask);
                       })});
  auto content = view::breadcrumbs(above, tr("Labs that fit")) +
                 view::heading({.title = tr("Labs that fit"),
                                .lead = tr("Matched by simple rules: pillar, words in common, place. Confirmed members "
                                           "come first. Nothing is learned."),
                                .eyebrow = use_case->text.title}) +
                 (sponsored ? view::callout(view::Tone::good, tr("A lab sponsors this use case already.")) : Html()) +
                 refused + list;
  return web::page(request, tr("Labs that fit"), content, status);
}

Response show_labs(const region::Pack& pack, Request& request) {
  auto id = request.id<UseCaseId>("id");
  return id ? labs_page(pack, request, *id, {}, 200) : web::error_page(request, id.error());
}

Response ask_lab(const region::Pack& pack, Request& request) {
  auto id = request.id<UseCaseId>("id");
  if (!id) return web::error_page(request, id.error());
  auto lab = web::id_of_text(request.filled("lab"));
  if (!lab) return web::error_page(request, lab.error());
  auto asked = ask_sponsor(request.op(), *id, LabId{*lab}, std::string(trim(request.filled("message"))));
  if (asked)
    return web::see_other(request, use_case_path(*id),
                          say("The request is on its way. You will get a mail as soon as the lab answers."));
  if (asked.error().code == Code::refused || asked.error().code == Code::invalid)
    return labs_page(pack, request, *id, asked.error().problems, web::http_status(asked.error().code));
  return web::error_page(request, asked.error());
}

Html answer_form(const Request& request, const Sponsorship& s, const std::string& title) {
  view::Field reason;
  reason.name = "reason";
  reason.label = tr("Your words to the organisation");
  reason.input = view::Input::long_text;
  reason.key = s.id.str();
  reason.depends = true;
  reason.hint = tr("To agree you may leave it empty; to decline, say why: it helps to ask the right lab next.");
  return view::form(
      {.action = html::path("/sponsorships/" + s.id.str() + "/answer"),
       .csrf = web::stamp(request),
       .label = tr("Answer to “{1}”", title)},
      {view::hidden("version", s.version), view::field(reason),
       view::button_row(
           {view::submit({.text = tr("Agree to sponsor"), .name = "answer", .value = "accepted"}),
            view::submit(
                {.text = tr("Decline"), .weight = view::Weight::secondary, .name = "answer", .value = "declined"})})});
}

Html request_card(const Request& request, const Sponsorship& s, const UseCase& u, const std::string& organisation,
                  bool open) {
  auto body =
      el("p", {}, {u.text.problem}) +
      (s.message.empty() ? Html()
                         : el("blockquote", {},
                              {el("p", {html::cls("by")}, {tr("Message to your lab")}), el("p", {}, {s.message})})) +
      (s.answer.empty() ? Html() : el("p", {}, {tr("Your answer: {1}", s.answer)}));
  return view::card({.title = u.text.title,
                     .body = body,
                     .to = use_case_path(u.id),
                     .eyebrow = organisation + " · " + short_date(day_in(s.asked_at, request.site.config().timezone)),
                     .tags = tag_of(s.state),
                     .foot = open ? answer_form(request, s, u.text.title) : Html(),
                     .level = open ? 2 : 3});
}

Html requests_in(Request& request, SponsorshipState state) {
  auto reader = request.site.db().reader();
  auto requests = sponsorships_to(*reader, request.actor().labs, state, 50);
  std::vector<UseCaseId> ids;
  for (const auto& s : requests) ids.push_back(s.use_case);
  auto use_cases = use_cases_with_ids(*reader, ids);
  std::vector<OrganisationId> organisations;
  for (const auto& u : use_cases) organisations.push_back(u.organisation);
  auto names = people::names_of_organisations(*reader, organisations);
  reader.reset();
  Html cards;
  for (const auto& s : requests) {
    auto u = std::ranges::find(use_cases, s.use_case, &UseCase::id);
    if (u == use_cases.end()) continue;
    cards += request_card(request, s, *u, name_in(names, u->organisation), state == SponsorshipState::asked);
  }
  return cards;
}

Response requests_page(Request& request, const std::vector<Problem>& refused, int status) {
  if (request.actor().labs.empty())
    return web::page(
        request, tr("Requests"),
        view::heading({.title = tr("Requests to sponsor")}) +
            view::empty_state(
                tr("For which lab do you speak?"),
                tr("Choose your lab in the register; the office confirms it, then its requests come here."),
                view::button(
                    view::Action{tr("Open the lab register"), html::path("/labs"), view::Weight::primary, {}, {}})));
  auto open = requests_in(request, SponsorshipState::asked), agreed = requests_in(request, SponsorshipState::accepted);
  auto content =
      view::heading({.title = tr("Requests to sponsor"),
                     .lead = tr("Organisations that would like to work with your lab. An early “no” with its reason "
                                "helps as much as a “yes”.")}) +
      (refused.empty()
           ? Html()
           : view::callout(
                 view::Tone::bad, tr("This answer cannot be given."),
                 {el("ul", {}, {html::each(refused, [](const Problem& p) { return el("li", {}, {tr(p.what)}); })})})) +
      (open.empty() ? view::empty_state(tr("Nothing waits for you"), tr("New requests come by mail and stand here."))
                    : el("div", {html::cls("cards")}, {open})) +
      (agreed.empty() ? Html() : view::section(tr("You sponsor"), {el("div", {html::cls("cards")}, {agreed})}));
  return web::page(request, tr("Requests to sponsor"), content, status);
}

Response show_requests(Request& request) { return requests_page(request, {}, 200); }

Response answer_owner(Request& request) {
  auto id = request.id<SponsorshipId>("id");
  auto version = web::id_of_text(request.filled("version"));
  auto given = from_name<SponsorshipState>(request.filled("answer"));
  if (!id) return web::error_page(request, id.error());
  if (!version || !given) return web::error_page(request, Error::invalid(say("The answer is accepted or declined.")));
  auto answered = answer_request(request.op(), *id, *version, *given, std::string(trim(request.filled("reason"))));
  if (!answered && (answered.error().code == Code::refused || answered.error().code == Code::invalid))
    return requests_page(request, answered.error().problems, web::http_status(answered.error().code));
  if (!answered) return web::error_page(request, answered.error());
  return web::see_other(request, html::path("/requests"),
                        *given == SponsorshipState::accepted ? say("Thank you: you sponsor this use case.")
                                                             : say("Your answer is sent."));
}

Response take_back(Request& request) {
  auto id = request.id<SponsorshipId>("id");
  auto version = web::id_of_text(request.filled("version"));
  if (!id) return web::error_page(request, id.error());
  if (!version) return web::error_page(request, version.error());
  auto withdrawn = withdraw_request(request.op(), *id, *version);
  if (!withdrawn) return web::error_page(request, withdrawn.error());
  return web::see_other(request, use_case_path(withdrawn->use_case), say("The request is withdrawn."));
}

}  // namespace

void mount_sponsorship_pages(web::Router& router, const region::Pack& pack) {
  router.nav({15, "/requests", _t("Requests"), kLabs})
      .get("/use-cases/{id}/labs", kReaders, [&pack](Request& r) { return show_labs(pack, r); })
      .post("/use-cases/{id}/sponsorships", kOwners, [&pack](Request& r) { return ask_lab(pack, r); })
      .get("/requests", kLabs, show_requests)
      .post("/sponsorships/{id}/answer", kLabs, answer_owner)
      .post("/sponsorships/{id}/withdrawal", kOwners, take_back);
}

}  // namespace couloir::portfolio
