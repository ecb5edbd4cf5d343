// Where every part of the checker puts what it finds.
#pragma once

#include <optional>
#include <vector>

#include "plancheck/verdict.h"

namespace couloir::plancheck {

struct Where {
  std::optional<int> dossier, engineer, month;
};

struct Findings {
  std::vector<Violation> violations;
  std::int64_t found = 0;
  void add(PlanRule, Where, Sentence);
};

}  // namespace couloir::plancheck
