// What a plan says about itself, against what was worked out: objective and its parts, bound, status, proof.
#pragma once

#include "plancheck/findings.h"

namespace couloir::plancheck {

/// `verdict` holds split and bound_checked. A status “optimal” needs a bound that equals the objective and a proof.
void check_claims(const Instance&, const Plan&, const Verdict&, Findings&);

}  // namespace couloir::plancheck
