// For tests: the pool's model once more, row by row as it is written down and as slow as that is, and plans to try it
// on. Shares nothing with check.cc but the data.
#pragma once

#include <optional>
#include <random>
#include <string>
#include <vector>

#include "plancheck/instance.h"

namespace couloir::plancheck {

using PlanRows = std::vector<std::vector<Assignment>>;  // by dossier; empty: not granted

/// The objective of a plan that keeps every row of the model; empty for any other.
std::optional<std::int64_t> model_value(const Instance&, const PlanRows&);

/// Some valid plan: promised dossiers as published, others one after the other where they fit.
/// REQUIRES: the published plan of each promised dossier is valid.
PlanRows some_plan(const Instance&, std::mt19937_64&);

/// An instance of bench/data/pool, such as "S-1".
std::string bench_instance_text(std::string_view name);  ///< pool/1
Instance bench_instance(std::string_view name);

}  // namespace couloir::plancheck
