#include "pool/plan_solve.h"

#include <fmt/format.h>

#include <atomic>

#include "journal/journal.h"
#include "pool/events.h"
#include "pool/plan_store.h"
#include "region/written.h"
#include "solve/explain.h"
#include "solve/instance_json.h"

namespace couloir::pool {

void describe(Describer& d, SolveFor& s) {
  d.type("SolveAsk");
  d.field("seconds", s.seconds, between(1, kLongestSolve).doc(_t("For at most so many seconds")));
}

Result<StaffingPlan> put_to_solve(Tx& tx, const Op& op, StaffingPlan plan, int seconds) {
  if (seconds < 1 || seconds > kLongestSolve)
    return Error::invalid({{"seconds", say("Between 1 and {1} seconds are possible.", std::to_string(kLongestSolve))}});
  if (journal::is_open(journal::find_job(tx, plan.solving)))
    return Error::refused(say("This plan is being solved already."));
  plan.solving = journal::enqueue(tx, op, SolvePlan{plan.id, plan.version, seconds}, {.queue = "pool.solve"});
  note_solving(tx, plan.id, plan.solving);
  journal::record(tx, op, PlanSolveAsked{plan.id, seconds});
  return plan;
}
Result<StaffingPlan> ask_to_solve(const Op& op, PlanId id, std::int64_t version, int seconds) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<StaffingPlan> {
    TRY_LET(auto plan, plan_for(tx, op, id, version, PlanAct::solve));
    return put_to_solve(tx, op, std::move(plan), seconds);
  });
}

Result<StaffingPlan> stop_solving(const Op& op, PlanId id, std::int64_t version) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<StaffingPlan> {
    TRY_LET(auto plan, plan_for(tx, op, id, version, PlanAct::solve));
    if (!journal::is_open(journal::find_job(tx, plan.solving)))
      return Error::refused(say("This plan is not being solved."));
    TRY(journal::cancel(tx, plan.solving));
    return plan;
  });
}

namespace {

/// Where the search begins: its own plan, else the one that it varies; empty: from nothing.
std::string plan_to_start_from(Reader& reader, const StaffingPlan& plan) {
  if (!plan.plan_text.empty() || !plan.variant_of) return plan.plan_text;
  return find_plan(reader, plan.variant_of).value().plan_text;
}

/// The plan that a job was asked to solve; empty: changed meanwhile, or done by an attempt before this one.
std::optional<StaffingPlan> plan_to_solve(Reader& reader, const SolvePlan& asked) {
  auto plan = find_plan(reader, asked.plan);
  bool open = plan && plan->version == asked.version && plan_transition(PlanAct::solve, plan->state) != nullptr;
  return open ? std::move(plan) : std::nullopt;
}

void tell_watchers(journal::JobContext& context, PlanId id, const Solving& solving) {
  context.op().db.write([&](Tx& tx) {
    put_solving(tx, id, solving);
    return true;
  });
}

/// Promises of its instance that cannot stand together.
Result<std::vector<Clash>> clashes_of(const StaffingPlan& plan) {
  TRY_LET(auto instance, read_instance(plan.instance_text));
  std::vector<Clash> all;
  for (const auto& found : solve::clashes_of_promises(solve::Field(solve::read_instance(plan.instance_text)))) {
    Clash clash{found.kind, {}, {}, found.wanted, found.there, {}};
    if (found.engineer >= 0) clash.engineer = instance.engineers[static_cast<std::size_t>(found.engineer)].id;
    if (found.month >= 0) clash.month = instance.start + found.month;
    for (auto d : found.dossiers) clash.dossiers.push_back(instance.dossiers[static_cast<std::size_t>(d)].id);
    all.push_back(std::move(clash));
  }
  return all;
}

/// Looks for a stop and tells how far it is, once a second.
std::function<void(const SolveState&)> watching(const SolvePlan& asked, journal::JobContext& context,
                                                std::atomic<bool>& stopped) {
  return [&, told_at = 0.0](const SolveState& now) mutable {
    if (now.seconds - told_at < 1) return;
    told_at = now.seconds;
    if (context.cancelled()) stopped = true;
    tell_watchers(context, asked.plan, {now.value, now.bound, {}});
    context.progress(static_cast<std::int64_t>(now.seconds), asked.seconds);
  };
}

/// A job keeps one sentence, which each reader is told in her language: the first thing that is wrong. The log has all.
Error with_first_problem(Error error) {
  for (const auto& problem : error.problems) error.context += fmt::format(" {}: {}", problem.where, problem.what.msgid);
  if (!error.problems.empty()) error.message = error.problems.front().what;
  return error;
}

}  // namespace

Result<void> solve_plan(const Foundations& house, const SolvePlan& asked, journal::JobContext& context) {
  auto reader = context.op().db.reader();
  auto plan = plan_to_solve(*reader, asked);
  if (!plan) return {};
  auto start = plan_to_start_from(*reader, *plan);
  NamedText text{"instance", plan->instance_text}, from{"plan", std::move(start)};
  reader.reset();
  std::atomic<bool> stopped{false};
  SolveOptions options;
  options.seconds = static_cast<double>(asked.seconds);
  options.skill_name = [&](const std::string& code) { return region::skill_name(house.region, code); };
  auto solved =
      solve_pool(text, from.text.empty() ? nullptr : &from, options, stopped, watching(asked, context, stopped));
  if (!solved) return with_first_problem(std::move(solved).error());
  if (!solved->staffed) {
    TRY_LET(auto clashes, clashes_of(*plan));
    tell_watchers(context, asked.plan, {{}, {}, std::move(clashes)});
    return Error::refused(say("No plan was found that keeps every promise."));
  }
  TRY_LET(auto instance, read_instance(plan->instance_text));
  auto made = checked(instance, solved->json, Maker::program);
  if (!made) return with_first_problem(std::move(made).error());
  return in_transaction(context.op().db, [&](Tx& tx) -> Result<void> {
    auto now = plan_to_solve(tx, asked);
    if (!now) return {};
    TRY(keep_plan(tx, context.op(), *std::move(now), instance, *made, solved->json));
    return {};
  });
}

}  // namespace couloir::pool
