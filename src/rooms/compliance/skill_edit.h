// Commands on skills checklists and their training plans. Page, API and command line all come through here.
#pragma once

#include "compliance/training.h"
#include "store/db.h"

namespace couloir::compliance {

/// A checklist with the names of whose it is, for who may see it; one nobody has begun has version 0.
struct SeenChecklist {
  Crew crew;
  std::string organisation, team;  ///< names; no team: empty
  Checklist checklist;
};
/// Errors: not_found (also a team of somebody else).
Result<SeenChecklist> seen_checklist(Reader&, const Actor&, const Crew&);
/// The crew of a team. Errors: not_found (no such team).
Result<Crew> crew_of_team(Reader&, TeamId);
/// Crews of which this actor's labs sponsor a use case. One statement a lab.
std::vector<Crew> sponsored_crews(Reader&, const Actor&);

/// What one save says: roles and levels that are not named stay.
struct ChecklistGiven {
  std::map<std::string, std::int64_t> people;      ///< by role; 0: nobody
  std::map<RoleSkill, std::optional<int>> levels;  ///< empty: nobody knows
};
/// Begins the checklist when version is 0. Saying the same again changes nothing. Errors: not_found, conflict, invalid
/// (places are people.ROLE and levels.ROLE.SKILL).
Result<Checklist> fill_checklist(const Op&, const region::Pack&, const Crew&, std::int64_t version,
                                 const ChecklistGiven&);

/// Plans a training, or changes its plan; `version` of it is what the person has seen. Errors: not_found (also a
/// checklist that is not begun), conflict, invalid (training, owner, due, done_on, note).
Result<PlannedTraining> plan_training(const Op&, const region::Pack&, const Crew&, PlannedTraining, Date today);
/// Takes it off the plan. Errors: not_found.
Result<void> drop_training(const Op&, const Crew&, const std::string& training);

/// Places of the forms.
std::string place_of_people(const std::string& role);
std::string place_of_level(const RoleSkill&);

}  // namespace couloir::compliance
