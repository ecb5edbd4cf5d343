// Who speaks for a lab: asked by the person, decided by the office.
#include "journal/journal.h"
#include "people/events.h"
#include "people/lab_member_store.h"
#include "people/lab_store.h"
#include "people/person_store.h"

namespace couloir::people {

bool may_decide_lab_members(const Actor& actor) { return actor.roles.has(Role::office); }

Result<void> ask_for_lab(Tx& tx, const Op& op, LabId id) {
  auto lab = find_lab(tx, id);
  if (!lab || !lab->status.active) return no_such_lab();
  if (insert_asked_lab_member(tx, id, op.actor.person, op.now))
    journal::record(tx, op, LabMemberAsked{id, op.actor.person});
  return {};
}

Result<void> ask_to_speak_for(const Op& op, LabId lab) {
  if (!op.actor.logged_in()) return Error::unauthenticated(say("Log in first."));
  return in_transaction(op.db, [&](Tx& tx) { return ask_for_lab(tx, op, lab); });
}

Result<void> accept_lab_member(const Op& op, LabId lab, PersonId person) {
  if (!may_decide_lab_members(op.actor)) return Error::forbidden(say("Only the office decides who speaks for a lab."));
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    if (!find_lab(tx, lab)) return no_such_lab();
    auto who = find_person(tx, person);
    if (!who || who->erased_at) return no_such_person();
    auto held = find_lab_member(tx, lab, person);
    if (held == Standing::granted) return {};
    upsert_granted_lab_member(tx, lab, person, op.now);
    journal::record(tx, op, LabMemberAccepted{lab, person, held == Standing::asked});
    return {};
  });
}

Result<void> remove_lab_member(const Op& op, LabId lab, PersonId person) {
  bool own = op.actor.logged_in() && op.actor.person == person;
  if (!own && !may_decide_lab_members(op.actor))
    return Error::forbidden(say("Only the office decides who speaks for a lab."));
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    if (!delete_lab_member(tx, lab, person)) return Error::not_found(say("This person does not speak for this lab."));
    journal::record(tx, op, LabMemberRemoved{lab, person});
    return {};
  });
}

}  // namespace couloir::people
