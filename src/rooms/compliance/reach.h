// Which answers make a rule apply. Used to refuse a pack with a rule that nothing can reach, and by tests that want a
// scenario for each rule. Pure.
#pragma once

#include <optional>

#include "compliance/classify.h"

namespace couloir::compliance {

/// Answers under which the rule applies (or, where its law leaves it open, is at least open); empty: there are none.
std::optional<Answers> answers_that_reach(const RulePack&, std::size_t rule);
inline bool reaches(const RulePack& pack, std::size_t rule) { return answers_that_reach(pack, rule).has_value(); }

}  // namespace couloir::compliance
