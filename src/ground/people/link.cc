// From a mailed link to a password: registration, invitation, reset. What a visitor is told never depends on whether
// the e-mail is known; only the owner of the mailbox learns it.
#include "base/bug.h"
#include "journal/journal.h"
#include "people/events.h"
#include "people/lab_member_store.h"
#include "people/lab_store.h"
#include "people/link_mail.h"
#include "people/link_store.h"
#include "people/login_store.h"
#include "people/membership_store.h"
#include "people/organisation_store.h"
#include "people/person_erasure.h"
#include "people/person_store.h"
#include "people/role_store.h"
#include "people/token_store.h"

namespace couloir::people {

namespace {

using namespace std::chrono_literals;

constexpr Allowance kMailsToOneAddress{3, 60min};
constexpr Allowance kMailsFromOneNetwork{30, 60min};
constexpr auto kUnconfirmedLife = 24h * 30;

std::string page(const LoginDesk& desk, std::string_view path) { return desk.site + std::string(path); }

Result<void> take_network(LoginDesk& desk, const Peer& peer, Instant now) {
  if (desk.attempts.take("mail-from:" + network_of(peer.address), kMailsFromOneNetwork, now)) return {};
  return Error::too_many(say("Too many tries. Wait an hour."));
}
/// Used up, it stays silent: saying so would tell that the address was asked for before.
bool take_address(LoginDesk& desk, std::string_view email, Instant now) {
  return desk.attempts.take("mail-to:" + email_key(email), kMailsToOneAddress, now);
}

Result<void> send(Tx& tx, const Op& op, const journal::Mail& mail) {
  TRY(journal::enqueue_mail(tx, op, mail));
  return {};
}

Result<void> send_link(Tx& tx, const Op& op, const LoginDesk& desk, const Person& person, LinkKind kind) {
  auto url = page(desk, kLinkPath) + insert_link(tx, person.id, kind, op.now);
  switch (kind) {
    case LinkKind::registration:
      return send(tx, op, registration_mail(person, url));
    case LinkKind::invitation:
      return send(tx, op, invitation_mail(person, url));
    case LinkKind::reset:
      return send(tx, op, reset_mail(person, url));
  }
  return {};
}

Result<void> register_in(Tx& tx, const Op& op, const LoginDesk& desk, const NewPerson& asked) {
  auto person = find_person_by_email(tx, asked.email);
  if (person && person->confirmed_at)
    return send(tx, op, already_here_mail(*person, page(desk, kLoginPath), page(desk, kResetPath)));
  if (!person) {
    auto id = insert_person(tx, asked, op.now);
    journal::record(tx, op, PersonRegistered{id});
    person = find_person(tx, id);
  } else if (!has_link(tx, person->id, LinkKind::invitation, op.now)) {
    rename_unconfirmed(tx, person->id, asked);
    person = find_person(tx, person->id);
  }
  return send_link(tx, op, desk, *person, LinkKind::registration);
}

}  // namespace

Result<void> register_person(const Op& op, LoginDesk& desk, std::string_view name, std::string_view email, Lang lang,
                             const Peer& peer) {
  if (auto found = problems_of_person(name, email); !found.empty()) return Error::invalid(std::move(found));
  TRY(take_network(desk, peer, op.now));
  if (!take_address(desk, email, op.now)) return {};
  return in_transaction(
      op.db, [&](Tx& tx) { return register_in(tx, op, desk, {std::string(name), std::string(email), lang, {}}); });
}

Result<void> ask_password_reset(const Op& op, LoginDesk& desk, std::string_view email, const Peer& peer) {
  if (auto found = problems_of_person("-", email); !found.empty()) return Error::invalid(std::move(found));
  TRY(take_network(desk, peer, op.now));
  if (!take_address(desk, email, op.now)) return {};
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    auto person = find_person_by_email(tx, email);
    if (!person) return {};
    if (!person->confirmed_at) return send_link(tx, op, desk, *person, LinkKind::registration);
    journal::record(tx, op, ResetAsked{person->id});
    return send_link(tx, op, desk, *person, LinkKind::reset);
  });
}

namespace {

Result<void> must_be_able_to_invite(const Actor& actor, const Invitation& asked) {
  bool roles = std::ranges::all_of(names_of<Role>(), [&](auto name) {
    auto role = *from_name<Role>(name);
    return !asked.roles.has(role) || may_grant(actor, role);
  });
  if (!may_invite(actor) || !roles) return Error::forbidden(say("You may not open an account with these roles."));
  if (auto found = problems_of_person(asked.name, asked.email); !found.empty()) return Error::invalid(std::move(found));
  return {};
}

/// The person of the invitation: new, or one that never confirmed.
Result<PersonId> person_for(Tx& tx, const Op& op, const Invitation& asked, std::optional<Instant> confirmed_at) {
  auto person = find_person_by_email(tx, asked.email);
  auto taken = say("There is an account with this e-mail already.");
  if (person && person->confirmed_at) return Error::refused(taken, {{"email", taken}});
  NewPerson facts{asked.name, asked.email, asked.lang, confirmed_at};
  if (!person) return insert_person(tx, facts, op.now);
  rename_unconfirmed(tx, person->id, facts);
  if (confirmed_at) confirm_person(tx, person->id, *confirmed_at);
  return person->id;
}

void give_roles(Tx& tx, const Op& op, PersonId person, Roles roles) {
  for (auto name : names_of<Role>()) {
    auto role = *from_name<Role>(name);
    if (!roles.has(role)) continue;
    upsert_granted_role(tx, person, role, op.actor.person, op.now);
    journal::record(tx, op, RoleGranted{person, role});
  }
}

Result<void> give_lab(Tx& tx, const Op& op, PersonId person, LabId lab) {
  if (!find_lab(tx, lab)) return no_such_lab();
  upsert_granted_lab_member(tx, lab, person, op.now);
  journal::record(tx, op, LabMemberAccepted{lab, person});
  return {};
}

Result<void> give_organisation(Tx& tx, const Op& op, PersonId person, OrganisationId organisation) {
  if (!find_organisation(tx, organisation)) return no_such_organisation();
  auto membership = crew_of(tx, organisation).owners == 0 ? Membership::owner : Membership::member;
  upsert_membership(tx, organisation, person, membership, op.now);
  journal::record(tx, op, MemberAccepted{organisation, person, membership});
  return {};
}

Result<void> give_all(Tx& tx, const Op& op, PersonId person, const Invitation& asked) {
  give_roles(tx, op, person, asked.roles);
  if (asked.lab) {
    TRY(give_lab(tx, op, person, asked.lab));
  }
  if (asked.organisation) {
    TRY(give_organisation(tx, op, person, asked.organisation));
  }
  return {};
}

}  // namespace

Result<PersonId> invite(const Op& op, LoginDesk& desk, const Invitation& asked) {
  TRY(must_be_able_to_invite(op.actor, asked));
  return in_transaction(op.db, [&](Tx& tx) -> Result<PersonId> {
    TRY_LET(auto id, person_for(tx, op, asked, {}));
    journal::record(tx, op, PersonInvited{id});
    TRY(give_all(tx, op, id, asked));
    TRY(send_link(tx, op, desk, *find_person(tx, id), LinkKind::invitation));
    return id;
  });
}

Result<PersonId> add_person(const Op& op, LoginDesk& desk, const Invitation& asked, std::string_view password) {
  if (!op.actor.roles.has(Role::admin)) return Error::forbidden(say("Only an administrator may do this."));
  TRY(must_be_able_to_invite(op.actor, asked));
  if (auto found = problems_of_password(password, asked.email); !found.empty()) return Error::invalid(std::move(found));
  TRY_LET(auto hash, desk.hasher.hash(password));
  return in_transaction(op.db, [&](Tx& tx) -> Result<PersonId> {
    TRY_LET(auto id, person_for(tx, op, asked, op.now));
    journal::record(tx, op, PersonAdded{id});
    upsert_password(tx, id, hash, op.now);
    TRY(give_all(tx, op, id, asked));
    return id;
  });
}

namespace {

Error no_such_link() { return Error::not_found(say("This link was used already or is too old. Ask for a new one.")); }

}  // namespace

void take_password(Tx& tx, const Op& op, LoginDesk& desk, const Proved& who, const std::string& hash) {
  delete_links_of(tx, who.person);
  upsert_password(tx, who.person, hash, op.now);
  confirm_person(tx, who.person, op.now);
  delete_logins_of(tx, who.person);
  if (who.by == LinkKind::reset) revoke_tokens_of(tx, who.person, op.now);  // a thief may have made some
  forget_attempts_on(desk, who.email);
  journal::record(tx, acting_as(op, who.person), PasswordChosen{who.person, who.by});
}

Result<PersonId> choose_password(const Op& op, LoginDesk& desk, std::string_view link_token,
                                 std::string_view password) {
  auto seen = find_link(*op.db.reader(), link_token, op.now);
  if (!seen) return no_such_link();
  if (auto found = problems_of_password(password, seen->email); !found.empty()) return Error::invalid(std::move(found));
  TRY_LET(auto hash, desk.hasher.hash(password));
  return in_transaction(op.db, [&](Tx& tx) -> Result<PersonId> {
    auto link = find_link(tx, link_token, op.now);
    if (!link) return no_such_link();  // used while we were hashing
    take_password(tx, op, desk, {link->person, link->email, link->kind}, hash);
    return link->person;
  });
}

std::int64_t forget_past_logins(const Op& op) {
  std::int64_t forgotten = 0;
  auto done = in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    forgotten = delete_ended_logins(tx, op.now) + delete_past_links(tx, op.now);
    for (auto id : unconfirmed_since(tx, op.now - kUnconfirmedLife)) {
      if (has_link(tx, id, LinkKind::invitation, op.now)) continue;
      forget_person(tx, op, id);
      ++forgotten;
    }
    return {};
  });
  check(done.has_value(), "nothing here fails");
  return forgotten;
}

}  // namespace couloir::people
