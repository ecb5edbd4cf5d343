#include "pool/plan_edit.h"

#include <algorithm>
#include <atomic>

#include "base/text.h"
#include "journal/journal.h"
#include "pool/demand_list.h"
#include "pool/engineer_store.h"
#include "pool/events.h"
#include "pool/plan_store.h"
#include "region/written.h"

namespace couloir::pool {
namespace {

Error no_such_plan() { return Error::not_found(say("There is no such plan.")); }

Result<void> may_do(const Op& op, PlanParty party) {
  if (may_act(op.actor, party)) return {};
  return Error::forbidden(party == PlanParty::committee ? say("Only the committee decides on plans.")
                                                        : say("Only the office and the committee prepare plans."));
}

/// The plan of that version, if it may be done to it.
Result<StaffingPlan> plan_for(Reader& reader, const Op& op, PlanId id, std::int64_t version, PlanAct act) {
  if (!may_keep_plans(op.actor)) return no_such_plan();
  auto plan = find_plan(reader, id);
  if (!plan) return no_such_plan();
  if (plan->version != version) return Error::conflict(say("Somebody else changed this plan since you opened it."));
  const auto* way = plan_transition(act, plan->state);
  if (way == nullptr) return Error::refused(say("This cannot be done to the plan any more, or not yet."));
  TRY(may_do(op, way->by));
  return *std::move(plan);
}

Result<StaffingPlan> move_plan(Tx& tx, const Op& op, StaffingPlan plan, PlanAct act) {
  auto from = plan.state;
  plan.state = plan_transition(act, from)->to;
  TRY(save_plan(tx, plan));
  journal::record(tx, op, PlanMoved{plan.id, act, from, plan.state});
  return plan;
}

std::vector<Promise> promises_from(Reader& reader, Month start) {
  std::vector<Promise> all;
  for (const auto& a : promised(reader, start))
    all.push_back({a.dossier, a.engineer, a.skill, a.level, a.month, a.quanta});
  return all;
}

std::vector<Problem> problems_of(const NewPlan& given) {
  std::vector<Problem> found;
  auto letters = count_of_code_points(given.name);
  if (trim(given.name).empty() || letters > kLongestPlanName || !is_plain_text(given.name))
    found.push_back(
        {"name", say("Write a name of at most {1} characters, on one line.", std::to_string(kLongestPlanName))});
  if (given.months < 1 || given.months > 60) found.push_back({"months", say("A plan has 1 to 60 months.")});
  if (!given.start.m.ok()) found.push_back({"start", say("A month is expected here, such as 2026-10.")});
  return found;
}

/// The text a publication stands for: what was given and what was made of it.
journal::Hash hash_of(const StaffingPlan& plan) { return journal::sha256(plan.instance_text + "\n" + plan.plan_text); }

Result<StaffingPlan> put_before_everybody(Tx& tx, const Op& op, StaffingPlan plan) {
  auto before = published_plan(tx);
  if (before != plan.base)
    return Error::conflict(
        say("Another plan was published since this one was drafted: it does not know what that one promised. Draft it "
            "anew."));
  if (before) {
    auto old = find_plan(tx, before).value();
    TRY(move_plan(tx, op, std::move(old), PlanAct::supersede));
  }
  plan.published_at = op.now;
  TRY_LET(auto published, move_plan(tx, op, std::move(plan), PlanAct::publish));
  put_in_force(tx, published.id, published.start);
  journal::record(tx, op, PlanPublished{published.id, before, published.version, hash_of(published)});
  return published;
}

}  // namespace

Result<StaffingPlan> draft_plan(const Op& op, const Foundations& house, const NewPlan& given) {
  TRY(may_do(op, PlanParty::keeper));
  if (auto problems = problems_of(given); !problems.empty()) return Error::invalid(std::move(problems));
  return in_transaction(op.db, [&](Tx& tx) -> Result<StaffingPlan> {
    StaffingPlan plan;
    plan.name = std::string(trim(given.name));
    plan.batch = given.batch;
    plan.start = given.start;
    plan.months = given.months;
    plan.base = published_plan(tx);
    plan.made_by = op.actor.person;
    plan.made_at = op.now;
    auto demands = demands_for(all_demands(tx, op.actor, house), given.batch);
    auto built = pool_instance(all_engineers(tx, given.start), demands, {plan.name, plan.start, plan.months},
                               promises_from(tx, plan.start), house.pack, house.region);
    plan.instance_text = text_of(built.instance);
    insert_plan(tx, plan);
    put_left_out(tx, plan.id, built.left_out);
    journal::record(tx, op,
                    PlanDrafted{plan.id, plan.base, static_cast<std::int64_t>(built.instance.engineers.size()),
                                static_cast<std::int64_t>(built.instance.dossiers.size()),
                                static_cast<std::int64_t>(built.left_out.size())});
    return plan;
  });
}

namespace {
/// What comes in is read and checked, whoever made it.
Result<StaffingPlan> keep(Tx& tx, const Op& op, StaffingPlan plan, const std::string& text) {
  TRY_LET(auto instance, read_instance(plan.instance_text));
  TRY_LET(auto made, checked(instance, text));
  plan.plan_text = text;
  plan.value = made.split.objective();
  plan.bound = made.bound;
  plan.status = made.status;
  plan.proof = made.proof;
  plan.work = made.work;
  plan.seed = made.seed;
  plan.checked_at = op.now;
  put_assignments(tx, plan.id, assignments_in(instance, made));
  return move_plan(tx, op, std::move(plan), PlanAct::solve);
}

bool is_open(const std::optional<journal::Job>& job) {
  return job && (job->state == journal::JobState::waiting || job->state == journal::JobState::running);
}
}  // namespace

Result<StaffingPlan> bring_plan(const Op& op, PlanId id, std::int64_t version, const std::string& text) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<StaffingPlan> {
    TRY_LET(auto plan, plan_for(tx, op, id, version, PlanAct::solve));
    return keep(tx, op, std::move(plan), text);
  });
}

Result<StaffingPlan> ask_to_solve(const Op& op, PlanId id, std::int64_t version, int seconds) {
  if (seconds < 1 || seconds > kLongestSolve)
    return Error::invalid({{"seconds", say("Between 1 and {1} seconds are possible.", std::to_string(kLongestSolve))}});
  return in_transaction(op.db, [&](Tx& tx) -> Result<StaffingPlan> {
    TRY_LET(auto plan, plan_for(tx, op, id, version, PlanAct::solve));
    if (is_open(journal::find_job(tx, plan.solving))) return Error::refused(say("This plan is being solved already."));
    plan.solving = journal::enqueue(tx, op, SolvePlan{id, version, seconds}, {.queue = "pool.solve"});
    note_solving(tx, id, plan.solving);
    journal::record(tx, op, PlanSolveAsked{id, seconds});
    return plan;
  });
}

Result<StaffingPlan> stop_solving(const Op& op, PlanId id, std::int64_t version) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<StaffingPlan> {
    TRY_LET(auto plan, plan_for(tx, op, id, version, PlanAct::solve));
    if (!is_open(journal::find_job(tx, plan.solving))) return Error::refused(say("This plan is not being solved."));
    TRY(journal::cancel(tx, plan.solving));
    return plan;
  });
}

Result<void> solve_plan(const Foundations& house, const SolvePlan& asked, journal::JobContext& context) {
  auto open_plan = [&](Reader& reader) {
    auto plan = find_plan(reader, asked.plan);
    bool open = plan && plan->version == asked.version && plan_transition(PlanAct::solve, plan->state) != nullptr;
    return open ? std::move(plan) : std::nullopt;
  };
  auto plan = open_plan(*context.op().db.reader());
  if (!plan) return {};  // changed meanwhile, or done by an attempt before this one
  std::atomic<bool> stopped{false};
  double told_at = 0;
  auto told = [&](const SolveState& now) {
    if (now.seconds - told_at < 1) return;
    told_at = now.seconds;
    if (context.cancelled()) stopped = true;
    auto bound = std::to_string(now.bound);
    auto step = now.value ? say("Worth {1} so far, none can pass {2}.", std::to_string(*now.value), bound)
                          : say("No plan yet; none can pass {1}.", bound);
    context.progress(static_cast<std::int64_t>(now.seconds), asked.seconds, step);
  };
  SolveOptions options;
  options.seconds = static_cast<double>(asked.seconds);
  options.skill_name = [&](const std::string& code) { return region::skill_name(house.region, code); };
  NamedText instance{"instance", plan->instance_text}, from{"plan", plan->plan_text};
  TRY_LET(auto solved, solve_pool(instance, plan->plan_text.empty() ? nullptr : &from, options, stopped, told));
  if (!solved.staffed) return Error::refused(say("No plan was found that keeps every promise."));
  return in_transaction(context.op().db, [&](Tx& tx) -> Result<void> {
    auto now = open_plan(tx);
    if (!now) return {};
    TRY(keep(tx, context.op(), *std::move(now), solved.json));
    return {};
  });
}

Result<StaffingPlan> propose_plan(const Op& op, PlanId id, std::int64_t version) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<StaffingPlan> {
    TRY_LET(auto plan, plan_for(tx, op, id, version, PlanAct::propose));
    if (published_plan(tx) != plan.base)
      return Error::conflict(
          say("Another plan was published since this one was drafted: it does not know what that one promised. Draft "
              "it anew."));
    plan.proposed_by = op.actor.person;
    return move_plan(tx, op, std::move(plan), PlanAct::propose);
  });
}

Result<StaffingPlan> approve_plan(const Op& op, PlanId id, std::int64_t version) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<StaffingPlan> {
    TRY_LET(auto plan, plan_for(tx, op, id, version, PlanAct::approve));
    auto approvals = approvals_of(tx, id);
    if (std::ranges::find(approvals, op.actor.person, &Approval::person) != approvals.end())
      return Error::refused(say("You have approved it already: somebody else of the committee has to."));
    insert_approval(tx, id, {op.actor.person, op.now});
    journal::record(tx, op, PlanApproved{id, plan.version});
    if (approvals.size() + 1 < kApprovals) return plan;
    return put_before_everybody(tx, op, std::move(plan));
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

Result<SeenPlan> seen_plan(Reader& reader, const Actor& actor, const Foundations& house, PlanId id) {
  auto plan = may_keep_plans(actor) ? find_plan(reader, id) : std::nullopt;
  if (!plan) return no_such_plan();
  SeenPlan seen;
  seen.plan = *std::move(plan);
  TRY_LET(seen.instance, read_instance(seen.plan.instance_text));
  seen.made.rows.resize(seen.instance.dossiers.size());
  if (!seen.plan.plan_text.empty()) {
    TRY_LET(seen.made, checked(seen.instance, seen.plan.plan_text));
  }
  seen.assignments = assignments_in(seen.instance, seen.made);
  seen.left_out = left_out_of(reader, id);
  seen.approvals = approvals_of(reader, id);
  for (const auto& e : all_engineers(reader, seen.plan.start)) seen.engineers[e.id] = shown_name(e);
  for (const auto& d : all_demands(reader, actor, house))
    if (d.clear) seen.dossiers[d.dossier] = {d.number, d.title, d.granted};
  seen.all = actor.roles.has(Role::office);
  return seen;
}

Result<void> may_take_instance(const Instance& instance, const std::vector<Demand>& seen, const Actor& actor) {
  bool all = actor.roles.has(Role::office) || std::ranges::all_of(instance.dossiers, [&](const InstanceDossier& d) {
               auto demand = std::ranges::find(seen, d.id, &Demand::dossier);
               return demand != seen.end() && demand->clear;
             });
  if (!all)
    return Error::refused(say(
        "You are linked to a dossier of it, or have not said yet that you are not: the office can give the instance."));
  return {};
}

}  // namespace couloir::pool
