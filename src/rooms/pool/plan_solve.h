// Having the program solve a plan in the background: asked for, watched, stopped.
#pragma once

#include "journal/jobs.h"
#include "pool/plan_edit.h"
#include "web/describe.h"

namespace couloir::pool {

/// Longest a plan may be worked on at once.
inline constexpr int kLongestSolve = 3'600;
/// Asks the program to solve it, in the background and for at most so many seconds, from the plan it holds if there is
/// one; a variant without one starts from the plan that it varies. Errors: forbidden, not_found, invalid (seconds),
/// refused (its state, or it is being solved), conflict.
Result<StaffingPlan> ask_to_solve(const Op&, PlanId, std::int64_t version, int seconds);
/// The same within a transaction. REQUIRES: it may be solved.
Result<StaffingPlan> put_to_solve(Tx&, const Op&, StaffingPlan, int seconds);
/// Ends that work early: the best plan so far is kept. Errors: forbidden, not_found, refused (nothing runs).
Result<StaffingPlan> stop_solving(const Op&, PlanId, std::int64_t version);

/// How long somebody asks it to work, from a form or a request.
struct SolveFor {
  int seconds = 60;
};
void describe(Describer&, SolveFor&);

struct SolvePlan {
  static constexpr auto kName = "pool.solve_plan"sv;
  PlanId plan;
  std::int64_t version = 0, seconds = 0;
  static constexpr auto kFields =
      journal::fields(journal::field("plan", &SolvePlan::plan), journal::field("version", &SolvePlan::version),
                      journal::field("seconds", &SolvePlan::seconds));
};
Result<void> solve_plan(const Foundations&, const SolvePlan&, journal::JobContext&);

}  // namespace couloir::pool
