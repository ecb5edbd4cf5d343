// One use case: what it says, its score, the labs that fit, where it stands and how it came there.
#include <algorithm>

#include "people/lab.h"
#include "people/organisation.h"
#include "people/person.h"
#include "portfolio/describe.h"
#include "portfolio/pages.h"
#include "portfolio/sponsorship_request.h"
#include "portfolio/sponsorship_store.h"
#include "portfolio/use_case_edit.h"
#include "portfolio/use_case_history.h"
#include "portfolio/use_case_views.h"
#include "web/request.h"

namespace couloir::portfolio {
namespace {

using html::el;
using html::Html;
using web::Request;
using web::Response;

Html facts_section(const UseCase& u) {
  auto or_dash = [](const std::string& s) {
    return s.empty() ? view::muted(tr("not written down yet")) : html::text(s);
  };
  std::vector<view::Fact> facts{
      {tr("The irritant"), or_dash(u.text.problem)},
      {tr("Where in the work"), or_dash(u.text.process)},
      {tr("Indicator"), or_dash(u.text.expected_kpi)},
      {tr("Its value today"), or_dash(u.text.baseline)},
      {tr("Its value wished for"), or_dash(u.text.target)},
      {tr("Data it needs"), or_dash(u.text.data_needed)},
      {tr("People affected"), u.text.people_affected ? html::text(number(*u.text.people_affected)) : or_dash("")},
      {"RICE", html::text(ratio(rice(u.text.rice)))},
      {"WSJF", html::text(ratio(wsjf(u.text.wsjf)))}};
  if (!u.text.external_id.empty()) facts.push_back({tr("Own reference"), html::text(u.text.external_id)});
  if (auto days = days_to_ship(u)) facts.push_back({tr("Time to ship"), html::text(trn("{1} day", "{1} days", *days))});
  if (!u.stop_reason.empty()) facts.push_back({tr("Why it stopped"), html::text(u.stop_reason)});
  return view::facts(facts);
}

Html score_panel(const UseCase& u, const ScoreSheet& sheet, const region::Pack& pack, bool may_score) {
  auto edit =
      may_score ? view::button(view::Action{sheet.score.scorers == 0 ? tr("Give the score") : tr("Give my levels"),
                                            use_case_path(u.id, "/score/edit"),
                                            sheet.score.scorers == 0 ? view::Weight::primary : view::Weight::secondary,
                                            {},
                                            {}})
                : Html();
  if (sheet.score.scorers == 0)
    return view::panel(
        tr("Fit with the cluster"),
        {view::note(tr("Nobody has scored it yet. A dozen short questions, “I don’t know” is always an answer.")),
         view::actions({edit})},
        "score");
  std::vector<view::Bar> bars;
  for (const auto& p : sheet.score.ranking)
    bars.push_back({pillar_name(pack, p.code),
                    p.floor,
                    number(p.floor, 0) + (p.ceiling - p.floor >= 0.5 ? " – " + number(p.ceiling, 0) : ""),
                    {},
                    p.code == sheet.score.best_pillar()});
  return view::panel(
      tr("Fit with the cluster"),
      {view::ranking(tr("Score against each pillar"), tr("of 100"), bars, 100),
       view::actions({view::button(view::Action{
                          tr("Why this score"), use_case_path(u.id, "/score"), view::Weight::secondary, {}, {}}),
                      edit})},
      "score");
}

/// What the law says of it is another room's; its owner finds the door here.
Html law_panel(const UseCase& u) {
  return view::panel(
      tr("AI Act"),
      {view::note(tr("Whether the AI Act asks something of this use case: plain questions, ten minutes.")),
       view::actions({view::button(view::Action{
           tr("Open its AI-Act file"), use_case_path(u.id, "/compliance"), view::Weight::secondary, {}, {}})})},
      "ai-act");
}

/// And so are its dossiers.
Html dossiers_panel(const UseCase& u) {
  return view::panel(
      tr("Engineers’ time"),
      {view::note(tr("Ask the cluster’s pool for months of an engineer: what this card says is the beginning of the "
                     "dossier.")),
       view::actions({view::button(view::Action{
           tr("Its dossiers, or a new one"), use_case_path(u.id, "/dossiers"), view::Weight::secondary, {}, {}})})},
      "dossiers");
}

Html labs_panel(const UseCase& u, const std::vector<LabSuggestion>& labs, const region::Pack& pack) {
  if (labs.empty())
    return view::panel(tr("Labs that fit"),
                       {view::note(tr("Score it and say more about data and process: labs are matched by pillar, by "
                                      "words in common and by place."))},
                       "labs");
  auto shown = std::min<std::size_t>(labs.size(), 3);
  Html list;
  for (std::size_t i = 0; i < shown; ++i) {
    auto reasons =
        html::each(labs[i].match.reasons, [&](const Reason& r) { return el("li", {}, {reason_text(r, pack)}); });
    list += el(
        "li", {},
        {el("strong", {}, {view::link({labs[i].lab.profile.name.text(), html::path("/labs/" + labs[i].lab.id.str())})}),
         html::text(" "), labs[i].match.confirmed ? Html() : view::tag(tr("membership unverified"), view::Tone::warn),
         el("ul", {}, {reasons})});
  }
  return view::panel(
      tr("Labs that fit"),
      {el("ol", {html::cls("plain")}, {list}),
       view::actions({view::button(view::Action{
           tr("All labs that fit, and ask one"), use_case_path(u.id, "/labs"), view::Weight::secondary, {}, {}})})},
      "labs");
}

std::string name_of_lab(const std::vector<people::Lab>& labs, LabId id) {
  auto lab = std::ranges::find(labs, id, &people::Lab::id);
  return lab == labs.end() ? tr("a lab that is gone") : lab->profile.name.text();
}

Html requests_panel(const Request& request, const std::vector<Sponsorship>& requests,
                    const std::vector<people::Lab>& labs, bool owner) {
  if (requests.empty()) return {};
  view::Table table;
  table.caption = tr("Sponsorship requests");
  table.caption_hidden = true;
  table.columns = {{tr("Lab"), false, {}, {}},
                   {tr("State"), false, {}, {}},
                   {tr("Asked on"), false, {}, {}},
                   {tr("Answer"), false, {}, {}}};
  for (const auto& s : requests) {
    auto lab = std::ranges::find(labs, s.lab, &people::Lab::id);
    view::Row row;
    row.cells = {lab == labs.end() ? html::text(name_of_lab(labs, s.lab))
                                   : view::link({lab->profile.name.text(), html::path("/labs/" + s.lab.str())}),
                 tag_of(s.state), html::text(short_date(day_in(s.asked_at, request.site.config().timezone))),
                 html::text(s.answer) + contact_of(*request.site.db().reader(), s.state != SponsorshipState::accepted
                                                                                    ? PersonId{}
                                                                                : owner ? s.answered_by
                                                                                        : s.asked_by)};
    if (owner && s.state == SponsorshipState::asked)
      row.actions = view::button(view::Post{tr("Withdraw"),
                                            html::path("/sponsorships/" + s.id.str() + "/withdrawal"),
                                            web::stamp(request),
                                            view::Weight::quiet,
                                            {},
                                            name_of_lab(labs, s.lab),
                                            {{"version", std::to_string(s.version)}}});
    table.rows.push_back(std::move(row));
  }
  return view::panel(tr("Sponsorship"), {view::table(table)}, "sponsorship");
}

Html state_panel(const Request& request, const UseCase& u, const std::vector<Problem>& problems) {
  std::vector<view::Option> options;
  for (auto state : states_by_hand(u.state)) options.push_back({std::string(name_of(state)), label(state), {}});
  view::Field to, reason;
  to.name = "state";
  to.label = tr("Next state");
  if (next_states(u.state).size() > states_by_hand(u.state).size())
    to.hint = tr("Whether it is filed follows from its dossiers by itself.");
  to.input = view::Input::select;
  to.options = std::move(options);
  to.width = view::Width::medium;
  to.required = true;
  reason.name = "stop_reason";
  reason.label = tr("Reason, if it stops");
  reason.width = view::Width::medium;
  reason.value = std::string(request.filled("stop_reason"));
  to.value = std::string(request.filled("state"));
  auto trouble =
      problems.empty()
          ? Html()
          : view::callout(
                view::Tone::bad, tr("It cannot move on yet."),
                {el("ul", {}, {html::each(problems, [](const Problem& p) { return el("li", {}, {tr(p.what)}); })})});
  return view::panel(
      tr("Move it on"),
      {trouble,
       view::form({.action = use_case_path(u.id, "/state"),
                   .csrf = web::stamp(request),
                   .ask_before_leaving = false,
                   .label = tr("Move it on")},
                  {view::hidden("version", u.version), view::field(to), view::field(reason),
                   view::button_row({view::submit({.text = tr("Move"), .weight = view::Weight::secondary})})})},
      "state");
}

std::string title_of(const Happening& h, const std::vector<people::Lab>& labs) {
  switch (h.what) {
    case Happened::written:
      return h.import ? tr("Came in with a file") : tr("Written down");
    case Happened::edited:
      return h.import ? tr("Changed by a file") : tr("Edited");
    case Happened::moved:
      return tr("Moved on: {1}", label(h.to));
    case Happened::scored:
      return h.points ? tr("Score given: {1} of 100", std::to_string(*h.points)) : tr("Score given");
    case Happened::lab_asked:
      return tr("{1} asked to sponsor it", name_of_lab(labs, h.lab));
    case Happened::lab_accepted:
      return tr("{1} agreed to sponsor it", name_of_lab(labs, h.lab));
    case Happened::lab_declined:
      return tr("{1} declined", name_of_lab(labs, h.lab));
    case Happened::request_withdrawn:
      return tr("The request to {1} was withdrawn", name_of_lab(labs, h.lab));
  }
  return {};
}

view::Tone tone_of(const Happening& h) {
  bool good = h.what == Happened::lab_accepted || (h.what == Happened::moved && h.to == UseCaseState::shipped);
  bool bad = h.what == Happened::lab_declined || (h.what == Happened::moved && h.to == UseCaseState::stopped);
  if (good) return view::Tone::good;
  if (bad) return view::Tone::warn;
  return h.what == Happened::moved ? view::Tone::accent : view::Tone::neutral;
}

Html detail_of(const Happening& h, const region::Pack& pack, const std::vector<Leaf>& leaves, bool owner) {
  auto detail = html::each(h.changes, [&](const Change& c) { return words_of_change(c, leaves); });
  if (h.what == Happened::scored) {
    const auto* wave = region::find(pack.waves, h.wave);
    detail += el("p", {}, {label(h.side) + (wave == nullptr ? "" : " · " + wave->name.text())});
  }
  if (!h.words.empty()) detail += el("p", {}, {h.words});
  if (owner && h.import)
    detail += el("p", {}, {view::link({tr("See the import"), html::path("/imports/" + h.import.str())})});
  return detail;
}

Html history_panel(const Request& request, const UseCase& u, const region::Pack& pack,
                   const std::vector<Sponsorship>& requests, const std::vector<people::Lab>& labs, bool owner) {
  auto reader = request.site.db().reader();
  auto happenings = history_of_use_case(*reader, u, requests);
  std::vector<PersonId> ids;
  for (const auto& h : happenings)
    if (h.person) ids.push_back(h.person);
  auto names = people::names_of_persons(*reader, ids);
  auto leaves = leaves_of(shape_of_const(u.text));
  std::vector<view::Event> events;
  for (const auto& h : happenings)
    events.push_back({date_time(h.at, request.site.config().timezone), title_of(h, labs), name_in(names, h.person),
                      detail_of(h, pack, leaves, owner), tone_of(h)});
  return view::panel(tr("History"), {view::timeline(events)}, "history");
}

Response card_page(const region::Pack& pack, Request& request, const std::vector<Problem>& problems = {},
                   int status = 200) {
  auto use_case = seen_use_case(request);
  if (!use_case) return web::error_page(request, use_case.error());
  const auto& u = *use_case;
  bool owner = may_edit(request.actor(), u.organisation);
  auto reader = request.site.db().reader();
  auto requests = visible_sponsorships(*reader, request.actor(), u);
  auto sheet = score_sheet(*reader, request.actor(), pack, u.id);
  auto labs = suggest_labs(*reader, request.actor(), pack, u.id);
  auto organisation = people::find_organisation(*reader, u.organisation);
  auto all_labs = people::all_labs(*reader);
  reader.reset();
  if (!sheet) return web::error_page(request, sheet.error());
  auto edit = owner ? view::actions({view::button(view::Action{
                          tr("Edit"), use_case_path(u.id, "/edit"), view::Weight::secondary, view::Icon::edit, {}})})
                    : Html();
  std::vector<view::Link> above{{tr("Use cases"), html::path("/use-cases")}};
  auto content =
      view::breadcrumbs(above, u.text.title) +
      view::heading({.title = u.text.title,
                     .lead = u.text.expected_kpi,
                     .eyebrow = organisation ? organisation->facts.name : "",
                     .tags = tag_of(u.state),
                     .actions = edit}) +
      (owner && labs ? view::split(score_panel(u, *sheet, pack, true), labs_panel(u, *labs, pack))
                     : score_panel(u, *sheet, pack, true)) +
      (owner ? law_panel(u) + dossiers_panel(u) : Html()) + requests_panel(request, requests, all_labs, owner) +
      view::panel(tr("What it is about"), {facts_section(u)}, "facts") +
      (owner ? state_panel(request, u, problems) : Html()) + history_panel(request, u, pack, requests, all_labs, owner);
  return web::page(request, u.text.title, content, status);
}

Response do_move(const region::Pack& pack, Request& request) {
  auto id = request.id<UseCaseId>("id");
  auto version = web::id_of_text(request.filled("version"));
  auto to = from_name<UseCaseState>(request.filled("state"));
  if (!id) return web::error_page(request, id.error());
  if (!version || !to) return card_page(pack, request, {{"state", say("Choose the next state.")}}, 400);
  auto moved = move_use_case(request.op(), *id, *version, *to, std::string(request.filled("stop_reason")),
                             request.site.config().timezone);
  if (moved) return web::see_other(request, use_case_path(*id), say("Moved on."));
  const auto& error = moved.error();
  return error.problems.empty() ? web::error_page(request, error)
                                : card_page(pack, request, error.problems, web::http_status(error.code));
}

}  // namespace

void mount_use_case_card(web::Router& router, const region::Pack& pack) {
  router.get("/use-cases/{id}", kReaders, [&pack](Request& r) { return card_page(pack, r); })
      .post("/use-cases/{id}/state", kOwners, [&pack](Request& r) { return do_move(pack, r); });
}

}  // namespace couloir::portfolio
