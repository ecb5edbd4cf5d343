// What the tests of skills stand on: the whole site with portfolio and compliance, the region pack of the tests, two
// organisations and the people around them.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compliance/front.h"
#include "compliance/skill_edit.h"
#include "compliance/skill_store.h"
#include "compliance/test_region.h"
#include "people/team.h"
#include "people/testing.h"
#include "web/testing.h"

namespace couloir::compliance {

struct SkillWorld {
  explicit SkillWorld(TestDatabase kind = TestDatabase::sqlite) : house(kind) {
    portfolio::mount(house.site, test_region(), house.jobs, personal);
    mount_skills(house.site, test_region(), *law, house.jobs, personal);
    house.open();
  }

  web::TestSite house;
  people::PersonalData personal;
  std::shared_ptr<const RulePack> law =
      open_rule_pack(COULOIR_SOURCE_DIR "/data/ai-act", *parse_date("2026-11-22")).value();
  Db& db = house.db;
  OrganisationId acme = people::an_organisation(db).named("Étiquettes du Ried").id();
  OrganisationId rival = people::an_organisation(db).named("Scierie Muller").id();
  LabId loria = people::a_lab(db).coded("loria").named({"LORIA", "LORIA"}).on({"P1"}).id();
  Actor marie = somebody("Marie", Role::operator_, acme);
  Actor paul = somebody("Paul", Role::operator_, rival);
  Actor nora = people::a_person(db).speaking(Lang::en).named("Nora").with(Role::lab).speaking_for(loria).actor();
  Actor olga = people::a_person(db).speaking(Lang::en).named("Olga").with(Role::office).actor();
  Actor leo = people::a_person(db).speaking(Lang::en).named("Léo").with(Role::legal).actor();
  Crew workshop = a_team("Workshop");
  Date today = *parse_date("2026-04-20");

  Actor somebody(std::string name, Role role, OrganisationId organisation) {
    return people::a_person(db).speaking(Lang::en).named(std::move(name)).with(role).owning(organisation).actor();
  }
  Crew a_team(std::string name) { return {acme, people::add_team(as(marie), acme, {std::move(name), {}}).value().id}; }
  Op as(const Actor& actor) { return {db, actor, house.clock.now(), "test"}; }
  web::Browser browse(const Actor& actor) { return house.as(actor.person); }
  std::unique_ptr<Reader> reader() { return db.reader(); }

  Checklist fill(const Crew& crew, const ChecklistGiven& given) {
    auto stored = find_checklist(*reader(), crew);
    return fill_checklist(as(marie), test_region(), crew, stored ? stored->version : 0, given).value();
  }
  /// Everybody who uses the system, with this level of all they need.
  ChecklistGiven users(std::int64_t people, std::optional<int> level) {
    ChecklistGiven given;
    given.people["end_user"] = people;
    for (const auto& need : region::find(test_region().team_roles, "end_user")->needs)
      given.levels[{"end_user", need.skill}] = level;
    return given;
  }
  /// LORIA sponsors a use case of this crew.
  void sponsor(const Crew& crew);
};

inline void SkillWorld::sponsor(const Crew& crew) {
  auto owner = house.token(marie.person), lab = house.token(nora.person);
  auto team = crew.team ? crew.team.str() : "null";
  auto added =
      house.call(owner, "POST", "/use-cases",
                 R"({"organisation":)" + crew.organisation.str() + R"(,"team":)" + team + R"(,"title":"Tri"})");
  auto use_case = std::string(added.header("location")).substr(std::string_view("/api/v1").size());
  auto asked =
      house.call(owner, "POST", use_case + "/sponsorships", R"({"lab":)" + loria.str() + R"(,"message":"Bonjour"})");
  auto id = asked.body.substr(asked.body.find(R"("id":)") + 5);
  auto request = "/sponsorships/" + id.substr(0, id.find(','));
  auto answered = house.call(lab, "PUT", request + "/answer", R"({"answer":"accepted"})", 1);
  EXPECT_EQ(answered.status, 200) << added.body << asked.body << answered.body;
}

struct SkillsOnBoth : testing::TestWithParam<TestDatabase> {
  SkillWorld world{GetParam()};
};

}  // namespace couloir::compliance
