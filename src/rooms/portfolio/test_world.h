// What portfolio's tests stand on: the whole site with this room alone, the real region pack, two organisations and the
// people around them. The clock stands on 20 April 2026, in wave 2026-1.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "people/testing.h"
#include "portfolio/api_shapes.h"
#include "portfolio/front.h"
#include "portfolio/import_store.h"
#include "portfolio/scoring.h"
#include "portfolio/sponsorship_request.h"
#include "portfolio/sponsorship_store.h"
#include "portfolio/use_case_edit.h"
#include "web/testing.h"

namespace couloir::portfolio {

inline const region::Pack& test_pack() {
  static const auto pack = region::load_pack(COULOIR_SOURCE_DIR "/data/grand-est", *parse_date("2026-11-22")).value();
  return pack;
}

struct World {
  explicit World(TestDatabase kind = TestDatabase::sqlite) : house(kind) {
    mount(house.site, test_pack(), house.jobs, personal);
    house.open();
  }

  web::TestSite house;
  people::PersonalData personal;
  Db& db = house.db;
  OrganisationId acme = people::an_organisation(db).named("Étiquettes du Ried").in("Colmar").id();
  OrganisationId rival = people::an_organisation(db).named("Scierie Muller").in("Épinal").id();
  LabId loria = people::a_lab(db).coded("loria").named({"LORIA", "LORIA"}).in({"nancy"}).on({"P1"}).id();
  Actor marie = people::a_person(db)
                    .speaking(Lang::en)
                    .named("Marie")
                    .at_address("marie@acme.example")
                    .with(Role::operator_)
                    .owning(acme)
                    .actor();
  Actor paul = people::a_person(db).speaking(Lang::en).named("Paul").with(Role::operator_).owning(rival).actor();
  Actor nora = people::a_person(db)
                   .speaking(Lang::en)
                   .named("Nora")
                   .at_address("nora@loria.example")
                   .with(Role::lab)
                   .speaking_for(loria)
                   .actor();
  Actor olga = people::a_person(db).speaking(Lang::en).named("Olga").with(Role::office).actor();

  Op as(const Actor& actor) { return {db, actor, house.clock.now(), "test"}; }
  web::Browser browse(const Actor& actor) { return house.as(actor.person); }
  std::unique_ptr<Reader> reader() { return db.reader(); }

  UseCase add(const Actor& actor, OrganisationId organisation, const UseCaseText& text) {
    return add_use_case(as(actor), organisation, {}, text).value();
  }
  UseCase add(std::string title, std::string external_id = "") {
    UseCaseText text;
    text.title = std::move(title);
    text.external_id = std::move(external_id);
    return add(marie, acme, text);
  }
  /// `level` for every question and pillar.
  FitScore score(const Actor& actor, UseCaseId id, int level) {
    return score_use_case(as(actor), test_pack(), id, levels(level)).value();
  }
  static Scoring levels(int level) {
    Scoring s;
    for (const auto& c : test_pack().criteria)
      if (c.asked == region::Asked::once) s.criteria.push_back({c.code, level});
    for (const auto& p : test_pack().pillars) s.pillars.push_back({p.code, level});
    return s;
  }
  UseCase stored(UseCaseId id) { return find_use_case(*reader(), id).value(); }
};

struct OnBoth : testing::TestWithParam<TestDatabase> {
  World world{GetParam()};
};

inline std::vector<std::string> titles_of(const UseCasePage& page) {
  std::vector<std::string> titles;
  for (const auto& u : page.rows) titles.push_back(u.title);
  return titles;
}

}  // namespace couloir::portfolio
