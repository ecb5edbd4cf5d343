// Who works for an organisation: owners accept, change and remove; the office may too, since an owner can be gone.
#include "journal/journal.h"
#include "people/events.h"
#include "people/membership_store.h"
#include "people/organisation_store.h"
#include "people/person_store.h"

namespace couloir::people {

namespace {

bool is_owner(Reader& db, PersonId person, OrganisationId organisation) {
  auto held = find_membership(db, organisation, person);
  return held && held->standing == Standing::granted && held->membership == Membership::owner;
}

/// An outsider is told the same as for an organisation that does not exist.
Result<void> may_decide(Reader& db, const Actor& actor, OrganisationId organisation) {
  if (may_decide_membership(db, actor, organisation)) return {};
  if (!may_see_organisation(actor, organisation)) return no_such_organisation();
  return Error::forbidden(say("Only an owner of this organisation decides who works for it."));
}

Error not_a_member() { return Error::not_found(say("This person does not work for this organisation.")); }
Error last_owner() { return Error::refused(say("This is the last owner. Make somebody else an owner first.")); }

Result<Held> granted(Reader& db, OrganisationId organisation, PersonId person) {
  auto held = find_membership(db, organisation, person);
  if (!held || held->standing != Standing::granted) return not_a_member();
  return *held;
}

}  // namespace

bool may_decide_membership(Reader& db, const Actor& actor, OrganisationId organisation) {
  return actor.roles.has(Role::office) || (actor.logged_in() && is_owner(db, actor.person, organisation));
}

Result<void> accept_member(const Op& op, OrganisationId organisation, PersonId person, Membership membership) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    TRY(may_decide(tx, op.actor, organisation));
    auto held = find_membership(tx, organisation, person);
    if (!held) return Error::not_found(say("Nobody asked to join any more."));
    if (held->standing == Standing::granted) return {};
    upsert_membership(tx, organisation, person, membership, op.now);
    journal::record(tx, op, MemberAccepted{organisation, person, membership, true});
    return {};
  });
}

Result<void> decline_member(const Op& op, OrganisationId organisation, PersonId person) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    auto held = find_membership(tx, organisation, person);
    bool asked = held && held->standing == Standing::asked;
    bool withdraws = asked && op.actor.logged_in() && op.actor.person == person;
    if (!withdraws) {
      TRY(may_decide(tx, op.actor, organisation));
    }
    if (!asked) return Error::not_found(say("Nobody asked to join any more."));
    delete_membership(tx, organisation, person);
    journal::record(tx, op, MemberDeclined{organisation, person});
    return {};
  });
}

Result<void> change_membership(const Op& op, OrganisationId organisation, PersonId person, Membership membership) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    TRY(may_decide(tx, op.actor, organisation));
    TRY_LET(auto held, granted(tx, organisation, person));
    if (held.membership == membership) return {};
    if (held.membership == Membership::owner && crew_of(tx, organisation).owners == 1) return last_owner();
    upsert_membership(tx, organisation, person, membership, op.now);
    journal::record(tx, op, MemberChanged{organisation, person, membership});
    return {};
  });
}

Result<void> remove_member(const Op& op, OrganisationId organisation, PersonId person) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    bool own = op.actor.logged_in() && op.actor.person == person;
    if (!own) {
      TRY(may_decide(tx, op.actor, organisation));
    }
    TRY_LET(auto held, granted(tx, organisation, person));
    auto crew = crew_of(tx, organisation);
    if (held.membership == Membership::owner && crew.owners == 1 && (own || crew.members > 0)) return last_owner();
    delete_membership(tx, organisation, person);
    journal::record(tx, op, MemberRemoved{organisation, person});
    return {};
  });
}

}  // namespace couloir::people
