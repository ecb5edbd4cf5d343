#include "people/team.h"

#include "base/text.h"
#include "journal/journal.h"
#include "people/events.h"
#include "people/organisation_store.h"
#include "people/team_store.h"

namespace couloir::people {

std::vector<Problem> problems_of(const TeamFacts& facts) {
  std::vector<Problem> found;
  auto name = trim(facts.name);
  bool plain = std::ranges::none_of(name, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
  if (name.empty() || !plain || !is_utf8(name) || count_of_code_points(name) > 100)
    found.push_back({"name", say("Write the team's name, on one line.")});
  if (facts.head_count && (*facts.head_count < 0 || *facts.head_count > 1'000'000))
    found.push_back({"head_count", say("The head-count is a whole number, zero or more.")});
  return found;
}

namespace {

Result<void> may_keep_teams(const Actor& actor, OrganisationId organisation, Error unseen) {
  if (!may_see_organisation(actor, organisation)) return unseen;
  if (may_edit_organisation(actor, organisation)) return {};
  return Error::forbidden(say("Only people who work for this organisation may change it."));
}

Error no_such_team() { return Error::not_found(say("There is no such team.")); }
Error name_taken() {
  auto sentence = say("There is a team of this name already.");
  return Error::refused(sentence, {{"name", sentence}});
}
TeamFacts tidy(TeamFacts facts) {
  facts.name = std::string(trim(facts.name));
  return facts;
}

}  // namespace

Result<Team> add_team(const Op& op, OrganisationId organisation, const TeamFacts& asked) {
  TRY(may_keep_teams(op.actor, organisation, no_such_organisation()));
  if (auto found = problems_of(asked); !found.empty()) return Error::invalid(std::move(found));
  return in_transaction(op.db, [&](Tx& tx) -> Result<Team> {
    auto facts = tidy(asked);
    auto id = insert_team(tx, organisation, facts);
    if (!id) return name_taken();
    journal::record(tx, op, TeamAdded{*id, organisation});
    return Team{*id, organisation, facts, 1};
  });
}

Result<Team> edit_team(const Op& op, TeamId id, std::int64_t version, const TeamFacts& asked) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<Team> {
    auto team = find_team(tx, id);
    if (!team) return no_such_team();
    TRY(may_keep_teams(op.actor, team->organisation, no_such_team()));
    if (auto found = problems_of(asked); !found.empty()) return Error::invalid(std::move(found));
    team->facts = tidy(asked);
    team->version = version;
    if (is_team_name_taken(tx, *team)) return name_taken();
    TRY(save_team(tx, *team));
    journal::record(tx, op, TeamEdited{id, team->version});
    return *team;
  });
}

}  // namespace couloir::people
