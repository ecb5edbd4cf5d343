// How evidence shows on the page of an AI-Act file.
#pragma once

#include <vector>

#include "compliance/evidence.h"
#include "html/view.h"
#include "web/request.h"

namespace couloir::compliance {

/// Those that prove this duty; an empty obligation: the file as a whole.
std::vector<Evidence> evidence_for(const std::vector<Evidence>&, std::string_view obligation, std::optional<ActRole>);
/// With a button that removes each, for its owner. Empty when there is none.
html::Html evidence_list(const web::Request&, UseCaseId, const std::vector<Evidence>&, bool owner);
html::Html evidence_form(const web::Request&, UseCaseId, const Proves&, const std::vector<Problem>& = {});

}  // namespace couloir::compliance
