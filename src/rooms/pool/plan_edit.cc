#include "pool/plan_edit.h"

#include <algorithm>

#include "base/text.h"
#include "journal/journal.h"
#include "pool/demand_list.h"
#include "pool/engineer_store.h"
#include "pool/events.h"
#include "pool/hours_store.h"
#include "pool/plan_seen.h"
#include "pool/plan_store.h"
#include "pool/promise.h"
#include "region/written.h"

namespace couloir::pool {
namespace {

Result<void> may_do(const Op& op, PlanParty party) {
  if (may_act(op.actor, party)) return {};
  return Error::forbidden(party == PlanParty::committee ? say("Only the committee decides on plans.")
                                                        : say("Only the office and the committee prepare plans."));
}

Result<StaffingPlan> move_plan(Tx& tx, const Op& op, StaffingPlan plan, PlanAct act) {
  auto from = plan.state;
  plan.state = plan_transition(act, from)->to;
  TRY(save_plan(tx, plan));
  journal::record(tx, op, PlanMoved{plan.id, act, from, plan.state});
  return plan;
}

/// What is promised to demands, and what is worked until `next` for dossiers that are none any more.
std::vector<Promise> promises_to_keep(Reader& reader, const std::vector<Demand>& demands, Month next) {
  std::vector<Promise> all;
  for (const auto& a : promised(reader, Month{}))
    if (a.month < next || std::ranges::find(demands, a.dossier, &Demand::dossier) != demands.end())
      all.push_back({a.dossier, a.engineer, a.skill, a.level, a.month, a.quanta});
  return all;
}

std::vector<Problem> problems_of(const NewPlan& given) {
  std::vector<Problem> found;
  if (!is_name(given.name, kLongestPlanName))
    found.push_back(
        {"name", say("Write a name of at most {1} characters, on one line.", std::to_string(kLongestPlanName))});
  if (given.months < 1 || given.months > 60) found.push_back({"months", say("A plan has 1 to 60 months.")});
  if (!given.start.m.ok()) found.push_back({"start", say("A month is expected here, such as 2026-10.")});
  return found;
}

/// The text a publication stands for: what was given and what was made of it.
journal::Hash hash_of(const StaffingPlan& plan) { return journal::sha256(plan.instance_text + "\n" + plan.plan_text); }

/// A closed month is final: no plan gives or takes months of it.
std::optional<Sentence> begins_in_closed(Reader& reader, Month start) {
  auto closed = last_closed(reader);
  if (!closed || start > *closed) return std::nullopt;
  return say("{1} is closed: a plan begins after it.", written(*closed));
}

/// The labs that its dossiers are for. Errors: refused, with what keeps it from being promised.
Result<std::map<DossierId, LabId>> labs_if_promised(Reader& reader, const Op& op, const Foundations& house,
                                                    const StaffingPlan& plan) {
  if (auto why = why_not_as_checked(plan)) return Error::refused(*why);
  if (auto closed = begins_in_closed(reader, plan.start)) return Error::refused(*closed);
  auto dossiers = calls::plannable_dossiers(reader, op.actor);
  auto rows = assignments_of(reader, plan.id), owed = promised(reader, plan.start);
  std::vector<DossierId> named;
  for (const auto* all : {&rows, &owed})
    for (const auto& a : *all) named.push_back(a.dossier);
  auto names = names_for(reader, op.actor, dossiers, named);
  auto engineers = all_engineers(reader, plan.start);
  auto demands = demands_of(reader, dossiers, house);
  auto next = month_of(op.now, house.region) + 1;
  auto changed = changed_since_drafted(plan, rows, {engineers, demands, owed, next, house.region, names});
  if (!changed.empty())
    return Error::refused(say("What this plan stands on has changed since it was drafted."), std::move(changed));
  std::map<DossierId, LabId> labs;
  for (const auto& d : dossiers)
    if (d.lab && std::ranges::find(rows, d.id, &Assignment::dossier) != rows.end()) labs[d.id] = d.lab;
  return labs;
}

Result<StaffingPlan> put_before_everybody(Tx& tx, const Op& op, const Foundations& house, StaffingPlan plan) {
  auto before = published_plan(tx);
  if (before != plan.base)
    return Error::conflict(
        say("Another plan was published since this one was drafted: it does not know what that one promised. Draft it "
            "anew."));
  TRY_LET(auto labs, labs_if_promised(tx, op, house, plan));
  if (before) {
    auto old = find_plan(tx, before).value();
    TRY(move_plan(tx, op, std::move(old), PlanAct::supersede));
  }
  plan.published_at = op.now;
  TRY_LET(auto published, move_plan(tx, op, std::move(plan), PlanAct::publish));
  put_in_force(tx, published, month_of(op.now, house.region) + 1);
  put_promised_to(tx, published.id, labs);
  journal::record(tx, op, PlanPublished{published.id, before, published.version, hash_of(published)});
  return published;
}

}  // namespace

Result<StaffingPlan> plan_at(Reader& reader, const Op& op, PlanId id, std::int64_t version) {
  auto plan = may_keep_plans(op.actor) ? find_plan(reader, id) : std::nullopt;
  if (!plan) return Error::not_found(say("There is no such plan."));
  if (plan->version != version) return Error::conflict(say("Somebody else changed this plan since you opened it."));
  return *std::move(plan);
}

Result<StaffingPlan> plan_for(Reader& reader, const Op& op, PlanId id, std::int64_t version, PlanAct act) {
  TRY_LET(auto plan, plan_at(reader, op, id, version));
  const auto* way = plan_transition(act, plan.state);
  if (way == nullptr) return Error::refused(say("This cannot be done to the plan any more, or not yet."));
  TRY(may_do(op, way->by));
  return plan;
}

Result<StaffingPlan> draft_plan(const Op& op, const Foundations& house, const NewPlan& given) {
  TRY(may_do(op, PlanParty::keeper));
  if (auto problems = problems_of(given); !problems.empty()) return Error::invalid(std::move(problems));
  return in_transaction(op.db, [&](Tx& tx) -> Result<StaffingPlan> {
    if (auto closed = begins_in_closed(tx, given.start)) return Error::invalid({{"start", *closed}});
    StaffingPlan plan;
    plan.name = std::string(trim(given.name));
    plan.batch = given.batch;
    plan.start = given.start;
    plan.months = given.months;
    plan.base = published_plan(tx);
    plan.made_by = op.actor.person;
    plan.made_at = op.now;
    auto demands = all_demands(tx, op.actor, house);
    auto promises = promises_to_keep(tx, demands, month_of(op.now, house.region) + 1);
    demands = demands_for(std::move(demands), given.batch, promises);
    auto built = pool_instance(all_engineers(tx, given.start), demands, {instance_name({}), plan.start, plan.months},
                               promises, house.pack, house.region);
    TRY(is_readable(built.instance));
    insert_plan(tx, plan);
    built.instance.name = instance_name(plan.id);
    plan.instance_text = text_of(built.instance);
    put_instance(tx, plan.id, plan.instance_text);
    put_left_out(tx, plan.id, built.left_out);
    journal::record(tx, op,
                    PlanDrafted{plan.id, plan.base, static_cast<std::int64_t>(built.instance.engineers.size()),
                                static_cast<std::int64_t>(built.instance.dossiers.size()),
                                static_cast<std::int64_t>(built.left_out.size())});
    return plan;
  });
}

Result<StaffingPlan> keep_plan(Tx& tx, const Op& op, StaffingPlan plan, const Instance& instance,
                               const CheckedPlan& made, const std::string& text) {
  plan.plan_text = text;
  plan.plan_sha256 = journal::sha256(text).hex();
  plan.value = made.split.objective();
  plan.bound = made.bound;
  plan.status = made.status;
  plan.proof = made.proof;
  plan.work = made.work;
  plan.seed = made.seed;
  plan.checked_at = op.now;
  put_assignments(tx, plan.id, of_the_pool(assignments_in(instance, made)));
  return move_plan(tx, op, std::move(plan), PlanAct::solve);
}

Result<StaffingPlan> bring_plan(const Op& op, PlanId id, std::int64_t version, const std::string& text) {
  if (text.size() > kLongestPlanText) return Error::invalid({{"plan", say("This plan is too long.")}});
  auto reader = op.db.reader();
  TRY_LET(auto plan, plan_for(*reader, op, id, version, PlanAct::solve));
  TRY_LET(auto instance, read_instance(plan.instance_text));
  auto names = names_of_instance(*reader, op.actor, instance);
  TRY(may_take_instance(instance, names));
  reader.reset();
  auto made = checked(instance, text, Maker::somebody);
  if (!made) return with_names(names, std::move(made).error());
  return in_transaction(op.db, [&](Tx& tx) -> Result<StaffingPlan> {
    TRY_LET(auto open, plan_for(tx, op, id, version, PlanAct::solve));
    return keep_plan(tx, op, std::move(open), instance, *made, text);
  });
}

namespace {
/// What stands in the database beside the text of a plan, and says something else.
std::optional<Sentence> why_not_as_stored(const StaffingPlan& plan, const Instance& instance, const CheckedPlan& made,
                                          std::vector<Assignment> stored) {
  if (made.split.objective() != plan.value)
    return say("The plan is worth {1}, and {2} stands beside it: somebody changed the database.",
               std::to_string(made.split.objective()), std::to_string(plan.value.value_or(0)));
  auto told = of_the_pool(assignments_in(instance, made));
  std::ranges::sort(told);
  std::ranges::sort(stored);
  if (told != stored)
    return say("The months in the database are not those of the plan’s text: somebody changed the database.");
  return std::nullopt;
}
}  // namespace

Result<StaffingPlan> check_again(const Op& op, PlanId id, std::int64_t version) {
  auto reader = op.db.reader();
  TRY_LET(auto plan, plan_at(*reader, op, id, version));
  if (plan.plan_text.empty()) return Error::refused(say("There is no plan to check yet."));
  TRY_LET(auto instance, read_instance(plan.instance_text));
  auto names = names_of_instance(*reader, op.actor, instance);
  auto stored = assignments_of(*reader, id);
  reader.reset();
  auto made = checked(instance, plan.plan_text, Maker::program);
  if (!made) return with_names(names, std::move(made).error());
  if (auto why = why_not_as_stored(plan, instance, *made, std::move(stored))) return Error::refused(*why);
  return in_transaction(op.db, [&](Tx& tx) -> Result<StaffingPlan> {
    TRY_LET(auto same, plan_at(tx, op, id, version));
    same.checked_at = op.now;
    same.plan_sha256 = journal::sha256(plan.plan_text).hex();
    note_checked(tx, same);
    journal::record(tx, op, PlanChecked{id, version});
    return same;
  });
}

namespace {
/// Nobody can decide what a variant assumes about the world. Errors: refused, with each assumption.
Result<void> rests_on_no_assumption(Reader& reader, const Op& op, const Foundations& house, const StaffingPlan& plan) {
  if (!plan.variant_of) return {};
  TRY_LET(auto instance, read_instance(plan.instance_text));
  auto names = names_of_instance(reader, op.actor, instance);
  std::vector<Problem> assumed;
  for (const auto& wish : wishes_of(reader, plan.id))
    if (is_hypothetical(wish, instance)) assumed.push_back({"wishes", {in_words(wish, names, house), {}}});
  if (assumed.empty()) return {};
  return Error::refused(say("This variant rests on assumptions: make them true first, then draft a plan anew."),
                        std::move(assumed));
}
}  // namespace

Result<StaffingPlan> propose_plan(const Op& op, const Foundations& house, PlanId id, std::int64_t version) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<StaffingPlan> {
    TRY_LET(auto plan, plan_for(tx, op, id, version, PlanAct::propose));
    if (published_plan(tx) != plan.base)
      return Error::conflict(
          say("Another plan was published since this one was drafted: it does not know what that one promised. Draft "
              "it anew."));
    TRY(rests_on_no_assumption(tx, op, house, plan));
    plan.proposed_by = op.actor.person;
    return move_plan(tx, op, std::move(plan), PlanAct::propose);
  });
}

Result<StaffingPlan> approve_plan(const Op& op, const Foundations& house, PlanId id, std::int64_t version) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<StaffingPlan> {
    TRY_LET(auto plan, plan_for(tx, op, id, version, PlanAct::approve));
    auto approvals = approvals_of(tx, id);
    if (std::ranges::find(approvals, op.actor.person, &Approval::person) != approvals.end())
      return Error::refused(say("You have approved it already: somebody else of the committee has to."));
    insert_approval(tx, id, {op.actor.person, op.now});
    journal::record(tx, op, PlanApproved{id, plan.version});
    if (approvals.size() + 1 < kApprovals) return plan;
    return put_before_everybody(tx, op, house, std::move(plan));
  });
}

Result<StaffingPlan> take_plan_back(const Op& op, PlanId id, std::int64_t version) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<StaffingPlan> {
    TRY_LET(auto plan, plan_for(tx, op, id, version, PlanAct::take_back));
    delete_approvals(tx, id);
    plan.proposed_by = {};
    return move_plan(tx, op, std::move(plan), PlanAct::take_back);
  });
}

Result<StaffingPlan> withdraw_plan(const Op& op, PlanId id, std::int64_t version) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<StaffingPlan> {
    TRY_LET(auto plan, plan_for(tx, op, id, version, PlanAct::withdraw));
    return move_plan(tx, op, std::move(plan), PlanAct::withdraw);
  });
}

namespace {

/// Dossiers that are no demand any more and hold months from `next` on: the month that runs is worked as promised.
std::vector<DossierId> gone(Reader& reader, Month next) {
  return promised_in_vain(calls::plannable_dossiers(reader, {}), promised(reader, next), next);
}
void release_from(Tx& tx, const Op& op, const std::vector<DossierId>& dossiers, Month next) {
  for (auto id : dossiers) {
    release(tx, id, next);
    journal::record(tx, op, PromisesReleased{id, id_of(next)});
  }
}

}  // namespace

Result<void> release_gone(const Op& op, const Foundations& house) {
  TRY(may_do(op, PlanParty::committee));
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    auto next = month_of(op.now, house.region) + 1;
    auto dossiers = gone(tx, next);
    if (dossiers.empty()) return Error::not_found(say("Every promised month belongs to a demand of the pool."));
    release_from(tx, op, dossiers, next);
    return {};
  });
}

Result<void> release_if_gone(const Op& op, const Foundations& house, DossierId id) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    auto next = month_of(op.now, house.region) + 1;
    auto dossiers = gone(tx, next);
    if (std::ranges::find(dossiers, id) != dossiers.end()) release_from(tx, op, {id}, next);
    return {};
  });
}

}  // namespace couloir::pool
