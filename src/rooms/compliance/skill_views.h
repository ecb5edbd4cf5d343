// Words and small pictures that several pages on skills show.
#pragma once

#include <string>

#include "compliance/rule_pack.h"
#include "compliance/skill_edit.h"
#include "html/form.h"
#include "html/table.h"
#include "html/view.h"

namespace couloir::compliance {

std::string label(NeedState);
std::string label(ChecklistStanding);
html::Html tag_of(NeedState);
html::Html tag_of(ChecklistStanding);
/// "2 · With help".
/// "/skills/7", "/skills/organisations/3" and below.
html::Url skills_path(const Crew&, std::string_view below = "");
/// The team's name, or that of the organisation.
std::string crew_name(const SeenChecklist&);

/// Levels 1 to 4 as four cells: known, missing, unknown. For the eye; the words stand beside it.
html::Html level_cells(const Need&);
/// How much of what is needed is there, missing or unknown: one bar, its numbers in words below.
html::Html tally_bar(const Tally&);
std::string words_of(const Tally&);
/// The obligations of the AI Act that a skill serves, as tags; none: nothing.
html::Html duty_tags(const region::Skill&);
/// What the levels mean, on demand.
html::Html scale_help(const region::Pack&);
/// Said wherever levels are: they are a proposal, and the Act sets none.
html::Html skills_notice(const region::Pack&);

}  // namespace couloir::compliance
