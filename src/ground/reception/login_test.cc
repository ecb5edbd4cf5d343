#include "base/random.h"
#include "http/url.h"
#include "journal/mail.h"
#include "people/totp.h"
#include "reception/test_house.h"
#include "web/guard.h"

namespace couloir::reception {
namespace {

NamedTexts login_answers(std::string_view email, std::string_view password = web::TestSite::kPassword) {
  return {{"email", std::string(email)}, {"password", std::string(password)}};
}

/// The link of the last mail to this address.
std::string mailed_link(House& house, std::string_view email) {
  auto db = house.db.reader();
  auto person = people::find_person_by_email(*db, email);
  if (!person) return "no such person";
  auto text = journal::mails_of(*db, person->id).at(0).text;
  auto from = text.find("http://couloir.test/password/");
  return text.substr(from + 19, text.find('\n', from) - from - 19);
}

TEST(Login, opens_with_the_right_password_and_goes_where_one_wanted_to_go) {
  House house;
  house.person({Role::office}, "Ada Martin");
  auto browser = house.visitor();
  browser.get("/office/jobs?state=done");
  EXPECT_EQ(browser.path(), "/login?next=%2Foffice%2Fjobs%3Fstate%3Ddone");
  browser.submit("/login", login_answers("ada.martin@example.org"));
  EXPECT_EQ(browser.status(), 200);
  EXPECT_EQ(browser.path(), "/office/jobs?state=done");
}

TEST(Login, says_the_same_of_a_wrong_password_and_an_unknown_address_and_keeps_the_address) {
  House house;
  house.person({}, "Ada Martin");
  for (auto email : {"ada.martin@example.org", "nobody@example.org"}) {
    auto browser = house.visitor();
    browser.get("/login");
    browser.submit("/login", login_answers(email, "not the password"));
    EXPECT_EQ(browser.status(), 401);
    EXPECT_TRUE(browser.says("The e-mail or the password is not right."));
    EXPECT_NE(browser.seen().body.find("value=\"" + std::string(email) + "\""), std::string::npos);
    EXPECT_EQ(browser.seen().body.find("not the password"), std::string::npos);
  }
}

TEST(Login, never_leads_to_another_site) {
  House house;
  house.person({Role::office}, "Ada Martin");
  auto browser = house.visitor();
  browser.get("/login?next=https%3A%2F%2Fevil.example%2F");
  browser.submit("/login", login_answers("ada.martin@example.org"));
  EXPECT_EQ(browser.path(), "/office");
}

TEST(Login, lasts_for_the_browser_or_for_thirty_days_when_asked) {
  House house;
  auto ada = house.person({Role::host}, "Ada Martin");
  auto ends_after = [&](NamedTexts answers) {
    auto browser = house.visitor();
    browser.get("/login");
    browser.submit("/login", answers);
    return people::logins_of(*house.db.reader(), ada, house.clock.now()).at(0).expires_at - house.clock.now();
  };
  EXPECT_EQ(ends_after(login_answers("ada.martin@example.org")), std::chrono::hours(12));
  house.clock.tick(std::chrono::seconds(1));
  auto stay = login_answers("ada.martin@example.org");
  stay.push_back({"stay", "true"});
  EXPECT_EQ(ends_after(stay), std::chrono::hours(24 * 30));
}

/// What the browser is told to keep when Ada logs in.
std::string cookie_given(bool over_tls, std::string_view stay = "") {
  House house;
  house.person({Role::host}, "Ada Martin");
  http::RawRequest request;
  request.method = "POST";
  request.target = "/login";
  request.secure = over_tls;
  request.received = house.clock.now();
  request.headers = {{"content-type", "application/x-www-form-urlencoded"}};
  auto answers = login_answers("ada.martin@example.org");
  answers.push_back({"csrf", web::make_stamp(house.site.config().secret, house.clock.now())});
  if (!stay.empty()) answers.push_back({"stay", std::string(stay)});
  auto body = http::encode_query(answers);
  request.body = body;
  auto answer = house.site.respond(request);
  EXPECT_EQ(answer.status, 303);
  for (const auto& header : answer.headers)
    if (header.name == "set-cookie") {
      auto from = header.value.find('=') + 1;
      return header.value.substr(0, from) + "…" + header.value.substr(header.value.find(';'));
    }
  return "none";
}

TEST(Login, gives_a_cookie_that_no_script_and_no_plain_connection_reads) {
  EXPECT_EQ(cookie_given(true), "__Host-couloir=…; Path=/; Secure; HttpOnly; SameSite=Lax") << "gone with the browser";
  EXPECT_EQ(cookie_given(true, "true"), "__Host-couloir=…; Path=/; Max-Age=2592000; Secure; HttpOnly; SameSite=Lax");
  EXPECT_EQ(cookie_given(false), "couloir=…; Path=/; HttpOnly; SameSite=Lax") << "on the own machine, without TLS";
}

TEST(Login, asks_for_a_code_once_a_second_factor_is_on) {
  House house;
  auto ada = house.person({Role::host}, "Ada Martin");
  auto enrolment = people::start_second_factor(house.op_as(ada), house.desk, "couloir").value();
  auto secret = from_base32(enrolment.secret).value();
  auto code = [&] { return people::totp_code(secret, people::step_at(house.clock.now())); };
  ASSERT_TRUE(people::confirm_second_factor(house.op_as(ada), house.desk, code()));
  house.clock.tick(std::chrono::minutes(2));

  auto browser = house.visitor();
  browser.get("/login");
  browser.submit("/login", login_answers("ada.martin@example.org"));
  EXPECT_TRUE(browser.says("One more step"));
  browser.submit("/login/code", {{"code", "000000"}});
  EXPECT_EQ(browser.status(), 401);
  browser.submit("/login/code", {{"code", code()}});
  EXPECT_TRUE(browser.says("Hello Ada Martin"));
}

TEST(Logout, ends_the_login_on_the_server_too) {
  House house;
  auto browser = house.as(Role::office);
  auto stolen = browser.cookies;
  browser.get("/office");
  browser.submit("/logout");
  EXPECT_TRUE(browser.says("You are logged out."));
  EXPECT_TRUE(browser.cookies.empty());
  browser.cookies = stolen;
  browser.get("/office");
  EXPECT_EQ(browser.path(), "/login?next=%2Foffice");
}

TEST(Registration, leads_by_mail_to_a_password_and_then_to_the_first_question) {
  House house;
  auto browser = house.visitor();
  browser.get("/register");
  browser.submit("/register", {{"name", "Élise Kuntz"}, {"email", "elise@example.org"}});
  EXPECT_TRUE(browser.says("Look at your mailbox"));
  browser.get(mailed_link(house, "elise@example.org"));
  EXPECT_TRUE(browser.says("For the account of elise@example.org."));
  auto link = browser.path();

  browser.submit(link, {{"password", "short"}});
  EXPECT_EQ(browser.status(), 400);
  browser.submit(link, {{"password", "une phrase que personne ne devine"}});
  EXPECT_TRUE(browser.says("Your password is chosen."));
  browser.submit("/login", login_answers("elise@example.org", "une phrase que personne ne devine"));
  EXPECT_EQ(browser.path(), "/welcome");
  EXPECT_TRUE(browser.says("Hello Élise Kuntz, what brings you here?"));
  browser.get(link);
  EXPECT_EQ(browser.status(), 404);
  EXPECT_TRUE(browser.says("This link no longer works"));
}

TEST(Registration, shows_every_problem_at_once_with_what_was_typed) {
  House house;
  auto browser = house.visitor();
  browser.get("/register");
  browser.submit("/register", {{"name", ""}, {"email", "not an address"}});
  EXPECT_EQ(browser.status(), 400);
  EXPECT_TRUE(browser.says("2 answers need another look."));
  EXPECT_NE(browser.seen().body.find("value=\"not an address\""), std::string::npos);
}

TEST(ForgottenPassword, answers_the_same_for_an_address_without_an_account) {
  House house;
  house.person({}, "Ada Martin");
  std::vector<std::string> answers;
  for (auto email : {"ada.martin@example.org", "nobody@example.org"}) {
    auto browser = house.visitor();
    browser.get("/password-reset");
    browser.submit("/password-reset", {{"email", email}});
    answers.push_back(browser.seen().words());
  }
  EXPECT_EQ(answers[0], answers[1]);
}

TEST(FirstQuestion, lets_who_carries_a_use_case_start_at_once) {
  House house;
  auto browser = house.as(house.person({}, "Ada Martin"));
  browser.get("/");
  EXPECT_EQ(browser.path(), "/welcome");
  browser.post("/welcome", {{"answer", "carry"}});
  EXPECT_EQ(browser.path(), "/organisations/new");
  EXPECT_TRUE(browser.says("Welcome. First, the organisation you work for."));
}

TEST(FirstQuestion, sends_who_sponsors_to_the_choice_of_a_lab_and_asks_the_office) {
  House house;
  auto lab = house.lab();
  auto ada = house.person({}, "Ada Martin");
  auto browser = house.as(ada);
  browser.get("/welcome");
  browser.post("/welcome", {{"answer", "sponsor"}});
  EXPECT_EQ(browser.path(), "/welcome/lab");
  browser.submit("/welcome/lab", {{"lab", lab.str()}});
  EXPECT_TRUE(browser.says("The office has your request: Lab."));

  auto office = house.as(Role::office);
  office.get("/office");
  EXPECT_TRUE(office.says("Asks for the role Lab"));
  EXPECT_TRUE(office.says("Asks to speak for Lab loria"));
  office.submit("/office/people/" + ada.str() + "/roles/lab", {});
  office.submit("/labs/" + lab.str() + "/members/" + ada.str(), {});
  EXPECT_TRUE(office.says("Nothing waits"));
  EXPECT_TRUE(house.op_as(ada).actor.speaks_for(lab));
}

}  // namespace
}  // namespace couloir::reception
