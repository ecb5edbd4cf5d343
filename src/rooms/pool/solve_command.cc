// `couloir pool solve` without the program around it: an instance in, a staffing plan out, checked by the other code on
// its way.
#include "base/bug.h"
#include "plancheck/verdict.h"
#include "pool/front.h"
#include "pool/pool_file.h"
#include "solve/instance_json.h"
#include "solve/plan_json.h"
#include "words/words.h"

namespace couloir::pool {
namespace {

/// No plan leaves the program unchecked, not even its own.
void check_own(const NamedText& instance, const std::string& plan) {
  auto read = plancheck::read_instance(instance.text);
  check(read.has_value());
  auto staffing = plancheck::read_plan(plan, *read);
  check(staffing.has_value());
  check(plancheck::check(*read, *staffing).valid());
}

}  // namespace

Result<SolvedPool> solve_pool(const NamedText& instance, const NamedText* from, const SolveOptions& options,
                              const std::atomic<bool>& cancelled, const std::function<void(const SolveState&)>& told) {
  auto began = std::chrono::steady_clock::now();
  auto read = solve::read_instance(instance.text);
  if (!read) return of_file(instance.name, std::move(read).error());
  solve::Field field(*read);
  solve::Plan start;
  if (from) {
    auto staffing = solve::read_staffing(from->text, field);
    if (!staffing) return of_file(from->name, std::move(staffing).error());
    start = std::move(*staffing);
  }
  solve::Question question;
  question.seed = options.seed;
  question.threads = options.threads;
  question.from = from ? &start : nullptr;
  question.limits.work = options.work;
  question.limits.gap = options.gap;
  question.limits.cancelled = &cancelled;
  if (options.seconds)
    question.limits.deadline = began + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                                           std::chrono::duration<double>(*options.seconds));
  if (told)
    question.progress = [&](const solve::Progress& now) {
      told({now.seconds, now.any ? std::optional(now.value) : std::nullopt, now.bound});
    };
  auto answer = solve::solve(field, question);
  SolvedPool out;
  out.staffed = answer.status == solve::Status::optimal || answer.status == solve::Status::feasible;
  out.json = solve::plan_text(field, answer, {}) + "\n";
  if (out.staffed) check_own(instance, out.json);
  return out;
}

}  // namespace couloir::pool
