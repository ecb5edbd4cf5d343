// What the pool gives one dossier: a page and an endpoint for who may see it.
#include "pool/staffing_page.h"
#include "html/table.h"
#include "pool/pages.h"
#include "pool/staffing.h"
#include "pool/views.h"
#include "pool/workshop_pages.h"
#include "web/site.h"
#include "words/quantities.h"

namespace couloir::pool {
namespace {

using html::el;
using html::Html;
using web::Request;
using web::Response;

Html months_table(const Staffing& staffing) {
  view::Table table;
  table.caption = tr("Who works on it and when");
  table.caption_hidden = true;
  table.columns = {{tr("Month")},
                   {tr("Who")},
                   {tr("Engineer-months"), true},
                   {tr("Planned hours"), true},
                   {tr("Logged hours"), true}};
  for (const auto& m : staffing.months) {
    Html who;
    for (const auto& w : m.work) who += el("div", {}, {tr("{1}: {2}", w.engineer, months_figure(w.quanta))});
    view::Row row;
    row.cells = {html::text(written(m.month)), m.work.empty() ? view::muted(tr("nobody")) : who,
                 html::text(m.work.empty() ? "" : months_figure(m.quanta())),
                 html::text(m.work.empty() ? "" : couloir::written(m.planned())),
                 html::text(m.logged.raw == 0 ? "" : couloir::written(m.logged))};
    table.rows.push_back(std::move(row));
  }
  return view::table(table);
}

Html reasons_of(const Staffing& staffing) {
  if (staffing.state == Staffed::left_out) return gaps_in_words(staffing.gaps);
  if (staffing.state != Staffed::refused) return {};
  return el("p", {}, {staffing.why ? tr(sentence(*staffing.why)) : tr("The plan gives no reason.")});
}

}  // namespace

Response staffing_page(Request& request, const Foundations& house, DossierId id, const web::Form& form, int status) {
  auto staffing = staffing_of(*request.site.db().reader(), request.actor(), house, id);
  if (!staffing) return web::error_page(request, staffing.error());
  auto number = staffing->dossier.number;
  bool staffed = staffing->state == Staffed::staffed;
  auto said = view::callout(staffed ? view::Tone::good : view::Tone::info, tr(sentence(staffing->state)),
                            {reasons_of(*staffing)});
  auto months = staffing->months.empty()
                    ? Html()
                    : view::section(tr("Who works on it and when"), {months_table(*staffing)}, "months");
  auto workshop = staffing->workshop ? workshop_section(request, *staffing->workshop, form) : Html();
  std::vector<view::Link> above{{number, html::path("/dossiers/" + id.str())}};
  auto content = view::breadcrumbs(above, tr("Engineers")) +
                 view::heading({.title = staffing->dossier.title,
                                .lead = tr("What the pool of engineers gives this dossier, by the published plan."),
                                .eyebrow = number}) +
                 view::stack({said, months, workshop});
  return web::page(request, tr("Engineers of {1}", number), content, status);
}

// ── endpoint ──

namespace {

struct StaffedWorkText {
  std::string engineer;
  std::int64_t quanta = 0, planned = 0;
};
void describe(Describer& d, StaffedWorkText& w) {
  d.type("StaffedWork");
  d.field("engineer", w.engineer);
  d.field("quanta", w.quanta, Rule{}.doc(_t("Tenths of an engineer-month")));
  d.field("planned", w.planned, Rule{}.doc(_t("Minutes, promised by the published plan")));
}
struct StaffedMonthText {
  std::string month;
  std::vector<StaffedWorkText> work;
  std::int64_t logged = 0;
};
void describe(Describer& d, StaffedMonthText& m) {
  d.type("StaffedMonth");
  d.field("month", m.month);
  d.field("work", m.work);
  d.field("logged", m.logged, Rule{}.doc(_t("Minutes that were logged, corrections included")));
}
struct StaffingText {
  DossierId dossier;
  std::string number;
  Staffed state{};
  std::vector<StaffedMonthText> months;
  std::optional<std::string> why;
  std::vector<DemandGap> gaps;
  std::optional<Date> workshop;
};
void describe(Describer& d, StaffingText& s) {
  d.type("StaffingOfDossier");
  d.field("dossier", s.dossier);
  d.field("number", s.number);
  d.field("state", s.state);
  d.field("months", s.months);
  d.field("why", s.why, Rule{}.doc(_t("Why the plan gives it none, in a sentence")));
  d.field("gaps", s.gaps, Rule{}.doc(_t("What was missing when the plan was drafted")));
  d.field("workshop", s.workshop, Rule{}.doc(_t("Day of its co-design workshop")));
}

Result<web::Answer<StaffingText>> show(const Foundations& house, const web::Call& call) {
  TRY_LET(auto id, call.id<DossierId>("id"));
  TRY_LET(auto staffing, staffing_of(*call.op.db.reader(), call.op.actor, house, id));
  StaffingText text{id, staffing.dossier.number, staffing.state, {}, {}, staffing.gaps, {}};
  if (staffing.workshop) text.workshop = staffing.workshop->workshop.day;
  if (staffing.why) text.why = tr(sentence(*staffing.why));
  for (const auto& m : staffing.months) {
    text.months.push_back({m.month.iso(), {}, m.logged.raw});
    for (const auto& w : m.work) text.months.back().work.push_back({w.engineer, w.quanta, w.planned.raw});
  }
  return web::Answer<StaffingText>{std::move(text)};
}

}  // namespace

void mount_staffing_page(web::Site& site, const Foundations& house) {
  site.router().get("/pool/dossiers/{id}", web::kLoggedIn, [house](Request& r) {
    auto id = r.id<DossierId>("id");
    return id ? staffing_page(r, house, *id, {}) : web::error_page(r, id.error());
  });
  site.api().add<web::None, StaffingText>(
      web::Doc{web::Method::get, "/dossiers/{id}/staffing", "pool dossier show",
               _t("What the published plan gives one dossier"), web::kLoggedIn, people::Scope::pool_read},
      [house](const web::Call& call, const web::None&) { return show(house, call); });
}

}  // namespace couloir::pool
