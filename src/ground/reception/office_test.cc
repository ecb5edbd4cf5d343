#include <fmt/format.h>
#include <gmock/gmock.h>

#include "base/random.h"
#include "journal/journal.h"
#include "people/totp.h"
#include "reception/test_house.h"

namespace couloir::reception {
namespace {

TEST(Desk, lists_what_waits_oldest_first_and_answers_in_place) {
  House house;
  auto ada = house.person({}, "Ada Martin"), bob = house.person({}, "Bob Klein");
  ASSERT_TRUE(people::answer_first_question(house.op_as(bob), people::FirstAnswer::host));
  house.clock.tick(std::chrono::hours(1));
  ASSERT_TRUE(people::answer_first_question(house.op_as(ada), people::FirstAnswer::steer));
  auto office = house.as(Role::office);
  office.get("/");
  EXPECT_EQ(office.path(), "/office");
  auto words = office.seen().words();
  EXPECT_LT(words.find("Bob Klein"), words.find("Ada Martin"));
  office.submit("/office/people/" + bob.str() + "/roles/host");
  EXPECT_EQ(office.path(), "/office");
  EXPECT_TRUE(office.says("The role is granted."));
  EXPECT_TRUE(house.op_as(bob).actor.roles.has(Role::host));
  EXPECT_FALSE(office.says("Bob Klein"));
}

TEST(Desk, shows_a_webhook_that_was_switched_off_and_why) {
  House house;
  house.db.write([](Tx& tx) {
    tx.exec(R"sql(
      INSERT INTO webhooks_webhook (url, families, sealed_secret, state, upto, failures, trouble, answer, off_since,
                                    test_answer, created_at, version)
      VALUES ('https://hooks.example.org/', 'webhook.*', '', 'off', 1, 14, 'timed_out', 0, '2026-04-20T08:00:00.000Z', 0,
              '2026-04-01T08:00:00.000Z', 1))sql");
    return true;
  });
  auto office = house.as(Role::office);
  office.get("/office");
  EXPECT_TRUE(office.says("A webhook was switched off: https://hooks.example.org/"));
  EXPECT_TRUE(office.says("No answer within ten seconds."));
}

TEST(Desk, needs_the_same_statements_for_one_request_and_for_three) {
  House house;
  auto office = house.as(Role::office);
  auto ask = [&] {
    ASSERT_TRUE(people::answer_first_question(house.op_as(house.person()), people::FirstAnswer::host));
  };
  ask();
  auto for_one = office.get("/office").statements;
  ask();
  ask();
  EXPECT_EQ(office.get("/office").statements, for_one);
}

TEST(PeopleList, finds_by_name_role_and_waiting_with_equal_statements) {
  House house;
  house.person({Role::lab}, "Zoé Lang");
  auto office = house.as(Role::office);
  auto for_two = office.get("/office/people").statements;
  house.person({Role::host}, "Bob Klein");
  EXPECT_EQ(office.get("/office/people").statements, for_two);
  office.submit("/office/people", {{"text", "zoe"}});
  EXPECT_TRUE(office.says("Zoé Lang"));
  EXPECT_FALSE(office.says("Bob Klein"));
  office.submit("/office/people", {{"text", ""}, {"role", "host"}});
  EXPECT_TRUE(office.says("Bob Klein"));
  EXPECT_FALSE(office.says("Zoé Lang"));
  office.submit("/office/people", {{"role", ""}, {"waiting", "true"}});
  EXPECT_TRUE(office.says("Nobody fits"));
}

TEST(PeopleList, is_sorted_by_its_columns_page_by_page_with_equal_statements) {
  House house;
  for (int i = 10; i < 65; ++i) {
    house.clock.tick(std::chrono::hours(1));
    house.person({}, fmt::format("Person N{}", i));
  }
  auto office = house.as(Role::office);
  auto by_name = office.get("/office/people").statements;
  auto shown = [&] {
    std::vector<std::string> names;
    auto words = office.seen().words();
    for (auto at = words.find("Person N"); at != words.npos; at = words.find("Person N", at + 1))
      names.push_back(words.substr(at + 7, 3));
    return names;
  };
  EXPECT_EQ(shown().front(), "N10");
  EXPECT_THAT(office.seen().body, testing::HasSubstr("/office/people?sort=created"));
  EXPECT_EQ(office.get("/office/people?sort=created").statements, by_name);
  auto first = shown();
  EXPECT_EQ(first.front(), "N64");
  auto body = office.seen().body;
  auto next = body.find("/office/people?sort=created&amp;after=");
  ASSERT_NE(next, body.npos) << "the next page keeps the order";
  auto link = body.substr(next, body.find('"', next) - next);
  link.replace(link.find("&amp;"), 5, "&");
  EXPECT_EQ(office.get(link).statements, by_name);
  EXPECT_EQ(shown().front(), fmt::format("N{}", std::stoi(first.back().substr(1)) - 1));
  EXPECT_EQ(shown().back(), "N10");
  EXPECT_EQ(office.get("/office/people?sort=shoe").status, 200) << "an order that is none is by name";
}

TEST(Roles, of_office_and_admin_are_granted_by_an_administrator_alone) {
  House house;
  auto ada = house.person({}, "Ada Martin");
  auto page = "/office/people/" + ada.str();
  auto office = house.as(Role::office);
  office.get(page);
  office.submit(page + "/roles", {{"role", "reviewer"}});
  EXPECT_TRUE(office.says("The role is granted."));
  office.post(page + "/roles", {{"role", "admin"}});
  EXPECT_EQ(office.status(), 403);
  auto admin = house.as(Role::admin);
  admin.get(page);
  admin.submit(page + "/roles", {{"role", "office"}});
  EXPECT_TRUE(house.op_as(ada).actor.roles.has(Role::office));
  admin.post(page + "/roles/reviewer", {{"act", "revoke"}});
  EXPECT_FALSE(house.op_as(ada).actor.roles.has(Role::reviewer));
}

TEST(Invitation, makes_an_account_with_its_roles_and_shows_problems_at_once) {
  House house;
  auto office = house.as(Role::office);
  office.get("/office/people/invite");
  office.submit("/office/people/invite", {{"name", ""}, {"email", "no"}});
  EXPECT_EQ(office.status(), 400);
  office.submit("/office/people/invite",
                {{"name", "Bob Klein"}, {"email", "bob@example.org"}, {"lang", "fr"}, {"roles", "reviewer"}});
  EXPECT_TRUE(office.says("The invitation is on its way."));
  EXPECT_TRUE(office.says("Reviewer"));
}

TEST(Erasure, of_somebody_else_is_for_an_administrator_after_a_look_at_the_consequences) {
  House house;
  auto ada = house.person({Role::host}, "Ada Martin");
  auto page = "/office/people/" + ada.str();
  auto office = house.as(Role::office);
  office.get(page);
  EXPECT_FALSE(office.says("For the administrator"));
  office.get(page + "/erasure");
  EXPECT_EQ(office.status(), 403);
  auto admin = house.as(Role::admin);
  admin.get(page + "/erasure");
  admin.submit(page + "/erasure");
  EXPECT_TRUE(admin.says("The person is erased."));
  admin.get(page);
  EXPECT_EQ(admin.status(), 404);
}

TEST(SecondFactor, of_somebody_who_lost_it_is_turned_off_by_an_administrator_alone) {
  House house;
  auto ada = house.person({Role::host}, "Ada Martin");
  auto enrolment = people::start_second_factor(house.op_as(ada), house.desk, "couloir").value();
  auto code = people::totp_code(from_base32(enrolment.secret).value(), people::step_at(house.clock.now()));
  ASSERT_TRUE(people::confirm_second_factor(house.op_as(ada), house.desk, code));
  auto hers = house.as(ada);
  auto page = "/office/people/" + ada.str(), reset = page + "/second-factor-reset";

  auto office = house.as(Role::office);
  office.get(page);
  EXPECT_FALSE(office.offers(reset));
  office.post(reset, {});
  EXPECT_EQ(office.status(), 403);

  auto admin = house.as(Role::admin);
  admin.get(page);
  EXPECT_TRUE(admin.says("A second factor is on."));
  admin.submit(reset);
  EXPECT_TRUE(admin.says("The second factor is off and the logins have ended."));
  EXPECT_FALSE(admin.offers(reset));
  EXPECT_EQ(people::second_factor_of(*house.db.reader(), ada), people::SecondFactor::off);
  hers.get("/account");
  EXPECT_EQ(hers.path(), "/login?next=%2Faccount");
}

TEST(Organisations, of_everybody_are_listed_for_the_office_by_siren_too) {
  House house;
  house.organisation(house.person({Role::operator_}));
  auto office = house.as(Role::office);
  office.get("/office/organisations");
  EXPECT_TRUE(office.says("Vosges Sciage"));
  office.submit("/office/organisations", {{"text", "732829320"}});
  EXPECT_TRUE(office.says("Vosges Sciage"));
  auto by_name = office.seen().statements;
  house.clock.tick(std::chrono::hours(1));
  house.organisation(house.person({Role::operator_}), "Zinc", "00012600300011");
  EXPECT_EQ(office.get("/office/organisations?sort=created").statements, by_name);
  auto words = office.seen().words();
  EXPECT_LT(words.find("Zinc"), words.find("Vosges Sciage")) << "the newest first";
  office.submit("/office/organisations", {{"text", "Alsace"}});
  EXPECT_TRUE(office.says("No organisation"));
}

TEST(Jobs, are_seen_by_state_cancelled_and_tried_again) {
  House house;
  auto browser = house.visitor();
  browser.get("/register");
  browser.submit("/register", {{"name", "Élise"}, {"email", "elise@example.org"}});
  auto office = house.as(Role::office);
  office.get("/office/jobs?state=waiting");
  auto forms = web::forms_in(office.seen().body);
  auto form = std::ranges::find_if(forms, [](const auto& f) { return f.action.starts_with("/office/jobs/"); });
  ASSERT_NE(form, forms.end());
  office.submit(form->action);
  EXPECT_TRUE(office.says("The task is told to stop."));
  office.get("/office/jobs?state=cancelled");
  office.submit(form->action);
  EXPECT_TRUE(office.says("The task will be tried again."));
}

TEST(Journal, is_checked_by_the_office_and_taken_away_by_the_administrator_alone) {
  House house;
  auto office = house.as(Role::office);
  office.get("/office/journal?verify=true");
  EXPECT_TRUE(office.says("The journal is whole"));
  office.get("/office/journal/export");
  EXPECT_EQ(office.status(), 403);
  auto admin = house.as(Role::admin);
  admin.get("/office/journal/export");
  auto lines = std::ranges::count(admin.seen().body, '\n');
  EXPECT_EQ(lines, journal::head(*house.db.reader()).seq);
}

}  // namespace
}  // namespace couloir::reception
