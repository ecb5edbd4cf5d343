#include "webhooks/views.h"

#include "words/words.h"

namespace couloir::webhooks {

std::string problem_words(const Outcome& outcome) {
  if (!outcome.trouble) return {};
  auto answer = std::to_string(outcome.answer);
  switch (*outcome.trouble) {
    case Trouble::unresolved:
      return tr("Its name is not known (DNS gives no address for it).");
    case Trouble::private_address:
      return tr("Its name leads to this machine or into a private network; couloir only sends to public addresses.");
    case Trouble::unreachable:
      return tr("No connection: nothing listens there, or a firewall stands between.");
    case Trouble::timed_out:
      return tr("No answer within ten seconds. It should answer first and work afterwards.");
    case Trouble::tls:
      return tr("Its certificate is not accepted: past its date, made by itself, or for another name.");
    case Trouble::broken:
      return tr("The connection broke off before it answered.");
    case Trouble::redirect:
      return tr("It answers that it has moved (code {1}). Enter the new address: couloir follows no redirect.", answer);
    case Trouble::status:
      return tr("It answers with an error (code {1}).", answer);
    case Trouble::secret_lost:
      return tr("The secret cannot be read: the key beside the database is another one. Renew the secret.");
  }
  return {};
}

html::Html state_tag(const Webhook& webhook) {
  switch (webhook.state) {
    case State::on:
      return webhook.failures > 0 ? view::tag(tr("Trying again"), view::Tone::warn, view::Icon::clock)
                                  : view::tag(trc("webhook", "On"), view::Tone::good, view::Icon::check);
    case State::paused:
      return view::tag(tr("Paused"));
    case State::off:
      return view::tag(tr("Switched off by couloir"), view::Tone::bad, view::Icon::cross);
  }
  return {};
}

html::Url webhook_path(WebhookId id, std::string_view below) {
  return html::path("/office/webhooks/" + id.str() + std::string(below));
}

}  // namespace couloir::webhooks
