// A staffing plan on its way in: the one place where a plan, whoever made it, is read and checked before it is stored
// or shown.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plancheck/plan.h"
#include "pool/instance.h"
#include "words/words.h"

namespace couloir::pool {

using plancheck::PlanStatus;
using plancheck::Proof;

struct CheckedPlan {
  std::vector<std::vector<PlanRow>> rows;         ///< by dossier of the instance; empty: not in the plan
  std::map<int, std::vector<Bilingual>> refused;  ///< why, by dossier of the instance; in the plan's own words
  plancheck::Split split;                         ///< what it is worth, worked out by the checker
  std::optional<std::int64_t> bound;              ///< milli-points, as the plan claims it
  bool certified = false;                         ///< the checker found the bound by itself, from the certificate
  PlanStatus status = PlanStatus::unknown;
  Proof proof = Proof::none;
  std::optional<std::int64_t> work, seed;
};

/// Longest plan that is taken in.
inline constexpr std::size_t kLongestPlanText = 4U << 20U;

/// Errors: invalid, with the place of each mistake ("/plans/3/0"); refused, when the plan breaks a rule of its instance
/// or claims what is not so.
Result<CheckedPlan> checked(const Instance&, std::string_view plan);

/// An instance that text_of() wrote. Errors: invalid.
Result<Instance> read_instance(std::string_view json);

}  // namespace couloir::pool
