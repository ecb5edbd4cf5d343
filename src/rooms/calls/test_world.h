// What this room's tests stand on: the whole site with portfolio, compliance and calls, the real packs, one call with
// three cut-offs, two organisations, a lab and the people around them. The clock stands on 14 September 2026, 10:00 in
// Paris.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>

#include "calls/call_store.h"
#include "calls/front.h"
#include "calls/link.h"
#include "calls/submission.h"
#include "files/file.h"
#include "journal/mail.h"
#include "people/testing.h"
#include "store/migrate.h"
#include "store/temporary_folder.h"
#include "web/testing.h"
#include "webhooks/webhooks.h"

namespace couloir::calls {

inline Instant at(std::string_view text) { return *parse_instant(text); }

inline const region::Pack& test_region() {
  static const auto pack = region::load_pack(COULOIR_SOURCE_DIR "/data/grand-est", *parse_date("2026-11-29")).value();
  return pack;
}
inline const DossierPack& test_pack() {
  static const auto pack = load_dossier_pack(COULOIR_SOURCE_DIR "/data/grand-est", *parse_date("2026-11-29")).value();
  return pack;
}
inline const compliance::RulePack& test_law() {
  static const auto pack =
      compliance::open_rule_pack(COULOIR_SOURCE_DIR "/data/ai-act", *parse_date("2026-11-29")).value();
  return *pack;
}

struct World {
  explicit World(TestDatabase kind = TestDatabase::sqlite) : house(kind) {
    portfolio::mount(house.site, test_region(), house.jobs, personal);
    files::mount_files(house.jobs, folder, personal);
    press.mount(house.jobs, personal);
    documents::mount_document_pages(house.site.router(), press);
    compliance::mount(house.site, test_law(), test_region(), folder, house.jobs, press, personal);
    mount(house.site, {test_region(), test_pack(), folder, press, house.desk}, house.jobs, personal);
    offer_events(hooks);
    hooks.mount(house.site, house.jobs, personal);
    house.open();
    house.clock.set(at("2026-09-14T10:00:00+02:00"));
    call = open_call();
  }

  Speaking english{Lang::en};  // of commands; pages ask their reader
  web::TestSite house;
  people::PersonalData personal;
  TemporaryFolder place;
  files::ContentFolder folder{place.path()};
  documents::WeasyPrint engine{{.print = COULOIR_SOURCE_DIR "/print", .fonts = COULOIR_WORDS_DIR "/../assets/fonts"}};
  documents::Press press{engine, folder, {.zone = "Europe/Paris", .house = "couloir"}};
  Rules rules{test_region(), test_pack(), folder, "Europe/Paris"};
  webhooks::Webhooks hooks{house.key, {.loopback = true}};
  Db& db = house.db;
  OrganisationId acme = people::an_organisation(db).named("Étiquettes du Ried").in("Colmar").id();
  OrganisationId rival = people::an_organisation(db).named("Scierie Muller").in("Épinal").id();
  LabId loria = people::a_lab(db).coded("loria").id();
  LabId icube = people::a_lab(db).coded("icube").id();
  Actor marie = person("Marie").at_address("marie@acme.example").with(Role::operator_).owning(acme).actor();
  Actor paul = person("Paul").at_address("paul@rival.example").with(Role::operator_).owning(rival).actor();
  Actor nora = person("Nora").at_address("nora@loria.example").with(Role::lab).speaking_for(loria).actor();
  Actor igor = person("Igor").with(Role::lab).speaking_for(icube).actor();
  Actor rene = person("René").at_address("rene@review.example").with(Role::reviewer).actor();
  Actor rosa = person("Rosa").at_address("rosa@review.example").with(Role::reviewer).actor();
  Actor chloe = person("Chloé").at_address("chloe@committee.example").with(Role::committee).actor();
  Actor olga = person("Olga").at_address("olga@office.example").with(Role::office).actor();
  Call call;

  people::PersonBuilder person(std::string name) {
    return people::a_person(db).speaking(Lang::en).named(std::move(name));
  }
  Op as(const Actor& actor) { return {db, actor, house.clock.now(), "test"}; }
  Op as(const Actor& actor, std::string_view when) { return {db, actor, at(when), "test"}; }
  web::Browser browse(const Actor& actor) { return house.as(actor.person); }
  std::unique_ptr<Reader> reader() { return db.reader(); }

  /// Cut-offs of 31 August (past), 30 September and 30 November 2026, each at 17:00 in Paris.
  Call open_call(std::string code = "pool", std::vector<Applicant> who = {Applicant::member_lab, Applicant::community,
                                                                          Applicant::company_project}) {
    Call c;
    c.code = std::move(code);
    c.name = {"Vivier", "Pool"};
    c.state = CallState::published;
    c.applicants = usually_asked(who);
    c.opens = at("2026-08-01T00:00:00+02:00");
    c.closes = at("2026-11-30T17:00:00+01:00");
    c.ceiling = EngineerMonths::whole(6);
    c.answer_days = 30;
    c.source = "test";
    c.source_date = "2026";
    for (const auto* cut_off : {"2026-08-31T17:00:00+02:00", "2026-09-30T17:00:00+02:00", "2026-11-30T17:00:00+01:00"})
      c.cut_offs.push_back({{}, at(cut_off), {}, {}});
    auto stored = in_transaction(db, [&](Tx& tx) -> Result<void> {
      TRY(insert_call(tx, c));
      insert_form(tx, c.id, 1, test_pack().form, {}, house.clock.now());
      return {};
    });
    EXPECT_TRUE(stored);
    return c;
  }

  UseCaseId use_case(std::string_view title = "Sorting letters") { return use_case_of(marie, acme, title); }
  UseCaseId use_case_of(const Actor& owner, OrganisationId organisation, std::string_view title) {
    auto csv = fmt::format("external_id,title,problem\n{0},{0},It takes too long\n", title);
    auto taken = portfolio::take_in_at_once(as(owner), test_region(), organisation, "cas.csv", csv);
    EXPECT_TRUE(taken);
    for (const auto& door : portfolio::use_case_doors_of(*reader(), organisation, 100))
      if (door.title == title) return door.id;
    throw std::runtime_error("no use case");
  }

  Dossier draft(std::string_view title = "Sorting letters") { return draft_of(marie, acme, title); }
  Dossier draft_of(const Actor& owner, OrganisationId organisation, std::string_view title) {
    return begin_dossier(as(owner), use_case_of(owner, organisation, title), call.id).value().dossier;
  }
  static DossierEdit sound_edit(LabId lab) {
    return {"Sorting letters",
            Applicant::company_project,
            lab,
            "2026-11",
            "2027-03",
            1,
            2,
            {{test_region().skills.front().code, 2, EngineerMonths::whole(2), EngineerMonths::whole(4)}}};
  }
  /// Everything said, nothing signed.
  Dossier complete(const Actor& owner, DossierId id) {
    for (const auto& section : test_pack().form.sections) {
      auto texts = texts_of(*reader(), id);
      auto stored = std::ranges::find(texts, section.code, &SectionText::section);
      EXPECT_TRUE(write_section(as(owner), id, section.code, stored == texts.end() ? 0 : stored->version,
                                "Something true about " + section.code));
    }
    EXPECT_TRUE(edit_dossier(as(owner), rules, id, stored(id).version, sound_edit(loria)));
    EXPECT_TRUE(
        add_partner(as(owner), id, {{}, PartnerKind::company, "La Poste", "35600000000048", "Paris", "Letters"}));
    EXPECT_TRUE(declare_aid(as(owner), rules, id, {parse_siren("356000000").value(), {}, {}, {}}));
    return stored(id);
  }
  /// And signed by the lab.
  Dossier ready(const Actor& owner, OrganisationId organisation, std::string_view title = "Sorting letters") {
    auto id = draft_of(owner, organisation, title).id;
    complete(owner, id);
    sign(id);
    return stored(id);
  }
  Dossier ready(std::string_view title = "Sorting letters") { return ready(marie, acme, title); }
  /// Says of every party of the call that she has nothing to do with it.
  void declare_no_link(const Actor& who) {
    for (const auto& d : declarations_of(*reader(), who, call.id))
      EXPECT_TRUE(declare_links(as(who), call.id, {{d.party.key, false, ""}}));
  }
  void sign(DossierId id) {
    auto digest = whole_dossier(*reader(), id).value().facts.text_sha256;
    auto done = sign_dossier(as(nora), id, digest);
    EXPECT_TRUE(done) << (done ? "" : told_by(done.error()));
  }
  Result<Receipt> submit(const Actor& actor, const Dossier& d, std::string_view when, std::size_t cut_off) {
    return submit_dossier(as(actor, when), rules, d.id, d.version, {call.cut_offs[cut_off].id, ""});
  }
  /// Filed for the cut-off of 30 September.
  Dossier filed(const Actor& owner, OrganisationId organisation, std::string_view title = "Sorting letters") {
    auto d = ready(owner, organisation, title);
    auto receipt = submit_dossier(as(owner), rules, d.id, d.version, {call.cut_offs[1].id, ""});
    EXPECT_TRUE(receipt) << (receipt ? "" : told_by(receipt.error()));
    return stored(d.id);
  }
  Dossier filed(std::string_view title = "Sorting letters") { return filed(marie, acme, title); }
  Dossier stored(DossierId id) { return find_dossier(*reader(), id).value(); }

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
  /// Those statements of a migration that begin so, over what is there now.
  void migrate_again(std::size_t version, std::string_view begins) {
    db.write([&](Tx& tx) {
      for (const auto& statement : statements_of(migrations().at(version - 1).sql, db.dialect()))
        if (statement.find(begins) != statement.npos) tx.exec(statement, {});
      return true;
    });
  }
  /// The address and subject of every mail that waits or was sent, oldest first.
  std::vector<std::string> mails() { return house.mails(); }
};

struct OnBoth : testing::TestWithParam<TestDatabase> {
  World world{GetParam()};
};

}  // namespace couloir::calls
