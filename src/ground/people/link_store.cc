#include "people/link_store.h"

#include "base/random.h"
#include "people/login_store.h"

namespace couloir::people {

namespace {

constexpr std::string_view kFindLink = R"sql(
  SELECT l.kind, l.person, p.name, p.email, l.expires_at
    FROM people_link l JOIN people_person p ON p.id = l.person
   WHERE l.token_hash = :token_hash AND l.expires_at > :now AND p.erased_at IS NULL)sql";
constexpr std::string_view kInsertLink = R"sql(
  INSERT INTO people_link (person, kind, token_hash, created_at, expires_at)
  VALUES (:person, :kind, :token_hash, :now, :expires))sql";
constexpr std::string_view kCountLinks = R"sql(
  SELECT COUNT(*) FROM people_link WHERE person = :person AND kind = :kind AND expires_at > :now)sql";
constexpr std::string_view kDeleteLinksOf = "DELETE FROM people_link WHERE person = :person";
constexpr std::string_view kDeletePast = "DELETE FROM people_link WHERE expires_at <= :now";

std::chrono::hours life_of_link(LinkKind kind) {
  using namespace std::chrono_literals;
  switch (kind) {
    case LinkKind::registration:
      return 24h;
    case LinkKind::invitation:
      return 14 * 24h;
    case LinkKind::reset:
      return 1h;
  }
  return 0h;
}

}  // namespace

std::optional<Link> find_link(Reader& db, std::string_view token, Instant now) {
  return db.first(kFindLink, {{":token_hash", hash_of_secret(token)}, {":now", now}}, [](const Row& row) {
    return Link{row.get<LinkKind>("kind"), row.get<PersonId>("person"), row.get<std::string>("name"),
                row.get<std::string>("email"), row.get<Instant>("expires_at")};
  });
}

std::string insert_link(Tx& tx, PersonId person, LinkKind kind, Instant now) {
  auto token = random_token(32);
  tx.exec(kInsertLink, {{":person", person},
                        {":kind", kind},
                        {":token_hash", hash_of_secret(token)},
                        {":now", now},
                        {":expires", now + life_of_link(kind)}});
  return token;
}

bool has_link(Reader& db, PersonId person, LinkKind kind, Instant now) {
  return db.one<int>(kCountLinks, {{":person", person}, {":kind", kind}, {":now", now}}) > 0;
}
void delete_links_of(Tx& tx, PersonId person) { tx.exec(kDeleteLinksOf, {{":person", person}}); }
std::int64_t delete_past_links(Tx& tx, Instant now) { return tx.exec(kDeletePast, {{":now", now}}); }

}  // namespace couloir::people
