// The pages on skills as people of each role walk through them, without JavaScript.
#include "base/csv.h"
#include "compliance/test_skill_world.h"

namespace couloir::compliance {
namespace {

using testing::HasSubstr;
using testing::Not;

class SkillPages : public SkillsOnBoth {
 protected:
  std::string workshop = "/skills/" + world.workshop.team.str();
  std::string whole = "/skills/organisations/" + world.acme.str();
};
INSTANTIATE_TEST_SUITE_P(, SkillPages, both_databases(), database_name);

http::Fields levels_of_users(std::string_view level) {
  http::Fields fields;
  for (const auto& need : region::find(test_region().team_roles, "end_user")->needs)
    fields.push_back({place_of_level({"end_user", need.skill}), std::string(level)});
  return fields;
}

TEST_P(SkillPages, lead_an_operator_from_nothing_to_a_plan) {
  auto browser = world.browse(world.marie);
  browser.get("/skills");
  EXPECT_TRUE(browser.says("Workshop"));
  EXPECT_TRUE(browser.says("nothing noted yet"));
  browser.get(workshop);
  EXPECT_TRUE(browser.says("Nothing noted yet"));
  browser.get(workshop + "/checklist");
  EXPECT_FALSE(browser.says("What can they do today?"));
  browser.submit(workshop + "/checklist", {{"people.end_user", "4"}});
  EXPECT_EQ(browser.path(), workshop + "/checklist");
  EXPECT_TRUE(browser.says("Saved. Now say what each role can do today."));
  EXPECT_TRUE(browser.says("User of the system: 4 people"));
  EXPECT_TRUE(browser.says("I don’t know"));
  auto fields = levels_of_users("0");
  fields[0].value = "";
  browser.submit(workshop + "/checklist", fields);
  EXPECT_EQ(browser.path(), workshop);
  EXPECT_TRUE(browser.says("Enough: 0 · to learn: 4 · to find out: 1"));
  EXPECT_TRUE(browser.says("nobody knows"));
  EXPECT_TRUE(browser.says("AI Act O-01"));
  EXPECT_TRUE(browser.says("Plan it"));
  browser.get(workshop + "/checklist");
  browser.submit(workshop + "/checklist", levels_of_users("4"));
  EXPECT_TRUE(browser.says("Nothing to learn and nothing to find out"));
  EXPECT_FALSE(browser.says("Training plan"));
}

TEST_P(SkillPages, plan_a_training_with_an_owner_and_a_day) {
  world.fill(world.workshop, world.users(4, 0));
  auto browser = world.browse(world.marie);
  browser.get(workshop);
  EXPECT_TRUE(browser.says("proposed"));
  browser.post(workshop + "/trainings", {{"training", "case_workshop"},
                                         {"version", "0"},
                                         {"owner", world.marie.person.str()},
                                         {"due", "2026-05-04"},
                                         {"note", "In the morning"}});
  EXPECT_TRUE(browser.says("“Workshop on your own case” is on the plan."));
  EXPECT_TRUE(browser.says("until"));
  EXPECT_TRUE(browser.says("Marie"));
  EXPECT_TRUE(browser.says("In the morning"));
  browser.submit(workshop + "/trainings/removal");
  EXPECT_TRUE(browser.says("It is off the plan."));
  EXPECT_FALSE(browser.says("In the morning"));
}

TEST_P(SkillPages, tell_every_mistake_at_once_and_keep_what_was_typed) {
  world.fill(world.workshop, world.users(4, 0));
  auto browser = world.browse(world.marie);
  browser.get(workshop + "/checklist");
  browser.submit(workshop + "/checklist",
                 {{"people.end_user", "four"}, {"people.sponsor", "-2"}, {"levels.end_user.ai_literacy", "9"}});
  EXPECT_EQ(browser.status(), 400);
  EXPECT_TRUE(browser.says("A whole number of people is expected here, from 0 to 10,000."));
  EXPECT_TRUE(browser.says("A level goes from 0 to 4"));
  EXPECT_THAT(browser.seen().body, HasSubstr("value=\"four\""));
  EXPECT_THAT(browser.seen().body, HasSubstr("\"#f-levels.end_user.ai_literacy\""));
  browser.get(workshop);
  browser.post(workshop + "/trainings", {{"training", "case_workshop"},
                                         {"version", "0"},
                                         {"owner", world.paul.person.str()},
                                         {"done_on", "2027-01-01"},
                                         {"note", "kept"}});
  EXPECT_EQ(browser.status(), 400);
  EXPECT_TRUE(browser.says("This day is still to come"));
  EXPECT_TRUE(browser.says("The owner is somebody who works for the organisation."));
  EXPECT_THAT(browser.seen().body, HasSubstr("value=\"kept\""));
}

TEST_P(SkillPages, show_the_second_of_two_people_what_the_first_stored) {
  world.fill(world.workshop, world.users(4, 0));
  auto late = world.browse(world.marie);
  late.get(workshop + "/checklist");
  world.fill(world.workshop, world.users(4, 2));
  auto fields = levels_of_users("1");
  late.submit(workshop + "/checklist", fields);
  EXPECT_EQ(late.status(), 409);
  EXPECT_TRUE(late.says("Somebody else changed this skills checklist since you opened it."));
  EXPECT_TRUE(late.says("Stored meanwhile: 2 · With help."));
  late.submit(workshop + "/checklist");
  EXPECT_EQ(late.path(), workshop);
  EXPECT_EQ((find_checklist(*world.reader(), world.workshop)->levels.at({"end_user", "ai_literacy"})), 1);
}

TEST_P(SkillPages, serve_an_organisation_without_teams) {
  auto browser = world.browse(world.paul);
  browser.get("/skills");
  EXPECT_TRUE(browser.says("The organisation as a whole"));
  auto own = "/skills/organisations/" + world.rival.str();
  browser.get(own + "/checklist");
  browser.submit(own + "/checklist", {{"people.end_user", "2"}});
  browser.submit(own + "/checklist", levels_of_users("1"));
  EXPECT_EQ(browser.path(), own);
  EXPECT_TRUE(browser.says("Skills of Scierie Muller"));
}

TEST_P(SkillPages, are_secret_to_others_and_open_to_the_lab_that_sponsors_the_team) {
  world.fill(world.workshop, world.users(4, 0));
  for (const auto* other : {&world.paul, &world.nora}) {
    auto browser = world.browse(*other);
    for (const auto& path : {workshop, workshop + "/gaps.csv", whole}) EXPECT_EQ(browser.get(path).status, 404) << path;
  }
  EXPECT_EQ(world.browse(world.paul).get(workshop + "/checklist").status, 404);
  for (const auto* other : {&world.olga, &world.leo}) EXPECT_EQ(world.browse(*other).get(workshop).status, 403);
  world.sponsor(world.workshop);
  auto lab = world.browse(world.nora);
  EXPECT_EQ(lab.get(workshop).status, 200);
  EXPECT_FALSE(lab.offers(workshop + "/trainings"));
  EXPECT_FALSE(lab.says("Go on filling it in"));
  EXPECT_FALSE(lab.says("History"));
  EXPECT_EQ(lab.get(whole).status, 404);
  lab.get("/skills");
  EXPECT_TRUE(lab.says("Étiquettes du Ried · Workshop"));
}

TEST_P(SkillPages, give_the_office_and_legal_sums_of_three_organisations_at_least) {
  world.fill(world.workshop, world.users(4, 0));
  auto office = world.browse(world.olga);
  office.get("/skills");
  EXPECT_TRUE(office.says("Too little is known yet"));
  EXPECT_TRUE(office.says("One role is left out now."));
  EXPECT_FALSE(office.says("Workshop"));
  for (auto name : {"Deux", "Trois"}) {
    auto organisation = people::an_organisation(world.db).named(name).id();
    auto owner = world.somebody(name, Role::operator_, organisation);
    fill_checklist(world.as(owner), test_region(), {organisation, {}}, 0, world.users(1, 1)).value();
  }
  auto legal = world.browse(world.leo);
  legal.get("/skills");
  EXPECT_TRUE(legal.says("Human oversight"));
  EXPECT_TRUE(legal.says("Enough: 2 · to learn: 1 · to find out: 0"));
  EXPECT_FALSE(legal.says("Deux"));
}

TEST_P(SkillPages, list_one_team_and_three_with_the_same_statements_and_no_write) {
  std::vector<std::int64_t> list, one;
  for (int teams : {1, 3}) {
    while (people::teams_of(*world.reader(), world.acme).size() < static_cast<std::size_t>(teams))
      world.fill(world.a_team("Team " + std::to_string(people::teams_of(*world.reader(), world.acme).size())),
                 world.users(2, 1));
    world.fill(world.workshop, world.users(teams, 0));
    auto browser = world.browse(world.marie);
    browser.fetch("/skills");
    EXPECT_EQ(browser.seen().writes, 0);
    list.push_back(browser.seen().statements);
    browser.fetch(workshop);
    EXPECT_EQ(browser.seen().writes, 0);
    one.push_back(browser.seen().statements);
  }
  EXPECT_EQ(list[0], list[1]);
  EXPECT_EQ(one[0], one[1]);
}

TEST_P(SkillPages, export_the_gaps_as_a_french_excel_opens_them) {
  world.fill(world.workshop, world.users(4, 0));
  auto browser = world.browse(world.marie);
  auto seen = browser.get(workshop + "/gaps.csv");
  EXPECT_EQ(seen.status, 200);
  EXPECT_TRUE(seen.body.starts_with("\xEF\xBB\xBForganisation;team;role;"));
  EXPECT_THAT(seen.body, HasSubstr("Étiquettes du Ried;Workshop;end_user;User of the system;4;generative_ai;"));
  EXPECT_THAT(browser.get(workshop + "/gaps.csv?form=plain").body, HasSubstr("organisation,team,role,"));
}

TEST_P(SkillPages, show_everybody_the_catalogue_and_that_it_is_assumed) {
  auto browser = world.house.visitor();
  browser.get("/method/skills");
  EXPECT_EQ(browser.status(), 200);
  EXPECT_TRUE(browser.says("Language processing"));
  EXPECT_TRUE(browser.says("our assumption"));
  EXPECT_TRUE(browser.says("Follow instructions, name an overseer"));
}

TEST_P(SkillPages, speak_french_without_a_word_of_english) {
  world.fill(world.workshop, world.users(4, 0));
  auto browser =
      world.browse(people::a_person(world.db).speaking(Lang::fr).with(Role::operator_).owning(world.acme).actor());
  browser.get(workshop);
  EXPECT_TRUE(browser.says("Plan de formation"));
  EXPECT_TRUE(browser.says("Personne qui utilise le système"));
  EXPECT_FALSE(browser.says("Training plan"));
}

}  // namespace
}  // namespace couloir::compliance
