// The front door of portfolio: what other rooms may know of it, and nothing else.
#pragma once

#include <array>

#include "base/id.h"
#include "base/names.h"

namespace couloir::portfolio {

using UseCaseId = Id<struct UseCaseTag>;

/// idea: written down · mapped: scored, so its place is known · filed: in a dossier · running: being built ·
/// shipped: in use · stopped: given up, with a reason. Time-to-ship is shipped_on − running_on.
enum class UseCaseState { idea, mapped, filed, running, shipped, stopped };

}  // namespace couloir::portfolio

template <>
inline constexpr auto couloir::kNames<couloir::portfolio::UseCaseState> =
    std::array{"idea"sv, "mapped"sv, "filed"sv, "running"sv, "shipped"sv, "stopped"sv};
