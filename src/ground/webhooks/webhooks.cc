// The commands on webhooks, and the families that rooms offer.
#include "webhooks/webhooks.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/bug.h"
#include "base/random.h"
#include "webhooks/events.h"
#include "webhooks/keeper_mails.h"
#include "webhooks/receiver.h"
#include "webhooks/wake.h"
#include "webhooks/webhook_store.h"

namespace couloir::webhooks {
namespace {

/// The secret is sealed together with its webhook, so that a row moved to another one signs nothing.
std::string owner_mark(WebhookId id) { return "webhook " + id.str() + ":"; }

Result<Webhook> must_find(Reader& db, WebhookId id) {
  auto webhook = find_webhook(db, id);
  if (!webhook) return no_such_webhook();
  return *webhook;
}

}  // namespace

bool may_manage_webhooks(const Actor& actor) { return actor.roles.meets({Role::office, Role::admin}); }

Error no_such_webhook() { return Error::not_found(say("There is no such webhook.")); }

Result<void> may_manage(const Actor& actor) {
  if (may_manage_webhooks(actor)) return {};
  return Error::forbidden(say("Webhooks are kept by the office and the administrators."));
}

Webhooks& Webhooks::offer(Family family) {
  check(family.name.ends_with(".*") && !family.events.empty(), "a family is named after the noun of its events");
  auto noun = std::string_view(family.name).substr(0, family.name.size() - 1);
  check(std::ranges::all_of(family.events, [&](const std::string& e) { return e.starts_with(noun); }),
        "the events of a family have its noun");
  check(std::ranges::find(families_, family.name, &Family::name) == families_.end(), "a family is offered once");
  families_.push_back(std::move(family));
  return *this;
}

std::vector<std::string> Webhooks::events_of(const Webhook& webhook) const {
  std::vector<std::string> events;
  for (const auto& family : families_)
    if (std::ranges::find(webhook.families, family.name) != webhook.families.end())
      events.insert(events.end(), family.events.begin(), family.events.end());
  return events;
}

std::vector<Problem> Webhooks::problems_of(const WebhookFacts& facts) const {
  std::vector<Problem> problems;
  if (auto to = parse_receiver(facts.url, outbound_.loopback); !to) problems = to.error().problems;
  if (facts.families.empty()) problems.push_back({"families", say("Choose at least one family of events.")});
  for (const auto& name : facts.families)
    if (std::ranges::find(families_, name, &Family::name) == families_.end())
      problems.push_back({"families", say("“{1}” is not a family of events that can be sent.", name)});
  return problems;
}

std::optional<std::string> Webhooks::open_secret(const Webhook& webhook) const {
  auto opened = key_.unseal(webhook.sealed_secret);
  auto mark = owner_mark(webhook.id);
  if (!opened || !opened->starts_with(mark)) return std::nullopt;
  return opened->substr(mark.size());
}

std::string Webhooks::give_secret(Tx& tx, WebhookId id) const {
  auto secret = "clrw_" + random_token(32);
  save_secret(tx, id, key_.seal(owner_mark(id) + secret));
  return secret;
}

Result<Issued> Webhooks::add(const Op& op, const WebhookFacts& facts) const {
  TRY(may_manage(op.actor));
  if (auto problems = problems_of(facts); !problems.empty()) return Error::invalid(std::move(problems));
  return in_transaction(op.db, [&](Tx& tx) -> Result<Issued> {
    if (count_webhooks(tx) >= kMostWebhooks)
      return Error::refused(say("There are {1} webhooks, and no more are allowed. Remove one that nobody uses.",
                                std::to_string(kMostWebhooks)));
    Webhook webhook{.url = facts.url,
                    .families = facts.families,
                    .sealed_secret = {},
                    .state = State::paused,  // until its own beginning is behind it
                    .owner = op.actor.person,
                    .created_at = op.now};
    insert_webhook(tx, webhook);
    auto secret = give_secret(tx, webhook.id);
    webhook.upto = journal::record(tx, op, WebhookAdded{webhook.id}).seq;
    webhook.state = State::on;
    save_progress(tx, webhook);
    return Issued{*find_webhook(tx, webhook.id), secret};
  });
}

Result<Webhook> Webhooks::edit(const Op& op, WebhookId id, std::int64_t version, const WebhookFacts& facts) const {
  TRY(may_manage(op.actor));
  if (auto problems = problems_of(facts); !problems.empty()) return Error::invalid(std::move(problems));
  return in_transaction(op.db, [&](Tx& tx) -> Result<Webhook> {
    TRY_LET(auto webhook, must_find(tx, id));
    bool moved = webhook.url != facts.url;
    webhook.url = facts.url;
    webhook.families = facts.families;
    if (!save_edit(tx, webhook, version))
      return Error::conflict(say("Somebody else has changed this webhook meanwhile. Look at it again."));
    if (moved) webhook.failures = 0;
    if (moved && webhook.state == State::on) wake(tx, op, webhook, op.now);
    journal::record(tx, op, WebhookEdited{id, version + 1});
    return must_find(tx, id);
  });
}

Result<Issued> Webhooks::renew_secret(const Op& op, WebhookId id) const {
  TRY(may_manage(op.actor));
  return in_transaction(op.db, [&](Tx& tx) -> Result<Issued> {
    TRY(must_find(tx, id));
    auto secret = give_secret(tx, id);
    journal::record(tx, op, WebhookSecretRenewed{id});
    TRY_LET(auto webhook, must_find(tx, id));
    return Issued{webhook, secret};
  });
}

Result<Webhook> Webhooks::pause(const Op& op, WebhookId id) const {
  TRY(may_manage(op.actor));
  return in_transaction(op.db, [&](Tx& tx) -> Result<Webhook> {
    TRY_LET(auto webhook, must_find(tx, id));
    if (webhook.state == State::paused) return webhook;
    rest(tx, webhook);
    webhook.state = State::paused;
    webhook.off_since.reset();
    save_progress(tx, webhook);
    journal::record(tx, op, WebhookPaused{id});
    return must_find(tx, id);
  });
}

Result<Webhook> Webhooks::resume(const Op& op, WebhookId id) const {
  TRY(may_manage(op.actor));
  return in_transaction(op.db, [&](Tx& tx) -> Result<Webhook> {
    TRY_LET(auto webhook, must_find(tx, id));
    if (webhook.state == State::on) return webhook;
    webhook.state = State::on;
    webhook.off_since.reset();
    webhook.failures = 0;
    wake(tx, op, webhook, op.now);
    journal::record(tx, op, WebhookResumed{id});
    return must_find(tx, id);
  });
}

Result<Webhook> Webhooks::replay(const Op& op, WebhookId id, std::int64_t from) const {
  TRY(may_manage(op.actor));
  return in_transaction(op.db, [&](Tx& tx) -> Result<Webhook> {
    TRY_LET(auto webhook, must_find(tx, id));
    auto last = journal::head(tx).seq;
    if (from < 1 || from > last)
      return Error::invalid({{"from", say("Give the number of an event: from 1 to {1}.", std::to_string(last))}});
    webhook.upto = from - 1;
    if (webhook.state == State::on)
      wake(tx, op, webhook, op.now);
    else
      save_progress(tx, webhook);
    journal::record(tx, op, WebhookReplayed{id, from});
    return must_find(tx, id);
  });
}

Result<void> Webhooks::remove(const Op& op, WebhookId id) const {
  TRY(may_manage(op.actor));
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    TRY_LET(auto webhook, must_find(tx, id));
    rest(tx, webhook);
    if (webhook.test_job) (void)journal::cancel(tx, webhook.test_job);  // over already: nothing to stop
    delete_webhook(tx, id);
    journal::record(tx, op, WebhookRemoved{id});
    return {};
  });
}

Result<Webhook> Webhooks::ask_test(const Op& op, WebhookId id) const {
  TRY(may_manage(op.actor));
  return in_transaction(op.db, [&](Tx& tx) -> Result<Webhook> {
    TRY_LET(auto webhook, must_find(tx, id));
    if (is_alive(tx, webhook.test_job)) return webhook;  // one at a time
    webhook.test_job = journal::enqueue(tx, op, SendTest{id});
    save_test(tx, webhook);
    return webhook;
  });
}

people::PersonalDataSource Webhooks::personal_data() const {
  auto export_json = [](Reader& db, PersonId person) {
    std::string list;
    for (const auto& w : webhooks_of(db, person))
      list += fmt::format(R"({}{{"id":{},"url":{},"created_at":"{}"}})", list.empty() ? "" : ",", w.id.v,
                          json_string(w.url), w.created_at.iso());
    return list.empty() ? std::string("null") : "[" + list + "]";
  };
  auto erase = [this](Tx& tx, const Op& op, PersonId person) {
    for (const auto& webhook : webhooks_of(tx, person)) {
      save_owner(tx, webhook.id, {});
      journal::record(tx, op, WebhookLeftByOwner{webhook.id});
      mail_left_by_owner(tx, op, webhook, person, house_.url);
    }
  };
  return {.name = "webhooks", .export_json = export_json, .erase = erase};
}

}  // namespace couloir::webhooks
