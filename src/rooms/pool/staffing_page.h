// The page of what the pool gives one dossier, for whoever answers with it.
#pragma once

#include "pool/front.h"
#include "pool/plan.h"
#include "web/filled.h"
#include "web/request.h"

namespace couloir::pool {

web::Response staffing_page(web::Request&, const Foundations&, DossierId, const web::Form&, int status = 200);

}  // namespace couloir::pool
