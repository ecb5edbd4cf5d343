// What plans and hours are counted with: hours of an engineer-month, the value of a dossier, the weights of a plan;
// each with its source and how sure it is.
#include <fmt/format.h>

#include "html/table.h"
#include "pool/floors.h"
#include "pool/pages.h"
#include "pool/pool_pack.h"
#include "pool/views.h"
#include "words/quantities.h"

namespace couloir::pool {
namespace {

using html::el;
using html::Html;

Html homes_table(const PoolPack& pack) {
  view::Table table;
  table.caption = tr("Hours of an engineer-month");
  table.caption_hidden = true;
  table.columns = {{tr("University")}, {tr("Hours a year"), true}, {tr("Hours a month"), true}, {tr("Source")}};
  for (const auto& home : pack.homes) {
    view::Row row;
    row.cells = {html::text(home.name.text()), html::text(number(std::int64_t{home.hours_per_year})),
                 html::text(couloir::written(home.per_month())), fact_line(home.fact)};
    table.rows.push_back(std::move(row));
  }
  return view::table(table);
}

Html travels_table(const PoolPack& pack) {
  view::Table table;
  table.caption = tr("Working for the other site");
  table.caption_hidden = true;
  table.columns = {{tr("Between")}, {tr("Cost a month, in milli-points"), true}, {tr("Source")}};
  table.empty = view::note(tr("There is one university only."));
  for (const auto& travel : pack.travels) {
    std::string names;
    for (const auto& code : travel.between)
      if (const auto* home = region::find(pack.homes, code)) names += (names.empty() ? "" : " – ") + home->name.text();
    view::Row row;
    row.cells = {html::text(names), html::text(travel.cost < 0 ? tr("not allowed") : number(std::int64_t{travel.cost})),
                 fact_line(travel.fact)};
    table.rows.push_back(std::move(row));
  }
  return view::table(table);
}

Html value_section(const PoolPack& pack) {
  const auto& v = pack.value;
  return view::section(
      tr("What a dossier is worth"),
      {el("p", {},
          {tr("Formula {1}: {2} × review score × (engineer-months ÷ {3}) to the power of {4}, in milli-points. With "
              "less "
              "than the full effort each tenth of a month that is missing takes {5} of the average tenth away.",
              v.version, number(std::int64_t{v.points}), std::to_string(v.reference_months), number(v.exponent, 2),
              percent(v.slope_percent / 100.0))}),
       fact_line(v.fact)},
      "value");
}

Html weights_section(const Foundations& house) {
  const auto& pack = house.pack;
  auto quanta = [](int n) { return months_figure(n); };
  std::vector<view::Fact> facts{
      {tr("Smallest piece of a month on one dossier"), html::text(quanta(pack.least_quanta))},
      {tr("Each engineer of a team costs"), html::text(number(std::int64_t{pack.team_cost}))},
      {tr("Each tenth of a month that was promised and is moved costs"),
       html::text(number(std::int64_t{pack.move_cost}))},
      {tr("Dossiers that may start in a month"), html::text(std::to_string(pack.starts_a_month))},
      {tr("Months of a plan"), html::text(std::to_string(pack.months))}};
  Html floors;
  for (const auto& floor : pack.floors) {
    auto name = floor_name(fmt::format("{}:{}", name_of(floor.kind), floor.key), house);
    floors += el("li", {},
                 {tr("{1}: at least {2} of all that can be given; each missing tenth of a month costs {3}.", name,
                     percent(floor.percent / 100.0), number(std::int64_t{floor.penalty}))});
  }
  return view::section(tr("The weights of a plan"),
                       {view::facts(facts), floors.empty() ? Html() : el("ul", {}, {floors}), fact_line(pack.fact)},
                       "weights");
}

web::Response show_facts(web::Request& request, const Foundations& house) {
  Html content = view::heading(
      {.title = tr("Figures and assumptions of the pool"),
       .lead = tr("All that a plan is counted with stands here, with its source. What is assumed, the office decides."),
       .actions = view::actions({view::button(view::Action{
           tr("Skills, roles and trainings"), html::path("/method/skills"), view::Weight::quiet, {}, {}})})});
  if (may_keep_engineers(request.actor())) content += pool_tabs("/pool/facts");
  return web::page(
      request, tr("Figures and assumptions of the pool"),
      view::stack({content, view::section(tr("Hours of an engineer-month"), {homes_table(house.pack)}, "hours"),
                   value_section(house.pack), weights_section(house),
                   view::section(tr("Working for the other site"), {travels_table(house.pack)}, "travel")}));
}

}  // namespace

void mount_facts_page(web::Router& router, const Foundations& house) {
  router.get("/pool/facts", web::kLoggedIn, [house](web::Request& r) { return show_facts(r, house); });
}

}  // namespace couloir::pool
