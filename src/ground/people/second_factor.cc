// Commands on the second factor: start, confirm by a code, renew the recovery codes, stop, reset by an admin.
#include "base/random.h"
#include "journal/journal.h"
#include "people/events.h"
#include "people/login_store.h"
#include "people/person_store.h"
#include "people/second_factor_store.h"

namespace couloir::people {

namespace {

using namespace std::chrono_literals;

constexpr Allowance kCodes{5, 15min};

/// Sealed together with its owner, so that a row moved to another person opens nothing.
std::string seal_for(const SecretKey& key, PersonId person, std::string_view secret) {
  return key.seal(person.str() + ":" + std::string(secret));
}
/// Empty: another key, another person, or altered.
std::optional<std::string> unseal_for(const SecretKey& key, PersonId person, std::string_view sealed) {
  auto opened = key.unseal(sealed);
  auto owner = person.str() + ":";
  if (!opened || !opened->starts_with(owner)) return std::nullopt;
  return opened->substr(owner.size());
}

std::string in_groups_of_four(std::string_view text, char between) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && i % 4 == 0) out += between;
    out += text[i];
  }
  return out;
}

/// 80 bits: "k3fq-7w2m-xr5d-p6ab".
std::string new_recovery_code() { return in_groups_of_four(random_token(10), '-'); }

std::string recovery_hash(PersonId person, std::string_view code) {
  auto bytes = from_base32(code);
  return bytes ? hash_of_secret(person.str() + ":" + *bytes) : "";
}

std::vector<std::string> give_recovery_codes(Tx& tx, PersonId person) {
  std::vector<std::string> codes, hashes;
  for (int i = 0; i < 10; ++i) {
    codes.push_back(new_recovery_code());
    hashes.push_back(recovery_hash(person, codes.back()));
  }
  replace_recovery_codes(tx, person, hashes);
  return codes;
}

bool spend_digits(Tx& tx, const Op& op, const LoginDesk& desk, const StoredFactor& factor, std::string_view code) {
  auto secret = unseal_for(desk.key, op.actor.person, factor.sealed_secret);
  auto step = secret ? matching_step(*secret, code, op.now, factor.last_step) : std::nullopt;
  if (step) save_last_step(tx, op.actor.person, *step);
  return step.has_value();
}

bool spend_recovery_code(Tx& tx, const Op& op, std::string_view code) {
  auto hash = recovery_hash(op.actor.person, code);
  if (hash.empty() || !delete_recovery_code(tx, op.actor.person, hash)) return false;
  journal::record(tx, op, RecoveryCodeUsed{op.actor.person});
  return true;
}

Error wrong_code() {
  auto sentence = say("This code is not right. Codes change every 30 seconds.");
  return Error::refused(sentence, {{"code", sentence}});
}

Result<void> must_fit(Tx& tx, const Op& op, const LoginDesk& desk, std::string_view code) {
  if (!op.actor.logged_in()) return Error::unauthenticated(say("Log in first."));
  TRY_LET(bool fits, use_code(tx, op, desk, code));
  if (!fits) return wrong_code();
  return {};
}

Result<void> must_be_on(Reader& db, PersonId person) {
  if (second_factor_of(db, person) == SecondFactor::on) return {};
  return Error::refused(say("The second factor is not on."));
}

}  // namespace

Result<bool> use_code(Tx& tx, const Op& op, const LoginDesk& desk, std::string_view code) {
  auto key = "code:" + op.actor.person.str();
  if (!desk.attempts.take(key, kCodes, op.now))
    return Error::too_many(say("Too many tries. Wait a quarter of an hour."));
  auto factor = find_factor(tx, op.actor.person);
  bool fits = factor && (spend_digits(tx, op, desk, *factor, code) || spend_recovery_code(tx, op, code));
  if (fits) desk.attempts.forget(key);
  return fits;
}

Result<Enrolment> start_second_factor(const Op& op, const LoginDesk& desk, std::string_view issuer) {
  if (!op.actor.logged_in()) return Error::unauthenticated(say("Log in first."));
  return in_transaction(op.db, [&](Tx& tx) -> Result<Enrolment> {
    auto person = find_person(tx, op.actor.person);
    if (!person || person->erased_at) return no_such_person();
    if (second_factor_of(tx, person->id) == SecondFactor::on)
      return Error::refused(say("The second factor is on already. Turn it off first to use another telephone."));
    auto secret = random_bytes(20);
    upsert_factor(tx, person->id, seal_for(desk.key, person->id, secret), op.now);
    auto uri = otpauth_uri(secret, issuer, person->email);
    return Enrolment{in_groups_of_four(base32(secret), ' '), uri, qr_code(uri)};
  });
}

Result<std::vector<std::string>> confirm_second_factor(const Op& op, const LoginDesk& desk, std::string_view code) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<std::vector<std::string>> {
    if (second_factor_of(tx, op.actor.person) != SecondFactor::started)
      return Error::refused(say("Start again: show the QR code first."));
    TRY(must_fit(tx, op, desk, code));
    turn_factor_on(tx, op.actor.person, op.now);
    journal::record(tx, op, SecondFactorStarted{op.actor.person});
    return give_recovery_codes(tx, op.actor.person);
  });
}

Result<std::vector<std::string>> renew_recovery_codes(const Op& op, const LoginDesk& desk, std::string_view code) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<std::vector<std::string>> {
    TRY(must_be_on(tx, op.actor.person));
    TRY(must_fit(tx, op, desk, code));
    journal::record(tx, op, RecoveryCodesRenewed{op.actor.person});
    return give_recovery_codes(tx, op.actor.person);
  });
}

Result<void> stop_second_factor(const Op& op, const LoginDesk& desk, std::string_view code) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    TRY(must_be_on(tx, op.actor.person));
    TRY(must_fit(tx, op, desk, code));
    delete_factor(tx, op.actor.person);
    journal::record(tx, op, SecondFactorStopped{op.actor.person});
    return {};
  });
}

Result<void> reset_second_factor(const Op& op, PersonId person) {
  if (!op.actor.roles.has(Role::admin)) return Error::forbidden(say("Only an administrator may do this."));
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    if (!delete_factor(tx, person)) return Error::not_found(say("This person has no second factor."));
    delete_logins_of(tx, person);
    journal::record(tx, op, SecondFactorStopped{person});
    return {};
  });
}

}  // namespace couloir::people
