#include "compliance/skill_notices.h"

#include "compliance/reminding.h"
#include "compliance/skill_store.h"
#include "compliance/skill_views.h"
#include "people/organisation.h"
#include "people/team.h"

namespace couloir::compliance {
namespace {

/// Of the team, or of the organisation itself.
std::string name_of_crew(Reader& reader, const Crew& crew) {
  if (auto team = crew.team ? people::find_team(reader, crew.team) : std::nullopt) return team->facts.name;
  return people::names_of_organisations(reader, {crew.organisation})[crew.organisation];
}

}  // namespace

Result<void> remind_of_trainings(const Op& op, const region::Pack& pack, const std::string& base_url, Date today) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    for (const auto& due : trainings_due_by(tx, days_after(today, kDueSteps.front()))) {
      const auto* training = region::find(pack.trainings, due.training);
      auto left = days_between(today, due.due);
      auto step = step_at(kDueSteps, left);
      if (training == nullptr || !step || !remember_training_reminder(tx, due.id, due.due, *step, op.now)) continue;
      if (!works_there(tx, due.crew.organisation, due.owner)) continue;
      TRY(people::mail_to(tx, op, due.owner, [&](journal::Mail& mail, const auto&) {
        mail.subject = due_subject(due.due, left, training->name.text());
        mail.text = name_of_crew(tx, due.crew) + "\n\n" + training->description.text() + "\n\n" + base_url +
                    skills_path(due.crew).str() + "\n";
      }));
    }
    return {};
  });
}

}  // namespace couloir::compliance
