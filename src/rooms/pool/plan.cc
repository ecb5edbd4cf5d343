#include "pool/plan.h"

#include <algorithm>
#include <map>

#include "solve/solve.h"

namespace couloir::pool {
namespace {

/// Those that are not the same on both sides, by key.
template <class Key>
std::vector<Difference<Key>> differences(const std::vector<Assignment>& before, const std::vector<Assignment>& after,
                                         Key Assignment::* key, std::int64_t& same) {
  std::map<Key, Difference<Key>> all;
  for (const auto& a : before) all[a.*key].before.push_back(a);
  for (const auto& a : after) all[a.*key].after.push_back(a);
  std::vector<Difference<Key>> changed;
  for (auto& [k, d] : all) {
    std::ranges::sort(d.before);
    std::ranges::sort(d.after);
    if (d.before == d.after) {
      ++same;
      continue;
    }
    d.key = k;
    d.change = d.before.empty() ? Change::added : d.after.empty() ? Change::dropped : Change::moved;
    changed.push_back(std::move(d));
  }
  return changed;
}

}  // namespace

std::vector<Assignment> assignments_in(const Instance& instance, const CheckedPlan& plan) {
  std::vector<Assignment> all;
  for (std::size_t d = 0; d < plan.rows.size(); ++d)
    for (const auto& row : plan.rows[d]) {
      const auto& role = instance.dossiers[d].roles[static_cast<std::size_t>(row.role)];
      all.push_back({instance.dossiers[d].id, instance.engineers[static_cast<std::size_t>(row.engineer)].id,
                     instance.skills[static_cast<std::size_t>(role.skill)], role.level, instance.start + row.month,
                     row.quanta});
    }
  return all;
}

std::vector<Assignment> of_the_pool(std::vector<Assignment> all) {
  std::erase_if(all, [](const Assignment& a) { return is_hypothetical(a.engineer); });
  return all;
}

bool may_keep_plans(const Actor& actor) { return actor.roles.meets({Role::office, Role::committee}); }
bool may_decide_plans(const Actor& actor) { return actor.roles.has(Role::committee); }
bool may_act(const Actor& actor, PlanParty party) {
  switch (party) {
    case PlanParty::keeper:
      return may_keep_plans(actor);
    case PlanParty::committee:
      return may_decide_plans(actor);
    case PlanParty::program:
      return false;
  }
  return false;
}

bool may_be_varied(const StaffingPlan& plan) { return plan.checked_at && plan.state != PlanState::withdrawn; }

std::optional<double> gap_of(const StaffingPlan& plan) {
  if (!plan.value || !plan.bound) return std::nullopt;
  return solve::gap_of(*plan.value, *plan.bound);
}
bool is_impossible_alone(const std::vector<RefusalReason>& reasons) {
  using enum solve::Why;
  return std::ranges::any_of(reasons, [](const RefusalReason& reason) {
    auto why = from_name<solve::Why>(reason.rule);
    return why == nobody_holds_it || why == too_few_months || why == no_way_alone;
  });
}
std::optional<Sentence> why_not_as_checked(const StaffingPlan& plan) {
  if (plan.plan_sha256.empty())
    return say("This plan was made before the program kept a digest of what it had checked: check it again first.");
  if (journal::sha256(plan.plan_text).hex() != plan.plan_sha256)
    return say("The text of this plan is not the one that was checked: check it again first.");
  return std::nullopt;
}
std::string instance_name(PlanId id) { return "plan-" + id.str(); }

Comparison compare(const std::vector<Assignment>& before, const std::vector<Assignment>& after) {
  Comparison comparison;
  std::int64_t unchanged_engineers = 0;
  comparison.dossiers = differences(before, after, &Assignment::dossier, comparison.same);
  comparison.engineers = differences(before, after, &Assignment::engineer, unchanged_engineers);
  return comparison;
}

}  // namespace couloir::pool
