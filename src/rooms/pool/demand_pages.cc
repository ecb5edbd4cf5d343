// Demands of the pool: what each dossier asks, what it is worth and from which numbers, and what is missing.
#include <algorithm>

#include "pool/demand_list.h"
#include "pool/pages.h"
#include "pool/plan_edit.h"
#include "pool/plan_store.h"
#include "pool/promise.h"
#include "pool/views.h"
#include "region/written.h"
#include "web/site.h"

namespace couloir::pool {
namespace {

using html::el;
using html::Html;
using web::Request;
using web::Response;

Html title_cell(const Demand& d) {
  return view::link({d.number + " · " + d.title, html::path("/dossiers/" + d.dossier.str() + "/reviews")});
}

std::string roles_in_words(const region::Pack& region, const std::vector<DemandRole>& roles) {
  std::string words;
  for (const auto& r : roles) {
    auto effort =
        r.least == r.most ? months_figure(r.most) : tr("{1} to {2}", months_figure(r.least), months_figure(r.most));
    words += (words.empty() ? "" : "; ") +
             tr("{1}, level {2}: {3}", region::skill_name(region, r.skill), std::to_string(r.level), effort);
  }
  return words;
}

/// The formula with this dossier's numbers filled in.
Html value_cell(const PoolPack& pack, const Demand& d) {
  const auto& f = pack.value;
  const auto& v = d.value;
  auto score = number(static_cast<double>(v.score) / 100, 1);
  auto sum = tr("{1} × {2} × ({3} ÷ {4}) to the power of {5} = {6}", number(std::int64_t{f.points}), score,
                months_figure(v.most), std::to_string(f.reference_months), number(f.exponent, 2), number(v.full));
  Html lines = el("p", {}, {sum});
  if (v.slope != 0)
    lines += el("p", {},
                {tr("With {1} instead of {2} months: {3}; each tenth of a month more is worth {4}.",
                    months_figure(v.least), months_figure(v.most), number(v.base), number(v.slope))});
  return html::text(number(v.full)) + view::help(tr("Formula {1}", f.version), {lines});
}

std::string window_words(const Demand& d) { return tr("{1} to {2}", written(d.from), written(d.to)); }

Html demand_table(const Foundations& house, const std::vector<Demand>& demands) {
  view::Table table;
  table.caption = tr("Demands that a plan can take");
  table.caption_hidden = true;
  table.columns = {{tr("Dossier")},
                   {tr("State")},
                   {tr("Asks for, in months")},
                   {tr("When")},
                   {tr("Engineers at once")},
                   {tr("Site and pillar")},
                   {tr("Score"), true},
                   {tr("Value, in milli-points"), true}};
  table.empty = view::empty_state(
      tr("Nothing to plan yet"),
      tr("Dossiers stand here once their reviews are all given, and stay when the committee grants them."));
  for (const auto& d : demands) {
    if (!d.clear || !d.gaps.empty()) continue;
    const auto* home = region::find(house.pack.homes, d.home);
    view::Row row;
    row.cells = {
        title_cell(d),
        d.granted ? view::tag(tr("granted"), view::Tone::good) : view::tag(tr("candidate"), view::Tone::accent),
        html::text(roles_in_words(house.region, d.roles)),
        html::text(window_words(d)),
        html::text(d.team_min == d.team_max ? std::to_string(d.team_min)
                                            : tr("{1} to {2}", std::to_string(d.team_min), std::to_string(d.team_max))),
        html::text((home == nullptr ? d.home : home->name.text()) + " · " + d.pillar),
        html::text(number(static_cast<double>(d.value.score) / 100, 1)),
        value_cell(house.pack, d)};
    table.rows.push_back(std::move(row));
  }
  return view::table(table);
}

Html left_out_section(const std::vector<Demand>& demands) {
  view::Table table;
  table.caption = tr("Left out until this is said");
  table.caption_hidden = true;
  table.columns = {{tr("Dossier")}, {tr("What is missing")}};
  for (const auto& d : demands) {
    if (!d.clear || d.gaps.empty()) continue;
    view::Row row;
    row.cells = {title_cell(d), gaps_in_words(d.gaps)};
    table.rows.push_back(std::move(row));
  }
  if (table.rows.empty()) return {};
  return view::section(
      tr("Left out until this is said"),
      {view::note(tr("No plan takes these dossiers, and none refuses them either.")), view::table(table)}, "left-out");
}

Html batch_filter(std::vector<view::Option> options, std::string_view chosen) {
  return view::filters({.action = html::path("/pool/demands"),
                        .fields = {{.name = "batch",
                                    .label = tr("Batch"),
                                    .input = view::Input::select,
                                    .value = std::string(chosen),
                                    .required = true,
                                    .options = std::move(options)}},
                        .clear = chosen.empty() ? html::Url() : html::path("/pool/demands")});
}

/// Dossiers that are no demand any more and hold months that have not begun: no plan of these months can be published
/// before they are released.
Html vain_section(Request& request, const std::vector<DossierId>& vain, const Names& names) {
  if (vain.empty()) return {};
  auto lines = html::each(vain, [&](DossierId id) { return el("li", {}, {names.title(id)}); });
  auto release = may_decide_plans(request.actor()) ? view::button(view::Post{.text = tr("Release these months"),
                                                                             .to = html::path("/pool/demands/releases"),
                                                                             .csrf = web::stamp(request),
                                                                             .weight = view::Weight::secondary})
                                                   : Html();
  return view::section(
      tr("Promised, and no demand any more"),
      {view::note(tr("Months were promised to these dossiers, and by now they are neither granted nor before the "
                     "committee. No plan of these months is published until the committee releases them from the next "
                     "month on, or the dossiers come back.")),
       el("ul", {}, {lines}), release},
      "vain");
}

Response release_post(Request& request, const Foundations& house) {
  auto done = release_gone(request.op(), house);
  if (!done) return web::error_page(request, done.error());
  return web::see_other(request, html::path("/pool/demands"), say("These months are free again."));
}

Response list_of_demands(Request& request, const Foundations& house) {
  auto reader = request.site.db().reader();
  auto dossiers = calls::plannable_dossiers(*reader, request.actor());
  auto all = demands_of(*reader, dossiers, house);
  auto batches = batch_options(*reader, all, house);
  auto next = this_month(request, house) + 1;
  auto vain = promised_in_vain(dossiers, promised(*reader, next), next);
  auto names = names_for(*reader, request.actor(), dossiers, vain);
  reader.reset();
  auto chosen = request.asked("batch");
  auto demands = demands_for(std::move(all), chosen);
  auto hidden = std::ranges::count_if(demands, [](const Demand& d) { return !d.clear; });
  auto content =
      view::heading(
          {.title = tr("Demands"),
           .lead = tr("What granted and reviewed dossiers ask of the pool, and what each is worth to a plan.")}) +
      pool_tabs("/pool/demands") +
      view::stack(
          {batch_filter(batches, chosen), demand_table(house, demands),
           hidden == 0
               ? Html()
               : view::note(trn(
                     "One dossier is not shown: you have a link to it, or have not said yet that you have none.",
                     "{1} dossiers are not shown: you have a link to them, or have not said yet that you have none.",
                     hidden)),
           left_out_section(demands), vain_section(request, vain, names)});
  return web::page(request, tr("Demands"), content);
}

}  // namespace

void mount_demand_pages(web::Router& router, const Foundations& house) {
  router.get("/pool/demands", kKeepers, [house](Request& r) { return list_of_demands(r, house); })
      .post("/pool/demands/releases", kCommittee, [house](Request& r) { return release_post(r, house); });
}

}  // namespace couloir::pool
