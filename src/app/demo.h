// The demonstration put into a house, as `couloir demo load` does and tests of the whole house.
#pragma once

#include "app/house.h"

namespace couloir::app {

/// start: the operator is a newcomer, her neighbours are at work · mapped: her use cases are scored, labs asked.
enum class DemoStage { start, mapped };

struct Demo;
/// REQUIRES: migrated, wired and without people. Errors: what is wrong with the files.
Result<void> load_demonstration(House&, const Demo&, DemoStage);

}  // namespace couloir::app

template <>
inline constexpr auto couloir::kNames<couloir::app::DemoStage> = std::array<std::string_view, 2>{"start", "mapped"};
