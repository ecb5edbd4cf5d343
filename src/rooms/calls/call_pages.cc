// The register of calls for everybody: what is open, what is announced, what is over; and one call whole.
#include "calls/call_store.h"
#include "calls/call_views.h"
#include "calls/pages.h"
#include "html/table.h"
#include "web/site.h"

namespace couloir::calls {
namespace {

using html::el;
using html::Html;
using view::Weight;
using web::Request;
using web::Response;

// ── the list ──

std::vector<view::Fact> short_facts(const Call& call, Instant now, std::string_view zone) {
  std::vector<view::Fact> facts{{tr("Who may file"), html::text(who_may_apply(call))},
                                {tr("At most"), html::text(ceiling_words(call))},
                                {tr("Next cut-off"), html::text(next_cut_off_words(call, now, zone))}};
  if (phase_at(call, now) == CallPhase::announced)
    facts.push_back({tr("Opens"), html::text(opening_words(call, zone))});
  return facts;
}

Html card_of(const Call& call, Instant now, std::string_view zone) {
  bool over = phase_at(call, now) == CallPhase::over;
  auto body = el("p", {}, {el("strong", {}, {if_filed_now(call, now, zone)})}) +
              view::facts(short_facts(call, now, zone)) + (over ? Html() : days_picture(call, now, zone));
  return view::card({.title = call.name.text(), .body = body, .to = call_path(call), .tags = phase_tag(call, now)});
}

Html feeds_note() {
  return el(
      "p", {html::cls("note")},
      {tr("Follow the calls without an account:"), " ", view::link({tr("calendar (ICS)"), html::path("/calls.ics")}),
       " · ", view::link({"Atom", html::path("/calls.atom")}), " · ",
       view::link({"JSON", html::path("/open-calls.json")})});
}

Response list_calls(Request& request, const std::string& zone) {
  auto now = request.site.clock().now();
  auto calls = in_public_order(all_calls(*request.site.db().reader()), now);
  auto those = [&](CallPhase phase) {
    return html::each(calls, [&](const Call& c) { return phase_at(c, now) == phase ? card_of(c, now, zone) : Html(); });
  };
  auto open = those(CallPhase::open), announced = those(CallPhase::announced), over = those(CallPhase::over);
  auto section = [](const std::string& title, const Html& cards, std::string_view id) {
    return cards.empty() ? Html() : view::section(title, {view::stack({cards})}, id);
  };
  auto office =
      may_edit_calls(request.actor())
          ? view::button(view::Action{tr("Keep the calls"), html::path("/office/calls"), Weight::secondary, {}, {}})
          : Html();
  auto content =
      view::heading(
          {.title = tr("Calls"),
           .lead = tr("What the cluster’s pool of engineers takes dossiers for, until when, and who may file."),
           .actions = office}) +
      (open.empty() ? view::section(tr("Open now"), {view::note(tr("No call is open today."))}, "open")
                    : section(tr("Open now"), open, "open")) +
      section(tr("Coming next"), announced, "coming") + section(tr("Closed"), over, "closed") + feeds_note();
  return web::page(request, tr("Calls"), content);
}

// ── one call ──

/// Only who can begin a dossier is shown the way; a visitor may be one.
Html begin_button(const Request& request, const Call& call, Instant now) {
  if (call.state != CallState::published || phase_at(call, now) == CallPhase::over) return {};
  auto begin = call_path(call, "/begin");
  if (!request.actor().logged_in())
    return view::button(view::Action{tr("Log in to start a dossier"),
                                     html::path("/login", {{"next", begin.str()}}),
                                     Weight::primary,
                                     view::Icon::arrow,
                                     {}});
  if (!kApplicants.admits(request.actor())) return {};
  return view::button(view::Action{tr("Start from a use case"), begin, Weight::primary, view::Icon::arrow, {}});
}

Html facts_of(const Call& call, std::string_view zone) {
  std::vector<view::Fact> facts{
      {tr("Who may file"), html::text(who_may_apply(call))},
      {tr("At most"), html::text(ceiling_words(call))},
      {tr("Opens"), html::text(opening_words(call, zone))},
      {tr("Closes"), html::text(closing_words(call, zone))},
      {tr("Answer"), html::text(call.answer_days ? trn("within {1} day of the cut-off",
                                                       "within {1} days of the cut-off", *call.answer_days)
                                                 : tr("no day is promised"))}};
  return view::facts(facts);
}

/// Numbered as the marks on the line above it.
Html day_table(const Call& call, Instant now, std::string_view zone) {
  view::Table table;
  table.caption = tr("The days of this call");
  table.caption_hidden = true;
  table.columns = {
      {tr("Date")}, {tr("When")}, {tr("Days left")}, {tr("What was filed may be amended until")}, {tr("Answer by")}};
  const auto* next = next_cut_off(call, now);
  int n = 0;
  for (const auto& day : days_of(call)) {
    view::Row row;
    row.cells = {html::text(std::to_string(++n) + ". " + day.name), html::text(date_time(day.at, zone)),
                 html::text(days_left(day.at, now, zone)), Html(), Html()};
    if (const auto* cut_off = find_cut_off(call, day.cut_off)) {
      auto answer = answer_by(call, *cut_off, zone);
      row.cells[3] = html::text(cut_off->edit_until ? date_time(*cut_off->edit_until, zone) : tr("not at all"));
      row.cells[4] = html::text(answer ? long_date(*answer) : tr("not promised"));
      row.marked = cut_off == next;
    }
    table.rows.push_back(std::move(row));
  }
  auto none = view::note(tr("No cut-off is announced. What is filed waits for the first one."));
  return (table.rows.empty() ? Html() : view::table(table)) + (call.cut_offs.empty() ? none : Html());
}

Html sections_of(const Form& form) {
  view::Table table;
  table.caption = tr("What to write");
  table.caption_hidden = true;
  table.columns = {{tr("Section")}, {tr("What it should say")}, {tr("Limit"), true}, {tr("Needed")}};
  for (const auto& s : form.sections) {
    view::Row row;
    row.cells = {html::text(s.label.text()), html::text(s.help.text()),
                 html::text(trn("{1} word", "{1} words", s.max_words)),
                 html::text(s.required ? tr("yes") : tr("if it applies"))};
    table.rows.push_back(std::move(row));
  }
  return view::table(table);
}
Html criteria_of(const Form& form) {
  view::Table table;
  table.caption = tr("How it is judged");
  table.caption_hidden = true;
  table.columns = {{tr("Criterion")}, {tr("Question")}, {tr("Weight"), true}};
  for (const auto& c : form.criteria) {
    view::Row row;
    row.cells = {html::text(c.label.text()), html::text(c.question.text()),
                 html::text(c.independent ? tr("shown beside, not counted") : percent(c.weight / 100.0))};
    table.rows.push_back(std::move(row));
  }
  return view::table(table);
}

Html after_filing(const Call& call) {
  auto item = [](const std::string& what, const std::string& how) {
    return el("li", {}, {el("strong", {}, {what}), " ", how});
  };
  auto answer = call.answer_days
                    ? trn("You get it within {1} day of the cut-off, with its reasons.",
                          "You get it within {1} days of the cut-off, with its reasons.", *call.answer_days)
                    : tr("You get it with its reasons; no day is promised.");
  return el(
      "ol", {},
      {item(tr("Receipt."), tr("At once: number, exact time, and a fingerprint of what you filed.")),
       item(tr("Completeness."),
            tr("The office reads it. If something is missing it is sent back to you, and keeps its rank.")),
       item(tr("Review."), tr("After the cut-off, reviewers without any link to you mark it by the criteria above.")),
       item(tr("Committee."), tr("All dossiers of one cut-off are decided together.")), item(tr("Answer."), answer)});
}

Response show_call(Request& request, const std::string& zone) {
  auto now = request.site.clock().now();
  auto reader = request.site.db().reader();
  auto call = find_call_by_code(*reader, request.at("code"));
  if (!call || !may_see_call(request.actor(), *call))
    return web::error_page(request, Error::not_found(say("There is no such call.")));
  auto form = form_of(*reader, call->id, call->form);
  reader.reset();
  std::vector<view::Link> above{{tr("Calls"), html::path("/calls")}};
  auto edit = may_edit_calls(request.actor())
                  ? view::button(view::Action{
                        tr("Edit"), office_call_path(call->id, "/edit"), Weight::secondary, view::Icon::edit, {}})
                  : Html();
  auto judged =
      kBatches.admits(request.actor())
          ? view::button(view::Action{tr("What was filed"), html::path("/reviews"), Weight::secondary, {}, {}})
          : Html();
  auto content =
      view::breadcrumbs(above, call->name.text()) +
      view::heading({.title = call->name.text(),
                     .lead = if_filed_now(*call, now, zone),
                     .tags = phase_tag(*call, now),
                     .actions = view::actions({begin_button(request, *call, now), judged, edit})}) +
      (call->about.text().empty() ? Html() : el("p", {}, {call->about.text()})) + facts_of(*call, zone) +
      view::section(tr("Cut-offs"), {days_picture(*call, now, zone, day_table(*call, now, zone))}, "cut-offs") +
      view::section(tr("What is asked of applicants"), {conditions_of(*call)}, "conditions") +
      view::section(tr("What to write"), {sections_of(form)}, "form") +
      (form.criteria.empty() ? Html() : view::section(tr("How it is judged"), {criteria_of(form)}, "criteria")) +
      view::section(tr("What happens after filing"), {after_filing(*call)}, "after") +
      view::section(tr("If you disagree with the decision"), {el("p", {}, {form.appeal.text()})}, "appeal") +
      source_line(*call, zone);
  return web::page(request, call->name.text(), content);
}

}  // namespace

void mount_call_pages(web::Router& router, const std::string& zone) {
  router.nav({30, "/calls", _t("Calls"), web::kEveryone})
      .get("/calls", web::kEveryone, [zone](Request& r) { return list_calls(r, zone); })
      .get("/calls/{code}", web::kEveryone, [zone](Request& r) { return show_call(r, zone); });
}

}  // namespace couloir::calls
