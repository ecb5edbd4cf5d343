#include "people/role.h"

#include "base/bug.h"
#include "journal/journal.h"
#include "people/events.h"
#include "people/lab_member_store.h"
#include "people/person_store.h"
#include "people/role_store.h"

namespace couloir::people {

Role role_of(FirstAnswer answer) {
  switch (answer) {
    case FirstAnswer::carry:
      return Role::operator_;
    case FirstAnswer::sponsor:
      return Role::lab;
    case FirstAnswer::host:
      return Role::host;
    case FirstAnswer::steer:
      return Role::committee;
  }
  check(false, "a first answer");
  return Role::operator_;
}

bool is_granted_at_once(Role role) { return role == Role::operator_; }

bool may_decide_roles(const Actor& actor) { return actor.roles.meets({Role::office, Role::admin}); }

bool may_grant(const Actor& actor, Role role) {
  if (actor.roles.has(Role::admin)) return true;
  return actor.roles.has(Role::office) && role != Role::office && role != Role::admin;
}
bool may_revoke(const Actor& actor, Role role) { return may_grant(actor, role); }

namespace {

Error not_yours_to_decide() { return Error::forbidden(say("You may not decide on this role.")); }

Result<void> must_exist(Reader& db, PersonId id) {
  auto person = find_person(db, id);
  if (!person || person->erased_at) return no_such_person();
  return {};
}

Result<void> must_leave_an_admin(Reader& db, PersonId person, Role role) {
  auto held = find_role(db, person, role);
  bool last = role == Role::admin && held && held->standing == Standing::granted && holders_of(db, role) == 1;
  if (last) return Error::refused(say("This is the last administrator. Name another one first."));
  return {};
}

Standing ask_or_grant(Tx& tx, const Op& op, Role role) {
  auto person = op.actor.person;
  if (auto held = find_role(tx, person, role); held && held->standing == Standing::granted) return Standing::granted;
  if (is_granted_at_once(role)) {
    upsert_granted_role(tx, person, role, {}, op.now);
    journal::record(tx, op, RoleGranted{person, role});
    return Standing::granted;
  }
  if (insert_asked_role(tx, person, role, op.now)) journal::record(tx, op, RoleAsked{person, role});
  return Standing::asked;
}

}  // namespace

Result<void> must_leave_an_admin(Reader& db, PersonId person) { return must_leave_an_admin(db, person, Role::admin); }

Result<Standing> answer_first_question(const Op& op, FirstAnswer answer, LabId lab) {
  if (!op.actor.logged_in()) return Error::unauthenticated(say("Log in first."));
  return in_transaction(op.db, [&](Tx& tx) -> Result<Standing> {
    if (answer == FirstAnswer::sponsor && lab) {
      TRY(ask_for_lab(tx, op, lab));
    }
    return ask_or_grant(tx, op, role_of(answer));
  });
}

Result<void> grant_role(const Op& op, PersonId person, Role role) {
  if (!may_grant(op.actor, role)) return not_yours_to_decide();
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    TRY(must_exist(tx, person));
    auto held = find_role(tx, person, role);
    if (held && held->standing == Standing::granted) return {};
    upsert_granted_role(tx, person, role, op.actor.person, op.now);
    journal::record(tx, op, RoleGranted{person, role, held.has_value()});
    return {};
  });
}

Result<void> decline_role(const Op& op, PersonId person, Role role) {
  if (!may_decide_roles(op.actor)) return not_yours_to_decide();
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    auto held = find_role(tx, person, role);
    if (!held || held->standing != Standing::asked)
      return Error::not_found(say("Nobody asked for this role any more."));
    delete_role(tx, person, role);
    journal::record(tx, op, RoleDeclined{person, role});
    return {};
  });
}

Result<void> revoke_role(const Op& op, PersonId person, Role role) {
  bool own = op.actor.logged_in() && op.actor.person == person;
  if (!own && !may_revoke(op.actor, role)) return not_yours_to_decide();
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    TRY(must_leave_an_admin(tx, person, role));
    if (!delete_role(tx, person, role)) return Error::not_found(say("This person does not have this role."));
    journal::record(tx, op, RoleRevoked{person, role});
    return {};
  });
}

}  // namespace couloir::people
