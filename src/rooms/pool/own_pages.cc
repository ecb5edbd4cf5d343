// An engineer's own pages: what she works on in which month, a week of hours in one small form, her calendar.
#include <algorithm>
#include <map>
#include <set>

#include "base/csv.h"
#include "pool/engineer_edit.h"
#include "pool/hours_edit.h"
#include "pool/pages.h"
#include "pool/plan_store.h"
#include "pool/views.h"
#include "pool/workshop.h"
#include "web/site.h"
#include "words/quantities.h"

namespace couloir::pool {
namespace {

using html::el;
using html::Html;
using view::Weight;
using web::Request;
using web::Response;

constexpr std::string_view kOwn = "/my-months";

/// What her pages stand on.
struct Desk {
  Engineer engineer;
  const Home* home = nullptr;
  Date today;
  std::vector<Assignment> promised;         ///< of the last month on
  std::map<DossierId, std::string> titles;  ///< of what she can log hours on
  std::vector<LoggedWeek> weeks;
  std::vector<Workshop> workshops;  ///< of her dossiers, from today on
  std::set<Month> closed, worked;   ///< worked: a plan gave her something in it, once
};

Result<Desk> desk_of(Request& request, const Foundations& house) {
  auto reader = request.site.db().reader();
  Desk desk;
  TRY_LET(desk.engineer, own_engineer(*reader, request.actor()));
  desk.home = house.pack.home_of_site(desk.engineer.site);
  desk.today = day_in(request.site.clock().now(), house.region.region.zone);
  auto month = month_of(desk.today);
  desk.promised = promised(*reader, month + -2, desk.engineer.id);
  desk.weeks = weeks_logged(*reader, desk.engineer.id, month + -2, month);
  for (const auto& c : closings(*reader, month + -2, month)) desk.closed.insert(c.month);
  for (auto worked : months_of_work(*reader, desk.engineer.id, month + -2, month)) desk.worked.insert(worked);
  auto mine = dossiers_of_engineer(*reader, desk.engineer.id, month + -2, month);
  for (auto id : mine) desk.titles[id] = tr("Dossier {1}", id.str());
  for (const auto& [id, head] : calls::dossier_heads(*reader, mine)) desk.titles[id] = head.number + " · " + head.title;
  for (const auto& w : all_workshops(*reader))
    if (*w.day >= desk.today &&
        std::ranges::find(desk.promised, w.dossier, &Assignment::dossier) != desk.promised.end())
      desk.workshops.push_back(w);
  return desk;
}

std::string title_of(const Desk& desk, DossierId id) {
  auto found = desk.titles.find(id);
  return found == desk.titles.end() ? tr("Dossier {1}", id.str()) : found->second;
}

// ── months ──

Html own_work_table(const Desk& desk, const Foundations& house) {
  WorkDays calendar(house.region);
  view::Table table;
  table.caption = tr("What you work on");
  table.caption_hidden = true;
  table.columns = {
      {tr("Month")}, {tr("Dossier")}, {tr("Engineer-months"), true}, {tr("Days"), true}, {tr("Hours"), true}};
  table.empty = view::empty_state(tr("Nothing is promised yet"),
                                  tr("Once the committee publishes a plan, your months stand here."));
  std::map<std::pair<Month, DossierId>, int> work;
  for (const auto& a : desk.promised)
    if (a.month >= month_of(desk.today)) work[{a.month, a.dossier}] += a.quanta;
  for (const auto& [key, quanta] : work) {
    auto [month, dossier] = key;
    auto days = static_cast<double>(calendar.count(desk.engineer.site, month)) * quanta / kQuantaPerMonth;
    view::Row row;
    row.cells = {html::text(written(month)), html::text(title_of(desk, dossier)), html::text(months_figure(quanta)),
                 html::text(number(days, 1)),
                 html::text(desk.home == nullptr ? "" : couloir::written(desk.home->of_quanta(quanta)))};
    row.marked = month == month_of(desk.today);
    table.rows.push_back(std::move(row));
  }
  return view::table(table);
}

Html workshops_of(const Desk& desk) {
  if (desk.workshops.empty()) return {};
  Html lines;
  for (const auto& w : desk.workshops)
    lines += el("li", {}, {tr("{1}: {2}", long_date(*w.day), title_of(desk, w.dossier))});
  return view::section(tr("Co-design workshops"), {el("ul", {}, {lines})}, "workshops");
}

// ── the week ──

const LoggedWeek* logged(const Desk& desk, Date week) {
  auto found = std::ranges::find(desk.weeks, week, &LoggedWeek::week);
  return found == desk.weeks.end() ? nullptr : &*found;
}
/// Weeks of open months, this one and the last, that have begun and hold work of the plan or hours; the newest first.
std::vector<Date> weeks_to_log(const Desk& desk) {
  std::vector<Date> weeks;
  for (auto month : {month_of(desk.today) + -1, month_of(desk.today)})
    for (auto week : weeks_of(month)) {
      if (week > desk.today || desk.closed.contains(month)) continue;
      if (desk.worked.contains(month_of(week)) || desk.worked.contains(month) || logged(desk, week) != nullptr)
        weeks.push_back(week);
    }
  std::ranges::reverse(weeks);
  return weeks;
}
/// The last one that is over and not logged; else the newest.
std::optional<Date> week_to_show(const Desk& desk, std::string_view asked) {
  auto weeks = weeks_to_log(desk);
  if (auto day = parse_date(asked); day && std::ranges::find(weeks, *day) != weeks.end()) return *day;
  for (auto week : weeks)
    if (week < week_of(desk.today) && logged(desk, week) == nullptr) return week;
  return weeks.empty() ? std::nullopt : std::optional(weeks.front());
}

std::string hours_typed(Hours hours) { return hours.raw == 0 ? "0" : couloir::written(hours); }

std::string week_words(Date monday) { return tr("week of {1}", short_date(monday)); }

Html week_section(Request& request, const Foundations& house, const Desk& desk, const web::Form* typed) {
  auto week = typed ? parse_date(typed->value("week")) : Result<Date>(Error{});
  auto shown = week ? std::optional(*week) : week_to_show(desk, request.asked("week"));
  if (!shown || desk.titles.empty())
    return view::section(
        tr("Hours"),
        {view::note(tr("There is nothing to log: no plan gives you to a dossier in this month or the last."))},
        "hours");
  WorkDays calendar(house.region);
  auto planned = desk.home == nullptr ? std::map<DossierId, Hours>{}
                                      : planned_week(desk.engineer, *desk.home, desk.promised, *shown, calendar);
  const auto* stored = logged(desk, *shown);
  std::vector<view::Field> fields;
  for (const auto& [dossier, title] : desk.titles) {
    bool expected = planned.contains(dossier) || (stored != nullptr && stored->hours.contains(dossier));
    if (!expected && desk.titles.size() > 8 && typed == nullptr) continue;  // what is long over is not asked every week
    auto name = "hours/" + dossier.str();
    auto value = stored != nullptr && stored->hours.contains(dossier) ? hours_typed(stored->hours.at(dossier))
                 : stored == nullptr && planned.contains(dossier)     ? hours_typed(planned.at(dossier))
                                                                      : "0";
    fields.push_back(
        {.name = name,
         .label = title,
         .value = typed ? std::string(typed->value(name)) : value,
         .hint = planned.contains(dossier) ? tr("The plan says {1}.", couloir::written(planned.at(dossier))) : "",
         .width = view::Width::brief,
         .depends = true});
  }
  std::vector<view::Tab> tabs;
  for (auto day : weeks_to_log(desk))
    tabs.push_back({short_date(day) + (logged(desk, day) != nullptr ? " ✓" : ""),
                    html::path(kOwn, {{"week", day.iso()}}),
                    day == *shown,
                    {}});
  auto problems = typed ? typed->problems : std::vector<Problem>{};
  auto lead = stored != nullptr ? tr("You logged this week already; you may correct it until the month is closed.")
                                : tr("Filled in from your plan: change what was otherwise, then save.");
  return view::section(tr("Hours of the {1}", week_words(*shown)),
                       {view::tabs(tr("Weeks"), tabs), view::note(lead),
                        view::form({.action = html::path("/my-months/hours"), .csrf = web::stamp(request)},
                                   {view::error_summary(fields, problems), view::fields(fields, problems),
                                    view::hidden("week", shown->iso()),
                                    view::button_row({view::submit({.text = tr("Save the week")})})})},
                       "hours");
}

Html calendar_section(Request& request, const std::string& fresh) {
  Html address =
      fresh.empty()
          ? view::note(tr("Your planned months in your own calendar, by a secret address. It is shown once."))
          : view::callout(
                view::Tone::good, tr("Your calendar’s address"),
                {el("p", {}, {el("code", {}, {request.site.config().base_url + calendar_path(fresh)})}),
                 el("p", {},
                    {tr("Whoever has it sees your months. It is shown this once; a new one ends this one.")})});
  return view::section(tr("Calendar"),
                       {address, view::button(view::Post{.text = tr("Make a new address"),
                                                         .to = html::path("/my-months/calendar"),
                                                         .csrf = web::stamp(request)})},
                       "calendar");
}

// ── the page ──

Response own_page(Request& request, const Foundations& house, const web::Form* typed, const std::string& fresh,
                  int status = 200) {
  auto desk = desk_of(request, house);
  Html content = view::heading(
      {.title = tr("My months"), .lead = tr("What you work on in which month, and your hours, a minute a week.")});
  if (!desk) {
    if (desk.error().code != Code::not_found) return web::error_page(request, desk.error());
    return web::page(
        request, tr("My months"),
        content + view::empty_state(tr("You are not in the pool yet"),
                                    tr("The office adds engineers and ties them to their account. Ask it.")));
  }
  auto away = view::button(view::Action{
      tr("Months away"), engineer_path(desk->engineer.id, "/away"), Weight::secondary, view::Icon::clock, {}});
  auto pdf = view::button(view::Post{.text = tr("Months as PDF"),
                                     .to = html::path("/my-months/documents"),
                                     .csrf = web::stamp(request),
                                     .weight = Weight::quiet,
                                     .icon = view::Icon::download});
  auto csv = view::button(
      view::Action{tr("Export"), html::path("/my-months/hours.csv"), Weight::quiet, view::Icon::download, {}});
  content += view::stack(
      {week_section(request, house, *desk, typed),
       view::section(tr("What you work on"), {own_work_table(*desk, house)}, "work", view::actions({pdf, csv})),
       workshops_of(*desk),
       view::section(
           tr("Months to give"),
           {capacity_table(desk->engineer, desk->promised, month_of(desk->today), house.pack.months, house.region),
            capacity_help()},
           "months", away),
       view::section(tr("Skills"), {skills_table(desk->engineer, house.region)}, "skills"),
       calendar_section(request, fresh)});
  return web::page(request, tr("My months"), content, status);
}

struct TypedWeek {
  std::string week;
  TextsByName hours;
};
void describe(Describer& d, TypedWeek& w) {
  d.type("WeekForm");
  d.field("week", w.week, text(0, 10));
  d.field("hours", w.hours, text(0, 20));
}

Response hours_post(Request& request, const Foundations& house) {
  TypedWeek typed;
  auto form = web::read_form(request, typed);
  LoggedWeek week;
  if (auto monday = parse_date(typed.week))
    week.week = *monday;
  else
    form.problems.push_back({"week", monday.error().message});
  for (const auto& [dossier, texts] : typed.hours) {
    auto id = web::id_of_text(dossier);
    auto hours = texts.front().empty() ? Result<Hours>(Hours{}) : parse_hours(texts.front());
    if (!hours) form.problems.push_back({"hours/" + dossier, hours.error().message});
    if (id && hours) week.hours[DossierId{*id}] = *hours;
  }
  if (!form.problems.empty()) return own_page(request, house, &form, "", 400);
  auto saved = log_week(request.op(), house, week);
  if (saved) return web::see_other(request, html::path(kOwn, {{"week", typed.week}}), say("Your week is saved."));
  if (!web::told_on(form, saved.error())) return web::error_page(request, saved.error());
  return own_page(request, house, &form, "", web::http_status(saved.error().code));
}

Response calendar_post(Request& request, const Foundations& house) {
  auto secret = make_calendar(request.op());
  if (!secret) return web::error_page(request, secret.error());
  return own_page(request, house, nullptr, *secret);
}

Response own_hours_csv(Request& request, const Foundations& house) {
  auto reader = request.site.db().reader();
  auto engineer = own_engineer(*reader, request.actor());
  if (!engineer) return web::error_page(request, engineer.error());
  auto month = this_month(request, house);
  CsvWriter csv(request.asked("form") == "plain" ? CsvForm::plain : CsvForm::excel_french);
  csv.row({"week", "dossier", "hours"});
  for (const auto& week : weeks_logged(*reader, engineer->id, month + -36, month))
    for (const auto& [dossier, hours] : week.hours)
      csv.row({week.week.iso(), dossier.str(), csv.decimal(hours.raw, Hours::kPerUnit, 2)});
  return web::download(csv.take(), "text/csv; charset=utf-8", "my-hours.csv");
}

Response calendar_file(Request& request) {
  std::string name(request.at("file"));
  constexpr std::string_view kEnd = ".ics";
  if (!name.ends_with(kEnd)) return web::error_page(request, Error::not_found(say("There is no calendar here.")));
  auto calendar = calendar_of(*request.site.db().reader(), name.substr(0, name.size() - kEnd.size()),
                              request.site.config().base_url);
  if (!calendar) return web::error_page(request, calendar.error());
  Response response;
  response.type = "text/calendar; charset=utf-8";
  response.body = *std::move(calendar);
  return std::move(response).with("Cache-Control", "private, no-store");
}

}  // namespace

void mount_own_pages(web::Router& router, const Foundations& house) {
  router.nav({12, "/my-months", _t("My months"), kEngineers})
      .get("/my-months", kEngineers, [house](Request& r) { return own_page(r, house, nullptr, ""); })
      .post("/my-months/hours", kEngineers, [house](Request& r) { return hours_post(r, house); })
      .get("/my-months/hours.csv", kEngineers, [house](Request& r) { return own_hours_csv(r, house); })
      .post("/my-months/calendar", kEngineers, [house](Request& r) { return calendar_post(r, house); })
      .get("/pool/calendar/{file}", web::kEveryone, calendar_file);
}

}  // namespace couloir::pool
