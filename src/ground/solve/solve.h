// Staffs a pool: a plan, how much no plan can pass, and the proof of it. Better the longer it may work; stopped at any
// time it gives the best so far. The same instance, seed, threads and work give the same answer on every machine; a run
// that the clock stops does not.
//
// Rounds of fixed work: one thread moves the prices (bound.h) while the others search (search.h); between rounds they
// exchange prices, and in pools of up to a hundred dossiers also best plans; in larger ones each cools on its own.
// Measured at 13 to 2,000 engineers (docs/performance.md); every plan is checked by other code (plancheck).
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/names.h"
#include "solve/bound.h"
#include "solve/roster.h"

namespace couloir::solve {

enum class Status {
  optimal,  ///< worth as much as the bound
  feasible,
  infeasible,  ///< a promise cannot be kept by any plan
  unknown,     ///< no plan found, none excluded
};
enum class Proof { certificate, search, none };

struct Progress {
  double seconds = 0;
  std::int64_t value = 0, bound = 0;  ///< milli-points
  bool any = false;                   ///< whether there is a plan yet
};

struct Limits {
  std::optional<std::chrono::steady_clock::time_point> deadline;
  std::optional<std::uint64_t> work;
  double gap = 0;  ///< enough is (bound − value) / |bound| at or below it
  const std::atomic<bool>* cancelled = nullptr;
};

struct Question {
  std::uint64_t seed = 1;
  int threads = 2;
  Limits limits;
  const Plan* from = nullptr;  ///< where to start
  bool only_bound = false;     ///< no plan is looked for
  std::function<void(const Progress&)> progress;
};

/// What recomputes the bound (docs/formats.md, certificate).
struct Certificate {
  std::int64_t bound = 0;  ///< milli-points; a search may have proved less
  Prices prices;
  std::vector<std::int64_t> profits;
};

struct Answer {
  Status status = Status::unknown;
  Proof proof = Proof::none;
  Plan plan;  ///< all empty when there is none
  Split split;
  std::int64_t objective = 0;
  std::optional<std::int64_t> bound;
  std::optional<Certificate> certificate;
  std::uint64_t work = 0, seed = 0;
  int threads = 1;
};

Answer solve(const Field& field, const Question& question);

/// As docs/formats.md has it: (bound − value) / max(1, |bound|).
double gap_of(std::int64_t value, std::int64_t bound);

}  // namespace couloir::solve

template <>
inline constexpr auto couloir::kNames<couloir::solve::Status> =
    std::array{"optimal"sv, "feasible"sv, "infeasible"sv, "unknown"sv};
template <>
inline constexpr auto couloir::kNames<couloir::solve::Proof> = std::array{"certificate"sv, "search"sv, "none"sv};
