// `couloir pool solve` without the program around it: an instance in, a staffing plan out, checked by the other code on
// its way.
#include <fmt/format.h>

#include "base/bug.h"
#include "plancheck/verdict.h"
#include "pool/front.h"
#include "pool/pool_file.h"
#include "pool/refusal_words.h"
#include "solve/instance_json.h"
#include "solve/model.h"
#include "solve/plan_json.h"
#include "web/describe.h"
#include "words/words.h"

namespace couloir::pool {
namespace {

/// Reasons of all refused dossiers are worked out with the plan for pools of this size; of larger ones, `pool explain`
/// gives one.
constexpr std::size_t kExplainedUpTo = 400;

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
  solve::RefusalTexts refused;
  if (out.staffed && field.cases.size() <= kExplainedUpTo) {
    const auto& c = *answer.certificate;
    refused = refusal_texts(field, solve::explain(field, answer.plan, c.profits, c.prices.scale, *answer.bound),
                            options.skill_name);
  }
  out.json = solve::plan_text(field, answer, refused) + "\n";
  if (out.staffed) check_own(instance, out.json);
  return out;
}

Result<std::string> explain_plan(const NamedText& instance, const NamedText& plan, std::optional<int> dossier) {
  auto read = solve::read_instance(instance.text);
  if (!read) return of_file(instance.name, std::move(read).error());
  solve::Field field(*read);
  auto staffing = solve::read_staffing(plan.text, field);
  if (!staffing) return of_file(plan.name, std::move(staffing).error());
  if (dossier && (*dossier < 0 || *dossier >= std::ssize(field.cases)))
    return Error::invalid(
        {{"dossier", say("The instance has dossiers 0 to {1}.", std::to_string(std::ssize(field.cases) - 1))}});
  auto judged = plancheck::read_instance(instance.text);
  auto rows = plancheck::read_plan(plan.text, *judged);
  if (!rows) return of_file(plan.name, std::move(rows).error());
  if (!plancheck::check(*judged, *rows).split)
    return Error::invalid({{plan.name, say("It breaks rules of the pool: see `couloir pool check`.")}});
  std::string out;
  for (const auto& c : field.cases) {
    if ((*staffing)[c.index] || (dossier && *dossier != c.index)) continue;
    std::string reasons;
    for (const auto& r : reasons_of(field, solve::explain_one(field, *staffing, c.index), {}))
      reasons += fmt::format(R"({}{{"rule":"{}","text_fr":{},"text_en":{},"evidence":{}}})", reasons.empty() ? "" : ",",
                             r.rule, json_string(r.text_fr), json_string(r.text_en), r.evidence);
    out += fmt::format(R"({}"{}":[{}])", out.empty() ? "" : ",", c.index, reasons);
  }
  return "{" + out + "}\n";
}

Result<std::string> bound_pool(const NamedText& instance, const SolveOptions& options,
                               const std::atomic<bool>& cancelled) {
  auto began = std::chrono::steady_clock::now();
  auto read = solve::read_instance(instance.text);
  if (!read) return of_file(instance.name, std::move(read).error());
  solve::Field field(*read);
  solve::Question question;
  question.seed = options.seed;
  question.limits.work = options.work;
  question.limits.cancelled = &cancelled;
  if (options.seconds)
    question.limits.deadline = began + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                                           std::chrono::duration<double>(*options.seconds));
  question.only_bound = true;
  return solve::plan_text(field, solve::solve(field, question), {}) + "\n";
}

Result<std::string> mps_of_pool(const NamedText& instance) {
  auto read = solve::read_instance(instance.text);
  if (!read) return of_file(instance.name, std::move(read).error());
  solve::Field field(*read);
  std::vector<int> all;
  for (const auto& c : field.cases) all.push_back(c.index);
  return solve::mps_text(solve::Model(field, solve::Roster(field), all).program(), "pool");
}

}  // namespace couloir::pool
