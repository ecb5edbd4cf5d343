// What this room's tests stand on: the whole site with portfolio, compliance, calls and the pool, the real packs, an
// organisation, two labs and the people around them. The clock stands on 14 September 2026, 10:00 in Paris.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "calls/front.h"
#include "compliance/front.h"
#include "files/file.h"
#include "people/testing.h"
#include "pool/engineer_edit.h"
#include "pool/engineer_store.h"
#include "pool/front.h"
#include "pool/plan_edit.h"
#include "pool/plan_store.h"
#include "portfolio/front.h"
#include "store/temporary_folder.h"
#include "web/testing.h"

namespace couloir::pool {

inline Instant at(std::string_view text) { return *parse_instant(text); }
inline Date on(std::string_view text) { return *parse_date(text); }
inline Month in(std::string_view text) { return parse_month(text).value(); }

inline const region::Pack& test_region() {
  static const auto pack = region::load_pack(COULOIR_SOURCE_DIR "/data/grand-est", on("2026-11-30")).value();
  return pack;
}
inline const PoolPack& test_pack() {
  static const auto pack =
      load_pool_pack(COULOIR_SOURCE_DIR "/data/grand-est", test_region(), on("2026-11-30")).value();
  return pack;
}
inline const Foundations& test_house() {
  static const Foundations house{test_region(), test_pack()};
  return house;
}
inline const compliance::RulePack& test_law() {
  static const auto pack = compliance::open_rule_pack(COULOIR_SOURCE_DIR "/data/ai-act", on("2026-11-30")).value();
  return *pack;
}
inline const calls::DossierPack& test_dossiers() {
  static const auto pack = calls::open_dossier_pack(COULOIR_SOURCE_DIR "/data/grand-est", on("2026-11-30")).value();
  return *pack;
}

/// Full time in Strasbourg, three dossiers at once.
inline Engineer an_engineer(std::string name = "Ada", std::string site = "unistra-strasbourg") {
  Engineer e;
  e.name = std::move(name);
  e.site = std::move(site);
  e.skills = {{"evaluation", 2}, {"nlp", 3}};
  return e;
}

struct World {
  explicit World(TestDatabase kind = TestDatabase::sqlite) : house(kind) {
    portfolio::mount(house.site, test_region(), house.jobs, personal);
    files::mount_files(house.jobs, folder, personal);
    press.mount(house.jobs, personal);
    compliance::mount(house.site, test_law(), test_region(), folder, house.jobs, press, personal);
    calls::mount(house.site, {test_region(), test_dossiers(), folder, press, house.desk}, house.jobs, personal);
    mount(house.site, {test_region(), test_pack()}, press, house.jobs, personal);
    house.open();
    house.clock.set(at("2026-09-14T10:00:00+02:00"));
  }

  Speaking english{Lang::en};  // of commands; pages ask their reader
  web::TestSite house;
  people::PersonalData personal;
  TemporaryFolder place;
  files::ContentFolder folder{place.path()};
  documents::WeasyPrint engine{{.print = COULOIR_SOURCE_DIR "/print", .fonts = COULOIR_WORDS_DIR "/../assets/fonts"}};
  documents::Press press{engine, folder, {.zone = "Europe/Paris", .house = "couloir"}};
  Db& db = house.db;
  OrganisationId acme = people::an_organisation(db).named("Étiquettes du Ried").in("Colmar").id();
  LabId loria = people::a_lab(db).coded("loria").in({"vandoeuvre-les-nancy"}).id();
  LabId icube = people::a_lab(db).coded("icube").in({"strasbourg"}).id();
  Actor olga = person("Olga").with(Role::office).actor();
  Actor chloe = person("Chloé").with(Role::committee).actor();
  Actor carl = person("Carl").with(Role::committee).actor();
  Actor hugo = person("Hugo").with(Role::engineer).actor();
  Actor eva = person("Eva").with(Role::engineer).actor();
  Actor rene = person("René").with(Role::reviewer).actor();
  Actor nora = person("Nora").with(Role::lab).speaking_for(loria).actor();
  Actor marie = person("Marie").with(Role::operator_).owning(acme).actor();

  people::PersonBuilder person(std::string name) {
    return people::a_person(db).speaking(Lang::en).named(std::move(name));
  }
  Op as(const Actor& actor) { return {db, actor, house.clock.now(), "test"}; }
  web::Browser browse(const Actor& actor) { return house.as(actor.person); }
  std::unique_ptr<Reader> reader() { return db.reader(); }

  Engineer add(Engineer e = an_engineer()) {
    auto saved = save_engineer(as(olga), test_region(), std::move(e));
    EXPECT_TRUE(saved) << (saved ? "" : told_by(saved.error()));
    return saved.value();
  }
  /// Tied to Hugo's account.
  Engineer add_hugo() {
    auto e = an_engineer("Hugo Marchal", "ul-nancy");
    e.person = hugo.person;
    return add(std::move(e));
  }

  /// A dossier of ACME, filed with Loria, reviewed with 70 points and not decided: months of nlp at level 3 between
  /// October and December 2026, one or two engineers at once. Rows put straight into the tables of calls.
  struct Filed {
    std::string number = "P-1", skill = "nlp", from = "2026-10", to = "2026-12";
    int level = 3, least = 200, most = 300;  // hundredths of a month
    std::optional<int> score = 7000;
    std::optional<int> granted = {};  // hundredths of a month
    LabId lab = {};                   // 0: Loria
  };
  calls::DossierId filed(Filed f) {
    auto csv = "external_id,title\n" + f.number + "," + f.number + "\n";
    EXPECT_TRUE(portfolio::take_in_at_once(as(marie), test_region(), acme, "cas.csv", csv));
    auto use_case = portfolio::use_case_with_key(*reader(), acme, f.number).value();
    calls::DossierId id;
    db.write([&](Tx& tx) {
      auto call = tx.first("SELECT id FROM calls_call", {}, [](const Row& row) { return row.read<std::int64_t>(0); });
      if (!call)
        call = tx.one<std::int64_t>(
            "INSERT INTO calls_call (code, name_fr, name_en, about_fr, about_en, state, applicants, opens_announced, "
            "silence_days, "
            "form, filed, source, source_date, fact_status, version) VALUES ('pool', 'Vivier', 'Pool', '', '', "
            "'published', "
            "'company_project', '', 10, 1, 0, 'test', '2026', 'assumed', 1) RETURNING id");
      auto lab = f.lab ? f.lab : loria;
      id = {
          tx.one<std::int64_t>("INSERT INTO calls_dossier (call, use_case, organisation, form, title, applicant, lab, "
                               "window_from, window_to, team_min, "
                               "team_max, state, state_since, number, rank, created_at, updated_at, version) VALUES "
                               "(:call, :use_case, :acme, 1, :title, "
                               "'company_project', :lab, :from, :to, 1, 2, :state, :now, :title, (SELECT count(*) + 1 "
                               "FROM calls_dossier), :now, :now, 1) "
                               "RETURNING id",
                               {{":call", *call},
                                {":use_case", use_case},
                                {":acme", acme},
                                {":title", f.number},
                                {":lab", lab},
                                {":from", f.from},
                                {":to", f.to},
                                {":state", f.granted ? "granted" : "under_review"},
                                {":now", house.clock.now()}})};
      tx.exec(
          "INSERT INTO calls_line (dossier, title, organisation, lab, asked, least, act, warnings) VALUES (:id, "
          ":title, 'ACME', "
          "'loria', 0, 0, '', '')",
          {{":id", id}, {":title", "Title of " + f.number}});
      tx.exec("INSERT INTO calls_party (dossier, party, name, town) VALUES (:id, :party, 'ACME', '')",
              {{":id", id}, {":party", "siren:" + f.number}});
      if (!f.skill.empty())
        tx.exec(
            "INSERT INTO calls_staffing (dossier, position, skill, level, least, full_effort) VALUES (:id, 0, :skill, "
            ":level, "
            ":least, :most)",
            {{":id", id}, {":skill", f.skill}, {":level", f.level}, {":least", f.least}, {":most", f.most}});
      if (f.score) {
        auto assignment = tx.one<std::int64_t>(
            "INSERT INTO calls_assignment (dossier, reviewer, assigned_at) VALUES (:id, :rene, :now) RETURNING id",
            {{":id", id}, {":rene", rene.person}, {":now", house.clock.now()}});
        tx.exec(
            "INSERT INTO calls_review (assignment, state, to_applicant, internal, score, updated_at, given_at, "
            "version) VALUES "
            "(:assignment, 'given', '', '', :score, :now, :now, 1)",
            {{":assignment", assignment}, {":score", *f.score}, {":now", house.clock.now()}});
      }
      if (f.granted) {
        auto meeting = tx.one<std::int64_t>(
            "INSERT INTO calls_meeting (call, held_on, minutes, state, version) VALUES (:call, '2026-09-10', '', "
            "'closed', 1) "
            "RETURNING id",
            {{":call", *call}});
        tx.exec(
            "INSERT INTO calls_decision (dossier, meeting, verdict, reasons, words, months, staffing_plan, "
            "prepared_at, "
            "decided_at, version) VALUES (:id, :meeting, 'granted', '', '', :months, '', :now, :now, 1)",
            {{":id", id}, {":meeting", meeting}, {":months", *f.granted}, {":now", house.clock.now()}});
      }
      return true;
    });
    return id;
  }
  /// She has nothing to do with any party of the call.
  void declare_no_link(const Actor& who) {
    db.write([&](Tx& tx) {
      tx.exec(
          "INSERT INTO calls_link (reviewer, call, party, linked, why, declared_at) SELECT DISTINCT :me, d.call, "
          "p.party, 0, '', "
          ":now FROM calls_party p JOIN calls_dossier d ON d.id = p.dossier",
          {{":me", who.person}, {":now", house.clock.now()}});
      return true;
    });
  }

  static std::string told_by(const Error& error) {
    std::string all = tr(error.message);
    for (const auto& problem : error.problems) all += "\n" + problem.where + ": " + tr(problem.what);
    return all;
  }
  static std::vector<std::string> where(const Error& error) {
    std::vector<std::string> all;
    for (const auto& problem : error.problems) all.push_back(problem.where);
    return all;
  }
};

struct OnBoth : testing::TestWithParam<TestDatabase> {
  World world{GetParam()};
};

}  // namespace couloir::pool
