// "My lane" as its operator, the office and others open it. Portfolio is there too, so that the board fills by what
// people do.
#include <gmock/gmock.h>

#include "people/testing.h"
#include "portfolio/front.h"
#include "sprints/front.h"
#include "web/testing.h"

namespace couloir::sprints {
namespace {

using testing::HasSubstr;
using testing::Not;

const region::Pack& pack() {
  static const auto loaded = region::load_pack(COULOIR_SOURCE_DIR "/data/grand-est", *parse_date("2026-11-22")).value();
  return loaded;
}

struct Lane : testing::TestWithParam<TestDatabase> {
  web::TestSite house{GetParam()};
  people::PersonalData personal;
  OrganisationId acme = people::an_organisation(house.db).named("Étiquettes du Ried").in("Colmar").id();
  OrganisationId rival = people::an_organisation(house.db).named("Scierie Muller").in("Épinal").id();
  Actor marie = operator_of({acme});

  Lane() {
    portfolio::mount(house.site, pack(), house.jobs, personal);
    mount(house.site, pack());
    house.open();
  }
  Actor operator_of(const std::vector<OrganisationId>& organisations) {
    auto person = people::a_person(house.db).speaking(Lang::en).with(Role::operator_);
    for (auto id : organisations) person.owning(id);
    return person.actor();
  }
  Actor with(Role role) { return people::a_person(house.db).speaking(Lang::en).with(role).actor(); }
  web::Browser browse(const Actor& actor) { return house.as(actor.person); }
  void write_use_case(web::Browser& browser, std::string title) {
    browser.get("/use-cases/new");
    browser.submit("/use-cases?organisation=" + acme.str(), {{"title", std::move(title)}});
  }
};
INSTANTIATE_TEST_SUITE_P(, Lane, both_databases(), database_name);

TEST_P(Lane, begins_with_the_organisation_for_who_has_none) {
  auto browser = browse(operator_of({}));
  browser.get("/lane");
  EXPECT_EQ(browser.status(), 200);
  EXPECT_EQ(browser.seen().writes, 0);
  EXPECT_TRUE(browser.says("Add your organisation: its SIRET is enough."));
  EXPECT_THAT(browser.seen().body, HasSubstr("href=\"/organisations/new\""));
  browser.get("/lane?lang=fr");
  EXPECT_TRUE(browser.says("Ajoutez votre organisation")) << browser.seen().words();
  EXPECT_FALSE(browser.says("Add your organisation"));
}

TEST_P(Lane, fills_with_what_its_operator_does_and_names_one_next_step) {
  auto browser = browse(marie);
  browser.get("/lane");
  EXPECT_TRUE(browser.says("Étiquettes du Ried"));
  EXPECT_TRUE(browser.says("Your organisation is in the register done"));
  EXPECT_TRUE(browser.says("Write down what annoys you most at work."));
  auto empty = browser.seen().statements;

  write_use_case(browser, "Sorting letters");
  browser.get("/lane");
  EXPECT_TRUE(browser.says("One use case written down"));
  EXPECT_TRUE(browser.says("Give a use case its score: a dozen short questions."));
  EXPECT_THAT(browser.seen().body, HasSubstr("/score/edit\""));
  EXPECT_FALSE(browser.says("Write down what annoys you most at work."));
  write_use_case(browser, "Reading plans");
  write_use_case(browser, "Finding drawings");
  browser.get("/lane");
  EXPECT_TRUE(browser.says("3 use cases written down"));
  EXPECT_EQ(browser.seen().statements, empty) << "whatever there is to show";
  EXPECT_EQ(browser.seen().writes, 0);
}

TEST_P(Lane, of_an_organisation_is_read_by_the_office_without_its_buttons) {
  auto office = browse(with(Role::office));
  office.get("/lane?organisation=" + acme.str());
  EXPECT_EQ(office.status(), 200);
  EXPECT_TRUE(office.says("Étiquettes du Ried"));
  EXPECT_TRUE(office.says("Write down what annoys you most at work."));
  EXPECT_THAT(office.seen().body, Not(HasSubstr("href=\"/use-cases/new\"")));
  EXPECT_EQ(office.fetch("/lane").header("location"), "/office/organisations");
}

TEST_P(Lane, of_another_organisation_is_never_shown) {
  auto stranger = browse(operator_of({rival}));
  stranger.get("/lane?organisation=" + acme.str());
  EXPECT_EQ(stranger.status(), 200);
  EXPECT_TRUE(stranger.says("Scierie Muller"));
  EXPECT_FALSE(stranger.says("Étiquettes du Ried"));
  EXPECT_EQ(browse(with(Role::lab)).fetch("/lane").status, 403);
  EXPECT_EQ(house.visitor().fetch("/lane").header("location"), "/login?next=%2Flane");
  for (auto query : {"?organisation=x", "?organisation=-1", "?organisation=99999999999999999999"})
    EXPECT_EQ(browse(marie).fetch("/lane" + std::string(query)).status, 200) << query;
}

TEST_P(Lane, changes_between_the_organisations_of_one_person) {
  auto browser = browse(operator_of({acme, rival}));
  browser.get("/lane?organisation=" + rival.str());
  EXPECT_THAT(browser.seen().body, HasSubstr("/lane?organisation=" + acme.str()));
  EXPECT_THAT(browser.seen().body, HasSubstr(">Scierie Muller</h1>"));
}

TEST_P(Lane, is_given_to_programs_with_the_same_step) {
  auto path = "/organisations/" + acme.str() + "/board";
  auto seen = house.call(house.token(marie.person), "GET", path);
  EXPECT_EQ(seen.status, 200);
  EXPECT_EQ(seen.writes, 0);
  EXPECT_THAT(seen.body, HasSubstr("\"next\":\"write_use_case\""));
  EXPECT_EQ(house.call(house.token(operator_of({rival}).person), "GET", path).status, 404);
  EXPECT_EQ(house.call(house.token(with(Role::lab).person), "GET", path).status, 403);
}

}  // namespace
}  // namespace couloir::sprints
