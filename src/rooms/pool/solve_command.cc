// `couloir pool solve` without the program around it: an instance in, a staffing plan out, checked by the other code on
// its way.
#include <fmt/format.h>

#include "base/bug.h"
#include "plancheck/bound.h"
#include "plancheck/change.h"
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

/// A file that both readers take, the checker's first: every complaint is its own.
struct ReadPool {
  plancheck::Instance judged;
  solve::Instance instance;
};
Result<ReadPool> read_pool(const NamedText& file) {
  auto judged = plancheck::read_instance(file.text);
  if (!judged) return of_file(file.name, std::move(judged).error());
  auto instance = solve::read_instance(file.text);
  if (auto reach = solve::within_reach(instance); !reach) return of_file(file.name, std::move(reach).error());
  return ReadPool{*std::move(judged), std::move(instance)};
}

solve::Question question_of(const SolveOptions& options, std::chrono::steady_clock::time_point began,
                            const std::atomic<bool>& cancelled) {
  using Clock = std::chrono::steady_clock;
  solve::Question question;
  question.seed = options.seed;
  question.threads = options.threads;
  question.limits.work = options.work;
  question.limits.gap = options.gap;
  question.limits.cancelled = &cancelled;
  if (options.seconds)
    question.limits.deadline =
        began + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(*options.seconds));
  return question;
}

std::string name_of_month(const solve::Field& field, int month) {
  return written(parse_month(field.in.start).value_or(Month{}) + month);
}

std::string months_of(const solve::Field& field, int quanta) {
  return number(double(quanta) / field.in.quanta_per_month, 1);
}

std::string clash_in_words(const solve::Field& field, const solve::Clash& clash) {
  ClashParts parts;
  for (int d : clash.dossiers) parts.dossiers += (parts.dossiers.empty() ? "" : ", ") + field.in.dossiers[d].id;
  if (clash.engineer >= 0) parts.engineer = field.in.engineers[clash.engineer].id;
  if (clash.month >= 0) parts.month = name_of_month(field, clash.month);
  auto figure = [&](int n) { return clash.kind == solve::ClashKind::months ? months_of(field, n) : std::to_string(n); };
  parts.wanted = figure(clash.wanted), parts.there = figure(clash.there);
  return clash_in_words(clash.kind, parts);
}
/// Which promises cannot stand as they were published, for whoever has to give one up.
std::vector<Bilingual> clashes_in(const solve::Field& field) {
  std::vector<Bilingual> found;
  for (const auto& clash : solve::clashes_of_promises(field))
    found.push_back(in_both([&] { return clash_in_words(field, clash); }));
  return found;
}

/// That no plan can be is said only where the other code finds it too.
solve::Answer confirmed(const plancheck::Instance& judged, solve::Answer answer) {
  if (answer.status == solve::Status::infeasible && !plancheck::impossible_promise(judged))
    answer.status = solve::Status::unknown, answer.proof = solve::Proof::none;
  return answer;
}

/// Its certificate is too hard to check: the bound is the solver's word, unless it went through all plans.
void unprove(solve::Answer& answer) {
  answer.certificate.reset();
  if (answer.proof != solve::Proof::certificate) return;
  answer.proof = solve::Proof::none;
  if (answer.status == solve::Status::optimal) answer.status = solve::Status::feasible;
}

std::string explained_text(const solve::Field& field, const solve::Answer& answer, const SolveOptions& options) {
  solve::RefusalTexts refused;
  bool staffed = answer.status == solve::Status::optimal || answer.status == solve::Status::feasible;
  if (staffed && field.cases.size() <= kExplainedUpTo) {
    const auto* c = answer.certificate ? &*answer.certificate : nullptr;
    refused = refusal_texts(field,
                            solve::explain(field, answer.plan, c ? c->profits : std::vector<std::int64_t>{},
                                           c ? c->prices.scale : 1, c ? c->bound : 0),
                            options.skill_name);
  }
  return solve::plan_text(field, answer, refused) + "\n";
}

/// REQUIRES: a text of plan_text, which the reader takes.
plancheck::Verdict own_verdict(const plancheck::Instance& judged, const std::string& text) {
  auto plan = plancheck::read_plan(text, judged);
  if (!plan) throw Bug("a plan of the solver that the checker cannot read");
  return plancheck::check(judged, *plan);
}

}  // namespace

Result<SolvedPool> solve_pool(const NamedText& instance, const NamedText* from, const SolveOptions& options,
                              const std::atomic<bool>& cancelled, const std::function<void(const SolveState&)>& told) {
  auto began = std::chrono::steady_clock::now();
  TRY_LET(auto read, read_pool(instance));
  solve::Field field(read.instance);
  auto question = question_of(options, began, cancelled);
  solve::Plan start;
  if (from) {
    if (auto rows = plancheck::read_rows(from->text, read.judged); !rows)
      return of_file(from->name, std::move(rows).error());
    start = solve::read_staffing(from->text, field);
    question.from = &start;
  }
  if (told)
    question.progress = [&](const solve::Progress& now) {
      SolveState state{.seconds = now.seconds, .bound = now.bound};
      if (now.any) state.value = now.value, state.gap = solve::gap_of(now.value, now.bound);
      told(state);
    };
  auto answer = confirmed(read.judged, solve::solve(field, question));
  SolvedPool out;
  out.staffed = answer.status == solve::Status::optimal || answer.status == solve::Status::feasible;
  if (!out.staffed) out.clashes = clashes_in(field);
  out.json = explained_text(field, answer, options);
  // Nothing leaves the program unchecked, not even its own; what cannot be proved to the other code is not said.
  auto verdict = own_verdict(read.judged, out.json);
  if (answer.certificate && !verdict.bound_checked) {
    unprove(answer);
    out.json = explained_text(field, answer, options);
    verdict = own_verdict(read.judged, out.json);
  }
  if (out.staffed && !verdict.valid())
    return Error::refused(
        say("The plan that was found did not pass the checker: this is a fault of the program, please report it."));
  return out;
}

Result<NamedText> changed_pool(const NamedText& instance, const NamedText& change) {
  if (auto sound = plancheck::read_instance(instance.text); !sound)
    return of_file(instance.name, std::move(sound).error());
  auto text = plancheck::changed(instance.text, change.text);
  if (!text) return of_file(change.name, std::move(text).error());
  return NamedText{instance.name, *std::move(text)};
}

Result<std::string> explain_plan(const NamedText& instance, const NamedText& plan, std::optional<int> dossier) {
  TRY_LET(auto read, read_pool(instance));
  solve::Field field(read.instance);
  auto rows = plancheck::read_plan(plan.text, read.judged);
  if (!rows) return of_file(plan.name, std::move(rows).error());
  if (!plancheck::check(read.judged, *rows).valid())
    return Error::invalid({{plan.name, say("It breaks rules of the pool: see `couloir pool check`.")}});
  if (dossier && *dossier >= std::ssize(field.cases))
    return Error::invalid(
        {{"dossier", say("The instance has dossiers 0 to {1}.", std::to_string(std::ssize(field.cases) - 1))}});
  auto staffing = solve::read_staffing(plan.text, field);
  std::string out;
  for (const auto& c : field.cases) {
    if (staffing[c.index] || (dossier && *dossier != c.index)) continue;
    std::string reasons;
    for (const auto& r : reasons_of(field, solve::explain_one(field, staffing, c.index), {}))
      reasons += fmt::format(R"({}{{"rule":"{}","text_fr":{},"text_en":{},"evidence":{}}})", reasons.empty() ? "" : ",",
                             r.rule, json_string(r.text_fr), json_string(r.text_en), r.evidence);
    out += fmt::format(R"({}"{}":[{}])", out.empty() ? "" : ",", c.index, reasons);
  }
  return "{" + out + "}\n";
}

Result<std::string> bound_pool(const NamedText& instance, const SolveOptions& options,
                               const std::atomic<bool>& cancelled) {
  auto began = std::chrono::steady_clock::now();
  TRY_LET(auto read, read_pool(instance));
  solve::Field field(read.instance);
  auto question = question_of(options, began, cancelled);
  question.only_bound = true;
  auto answer = confirmed(read.judged, solve::solve(field, question));
  auto text = solve::plan_text(field, answer, {}) + "\n";
  if (!answer.certificate || own_verdict(read.judged, text).bound_checked) return text;
  unprove(answer);
  return solve::plan_text(field, answer, {}) + "\n";
}

Result<std::string> mps_of_pool(const NamedText& instance) {
  TRY_LET(auto read, read_pool(instance));
  return solve::mps_text(solve::program_of(solve::Field(read.instance)), "pool");
}

}  // namespace couloir::pool
