// A staffing plan and what it claims of itself (pool-plan/1). Data only; docs/formats.md describes the file.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/names.h"
#include "plancheck/instance.h"

namespace couloir::plancheck {

constexpr std::int64_t kMostClaim = 4'000'000'000'000'000'000;  ///< of an objective, a bound, a profit
constexpr std::int64_t kMostPrice = 1'000'000'000'000'000, kMostScale = 1'048'576, kMostCutEnergy = 1'000'000'000,
                       kMostCutWeight = 1'000'000, kMostCutRight = 1'000'000'000'000;
constexpr std::size_t kMostCuts = 100'000;

enum class PlanStatus { optimal, feasible, infeasible, unknown };
enum class Proof { certificate, search, none };

/// The objective in its parts: value − team − travel − move − floors, in milli-points.
struct Split {
  std::int64_t value = 0, team = 0, travel = 0, move = 0, floors = 0;
  std::int64_t granted = 0;  ///< dossiers
  std::int64_t effort = 0;   ///< quanta
  std::int64_t objective() const { return value - team - travel - move - floors; }
  bool operator==(const Split&) const = default;
};

/// A number that goes with a dossier.
struct Weighted {
  int dossier = 0;
  std::int64_t weight = 0;
};

/// Granting is limited: Σ weight·y ≤ most, because the energy of what is granted must fit into these engineers' months.
struct Cut {
  std::vector<int> engineers;
  int from = 0, to = 0;
  std::vector<Weighted> energy, terms;
  std::int64_t most = 0, price = 0;
};

struct AfterPrice {
  int dossier = 0, predecessor = 0;
  std::int64_t price = 0;
};

/// For a month t: a dossier that has begun by then, and its predecessor that is not over before, do not go together.
struct OrderPrice {
  int dossier = 0, predecessor = 0, month = 0;
  std::int64_t price = 0;
};

/// Prices from which an upper bound of every plan's value follows; empty lists are zeros.
struct Certificate {
  std::int64_t scale = 1;  ///< units of all numbers here in a milli-point
  std::vector<std::vector<std::int64_t>> capacity, slots;
  std::vector<std::int64_t> sessions, floors;
  std::vector<AfterPrice> after;
  std::vector<OrderPrice> order;
  std::vector<Cut> cuts;
  std::vector<std::int64_t> profits;  ///< by dossier: no plan of it alone earns more
};

struct Plan {
  std::string instance;                       ///< empty: not said
  bool staffed = false;                       ///< whether there is a plan at all
  std::vector<std::vector<Assignment>> rows;  ///< by dossier; empty: not granted
  std::optional<PlanStatus> status;
  Proof proof = Proof::none;
  std::optional<std::int64_t> objective, bound;
  std::optional<Split> split;
  std::optional<Certificate> certificate;
  std::vector<int> refused;  ///< dossiers with reasons
};

/// Errors: invalid, each place as a JSON pointer and what is allowed there; at most 100 of them.
Result<Plan> read_plan(std::string_view json, const Instance&);
/// Whether its rows can be read for this instance, whatever it claims of another: a plan to start from. Errors: as
/// read_plan.
Result<void> read_rows(std::string_view json, const Instance&);

}  // namespace couloir::plancheck

namespace couloir {
template <>
inline constexpr auto kNames<plancheck::PlanStatus> =
    std::array{"optimal"sv, "feasible"sv, "infeasible"sv, "unknown"sv};
template <>
inline constexpr auto kNames<plancheck::Proof> = std::array{"certificate"sv, "search"sv, "none"sv};
}  // namespace couloir
