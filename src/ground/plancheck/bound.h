// The bound that a certificate proves, worked out again from its prices.
#pragma once

#include "plancheck/findings.h"
#include "plancheck/lone_dossier.h"

namespace couloir::plancheck {

enum class Confirmed { yes, no, unknown };
/// Whether no plan of the dossier alone earns more than `profit`. no: one does. unknown: too large to be told.
Confirmed confirm_profit(const PricedInstance&, int dossier, std::int64_t profit);

/// No plan of the instance is worth more, in milli-points. Empty when a part of the certificate is not confirmed; the
/// findings say which.
std::optional<std::int64_t> certified_bound(const Instance&, const Certificate&, Findings&);

/// A promised dossier, or one that such a dossier waits for, that no plan can staff even by itself: then there is no
/// plan at all. Empty: none is known to be so.
std::optional<int> impossible_promise(const Instance&);

}  // namespace couloir::plancheck
