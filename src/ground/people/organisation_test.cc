#include "store/testing.h"

#include <thread>

#include "journal/journal.h"
#include "people/team.h"
#include "people/testing.h"

namespace couloir::people {
namespace {

std::vector<std::string> fields_of(const std::vector<Problem>& problems) {
  std::vector<std::string> fields;
  for (auto& problem : problems) fields.push_back(problem.where);
  return fields;
}

OrganisationFacts facts_of(std::string name, std::string town) {
  OrganisationFacts facts;
  facts.name = std::move(name);
  facts.town = std::move(town);
  return facts;
}

TEST(OrganisationRules, name_every_wrong_field_at_once) {
  auto facts = facts_of(" ", "a\nb");
  facts.size = {-1, Euros{-1}, Euros{-1}, LinkedFigures::none};
  facts.size_year = 25;
  facts.website = "ftp://x";
  EXPECT_EQ(fields_of(problems_of(facts)), (std::vector<std::string>{"name", "head_count", "turnover", "balance_sheet",
                                                                     "size_year", "town", "website"}));
}

TEST(OrganisationRules, refuse_a_siret_of_another_siren) {
  EstablishmentFacts facts{parse_siret("73282932000074").value(), "", "6700", "XX", "Colmar", false};
  EXPECT_EQ(fields_of(problems_of(facts, parse_siren("200034528").value())),
            (std::vector<std::string>{"siret", "postcode", "town_code"}));
  EXPECT_TRUE(problems_of(EstablishmentFacts{facts.siret, "", "68000", "2A004", "Ajaccio", false}, facts.siret.siren())
                  .empty());
}

TEST(OrganisationRules, derive_size_and_vat_number) {
  Organisation acme{{1}, parse_siren("732829320").value(), facts_of("Acme", "Nancy"), kTestNow, 1};
  acme.facts.size = {12, Euros::whole(900'000), {}, LinkedFigures::none};
  EXPECT_EQ(acme.vat(), "FR44732829320");
  EXPECT_EQ(acme.size()->size, SizeClass::small);
}

struct Organisations : testing::TestWithParam<TestDatabase> {
  TestDb db{GetParam()};
  NewOrganisation asked(const Siret& siret, std::string name = "Acme") {
    return {siret, facts_of(std::move(name), "Nancy"), "Siège", "54000", "54395"};
  }
  Actor operator_() { return a_person(*db).with(Role::operator_).actor(); }
  Actor seen_now(const Actor& actor) { return *actor_for(*db->reader(), actor.person, Door::page); }
};
INSTANTIATE_TEST_SUITE_P(, Organisations, both_databases(), database_name);

TEST_P(Organisations, belong_to_who_adds_them) {
  auto marie = operator_();
  auto added = add_organisation(op_of(*db, marie), asked(a_siret(), " Acmé ")).value();
  EXPECT_EQ(added.standing, Standing::granted);
  auto reader = db->reader();
  EXPECT_EQ(find_organisation(*reader, added.organisation)->facts.name, "Acmé");
  EXPECT_TRUE(establishments_of(*reader, added.organisation).at(0).facts.head_office);
  EXPECT_EQ(members_of(*reader, added.organisation).at(0).membership, Membership::owner);
  EXPECT_TRUE(seen_now(marie).works_for(added.organisation));
}

TEST_P(Organisations, that_exist_are_asked_to_let_the_newcomer_in) {
  auto marie = operator_(), paul = operator_();
  auto siret = a_siret();
  auto acme = add_organisation(op_of(*db, marie), asked(siret)).value().organisation;
  for (int i = 0; i < 2; ++i)
    EXPECT_EQ(add_organisation(op_of(*db, paul), asked(siret)).value().standing, Standing::asked);
  EXPECT_FALSE(seen_now(paul).works_for(acme));
  EXPECT_EQ(find_organisation(*db->reader(), acme)->facts.name, "Acme") << "the newcomer's words change nothing";
  EXPECT_EQ(asked_memberships(*db->reader()).size(), 1U);

  EXPECT_EQ(accept_member(op_of(*db, paul), acme, paul.person).error().code, Code::not_found);
  EXPECT_TRUE(accept_member(op_of(*db, seen_now(marie)), acme, paul.person));
  EXPECT_TRUE(seen_now(paul).works_for(acme));
}

TEST_P(Organisations, added_by_many_at_once_exist_once) {
  auto siret = a_siret();
  std::vector<Actor> actors;
  for (int i = 0; i < 8; ++i) actors.push_back(operator_());
  std::atomic<int> owners{0}, asking{0};
  {
    std::vector<std::jthread> threads;
    for (auto& actor : actors)
      threads.emplace_back([&] {
        auto added = add_organisation(op_of(*db, actor), asked(siret));
        ++(added && added->standing == Standing::granted ? owners : asking);
      });
  }
  EXPECT_EQ(owners, 1);
  EXPECT_EQ(asking, 7);
}

TEST_P(Organisations, are_invisible_to_other_operators) {
  auto acme = an_organisation(*db).id();
  auto stranger = operator_();
  auto facts = facts_of("Mine now", "Metz");
  auto there = edit_organisation(op_of(*db, stranger), acme, 1, facts);
  auto nowhere = edit_organisation(op_of(*db, stranger), {999'999}, 1, facts);
  EXPECT_EQ(there.error(), nowhere.error());
  EXPECT_EQ(there.error().code, Code::not_found);
  EXPECT_EQ(add_team(op_of(*db, stranger), acme, {"Atelier", 3}).error(), nowhere.error());
  EXPECT_EQ(decline_member(op_of(*db, stranger), acme, stranger.person).error(), nowhere.error());
}

TEST_P(Organisations, are_changed_only_by_operators_who_work_there) {
  auto acme = an_organisation(*db).id();
  for (auto name : names_of<Role>()) {
    auto role = *from_name<Role>(name);
    auto inside = a_person(*db).with(role).working_for(acme).actor();
    EXPECT_EQ(may_edit_organisation(inside, acme), role == Role::operator_) << name;
    auto outside = a_person(*db).with(role).actor();
    EXPECT_FALSE(may_edit_organisation(outside, acme)) << name;
    EXPECT_EQ(may_see_organisation(outside, acme), role == Role::office) << name;
    EXPECT_EQ(may_add_organisation(outside), role == Role::operator_) << name;
  }
  EXPECT_FALSE(may_see_organisation({}, acme));
}

TEST_P(Organisations, saved_from_an_old_page_are_a_conflict) {
  auto acme = an_organisation(*db).id();
  auto marie = a_person(*db).with(Role::operator_).owning(acme).actor();
  auto facts = facts_of("Acme 2", "Nancy");
  facts.naf = parse_naf("62.02A", NafVersion::rev2).value();
  facts.size = {3, Euros::whole(10), Euros{99}, LinkedFigures::included};
  facts.size_year = 2025;
  facts.website = "https://acme.example";
  auto saved = edit_organisation(op_of(*db, marie), acme, 1, facts).value();
  EXPECT_EQ(saved.version, 2);
  EXPECT_EQ(edit_organisation(op_of(*db, marie), acme, 1, facts_of("Late", "Metz")).error().code, Code::conflict);

  auto stored = *find_organisation(*db->reader(), acme);
  EXPECT_TRUE(parts_that_differ(stored.facts, facts).empty());
  auto history = journal::history_of(*db->reader(), "organisation", acme.v);
  ASSERT_EQ(history.size(), 1U);
  EXPECT_EQ(history[0].payload,
            fmt::format(R"({{"organisation":{},"version":2,"parts":["name","naf","size","town","website"]}})", acme.v));
}

TEST_P(Organisations, have_one_head_office_and_never_lose_the_last_establishment) {
  auto siret = parse_siret("73282932000074").value();
  auto acme = an_organisation(*db).at_siret(siret).id();
  auto op = op_of(*db, a_person(*db).with(Role::operator_).owning(acme).actor());
  auto first = establishments_of(*db->reader(), acme).at(0).id;
  EXPECT_EQ(remove_establishment(op, first).error().code, Code::refused);
  EXPECT_EQ(add_establishment(op, acme, {siret, "", "", "", "Metz", false}).error().code, Code::refused);

  auto second =
      add_establishment(op, acme, {parse_siret("73282932000082").value(), "Atelier", "57000", "", "Metz", true});
  ASSERT_TRUE(second) << second.error().message.msgid;
  auto all = establishments_of(*db->reader(), acme);
  EXPECT_EQ(all.at(0).id, second->id);
  EXPECT_FALSE(all.at(1).facts.head_office);
  EstablishmentFacts old_office{siret, "Ancien siège", "68000", "", "Colmar", false};
  EXPECT_EQ(edit_establishment(op, first, 1, old_office).error().code, Code::conflict);  // it lost the head office
  EXPECT_EQ(edit_establishment(op, first, 2, old_office).value().version, 3);
  EXPECT_EQ(edit_establishment(op, first, 2, old_office).error().code, Code::conflict);
  EXPECT_TRUE(remove_establishment(op, first));
  auto stranger = op_of(*db, operator_());
  EXPECT_EQ(remove_establishment(stranger, second->id).error(), remove_establishment(stranger, {999'999}).error());
}

TEST_P(Organisations, keep_an_owner_while_anybody_works_there) {
  auto acme = an_organisation(*db).id();
  auto marie = a_person(*db).with(Role::operator_).owning(acme).actor();
  auto paul = a_person(*db).with(Role::operator_).working_for(acme).actor();
  EXPECT_EQ(change_membership(op_of(*db, paul), acme, paul.person, Membership::owner).error().code, Code::forbidden);
  EXPECT_EQ(remove_member(op_of(*db, marie), acme, marie.person).error().code, Code::refused);
  EXPECT_EQ(change_membership(op_of(*db, marie), acme, marie.person, Membership::member).error().code, Code::refused);
  EXPECT_TRUE(change_membership(op_of(*db, marie), acme, paul.person, Membership::owner));
  EXPECT_TRUE(remove_member(op_of(*db, marie), acme, marie.person));
  EXPECT_EQ(remove_member(op_of(*db, paul), acme, paul.person).error().code, Code::refused) << "not by a slip";
  auto office = a_person(*db).with(Role::office).actor();
  EXPECT_TRUE(remove_member(op_of(*db, office), acme, paul.person)) << "the office may close it";
}

TEST_P(Organisations, without_owner_are_opened_by_the_office) {
  auto acme = an_organisation(*db).id();
  auto paul = operator_();
  auto office = op_of(*db, a_person(*db).with(Role::office).actor());
  auto siret = establishments_of(*db->reader(), acme).at(0).facts.siret;
  ASSERT_EQ(add_organisation(op_of(*db, paul), asked(siret)).value().standing, Standing::asked);
  EXPECT_TRUE(accept_member(office, acme, paul.person, Membership::owner));
  EXPECT_EQ(organisations_of(*db->reader(), paul.person).at(0).id, acme);
  EXPECT_EQ(edit_organisation(office, acme, 1, facts_of("X", "Y")).error().code, Code::forbidden);
}

TEST_P(Organisations, are_found_without_accents_by_siren_and_page_by_page) {
  std::vector<OrganisationId> ids;
  for (auto name : {"Éclair", "Ébène", "Zinc 100%"}) ids.push_back(an_organisation(*db).named(name).id());
  auto reader = db->reader();
  auto list = [&](std::string text, int limit = 10, OrganisationId after = {}) {
    std::vector<std::string> names;
    for (auto& organisation : list_organisations(*reader, {text}, limit, after))
      names.push_back(organisation.facts.name);
    return names;
  };
  using Names = std::vector<std::string>;
  EXPECT_EQ(list(""), (Names{"Ébène", "Éclair", "Zinc 100%"}));
  EXPECT_EQ(list("ECLAIR"), Names{"Éclair"});
  EXPECT_EQ(list("%"), Names{"Zinc 100%"});
  EXPECT_EQ(list("_"), Names{});
  EXPECT_EQ(list(find_organisation(*reader, ids[2])->siren.display()), Names{"Zinc 100%"});
  EXPECT_EQ(list("", 2), (Names{"Ébène", "Éclair"}));
  EXPECT_EQ(list("", 2, ids[0]), Names{"Zinc 100%"});
  auto newest = [&](int limit, OrganisationId after = {}) {
    std::vector<std::string> names;
    for (auto& organisation : list_organisations(*reader, {}, limit, after, OrganisationSort::created))
      names.push_back(organisation.facts.name);
    return names;
  };
  EXPECT_EQ(newest(2), (Names{"Zinc 100%", "Ébène"}));
  EXPECT_EQ(newest(2, ids[1]), Names{"Éclair"});
  auto names = names_of_organisations(*reader, {ids[0], ids[1], ids[0], {999'999}});
  EXPECT_EQ(names, (std::unordered_map<OrganisationId, std::string>{{ids[0], "Éclair"}, {ids[1], "Ébène"}}));
}

TEST_P(Organisations, have_teams_of_different_names) {
  auto acme = an_organisation(*db).id();
  auto op = op_of(*db, a_person(*db).with(Role::operator_).working_for(acme).actor());
  auto team = add_team(op, acme, {" Qualité ", 4}).value();
  EXPECT_EQ(add_team(op, acme, {"qualite", 2}).error().code, Code::refused);
  EXPECT_EQ(add_team(op, acme, {"", -1}).error().problems.size(), 2U);
  auto other = add_team(op, acme, {"Atelier", {}}).value();
  EXPECT_EQ(edit_team(op, other.id, 1, {"Qualité", 2}).error().code, Code::refused);
  EXPECT_EQ(edit_team(op, team.id, 1, {"Qualité", 5}).value().version, 2);
  EXPECT_EQ(edit_team(op, team.id, 1, {"Qualité", 6}).error().code, Code::conflict);
  EXPECT_EQ(teams_of(*db->reader(), acme).size(), 2U);
}

}  // namespace
}  // namespace couloir::people
