// What pages show of the workshop that a dossier starts with.
#pragma once

#include "pool/workshop.h"
#include "web/request.h"

namespace couloir::pool {

/// On the page of its dossier: the day, what speaks against it by now, and for office and committee the form.
html::Html workshop_section(web::Request&, const WorkshopToHold&, const web::Form&);

}  // namespace couloir::pool
