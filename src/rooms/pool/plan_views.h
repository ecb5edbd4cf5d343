// What pages of staffing plans share: words for states and proofs, the picture of who works on what, tables of who and
// what. Decides nothing.
#pragma once

#include "pool/plan_seen.h"
#include "pool/views.h"

namespace couloir::pool {

html::Url plan_path(PlanId, std::string_view below = "");
/// Where a page of plans hangs.
std::vector<view::Link> above_plans();
std::string words_of(PlanState);
html::Html tag_of(PlanState);
/// "value 812,400, proved bound 815,000, gap 0.3%", as far as it is known.
std::string quality_words(const StaffingPlan&);
/// "Dossier P-2026-014 · Sorting letters", linked; what may not be seen has no name.
html::Html dossier_name(const Names&, DossierId);
/// "Ada Roth: Oct. 26 0.4, Nov. 26 0.6; Hugo…"
std::string work_by_engineer(const Names&, const std::vector<Assignment>&);
/// "Sorting letters: Oct. 26 0.4; …"
std::string work_by_dossier(const Names&, const std::vector<Assignment>&);
std::string clash_words(const Names&, const Clash&);
html::Html plan_picture(const SeenPlan&);

}  // namespace couloir::pool
