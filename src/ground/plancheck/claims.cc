#include "plancheck/claims.h"

namespace couloir::plancheck {
namespace {

std::string number(std::int64_t n) { return std::to_string(n); }

void check_split(const Split& said, const Split& is, Findings& findings) {
  struct Part {
    std::string_view name;
    std::int64_t Split::* part;
  };
  static constexpr Part kParts[] = {{"value", &Split::value},  {"team", &Split::team},     {"travel", &Split::travel},
                                    {"move", &Split::move},    {"floors", &Split::floors}, {"granted", &Split::granted},
                                    {"effort", &Split::effort}};
  for (const auto& [name, part] : kParts)
    if (said.*part != is.*part)
      findings.add(PlanRule::split, {},
                   say("The plan says {1} for {2}; it is {3}.", number(said.*part), name, number(is.*part)));
}

void check_bound(const Plan& plan, const Verdict& verdict, Findings& findings) {
  auto bound = number(*plan.bound);
  if (verdict.split && *plan.bound < verdict.split->objective())
    findings.add(PlanRule::bound, {},
                 say("The bound {1} is below the objective {2}.", bound, number(verdict.split->objective())));
  if (plan.proof == Proof::certificate && verdict.bound_checked && *plan.bound < *verdict.bound_checked)
    findings.add(PlanRule::bound, {},
                 say("The bound {1} is below {2}, which is what its certificate proves.", bound,
                     number(*verdict.bound_checked)));
}

void check_proof(const Plan& plan, Findings& findings) {
  if (plan.proof != Proof::none && plan.status != PlanStatus::infeasible && !plan.bound)
    findings.add(PlanRule::proof, {}, say("A proof is named, and no bound that it proves."));
  if (plan.proof == Proof::certificate && !plan.certificate)
    findings.add(PlanRule::proof, {}, say("A certificate is named as proof, and there is none."));
}

void check_optimal(const Plan& plan, const Verdict& verdict, Findings& findings) {
  if (!verdict.split) return;
  if (!plan.bound || *plan.bound != verdict.split->objective())
    findings.add(PlanRule::status, {}, say("The plan calls itself optimal; its bound is not equal to its objective."));
  if (plan.proof == Proof::none)
    findings.add(PlanRule::proof, {}, say("The plan calls itself optimal and names no proof."));
}

void check_status(const Plan& plan, const Verdict& verdict, Findings& findings) {
  if (!plan.status) return;
  switch (*plan.status) {
    case PlanStatus::optimal:
      return check_optimal(plan, verdict, findings);
    case PlanStatus::feasible:
      return;
    case PlanStatus::infeasible:
    case PlanStatus::unknown:
      if (plan.staffed)
        findings.add(PlanRule::status, {}, say("The status is “{1}”, and there is a plan.", name_of(*plan.status)));
      return;
  }
}

}  // namespace

void check_claims(const Instance& instance, const Plan& plan, const Verdict& verdict, Findings& findings) {
  if (!plan.instance.empty() && plan.instance != instance.name)
    findings.add(PlanRule::instance, {},
                 say("The plan is for the instance “{1}”; this one is “{2}”.", plan.instance, instance.name));
  for (auto d : plan.refused)
    if (const auto at = static_cast<std::size_t>(d); !plan.rows[at].empty())
      findings.add(PlanRule::granted_and_refused, {d, {}, {}},
                   say("{1} has a plan, and reasons why it was refused.", instance.dossiers[at].id));
  if (!plan.staffed) findings.add(PlanRule::no_plan, {}, say("There is no plan to check."));
  if (plan.objective && (!verdict.split || *plan.objective != verdict.split->objective()))
    findings.add(PlanRule::objective, {},
                 verdict.split ? say("The plan says that it is worth {1}; it is worth {2}.", number(*plan.objective),
                                     number(verdict.split->objective()))
                               : say("An objective is named without a plan."));
  if (plan.split && verdict.split) check_split(*plan.split, *verdict.split, findings);
  if (plan.bound) check_bound(plan, verdict, findings);
  check_proof(plan, findings);
  check_status(plan, verdict, findings);
}

}  // namespace couloir::plancheck
