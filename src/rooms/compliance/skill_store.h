// The only SQL on compliance_skill_checklist, _people, _level and _change, on compliance_training and its _reminder.
#pragma once

#include "compliance/training.h"
#include "store/db.h"

namespace couloir::compliance {

/// Three statements.
std::optional<Checklist> find_checklist(Reader&, const Crew&);
/// All of these organisations, by id. Three statements for up to 32 of them.
std::vector<Checklist> checklists_of(Reader&, std::vector<OrganisationId>);
/// Gives it its id and version 1; the roles and levels it holds are saved with it.
/// Errors: conflict (the crew has one already).
Result<void> insert_checklist(Tx&, Checklist&);
/// Saves what `changes` say and raises the version. Errors: conflict (another version is stored).
Result<void> save_checklist(Tx&, Checklist&, const std::vector<SkillChange>& changes);
void insert_changes(Tx&, ChecklistId, const std::vector<SkillChange>&);
std::vector<SkillChange> skill_changes_of(Reader&, ChecklistId, int limit);  ///< newest first

std::vector<PlannedTraining> trainings_of(Reader&, ChecklistId);  ///< in the order they were planned
/// Version 0: gives it its id. Errors: conflict (another version is stored).
Result<void> put_training(Tx&, ChecklistId, PlannedTraining&, Instant now);
void remove_training(Tx&, TrainingId);

/// Trainings with an owner that are not done and due on that day or before.
struct DueTraining {
  TrainingId id;
  Crew crew;
  std::string training;  ///< code in the pack
  PersonId owner;
  Date due;
};
std::vector<DueTraining> trainings_due_by(Reader&, Date);
/// True the first time.
bool remember_training_reminder(Tx&, TrainingId, Date due, int step, Instant now);

/// Sums over all checklists, for the region. Two statements.
struct RegionLevel {
  RoleSkill what;
  int level = 0;
  std::int64_t checklists = 0;
};
struct RegionRole {
  std::string role;
  std::int64_t checklists = 0, organisations = 0, people = 0;
};
struct RegionSkills {
  std::vector<RegionRole> roles;
  std::vector<RegionLevel> levels;  ///< of roles present
};
RegionSkills region_skills(Reader&);

}  // namespace couloir::compliance
