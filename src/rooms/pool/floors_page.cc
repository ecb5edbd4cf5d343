#include "pool/floors_page.h"

#include <algorithm>
#include <array>

#include "html/picture.h"
#include "html/table.h"
#include "pool/pages.h"
#include "pool/plan_store.h"
#include "pool/plan_views.h"
#include "web/site.h"

namespace couloir::pool {

using html::el;
using html::Html;
using web::Request;

std::vector<FloorAnswer> floor_answers_of(Reader& reader, const SeenPlan& seen) {
  if (!seen.plan.checked_at) return {};
  auto variants = variants_without_floors(reader, seen.plan.id);
  if (variants.empty()) return {};
  return floor_answers(seen, variants, wishes_of_variants(reader, seen.plan.id),
                       assignments_of_variants(reader, seen.plan.id));
}

namespace {

/// How much of each floor the plan gives; those that it does not keep stand out.
Html floors_picture(const std::vector<FloorStanding>& floors, const Foundations& house) {
  std::vector<view::Bar> bars;
  for (const auto& f : floors) {
    auto share = static_cast<double>(std::min(f.given, f.asked)) / static_cast<double>(f.asked);
    bars.push_back({floor_name(f.code, house), 100 * share,
                    tr("{1} of {2}", months_figure(f.given), months_figure(f.asked)), html::Url(), f.missing() > 0});
  }
  return view::ranking(tr("What the plan gives of each floor"), tr("Months"), bars, 100);
}

/// "P-2026-014 · Sorting letters", a line each; those that who asks may not see are counted.
Html dossiers_in_words(const std::string& lead, const std::vector<DossierId>& ids, const Names& names) {
  if (ids.empty()) return {};
  Html lines;
  std::int64_t hidden = 0;
  for (auto id : ids)
    if (names.shows(id))
      lines += el("li", {}, {dossier_name(names, id)});
    else
      ++hidden;
  if (hidden > 0)
    lines += el("li", {}, {view::muted(trn("one that is not yours to see", "{1} that are not yours to see", hidden))});
  return el("p", {}, {lead}) + el("ul", {}, {lines});
}

Html answer_in_words(const SeenPlan& seen, const FloorAnswer& answer) {
  auto compare = html::path("/pool/plans/" + answer.variant.str() + "/comparison", {{"with", seen.plan.id.str()}});
  if (answer.open) return view::link({tr("It is being worked out"), plan_path(answer.variant)});
  return el("p", {}, {in_words(answer.cost)}) +
         dossiers_in_words(tr("In the plan found without it these dossiers come in:"), answer.come, seen.names) +
         dossiers_in_words(tr("These go:"), answer.go, seen.names) +
         el("p", {}, {view::link({tr("What changes, and for whom"), compare})});
}

Html ask_button(Request& request, const SeenPlan& seen, const std::string& code, const std::string& about,
                bool answered) {
  if (!may_be_varied(seen.plan) || !may_keep_plans(request.actor())) return {};
  bool all = code.empty();
  return view::button(view::Post{.text = answered ? tr("Work it out again")
                                         : all    ? tr("What do the floors cost?")
                                                  : tr("What does it cost?"),
                                 .to = plan_path(seen.plan.id, "/variants"),
                                 .csrf = web::stamp(request),
                                 .weight = all && !answered ? view::Weight::secondary : view::Weight::quiet,
                                 .about = about,
                                 .values = {{"version", std::to_string(seen.plan.version)},
                                            {"kind", std::string(name_of(WishKind::no_floor))},
                                            {"floor", code}}});
}

/// What it asks, what the plan gives and what is missing; empty for all of them together.
using Effort = std::array<Html, 3>;
Effort effort_of(const FloorStanding& f) {
  return {html::text(months_figure(f.asked)), html::text(months_figure(f.given)),
          f.missing() > 0
              ? html::text(months_figure(f.missing())) + html::text(" ") + view::tag(tr("short"), view::Tone::warn)
              : view::tag(tr("kept"), view::Tone::good)};
}

view::Row floor_row(Request& request, const SeenPlan& seen, const std::string& code, const std::string& name,
                    const Effort& effort, std::int64_t paid, const std::vector<FloorAnswer>& answers) {
  auto answer = std::ranges::find(answers, code, &FloorAnswer::code);
  bool answered = answer != answers.end();
  view::Row row;
  row.cells = {html::text(name),
               effort[0],
               effort[1],
               effort[2],
               html::text(number(paid)),
               (answered ? answer_in_words(seen, *answer) : Html()) + ask_button(request, seen, code, name, answered)};
  return row;
}

}  // namespace

Html floors_section(Request& request, const SeenPlan& seen, const std::vector<FloorAnswer>& answers,
                    const Foundations& house) {
  auto floors = floors_of(seen.instance, seen.made.rows);
  if (floors.empty() || !seen.plan.checked_at) return {};
  view::Table table;
  table.caption = tr("Each floor");
  table.caption_hidden = true;
  table.columns = {{tr("Floor")},         {tr("Asks for, in months"), true},      {tr("The plan gives"), true},
                   {tr("Missing"), true}, {tr("Penalty, in milli-points"), true}, {tr("What it costs")}};
  std::int64_t paid = 0;
  for (const auto& f : floors) {
    table.rows.push_back(floor_row(request, seen, f.code, floor_name(f.code, house), effort_of(f), f.paid(), answers));
    paid += f.paid();
  }
  table.rows.push_back(floor_row(request, seen, "", tr("All floors together"), {}, paid, answers));
  return view::section(
      tr("Fairness: the floors"),
      {view::note(tr("A floor is effort that a pillar, or the labs near a university, should have at least; for each "
                     "tenth of a month that is missing the plan pays a penalty. What a floor costs is worked out by a "
                     "variant without it: what that one is worth more, the penalty set aside, is what the committee "
                     "gives up.")),
       floors_picture(floors, house), view::table(table)},
      "floors");
}

// ── endpoint ──

namespace {

struct FloorCostText {
  std::optional<PlanId> variant;
  std::optional<CostShown> shown;
  std::optional<std::int64_t> more, most;
  std::string words;
  std::vector<DossierId> come, go;
  std::int64_t hidden = 0;
};
void describe(Describer& d, FloorCostText& c) {
  d.type("FloorCost");
  d.field("variant", c.variant, Rule{}.doc(_t("The variant without it")));
  d.field("shown", c.shown, Rule{}.doc(_t("Left out: it is being worked out")));
  d.field("more", c.more, Rule{}.doc(_t("Milli-points that the variant is worth more, the penalty set aside")));
  d.field("most", c.most, Rule{}.doc(_t("The same, if the variant could be better by all that its bound leaves open")));
  d.field("words", c.words, Rule{}.doc(_t("As a sentence")));
  d.field("come", c.come, at_most(100'000).doc(_t("Dossiers that would come in")));
  d.field("go", c.go, at_most(100'000).doc(_t("Dossiers that would go")));
  d.field("hidden", c.hidden, Rule{}.doc(_t("Dossiers that come or go and that you may not see")));
}
struct FloorText {
  std::string floor, name;
  std::int64_t asked = 0, given = 0, missing = 0, paid = 0;
  std::optional<FloorCostText> cost;
};
void describe(Describer& d, FloorText& f) {
  d.type("PlanFloor");
  d.field("floor", f.floor, Rule{}.doc(_t("As a wish of the kind no_floor takes it: pillar:P1, site:ul")));
  d.field("name", f.name);
  d.field("asked", f.asked, Rule{}.doc(_t("Tenths of an engineer-month")));
  d.field("given", f.given);
  d.field("missing", f.missing);
  d.field("paid", f.paid, Rule{}.doc(_t("Penalty, in milli-points")));
  d.field("cost", f.cost, Rule{}.doc(_t("Left out: nobody has asked for it")));
}
struct FloorsText {
  std::vector<FloorText> floors;
  std::optional<FloorCostText> all;
};
void describe(Describer& d, FloorsText& f) {
  d.type("PlanFloors");
  d.field("floors", f.floors, at_most(1'000));
  d.field("all", f.all, Rule{}.doc(_t("What all of them cost together; left out: nobody has asked for it")));
}

std::optional<FloorCostText> cost_text(const SeenPlan& seen, const std::vector<FloorAnswer>& answers,
                                       const std::string& code) {
  auto answer = std::ranges::find(answers, code, &FloorAnswer::code);
  if (answer == answers.end()) return std::nullopt;
  FloorCostText text{.variant = answer->variant};
  if (answer->open) return text;
  const auto& cost = answer->cost;
  text.shown = cost.shown;
  text.more = cost.more;
  if (cost.shown != CostShown::no_bound) text.most = cost.most;
  text.words = in_words(cost);
  auto seen_of = [&](const std::vector<DossierId>& ids, std::vector<DossierId>& to) {
    for (auto id : ids)
      if (seen.names.shows(id))
        to.push_back(id);
      else
        ++text.hidden;
  };
  seen_of(answer->come, text.come);
  seen_of(answer->go, text.go);
  return text;
}

Result<web::Answer<FloorsText>> show_floors(const Foundations& house, const web::Call& call) {
  TRY_LET(auto id, call.id<PlanId>("id"));
  auto reader = call.op.db.reader();
  TRY_LET(auto seen, seen_plan(*reader, call.op.actor, id));
  auto answers = floor_answers_of(*reader, seen);
  FloorsText text;
  for (const auto& f : floors_of(seen.instance, seen.made.rows))
    text.floors.push_back(
        {f.code, floor_name(f.code, house), f.asked, f.given, f.missing(), f.paid(), cost_text(seen, answers, f.code)});
  text.all = cost_text(seen, answers, "");
  return web::Answer<FloorsText>{std::move(text)};
}

}  // namespace

void mount_floors_api(web::Api& api, const Foundations& house) {
  api.add<web::None, FloorsText>(
      web::Doc{web::Method::get, "/plans/{id}/floors", "pool plan floors",
               _t("What a plan gives of each floor, and what the floors cost"), kKeepers, people::Scope::pool_read},
      [house](const web::Call& call, const web::None&) { return show_floors(house, call); });
}

}  // namespace couloir::pool
