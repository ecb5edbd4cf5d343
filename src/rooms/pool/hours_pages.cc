// Hours of the whole pool: what labs confirm, what the committee closes, granted, planned and used side by side.
#include <algorithm>
#include <optional>

#include "base/csv.h"
#include "people/lab.h"
#include "pool/hours_edit.h"
#include "pool/names.h"
#include "pool/pages.h"
#include "pool/staffing.h"
#include "pool/views.h"
#include "web/site.h"
#include "words/quantities.h"

namespace couloir::pool {
namespace {

using html::el;
using html::Html;
using view::Weight;
using web::Request;
using web::Response;

constexpr std::string_view kHours = "/pool/hours";
constexpr int kMonthsBack = 5, kMonthsAhead = 6;

// ── a lab confirms ──

std::vector<DossierId> dossiers_in(const std::vector<MonthOfDossier>& months) {
  std::vector<DossierId> all;
  for (const auto& m : months) all.push_back(m.dossier);
  return all;
}

Response confirmations_page(Request& request, const Foundations& house) {
  auto reader = request.site.db().reader();
  auto months = to_confirm(*reader, request.actor(), this_month(request, house));
  auto heads = calls::dossier_heads(*reader, dossiers_in(months));
  Names names;
  names.add(heads);
  reader.reset();
  view::Table table;
  table.caption = tr("Hours on your dossiers");
  table.caption_hidden = true;
  table.columns = {{tr("Dossier")}, {tr("Month")}, {tr("Hours"), true}, {tr("State")}};
  table.empty = view::empty_state(tr("Nothing to confirm"),
                                  tr("Once engineers log hours on a dossier of your lab, their months stand here."));
  for (const auto& m : months) {
    view::Row row;
    auto head = heads.find(m.dossier);
    bool seen = head != heads.end() && may_see_staffing(request.actor(), head->second, {});
    row.cells = {seen ? view::link({names.title(m.dossier), html::path("/pool/dossiers/" + m.dossier.str())})
                      : html::text(names.title(m.dossier)),
                 html::text(written(m.month)), html::text(couloir::written(m.logged)),
                 m.confirmed ? view::tag(tr("confirmed"), view::Tone::good, view::Icon::check)
                             : view::tag(tr("to confirm"), view::Tone::accent)};
    if (!m.confirmed)
      row.actions = view::button(view::Post{
          .text = tr("Confirm"),
          .to = html::path("/pool/confirmations"),
          .csrf = web::stamp(request),
          .weight = Weight::secondary,
          .about = names.title(m.dossier) + ", " + written(m.month),
          .values = {
              {"dossier", m.dossier.str()}, {"month", m.month.iso()}, {"minutes", std::to_string(m.logged.raw)}}});
    table.rows.push_back(std::move(row));
  }
  auto content =
      view::heading({.title = tr("Hours to confirm"),
                     .lead = tr("What engineers of the pool worked on your lab’s dossiers. You confirm a month; if "
                                "its hours change later, it asks again.")}) +
      view::table(table);
  return web::page(request, tr("Hours to confirm"), content);
}

Response confirm_post(Request& request) {
  auto dossier = web::id_of_text(request.filled("dossier"));
  auto month = parse_month(request.filled("month"));
  auto minutes = web::id_of_text(request.filled("minutes"));
  if (!dossier || !month || !minutes)
    return web::error_page(
        request, !month ? month.error() : Error::not_found(say("There are no hours of your lab to confirm here.")));
  auto done = confirm_month(request.op(), DossierId{*dossier}, *month, Hours{*minutes});
  if (!done) return web::error_page(request, done.error());
  return web::see_other(request, html::path("/pool/confirmations"), say("The month is confirmed."));
}

// ── the figure ──

std::string hours_figure(Hours h) { return number((h.raw + 30) / 60); }

Html figures_table(const Foundations& house, const std::vector<MonthFigure>& all) {
  view::Table table;
  table.caption = tr("Granted, planned and used hours");
  table.caption_hidden = true;
  table.columns = {{tr("Month")},         {tr("University")}, {trc("hours", "Granted"), true},
                   {tr("Planned"), true}, {tr("Used"), true}, {tr("State")}};
  for (const auto& f : all) {
    const auto* home = region::find(house.pack.homes, f.home);
    view::Row row;
    row.cells = {html::text(written(f.month)),
                 html::text(home == nullptr ? f.home : home->name.text()),
                 html::text(hours_figure(f.granted)),
                 html::text(hours_figure(f.planned)),
                 html::text(hours_figure(f.used)),
                 f.closed ? view::tag(trc("month", "closed"), view::Tone::good, view::Icon::lock)
                          : view::muted(trc("month", "open"))};
    table.rows.push_back(std::move(row));
  }
  return view::table(table) +
         view::help(
             tr("What is counted where?"),
             {el("p", {},
                 {tr("Granted: by decisions of that month, at the university near the lab. Planned: what the published "
                     "plan promises in that month, and used: what was logged in its weeks, both at the university of "
                     "the engineer. A week belongs to the month of its Thursday.")})});
}

struct ClosingForm {
  std::string month;
  std::vector<Problem> problems;
  std::string exception;
};

/// What the page of hours stands on.
struct HoursSeen {
  std::vector<MonthFigure> figures;
  std::optional<Month> oldest;  ///< over, not closed, and with something to close
  OpenEnds open;                ///< of that month
  std::vector<Closing> closings;
  std::vector<Correction> corrections;
  Names names;
};
HoursSeen hours_seen(Request& request, const Foundations& house) {
  auto now = this_month(request, house);
  auto from = now + -kMonthsBack, to = now + kMonthsAhead;
  auto reader = request.site.db().reader();
  auto dossiers = calls::plannable_dossiers(*reader, request.actor());
  HoursSeen seen;
  seen.figures = figures(*reader, house, dossiers, from, to);
  if (!may_close_months(request.actor())) return seen;
  for (const auto& f : seen.figures)
    if (!f.closed && f.month < now && (f.planned.raw != 0 || f.used.raw != 0) && !seen.oldest) seen.oldest = f.month;
  if (seen.oldest) seen.open = open_ends(*reader, *seen.oldest);
  seen.closings = closings(*reader, from, to);
  seen.corrections = corrections(*reader, from, to);
  auto named = dossiers_in(seen.open.unconfirmed);
  for (const auto& c : seen.corrections) named.push_back(c.dossier);
  seen.names = names_for(*reader, request.actor(), dossiers, named);
  return seen;
}

Html open_ends_list(const OpenEnds& open, const Names& names) {
  Html lines;
  for (const auto& m : open.unconfirmed) {
    auto title = names.title(m.dossier), hours = couloir::written(m.logged);
    lines += el("li", {},
                {m.lab ? tr("{1}: {2} not confirmed by the lab", title, hours)
                       : tr("{1}: {2} that nobody can confirm, since no lab stands behind the dossier", title, hours)});
  }
  for (auto engineer : open.without_hours)
    lines += el("li", {}, {tr("{1}: no hours logged", names.engineer(engineer))});
  return lines.empty() ? view::note(tr("Every hour is confirmed.")) : el("ul", {}, {lines});
}

Html closing_section(Request& request, const HoursSeen& seen, const ClosingForm& last) {
  if (!seen.oldest) return {};
  std::vector<view::Field> fields{{.name = "exception",
                                   .label = tr("Why it is closed all the same"),
                                   .input = view::Input::long_text,
                                   .value = last.exception,
                                   .hint = seen.open.any()
                                               ? tr("Needed, since something is open. Name nobody, and no illness.")
                                               : tr("Nothing is open: leave it empty."),
                                   .max_length = 1'000,
                                   .rows = 2,
                                   .depends = true}};
  return view::section(
      tr("Close {1}", written(*seen.oldest)),
      {open_ends_list(seen.open, seen.names),
       view::note(tr("After that nothing changes but by a correction of the office, which stays visible.")),
       view::form({.action = html::path("/pool/hours/closing"), .csrf = web::stamp(request)},
                  {view::error_summary(fields, last.problems), view::fields(fields, last.problems),
                   view::hidden("month", seen.oldest->iso()),
                   view::button_row({view::submit({.text = tr("Close the month"), .weight = Weight::secondary})})})},
      "closing");
}

/// Why a month of a dossier was corrected is for those who may see the dossier.
Html exceptions_section(const HoursSeen& seen, std::string_view zone) {
  std::vector<view::Event> events;
  for (const auto& c : seen.closings)
    events.push_back({date_time(c.closed_at, zone), tr("{1} closed", written(c.month)), "",
                      c.exception.empty() ? Html() : view::note(c.exception),
                      c.exception.empty() ? view::Tone::good : view::Tone::warn});
  for (const auto& c : seen.corrections) {
    auto sign = c.hours.raw < 0 ? "−" : "+";
    events.push_back({date_time(c.at, zone),
                      tr("{1} corrected: {2}", written(c.month), sign + couloir::written(Hours{std::abs(c.hours.raw)})),
                      seen.names.title(c.dossier), seen.names.shows(c.dossier) ? view::note(c.why) : Html(),
                      view::Tone::info});
  }
  std::ranges::reverse(events);
  return events.empty() ? Html() : view::section(tr("Closed and corrected"), {view::timeline(events)}, "closed");
}

Response hours_page(Request& request, const Foundations& house, const ClosingForm& last, int status = 200) {
  auto seen = hours_seen(request, house);
  auto csv =
      view::button(view::Action{tr("Export"), html::path("/pool/hours.csv"), Weight::quiet, view::Icon::download, {}});
  auto correct = request.actor().roles.has(Role::office)
                     ? view::button(view::Action{tr("Correct a closed month"),
                                                 html::path("/pool/hours/corrections"),
                                                 Weight::secondary,
                                                 view::Icon::edit,
                                                 {}})
                     : Html();
  Html content =
      view::heading({.title = tr("Hours"),
                     .lead = tr("What was granted, what is planned, what was used, by month and university."),
                     .actions = view::actions({correct, csv})});
  if (may_close_months(request.actor())) content += pool_tabs(kHours);
  content += view::stack({closing_section(request, seen, last), figures_table(house, seen.figures),
                          exceptions_section(seen, house.region.region.zone)});
  return web::page(request, tr("Hours"), content, status);
}

Response closing_post(Request& request, const Foundations& house) {
  auto month = parse_month(request.filled("month"));
  if (!month) return web::error_page(request, month.error());
  std::string exception(request.filled("exception"));
  auto closed = close_month(request.op(), house, *month, exception);
  if (closed) return web::see_other(request, html::path(kHours), say("The month is closed."));
  web::Form form;
  if (!web::told_on(form, closed.error())) return web::error_page(request, closed.error());
  return hours_page(request, house, {month->iso(), form.problems, exception}, web::http_status(closed.error().code));
}

Response hours_csv(Request& request, const Foundations& house) {
  auto now = this_month(request, house);
  CsvWriter csv(request.asked("form") == "plain" ? CsvForm::plain : CsvForm::excel_french);
  csv.row({"month", "home", "granted_hours", "planned_hours", "used_hours", "closed"});
  for (const auto& f : figures(*request.site.db().reader(), house, now + -23, now + 12))
    csv.row({f.month.iso(), f.home, csv.decimal(f.granted.raw, Hours::kPerUnit, 2),
             csv.decimal(f.planned.raw, Hours::kPerUnit, 2), csv.decimal(f.used.raw, Hours::kPerUnit, 2),
             f.closed ? "1" : "0"});
  return web::download(csv.take(), "text/csv; charset=utf-8", "hours.csv");
}

}  // namespace

void mount_hours_pages(web::Router& router, const Foundations& house) {
  router.nav({52, "/pool/hours", _t("Hours"), web::only({Role::indicator_owner})});
  router.nav({27, "/pool/confirmations", _t("Hours to confirm"), kLabs})
      .get("/pool/confirmations", kLabs, [house](Request& r) { return confirmations_page(r, house); })
      .post("/pool/confirmations", kLabs, confirm_post)
      .get("/pool/hours", kHoursReaders, [house](Request& r) { return hours_page(r, house, {}); })
      .get("/pool/hours.csv", kHoursReaders, [house](Request& r) { return hours_csv(r, house); })
      .post("/pool/hours/closing", kKeepers, [house](Request& r) { return closing_post(r, house); });
}

}  // namespace couloir::pool
