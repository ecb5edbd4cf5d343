#include "people/token_store.h"

#include "base/text.h"
#include "people/login_store.h"

namespace couloir::people {

namespace {

constexpr std::string_view kTokensOf = R"sql(
  SELECT id, name, scopes, created_at, expires_at, last_used, revoked_at
    FROM people_token WHERE person = :person ORDER BY id DESC)sql";
constexpr std::string_view kEndOf = R"sql(
  SELECT CASE WHEN revoked_at < expires_at THEN revoked_at ELSE expires_at END AS ended
    FROM people_token WHERE token_hash = :hash AND (revoked_at IS NOT NULL OR expires_at <= :now))sql";
constexpr std::string_view kInsertToken = R"sql(
  INSERT INTO people_token (person, name, token_hash, scopes, created_at, expires_at)
  VALUES (:person, :name, :token_hash, :scopes, :now, :expires_at)
  RETURNING id)sql";
constexpr std::string_view kRevoke = R"sql(
  UPDATE people_token SET revoked_at = :now
   WHERE id = :id AND revoked_at IS NULL AND (:any = 1 OR person = :owner)
  RETURNING person)sql";
constexpr std::string_view kSaveUse = R"sql(
  UPDATE people_token SET last_used = :day WHERE id = :id AND (last_used IS NULL OR last_used < :day))sql";
constexpr std::string_view kDeleteTokensOf = "DELETE FROM people_token WHERE person = :person";

}  // namespace

std::vector<TokenRow> tokens_of(Reader& db, PersonId person) {
  return db.all(kTokensOf, {{":person", person}}, [](const Row& row) {
    return TokenRow{row.get<TokenId>("id"),
                    row.get<std::string>("name"),
                    Scopes::parse(row.get<std::string_view>("scopes")).value(),
                    row.get<Instant>("created_at"),
                    row.get<Instant>("expires_at"),
                    row.get<std::optional<Date>>("last_used"),
                    row.get<std::optional<Instant>>("revoked_at")};
  });
}

std::optional<Instant> end_of_token(Reader& db, std::string_view token, Instant now) {
  if (!token.starts_with(kTokenPrefix)) return std::nullopt;
  return db.first(kEndOf, {{":hash", hash_of_secret(token)}, {":now", now}},
                  [](const Row& row) { return row.get<Instant>("ended"); });
}

TokenId insert_token(Tx& tx, PersonId person, const NewToken& asked, std::string_view token, Instant now) {
  return TokenId{tx.one<std::int64_t>(kInsertToken, {{":person", person},
                                                     {":name", trim(asked.name)},
                                                     {":token_hash", hash_of_secret(token)},
                                                     {":scopes", asked.scopes.str()},
                                                     {":now", now},
                                                     {":expires_at", asked.expires_at}})};
}
std::optional<PersonId> mark_token_revoked(Tx& tx, TokenId id, std::optional<PersonId> owner, Instant now) {
  return tx.first(kRevoke, {{":now", now}, {":id", id}, {":any", !owner}, {":owner", owner.value_or(PersonId{}).v}},
                  [](const Row& row) { return row.read<PersonId>(0); });
}
void save_last_used(Tx& tx, TokenId id, Date day) { tx.exec(kSaveUse, {{":id", id}, {":day", day}}); }
void revoke_tokens_of(Tx& tx, PersonId person, Instant now) {
  tx.exec("UPDATE people_token SET revoked_at = :now WHERE person = :person AND revoked_at IS NULL",
          {{":now", now}, {":person", person}});
}
void delete_tokens_of(Tx& tx, PersonId person) { tx.exec(kDeleteTokensOf, {{":person", person}}); }

}  // namespace couloir::people
