// What a plan's page shows of its floors.
#pragma once

#include "pool/floors.h"
#include "web/request.h"

namespace couloir::pool {

/// The variants that answer what the floors of a plan cost. Three statements.
std::vector<FloorAnswer> floor_answers_of(Reader&, const SeenPlan&);
/// Each floor: what it asks, what the plan gives, what is missing and paid for it, what it costs. Empty without floors.
html::Html floors_section(web::Request&, const SeenPlan&, const std::vector<FloorAnswer>&, const Foundations&);

}  // namespace couloir::pool
