// The page of one staffing plan, for whoever answers with it: shown, or shown again with what is wrong.
#pragma once

#include "pool/front.h"
#include "pool/plan_seen.h"
#include "web/request.h"

namespace couloir::pool {

web::Response plan_page(web::Request&, const Foundations&, PlanId, const web::Form&, int status = 200);
/// How far the program is with solving it.
html::Html solving_progress(web::Request&, const StaffingPlan&, const journal::Job&, const Solving&);

}  // namespace couloir::pool
