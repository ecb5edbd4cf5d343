// What the pool may plan with: granted dossiers, and reviewed ones that are not decided yet.
#include <algorithm>
#include <set>
#include <unordered_map>

#include "calls/call_store.h"
#include "calls/front.h"
#include "calls/link.h"
#include "calls/link_store.h"
#include "calls/meeting_store.h"
#include "calls/plannable_store.h"
#include "calls/review_store.h"
#include "calls/review_views.h"

namespace couloir::calls {
std::vector<PlannableDossier> plannable_dossiers(Reader& reader, const Actor& actor) {
  auto people = people::affiliations_of_holders(reader, {Role::reviewer, Role::committee});
  auto all = plannable_rows(reader, actor, own_keys(actor.person, of_person(people, actor.person)));
  std::unordered_map<DossierId, Planned*> at;
  for (auto& p : all) at.emplace(p.dossier.id, &p);
  for (auto& [dossier, work] : work_of_plannable(reader))
    if (auto found = at.find(dossier); found != at.end()) found->second->dossier.work = std::move(work);
  std::vector<LinkFound> links;
  std::set<CallId> calls;
  for (const auto& p : all) calls.insert(p.dossier.call);
  for (auto call : calls)
    std::ranges::move(links_to_those(reader, call, std::string(kPlannable), people), std::back_inserter(links));
  for (const auto& [dossier, tally] : tallies(assignments_to_those(reader, std::string(kPlannable)), links))
    if (auto found = at.find(dossier); found != at.end()) found->second->tally = tally;
  std::vector<PlannableDossier> plannable;
  for (auto& p : all) {
    if (!p.dossier.granted && !is_candidate(p.state, p.tally, p.decided)) continue;
    p.dossier.mean = p.tally.mean();
    plannable.push_back(std::move(p.dossier));
  }
  return plannable;
}

std::vector<PlannableBatch> plannable_batches(Reader& reader, const std::vector<PlannableDossier>& dossiers,
                                              std::string_view zone) {
  std::vector<PlannableBatch> batches;
  auto calls = all_calls(reader);
  for (const auto& d : dossiers) {
    bool known = std::ranges::any_of(
        batches, [&](const PlannableBatch& b) { return b.call == d.call && b.cut_off == d.cut_off; });
    auto call = std::ranges::find(calls, d.call, &Call::id);
    if (known || call == calls.end()) continue;
    batches.push_back(
        {d.call, d.cut_off, call->name.text() + " · " + review_view::batch_name(zone, Batch{*call, d.cut_off})});
  }
  return batches;
}

}  // namespace couloir::calls
