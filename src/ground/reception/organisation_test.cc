#include "people/team.h"
#include "reception/test_house.h"

namespace couloir::reception {
namespace {

TEST(OrganisationEntry, starts_with_the_siret_then_asks_for_the_facts) {
  House house;
  auto ada = house.person({Role::operator_}, "Ada Martin");
  auto browser = house.as(ada);
  browser.get("/organisations/new");
  browser.submit("/organisations/new", {{"siret", "123"}});
  EXPECT_EQ(browser.status(), 400);
  browser.submit("/organisations/new", {{"siret", "732 829 320 00074"}});
  EXPECT_TRUE(browser.says("FR44732829320"));
  browser.submit("/organisations", {{"name", "Vosges Sciage"},
                                    {"town", "Épinal"},
                                    {"head_count", "12"},
                                    {"turnover", "1,234.50"},
                                    {"linked", "none"}});
  EXPECT_TRUE(browser.says("The organisation is added; you own its page. Next, write down its first use case."));
  EXPECT_TRUE(browser.says("Import a list of use cases"));
  EXPECT_TRUE(browser.says("Vosges Sciage"));
  EXPECT_EQ(house.op_as(ada).actor.organisations.size(), 1U);
}

TEST(OrganisationEntry, shows_every_problem_at_once_and_keeps_what_was_typed) {
  House house;
  auto browser = house.as(Role::operator_);
  browser.get("/organisations/new?siret=" + std::string(kSiret));
  browser.submit("/organisations",
                 {{"name", "Vosges Sciage"}, {"naf", "nonsense"}, {"turnover", "much"}, {"head_count", "a dozen"}});
  EXPECT_EQ(browser.status(), 400);
  EXPECT_TRUE(browser.says("3 answers need another look."));
  EXPECT_NE(browser.seen().body.find("value=\"much\""), std::string::npos);
}

TEST(OrganisationEntry, of_one_that_is_known_asks_to_join_and_tells_nothing_of_it) {
  House house;
  house.organisation(house.person({Role::operator_}));
  auto browser = house.as(Role::operator_);
  browser.get("/organisations/new?siret=" + std::string(kSiret));
  browser.submit("/organisations", {{"name", "Whatever"}, {"town", "Metz"}});
  EXPECT_TRUE(browser.says("This organisation is known here."));
  EXPECT_FALSE(browser.says("Vosges Sciage"));
}

TEST(OrganisationEntry, that_only_asks_can_be_withdrawn) {
  House house;
  auto organisation = house.organisation(house.person({Role::operator_}));
  auto asker = house.person({Role::operator_});
  house.organisation(asker);
  auto browser = house.as(asker);
  browser.get("/organisations");
  auto siren = parse_siret(kSiret).value().siren().display();
  EXPECT_TRUE(browser.says(siren)) << "what was typed, and no name";
  browser.submit("/organisations/" + organisation.str() + "/members/" + asker.str());
  EXPECT_TRUE(browser.says("Withdrawn."));
  EXPECT_FALSE(browser.says(siren));
  EXPECT_TRUE(people::asked_memberships(*house.db.reader()).empty());
}

TEST(Organisation, is_hidden_from_others_as_if_it_were_not_there) {
  House house;
  auto id = house.organisation(house.person({Role::operator_})).str();
  auto browser = house.as(Role::operator_);
  for (auto path : {"/organisations/" + id, "/organisations/" + id + "/edit", "/organisations/" + id + "/teams/new",
                    std::string("/organisations/999")}) {
    browser.get(path);
    EXPECT_EQ(browser.status(), 404) << path;
    EXPECT_FALSE(browser.says("Vosges Sciage")) << path;
  }
}

TEST(Organisation, is_edited_and_two_versions_are_shown_side_by_side) {
  House house;
  auto ada = house.person({Role::operator_}, "Ada Martin");
  auto id = house.organisation(ada);
  auto browser = house.as(ada), other = house.as(ada);
  auto edit = "/organisations/" + id.str() + "/edit";
  browser.get(edit);
  other.get(edit);
  other.submit(edit, {{"town", "Metz"}});
  EXPECT_TRUE(other.says("Saved."));
  browser.submit(edit, {{"town", "Nancy"}});
  EXPECT_EQ(browser.status(), 409);
  EXPECT_TRUE(browser.says("Ada Martin saved this while you were writing"));
  EXPECT_TRUE(browser.says("Metz"));
  EXPECT_TRUE(browser.says("Nancy"));
  browser.submit(edit);
  EXPECT_EQ(people::find_organisation(*house.db.reader(), id)->facts.town, "Nancy");
}

TEST(Organisation, keeps_its_establishments_and_teams) {
  House house;
  auto ada = house.person({Role::operator_}, "Ada Martin");
  auto id = house.organisation(ada).str();
  auto browser = house.as(ada);
  browser.get("/organisations/" + id + "/establishments/new");
  browser.submit("/organisations/" + id + "/establishments",
                 {{"siret", std::string(kOtherSiret)}, {"label", "Colmar workshop"}});
  EXPECT_EQ(browser.status(), 400);
  browser.get("/organisations/" + id + "/teams/new");
  browser.submit("/organisations/" + id + "/teams", {{"name", "Workshop 2"}, {"head_count", "7"}});
  EXPECT_TRUE(browser.says("The team is added."));
  EXPECT_TRUE(browser.says("Workshop 2"));
  auto team = people::teams_of(*house.db.reader(), OrganisationId{*web::id_of_text(id)}).at(0).id.str();
  browser.get("/teams/" + team + "/edit");
  browser.submit("/teams/" + team + "/edit", {{"name", "Workshop 3"}});
  EXPECT_TRUE(browser.says("Workshop 3"));
}

TEST(Establishment, goes_by_its_button_as_long_as_another_stays) {
  House house;
  auto ada = house.person({Role::operator_}, "Ada Martin");
  auto id = house.organisation(ada);
  auto second =
      people::add_establishment(house.op_as(ada), id,
                                {parse_siret("73282932000082").value(), "Atelier de Toul", "54200", "", "Toul", false})
          .value()
          .id;
  auto browser = house.as(ada);
  browser.get("/organisations/" + id.str());
  EXPECT_TRUE(browser.says("Atelier de Toul"));
  browser.submit("/establishments/" + second.str() + "/removal");
  EXPECT_TRUE(browser.says("The establishment is removed."));
  EXPECT_FALSE(browser.says("Atelier de Toul"));
  auto last = people::establishments_of(*house.db.reader(), id).at(0).id.str();
  browser.post("/establishments/" + last + "/removal", {});
  EXPECT_EQ(browser.status(), 422);
  EXPECT_TRUE(browser.says("An organisation keeps at least one establishment."));
  auto other = house.as(Role::operator_);
  other.get("/organisations/new");
  other.post("/establishments/" + last + "/removal", {});
  EXPECT_EQ(other.status(), 404);
  EXPECT_EQ(people::establishments_of(*house.db.reader(), id).size(), 1U);
}

TEST(Establishment, saved_by_two_shows_both_versions_and_loses_none) {
  House house;
  auto ada = house.person({Role::operator_}, "Ada Martin");
  auto id = house.organisation(ada);
  auto browser = house.as(ada), other = house.as(ada);
  auto edit = "/establishments/" + people::establishments_of(*house.db.reader(), id).at(0).id.str() + "/edit";
  other.get(edit);
  browser.get(edit);
  browser.submit(edit, {{"label", "Siège"}, {"town", "Nancy"}});
  EXPECT_TRUE(browser.says("Saved."));
  other.submit(edit, {{"label", "Atelier"}, {"town", "Toul"}});
  EXPECT_EQ(other.status(), 409);
  for (auto shown : {"Siège", "Nancy", "Atelier", "Toul"}) EXPECT_TRUE(other.says(shown)) << shown;
  EXPECT_EQ(people::establishments_of(*house.db.reader(), id).at(0).facts.town, "Nancy");
  other.submit(edit, {});  // keep mine
  EXPECT_EQ(people::establishments_of(*house.db.reader(), id).at(0).facts.town, "Toul");
}

TEST(Members, are_accepted_made_owner_and_removed_by_an_owner) {
  House house;
  auto ada = house.person({Role::operator_}, "Ada Martin"), bob = house.person({Role::operator_}, "Bob Klein");
  auto id = house.organisation(ada);
  house.organisation(bob);
  auto browser = house.as(ada);
  auto page = "/organisations/" + id.str(), action = page + "/members/" + bob.str();
  browser.get(page);
  EXPECT_TRUE(browser.says("asks to join"));
  browser.post(action, {{"act", "accept"}});
  EXPECT_TRUE(house.op_as(bob).actor.works_for(id));
  browser.post(action, {{"act", "make_owner"}});
  browser.post(action, {{"act", "remove"}});
  EXPECT_FALSE(house.op_as(bob).actor.works_for(id));
  browser.post(action, {{"act", "dance"}});
  EXPECT_EQ(browser.status(), 400);
}

TEST(Members, cannot_be_accepted_by_who_is_no_owner) {
  House house;
  auto ada = house.person({Role::operator_}, "Ada Martin"), bob = house.person({Role::operator_}, "Bob Klein");
  auto id = house.organisation(ada);
  house.organisation(bob);
  auto browser = house.as(bob);
  browser.get("/organisations");
  EXPECT_TRUE(browser.says("You asked to join an organisation"));
  browser.post("/organisations/" + id.str() + "/members/" + bob.str(), {{"act", "accept"}});
  EXPECT_EQ(browser.status(), 404);
  EXPECT_FALSE(house.op_as(bob).actor.works_for(id));
}

}  // namespace
}  // namespace couloir::reception
