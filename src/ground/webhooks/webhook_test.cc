// Who may, what is refused and how, what is kept and forgotten.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "webhooks/test_world.h"
#include "webhooks/webhook_store.h"

namespace couloir::webhooks {
namespace {

using testing::HasSubstr;
using testing::Not;

struct WebhookCommands : testing::TestWithParam<TestDatabase> {
  World world{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(, WebhookCommands, both_databases(), database_name);

std::vector<std::string> events_about(Reader& db, WebhookId id) {
  std::vector<std::string> names;
  for (const auto& entry : journal::history_of(db, "webhook", id.v)) names.insert(names.begin(), entry.name);
  return names;
}

TEST_P(WebhookCommands, are_for_the_office_and_the_administrators) {
  auto id = world.add().webhook.id;
  for (auto role : kNames<Role>) {
    auto op = world.op_as(world.person({*from_name<Role>(role)}));
    bool may = role == "office" || role == "admin";
    auto refused = [&](const auto& result) { return !result && result.error().code == Code::forbidden; };
    EXPECT_EQ(refused(world.webhooks.add(op, {world.receiver.url(), {"dossier.*"}})), !may) << role;
    EXPECT_EQ(refused(world.webhooks.edit(op, id, 99, {world.receiver.url(), {"dossier.*"}})), !may) << role;
    EXPECT_EQ(refused(world.webhooks.renew_secret(op, id)), !may) << role;
    EXPECT_EQ(refused(world.webhooks.pause(op, id)), !may) << role;
    EXPECT_EQ(refused(world.webhooks.resume(op, id)), !may) << role;
    EXPECT_EQ(refused(world.webhooks.replay(op, id, 1)), !may) << role;
    EXPECT_EQ(refused(world.webhooks.ask_test(op, id)), !may) << role;
    EXPECT_EQ(refused(world.webhooks.remove(op, WebhookId{99})), !may) << role;
  }
}

TEST_P(WebhookCommands, name_every_problem_of_what_was_typed) {
  auto refused = world.webhooks.add(world.as_marie(), {"https://10.0.0.8/", {"dossier.*", "person.*"}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::invalid);
  ASSERT_EQ(refused.error().problems.size(), 2U);
  EXPECT_EQ(refused.error().problems[0].where, "url");
  EXPECT_EQ(refused.error().problems[1].where, "families");
  EXPECT_EQ(refused.error().problems[1].what, say("“{1}” is not a family of events that can be sent.", "person.*"));
  EXPECT_EQ(world.webhooks.add(world.as_marie(), {"https://example.org/", {}}).error().problems.at(0).where,
            "families");
}

TEST_P(WebhookCommands, stop_at_fifty) {
  for (int i = 0; i < 50; ++i) world.add();
  auto refused = world.webhooks.add(world.as_marie(), {world.receiver.url(), {"dossier.*"}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::refused);
  EXPECT_EQ(refused.error().message,
            say("There are {1} webhooks, and no more are allowed. Remove one that nobody uses.", "50"));
}

TEST_P(WebhookCommands, are_in_the_journal_by_number_alone) {
  auto issued = world.add();
  auto id = issued.webhook.id;
  auto op = world.as_marie();
  EXPECT_EQ(world.webhooks.edit(op, id, issued.webhook.version, {world.receiver.url(), {"webhook.*"}}).value().version,
            issued.webhook.version + 1);
  ASSERT_TRUE(world.webhooks.pause(op, id));
  ASSERT_TRUE(world.webhooks.pause(op, id));  // says nothing twice
  ASSERT_TRUE(world.webhooks.resume(op, id));
  ASSERT_TRUE(world.webhooks.resume(op, id));
  ASSERT_TRUE(world.webhooks.renew_secret(op, id));
  ASSERT_TRUE(world.webhooks.replay(op, id, 1));
  ASSERT_TRUE(world.webhooks.remove(op, id));
  EXPECT_EQ(events_about(*world.db.reader(), id),
            (std::vector<std::string>{"webhook.added", "webhook.edited", "webhook.paused", "webhook.resumed",
                                      "webhook.secret_renewed", "webhook.replayed", "webhook.removed"}));
  EXPECT_EQ(world.webhooks.pause(op, id).error().code, Code::not_found);
  EXPECT_EQ(world.jobs.run_due(), 0);
}

TEST_P(WebhookCommands, do_not_write_over_what_somebody_else_changed) {
  auto issued = world.add();
  WebhookFacts facts{world.receiver.url(), {"webhook.*"}};
  ASSERT_TRUE(world.webhooks.edit(world.as_marie(), issued.webhook.id, issued.webhook.version, facts));
  EXPECT_EQ(world.webhooks.edit(world.as_marie(), issued.webhook.id, issued.webhook.version, facts).error().code,
            Code::conflict);
}

TEST_P(WebhookCommands, keep_no_secret_that_can_be_read) {
  auto issued = world.add();
  EXPECT_TRUE(issued.secret.starts_with("clrw_"));
  auto sealed = world.row(issued.webhook.id).sealed_secret;
  EXPECT_THAT(sealed, Not(HasSubstr(issued.secret)));
  EXPECT_EQ(world.key.unseal(sealed), "webhook " + issued.webhook.id.str() + ":" + issued.secret);
  EXPECT_NE(world.webhooks.renew_secret(world.as_marie(), issued.webhook.id).value().secret, issued.secret);
}

TEST_P(WebhookCommands, of_an_erased_owner_go_on_and_another_administrator_is_told) {
  auto id = world.add().webhook.id;
  auto boss = world.person({Role::admin}, "Ada Chef");
  auto data = people::export_person(world.as_marie(), world.personal_data, world.marie).value();
  EXPECT_THAT(data, HasSubstr(world.receiver.url()));
  ASSERT_TRUE(people::erase_person(world.as_marie(), world.personal_data, world.marie));
  EXPECT_FALSE(world.row(id).owner);
  EXPECT_EQ(world.row(id).state, State::on);
  world.jobs.run_due();
  ASSERT_EQ(world.mails.sent.size(), 1U);
  EXPECT_EQ(world.mails.sent[0].mail.person, boss);
  EXPECT_EQ(world.mails.sent[0].mail.subject, "A webhook on couloir has lost its owner");
  // and hears of it when it fails
  world.receiver.then([](const Heard&) { return TestReceiver::answer(500); });
  world.submit(1);
  world.let_a_week_go_by();
  ASSERT_EQ(world.mails.sent.size(), 2U);
  EXPECT_EQ(world.mails.sent[1].mail.person, boss);
  EXPECT_EQ(world.mails.sent[1].mail.subject, "couloir has switched off a webhook");
}

TEST_P(WebhookCommands, tell_the_administrators_when_the_owner_is_of_the_office_no_more) {
  world.add();
  auto boss = world.person({Role::admin}, "Ada Chef");
  ASSERT_TRUE(people::revoke_role(world.op_as(boss), world.marie, Role::office));
  world.receiver.then([](const Heard&) { return TestReceiver::answer(500); });
  world.submit(1);
  world.let_a_week_go_by();
  ASSERT_EQ(world.mails.sent.size(), 1U);
  EXPECT_EQ(world.mails.sent[0].mail.person, boss);
}

TEST_P(WebhookCommands, speak_french_to_who_reads_french) {
  ASSERT_TRUE(people::choose_language(world.as_marie(), Lang::fr));
  world.add();
  world.receiver.then([](const Heard&) { return TestReceiver::answer(500); });
  world.submit(1);
  world.let_a_week_go_by();
  ASSERT_EQ(world.mails.sent.size(), 1U);
  EXPECT_EQ(world.mails.sent[0].mail.subject, "couloir a coupé un webhook");
}

/// CHECK (column IN (…)) of the schema with the words of the enum.
TEST_P(WebhookCommands, store_every_state_and_every_trouble) {
  auto id = world.add().webhook.id;
  for (auto state : kNames<State>)
    for (auto trouble : kNames<Trouble>) {
      auto webhook = world.row(id);
      webhook.state = *from_name<State>(state);
      webhook.last.trouble = webhook.test.trouble = from_name<Trouble>(trouble);
      world.db.write([&](Tx& tx) { return save_progress(tx, webhook), save_test(tx, webhook), true; });
      auto back = world.row(id);
      EXPECT_EQ(back.state, webhook.state);
      EXPECT_EQ(back.last, webhook.last);
      EXPECT_EQ(back.test, webhook.test);
    }
}

TEST(Families, are_of_one_noun_and_offered_once) {
  Webhooks webhooks(people::SecretKey::random(), {});
  webhooks.offer({"dossier.*", "Dossiers", {"dossier.submitted"}});
  EXPECT_ANY_THROW(webhooks.offer({"dossier.*", "Dossiers", {"dossier.submitted"}}));
  EXPECT_ANY_THROW(webhooks.offer({"call.*", "Calls", {"dossier.submitted"}}));
  EXPECT_ANY_THROW(webhooks.offer({"call.*", "Calls", {}}));
}

}  // namespace
}  // namespace couloir::webhooks
