#include "compliance/skill_personal.h"

#include "web/describe.h"

namespace couloir::compliance {
namespace {

struct OwnTraining {
  std::string training;
  std::optional<Date> due, done_on;
  std::string note;
};
void describe(Describer& d, OwnTraining& t) {
  d.type("OwnTraining");
  d.field("training", t.training);
  d.field("due", t.due);
  d.field("done_on", t.done_on);
  d.field("note", t.note);
}
struct NotedLevel {
  Instant at;
  std::string role, skill;
  std::optional<std::int64_t> before, after;
};
void describe(Describer& d, NotedLevel& n) {
  d.type("NotedLevel");
  d.field("at", n.at);
  d.field("role", n.role);
  d.field("skill", n.skill);
  d.field("before", n.before);
  d.field("after", n.after);
}
struct SkillsShare {
  std::vector<OwnTraining> trainings;
  std::vector<NotedLevel> noted;
};
void describe(Describer& d, SkillsShare& s) {
  d.type("SkillsShare");
  d.field("trainings", s.trainings);
  d.field("noted", s.noted);
}

std::string export_skills(Reader& reader, PersonId person) {
  SkillsShare share;
  share.trainings =
      reader.all("SELECT training, due, done_on, note FROM compliance_training WHERE owner = :person ORDER BY id",
                 {{":person", person}}, [](const Row& row) {
                   return OwnTraining{row.get<std::string>("training"), row.get<std::optional<Date>>("due"),
                                      row.get<std::optional<Date>>("done_on"), row.get<std::string>("note")};
                 });
  share.noted = reader.all(
      "SELECT at, role, skill, before, after FROM compliance_skill_change WHERE person = :person ORDER BY id",
      {{":person", person}}, [](const Row& row) {
        return NotedLevel{row.get<Instant>("at"), row.get<std::string>("role"), row.get<std::string>("skill"),
                          row.get<std::optional<std::int64_t>>("before"),
                          row.get<std::optional<std::int64_t>>("after")};
      });
  return write_json(shape_of(share));
}

void erase_from_skills(Tx& tx, const Op& op, PersonId person) {
  tx.exec(
      "UPDATE compliance_training SET owner = NULL, note = '', updated_at = :now, version = version + 1 WHERE owner = "
      ":person",
      {{":now", op.now}, {":person", person}});
}

}  // namespace

people::PersonalDataSource skills_of_person() { return {"skills", export_skills, erase_from_skills}; }

}  // namespace couloir::compliance
