// Endpoints on webhooks, for the office and the administrators.
#include "web/api.h"
#include "webhooks/mount.h"
#include "webhooks/views.h"
#include "words/words.h"

namespace couloir::webhooks {

using people::Scope;
using web::Answer;
using web::Call;
using web::Doc;
using web::Method;
using web::None;

void describe(Describer& d, WebhookFacts& f) {
  d.type("WebhookFacts");
  d.field("url", f.url, text(1, 500).doc(_t("Where events are sent: https://, port 443 or 8443")));
  d.field("families", f.families, at_most(20).doc(_t("Families of events, as “webhook list” names them")));
}

namespace {

struct Item {
  WebhookId id;
  std::string url;
  std::vector<std::string> families;
  State state{};
  PersonId owner;
  std::int64_t upto = 0;
  int failures = 0;
  std::string problem;
  std::optional<Instant> tried_at, delivered_at, off_since, tested_at;
  std::optional<bool> test_arrived;
  std::string test_problem;
  Instant created_at;
  std::int64_t version = 0;
};
void describe(Describer& d, Item& w) {
  d.type("Webhook");
  d.field("id", w.id);
  d.field("url", w.url);
  d.field("families", w.families);
  d.field("state", w.state, Rule{}.doc(_t("off: given up by couloir after a day without success")));
  d.field("owner", w.owner, Rule{}.doc(_t("Person who is told when it goes off; 0: the administrators")));
  d.field("upto", w.upto, Rule{}.doc(_t("Everything up to this event was delivered or is none of its families")));
  d.field("failures", w.failures, Rule{}.doc(_t("Failed tries in a row")));
  d.field("problem", w.problem, Rule{}.doc(_t("Of the last try; empty: it arrived")));
  d.field("tried_at", w.tried_at);
  d.field("delivered_at", w.delivered_at);
  d.field("off_since", w.off_since);
  d.field("tested_at", w.tested_at);
  d.field("test_arrived", w.test_arrived);
  d.field("test_problem", w.test_problem);
  d.field("created_at", w.created_at);
  d.field("version", w.version);
}
Item item_of(const Webhook& w) {
  return {.id = w.id,
          .url = w.url,
          .families = w.families,
          .state = w.state,
          .owner = w.owner,
          .upto = w.upto,
          .failures = w.failures,
          .problem = problem_words(w.last),
          .tried_at = w.tried_at,
          .delivered_at = w.delivered_at,
          .off_since = w.off_since,
          .tested_at = w.tested_at,
          .test_arrived = w.tested_at ? std::optional(!w.test.trouble) : std::nullopt,
          .test_problem = problem_words(w.test),
          .created_at = w.created_at,
          .version = w.version};
}
Answer<Item> answer_of(const Webhook& w) { return {.value = item_of(w), .version = w.version}; }

struct FamilyItem {
  std::string name, about;
  std::vector<std::string> events;
};
void describe(Describer& d, FamilyItem& f) {
  d.type("WebhookFamily");
  d.field("name", f.name);
  d.field("about", f.about);
  d.field("events", f.events);
}

struct List {
  std::vector<Item> items;
  std::vector<FamilyItem> families;
};
void describe(Describer& d, List& l) {
  d.type("WebhookList");
  d.field("items", l.items);
  d.field("families", l.families, Rule{}.doc(_t("What a webhook of this installation can receive")));
}

struct Secret {
  WebhookId id;
  std::string secret;
};
void describe(Describer& d, Secret& s) {
  d.type("WebhookSecret");
  d.field("id", s.id);
  d.field("secret", s.secret, Rule{}.doc(_t("Key of the signature; shown once")));
}

struct From {
  std::int64_t from = 0;
};
void describe(Describer& d, From& f) {
  d.type("WebhookReplay");
  d.field("from", f.from, between(1, 9e15).doc(_t("Number of the first event that is sent again")));
}

Answer<Secret> secret_answer(const Issued& issued) {
  return {.value = {issued.webhook.id, issued.secret},
          .status = 201,
          .version = issued.webhook.version,
          .location = "/webhooks/" + issued.webhook.id.str()};
}

using Command = Result<Webhook> (Webhooks::*)(const Op&, WebhookId) const;
auto answering(const Webhooks& all, Command command) {
  return [&all, command](const Call& call, const None&) -> Result<Answer<Item>> {
    TRY_LET(auto id, call.id<WebhookId>("id"));
    TRY_LET(auto webhook, (all.*command)(call.op, id));
    return answer_of(webhook);
  };
}

/// The command line waits for what comes of it; a worker of the site does not.
Result<Answer<Item>> send_test(const Webhooks& all, const Call& call) {
  TRY_LET(auto id, call.id<WebhookId>("id"));
  TRY_LET(auto webhook, call.op.actor.door == Door::cli ? all.test_now(call.op, id) : all.ask_test(call.op, id));
  return answer_of(webhook);
}

Result<Answer<List>> list(const Webhooks& all, const Call& call) {
  List list;
  for (const auto& w : all_webhooks(*call.op.db.reader())) list.items.push_back(item_of(w));
  for (const auto& f : all.families()) list.families.push_back({f.name, tr(f.about), f.events});
  return Answer<List>{.value = std::move(list)};
}

Result<Answer<Item>> show(const Call& call) {
  TRY_LET(auto id, call.id<WebhookId>("id"));
  auto webhook = find_webhook(*call.op.db.reader(), id);
  if (!webhook) return no_such_webhook();
  return answer_of(*webhook);
}

}  // namespace

void mount_webhook_api(web::Api& api, const Webhooks& all) {
  auto doc = [](Method method, std::string path, std::string cli, std::string_view summary) {
    return Doc{.method = method,
               .path = std::move(path),
               .cli = std::move(cli),
               .summary = summary,
               .who = web::only({Role::office, Role::admin}),
               .scope = method == Method::get ? Scope::webhooks_read : Scope::webhooks_write};
  };
  api.add<None, List>(doc(Method::get, "/webhooks", "webhook list", _t("Webhooks, and what they can receive")),
                      [&all](const Call& call, const None&) { return list(all, call); });
  api.add<WebhookFacts, Secret>(doc(Method::post, "/webhooks", "webhook add", _t("Send events to another system")),
                                [&all](const Call& call, const WebhookFacts& in) -> Result<Answer<Secret>> {
                                  TRY_LET(auto issued, all.add(call.op, in));
                                  return secret_answer(issued);
                                });
  api.add<None, Item>(
      doc(Method::get, "/webhooks/{id}", "webhook show", _t("One webhook, and how its last tries went")),
      [](const Call& call, const None&) { return show(call); });
  api.add<WebhookFacts, Item>(
      web::versioned(doc(Method::put, "/webhooks/{id}", "webhook edit", _t("Change address or families"))),
      [&all](const Call& call, const WebhookFacts& in) -> Result<Answer<Item>> {
        TRY_LET(auto id, call.id<WebhookId>("id"));
        TRY_LET(auto webhook, all.edit(call.op, id, call.version(), in));
        return answer_of(webhook);
      });
  api.add<None, Item>(doc(Method::post, "/webhooks/{id}/pause", "webhook pause", _t("Stop sending until resumed")),
                      answering(all, &Webhooks::pause));
  api.add<None, Item>(doc(Method::post, "/webhooks/{id}/resume", "webhook resume",
                          _t("Go on where it stopped, also after it went off")),
                      answering(all, &Webhooks::resume));
  api.add<From, Item>(doc(Method::post, "/webhooks/{id}/replay", "webhook replay", _t("Send again from an event on")),
                      [&all](const Call& call, const From& in) -> Result<Answer<Item>> {
                        TRY_LET(auto id, call.id<WebhookId>("id"));
                        TRY_LET(auto webhook, all.replay(call.op, id, in.from));
                        return answer_of(webhook);
                      });
  api.add<None, Item>(
      doc(Method::post, "/webhooks/{id}/test", "webhook test", _t("Send one webhook.ping, to see whether it arrives")),
      [&all](const Call& call, const None&) { return send_test(all, call); });
  api.add<None, Secret>(
      doc(Method::post, "/webhooks/{id}/secret", "webhook renew-secret", _t("A new secret; the old one ends at once")),
      [&all](const Call& call, const None&) -> Result<Answer<Secret>> {
        TRY_LET(auto id, call.id<WebhookId>("id"));
        TRY_LET(auto issued, all.renew_secret(call.op, id));
        return secret_answer(issued);
      });
  api.add<None, None>(doc(Method::remove, "/webhooks/{id}", "webhook remove", _t("Remove a webhook for good")),
                      [&all](const Call& call, const None&) -> Result<Answer<None>> {
                        TRY_LET(auto id, call.id<WebhookId>("id"));
                        TRY(all.remove(call.op, id));
                        return Answer<None>{};
                      });
}

}  // namespace couloir::webhooks
