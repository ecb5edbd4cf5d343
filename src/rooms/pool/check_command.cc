// `couloir pool check` without the program around it: a plan against its instance, as JSON.
#include <fmt/format.h>

#include "plancheck/document.h"
#include "plancheck/verdict.h"
#include "pool/front.h"
#include "pool/pool_file.h"
#include "web/describe.h"
#include "words/words.h"

namespace couloir::pool {
namespace {

template <class Number>
std::string number_or_null(const std::optional<Number>& number) {
  return number ? fmt::format("{}", *number) : "null";
}

std::string split_json(const plancheck::Split& split) {
  return fmt::format(R"({{"value":{},"team":{},"travel":{},"move":{},"floors":{},"granted":{},"effort":{}}})",
                     split.value, split.team, split.travel, split.move, split.floors, split.granted, split.effort);
}

std::string violation_json(const plancheck::Violation& violation) {
  return fmt::format(R"({{"rule":"{}","dossier":{},"engineer":{},"month":{},"text":{}}})", name_of(violation.rule),
                     number_or_null(violation.dossier), number_or_null(violation.engineer),
                     number_or_null(violation.month), json_string(tr(violation.text)));
}

std::string verdict_json(const plancheck::Verdict& verdict) {
  std::string violations;
  for (const auto& violation : verdict.violations)
    violations += (violations.empty() ? "" : ",") + violation_json(violation);
  return fmt::format(
      R"({{"valid":{},"objective":{},"split":{},"bound_checked":{},"violations":[{}],"violations_found":{}}})",
      verdict.valid(), verdict.split ? std::to_string(verdict.split->objective()) : "null",
      verdict.split ? split_json(*verdict.split) : "null", number_or_null(verdict.bound_checked), violations,
      verdict.found);
}

}  // namespace

Result<PlanCheck> check_plan(const NamedText& instance, const NamedText& plan) {
  auto read = plancheck::read_instance(instance.text);
  if (!read) return of_file(instance.name, std::move(read).error());
  auto staffing = plancheck::read_plan(plan.text, *read);
  if (!staffing) return of_file(plan.name, std::move(staffing).error());
  auto verdict = plancheck::check(*read, *staffing);
  return PlanCheck{verdict.valid(), verdict_json(verdict) + "\n"};
}

std::size_t most_bytes_of_pool_files() { return plancheck::kMostBytes; }

}  // namespace couloir::pool
