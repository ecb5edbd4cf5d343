#include "pool/staffing.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "pool/engineer_store.h"
#include "pool/hours_store.h"
#include "pool/plan_store.h"
#include "pool/pool_pack.h"

namespace couloir::pool {
namespace {

/// Months that are promised to it, and those in which hours were logged on it.
std::vector<StaffedMonth> staffed_months(Reader& reader, const Foundations& house, DossierId id) {
  std::map<EngineerId, Engineer> engineers;
  for (auto& e : all_engineers(reader, Month{})) engineers.emplace(e.id, e);
  std::map<Month, std::map<EngineerId, int>> work;
  for (const auto& a : promised_for(reader, id)) work[a.month][a.engineer] += a.quanta;
  auto logged = hours_of_dossier(reader, id);
  for (const auto& [month, hours] : logged) work[month];
  std::vector<StaffedMonth> months;
  for (const auto& [month, by_engineer] : work) {
    auto& to = months.emplace_back();
    to.month = month;
    to.logged = logged[month];
    for (const auto& [engineer, quanta] : by_engineer) {
      const auto& e = engineers.at(engineer);
      const auto* home = house.pack.home_of_site(e.site);
      to.work.push_back({shown_name(e), quanta, home == nullptr ? Hours{} : home->of_quanta(quanta)});
    }
  }
  return months;
}

/// What the plan says of one that it gives nothing.
Result<void> look_into_plan(const StaffingPlan& plan, std::vector<LeftOut> left_out, Staffing& to) {
  TRY_LET(auto instance, read_instance(plan.instance_text));
  auto left = std::ranges::find(left_out, to.dossier.id, &LeftOut::dossier);
  auto place = instance.index_of(to.dossier.id);
  to.state = place >= 0 ? Staffed::refused : left != left_out.end() ? Staffed::left_out : Staffed::not_in_it;
  if (to.state == Staffed::left_out) to.gaps = left->gaps;
  if (to.state != Staffed::refused) return {};
  TRY_LET(auto made, as_stored(instance, plan.plan_text));
  for (const auto& reason : made.refused[place])
    if (auto why = from_name<solve::Why>(reason.rule); why && !to.why) to.why = why;
  return {};
}

}  // namespace

int StaffedMonth::quanta() const {
  return std::accumulate(work.begin(), work.end(), 0, [](int sum, const StaffedWork& w) { return sum + w.quanta; });
}
Hours StaffedMonth::planned() const {
  return std::accumulate(work.begin(), work.end(), Hours{},
                         [](Hours sum, const StaffedWork& w) { return sum + w.planned; });
}

bool may_see_staffing(const Actor& actor, const calls::DossierHead& dossier,
                      const std::vector<calls::PlannableDossier>& plannable) {
  if (actor.roles.has(Role::office)) return true;
  if (actor.roles.has(Role::operator_) && actor.works_for(dossier.organisation)) return true;
  if (actor.roles.has(Role::lab) && dossier.lab && actor.speaks_for(dossier.lab)) return true;
  return std::ranges::any_of(plannable,
                             [&](const calls::PlannableDossier& d) { return d.id == dossier.id && d.clear; });
}

Result<Staffing> staffing_of(Reader& reader, const Actor& actor, const Foundations& house, DossierId id) {
  auto heads = calls::dossier_heads(reader, {id});
  auto head = heads.find(id);
  if (head == heads.end() || (!may_see_staffing(actor, head->second, calls::plannable_dossiers(reader, actor)) &&
                              calls::those_with_part(reader, actor, {id}).empty()))
    return Error::not_found(say("There is no such dossier, or it is not yours to see."));
  Staffing staffing{head->second, Staffed::no_plan, staffed_months(reader, house, id), {}, {}, {}};
  auto published = published_plan(reader);
  if (std::ranges::any_of(staffing.months, [](const StaffedMonth& m) { return !m.work.empty(); })) {
    staffing.state = Staffed::staffed;
    staffing.workshop = workshop_of(reader, actor, house, staffing.dossier);
  } else if (published) {
    TRY(look_into_plan(find_plan(reader, published).value(), left_out_of(reader, published), staffing));
  }
  return staffing;
}

std::map<DossierId, calls::PlannedWork> planned_works(Reader& reader, const std::vector<DossierId>& dossiers) {
  std::map<DossierId, calls::PlannedWork> out;
  auto plan = find_plan(reader, published_plan(reader));
  auto instance = plan ? read_instance(plan->instance_text) : Result<Instance>(Error::not_found({}));
  if (!instance) return out;
  auto name = fmt::format("{} · {} · {}", plan->id.str(), plan->name, plan->published_at->iso().substr(0, 10));
  for (auto id : dossiers)
    if (instance->index_of(id) >= 0) out[id].plan = name;
  for (const auto& a : promised(reader, Month{}))
    if (auto at = out.find(a.dossier); at != out.end())
      at->second.months.raw += EngineerMonths::kPerUnit * a.quanta / kQuantaPerMonth;
  return out;
}

Sentence sentence(solve::Why why) {
  using enum solve::Why;
  switch (why) {
    case ruled_out:
      return say("The committee ruled it out for this plan.");
    case nobody_holds_it:
      return say("No engineer near enough has a skill that it asks for at its level.");
    case too_few_months:
      return say(
          "The engineers who have what it asks for have too few months in its window, even if nobody else had any.");
    case no_way_alone:
      return say(
          "No team of the size that it asks for could do it without a break in its window, even if nobody else had "
          "any months.");
    case promised_work:
      return say("What was promised to others, where the plan has it, leaves too little in its window.");
    case waits_for_a_refused:
      return say("It comes after a dossier that gets no months.");
    case no_time_after:
      return say("The dossiers it stands between in order leave no month of its window.");
    case no_workshop_left:
      return say("No co-design workshop is left in its window.");
    case holders_are_taken:
      return say("The engineers who have what it asks for are on other dossiers in its window.");
    case no_unbroken_team:
      return say("There are months enough in its window, but not one after the other for the team that it asks for.");
    case worth_less:
      return say("It would fit, but what it costs in team and travel is more than its value.");
    case not_placed:
      return say("It would have fitted: the search for a plan was stopped before it was placed.");
    case none_found:
      return say("No team was found for it beside the others. It is so large that not all of them were looked at.");
  }
  return {};
}

Sentence sentence(Staffed state) {
  switch (state) {
    case Staffed::staffed:
      return say("Months are promised to this dossier.");
    case Staffed::refused:
      return say("The published plan gives it no months.");
    case Staffed::left_out:
      return say("The published plan could not take it. What was missing when it was drafted:");
    case Staffed::not_in_it:
      return say("The published plan was drafted without it: it did not ask for months of the pool then.");
    case Staffed::no_plan:
      return say("No plan is published yet.");
  }
  return {};
}

}  // namespace couloir::pool
