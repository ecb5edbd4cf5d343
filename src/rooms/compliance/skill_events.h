// What the skills checklist writes into the journal: ids, days and counts; levels and notes stay in their tables.
#pragma once

#include "compliance/training.h"
#include "journal/payload.h"

namespace couloir::compliance {

struct SkillsFilled {
  static constexpr auto kName = "skills.filled"sv;
  ChecklistId checklist;
  OrganisationId organisation;
  TeamId team;
  std::int64_t needs = 0, gaps = 0, unknown = 0;
  static constexpr auto kFields =
      journal::fields(journal::field("checklist", &SkillsFilled::checklist),
                      journal::field("organisation", &SkillsFilled::organisation),
                      journal::field("team", &SkillsFilled::team), journal::field("needs", &SkillsFilled::needs),
                      journal::field("gaps", &SkillsFilled::gaps), journal::field("unknown", &SkillsFilled::unknown));
};
struct TrainingPlanned {
  static constexpr auto kName = "training.planned"sv;
  TrainingId training;
  ChecklistId checklist;
  PersonId owner;
  std::optional<Date> due, done_on;
  static constexpr auto kFields = journal::fields(
      journal::field("training", &TrainingPlanned::training), journal::field("checklist", &TrainingPlanned::checklist),
      journal::field("owner", &TrainingPlanned::owner), journal::field("due", &TrainingPlanned::due),
      journal::field("done_on", &TrainingPlanned::done_on));
};
struct TrainingDropped {
  static constexpr auto kName = "training.dropped"sv;
  TrainingId training;
  ChecklistId checklist;
  static constexpr auto kFields = journal::fields(journal::field("training", &TrainingDropped::training),
                                                  journal::field("checklist", &TrainingDropped::checklist));
};

}  // namespace couloir::compliance
