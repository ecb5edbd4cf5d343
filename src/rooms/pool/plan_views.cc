#include "pool/plan_views.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "html/picture.h"

namespace couloir::pool {

using html::Html;

html::Url plan_path(PlanId id, std::string_view below) {
  return html::path("/pool/plans/" + id.str() + std::string(below));
}

std::vector<view::Link> above_plans() {
  return {{tr("The pool"), html::path("/pool")}, {tr("Plans"), html::path("/pool/plans")}};
}

Html tag_of(PlanState state) {
  switch (state) {
    case PlanState::draft:
      return view::tag(trc("plan", "draft"), view::Tone::neutral);
    case PlanState::solved:
      return view::tag(trc("plan", "has a plan"), view::Tone::accent);
    case PlanState::proposed:
      return view::tag(trc("plan", "before the committee"), view::Tone::warn);
    case PlanState::published:
      return view::tag(trc("plan", "published"), view::Tone::good, view::Icon::check);
    case PlanState::superseded:
      return view::tag(trc("plan", "superseded"), view::Tone::neutral);
    case PlanState::withdrawn:
      return view::tag(trc("plan", "withdrawn"), view::Tone::neutral);
  }
  return {};
}

std::string quality_words(const StaffingPlan& plan) {
  if (!plan.value) return tr("Its value is not said.");
  auto words = tr("Value {1} milli-points", number(*plan.value));
  if (!plan.bound) return words + ", " + tr("without a bound: nobody knows how much better it could be.");
  if (plan.status == PlanStatus::optimal && plan.proof != Proof::none && plan.bound == plan.value)
    return words + ". " +
           (plan.proof == Proof::certificate
                ? tr("Proved: no plan is worth more; the certificate lets anyone recompute it.")
                : tr("Proved by a search through all plans: none is worth more."));
  auto gap = gap_of(plan);
  words += ", " + tr("bound {1}", number(*plan.bound));
  if (gap) words += ", " + tr("gap {1}", percent(*gap, 2));
  switch (plan.proof) {
    case Proof::certificate:
      return words + ". " + tr("The bound carries a certificate.");
    case Proof::search:
      return words + ". " + tr("The bound comes from a search through all plans.");
    case Proof::none:
      return words + ". " + tr("The bound is numerical: it carries no proof.");
  }
  return words;
}

std::string dossier_title(const SeenPlan& seen, DossierId id) {
  if (!seen.shows(id)) return tr("a dossier that is not yours to see");
  auto found = seen.dossiers.find(id);
  return found == seen.dossiers.end() ? tr("Dossier {1}", id.str())
                                      : found->second.number + " · " + found->second.title;
}
Html dossier_name(const SeenPlan& seen, DossierId id) {
  if (!seen.shows(id)) return view::muted(dossier_title(seen, id));
  return view::link({dossier_title(seen, id), html::path("/dossiers/" + id.str() + "/reviews")});
}

namespace {

std::string name_of_engineer(const SeenPlan& seen, EngineerId id) {
  auto found = seen.engineers.find(id);
  return found == seen.engineers.end() ? tr("Engineer {1}", id.str()) : found->second;
}

}  // namespace

std::string work_by_engineer(const SeenPlan& seen, const std::vector<Assignment>& rows) {
  std::map<EngineerId, std::map<Month, int>> by_engineer;
  for (const auto& a : rows) by_engineer[a.engineer][a.month] += a.quanta;
  std::string words;
  for (const auto& [engineer, months] : by_engineer) {
    std::string list;
    for (const auto& [month, quanta] : months)
      list += (list.empty() ? "" : ", ") + short_month(month) + " " + months_figure(quanta);
    words += (words.empty() ? "" : "; ") + tr("{1}: {2}", name_of_engineer(seen, engineer), list);
  }
  return words;
}

Html plan_picture(const SeenPlan& seen) {
  const auto& in = seen.instance;
  view::LoadGrid grid;
  grid.title = tr("Who works on what");
  grid.rows = tr("Engineer");
  for (int m = 0; m < in.horizon; ++m) grid.spans.push_back(short_month(in.start + m));
  std::map<DossierId, int> numbers;
  for (std::size_t d = 0; d < seen.made.rows.size(); ++d)
    if (!seen.made.rows[d].empty()) numbers.emplace(in.dossiers[d].id, static_cast<int>(numbers.size()) + 1);
  for (const auto& [id, n] : numbers) grid.legend.emplace_back(n, dossier_name(seen, id));
  std::ranges::sort(grid.legend, {}, [](const auto& entry) { return entry.first; });
  for (const auto& e : in.engineers) {
    view::LoadRow row{name_of_engineer(seen, e.id), engineer_path(e.id), {}};
    for (int m = 0; m < in.horizon; ++m) {
      view::LoadSpan span;
      auto cap = e.cap[static_cast<std::size_t>(m)];
      span.room = static_cast<double>(cap) / kQuantaPerMonth;
      int used = 0;
      for (const auto& a : seen.assignments)
        if (a.engineer == e.id && a.month == in.start + m) {
          used += a.quanta;
          span.pieces.push_back({numbers[a.dossier], static_cast<double>(a.quanta) / kQuantaPerMonth});
          span.names.push_back(tr("{1}: {2}", dossier_title(seen, a.dossier), months_figure(a.quanta)));
        }
      span.said = cap == 0 && used == 0 ? "–" : months_figure(used) + " / " + months_figure(cap);
      row.spans.push_back(std::move(span));
    }
    grid.all.push_back(std::move(row));
  }
  return view::load_grid(grid);
}

}  // namespace couloir::pool
