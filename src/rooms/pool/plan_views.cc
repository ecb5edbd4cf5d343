#include "pool/plan_views.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "base/text.h"
#include "html/picture.h"
#include "pool/refusal_words.h"

namespace couloir::pool {

using html::Html;

html::Url plan_path(PlanId id, std::string_view below) {
  return html::path("/pool/plans/" + id.str() + std::string(below));
}

std::vector<view::Link> above_plans() {
  return {{tr("The pool"), html::path("/pool")}, {tr("Plans"), html::path("/pool/plans")}};
}

std::string words_of(PlanState state) {
  switch (state) {
    case PlanState::draft:
      return trc("plan", "draft");
    case PlanState::solved:
      return trc("plan", "has a plan");
    case PlanState::proposed:
      return trc("plan", "before the committee");
    case PlanState::published:
      return trc("plan", "published");
    case PlanState::superseded:
      return trc("plan", "superseded");
    case PlanState::withdrawn:
      return trc("plan", "withdrawn");
  }
  return {};
}
Html tag_of(PlanState state) {
  switch (state) {
    case PlanState::solved:
      return view::tag(words_of(state), view::Tone::accent);
    case PlanState::proposed:
      return view::tag(words_of(state), view::Tone::warn);
    case PlanState::published:
      return view::tag(words_of(state), view::Tone::good, view::Icon::check);
    case PlanState::draft:
    case PlanState::superseded:
    case PlanState::withdrawn:
      return view::tag(words_of(state), view::Tone::neutral);
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
      return words + ". " + tr("The bound comes from a search that covers all plans, without a certificate.");
    case Proof::none:
      return words + ". " + tr("The bound is numerical: it carries no proof.");
  }
  return words;
}

Html dossier_name(const Names& names, DossierId id) {
  if (!names.shows(id)) return view::muted(names.title(id));
  return view::link({names.title(id), html::path("/dossiers/" + id.str() + "/reviews")});
}

namespace {

/// Months of each key in a list, "Oct. 26 0.4, Nov. 26 0.6", behind its name.
template <class Key, class NameOf>
std::string work_by(const std::vector<Assignment>& rows, Key Assignment::* key, NameOf name_of) {
  std::map<Key, std::map<Month, int>> by_key;
  for (const auto& a : rows) by_key[a.*key][a.month] += a.quanta;
  std::vector<std::string> all;
  for (const auto& [of, months] : by_key) {
    std::vector<std::string> list;
    for (const auto& [month, quanta] : months) list.push_back(short_month(month) + " " + months_figure(quanta));
    all.push_back(tr("{1}: {2}", name_of(of), join_words(list, ", ")));
  }
  return join_words(all, "; ");
}

}  // namespace

std::string work_by_engineer(const Names& names, const std::vector<Assignment>& rows) {
  return work_by(rows, &Assignment::engineer, [&](EngineerId id) { return names.engineer(id); });
}
std::string work_by_dossier(const Names& names, const std::vector<Assignment>& rows) {
  return work_by(rows, &Assignment::dossier, [&](DossierId id) { return names.title(id); });
}

std::string clash_words(const Names& names, const Clash& clash) {
  std::vector<std::string> numbers;
  for (auto id : clash.dossiers) numbers.push_back(names.number(id));
  auto figure = [&](std::int64_t n) { return clash.kind == ClashKind::months ? months_figure(n) : std::to_string(n); };
  return clash_in_words(clash.kind, {.dossiers = join_words(numbers, ", "),
                                     .engineer = clash.engineer ? names.engineer(clash.engineer) : "",
                                     .month = clash.month ? written(*clash.month) : "",
                                     .wanted = figure(clash.wanted),
                                     .there = figure(clash.there)});
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
  for (const auto& [id, n] : numbers) grid.legend.emplace_back(n, dossier_name(seen.names, id));
  std::ranges::sort(grid.legend, {}, [](const auto& entry) { return entry.first; });
  for (const auto& e : in.engineers) {
    view::LoadRow row{seen.names.engineer(e.id), is_hypothetical(e.id) ? html::Url() : engineer_path(e.id), {}};
    for (int m = 0; m < in.horizon; ++m) {
      view::LoadSpan span;
      auto cap = e.cap[static_cast<std::size_t>(m)];
      span.room = static_cast<double>(cap) / kQuantaPerMonth;
      int used = 0;
      for (const auto& a : seen.assignments)
        if (a.engineer == e.id && a.month == in.start + m) {
          used += a.quanta;
          span.pieces.push_back({numbers[a.dossier], static_cast<double>(a.quanta) / kQuantaPerMonth});
          span.names.push_back(tr("{1}: {2}", seen.names.title(a.dossier), months_figure(a.quanta)));
        }
      span.said = cap == 0 && used == 0 ? "–" : months_figure(used) + " / " + months_figure(cap);
      row.spans.push_back(std::move(span));
    }
    grid.all.push_back(std::move(row));
  }
  return view::load_grid(grid);
}

}  // namespace couloir::pool
