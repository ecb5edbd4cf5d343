#include "base/random.h"
#include "people/totp.h"
#include "reception/test_house.h"

namespace couloir::reception {
namespace {

TEST(Account, keeps_name_language_and_colours) {
  House house;
  auto browser = house.as(house.person({Role::host}, "Ada Martin"));
  browser.get("/account");
  browser.submit("/account", {{"name", "Ada Martin-Weber"}, {"lang", "fr"}, {"theme", "dark"}});
  EXPECT_EQ(browser.status(), 200);
  EXPECT_TRUE(browser.says("Ada Martin-Weber"));
  EXPECT_TRUE(browser.says("Mon compte"));
  EXPECT_NE(browser.seen().body.find("data-theme=\"dark\""), std::string::npos);
}

TEST(Account, shows_both_versions_when_another_window_saved_first) {
  House house;
  auto ada = house.person({Role::host}, "Ada Martin");
  auto browser = house.as(ada);
  browser.get("/account");
  ASSERT_TRUE(people::edit_person(house.op_as(ada), ada, people::find_person(*house.db.reader(), ada)->version,
                                  {"Ada Weber", Lang::en, people::Theme::system}));
  browser.submit("/account", {{"name", "Ada Kuntz"}});
  EXPECT_EQ(browser.status(), 409);
  EXPECT_TRUE(browser.says("Ada Kuntz"));
  EXPECT_TRUE(browser.says("Ada Weber"));
  browser.submit("/account");
  EXPECT_EQ(people::find_person(*house.db.reader(), ada)->name, "Ada Kuntz");
}

TEST(Password, changes_only_with_the_present_one_and_ends_the_other_logins) {
  House house;
  auto ada = house.person({Role::host}, "Ada Martin");
  auto other = house.as(ada);
  auto browser = house.as(ada);
  browser.get("/account/security");
  browser.submit("/account/password", {{"old_password", "wrong"}, {"password", "another long sentence"}});
  EXPECT_EQ(browser.status(), 400);
  EXPECT_TRUE(browser.says("This is not your present password."));
  browser.submit("/account/password",
                 {{"old_password", std::string(web::TestSite::kPassword)}, {"password", "another long sentence"}});
  EXPECT_TRUE(browser.says("Your password is changed"));
  other.get("/account");
  EXPECT_EQ(other.path(), "/login?next=%2Faccount");
}

TEST(SecondFactor, is_set_up_with_a_picture_and_gives_recovery_codes_once) {
  House house;
  auto browser = house.as(house.person({Role::host}, "Ada Martin"));
  browser.get("/account/security");
  browser.submit("/account/second-factor");
  EXPECT_NE(browser.seen().body.find("viewBox"), std::string::npos);
  auto body = browser.seen().body;
  auto from = body.find("<code>") + 6;
  auto secret = from_base32(body.substr(from, body.find("</code>", from) - from)).value();

  browser.submit("/account/second-factor/confirmation", {{"code", "12"}});
  EXPECT_EQ(browser.status(), 422);
  browser.submit("/account/second-factor/confirmation",
                 {{"code", people::totp_code(secret, people::step_at(house.clock.now()))}});
  EXPECT_TRUE(browser.says("Your recovery codes"));
  browser.get("/account/security");
  EXPECT_TRUE(browser.says("10 recovery codes are left."));
  EXPECT_FALSE(browser.says("Your recovery codes"));

  house.clock.tick(std::chrono::minutes(1));
  browser.submit("/account/second-factor/change",
                 {{"code", people::totp_code(secret, people::step_at(house.clock.now()))}, {"act", "stop"}});
  EXPECT_TRUE(browser.says("The second factor is off."));
}

TEST(Logins, are_listed_and_ended_one_by_one_or_all_at_once) {
  House house;
  auto ada = house.person({Role::host}, "Ada Martin");
  auto other = house.as(ada);
  auto browser = house.as(ada);
  browser.get("/account/security");
  EXPECT_TRUE(browser.says("this one"));
  for (const auto& form : web::forms_in(browser.seen().body))
    if (form.action.ends_with("/end") && form.action != "/account/logins/end") {
      browser.submit(form.action);
      break;
    }
  EXPECT_TRUE(browser.says("This login has ended."));
  other.get("/account");
  EXPECT_EQ(other.path(), "/login?next=%2Faccount");
  browser.submit("/account/logins/end");
  EXPECT_TRUE(browser.says("You are logged out."));
}

TEST(Tokens, are_shown_once_work_and_are_revoked) {
  House house;
  auto browser = house.as(house.person({Role::host}, "Ada Martin"));
  browser.get("/account/tokens");
  browser.submit("/account/tokens", {{"name", ""}, {"expires_at", ""}});
  EXPECT_EQ(browser.status(), 400);
  browser.submit("/account/tokens",
                 {{"name", "Monthly export"}, {"scopes", "people:read"}, {"expires_at", "2026-12-31"}});
  auto words = browser.seen().words();
  auto token = words.substr(words.find("clr_"), words.find(' ', words.find("clr_")) - words.find("clr_"));
  EXPECT_EQ(house.call(token, "GET", "/me").status, 200);
  EXPECT_EQ(house.call(token, "DELETE", "/me/logins").status, 403);

  browser.get("/account/tokens");
  EXPECT_EQ(browser.seen().body.find(token), std::string::npos);
  for (const auto& form : web::forms_in(browser.seen().body))
    if (form.action.ends_with("/revocation")) browser.submit(form.action);
  EXPECT_TRUE(browser.says("The token no longer works."));
  EXPECT_EQ(house.call(token, "GET", "/me").status, 401);
}

TEST(PersonalData, is_given_as_a_file_and_erased_after_a_look_at_the_consequences) {
  House house;
  house.person({Role::admin}, "Root");
  auto ada = house.person({Role::host}, "Ada Martin");
  auto browser = house.as(ada);
  browser.get("/account/data");
  browser.submit("/account/data/export");
  EXPECT_EQ(browser.seen().header("content-disposition"), "attachment; filename=\"couloir-my-data.json\"");
  EXPECT_NE(browser.seen().body.find("ada.martin@example.org"), std::string::npos);

  browser.get("/account/data/erasure");
  EXPECT_TRUE(browser.says("cannot be undone"));
  EXPECT_TRUE(people::find_person(*house.db.reader(), ada)->erased_at == std::nullopt);
  browser.submit("/account/data/erasure");
  EXPECT_TRUE(browser.says("Your account and your personal data are erased."));
  EXPECT_TRUE(people::find_person(*house.db.reader(), ada)->erased_at.has_value());
}

TEST(Preferences, of_visitors_live_in_one_cookie) {
  House house;
  auto browser = house.visitor();
  browser.headers.clear();
  browser.get("/labs");
  EXPECT_TRUE(browser.says("Les laboratoires du cluster"));
  browser.submit("/preferences", {{"lang", "en"}});
  EXPECT_EQ(browser.path(), "/labs");
  EXPECT_TRUE(browser.says("The labs of the cluster"));
  browser.post("/preferences", {{"theme", "dark"}, {"back", "/labs"}});
  EXPECT_EQ(browser.cookies.at("choices"), "en.dark");
  EXPECT_NE(browser.seen().body.find("data-theme=\"dark\""), std::string::npos);
}

}  // namespace
}  // namespace couloir::reception
