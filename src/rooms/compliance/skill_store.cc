#include "compliance/skill_store.h"

#include <algorithm>
#include <array>

namespace couloir::compliance {
namespace {

Checklist read_checklist(const Row& row) {
  Checklist c;
  c.id = row.get<ChecklistId>("id");
  c.crew = {row.get<OrganisationId>("organisation"), row.get<TeamId>("team")};
  c.created_at = row.get<Instant>("created_at");
  c.updated_at = row.get<Instant>("updated_at");
  c.version = row.get<std::int64_t>("version");
  return c;
}

// 0 of a crew without a team is NULL in a parameter, and NULL equals nothing: hence the two ways to ask.
constexpr std::string_view kOfTeam = R"sql(
  SELECT id, organisation, team, created_at, updated_at, version FROM compliance_skill_checklist
   WHERE organisation = :organisation AND team = :team)sql";
constexpr std::string_view kWithoutTeam = R"sql(
  SELECT id, organisation, team, created_at, updated_at, version FROM compliance_skill_checklist
   WHERE organisation = :organisation AND team IS NULL)sql";

// Thirty-two places, as in people/names.cc: one fixed text; what is not filled is NULL and meets nothing.
constexpr std::size_t kPlaces = 32;
#define PLACES                                                                                                \
  "(:i0, :i1, :i2, :i3, :i4, :i5, :i6, :i7, :i8, :i9, :i10, :i11, :i12, :i13, :i14, :i15, :i16, :i17, :i18, " \
  ":i19, :i20, :i21, :i22, :i23, :i24, :i25, :i26, :i27, :i28, :i29, :i30, :i31)"
constexpr std::string_view kOfOrganisations =
    "SELECT id, organisation, team, created_at, updated_at, version FROM compliance_skill_checklist"
    " WHERE organisation IN " PLACES " ORDER BY id";
constexpr std::string_view kPeople =
    "SELECT p.checklist, p.role, p.people FROM compliance_skill_people p"
    " JOIN compliance_skill_checklist c ON c.id = p.checklist WHERE c.organisation IN " PLACES;
constexpr std::string_view kLevels =
    "SELECT l.checklist, l.role, l.skill, l.level FROM compliance_skill_level l"
    " JOIN compliance_skill_checklist c ON c.id = l.checklist WHERE c.organisation IN " PLACES;
constexpr std::string_view kPeopleOfOne =
    "SELECT checklist, role, people FROM compliance_skill_people WHERE checklist = :checklist";
constexpr std::string_view kLevelsOfOne =
    "SELECT checklist, role, skill, level FROM compliance_skill_level WHERE checklist = :checklist";

/// What the checklists hold; `which` are the parameters of both statements.
void add_contents(Reader& reader, std::string_view people, std::string_view levels, const std::vector<Param>& which,
                  std::vector<Checklist>& all) {
  auto at = [&](const Row& row) -> Checklist& {
    return *std::ranges::lower_bound(all, row.get<ChecklistId>("checklist"), {}, &Checklist::id);
  };
  reader.each(people, which, [&](const Row& row) {
    at(row).people.emplace(row.get<std::string>("role"), row.get<std::int64_t>("people"));
  });
  reader.each(levels, which, [&](const Row& row) {
    at(row).levels.emplace(RoleSkill{row.get<std::string>("role"), row.get<std::string>("skill")},
                           row.get<int>("level"));
  });
}

Error checklist_changed() {
  return Error::conflict(say("Somebody else changed this skills checklist since you opened it."));
}

void put_change(Tx& tx, ChecklistId checklist, const SkillChange& change) {
  const auto& [role, skill] = change.what;
  if (skill.empty()) {
    tx.exec("DELETE FROM compliance_skill_people WHERE checklist = :checklist AND role = :role",
            {{":checklist", checklist}, {":role", role}});
    if (change.after)
      tx.exec("INSERT INTO compliance_skill_people (checklist, role, people) VALUES (:checklist, :role, :people)",
              {{":checklist", checklist}, {":role", role}, {":people", *change.after}});
    return;
  }
  tx.exec("DELETE FROM compliance_skill_level WHERE checklist = :checklist AND role = :role AND skill = :skill",
          {{":checklist", checklist}, {":role", role}, {":skill", skill}});
  if (change.after)
    tx.exec(R"sql(
        INSERT INTO compliance_skill_level (checklist, role, skill, level)
        VALUES (:checklist, :role, :skill, :level))sql",
            {{":checklist", checklist}, {":role", role}, {":skill", skill}, {":level", *change.after}});
}

}  // namespace

std::optional<Checklist> find_checklist(Reader& reader, const Crew& crew) {
  auto found = crew.team
                   ? reader.first(kOfTeam, {{":organisation", crew.organisation}, {":team", crew.team}}, read_checklist)
                   : reader.first(kWithoutTeam, {{":organisation", crew.organisation}}, read_checklist);
  if (!found) return std::nullopt;
  std::vector<Checklist> one{*std::move(found)};
  add_contents(reader, kPeopleOfOne, kLevelsOfOne, {{":checklist", one.front().id}}, one);
  return std::move(one.front());
}

std::vector<Checklist> checklists_of(Reader& reader, std::vector<OrganisationId> organisations) {
  std::ranges::sort(organisations);
  organisations.erase(std::unique(organisations.begin(), organisations.end()), organisations.end());
  static const auto kNames = [] {
    std::array<std::string, kPlaces> names;
    for (std::size_t i = 0; i < kPlaces; ++i) names[i] = ":i" + std::to_string(i);
    return names;
  }();
  std::vector<Checklist> all;
  for (std::size_t from = 0; from < organisations.size(); from += kPlaces) {
    std::vector<Param> which;
    for (std::size_t i = 0; i < kPlaces; ++i)
      which.emplace_back(kNames[i], from + i < organisations.size() ? organisations[from + i] : OrganisationId{});
    auto some = reader.all(kOfOrganisations, which, read_checklist);
    add_contents(reader, kPeople, kLevels, which, some);
    std::ranges::move(some, std::back_inserter(all));
  }
  return all;
}

Result<void> insert_checklist(Tx& tx, Checklist& c) {
  auto id = tx.first(R"sql(
      INSERT INTO compliance_skill_checklist (organisation, team, created_at, updated_at, version)
      VALUES (:organisation, :team, :created_at, :updated_at, 1) ON CONFLICT DO NOTHING RETURNING id)sql",
                     {{":organisation", c.crew.organisation},
                      {":team", c.crew.team},
                      {":created_at", c.created_at},
                      {":updated_at", c.updated_at}},
                     [](const Row& row) { return row.get<ChecklistId>("id"); });
  if (!id) return checklist_changed();
  c.id = *id;
  c.version = 1;
  for (const auto& [role, people] : c.people) put_change(tx, c.id, {1, {}, {}, {role, ""}, {}, people});
  for (const auto& [what, level] : c.levels) put_change(tx, c.id, {1, {}, {}, what, {}, level});
  return {};
}

Result<void> save_checklist(Tx& tx, Checklist& c, const std::vector<SkillChange>& changes) {
  auto saved = tx.exec(
      "UPDATE compliance_skill_checklist SET updated_at = :updated_at, version = version + 1 WHERE id = :id AND "
      "version = :version",
      {{":updated_at", c.updated_at}, {":id", c.id}, {":version", c.version}});
  if (saved == 0) return checklist_changed();
  ++c.version;
  for (const auto& change : changes) put_change(tx, c.id, change);
  return {};
}

void insert_changes(Tx& tx, ChecklistId checklist, const std::vector<SkillChange>& changes) {
  for (const auto& change : changes)
    tx.exec(R"sql(
        INSERT INTO compliance_skill_change (checklist, version, at, person, role, skill, before, after)
        VALUES (:checklist, :version, :at, :person, :role, :skill, :before, :after))sql",
            {{":checklist", checklist},
             {":version", change.version},
             {":at", change.at},
             {":person", change.person},
             {":role", change.what.role},
             {":skill", change.what.skill},
             {":before", change.before},
             {":after", change.after}});
}

std::vector<SkillChange> skill_changes_of(Reader& reader, ChecklistId checklist, int limit) {
  return reader.all(R"sql(
      SELECT version, at, person, role, skill, before, after FROM compliance_skill_change
       WHERE checklist = :checklist ORDER BY id DESC LIMIT :limit)sql",
                    {{":checklist", checklist}, {":limit", limit}}, [](const Row& row) {
                      return SkillChange{row.get<std::int64_t>("version"),
                                         row.get<Instant>("at"),
                                         row.get<PersonId>("person"),
                                         {row.get<std::string>("role"), row.get<std::string>("skill")},
                                         row.get<std::optional<std::int64_t>>("before"),
                                         row.get<std::optional<std::int64_t>>("after")};
                    });
}

std::vector<PlannedTraining> trainings_of(Reader& reader, ChecklistId checklist) {
  return reader.all(
      R"sql(
      SELECT id, training, owner, due, done_on, note, version FROM compliance_training
       WHERE checklist = :checklist ORDER BY id)sql",
      {{":checklist", checklist}}, [](const Row& row) {
        return PlannedTraining{
            row.get<TrainingId>("id"),           row.get<std::string>("training"),        row.get<PersonId>("owner"),
            row.get<std::optional<Date>>("due"), row.get<std::optional<Date>>("done_on"), row.get<std::string>("note"),
            row.get<std::int64_t>("version")};
      });
}

Result<void> put_training(Tx& tx, ChecklistId checklist, PlannedTraining& t, Instant now) {
  auto id = t.version == 0 ? tx.first(R"sql(
      INSERT INTO compliance_training (checklist, training, owner, due, done_on, note, updated_at, version)
      VALUES (:checklist, :training, :owner, :due, :done_on, :note, :now, 1)
      ON CONFLICT (checklist, training) DO NOTHING RETURNING id)sql",
                                      {{":checklist", checklist},
                                       {":training", t.training},
                                       {":owner", t.owner},
                                       {":due", t.due},
                                       {":done_on", t.done_on},
                                       {":note", t.note},
                                       {":now", now}},
                                      [](const Row& row) { return row.get<TrainingId>("id"); })
                           : tx.first(R"sql(
      UPDATE compliance_training
         SET owner = :owner, due = :due, done_on = :done_on, note = :note, updated_at = :now, version = version + 1
       WHERE checklist = :checklist AND training = :training AND version = :version RETURNING id)sql",
                                      {{":checklist", checklist},
                                       {":training", t.training},
                                       {":owner", t.owner},
                                       {":due", t.due},
                                       {":done_on", t.done_on},
                                       {":note", t.note},
                                       {":now", now},
                                       {":version", t.version}},
                                      [](const Row& row) { return row.get<TrainingId>("id"); });
  if (!id) return Error::conflict(say("Somebody else changed this training since you opened it."));
  t.id = *id;
  ++t.version;
  return {};
}

void remove_training(Tx& tx, TrainingId id) {
  tx.exec("DELETE FROM compliance_training_reminder WHERE training = :id", {{":id", id}});
  tx.exec("DELETE FROM compliance_training WHERE id = :id", {{":id", id}});
}

std::vector<DueTraining> trainings_due_by(Reader& reader, Date day) {
  return reader.all(R"sql(
      SELECT t.id, t.training, t.owner, t.due, c.organisation, c.team FROM compliance_training t
        JOIN compliance_skill_checklist c ON c.id = t.checklist
       WHERE t.due <= :day AND t.done_on IS NULL AND t.owner IS NOT NULL ORDER BY t.due, t.id)sql",
                    {{":day", day}}, [](const Row& row) {
                      return DueTraining{row.get<TrainingId>("id"),
                                         {row.get<OrganisationId>("organisation"), row.get<TeamId>("team")},
                                         row.get<std::string>("training"),
                                         row.get<PersonId>("owner"),
                                         row.get<Date>("due")};
                    });
}

bool remember_training_reminder(Tx& tx, TrainingId training, Date due, int step, Instant now) {
  return tx.exec(R"sql(
      INSERT INTO compliance_training_reminder (training, due, step, at) VALUES (:training, :due, :step, :now)
      ON CONFLICT DO NOTHING)sql",
                 {{":training", training}, {":due", due}, {":step", step}, {":now", now}}) != 0;
}

RegionSkills region_skills(Reader& reader) {
  RegionSkills region;
  region.roles =
      reader.all(R"sql(
      SELECT p.role, count(*) AS checklists, count(DISTINCT c.organisation) AS organisations, sum(p.people) AS people
        FROM compliance_skill_people p JOIN compliance_skill_checklist c ON c.id = p.checklist
       GROUP BY p.role)sql",
                 {}, [](const Row& row) {
                   return RegionRole{row.get<std::string>("role"), row.get<std::int64_t>("checklists"),
                                     row.get<std::int64_t>("organisations"), row.get<std::int64_t>("people")};
                 });
  region.levels = reader.all(R"sql(
      SELECT l.role, l.skill, l.level, count(*) AS checklists FROM compliance_skill_level l
        JOIN compliance_skill_people p ON p.checklist = l.checklist AND p.role = l.role
       GROUP BY l.role, l.skill, l.level)sql",
                             {}, [](const Row& row) {
                               return RegionLevel{{row.get<std::string>("role"), row.get<std::string>("skill")},
                                                  row.get<int>("level"),
                                                  row.get<std::int64_t>("checklists")};
                             });
  return region;
}

}  // namespace couloir::compliance
