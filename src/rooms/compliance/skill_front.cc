// The part of compliance's front door that is about skills.
#include "compliance/front.h"
#include "compliance/rule_pack.h"
#include "compliance/skill_edit.h"
#include "compliance/skill_notices.h"
#include "compliance/skill_pages.h"
#include "compliance/skill_personal.h"
#include "compliance/skill_store.h"

namespace couloir::compliance {
namespace {

struct RemindOfTrainings {
  static constexpr auto kName = "skills.remind"sv;
  static constexpr auto kFields = journal::fields();
};

}  // namespace

SkillEvidence skill_evidence(Reader& reader, const region::Pack& pack, OrganisationId organisation) {
  SkillEvidence evidence;
  for (const auto& checklist : checklists_of(reader, {organisation})) {
    auto tally = tally_of(needs_of(pack, checklist));
    evidence.begun += tally.standing() != ChecklistStanding::not_begun;
    evidence.complete += tally.standing() == ChecklistStanding::complete;
    evidence.gaps += tally.gaps;
    evidence.unknown += tally.unknown;
  }
  return evidence;
}

std::vector<Problem> flaws_of_skills(const region::Pack& pack, const RulePack& law) {
  std::vector<Problem> found;
  for (const auto& skill : pack.skills)
    for (const auto& obligation : skill.serves)
      if (law.obligation(obligation) == kNowhere)
        found.push_back({skill.code, say("The skill “{1}” serves an obligation that the rule pack does not have: {2}.",
                                         skill.code, obligation)});
  return found;
}

Result<void> take_in_checklist(const Op& owner, const region::Pack& pack, const ReadyChecklist& ready, Date today) {
  Crew crew{ready.organisation, ready.team};
  ChecklistGiven given;
  given.people = ready.people;
  for (const auto& [role, skills] : ready.levels)
    for (const auto& [skill, level] : skills) given.levels[{role, skill}] = level;
  TRY(fill_checklist(owner, pack, crew, 0, given));
  for (const auto& [training, note, due, done_on] : ready.plan)
    TRY(plan_training(owner, pack, crew, {{}, training, owner.actor.person, due, done_on, note, 0}, today));
  return {};
}

void mount_skills(web::Site& site, const region::Pack& pack, const RulePack& law, journal::Jobs& jobs,
                  people::PersonalData& personal) {
  mount_skill_pages(site.router(), pack);
  mount_checklist_pages(site.router(), pack, law);
  mount_catalogue_page(site.router(), pack, law);
  mount_skill_api(site.api(), pack, site.config().timezone);
  personal.add_source(skills_of_person());
  const auto& config = site.config();
  jobs.every<RemindOfTrainings>(std::chrono::hours(6), [&pack, url = config.base_url, zone = config.timezone](
                                                           const RemindOfTrainings&, journal::JobContext& context) {
    auto op = context.op();
    return remind_of_trainings(op, pack, url, day_in(op.now, zone));
  });
}

}  // namespace couloir::compliance
