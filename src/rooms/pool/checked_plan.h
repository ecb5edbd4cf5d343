// A staffing plan on its way in: the one place where a plan, whoever made it, is read and checked before it is stored.
// What is stored is only read to be shown.
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

/// Why a dossier is not in a plan, in the plan's own words.
struct RefusalReason {
  std::string rule;  ///< docs/formats.md; a plan that somebody brings may say anything here
  Bilingual words;
};

struct CheckedPlan {
  std::vector<std::vector<PlanRow>> rows;             ///< by dossier of the instance; empty: not in the plan
  std::map<int, std::vector<RefusalReason>> refused;  ///< by dossier of the instance
  plancheck::Split split;                             ///< what it is worth, worked out by the checker
  std::optional<std::int64_t> bound;                  ///< milli-points, as the plan claims it
  bool certified = false;                             ///< the checker found the bound by itself, from the certificate
  PlanStatus status = PlanStatus::unknown;
  Proof proof = Proof::none;
  std::optional<std::int64_t> work, seed;
};

/// Longest plan that somebody brings; what the program makes is as long as it is.
inline constexpr std::size_t kLongestPlanText = 4U << 20U;
/// Largest instance whose certificates are worked out here: dossiers × engineers × months. Beyond it a bound carries no
/// proof, and `couloir pool check` is for whoever wants one.
inline constexpr std::int64_t kMostCertificateWork = 2'000'000;

/// Who made it: `program` may say that it searched through all plans, for somebody else nobody can vouch.
enum class Maker { program, somebody };

/// A proof is kept that the checker found itself, or that the program names. Long work: never in a transaction, never
/// to show a page. Errors: invalid, with the place of each mistake ("/plans/3/0"); refused, when the plan breaks a rule
/// of its instance or claims what is not so.
Result<CheckedPlan> checked(const Instance&, std::string_view plan, Maker);
/// The same without judging it: value, bound and proof are what it says. For what checked() took. Errors: invalid.
Result<CheckedPlan> as_stored(const Instance&, std::string_view plan);

/// An instance that text_of() wrote. Errors: invalid.
Result<Instance> read_instance(std::string_view json);

}  // namespace couloir::pool
