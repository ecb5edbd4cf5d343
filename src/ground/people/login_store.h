// The only SQL on people_login and people_password; inside people alone.
#pragma once

#include "people/login.h"

namespace couloir::people {

/// A right password, or a link from their own mailbox, clears an account of the tries of others.
void forget_attempts_on(LoginDesk&, std::string_view email);

/// What is kept of a secret that only its holder has.
std::string hash_of_secret(std::string_view secret);
/// The same operation, done by this person: a visitor who has just proved who they are.
Op acting_as(const Op&, PersonId);

/// Whose address a mailed link has proved.
struct Proved {
  PersonId person;
  std::string_view email;
  LinkKind by;
};
/// What such a link leads to, whichever part of the house mailed it: the password, a confirmed account, no other link
/// and no login.
void take_password(Tx&, const Op&, LoginDesk&, const Proved&, const std::string& hash);

struct Credentials {
  PersonId person;
  std::string hash;
};
/// Empty: no such e-mail, not confirmed, or no password chosen.
std::optional<Credentials> find_credentials(Reader&, std::string_view email);
std::optional<std::string> find_password(Reader&, PersonId);
void upsert_password(Tx&, PersonId, const std::string& hash, Instant now);
void delete_password(Tx&, PersonId);

struct StoredLogin {
  LoginId id;
  PersonId person;
  Stay stay;
};
enum class LoginState { open, awaits_code };
/// Only one that has not ended yet.
std::optional<StoredLogin> find_login(Reader&, std::string_view token, LoginState, Instant now);
struct NewLogin {
  PersonId person;
  LoginState state;
  Stay stay;
  Instant expires;
};
/// Returns the token, kept nowhere else.
std::pair<LoginId, std::string> insert_login(Tx&, const NewLogin&, const Peer&, Instant now);
bool delete_login(Tx&, LoginId, PersonId);
void delete_logins_of(Tx&, PersonId);
void delete_other_logins(Tx&, PersonId, std::string_view keep_token);
std::int64_t delete_ended_logins(Tx&, Instant now);

}  // namespace couloir::people
