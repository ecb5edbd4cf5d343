#include "people/role_store.h"

namespace couloir::people {

namespace {

constexpr std::string_view kFindRole = R"sql(
  SELECT person, role, standing, asked_at, granted_at, granted_by
    FROM people_role WHERE person = :person AND role = :role)sql";
constexpr std::string_view kRolesOfPerson = R"sql(
  SELECT person, role, standing, asked_at, granted_at, granted_by
    FROM people_role WHERE person = :person ORDER BY role)sql";
constexpr std::string_view kRolesAsked = R"sql(
  SELECT person, role, standing, asked_at, granted_at, granted_by
    FROM people_role WHERE standing = 'asked' ORDER BY asked_at, person, role LIMIT :limit)sql";
constexpr std::string_view kInsertAskedRole = R"sql(
  INSERT INTO people_role (person, role, standing, asked_at) VALUES (:person, :role, 'asked', :now)
  ON CONFLICT (person, role) DO NOTHING)sql";
constexpr std::string_view kUpsertGrantedRole = R"sql(
  INSERT INTO people_role (person, role, standing, asked_at, granted_at, granted_by)
  VALUES (:person, :role, 'granted', :now, :now, :by)
  ON CONFLICT (person, role) DO UPDATE
     SET standing = 'granted', granted_at = excluded.granted_at, granted_by = excluded.granted_by)sql";
constexpr std::string_view kDeleteRole = "DELETE FROM people_role WHERE person = :person AND role = :role";
constexpr std::string_view kDeleteRolesOf = "DELETE FROM people_role WHERE person = :person";
constexpr std::string_view kHolders = "SELECT COUNT(*) FROM people_role WHERE role = :role AND standing = 'granted'";

RoleRow role_row(const Row& row) {
  return {row.get<PersonId>("person"),
          row.get<Role>("role"),
          row.get<Standing>("standing"),
          row.get<Instant>("asked_at"),
          row.get<std::optional<Instant>>("granted_at"),
          row.get<PersonId>("granted_by")};
}

}  // namespace

std::optional<RoleRow> find_role(Reader& db, PersonId person, Role role) {
  return db.first(kFindRole, {{":person", person}, {":role", role}}, role_row);
}
std::vector<RoleRow> roles_of(Reader& db, PersonId person) {
  return db.all(kRolesOfPerson, {{":person", person}}, role_row);
}
std::vector<RoleRow> asked_roles(Reader& db, int limit) { return db.all(kRolesAsked, {{":limit", limit}}, role_row); }

bool insert_asked_role(Tx& tx, PersonId person, Role role, Instant now) {
  return tx.exec(kInsertAskedRole, {{":person", person}, {":role", role}, {":now", now}}) > 0;
}
void upsert_granted_role(Tx& tx, PersonId person, Role role, PersonId by, Instant now) {
  tx.exec(kUpsertGrantedRole, {{":person", person}, {":role", role}, {":now", now}, {":by", by}});
}
bool delete_role(Tx& tx, PersonId person, Role role) {
  return tx.exec(kDeleteRole, {{":person", person}, {":role", role}}) > 0;
}
void delete_roles_of(Tx& tx, PersonId person) { tx.exec(kDeleteRolesOf, {{":person", person}}); }
int holders_of(Reader& db, Role role) { return db.one<int>(kHolders, {{":role", role}}); }
std::vector<PersonId> persons_with_role(Reader& db, Role role) {
  return db.all("SELECT person FROM people_role WHERE role = :role AND standing = 'granted' ORDER BY person",
                {{":role", role}}, [](const Row& row) { return row.get<PersonId>("person"); });
}

}  // namespace couloir::people
