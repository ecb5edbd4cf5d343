#include <set>

#include "reception/open_now.h"
#include "reception/test_house.h"

namespace couloir::reception {
namespace {

TEST(Home, tells_a_visitor_what_is_open_and_what_is_not_announced) {
  House house({}, grand_est(), [](Reader&, Instant) {
    return std::vector<OpeningCard>{{Opening::to_come, {.title = "Winter call", .to = html::path("/calls/winter")}}};
  });
  house.lab();
  auto browser = house.visitor();
  browser.get("/");
  EXPECT_EQ(browser.status(), 200);
  EXPECT_TRUE(browser.says("To come"));
  EXPECT_TRUE(browser.says("Winter call"));
  EXPECT_TRUE(browser.says("AI Week 2026"));
  EXPECT_TRUE(browser.offers("/preferences"));
}

TEST(Home, leads_each_role_to_its_first_screen) {
  House house;
  house.site.router().nav({10, "/lane", "My lane", web::only({Role::operator_})});
  house.site.router().nav({20, "/compliance", "AI Act", web::only({Role::legal, Role::operator_})});
  for (auto [role, screen] : {std::pair{Role::office, "/office"},
                              {Role::admin, "/office"},
                              {Role::operator_, "/lane"},
                              {Role::legal, "/compliance"}})
    EXPECT_EQ(house.as(role).fetch("/").header("location"), screen);
  auto host = house.as(Role::host);
  host.get("/");
  EXPECT_TRUE(host.says("Your room is not open yet"));
}

TEST(HousePages, are_whole_in_both_languages) {
  House house;
  auto browser = house.visitor();
  for (auto path :
       {"/", "/accessibility", "/legal", "/privacy", "/api", "/labs", "/login", "/register", "/password-reset"}) {
    browser.get(path + std::string("?lang=fr"));
    EXPECT_EQ(browser.status(), 200) << path;
    EXPECT_NE(browser.seen().body.find("<html lang=\"fr\""), std::string::npos) << path;
    auto french = browser.seen().words();
    browser.get(path + std::string("?lang=en"));
    EXPECT_EQ(browser.status(), 200) << path;
    EXPECT_NE(browser.seen().words(), french) << path;
  }
}

TEST(HousePages, show_who_answers_for_the_site_as_the_settings_say_and_what_they_leave_out) {
  LegalNotice legal;
  legal.publisher = "Association, 1 rue du Port, Metz";
  legal.director = "Ada Martin";
  legal.host = "Hôte SAS, Metz";
  House house(legal);
  auto browser = house.visitor();
  browser.get("/legal?lang=en");
  for (auto known : {"Association, 1 rue du Port, Metz", "Ada Martin", "Hôte SAS, Metz"})
    EXPECT_TRUE(browser.says(known)) << known;
  browser.get("/privacy?lang=en");
  EXPECT_TRUE(browser.says("Data protection officer: to be completed by the office."));
  legal.data_protection = "dpo@example.org";
  House complete(legal);
  auto reader = complete.visitor();
  reader.get("/privacy?lang=en");
  EXPECT_TRUE(reader.says("Data protection officer: dpo@example.org"));
}

TEST(HousePages, name_the_authorities_of_the_region_and_no_others) {
  House house;
  auto browser = house.visitor();
  browser.get("/accessibility?lang=en");
  EXPECT_TRUE(browser.says("Défenseur des droits"));
  browser.get("/privacy?lang=en");
  EXPECT_TRUE(browser.says("CNIL"));
  auto tiny = region::load_pack(COULOIR_SOURCE_DIR "/tests/packs/tiny", *parse_date("2026-11-22")).value();
  House elsewhere({}, tiny);
  auto reader = elsewhere.visitor();
  reader.get("/privacy?lang=en");
  EXPECT_FALSE(reader.says("CNIL"));
  EXPECT_TRUE(reader.says("Data Keeper"));
  reader.get("/accessibility?lang=en");
  EXPECT_FALSE(reader.says("Défenseur des droits"));
  EXPECT_TRUE(reader.says("You can turn to the authority of your country."));
}

TEST(HousePages, show_the_calls_of_the_register) {
  std::vector<OpeningCard> kept;
  House house({}, grand_est(), [&](Reader&, Instant) { return kept; });
  auto browser = house.visitor();
  browser.get("/?lang=en");
  EXPECT_TRUE(browser.says("Nothing is open today."));
  kept = {{Opening::open, {.title = "Winter call", .to = html::path("/calls/winter")}}};
  browser.get("/?lang=en");
  EXPECT_TRUE(browser.says("Winter call"));
  EXPECT_FALSE(browser.says("Nothing is open today."));
}

TEST(Desk, shows_what_waits_in_the_rooms_to_the_office_alone) {
  House house({}, grand_est(), {}, [](Reader&) {
    return std::vector<OfficeLine>{
        {*parse_instant("2026-10-01T09:00:00Z"), "2 dossiers wait", {"Winter batch", html::path("/calls/winter")}}};
  });
  auto office = house.as(Role::office);
  office.get("/office");
  EXPECT_TRUE(office.says("2 dossiers wait"));
  EXPECT_TRUE(office.says("Winter batch"));
  auto admin = house.as(Role::admin);
  admin.get("/office");
  EXPECT_EQ(admin.status(), 200);
  EXPECT_FALSE(admin.says("2 dossiers wait"));
}

TEST(HousePages, list_every_endpoint_of_the_api) {
  House house;
  auto browser = house.visitor();
  browser.get("/api");
  for (const auto& e : house.site.api().endpoints()) EXPECT_TRUE(browser.says("couloir " + e.doc.cli)) << e.doc.cli;
}

/// Every page without a capture in its path, as every role: it answers, refuses or sends elsewhere; it never breaks and
/// never writes.
TEST(EveryPage, answers_every_role_without_writing_and_refuses_those_it_is_not_for) {
  House house;
  auto lab = house.lab();
  std::vector<std::pair<Actor, web::Browser>> all{{Actor{}, house.visitor()}};
  for (std::size_t i = 0; i < kNames<Role>.size(); ++i) {
    auto role = static_cast<Role>(i);
    auto person = house.person({role}, {}, role == Role::lab ? lab : LabId{});
    all.emplace_back(house.op_as(person).actor, house.as(person));
  }
  for (const auto& route : house.site.router().routes()) {
    if (route.method != web::Method::get || route.api || route.plain || route.pattern.find('{') != std::string::npos)
      continue;
    for (auto& [actor, browser] : all) {
      auto& seen = browser.fetch(route.pattern);
      EXPECT_LT(seen.status, 500) << route.pattern;
      EXPECT_EQ(seen.writes, 0) << route.pattern;
      bool refused = seen.status == 403 || (seen.status == 303 && seen.header("location").starts_with("/login"));
      if (!route.who.admits(actor)) {
        EXPECT_TRUE(refused) << route.pattern;
      } else {
        EXPECT_NE(seen.status, 403) << route.pattern;
      }
    }
  }
}

TEST(EveryForm, is_refused_to_visitors_and_to_the_roles_it_is_not_for) {
  House house;
  std::vector<std::pair<Actor, web::Browser>> all{{Actor{}, house.visitor()}};
  for (std::size_t i = 0; i < kNames<Role>.size(); ++i) {
    auto person = house.person({static_cast<Role>(i)});
    all.emplace_back(house.op_as(person).actor, house.as(person));
  }
  for (const auto& route : house.site.router().routes()) {
    if (route.method != web::Method::post || route.api) continue;
    auto path = route.pattern;
    for (auto open = path.find('{'); open != std::string::npos; open = path.find('{'))
      path.replace(open, path.find('}', open) - open + 1, "1");
    for (auto& [actor, browser] : all) {
      if (route.who.admits(actor)) continue;
      browser.post(path, {});
      EXPECT_EQ(browser.status(), actor.logged_in() ? 403 : 401) << path;
      EXPECT_EQ(browser.seen().writes, 0) << path;
    }
  }
}

TEST(EveryPage, of_one_thing_reads_without_writing) {
  House house;
  auto ada = house.person({Role::operator_, Role::admin, Role::office}, "Ada Martin");
  auto organisation = house.organisation(ada).str();
  auto lab = house.lab().str();
  auto browser = house.as(ada);
  for (const auto& path :
       {"/organisations/" + organisation, "/organisations/" + organisation + "/edit", "/labs/" + lab,
        "/labs/" + lab + "/edit", "/office/people/" + ada.str(), std::string("/office/journal?verify=true")}) {
    browser.fetch(path);
    EXPECT_EQ(browser.status(), 200) << path;
    EXPECT_EQ(browser.seen().writes, 0) << path;
  }
}

TEST(Health, is_alive_ready_and_measured_from_this_machine_or_with_the_token) {
  House house;
  auto browser = house.visitor();
  EXPECT_EQ(browser.fetch("/healthz").body, "ok\n");
  EXPECT_EQ(browser.fetch("/readyz").status, 200);
  EXPECT_EQ(browser.fetch("/metrics").status, 403);
  browser.headers["authorization"] = "Bearer a token for metrics";
  EXPECT_EQ(browser.fetch("/metrics").status, 200);
  EXPECT_NE(browser.seen().body.find("couloir_requests_total{status=\"4xx\"} 1\n"), std::string::npos);
  EXPECT_NE(browser.seen().body.find("couloir_jobs{state=\"waiting\"} 0\n"), std::string::npos);
}

}  // namespace
}  // namespace couloir::reception
