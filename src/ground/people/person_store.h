// The only SQL on people_person; inside people alone.
#pragma once

#include "people/person.h"

namespace couloir::people {

struct NewPerson {
  std::string name, email;
  Lang lang = Lang::fr;
  std::optional<Instant> confirmed_at;
};

Error no_such_person();
std::optional<Problem> problem_of_name(std::string_view name);

/// REQUIRES: no person has this e-mail.
PersonId insert_person(Tx&, const NewPerson&, Instant now);
/// Name, language and theme. Errors: conflict (another version is stored).
Result<void> save_person(Tx&, Person&);
void confirm_person(Tx&, PersonId, Instant now);
/// A second registration before the first was confirmed brings its own name.
void rename_unconfirmed(Tx&, PersonId, const NewPerson&);
/// Takes every word away; the row stays.
void empty_person(Tx&, PersonId, Instant now);
/// Accounts whose first mail was never answered.
std::vector<PersonId> unconfirmed_since(Reader&, Instant before);

}  // namespace couloir::people
