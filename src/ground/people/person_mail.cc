#include "people/person_mail.h"

namespace couloir::people {

Result<void> mail_to(Tx& tx, const Op& op, PersonId id, const WriteMail& write) {
  auto person = find_person(tx, id);
  if (!person || person->erased_at || !person->confirmed_at || person->email.empty()) return {};
  Speaking reader(person->lang);
  journal::Mail mail;
  mail.person = person->id;
  mail.to = person->email;
  mail.language = person->lang;
  write(mail, *person);
  TRY(journal::enqueue_mail(tx, op, mail));
  return {};
}

}  // namespace couloir::people
