// What this room's tests stand on: the whole site with portfolio and compliance, the real packs, two organisations and
// the people around them. The clock stands on 20 April 2026: one of the two new bans of that year is not law yet.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compliance/front.h"
#include "compliance/scenario_edit.h"
#include "compliance/scenario_store.h"
#include "compliance/test_region.h"
#include "compliance/test_scenarios.h"
#include "files/file.h"
#include "journal/mail.h"
#include "people/testing.h"
#include "store/temporary_folder.h"
#include "web/testing.h"

namespace couloir::compliance {

struct World {
  explicit World(TestDatabase kind = TestDatabase::sqlite, const RulePack& law = the_pack()) : house(kind), pack(law) {
    portfolio::mount(house.site, test_region(), house.jobs, personal);
    files::mount_files(house.jobs, folder, personal);
    mount(house.site, pack, test_region(), folder, house.jobs, press, personal);
    mount_skills(house.site, test_region(), pack, house.jobs, personal);
    house.open();
  }

  web::TestSite house;
  const RulePack& pack;
  people::PersonalData personal;
  TemporaryFolder place;
  files::ContentFolder folder{place.path()};
  documents::WeasyPrint engine{{.print = COULOIR_SOURCE_DIR "/print", .fonts = COULOIR_SOURCE_DIR "/assets"}};
  documents::Press press{engine, folder, {.zone = "Europe/Paris", .house = "couloir"}};
  Db& db = house.db;
  OrganisationId acme = people::an_organisation(db).named("Étiquettes du Ried").in("Colmar").id();
  OrganisationId rival = people::an_organisation(db).named("Scierie Muller").in("Épinal").id();
  LabId loria = people::a_lab(db).coded("loria").id();
  Actor marie = person("Marie").at_address("marie@acme.example").with(Role::operator_).owning(acme).actor();
  Actor paul = person("Paul").at_address("paul@scierie.example").with(Role::operator_).owning(rival).actor();
  Actor nora = person("Nora").with(Role::lab).speaking_for(loria).actor();
  Actor lea = person("Léa").at_address("lea@legal.example").with(Role::legal).actor();
  Actor leo = person("Léo").with(Role::legal).actor();
  Actor olga = person("Olga").with(Role::office).actor();

  people::PersonBuilder person(std::string name) {
    return people::a_person(db).speaking(Lang::en).named(std::move(name));
  }
  Op as(const Actor& actor) { return {db, actor, house.clock.now(), "test"}; }
  web::Browser browse(const Actor& actor) { return house.as(actor.person); }
  std::unique_ptr<Reader> reader() { return db.reader(); }
  Date today() { return day_in(house.clock.now(), house.site.config().timezone); }

  UseCaseId use_case(std::string_view title = "Sorting letters") { return use_case_of(marie, acme, title); }
  UseCaseId use_case_of(const Actor& owner, OrganisationId organisation, std::string_view title) {
    auto csv = fmt::format("external_id,title\n{0},{0}\n", title);
    auto taken = portfolio::take_in_at_once(as(owner), test_region(), organisation, "cas.csv", csv);
    EXPECT_TRUE(taken) << told_by(taken.error());
    for (const auto& door : portfolio::use_case_doors_of(*reader(), organisation, 100))
      if (door.title == title) return door.id;
    throw std::runtime_error("no use case");
  }

  Result<Scenario> answer(const Actor& actor, UseCaseId id, std::int64_t version, TextsByName answers) {
    return answer_scenario(as(actor), pack, id, version, {std::move(answers), {}, {}}, today());
  }
  /// Everything answered as in a row of the table.
  Scenario answered(UseCaseId id, std::string_view row = "plain") {
    for (const auto& r : the_rows())
      if (r.id == row) return answer(marie, id, 0, r.scenario.answers).value();
    throw std::runtime_error("no such row");
  }
  Scenario asked(UseCaseId id, std::string_view row = "plain") {
    return ask_legal(as(marie), pack, id, answered(id, row).version, today()).value();
  }
  Scenario signed_(UseCaseId id, std::string_view row = "plain") {
    return judge(lea, asked(id, row), Verdict::signed_).value();
  }
  Result<Scenario> judge(const Actor& actor, const Scenario& s, Verdict verdict, const std::string& reason = "") {
    return judge_scenario(as(actor), pack, s.use_case, s.version, verdict, reason, today());
  }
  Scenario stored(UseCaseId id) { return find_scenario(*reader(), id).value(); }
  /// The address and subject of every mail that waits or was sent, oldest first.
  std::vector<std::string> mails() { return house.mails(); }
  /// Subjects of the mails that do not say who decides: none may be there.
  std::vector<std::string> mails_without_notice() {
    return reader()->all("SELECT subject FROM journal_mail WHERE body NOT LIKE :notice",
                         {{":notice", "%\n" + pack.notice.en + "\n"}},
                         [](const Row& row) { return row.get<std::string>("subject"); });
  }
};

inline std::vector<std::string> places(const Error& error) {
  std::vector<std::string> all;
  for (const auto& problem : error.problems) all.push_back(problem.where);
  return all;
}
/// A plan for the oversight of a deployer.
inline Mitigation overseer(PersonId owner, std::string_view due = "2026-06-01") {
  Mitigation m;
  m.obligation = "O-30";
  m.role = ActRole::deployer;
  m.owner = owner;
  m.due = parse_date(due).value();
  return m;
}

struct OnBoth : testing::TestWithParam<TestDatabase> {
  World world{GetParam()};
};

}  // namespace couloir::compliance
