#include "people/guest_account.h"

#include <algorithm>

#include "journal/journal.h"
#include "people/events.h"
#include "people/login_store.h"
#include "people/person_store.h"

namespace couloir::people {

Result<PersonId> open_guest_account(const Op& op, LoginDesk& desk, const Guest& who, std::string_view password,
                                    const std::function<Result<void>(Tx&, PersonId)>& then) {
  auto found = problems_of_person(who.name, who.email);
  std::ranges::move(problems_of_password(password, who.email), std::back_inserter(found));
  if (!found.empty()) return Error::invalid(std::move(found));
  TRY_LET(auto hash, desk.hasher.hash(password));
  return in_transaction(op.db, [&](Tx& tx) -> Result<PersonId> {
    auto person = find_person_by_email(tx, who.email);
    if (person && person->confirmed_at)
      return Error::refused(say("There is an account with this e-mail already. Log in with it."));
    NewPerson facts{who.name, who.email, who.lang, {}};
    auto id = person ? person->id : insert_person(tx, facts, op.now);
    if (person)
      rename_unconfirmed(tx, id, facts);
    else
      journal::record(tx, op, PersonRegistered{id});
    TRY(then(tx, id));
    take_password(tx, op, desk, {id, who.email, LinkKind::registration}, hash);
    return id;
  });
}

}  // namespace couloir::people
