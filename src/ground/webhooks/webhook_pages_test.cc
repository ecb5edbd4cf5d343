// Pages and endpoints, as those see them who use them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "webhooks/signature.h"
#include "webhooks/test_world.h"

namespace couloir::webhooks {
namespace {

namespace json = boost::json;
using testing::HasSubstr;

json::object body_of(const web::Seen& seen) { return json::parse(seen.body).as_object(); }

TEST(WebhookPages, teach_how_to_check_the_signature_before_there_is_any) {
  World world;
  auto browser = world.as(world.marie);
  browser.get("/office/webhooks");
  EXPECT_TRUE(browser.says("No webhook yet"));
  EXPECT_TRUE(browser.says("def is_from_couloir(header, body, secret, now=None):"));
}

TEST(WebhookPages, make_one_and_show_its_secret_once) {
  World world;
  auto browser = world.as(world.marie);
  browser.get("/office/webhooks/new");
  browser.submit("/office/webhooks/new", {{"url", "https://192.168.1.7/"}});
  EXPECT_EQ(browser.status(), 400);
  EXPECT_TRUE(browser.says("“192.168.1.7” is on this machine or in a private network."));
  EXPECT_TRUE(browser.says("Choose at least one family of events."));
  browser.submit("/office/webhooks/new", {{"url", world.receiver.url()}, {"families", "dossier.*"}});
  EXPECT_EQ(browser.status(), 200);
  EXPECT_TRUE(browser.says("Give it to the receiver now: it is shown only once."));
  auto words = browser.seen().words();
  auto secret = words.substr(words.find("clrw_"), words.find(' ', words.find("clrw_")) - words.find("clrw_"));
  world.submit(7);
  world.jobs.run_due();
  auto heard = world.receiver.heard().at(0);
  EXPECT_EQ(heard.header("Couloir-Signature"), signature(secret, heard.body, world.clock.now()));
  browser.get("/office/webhooks");
  EXPECT_TRUE(browser.says(world.receiver.url()));
  browser.get("/office/webhooks/1");
  EXPECT_FALSE(browser.says("clrw_"));
  EXPECT_TRUE(browser.says("Marie Courant"));
}

TEST(WebhookPages, send_a_test_and_say_what_came_of_it) {
  World world;
  auto page = "/office/webhooks/" + world.add().webhook.id.str();
  world.receiver.then([](const Heard&) { return TestReceiver::answer(404); });
  auto browser = world.as(world.marie);
  browser.get(page);
  EXPECT_TRUE(browser.says("No test was sent yet."));
  browser.submit(page + "/test");
  EXPECT_TRUE(browser.says("A test is on its way."));
  EXPECT_TRUE(world.receiver.heard().empty());  // a page waits for no receiver
  world.jobs.run_due();
  browser.get(page);
  EXPECT_TRUE(browser.says("did not arrive."));
  EXPECT_TRUE(browser.says("It answers with an error (code 404)."));
  world.receiver.then([](const Heard&) { return TestReceiver::answer(200); });
  browser.submit(page + "/test");
  world.jobs.run_due();
  EXPECT_TRUE(browser.get(page).words().find(" arrived.") != std::string::npos);
}

TEST(WebhookPages, pause_resume_replay_change_renew_and_remove) {
  World world;
  auto issued = world.add();
  auto page = "/office/webhooks/" + issued.webhook.id.str();
  auto seq = world.submit(1);
  world.jobs.run_due();
  auto browser = world.as(world.marie);
  browser.get(page);
  browser.submit(page + "/pause");
  EXPECT_TRUE(browser.says("The webhook is paused."));
  browser.submit(page + "/resume");
  EXPECT_TRUE(browser.says("The webhook is on again."));
  browser.submit(page + "/replay", {{"from", "many"}});
  EXPECT_EQ(browser.status(), 400);
  EXPECT_TRUE(browser.says("Give the number of an event: from 1 to "));
  browser.submit(page + "/replay", {{"from", std::to_string(seq)}});
  EXPECT_TRUE(browser.says("Events from there on are sent again."));
  browser.get(page + "/edit");
  browser.submit(page + "/edit", {{"families", "webhook.*"}});
  EXPECT_TRUE(browser.says("The webhook is changed."));
  EXPECT_EQ(world.row(issued.webhook.id).families, std::vector<std::string>{"webhook.*"});
  EXPECT_EQ(world.row(issued.webhook.id).url, world.receiver.url());
  browser.submit(page + "/secret");
  EXPECT_TRUE(browser.says("clrw_"));
  browser.get(page + "/removal");
  browser.submit(page + "/removal");
  EXPECT_TRUE(browser.says("The webhook is removed."));
  browser.get(page);
  EXPECT_EQ(browser.status(), 404);
}

TEST(WebhookPages, do_not_write_over_what_somebody_else_changed) {
  World world;
  auto issued = world.add();
  auto page = "/office/webhooks/" + issued.webhook.id.str() + "/edit";
  auto browser = world.as(world.marie);
  browser.get(page);
  ASSERT_TRUE(world.webhooks.edit(world.as_marie(), issued.webhook.id, issued.webhook.version,
                                  {world.receiver.url(), {"webhook.*"}}));
  browser.submit(page, {{"families", "dossier.*"}});
  EXPECT_EQ(browser.status(), 409);
}

TEST(WebhookPages, need_the_same_statements_for_one_and_for_three_and_never_write_or_send) {
  World world;
  auto id = world.add().webhook.id.str();
  auto browser = world.as(world.marie);
  auto for_one = browser.get("/office/webhooks").statements;
  world.add();
  world.add();
  EXPECT_EQ(browser.get("/office/webhooks").statements, for_one);
  world.submit(1);
  for (const auto& path :
       {std::string("/office/webhooks"), "/office/webhooks/" + id, "/office/webhooks/" + id + "/edit",
        "/office/webhooks/" + id + "/removal", std::string("/office/webhooks/new")}) {
    browser.fetch(path);
    EXPECT_EQ(browser.status(), 200) << path;
    EXPECT_EQ(browser.seen().writes, 0) << path;
  }
  EXPECT_TRUE(world.receiver.heard().empty());
}

TEST(WebhookPages, are_closed_to_every_other_role) {
  World world;
  auto id = world.add().webhook.id.str();
  for (const auto& route : world.site.router().routes()) {
    if (!route.pattern.starts_with("/office/webhooks")) continue;
    auto path = route.pattern;
    if (auto open = path.find("{id}"); open != std::string::npos) path.replace(open, 4, id);
    for (std::size_t i = 0; i < kNames<Role>.size(); ++i) {
      auto role = static_cast<Role>(i);
      EXPECT_EQ(route.who.admits(world.op_as(world.person({role})).actor), role == Role::office || role == Role::admin)
          << path;
    }
    EXPECT_FALSE(route.who.admits(Actor{})) << path;
  }
}

TEST(WebhookApi, adds_shows_lists_and_removes) {
  World world;
  auto token = world.token(world.marie);
  auto made =
      world.call(token, "POST", "/webhooks", R"({"url":")" + world.receiver.url() + R"(","families":["dossier.*"]})");
  EXPECT_EQ(made.status, 201);
  auto id = std::to_string(body_of(made).at("id").to_number<std::int64_t>());
  EXPECT_TRUE(body_of(made).at("secret").as_string().starts_with("clrw_"));
  EXPECT_EQ(made.header("location"), "/api/v1/webhooks/" + id);
  auto list = body_of(world.call(token, "GET", "/webhooks"));
  EXPECT_EQ(list.at("items").as_array().size(), 1U);
  EXPECT_EQ(list.at("families").at(0).at("name").as_string(), "dossier.*");
  EXPECT_EQ(list.at("families").at(0).at("events").at(1).as_string(), "dossier.granted");
  auto shown = world.call(token, "GET", "/webhooks/" + id);
  EXPECT_EQ(body_of(shown).at("state").as_string(), "on");
  EXPECT_EQ(shown.body.find("clrw_"), std::string::npos);
  EXPECT_EQ(world.call(token, "POST", "/webhooks/" + id + "/test").status, 200);
  world.jobs.run_due();
  EXPECT_TRUE(body_of(world.call(token, "GET", "/webhooks/" + id)).at("test_arrived").as_bool());
  EXPECT_EQ(body_of(world.call(token, "POST", "/webhooks/" + id + "/pause")).at("state").as_string(), "paused");
  EXPECT_EQ(body_of(world.call(token, "POST", "/webhooks/" + id + "/resume")).at("state").as_string(), "on");
  EXPECT_EQ(
      body_of(world.call(token, "POST", "/webhooks/" + id + "/replay", R"({"from":1})")).at("upto").to_number<int>(),
      0);
  auto version = body_of(shown).at("version").to_number<std::int64_t>();
  auto facts = R"({"url":"https://example.org/hook","families":["webhook.*"]})";
  EXPECT_EQ(world.call(token, "PUT", "/webhooks/" + id, facts, version).status, 200);
  EXPECT_EQ(world.call(token, "PUT", "/webhooks/" + id, facts, version).status, 409);
  EXPECT_EQ(world.call(token, "POST", "/webhooks/" + id + "/secret").status, 201);
  EXPECT_EQ(world.call(token, "DELETE", "/webhooks/" + id).status, 204);
  EXPECT_EQ(world.call(token, "GET", "/webhooks/" + id).status, 404);
}

TEST(WebhookApi, says_what_is_wrong_and_where) {
  World world;
  auto token = world.token(world.marie);
  auto wrong =
      body_of(world.call(token, "POST", "/webhooks", R"({"url":"https://[fd00::1]/","families":["secret.*"]})"));
  EXPECT_EQ(wrong.at("status").to_number<int>(), 400);
  EXPECT_EQ(wrong.at("errors").at(0).at("pointer").as_string(), "url");
  EXPECT_EQ(wrong.at("errors").at(1).at("pointer").as_string(), "families");
  EXPECT_EQ(world.call(world.token(world.person({Role::operator_})), "GET", "/webhooks").status, 403);
  EXPECT_EQ(world.call(world.token(world.marie, {people::Scope::journal_read}), "GET", "/webhooks").status, 403);
  EXPECT_EQ(world.call({}, "GET", "/webhooks").status, 401);
}

}  // namespace
}  // namespace couloir::webhooks
