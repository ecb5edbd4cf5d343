#include "people/team_store.h"

#include "base/text.h"

namespace couloir::people {

namespace {

Team team_of(const Row& row) {
  return {row.get<TeamId>("id"),
          row.get<OrganisationId>("organisation"),
          {row.get<std::string>("name"), row.get<std::optional<std::int64_t>>("head_count")},
          row.get<std::int64_t>("version")};
}

constexpr std::string_view kFindTeam = "SELECT * FROM people_team WHERE id = :id";
constexpr std::string_view kTeamsOf =
    "SELECT * FROM people_team WHERE organisation = :organisation ORDER BY name_key, id";
constexpr std::string_view kInsertTeam = R"sql(
  INSERT INTO people_team (organisation, name, name_key, head_count, version)
  VALUES (:organisation, :name, :name_key, :head_count, 1)
  ON CONFLICT (organisation, name_key) DO NOTHING
  RETURNING id)sql";
constexpr std::string_view kTaken = R"sql(
  SELECT COUNT(*) FROM people_team
   WHERE organisation = :organisation AND name_key = :name_key AND id <> :id)sql";
constexpr std::string_view kSaveTeam = R"sql(
  UPDATE people_team SET name = :name, name_key = :name_key, head_count = :head_count, version = version + 1
   WHERE id = :id AND version = :version)sql";

}  // namespace

std::optional<Team> find_team(Reader& db, TeamId id) { return db.first(kFindTeam, {{":id", id}}, team_of); }
std::vector<Team> teams_of(Reader& db, OrganisationId organisation) {
  return db.all(kTeamsOf, {{":organisation", organisation}}, team_of);
}

std::optional<TeamId> insert_team(Tx& tx, OrganisationId organisation, const TeamFacts& facts) {
  return tx.first(kInsertTeam,
                  {{":organisation", organisation},
                   {":name", facts.name},
                   {":name_key", fold(facts.name)},
                   {":head_count", facts.head_count}},
                  [](const Row& row) { return row.read<TeamId>(0); });
}
bool is_team_name_taken(Reader& db, const Team& team) {
  return db.one<int>(kTaken,
                     {{":organisation", team.organisation}, {":name_key", fold(team.facts.name)}, {":id", team.id}}) >
         0;
}
Result<void> save_team(Tx& tx, Team& team) {
  auto changed = tx.exec(kSaveTeam, {{":name", team.facts.name},
                                     {":name_key", fold(team.facts.name)},
                                     {":head_count", team.facts.head_count},
                                     {":id", team.id},
                                     {":version", team.version}});
  if (changed == 0) return Error::conflict(say("This team was changed meanwhile. Here is how it stands now."));
  ++team.version;
  return {};
}

}  // namespace couloir::people
