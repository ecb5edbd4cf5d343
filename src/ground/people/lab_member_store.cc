#include "people/lab_member_store.h"

namespace couloir::people {

namespace {

constexpr std::string_view kFindLabMember =
    "SELECT standing FROM people_lab_member WHERE lab = :lab AND person = :person";
constexpr std::string_view kOfLab = R"sql(
  SELECT m.lab, m.person, p.name, p.email, m.standing, m.asked_at
    FROM people_lab_member m JOIN people_person p ON p.id = m.person
   WHERE m.lab = :lab ORDER BY m.standing DESC, p.name_key, m.person)sql";
constexpr std::string_view kLabMembersAsked = R"sql(
  SELECT m.lab, m.person, p.name, p.email, m.standing, m.asked_at
    FROM people_lab_member m JOIN people_person p ON p.id = m.person
   WHERE m.standing = 'asked' ORDER BY m.asked_at, m.lab, m.person LIMIT :limit)sql";
constexpr std::string_view kInsertAskedLabMember = R"sql(
  INSERT INTO people_lab_member (lab, person, standing, asked_at) VALUES (:lab, :person, 'asked', :now)
  ON CONFLICT (lab, person) DO NOTHING)sql";
constexpr std::string_view kUpsertGrantedLabMember = R"sql(
  INSERT INTO people_lab_member (lab, person, standing, asked_at) VALUES (:lab, :person, 'granted', :now)
  ON CONFLICT (lab, person) DO UPDATE SET standing = 'granted')sql";
constexpr std::string_view kDeleteLabMember = "DELETE FROM people_lab_member WHERE lab = :lab AND person = :person";
constexpr std::string_view kDeleteLabMembersOf = "DELETE FROM people_lab_member WHERE person = :person";

LabMemberRow member_row(const Row& row) {
  return {row.get<LabId>("lab"),         row.get<PersonId>("person"),   row.get<std::string>("name"),
          row.get<std::string>("email"), row.get<Standing>("standing"), row.get<Instant>("asked_at")};
}

}  // namespace

std::vector<OfLab> labs_of(Reader& db, PersonId person) {
  return db.all("SELECT lab, standing FROM people_lab_member WHERE person = :person ORDER BY lab",
                {{":person", person}},
                [](const Row& row) { return OfLab{row.get<LabId>("lab"), row.get<Standing>("standing")}; });
}

std::optional<Standing> find_lab_member(Reader& db, LabId lab, PersonId person) {
  return db.first(kFindLabMember, {{":lab", lab}, {":person", person}},
                  [](const Row& row) { return row.read<Standing>(0); });
}
std::vector<LabMemberRow> lab_members_of(Reader& db, LabId lab) { return db.all(kOfLab, {{":lab", lab}}, member_row); }
std::vector<LabMemberRow> asked_lab_members(Reader& db, int limit) {
  return db.all(kLabMembersAsked, {{":limit", limit}}, member_row);
}

bool insert_asked_lab_member(Tx& tx, LabId lab, PersonId person, Instant now) {
  return tx.exec(kInsertAskedLabMember, {{":lab", lab}, {":person", person}, {":now", now}}) > 0;
}
void upsert_granted_lab_member(Tx& tx, LabId lab, PersonId person, Instant now) {
  tx.exec(kUpsertGrantedLabMember, {{":lab", lab}, {":person", person}, {":now", now}});
}
bool delete_lab_member(Tx& tx, LabId lab, PersonId person) {
  return tx.exec(kDeleteLabMember, {{":lab", lab}, {":person", person}}) > 0;
}
void delete_lab_members_of(Tx& tx, PersonId person) { tx.exec(kDeleteLabMembersOf, {{":person", person}}); }

}  // namespace couloir::people
