#include "people/login_store.h"

#include "base/random.h"
#include "base/sha256.h"
#include "base/text.h"

namespace couloir::people {

namespace {

constexpr std::string_view kCredentials = R"sql(
  SELECT p.id, w.hash FROM people_person p JOIN people_password w ON w.person = p.id
   WHERE p.email_key = :email_key AND p.confirmed_at IS NOT NULL)sql";
constexpr std::string_view kPassword = "SELECT hash FROM people_password WHERE person = :person";
constexpr std::string_view kUpsertPassword = R"sql(
  INSERT INTO people_password (person, hash, changed_at) VALUES (:person, :hash, :now)
  ON CONFLICT (person) DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at)sql";
constexpr std::string_view kDeletePassword = "DELETE FROM people_password WHERE person = :person";

constexpr std::string_view kFindLogin = R"sql(
  SELECT id, person, stay FROM people_login
   WHERE token_hash = :token_hash AND awaits_code = :awaits_code AND expires_at > :now)sql";
constexpr std::string_view kInsertLogin = R"sql(
  INSERT INTO people_login (person, token_hash, awaits_code, stay, device, created_at, expires_at)
  VALUES (:person, :token_hash, :awaits_code, :stay, :device, :now, :expires)
  RETURNING id)sql";
constexpr std::string_view kLoginsOf = R"sql(
  SELECT id, device, created_at, expires_at FROM people_login
   WHERE person = :person AND awaits_code = 0 AND expires_at > :now ORDER BY id DESC)sql";
constexpr std::string_view kDeleteLogin = "DELETE FROM people_login WHERE id = :id AND person = :person";
constexpr std::string_view kDeleteLogins = "DELETE FROM people_login WHERE person = :person";
constexpr std::string_view kDeleteOthers =
    "DELETE FROM people_login WHERE person = :person AND token_hash <> :token_hash";
constexpr std::string_view kDeleteEnded = "DELETE FROM people_login WHERE expires_at <= :now";

/// A header is any bytes; what is shown to the person is text of one line.
std::string device_of(std::string_view user_agent) {
  std::string line;
  for (char c : user_agent)
    if (c >= 0x20 && c < 0x7f && line.size() < 120) line += c;
  return line;
}

}  // namespace

std::string hash_of_secret(std::string_view secret) { return sha256_hex(secret); }

Op acting_as(const Op& op, PersonId person) {
  Op acting = op;
  acting.actor.person = person;
  return acting;
}

std::optional<Credentials> find_credentials(Reader& db, std::string_view email) {
  return db.first(kCredentials, {{":email_key", email_key(email)}},
                  [](const Row& row) { return Credentials{row.read<PersonId>(0), row.read<std::string>(1)}; });
}
std::optional<std::string> find_password(Reader& db, PersonId person) {
  return db.first(kPassword, {{":person", person}}, [](const Row& row) { return row.read<std::string>(0); });
}
void upsert_password(Tx& tx, PersonId person, const std::string& hash, Instant now) {
  tx.exec(kUpsertPassword, {{":person", person}, {":hash", hash}, {":now", now}});
}
void delete_password(Tx& tx, PersonId person) { tx.exec(kDeletePassword, {{":person", person}}); }

std::optional<StoredLogin> find_login(Reader& db, std::string_view token, LoginState state, Instant now) {
  return db.first(
      kFindLogin,
      {{":token_hash", hash_of_secret(token)}, {":awaits_code", state == LoginState::awaits_code}, {":now", now}},
      [](const Row& row) {
        return StoredLogin{row.get<LoginId>("id"), row.get<PersonId>("person"), row.get<Stay>("stay")};
      });
}

std::pair<LoginId, std::string> insert_login(Tx& tx, const NewLogin& login, const Peer& peer, Instant now) {
  auto token = random_token(32);
  auto id = tx.one<std::int64_t>(kInsertLogin, {{":person", login.person},
                                                {":token_hash", hash_of_secret(token)},
                                                {":awaits_code", login.state == LoginState::awaits_code},
                                                {":stay", login.stay},
                                                {":device", device_of(peer.device)},
                                                {":now", now},
                                                {":expires", login.expires}});
  return {LoginId{id}, token};
}

std::vector<LoginRow> logins_of(Reader& db, PersonId person, Instant now) {
  return db.all(kLoginsOf, {{":person", person}, {":now", now}}, [](const Row& row) {
    return LoginRow{row.get<LoginId>("id"), row.get<std::string>("device"), row.get<Instant>("created_at"),
                    row.get<Instant>("expires_at")};
  });
}

bool delete_login(Tx& tx, LoginId id, PersonId person) {
  return tx.exec(kDeleteLogin, {{":id", id}, {":person", person}}) > 0;
}
void delete_logins_of(Tx& tx, PersonId person) { tx.exec(kDeleteLogins, {{":person", person}}); }
void delete_other_logins(Tx& tx, PersonId person, std::string_view keep_token) {
  tx.exec(kDeleteOthers, {{":person", person}, {":token_hash", hash_of_secret(keep_token)}});
}
std::int64_t delete_ended_logins(Tx& tx, Instant now) { return tx.exec(kDeleteEnded, {{":now", now}}); }

}  // namespace couloir::people
