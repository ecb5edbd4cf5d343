#include "webhooks/keeper_mails.h"

#include "base/bug.h"
#include "people/person_mail.h"
#include "people/role.h"
#include "people/visit.h"
#include "webhooks/views.h"
#include "words/words.h"

namespace couloir::webhooks {
namespace {

void tell(Tx& tx, const Op& op, PersonId id, const people::WriteMail& write) {
  check(people::mail_to(tx, op, id, write).has_value(), "our own subject can be sent");
}

void tell_administrators(Tx& tx, const Op& op, PersonId but, const people::WriteMail& write) {
  for (auto id : people::persons_with_role(tx, Role::admin))
    if (id != but) tell(tx, op, id, write);
}

/// Somebody who lost the right to see a webhook hears no more of it.
bool still_keeps(Tx& tx, PersonId owner) {
  auto actor = owner ? people::actor_for(tx, owner, Door::job) : std::nullopt;
  return actor && may_manage_webhooks(*actor);
}

std::string page_of(const Webhook& webhook, const std::string& house_url) {
  return house_url + "/office/webhooks/" + webhook.id.str();
}

}  // namespace

void mail_switched_off(Tx& tx, const Op& op, const Webhook& webhook, const std::string& house_url) {
  auto write = [&](journal::Mail& mail, const people::Person& person) {
    mail.subject = tr("couloir has switched off a webhook");
    mail.text =
        tr("Hello {1},\n\ncouloir could not deliver its events to this address and no longer tries:\n\n{2}\n\nThe "
           "last time: {3}\n\nNothing is lost. Once the receiver is mended, send it a test and switch the webhook "
           "on again: it goes on where it stopped.\n\n{4}\n",
           person.name, webhook.url, problem_words(webhook.last), page_of(webhook, house_url));
  };
  if (still_keeps(tx, webhook.owner)) return tell(tx, op, webhook.owner, write);
  tell_administrators(tx, op, {}, write);
}

void mail_left_by_owner(Tx& tx, const Op& op, const Webhook& webhook, PersonId leaving, const std::string& house_url) {
  tell_administrators(tx, op, leaving, [&](journal::Mail& mail, const people::Person& person) {
    mail.subject = tr("A webhook on couloir has lost its owner");
    mail.text =
        tr("Hello {1},\n\nThe account of the person who looked after this webhook is erased. It goes on; when it "
           "fails, the administrators are told. Is it still needed?\n\n{2}\n\n{3}\n",
           person.name, webhook.url, page_of(webhook, house_url));
  });
}

}  // namespace couloir::webhooks
