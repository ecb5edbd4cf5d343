#include "pool/plan_export.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "documents/workbook.h"
#include "pool/engineer_edit.h"
#include "pool/plan_store.h"
#include "pool/plan_views.h"
#include "words/quantities.h"

namespace couloir::pool {
namespace {

using namespace documents;

std::string frame_words(const StaffingPlan& plan) {
  return tr("{1} to {2}", written(plan.start), written(plan.start + (plan.months - 1)));
}
std::string total_of(const std::vector<Assignment>& rows) {
  return months_figure(
      std::accumulate(rows.begin(), rows.end(), 0, [](int sum, const Assignment& a) { return sum + a.quanta; }));
}

Grid given(const SeenPlan& seen) {
  std::map<DossierId, std::vector<Assignment>> by_dossier;
  for (const auto& a : seen.assignments) by_dossier[a.dossier].push_back(a);
  Grid grid{"", {{tr("Dossier"), 40}, {tr("Months"), 14, true}, {tr("Who and when"), 46}}, {}};
  for (const auto& [dossier, rows] : by_dossier)
    grid.rows.push_back(
        {{{seen.names.title(dossier), Voice::strong}}, {{total_of(rows)}}, {{work_by_engineer(seen.names, rows)}}});
  return grid;
}
Grid not_given(const SeenPlan& seen) {
  Grid grid{"", {{tr("Dossier"), 40}, {tr("Why"), 60}}, {}};
  for (std::size_t d = 0; d < seen.made.rows.size(); ++d) {
    auto id = seen.instance.dossiers[d].id;
    if (!seen.made.rows[d].empty() || !seen.names.shows(id)) continue;
    std::vector<Line> reasons;
    if (auto why = seen.made.refused.find(static_cast<int>(d)); why != seen.made.refused.end())
      for (const auto& reason : why->second) reasons.push_back({with_names(seen.names, reason.words.text())});
    if (reasons.empty()) reasons.push_back({tr("The plan gives no reason.")});
    grid.rows.push_back({{{seen.names.title(id), Voice::strong}}, std::move(reasons)});
  }
  return grid;
}
/// A row a month.
Grid months_of_engineer(const Names& names, const std::vector<Assignment>& rows) {
  std::map<Month, std::vector<Assignment>> by_month;
  for (const auto& a : rows) by_month[a.month].push_back(a);
  Grid grid{"", {{tr("Month"), 26}, {tr("Engineer-months"), 20, true}, {tr("Dossier"), 54}}, {}};
  for (const auto& [month, work] : by_month) {
    std::map<DossierId, int> quanta;
    for (const auto& a : work) quanta[a.dossier] += a.quanta;
    std::vector<Line> lines;
    for (const auto& [dossier, of] : quanta) lines.push_back({tr("{1}: {2}", names.title(dossier), months_figure(of))});
    grid.rows.push_back({{{written(month)}}, {{total_of(work)}}, std::move(lines)});
  }
  return grid;
}

/// Whom it is drawn for: the office, or who sees all but these.
std::string audience_of(const Names& names, const std::vector<DossierId>& dossiers) {
  if (names.all) return "office";
  std::string audience = "others";
  for (auto id : dossiers)
    if (!names.shows(id)) audience += "-" + id.str();
  return audience;
}

/// Dossiers of her own work are hers to see.
Names names_for_months(Reader& reader, const Actor& actor, const Engineer& engineer,
                       const std::vector<DossierId>& dossiers) {
  auto names = names_for(reader, actor, calls::plannable_dossiers(reader, actor), dossiers);
  if (engineer.person && engineer.person == actor.person) names.add(calls::dossier_heads(reader, dossiers));
  return names;
}

Result<Drawing> draw_plan(Reader& reader, const Actor& actor, const Foundations& house, std::int64_t subject) {
  TRY_LET(auto seen, seen_plan(reader, actor, PlanId{subject}));
  auto writing = plan_writing(seen, house);
  return Drawing{writing.title, paper_of(writing), tr("plan") + "-" + std::to_string(subject),
                 audience_of(seen.names, dossiers_of(seen.instance))};
}
DocumentKind months_kind(std::string_view name, const Foundations& house, std::function<html::Url(std::int64_t)> home) {
  return {.name = std::string(name),
          .what = _t("Months of an engineer as PDF"),
          .draw = [house](Reader& reader, const Actor& actor, std::int64_t subject, Instant now) -> Result<Drawing> {
            TRY_LET(auto months, months_writing(reader, actor, house, EngineerId{subject}, now));
            return Drawing{months.writing.title, paper_of(months.writing), tr("months") + "-" + std::to_string(subject),
                           std::move(months.audience)};
          },
          .home = std::move(home)};
}

}  // namespace

std::string plan_csv(const SeenPlan& seen, CsvForm form) {
  CsvWriter csv(form);
  csv.row({"dossier", "engineer", "skill", "level", "month", "engineer_months"});
  for (const auto& a : seen.assignments)
    csv.row({seen.names.title(a.dossier), seen.names.engineer(a.engineer), a.skill, std::to_string(a.level),
             a.month.iso(), csv.decimal(a.quanta, kQuantaPerMonth, 1)});
  return csv.take();
}

Result<std::string> plan_xlsx(const SeenPlan& seen, const region::Pack& pack) {
  std::vector<WorkbookColumn> columns{{tr("Dossier"), false, 50}, {tr("Engineer"), false, 26},
                                      {tr("Skill"), false, 30},   {tr("Level"), true, 8},
                                      {tr("Month"), false, 12},   {tr("Tenths of an engineer-month"), true, 26}};
  auto row = seen.assignments.begin();
  return workbook(tr("Plan"), columns, [&](std::vector<std::string>& cells) {
    if (row == seen.assignments.end()) return false;
    cells = {seen.names.title(row->dossier),
             seen.names.engineer(row->engineer),
             region::skill_name(pack, row->skill),
             std::to_string(row->level),
             row->month.iso(),
             std::to_string(row->quanta)};
    ++row;
    return true;
  });
}

Writing plan_writing(const SeenPlan& seen, const Foundations& house) {
  const auto& plan = seen.plan;
  std::map<EngineerId, std::vector<Assignment>> by_engineer;
  for (const auto& a : seen.assignments) by_engineer[a.engineer].push_back(a);
  FrontPage front{.eyebrow = tr("Staffing plan"),
                  .title = plan.name,
                  .owner = frame_words(plan),
                  .facts = {{tr("State"), words_of(plan.state)},
                            {tr("Engineers"), number(std::ssize(seen.instance.engineers))},
                            {tr("Demands"), number(std::ssize(seen.instance.dossiers))},
                            {tr("Engineer-months"), total_of(seen.assignments)},
                            {tr("Value"), quality_words(plan)}},
                  .station = 1};
  Writing writing{tr("Staffing plan: {1}", plan.name), std::move(front), {}};
  auto& to = writing.pieces;
  if (!seen.wishes.empty()) {
    to.emplace_back(Title{tr("This is a variant")});
    for (const auto& wish : seen.wishes) to.emplace_back(Line{in_words(wish, seen.names, house)});
  }
  to.emplace_back(Title{tr("Dossiers that get months")});
  to.emplace_back(seen.assignments.empty() ? Piece(Line{tr("No dossier gets a month.")}) : Piece(given(seen)));
  if (auto refused = not_given(seen); !refused.rows.empty()) {
    to.emplace_back(Title{tr("Dossiers that get none")});
    to.emplace_back(std::move(refused));
  }
  to.emplace_back(Title{tr("Months of each engineer")});
  for (const auto& [engineer, rows] : by_engineer) {
    to.emplace_back(Title{seen.names.engineer(engineer), 3});
    to.emplace_back(months_of_engineer(seen.names, rows));
  }
  return writing;
}

Result<MonthsPaper> months_writing(Reader& reader, const Actor& actor, const Foundations& house, EngineerId id,
                                   Instant now) {
  TRY_LET(auto engineer, seen_engineer(reader, actor, id));
  auto from = month_of(now, house.region);
  auto rows = promised(reader, from, id);
  std::vector<DossierId> dossiers;
  for (const auto& a : rows) dossiers.push_back(a.dossier);
  auto names = names_for_months(reader, actor, engineer, dossiers);
  const auto* home = house.pack.home_of_site(engineer.site);
  FrontPage front{.eyebrow = tr("Months of an engineer"),
                  .title = shown_name(engineer),
                  .owner = home == nullptr ? "" : home->name.text(),
                  .facts = {{tr("From"), written(from)},
                            {tr("Works at"), site_name(house.region, engineer.site)},
                            {tr("Full time"), couloir::written(engineer.share)},
                            {tr("Promised"), total_of(rows)}},
                  .station = 1};
  Writing writing{tr("Months of {1}", shown_name(engineer)), std::move(front), {}};
  writing.pieces.emplace_back(Title{tr("What is promised")});
  writing.pieces.emplace_back(rows.empty() ? Piece(Line{tr("Nothing is promised yet")})
                                           : Piece(months_of_engineer(names, rows)));
  return MonthsPaper{std::move(writing), audience_of(names, dossiers)};
}

void add_papers(Press& press, const Foundations& house) {
  press
      .add({.name = std::string(kPlanPaper),
            .what = _t("Staffing plan as PDF"),
            .draw = [house](Reader& reader, const Actor& actor, std::int64_t subject,
                            Instant) { return draw_plan(reader, actor, house, subject); },
            .home = [](std::int64_t id) { return plan_path(PlanId{id}); }})
      .add(months_kind(kMonthsPaper, house, [](std::int64_t id) { return engineer_path(EngineerId{id}); }))
      .add(months_kind(kOwnMonthsPaper, house, [](std::int64_t) { return html::path("/my-months"); }));
}

}  // namespace couloir::pool
