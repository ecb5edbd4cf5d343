#include "people/person_store.h"

#include <fmt/format.h>

#include "base/text.h"
#include "people/like.h"
#include "people/role.h"

namespace couloir::people {

namespace {

Person person_of(const Row& row) {
  return {.id = row.get<PersonId>("id"),
          .name = row.get<std::optional<std::string>>("name").value_or(""),
          .email = row.get<std::optional<std::string>>("email").value_or(""),
          .lang = row.get<Lang>("lang"),
          .theme = row.get<Theme>("theme"),
          .created_at = row.get<Instant>("created_at"),
          .confirmed_at = row.get<std::optional<Instant>>("confirmed_at"),
          .erased_at = row.get<std::optional<Instant>>("erased_at"),
          .version = row.get<std::int64_t>("version")};
}

constexpr std::string_view kFindPerson = R"sql(
  SELECT id, name, email, lang, theme, created_at, confirmed_at, erased_at, version
    FROM people_person WHERE id = :id)sql";
constexpr std::string_view kFindByEmail = R"sql(
  SELECT id, name, email, lang, theme, created_at, confirmed_at, erased_at, version
    FROM people_person WHERE email_key = :email_key)sql";
constexpr std::string_view kInsertPerson = R"sql(
  INSERT INTO people_person (name, name_key, email, email_key, lang, theme, created_at, confirmed_at, version)
  VALUES (:name, :name_key, :email, :email_key, :lang, 'system', :now, :confirmed_at, 1)
  RETURNING id)sql";
constexpr std::string_view kSavePerson = R"sql(
  UPDATE people_person
     SET name = :name, name_key = :name_key, lang = :lang, theme = :theme, version = version + 1
   WHERE id = :id AND version = :version AND erased_at IS NULL)sql";
constexpr std::string_view kConfirm = R"sql(
  UPDATE people_person SET confirmed_at = :now WHERE id = :id AND confirmed_at IS NULL)sql";
constexpr std::string_view kRename = R"sql(
  UPDATE people_person SET name = :name, name_key = :name_key, lang = :lang, version = version + 1
   WHERE id = :id AND confirmed_at IS NULL)sql";
constexpr std::string_view kEmpty = R"sql(
  UPDATE people_person
     SET name = NULL, name_key = NULL, email = NULL, email_key = NULL, erased_at = :now, version = version + 1
   WHERE id = :id)sql";
constexpr std::string_view kUnconfirmed = R"sql(
  SELECT id FROM people_person
   WHERE confirmed_at IS NULL AND erased_at IS NULL AND created_at < :before ORDER BY id)sql";

// One row a person and role; persons without a role have one row without. The inner query alone is limited. {0} is the
// column of the order, {1} its direction, {2} what lies after.
constexpr std::string_view kListPersons = R"sql(
  SELECT p.id, p.name, p.email, p.lang, p.theme, p.created_at, p.confirmed_at, p.erased_at, p.version,
         r.role, r.standing
    FROM (SELECT * FROM people_person q
           WHERE q.erased_at IS NULL
             AND (:text = '' OR q.name_key LIKE :text ESCAPE '!' OR q.email_key LIKE :text ESCAPE '!')
             AND (:role = '' OR EXISTS (SELECT 1 FROM people_role s WHERE s.person = q.id AND s.role = :role))
             AND (:waiting = 0 OR EXISTS (SELECT 1 FROM people_role s WHERE s.person = q.id AND s.standing = 'asked'))
             AND (:after = 0 OR (q.{0}, q.id) {2} (SELECT a.{0}, a.id FROM people_person a WHERE a.id = :after))
           ORDER BY q.{0} {1}, q.id {1} LIMIT :limit) p
    LEFT JOIN people_role r ON r.person = p.id
   ORDER BY p.{0} {1}, p.id {1}, r.role)sql";

std::string list_sql(PersonSort sort) {
  switch (sort) {
    case PersonSort::name:
      return fmt::format(kListPersons, "name_key", "ASC", ">");
    case PersonSort::email:
      return fmt::format(kListPersons, "email_key", "ASC", ">");
    case PersonSort::created:
      return fmt::format(kListPersons, "created_at", "DESC", "<");
  }
  return {};
}

void add_role(PersonRow& to, const Row& row) {
  auto role = row.get<std::optional<Role>>("role");
  if (!role) return;
  (row.get<Standing>("standing") == Standing::granted ? to.granted : to.asked).add(*role);
}

}  // namespace

std::optional<Person> find_person(Reader& db, PersonId id) { return db.first(kFindPerson, {{":id", id}}, person_of); }

std::optional<Person> find_person_by_email(Reader& db, std::string_view email) {
  return db.first(kFindByEmail, {{":email_key", email_key(email)}}, person_of);
}

std::vector<PersonRow> list_persons(Reader& db, const PersonFilter& filter, int limit, PersonId after,
                                    PersonSort sort) {
  std::vector<PersonRow> rows;
  auto role = filter.role ? name_of(*filter.role) : "";
  db.each(list_sql(sort),
          {{":text", containing(filter.text)},
           {":role", role},
           {":waiting", filter.only_waiting},
           {":after", after.v},
           {":limit", limit}},
          [&](const Row& row) {
            if (rows.empty() || rows.back().person.id != row.get<PersonId>("id"))
              rows.push_back({person_of(row), {}, {}});
            add_role(rows.back(), row);
          });
  return rows;
}

PersonId insert_person(Tx& tx, const NewPerson& person, Instant now) {
  auto id = tx.first(kInsertPerson,
                     {{":name", trim(person.name)},
                      {":name_key", fold(trim(person.name))},
                      {":email", trim(person.email)},
                      {":email_key", email_key(person.email)},
                      {":lang", person.lang},
                      {":now", now},
                      {":confirmed_at", person.confirmed_at}},
                     [](const Row& row) { return row.read<PersonId>(0); });
  return id.value();
}

Result<void> save_person(Tx& tx, Person& person) {
  auto changed = tx.exec(kSavePerson, {{":name", person.name},
                                       {":name_key", fold(person.name)},
                                       {":lang", person.lang},
                                       {":theme", person.theme},
                                       {":id", person.id},
                                       {":version", person.version}});
  if (changed == 0) return Error::conflict(say("This person was changed meanwhile. Here is how it stands now."));
  ++person.version;
  return {};
}

void confirm_person(Tx& tx, PersonId id, Instant now) { tx.exec(kConfirm, {{":id", id}, {":now", now}}); }

void rename_unconfirmed(Tx& tx, PersonId id, const NewPerson& person) {
  tx.exec(kRename,
          {{":id", id}, {":name", trim(person.name)}, {":name_key", fold(trim(person.name))}, {":lang", person.lang}});
}

void empty_person(Tx& tx, PersonId id, Instant now) { tx.exec(kEmpty, {{":id", id}, {":now", now}}); }

std::vector<PersonId> unconfirmed_since(Reader& db, Instant before) {
  return db.all(kUnconfirmed, {{":before", before}}, [](const Row& row) { return row.read<PersonId>(0); });
}

}  // namespace couloir::people
