#include "pool/promise.h"

#include <algorithm>
#include <map>
#include <set>

#include "region/written.h"

namespace couloir::pool {
namespace {

class Changes {
 public:
  Changes(const StaffingPlan& plan, const std::vector<Assignment>& rows, const PoolNow& now)
      : plan_(plan), rows_(rows), now_(now) {}

  std::vector<Problem> find() {
    look_at_dossiers();
    look_at_engineers();
    return std::move(found_);
  }

 private:
  void tell(std::string where, Sentence what) { found_.push_back({std::move(where), std::move(what)}); }

  bool is_demand(DossierId id) const {
    return std::ranges::find(now_.demands, id, &Demand::dossier) != now_.demands.end();
  }
  /// What is hidden from who asks has no number for her.
  std::string name_of(DossierId id) const {
    return now_.names.shows(id) ? now_.names.number(id) : tr("Another dossier");
  }
  std::string place_of(DossierId id) const { return now_.names.shows(id) ? "dossiers/" + id.str() : "dossiers"; }

  void look_at_dossiers() {
    std::set<DossierId> planned, promised;
    for (const auto& row : rows_) planned.insert(row.dossier);
    auto end = plan_.start + plan_.months;
    for (const auto& a : now_.promised)
      if (a.month >= plan_.start && a.month < end && (a.month >= now_.next || is_demand(a.dossier)))
        promised.insert(a.dossier);
    for (auto id : planned)
      if (!is_demand(id))
        tell(place_of(id), say("{1} gets months in this plan and is no demand any more: draft it anew.", name_of(id)));
    for (auto id : promised) {
      if (planned.contains(id)) continue;
      if (is_demand(id))
        tell(place_of(id), say("{1} holds promised months that this plan does not know: draft it anew.", name_of(id)));
      else
        tell(place_of(id),
             say("{1} holds promised months and is no demand any more: release them first, on the page of demands.",
                 name_of(id)));
    }
  }

  struct MonthOfEngineer {
    int quanta = 0;
    std::set<DossierId> dossiers;
  };
  void look_at_engineers() {
    std::map<EngineerId, std::map<Month, MonthOfEngineer>> work;
    std::map<EngineerId, std::map<std::string, int>> levels;
    for (const auto& row : rows_) {
      auto& month = work[row.engineer][row.month];
      month.quanta += row.quanta;
      month.dossiers.insert(row.dossier);
      auto& level = levels[row.engineer][row.skill];
      level = std::max(level, row.level);
    }
    WorkDays calendar(now_.region);
    for (const auto& [id, months] : work) {
      auto where = "engineers/" + id.str();
      auto engineer = std::ranges::find(now_.engineers, id, &Engineer::id);
      if (engineer == now_.engineers.end()) {
        tell(where, say("Engineer {1} is not in the pool any more.", id.str()));
        continue;
      }
      auto name = shown_name(*engineer);
      for (const auto& [month, taken] : months) look_at_month(*engineer, where, month, taken, calendar);
      for (const auto& [skill, level] : levels[id])
        if (engineer->level_of(skill) < level)
          tell(where, say("{1} no longer has {2} at level {3}.", name, region::skill_name(now_.region, skill),
                          std::to_string(level)));
    }
  }
  void look_at_month(const Engineer& engineer, const std::string& where, Month month, const MonthOfEngineer& taken,
                     WorkDays& calendar) {
    if (auto there = capacity(engineer, month, calendar); there < taken.quanta)
      tell(where, say("{1} gives {2} months in {3} by now; this plan takes {4}.", shown_name(engineer),
                      months_figure(there), written(month), months_figure(taken.quanta)));
    if (std::ssize(taken.dossiers) > engineer.parallel)
      tell(where, say("{1} works on {2} dossiers at once by now; in {3} this plan gives {4}.", shown_name(engineer),
                      std::to_string(engineer.parallel), written(month), std::to_string(taken.dossiers.size())));
  }

  const StaffingPlan& plan_;
  const std::vector<Assignment>& rows_;
  const PoolNow& now_;
  std::vector<Problem> found_;
};

}  // namespace

std::vector<DossierId> promised_in_vain(const std::vector<calls::PlannableDossier>& demands,
                                        const std::vector<Assignment>& promised, Month from) {
  std::set<DossierId> all;
  for (const auto& a : promised)
    if (a.month >= from && std::ranges::find(demands, a.dossier, &calls::PlannableDossier::id) == demands.end())
      all.insert(a.dossier);
  return {all.begin(), all.end()};
}

std::vector<Problem> changed_since_drafted(const StaffingPlan& plan, const std::vector<Assignment>& rows,
                                           const PoolNow& now) {
  return Changes(plan, rows, now).find();
}

}  // namespace couloir::pool
