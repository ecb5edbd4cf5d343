#include "people/visit.h"

#include "base/sha256.h"
#include "people/login_store.h"
#include "people/role.h"

namespace couloir::people {

namespace {

// `who` is the person at the door, or nobody. One row for them, then one for each role, organisation and lab: whatever
// their number, one statement.
const std::string kRows = R"sql(
  SELECT 0 AS kind, door, person AS thing, name AS word, lang AS detail, theme, expires_at, scopes FROM who
  UNION ALL SELECT 1, 0, 0, r.role, r.standing, '', '', '' FROM who JOIN people_role r ON r.person = who.person
  UNION ALL SELECT 2, 0, m.organisation, '', m.standing, '', '', ''
    FROM who JOIN people_membership m ON m.person = who.person
  UNION ALL SELECT 3, 0, b.lab, '', b.standing, '', '', ''
    FROM who JOIN people_lab_member b ON b.person = who.person)sql";
const std::string kByLogin = R"sql(
  WITH who AS (
    SELECT l.id AS door, l.person, p.name, p.lang, p.theme, l.expires_at, '' AS scopes
      FROM people_login l JOIN people_person p ON p.id = l.person
     WHERE l.token_hash = :hash AND l.awaits_code = 0 AND l.expires_at > :now))sql" +
                             kRows;
const std::string kByToken = R"sql(
  WITH who AS (
    SELECT t.id AS door, t.person, p.name, p.lang, p.theme, t.expires_at, t.scopes
      FROM people_token t JOIN people_person p ON p.id = t.person
     WHERE t.token_hash = :hash AND t.revoked_at IS NULL AND t.expires_at > :now))sql" +
                             kRows;
const std::string kByPerson = R"sql(
  WITH who AS (
    SELECT 0 AS door, id AS person, name, lang, theme, '' AS expires_at, '' AS scopes
      FROM people_person WHERE id = :person AND erased_at IS NULL))sql" +
                              kRows;

enum Kind { person, role, organisation, lab };

void add_to(Visit& visit, const Row& row) {
  bool granted = row.get<Standing>("detail") == Standing::granted;
  switch (static_cast<Kind>(row.get<int>("kind"))) {
    case person:
      break;
    case role:
      (granted ? visit.actor.roles : visit.asked).add(row.get<Role>("word"));
      break;
    case organisation:
      if (granted)
        visit.actor.organisations.push_back(row.get<OrganisationId>("thing"));
      else
        visit.organisation_asked = true;
      break;
    case lab:
      if (granted) visit.actor.labs.push_back(row.get<LabId>("thing"));
      break;
  }
}

void begin(Visit& visit, const Row& row) {
  visit.actor.person = row.get<PersonId>("thing");
  visit.name = row.get<std::string>("word");
  visit.lang = row.get<Lang>("detail");
  visit.theme = row.get<Theme>("theme");
  visit.expires_at = row.get<Instant>("expires_at");
}

/// Derived, so that a stolen database gives no form secret: only who holds the cookie can compute it.
std::string csrf_of(std::string_view login_token) { return sha256_hex("couloir form " + std::string(login_token)); }

}  // namespace

std::optional<Visit> find_visit(Reader& db, std::string_view login_token, Instant now) {
  std::optional<Visit> visit;
  db.each(kByLogin, {{":hash", hash_of_secret(login_token)}, {":now", now}}, [&](const Row& row) {
    if (visit) return add_to(*visit, row);
    begin(visit.emplace(), row);
    visit->login = row.get<LoginId>("door");
    visit->csrf = csrf_of(login_token);
  });
  return visit;
}

std::optional<Visit> find_visit_by_token(Reader& db, std::string_view token, Instant now) {
  if (!token.starts_with(kTokenPrefix)) return std::nullopt;
  std::optional<Visit> visit;
  db.each(kByToken, {{":hash", hash_of_secret(token)}, {":now", now}}, [&](const Row& row) {
    if (visit) return add_to(*visit, row);
    begin(visit.emplace(), row);
    visit->actor.door = Door::api;
    visit->token = row.get<TokenId>("door");
    visit->scopes = Scopes::parse(row.get<std::string_view>("scopes")).value();
  });
  return visit;
}

std::optional<Actor> actor_for(Reader& db, PersonId id, Door door) {
  std::optional<Visit> visit;
  db.each(kByPerson, {{":person", id}}, [&](const Row& row) {
    if (visit) return add_to(*visit, row);
    visit.emplace().actor.person = id;
    visit->actor.door = door;
  });
  return visit ? std::optional(visit->actor) : std::nullopt;
}

}  // namespace couloir::people
