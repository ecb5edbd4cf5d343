#include "pool/plan_seen.h"

#include <algorithm>

#include "pool/plan_store.h"

namespace couloir::pool {

Result<SeenPlan> seen_plan(Reader& reader, const Actor& actor, PlanId id) {
  auto plan = may_keep_plans(actor) ? find_plan(reader, id) : std::nullopt;
  if (!plan) return Error::not_found(say("There is no such plan."));
  SeenPlan seen;
  seen.plan = *std::move(plan);
  TRY_LET(seen.instance, read_instance(seen.plan.instance_text));
  seen.made.rows.resize(seen.instance.dossiers.size());
  if (!seen.plan.plan_text.empty()) {
    TRY_LET(seen.made, as_stored(seen.instance, seen.plan.plan_text));
  }
  seen.assignments = assignments_in(seen.instance, seen.made);
  seen.left_out = left_out_of(reader, id);
  seen.approvals = approvals_of(reader, id);
  if (seen.plan.variant_of) seen.wishes = wishes_of(reader, id);
  auto dossiers = dossiers_of(seen.instance);
  for (const auto& left : seen.left_out) dossiers.push_back(left.dossier);
  seen.names = names_for(reader, actor, calls::plannable_dossiers(reader, actor), dossiers);
  return seen;
}

Names names_of_instance(Reader& reader, const Actor& actor, const Instance& instance) {
  return names_for(reader, actor, calls::plannable_dossiers(reader, actor), dossiers_of(instance));
}

Result<void> may_take_instance(const Instance& instance, const Names& names) {
  auto dossiers = dossiers_of(instance);
  if (!std::ranges::all_of(dossiers, [&](DossierId id) { return names.shows(id); }))
    return Error::refused(say(
        "You are linked to a dossier of it, or have not said yet that you are not: the office can give the instance."));
  return {};
}

}  // namespace couloir::pool
