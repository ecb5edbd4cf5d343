#include "portfolio/use_case_edit.h"

#include <algorithm>

#include "base/text.h"
#include "journal/journal.h"
#include "people/team.h"
#include "portfolio/describe.h"
#include "portfolio/events.h"
#include "portfolio/scoring_store.h"
#include "portfolio/sponsorship_store.h"

namespace couloir::portfolio {
namespace {

constexpr std::array kImpacts{0.25, 0.5, 1.0, 2.0, 3.0};

Error no_such_use_case() { return Error::not_found(say("This use case is not there, or is not yours to see.")); }

/// Labs that were asked and not turned away by their asker.
/// One that the actor may change. What one may only see is refused as if it were not there to change.
Result<UseCase> editable_use_case(Tx& tx, const Op& op, UseCaseId id) {
  auto found = find_use_case(tx, id);
  if (!found || !may_edit(op.actor, found->organisation)) return no_such_use_case();
  return *std::move(found);
}

Result<void> check_team(Tx& tx, OrganisationId organisation, TeamId team) {
  if (!team) return {};
  auto found = people::find_team(tx, team);
  if (!found || found->organisation != organisation)
    return Error::invalid({{"team", say("This team is not one of the organisation’s.")}});
  return {};
}

Result<void> check_external_id(Tx& tx, OrganisationId organisation, UseCaseId self, const std::string& external_id) {
  if (external_id.empty()) return {};
  auto other = find_use_case_by_external_id(tx, organisation, external_id);
  if (other && other->id != self)
    return Error::invalid({{"external_id", say("“{1}” is already the key of “{2}”.", external_id, other->text.title)}});
  return {};
}

/// What no page can show and one of the databases refuses.
std::vector<Problem> control_characters(const UseCaseText& t) {
  std::vector<Problem> found;
  for (const auto& written : write_texts(shape_of_const(t)))
    if (!is_plain_text(written.value)) found.push_back({written.name, invisible()});
  return found;
}

}  // namespace

std::vector<Change> differences(const UseCase& before, const UseCase& after) {
  auto old_texts = write_texts(shape_of_const(before.text)), new_texts = write_texts(shape_of_const(after.text));
  std::vector<Change> changes;
  auto add = [&](const std::string& field, const std::string& was, const std::string& is) {
    if (was != is) changes.push_back({before.version + 1, {}, {}, field, was, is});
  };
  for (std::size_t i = 0; i < old_texts.size(); ++i) add(old_texts[i].name, old_texts[i].value, new_texts[i].value);
  add("team", before.team.str(), after.team.str());
  return changes;
}

std::vector<Problem> problems_of(const UseCaseText& t) {
  std::vector<Problem> found;
  for (auto& p : control_characters(t)) found.push_back(std::move(p));
  if (t.title.empty()) found.push_back({"title", say("A use case needs a title.")});
  if (t.rice.impact && std::ranges::find(kImpacts, *t.rice.impact) == kImpacts.end())
    found.push_back({"impact", say("Impact is one of 0.25, 0.5, 1, 2 and 3.")});
  if (t.rice.confidence && (*t.rice.confidence <= 0 || *t.rice.confidence > 1))
    found.push_back({"confidence", say("Confidence is a share between 0 and 1: 0.5, 0.8 or 1.")});
  if (t.rice.effort && *t.rice.effort <= 0) found.push_back({"effort", say("Effort is in person-months and above 0.")});
  return found;
}

Sentence sentence(MoveObstacle obstacle) {
  switch (obstacle) {
    case MoveObstacle::not_from_here:
      return say("A use case cannot go to that state from where it is.");
    case MoveObstacle::not_by_hand:
      return say("Its dossiers say whether it is filed: nobody sets that by hand.");
    case MoveObstacle::not_scored:
      return say("Answer every question of the score first: a mapped use case has its place.");
    case MoveObstacle::no_baseline:
      return say("Write down the value of the indicator today: without it nobody can show what changed.");
    case MoveObstacle::no_stop_reason:
      return say("Say why it stops: the next one learns from it.");
  }
  return {};
}

Result<UseCase> visible_use_case(Reader& reader, const Actor& actor, UseCaseId id) {
  auto found = find_use_case(reader, id);
  if (!found) return no_such_use_case();
  bool needs_labs =
      actor.roles.has(Role::lab) && !actor.roles.has(Role::office) && !actor.works_for(found->organisation);
  if (!may_see(actor, *found, needs_labs ? asked_labs(reader, id) : std::vector<LabId>{})) return no_such_use_case();
  return *std::move(found);
}

std::optional<UseCaseFilter> within_sight(const Actor& actor, OrganisationId organisation, UseCaseFilter filter) {
  if (organisation) filter.organisations = {organisation};
  if (actor.roles.has(Role::office)) return filter;
  if (actor.roles.has(Role::operator_) && !actor.organisations.empty()) {
    if (!organisation) filter.organisations = actor.organisations;
    return !organisation || actor.works_for(organisation) ? std::optional(std::move(filter)) : std::nullopt;
  }
  if (!actor.roles.has(Role::lab) || actor.labs.empty()) return std::nullopt;
  filter.asked_labs = actor.labs;
  return filter;
}

UseCase put_in(Tx& tx, const Op& op, OrganisationId organisation, TeamId team, const UseCaseText& text,
               ImportId import) {
  UseCase u;
  u.organisation = organisation;
  u.team = team;
  u.text = text;
  u.created_by = op.actor.person;
  u.created_at = u.updated_at = op.now;
  insert_use_case(tx, u);
  journal::record(tx, op, UseCaseAdded{u.id, organisation, import});
  return u;
}

Result<bool> put_over(Tx& tx, const Op& op, UseCase& use_case, TeamId team, const UseCaseText& text, ImportId import) {
  auto before = use_case;
  use_case.text = text;
  use_case.team = team;
  auto changes = differences(before, use_case);
  if (changes.empty()) return false;
  for (auto& c : changes) c.at = op.now, c.person = op.actor.person;
  use_case.updated_at = op.now;
  TRY(save_use_case(tx, use_case));
  insert_changes(tx, use_case.id, changes);
  journal::record(tx, op, UseCaseEdited{use_case.id, use_case.version, import});
  return true;
}

Result<UseCase> add_use_case(const Op& op, OrganisationId organisation, TeamId team, const UseCaseText& written) {
  auto text = tidy(written);
  return in_transaction(op.db, [&](Tx& tx) -> Result<UseCase> {
    if (!may_edit(op.actor, organisation))
      return Error::not_found(say("This organisation is not there, or is not yours to see."));
    if (auto problems = problems_of(text); !problems.empty()) return Error::invalid(std::move(problems));
    TRY(check_team(tx, organisation, team));
    TRY(check_external_id(tx, organisation, {}, text.external_id));
    return put_in(tx, op, organisation, team, text);
  });
}

Result<UseCase> edit_use_case(const Op& op, UseCaseId id, std::int64_t version, TeamId team,
                              const UseCaseText& written) {
  auto text = tidy(written);
  return in_transaction(op.db, [&](Tx& tx) -> Result<UseCase> {
    TRY_LET(auto use_case, editable_use_case(tx, op, id));
    if (auto problems = problems_of(text); !problems.empty()) return Error::invalid(std::move(problems));
    TRY(check_team(tx, use_case.organisation, team));
    TRY(check_external_id(tx, use_case.organisation, id, text.external_id));
    if (use_case.version != version)
      return Error::conflict(say("Somebody else changed this use case since you opened it."));
    TRY(put_over(tx, op, use_case, team, text));
    return use_case;
  });
}

Result<UseCase> move_use_case(const Op& op, UseCaseId id, std::int64_t version, UseCaseState to,
                              const std::string& stop_reason, std::string_view zone) {
  if (!is_plain_text(stop_reason)) return Error::invalid({{"stop_reason", invisible()}});
  return in_transaction(op.db, [&](Tx& tx) -> Result<UseCase> {
    TRY_LET(auto use_case, editable_use_case(tx, op, id));
    if (use_case.version != version)
      return Error::conflict(say("Somebody else changed this use case since you opened it."));
    if (auto found = obstacles_to_move(use_case, to, score_of(tx, id).owner_complete, stop_reason); !found.empty()) {
      std::vector<Problem> problems;
      for (auto obstacle : found) problems.push_back({"state", sentence(obstacle)});
      return Error::refused(say("The use case stays where it is."), std::move(problems));
    }
    auto from = use_case.state;
    use_case = moved(std::move(use_case), to, day_in(op.now, zone), stop_reason);
    use_case.updated_at = op.now;
    TRY(save_use_case(tx, use_case));
    journal::record(tx, op, UseCaseMoved{id, from, to});
    return use_case;
  });
}

Result<void> follow_dossiers(Tx& tx, const Op& op, UseCaseId id, bool stands, Date today) {
  auto use_case = find_use_case(tx, id);
  auto from = stands ? UseCaseState::mapped : UseCaseState::filed;
  if (!use_case || use_case->state != from) return {};
  auto to = stands ? UseCaseState::filed : UseCaseState::mapped;
  auto followed = moved(*std::move(use_case), to, today, "");
  followed.updated_at = op.now;
  TRY(save_use_case(tx, followed));
  journal::record(tx, op, UseCaseMoved{id, from, to});
  return {};
}

}  // namespace couloir::portfolio
