#include "people/login.h"

#include "base/text.h"
#include "journal/journal.h"
#include "people/events.h"
#include "people/link_store.h"
#include "people/login_store.h"
#include "people/second_factor_store.h"

namespace couloir::people {

namespace {

using namespace std::chrono_literals;

constexpr Allowance kPerAccount{10, 15min};
constexpr Allowance kPerNetwork{50, 15min};  // an office or a school behind one address
constexpr auto kTicketLife = 10min;

std::chrono::milliseconds life_of_login(Stay stay) { return stay == Stay::month ? 24h * 30 : 12h; }

/// One sentence whether the e-mail is unknown, not confirmed, without a password, or the password wrong.
Error wrong_login() { return Error::unauthenticated(say("The e-mail or the password is not right.")); }

std::string account_key(std::string_view email) { return "login:" + email_key(first_code_points(email, 254)); }

Result<void> take_attempt(LoginDesk& desk, std::string_view email, const Peer& peer, Instant now) {
  // The network first: once it is used up, it cannot use up other people's accounts as well.
  if (desk.attempts.take("login-from:" + network_of(peer.address), kPerNetwork, now) &&
      desk.attempts.take(account_key(email), kPerAccount, now))
    return {};
  return Error::too_many(say("Too many tries. Wait a quarter of an hour, or ask for a new password."));
}

LoginStep next_step(Tx& tx, const Op& op, PersonId person, const Peer& peer, Stay stay) {
  if (second_factor_of(tx, person) != SecondFactor::on) return open_login(tx, op, person, peer, stay);
  return CodeDue{insert_login(tx, {person, LoginState::awaits_code, stay, op.now + kTicketLife}, peer, op.now).second};
}

Error log_in_first() { return Error::unauthenticated(say("Log in first.")); }

}  // namespace

void forget_attempts_on(LoginDesk& desk, std::string_view email) { desk.attempts.forget(account_key(email)); }

LoggedIn open_login(Tx& tx, const Op& op, PersonId person, const Peer& peer, Stay stay) {
  auto expires = op.now + life_of_login(stay);
  auto [id, token] = insert_login(tx, {person, LoginState::open, stay, expires}, peer, op.now);
  journal::record(tx, acting_as(op, person), PersonLoggedIn{person, id});
  return {person, token, expires};
}

Result<LoginStep> login_with_password(const Op& op, LoginDesk& desk, std::string_view email, std::string_view password,
                                      const Peer& peer, Stay stay) {
  TRY(take_attempt(desk, email, peer, op.now));
  auto known = find_credentials(*op.db.reader(), email);
  TRY_LET(bool fits, desk.hasher.verify(known ? &known->hash : nullptr, password));
  if (!fits) return wrong_login();
  std::optional<std::string> stronger;
  if (desk.hasher.is_stale(known->hash)) {
    TRY_LET(stronger, desk.hasher.hash(password));
  }
  return in_transaction(op.db, [&](Tx& tx) -> Result<LoginStep> {
    if (find_password(tx, known->person) != known->hash) return wrong_login();  // changed while we were hashing
    if (stronger) upsert_password(tx, known->person, *stronger, op.now);
    forget_attempts_on(desk, email);
    return next_step(tx, op, known->person, peer, stay);
  });
}

Result<LoggedIn> login_with_code(const Op& op, LoginDesk& desk, std::string_view ticket, std::string_view code,
                                 const Peer& peer) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<LoggedIn> {
    auto waiting = find_login(tx, ticket, LoginState::awaits_code, op.now);
    if (!waiting) return Error::unauthenticated(say("This took too long. Log in again."));
    TRY_LET(bool fits, use_code(tx, acting_as(op, waiting->person), desk, code));
    if (!fits) return Error::unauthenticated(say("This code is not right. Codes change every 30 seconds."));
    delete_login(tx, waiting->id, waiting->person);
    return open_login(tx, op, waiting->person, peer, waiting->stay);
  });
}

Result<void> logout(const Op& op, std::string_view token) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    auto login = find_login(tx, token, LoginState::open, op.now);
    if (!login) return {};
    delete_login(tx, login->id, login->person);
    journal::record(tx, acting_as(op, login->person), PersonLoggedOut{login->person, login->id});
    return {};
  });
}

Result<void> logout_everywhere(const Op& op) {
  if (!op.actor.logged_in()) return log_in_first();
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    delete_logins_of(tx, op.actor.person);
    journal::record(tx, op, PersonLoggedOutEverywhere{op.actor.person});
    return {};
  });
}

Result<void> end_login(const Op& op, LoginId id) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    if (!op.actor.logged_in() || !delete_login(tx, id, op.actor.person))
      return Error::not_found(say("This login has ended already."));
    journal::record(tx, op, PersonLoggedOut{op.actor.person, id});
    return {};
  });
}

Result<void> change_password(const Op& op, LoginDesk& desk, std::string_view old_password,
                             std::string_view new_password, std::string_view keep_token) {
  auto person = find_person(*op.db.reader(), op.actor.person);
  if (!person || person->erased_at) return log_in_first();
  if (!desk.attempts.take(account_key(person->email), kPerAccount, op.now))
    return Error::too_many(say("Too many tries. Wait a quarter of an hour, or ask for a new password."));
  if (auto found = problems_of_password(new_password, person->email); !found.empty())
    return Error::invalid(std::move(found));

  auto stored = find_password(*op.db.reader(), person->id);
  TRY_LET(bool fits, desk.hasher.verify(stored ? &*stored : nullptr, old_password));
  if (!fits) return Error::invalid({{"old_password", say("This is not your present password.")}});
  TRY_LET(auto hash, desk.hasher.hash(new_password));
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    if (find_password(tx, person->id) != stored)
      return Error::conflict(say("Your password was changed meanwhile. Log in again."));
    upsert_password(tx, person->id, hash, op.now);
    delete_other_logins(tx, person->id, keep_token);
    delete_links_of(tx, person->id);
    forget_attempts_on(desk, person->email);
    journal::record(tx, op, PasswordChanged{person->id});
    return {};
  });
}

}  // namespace couloir::people
