#include "compliance/skill_edit.h"

#include <algorithm>

#include "compliance/skill_events.h"
#include "compliance/skill_store.h"
#include "journal/journal.h"
#include "people/organisation.h"
#include "people/team.h"
#include "portfolio/front.h"

namespace couloir::compliance {
namespace {

constexpr std::int64_t kMostPeople = 10'000;

Error no_such_checklist() {
  return Error::not_found(say("This skills checklist is not there, or is not yours to see."));
}
Error no_such_training() { return Error::not_found(say("This training is not on the plan.")); }

/// The name of the crew's team; empty for the organisation itself. Errors: not_found (a team of somebody else).
Result<std::string> team_name(Reader& reader, const Crew& crew) {
  if (!crew.team) return std::string();
  auto team = people::find_team(reader, crew.team);
  if (!team || team->organisation != crew.organisation) return no_such_checklist();
  return team->facts.name;
}

bool is_needed(const region::TeamRole& role, const std::string& skill) {
  return std::ranges::find(role.needs, skill, &region::SkillNeed::skill) != role.needs.end();
}

std::vector<Problem> problems_of_given(const region::Pack& pack, const ChecklistGiven& given) {
  std::vector<Problem> found;
  for (const auto& [role, people] : given.people) {
    if (region::find(pack.team_roles, role) == nullptr)
      found.push_back({place_of_people(role), say("The region has no role of this code.")});
    else if (people < 0 || people > kMostPeople)
      found.push_back({place_of_people(role),
                       say("A whole number of people is expected here, from 0 to {1}.", number(kMostPeople))});
  }
  for (const auto& [what, level] : given.levels) {
    const auto* role = region::find(pack.team_roles, what.role);
    if (role == nullptr || !is_needed(*role, what.skill))
      found.push_back({place_of_level(what), say("This role does not need this skill.")});
    else if (level && (*level < 0 || *level > region::kTopSkillLevel))
      found.push_back({place_of_level(what), say("A level goes from 0 to {1}; leave it open when nobody knows.",
                                                 std::to_string(region::kTopSkillLevel))});
  }
  return found;
}

/// Applies `given` to the checklist and says what that changed.
std::vector<SkillChange> apply(const ChecklistGiven& given, const Op& op, Checklist& checklist) {
  std::vector<SkillChange> changes;
  auto add = [&](RoleSkill what, std::optional<std::int64_t> before, std::optional<std::int64_t> after) {
    if (before != after)
      changes.push_back({checklist.version + 1, op.now, op.actor.person, std::move(what), before, after});
  };
  for (const auto& [role, people] : given.people) {
    auto known = checklist.people.find(role);
    add({role, ""}, known == checklist.people.end() ? std::nullopt : std::optional(known->second),
        people == 0 ? std::nullopt : std::optional(people));
    if (people == 0)
      checklist.people.erase(role);
    else
      checklist.people[role] = people;
  }
  for (const auto& [what, level] : given.levels) {
    auto known = checklist.levels.find(what);
    add(what, known == checklist.levels.end() ? std::nullopt : std::optional<std::int64_t>(known->second), level);
    if (level)
      checklist.levels[what] = *level;
    else
      checklist.levels.erase(what);
  }
  return changes;
}

/// The stored checklist of a crew that the actor may fill; version 0: none yet.
Result<Checklist> open_for_operator(Tx& tx, const Op& op, const Crew& crew) {
  if (!may_fill(op.actor, crew.organisation)) return no_such_checklist();
  TRY(team_name(tx, crew));
  if (auto found = find_checklist(tx, crew)) return *std::move(found);
  Checklist fresh;
  fresh.crew = crew;
  return fresh;
}

}  // namespace

std::string place_of_people(const std::string& role) { return "people." + role; }
std::string place_of_level(const RoleSkill& what) { return "levels." + what.role + "." + what.skill; }

Result<Crew> crew_of_team(Reader& reader, TeamId id) {
  auto team = people::find_team(reader, id);
  if (!team) return no_such_checklist();
  return Crew{team->organisation, id};
}

std::vector<Crew> sponsored_crews(Reader& reader, const Actor& actor) {
  std::vector<Crew> crews;
  if (!actor.roles.has(Role::lab)) return crews;
  for (auto lab : actor.labs)
    for (const auto& [organisation, team] : portfolio::crews_sponsored_by(reader, lab))
      crews.push_back({organisation, team});
  std::ranges::sort(crews);
  crews.erase(std::unique(crews.begin(), crews.end()), crews.end());
  return crews;
}

Result<SeenChecklist> seen_checklist(Reader& reader, const Actor& actor, const Crew& crew) {
  if (!may_see(actor, crew, sponsored_crews(reader, actor))) return no_such_checklist();
  SeenChecklist seen{crew, {}, {}, {}};
  TRY_LET(seen.team, team_name(reader, crew));
  auto names = people::names_of_organisations(reader, {crew.organisation});
  if (names.empty()) return no_such_checklist();
  seen.organisation = names.begin()->second;
  seen.checklist.crew = crew;
  if (auto found = find_checklist(reader, crew)) seen.checklist = *std::move(found);
  return seen;
}

Result<Checklist> fill_checklist(const Op& op, const region::Pack& pack, const Crew& crew, std::int64_t version,
                                 const ChecklistGiven& given) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<Checklist> {
    TRY_LET(auto checklist, open_for_operator(tx, op, crew));
    if (auto problems = problems_of_given(pack, given); !problems.empty()) return Error::invalid(std::move(problems));
    if (checklist.version != version)
      return Error::conflict(say("Somebody else changed this skills checklist since you opened it."));
    auto changes = apply(given, op, checklist);
    if (changes.empty() && checklist.version != 0) return checklist;
    if (checklist.version == 0 && checklist.people.empty())
      return Error::invalid({{pack.team_roles.empty() ? "" : place_of_people(pack.team_roles.front().code),
                              say("Say who is in the team: at least one person in one role.")}});
    checklist.updated_at = op.now;
    if (checklist.version == 0) {
      checklist.created_at = op.now;
      TRY(insert_checklist(tx, checklist));
    } else {
      TRY(save_checklist(tx, checklist, changes));
    }
    insert_changes(tx, checklist.id, changes);
    auto tally = tally_of(needs_of(pack, checklist));
    journal::record(tx, op,
                    SkillsFilled{checklist.id, crew.organisation, crew.team, tally.needs, tally.gaps, tally.unknown});
    return checklist;
  });
}

Result<PlannedTraining> plan_training(const Op& op, const region::Pack& pack, const Crew& crew, PlannedTraining planned,
                                      Date today) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<PlannedTraining> {
    TRY_LET(auto checklist, open_for_operator(tx, op, crew));
    if (checklist.version == 0) return no_such_checklist();
    auto problems = problems_of(pack, planned, today);
    if (planned.owner) {
      auto members = people::members_of(tx, crew.organisation);
      bool member = std::ranges::any_of(members, [&](const people::MembershipRow& row) {
        return row.person == planned.owner && row.standing == people::Standing::granted;
      });
      if (!member) problems.push_back({"owner", say("The owner is somebody who works for the organisation.")});
    }
    if (!problems.empty()) return Error::invalid(std::move(problems));
    TRY(put_training(tx, checklist.id, planned, op.now));
    journal::record(tx, op, TrainingPlanned{planned.id, checklist.id, planned.owner, planned.due, planned.done_on});
    return planned;
  });
}

Result<void> drop_training(const Op& op, const Crew& crew, const std::string& training) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    TRY_LET(auto checklist, open_for_operator(tx, op, crew));
    auto all = checklist.version == 0 ? std::vector<PlannedTraining>{} : trainings_of(tx, checklist.id);
    auto found = std::ranges::find(all, training, &PlannedTraining::training);
    if (found == all.end()) return no_such_training();
    remove_training(tx, found->id);
    journal::record(tx, op, TrainingDropped{found->id, checklist.id});
    return {};
  });
}

}  // namespace couloir::compliance
