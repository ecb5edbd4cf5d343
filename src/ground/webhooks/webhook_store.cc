#include "webhooks/webhook_store.h"

#include <fmt/format.h>

namespace couloir::webhooks {
namespace {

constexpr std::string_view kSelect = R"sql(
  SELECT id, url, families, sealed_secret, state, owner, upto, job, failures, trouble, answer, tried_at, delivered_at,
         off_since, test_job, test_trouble, test_answer, tested_at, created_at, version
    FROM webhooks_webhook)sql";
constexpr std::string_view kInsert = R"sql(
  INSERT INTO webhooks_webhook
    (url, families, sealed_secret, state, owner, upto, failures, answer, test_answer, created_at, version)
  VALUES (:url, :families, '', :state, :owner, :upto, 0, 0, 0, :created_at, 0) RETURNING id)sql";
constexpr std::string_view kSaveSecret =
    "UPDATE webhooks_webhook SET sealed_secret = :sealed, version = version + 1 WHERE id = :id";
constexpr std::string_view kSaveEdit = R"sql(
  UPDATE webhooks_webhook SET url = :url, families = :families, version = version + 1
   WHERE id = :id AND version = :version)sql";
constexpr std::string_view kSaveOwner = "UPDATE webhooks_webhook SET owner = :owner WHERE id = :id";
constexpr std::string_view kSaveProgress = R"sql(
  UPDATE webhooks_webhook
     SET state = :state, upto = :upto, job = :job, failures = :failures, trouble = :trouble, answer = :answer,
         tried_at = :tried_at, delivered_at = :delivered_at, off_since = :off_since
   WHERE id = :id)sql";
constexpr std::string_view kSaveTest = R"sql(
  UPDATE webhooks_webhook
     SET test_job = :test_job, test_trouble = :test_trouble, test_answer = :test_answer, tested_at = :tested_at
   WHERE id = :id)sql";

std::vector<std::string> split_families(std::string_view words) {
  std::vector<std::string> families;
  while (!words.empty()) {
    auto end = std::min(words.find(' '), words.size());
    families.emplace_back(words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return families;
}

Webhook to_webhook(const Row& row) {
  return {.id = row.get<WebhookId>("id"),
          .url = row.get<std::string>("url"),
          .families = split_families(row.get<std::string_view>("families")),
          .sealed_secret = row.get<std::string>("sealed_secret"),
          .state = row.get<State>("state"),
          .owner = row.get<PersonId>("owner"),
          .upto = row.get<std::int64_t>("upto"),
          .job = row.get<journal::JobId>("job"),
          .failures = row.get<int>("failures"),
          .last = {row.get<std::optional<Trouble>>("trouble"), row.get<int>("answer")},
          .tried_at = row.get<std::optional<Instant>>("tried_at"),
          .delivered_at = row.get<std::optional<Instant>>("delivered_at"),
          .off_since = row.get<std::optional<Instant>>("off_since"),
          .test_job = row.get<journal::JobId>("test_job"),
          .test = {row.get<std::optional<Trouble>>("test_trouble"), row.get<int>("test_answer")},
          .tested_at = row.get<std::optional<Instant>>("tested_at"),
          .created_at = row.get<Instant>("created_at"),
          .version = row.get<std::int64_t>("version")};
}

}  // namespace

std::string join_families(const std::vector<std::string>& families) {
  return fmt::format("{}", fmt::join(families, " "));
}

std::optional<Webhook> find_webhook(Reader& db, WebhookId id) {
  return db.first(fmt::format("{} WHERE id = :id", kSelect), {{":id", id}}, to_webhook);
}
std::vector<Webhook> all_webhooks(Reader& db) { return db.all(fmt::format("{} ORDER BY id", kSelect), {}, to_webhook); }
std::vector<Webhook> webhooks_off(Reader& db) {
  return db.all(fmt::format("{} WHERE state = 'off' ORDER BY id", kSelect), {}, to_webhook);
}
std::vector<Webhook> webhooks_of(Reader& db, PersonId owner) {
  return db.all(fmt::format("{} WHERE owner = :owner ORDER BY id", kSelect), {{":owner", owner}}, to_webhook);
}
std::vector<Webhook> sleeping_webhooks(Reader& db) {
  return db.all(fmt::format("{} WHERE state = 'on' AND job IS NULL ORDER BY id", kSelect), {}, to_webhook);
}
std::int64_t count_webhooks(Reader& db) { return db.one<std::int64_t>("SELECT COUNT(*) FROM webhooks_webhook"); }

void insert_webhook(Tx& tx, Webhook& webhook) {
  auto families = join_families(webhook.families);
  webhook.id = tx.one<WebhookId>(kInsert, {{":url", webhook.url},
                                           {":families", families},
                                           {":state", webhook.state},
                                           {":owner", webhook.owner},
                                           {":upto", webhook.upto},
                                           {":created_at", webhook.created_at}});
}

void save_secret(Tx& tx, WebhookId id, const std::string& sealed) {
  tx.exec(kSaveSecret, {{":sealed", sealed}, {":id", id}});
}

bool save_edit(Tx& tx, const Webhook& webhook, std::int64_t version) {
  auto families = join_families(webhook.families);
  return tx.exec(kSaveEdit,
                 {{":url", webhook.url}, {":families", families}, {":id", webhook.id}, {":version", version}}) == 1;
}

void save_owner(Tx& tx, WebhookId id, PersonId owner) { tx.exec(kSaveOwner, {{":owner", owner}, {":id", id}}); }

void save_progress(Tx& tx, const Webhook& webhook) {
  tx.exec(kSaveProgress, {{":state", webhook.state},
                          {":upto", webhook.upto},
                          {":job", webhook.job},
                          {":failures", webhook.failures},
                          {":trouble", webhook.last.trouble},
                          {":answer", webhook.last.answer},
                          {":tried_at", webhook.tried_at},
                          {":delivered_at", webhook.delivered_at},
                          {":off_since", webhook.off_since},
                          {":id", webhook.id}});
}

void save_test(Tx& tx, const Webhook& webhook) {
  tx.exec(kSaveTest, {{":test_job", webhook.test_job},
                      {":test_trouble", webhook.test.trouble},
                      {":test_answer", webhook.test.answer},
                      {":tested_at", webhook.tested_at},
                      {":id", webhook.id}});
}

void delete_webhook(Tx& tx, WebhookId id) { tx.exec("DELETE FROM webhooks_webhook WHERE id = :id", {{":id", id}}); }

}  // namespace couloir::webhooks
