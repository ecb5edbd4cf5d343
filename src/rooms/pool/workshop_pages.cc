#include "pool/workshop_pages.h"

#include "base/text.h"
#include "html/table.h"
#include "pool/pages.h"
#include "pool/staffing_page.h"
#include "pool/views.h"
#include "web/api.h"
#include "web/site.h"

namespace couloir::pool {

using html::el;
using html::Html;
using web::Request;
using web::Response;

namespace {

html::Url dossier_path(DossierId id, std::string_view below = "") {
  return html::path("/pool/dossiers/" + id.str() + std::string(below));
}

struct TypedDay {
  std::string day;
};
void describe(Describer& d, TypedDay& t) {
  d.type("WorkshopForm");
  d.field("day", t.day, text(0, 20).or_keep());
}

Html day_form(Request& request, const WorkshopToHold& held, const web::Form& form) {
  std::vector<view::Field> fields{
      {.name = "day",
       .label = tr("Day of the workshop"),
       .input = view::Input::date,
       .value = held.workshop.day ? held.workshop.day->iso() : "",
       .hint = tr("A day of {1} that is worked at the sites of its engineers. Left empty, no day is set.",
                  written(held.start)),
       .width = view::Width::medium}};
  if (!form.values.empty()) fields = web::with_values(std::move(fields), form);
  return view::form(
      {.action = dossier_path(held.dossier.id, "/workshop"), .csrf = web::stamp(request)},
      {view::error_summary(fields, form.problems), view::fields(fields, form.problems),
       view::hidden("version", held.workshop.version),
       view::button_row({view::submit({.text = tr("Save the day"), .weight = view::Weight::secondary})})});
}

Html warning_of(const WorkshopToHold& held) {
  return held.warning
             ? view::callout(view::Tone::warn, tr("The day does not fit any more"), {el("p", {}, {tr(*held.warning)})})
             : Html();
}
Html day_in_words(const Workshop& workshop) {
  return workshop.day ? html::text(long_date(*workshop.day)) : view::muted(tr("no day yet"));
}

Response workshops_page(Request& request, const Foundations& house) {
  auto all = workshops_to_hold(*request.site.db().reader(), request.actor(), house, this_month(request, house) + -1);
  view::Table table;
  table.caption = tr("Co-design workshops");
  table.caption_hidden = true;
  table.columns = {{tr("Dossier")}, {tr("Starts in")}, {tr("Engineers")}, {tr("Day")}};
  table.empty = view::empty_state(tr("No workshop yet"),
                                  tr("A dossier that the published plan starts stands here, from its first month on."),
                                  view::link({tr("Plans"), html::path("/pool/plans")}));
  for (const auto& held : all) {
    view::Row row;
    row.cells = {
        view::link({held.dossier.number + " · " + held.dossier.title, dossier_path(held.dossier.id)}),
        html::text(written(held.start)), html::text(join_words(held.engineers, ", ")),
        day_in_words(held.workshop) +
            (held.warning ? html::text(" ") + view::tag(tr("does not fit any more"), view::Tone::warn) : Html())};
    table.rows.push_back(std::move(row));
  }
  auto content =
      view::heading({.title = tr("Workshops"),
                     .lead = tr("Each dossier starts with a co-design workshop, in its first month by the published "
                                "plan. Its day stands in the calendars of its engineers.")}) +
      pool_tabs("/pool/workshops") + view::stack({view::table(table)});
  return web::page(request, tr("Workshops"), content);
}

Response workshop_post(Request& request, const Foundations& house) {
  auto id = request.id<DossierId>("id");
  if (!id) return web::error_page(request, id.error());
  TypedDay typed;
  auto form = web::read_form(request, typed);
  auto day = parse_date(typed.day);
  if (!typed.day.empty() && !day) form.problems.push_back({"day", day.error().message});
  if (!form.problems.empty()) return staffing_page(request, house, *id, form, 400);
  auto set = set_workshop(request.op(), house, *id, web::version_in(request),
                          typed.day.empty() ? std::nullopt : std::optional(*day));
  if (set) return web::see_other(request, dossier_path(*id), say("The day of the workshop is saved."));
  if (!web::told_on(form, set.error())) return web::error_page(request, set.error());
  return staffing_page(request, house, *id, form, web::http_status(set.error().code));
}

}  // namespace

Html workshop_section(Request& request, const WorkshopToHold& held, const web::Form& form) {
  auto day = el("p", {},
                {tr("It starts in {1} with a co-design workshop:", written(held.start)), html::text(" "),
                 day_in_words(held.workshop)});
  return view::section(tr("Co-design workshop"),
                       {day, warning_of(held), held.may_set ? day_form(request, held, form) : Html()}, "workshop");
}

// ── endpoints ──

namespace {

struct WorkshopText {
  DossierId dossier;
  std::string number, start;
  std::vector<std::string> engineers;
  std::optional<Date> day;
  std::optional<std::string> warning;
  std::int64_t version = 0;
};
void describe(Describer& d, WorkshopText& w) {
  d.type("Workshop");
  d.field("dossier", w.dossier);
  d.field("number", w.number);
  d.field("start", w.start, Rule{}.doc(_t("The first month that the published plan promises it")));
  d.field("engineers", w.engineers);
  d.field("day", w.day, Rule{}.doc(_t("Left out: none is set")));
  d.field("warning", w.warning, Rule{}.doc(_t("What speaks against that day by now, in a sentence")));
  d.field("version", w.version, Rule{}.doc(_t("Of the day; 0: none was ever set")));
}
struct WorkshopDay {
  std::optional<Date> day;
  std::int64_t version = 0;
};
void describe(Describer& d, WorkshopDay& w) {
  d.type("WorkshopDay");
  d.field("day", w.day, Rule{}.doc(_t("Left out: no day any more")));
  d.field("version", w.version, Rule{}.doc(_t("Of the day that was shown; 0: none was set")));
}

WorkshopText text_of(const WorkshopToHold& held) {
  WorkshopText text{held.dossier.id,      held.dossier.number, held.start.iso(), held.engineers, held.workshop.day, {},
                    held.workshop.version};
  if (held.warning) text.warning = tr(*held.warning);
  return text;
}

Result<web::Answer<web::PageOf<WorkshopText>>> list_workshops(const Foundations& house, const web::Call& call) {
  web::PageOf<WorkshopText> page;
  auto from = month_of(call.op.now, house.region) + -1;
  for (const auto& held : workshops_to_hold(*call.op.db.reader(), call.op.actor, house, from))
    page.items.push_back(text_of(held));
  return web::Answer<web::PageOf<WorkshopText>>{.value = std::move(page)};
}

Result<web::Answer<WorkshopText>> set_day(const Foundations& house, const web::Call& call, const WorkshopDay& given) {
  TRY_LET(auto id, call.id<DossierId>("id"));
  TRY(set_workshop(call.op, house, id, given.version, given.day));
  auto reader = call.op.db.reader();
  auto held = workshop_of(*reader, call.op.actor, house, calls::dossier_heads(*reader, {id}).at(id));
  return web::Answer<WorkshopText>{held ? text_of(*held) : WorkshopText{.dossier = id}};
}

}  // namespace

void mount_workshops(web::Site& site, const Foundations& house) {
  site.router()
      .get("/pool/workshops", kKeepers, [house](Request& r) { return workshops_page(r, house); })
      .post("/pool/dossiers/{id}/workshop", kKeepers, [house](Request& r) { return workshop_post(r, house); });
  site.api()
      .add<web::None, web::PageOf<WorkshopText>>(
          web::Doc{web::Method::get, "/workshops", "pool workshop list",
                   _t("Co-design workshops of dossiers that start, from the last month on"), kKeepers,
                   people::Scope::pool_read},
          [house](const web::Call& call, const web::None&) { return list_workshops(house, call); })
      .add<WorkshopDay, WorkshopText>(
          web::Doc{web::Method::put, "/dossiers/{id}/workshop", "pool workshop set",
                   _t("Set the day of a dossier’s co-design workshop, or take it away"), kKeepers,
                   people::Scope::pool_write},
          [house](const web::Call& call, const WorkshopDay& given) { return set_day(house, call, given); });
}

}  // namespace couloir::pool
