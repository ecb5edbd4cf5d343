// De minimis aid: what the company declares and what this platform granted it by other dossiers, each once, and what is
// not known in no sum; who is told of it, on page, paper and JSON.
#include "calls/call_edit.h"
#include "calls/dossier_store.h"
#include "calls/paper.h"
#include "calls/review_world.h"

namespace couloir::calls {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const DeMinimis kUnvalued{Euros::whole(300'000), 3, {}, std::nullopt};
const DeMinimis kValued{Euros::whole(300'000), 3, {}, Euros::whole(8'000)};
const Date kOn = *parse_date("2026-09-14");

Grant grant(std::string number, std::string_view day, std::int64_t months) {
  return {DossierId{7}, std::move(number), *parse_date(day), EngineerMonths::whole(months)};
}

TEST(DeMinimisAid, counts_three_rolling_years_to_the_day) {
  std::vector<Aid> aids{{*parse_date("2023-09-14"), Euros::whole(100), "a"},
                        {*parse_date("2023-09-15"), Euros::whole(20), "b"},
                        {*parse_date("2026-09-14"), Euros::whole(3), "c"},
                        {*parse_date("2026-09-15"), Euros::whole(4), "d"}};
  EXPECT_EQ(aid_standing(aids, {}, kUnvalued, kOn).known(), Euros::whole(23));
  EXPECT_EQ(aid_standing({{*parse_date("2025-02-28"), Euros::whole(1), "a"}}, {}, kUnvalued, *parse_date("2028-02-29"))
                .known(),
            Euros{});
}

TEST(DeMinimisAid, adds_what_the_platform_granted_in_those_years) {
  std::vector<Aid> aids{{*parse_date("2025-01-01"), Euros::whole(1'000), "Region"}};
  auto standing = aid_standing(aids,
                               {grant("pool-0001", "2023-09-14", 5), grant("pool-0002", "2023-09-15", 2),
                                grant("pool-0003", "2026-09-14", 1), grant("pool-0004", "2026-09-15", 1)},
                               kValued, kOn);
  ASSERT_EQ(standing.granted.size(), 2u);
  EXPECT_EQ(standing.granted[0].grant.number, "pool-0002");
  EXPECT_EQ(standing.granted[0].worth, Euros::whole(16'000));
  EXPECT_EQ(standing.declared, Euros::whole(1'000));
  EXPECT_EQ(standing.added, Euros::whole(24'000));
  EXPECT_EQ(standing.known(), Euros::whole(25'000));
  EXPECT_EQ(standing.unvalued.raw, 0);
}

TEST(DeMinimisAid, keeps_months_that_nobody_can_value_out_of_every_sum) {
  auto standing =
      aid_standing({}, {grant("pool-0002", "2026-01-01", 2), grant("pool-0003", "2026-02-01", 1)}, kUnvalued, kOn);
  EXPECT_EQ(standing.known(), Euros{});
  EXPECT_EQ(standing.unvalued, EngineerMonths::whole(3));
  EXPECT_FALSE(standing.granted[0].worth) << "not known is not nothing";
  EXPECT_EQ(aid_with(standing, EngineerMonths::whole(4), kUnvalued), Euros{});
  EXPECT_EQ(aid_with(standing, EngineerMonths::whole(4), kValued), Euros::whole(32'000));
}

Aid by(std::string_view day, std::int64_t euros, std::optional<std::string> dossier) {
  return {*parse_date(day), Euros::whole(euros), "couloir", std::move(dossier)};
}

TEST(DeMinimisAid, counts_a_grant_once_when_the_company_declares_it_by_the_larger_figure) {
  std::vector<Grant> grants{grant("pool-0002", "2026-01-01", 2), grant("pool-0003", "2026-02-01", 1)};
  auto known = [&](const std::vector<Aid>& aids) { return aid_standing(aids, grants, kValued, kOn).known(); };
  EXPECT_EQ(known({by("2026-01-01", 15'000, "pool-0002")}), Euros::whole(24'000)) << "16,000 are known";
  EXPECT_EQ(known({by("2026-01-01", 20'000, "pool-0002")}), Euros::whole(28'000));
  EXPECT_EQ(known({by("2026-01-01", 9'000, "pool-0002"), by("2026-03-01", 9'000, "pool-0002")}), Euros::whole(26'000));
  EXPECT_EQ(known({by("2026-01-01", 15'000, {})}), Euros::whole(39'000)) << "of something else";
  auto standing = aid_standing({by("2026-01-01", 15'000, "pool-0002")}, grants, kUnvalued, kOn);
  EXPECT_TRUE(standing.granted[0].declared);
  EXPECT_FALSE(standing.granted[1].declared);
  EXPECT_EQ(standing.known(), Euros::whole(15'000));
  EXPECT_EQ(standing.unvalued, EngineerMonths::whole(1)) << "nobody can value what is not declared";
  // A line of other years counts nowhere: then the platform's own day counts.
  EXPECT_EQ(known({by("2020-01-01", 15'000, "pool-0002")}), Euros::whole(24'000));
}

TEST(DeMinimisAid, finds_the_number_where_lines_from_before_its_field_say_it) {
  std::vector<Grant> grants{grant("pool-0002", "2026-01-01", 2), grant("pool-00021", "2026-02-01", 1)};
  auto known = [&](std::string giver, std::optional<std::string> dossier = {}) {
    return aid_standing({{*parse_date("2026-01-01"), Euros::whole(15'000), std::move(giver), std::move(dossier)}},
                        grants, kValued, kOn)
        .known();
  };
  EXPECT_EQ(known("couloir, dossier POOL-0002."), Euros::whole(24'000)) << "16,000 and 8,000, nothing twice";
  EXPECT_EQ(known("couloir (pool-00021)"), Euros::whole(31'000));
  EXPECT_EQ(known("couloir, pool-000"), Euros::whole(39'000)) << "no whole number";
  EXPECT_EQ(known("couloir, pool-0002 and pool-00021"), Euros::whole(24'000)) << "one line is of one dossier";
  EXPECT_EQ(known("pool-0002", "pool-00021"), Euros::whole(31'000)) << "its field says which";
}

TEST(SignedText, names_no_dossier_of_an_aid_that_came_by_none) {
  DossierText text;
  text.aids = {{*parse_date("2025-03-01"), 500'000, "Region", {}}, {*parse_date("2026-03-01"), 1, "couloir", "pool-1"}};
  EXPECT_THAT(write_json(shape_of(text)),
              HasSubstr(R"("aids":[{"granted_on":"2025-03-01","cents":500000,"giver":"Region"},)"
                        R"({"granted_on":"2026-03-01","cents":1,"giver":"couloir","dossier":"pool-1"}])"));
}

TEST(DeMinimisAid, counts_until_the_day_on_which_its_dossier_is_over) {
  Dossier dossier;
  dossier.state_since = at("2026-09-30T23:30:00+02:00");
  auto now = at("2026-11-01T00:00:00+01:00");
  EXPECT_EQ(aid_day(dossier, now, "Europe/Paris"), *parse_date("2026-11-01"));
  dossier.state = DossierState::granted;
  EXPECT_EQ(aid_day(dossier, now, "Europe/Paris"), *parse_date("2026-09-30"));
}

struct AidOfThePlatform : ReviewsOnBoth {
  /// As if a month was worth 40,000 euros: the four months that each dossier asks for are 160,000.
  DossierPack valued = [] {
    auto pack = test_pack();
    pack.de_minimis.month_worth = Euros::whole(40'000);
    return pack;
  }();
  Rules dear{test_region(), valued, world.folder, "Europe/Paris"};

  static constexpr DossierId kNone{999'999};

  std::string json(const Actor& who, DossierId id) {
    return world.house.call(world.house.token(who.person), "GET", "/dossiers/" + id.str()).body;
  }
  /// Granted on 14 September 2026 with all that was asked: four months.
  Dossier granted(std::string_view title) {
    auto d = world.taken(title);
    auto m = world.meeting();
    world.declare(world.chloe);
    EXPECT_TRUE(prepare_decisions(world.as(world.olga), world.rules, m.id, {ReviewWorld::grant(d.id)}));
    EXPECT_TRUE(decide(world.as(world.chloe), world.rules, m.id, world.shown_to(world.chloe, m.id)));
    return world.stored(d.id);
  }
  std::vector<std::string> numbers(DossierId but_not, std::string_view siren = "356000000") {
    std::vector<std::string> all;
    for (const auto& g : grants_to(*world.reader(), parse_siren(siren).value(), but_not, "Europe/Paris"))
      all.push_back(g.number);
    return all;
  }
};
INSTANTIATE_TEST_SUITE_P(, AidOfThePlatform, both_databases(), database_name);

TEST_P(AidOfThePlatform, is_what_was_granted_to_the_company_that_declares) {
  auto first = granted("First");
  world.taken("Not decided");
  auto next = world.draft("Next");
  EXPECT_THAT(numbers(next.id), ElementsAre(*first.number));
  EXPECT_THAT(numbers(first.id), IsEmpty()) << "its own grant is no aid before it";
  // The organisation takes part, and the hours were not its own.
  auto organisation = people::find_organisation(*world.reader(), world.acme)->siren.str();
  EXPECT_THAT(numbers(next.id, organisation), IsEmpty());
  auto one = grants_to(*world.reader(), parse_siren("356000000").value(), next.id, "Europe/Paris").at(0);
  EXPECT_EQ(one.months, EngineerMonths::whole(4));
  EXPECT_EQ(one.granted_on, *parse_date("2026-09-14"));
}

TEST_P(AidOfThePlatform, goes_to_a_company_in_a_project_with_one_alone) {
  auto d = world.ready("First");
  auto edit = World::sound_edit(world.loria);
  edit.applicant = Applicant::member_lab;  // what was declared before stays in the draft, and is no part of its text
  ASSERT_TRUE(edit_dossier(world.as(world.marie), world.rules, d.id, world.stored(d.id).version, edit));
  world.sign(d.id);
  d = world.stored(d.id);
  ASSERT_TRUE(submit_dossier(world.as(world.marie), world.rules, d.id, d.version, {world.call.cut_offs[1].id, ""}));
  EXPECT_FALSE(last_filed(*world.reader(), d.id)->dossier.aid_declared_for);
  ASSERT_EQ(take_up(world.as(world.olga), {d.id})->taken.size(), 1u);
  auto m = world.meeting();
  world.declare(world.chloe);
  ASSERT_TRUE(prepare_decisions(world.as(world.olga), world.rules, m.id, {ReviewWorld::grant(d.id)}));
  ASSERT_TRUE(decide(world.as(world.chloe), world.rules, m.id, world.shown_to(world.chloe, m.id)));
  EXPECT_THAT(numbers(kNone), IsEmpty());
}

TEST_P(AidOfThePlatform, stops_a_filing_above_the_ceiling) {
  granted("First");
  auto d = world.ready("Next");
  auto submit = [&](const Rules& rules) {
    return submit_dossier(world.as(world.marie), rules, d.id, d.version, {world.call.cut_offs[1].id, ""});
  };
  auto refused = submit(dear);
  ASSERT_FALSE(refused);
  EXPECT_THAT(World::told_by(refused.error()), HasSubstr("With €320,000 of de minimis aid"))
      << "the first dossier is hers: she knows that sum";
  EXPECT_TRUE(submit(world.rules)) << "nobody knows what a month is worth";
}

TEST_P(AidOfThePlatform, lets_nobody_try_out_what_others_were_granted) {
  granted("First");
  auto theirs = world.draft_of(world.paul, world.rival, "Theirs");
  world.complete(world.paul, theirs.id);
  auto pages = [&] {
    auto seen = seen_dossier(*world.reader(), world.paul, theirs.id).value();
    add_grants(*world.reader(), world.paul, dear, seen);
    return gaps_in(seen.facts, valued.de_minimis, kOn);
  };
  EXPECT_THAT(pages(), ElementsAre(Gap{Obstacle::no_signature, "signature"})) << "160,000 of hers are not in it";
  auto submit = [&] {
    auto d = world.stored(theirs.id);
    return submit_dossier(world.as(world.paul), dear, d.id, d.version, {world.call.cut_offs[1].id, ""});
  };
  EXPECT_THAT(World::where(submit().error()), ElementsAre("signature")) << "not before everything else stands";
  world.sign(theirs.id);
  EXPECT_THAT(pages(), IsEmpty());
  EXPECT_THAT(World::where(submit().error()), ElementsAre("declaration"));
  EXPECT_THAT(World::told_by(submit().error()),
              AllOf(HasSubstr("part of which is not shown to you"), Not(HasSubstr("320"))));
}

TEST_P(AidOfThePlatform, stops_a_grant_above_the_ceiling_when_it_is_prepared) {
  auto first = world.taken("First"), second = world.taken("Second");
  auto m = world.meeting();
  auto prepare = [&](std::vector<Proposal> proposals) {
    return prepare_decisions(world.as(world.olga), dear, m.id, proposals);
  };
  auto both = prepare({ReviewWorld::grant(first.id), ReviewWorld::grant(second.id)});
  ASSERT_FALSE(both);
  EXPECT_THAT(World::where(both.error()), ElementsAre("decisions/1/months"));
  EXPECT_THAT(World::told_by(both.error()), HasSubstr("€320,000 of de minimis aid, above €300,000"));
  auto less = ReviewWorld::grant(second.id);
  less.months = EngineerMonths::whole(3);
  EXPECT_TRUE(prepare({ReviewWorld::grant(first.id), less}));
}

TEST_P(AidOfThePlatform, of_what_was_filed_counts_though_the_call_asks_it_no_more) {
  auto first = world.taken("First"), second = world.taken("Second");
  auto edit = edit_of(find_call(*world.reader(), world.call.id).value());
  for (auto& one : edit.applicants) one.conditions.clear();
  ASSERT_TRUE(edit_call(world.as(world.olga), world.call.id, find_call(*world.reader(), world.call.id)->version, edit));
  auto m = world.meeting();
  auto both = prepare_decisions(world.as(world.olga), dear, m.id,
                                {ReviewWorld::grant(first.id), ReviewWorld::grant(second.id)});
  ASSERT_FALSE(both);
  EXPECT_THAT(World::told_by(both.error()), HasSubstr("€320,000 of de minimis aid, above €300,000"));
  EXPECT_THAT(world.browse(world.olga).get("/dossiers/" + first.id.str()).body, HasSubstr("De minimis aid"));
}

TEST_P(AidOfThePlatform, stops_a_grant_above_the_ceiling_when_it_is_decided) {
  auto first = world.taken("First"), second = world.taken("Second");
  auto m = world.meeting();
  world.declare(world.chloe);
  for (auto id : {first.id, second.id})  // each by itself is below
    ASSERT_TRUE(prepare_decisions(world.as(world.olga), dear, m.id, {ReviewWorld::grant(id)}));
  auto shown = world.shown_to(world.chloe, m.id);
  auto both = decide(world.as(world.chloe), dear, m.id, shown);
  ASSERT_FALSE(both);
  EXPECT_EQ(both.error().code, Code::refused);
  EXPECT_THAT(World::told_by(both.error()),
              AllOf(HasSubstr(*second.number + ": with this grant the company would be above the ceiling"),
                    Not(HasSubstr("320")), Not(HasSubstr(*first.number))));
  EXPECT_EQ(world.stored(first.id).state, DossierState::under_review) << "all or none";
  EXPECT_TRUE(decide(world.as(world.chloe), dear, m.id, {shown[0]}));
  EXPECT_EQ(decide(world.as(world.chloe), dear, m.id, {shown[1]}).error().code, Code::refused);
}

TEST_P(AidOfThePlatform, is_shown_to_applicants_and_the_office_and_not_to_who_judges) {
  auto first = granted("First");
  auto d = world.taken("Next");
  world.declare(world.chloe);
  auto path = "/dossiers/" + d.id.str();
  auto olga = world.browse(world.olga);
  olga.get(path);
  EXPECT_TRUE(olga.says(*first.number));
  EXPECT_TRUE(olga.says("4 engineer-months granted on this platform: what they are worth in euros is not known"));
  EXPECT_TRUE(olga.says("an unknown sum, of €300,000 at most")) << "never 0";
  auto marie = world.browse(world.marie);
  marie.get(path);
  EXPECT_TRUE(marie.says(*first.number)) << "a dossier of hers";
  EXPECT_TRUE(marie.says("Declared by the company, in 3 years"));
  EXPECT_FALSE(marie.says("what they are worth in euros is not known")) << "no sum that others may be in";
  auto chloe = world.browse(world.chloe);
  EXPECT_EQ(chloe.get(path).status, 200);
  EXPECT_FALSE(chloe.says(*first.number));
  EXPECT_FALSE(chloe.says("on this platform"));
  EXPECT_TRUE(chloe.says("Declared by the company, in 3 years"));
  auto line = R"("items":[{"dossier":")" + *first.number +
              R"(","granted_on":"2026-09-14","months":4,"euros":null,"declared":false}])";
  EXPECT_THAT(json(world.olga, d.id),
              AllOf(HasSubstr(R"("months_without_amount":4)"), HasSubstr(R"("known_euros":0)"), HasSubstr(line)));
  EXPECT_THAT(json(world.marie, d.id), AllOf(HasSubstr(R"("known_euros":null)"), HasSubstr(line)));
  EXPECT_THAT(json(world.chloe, d.id), AllOf(HasSubstr(R"("granted":null)"), Not(HasSubstr(*first.number))));
}

TEST_P(AidOfThePlatform, is_unknown_until_the_company_says_something_of_it) {
  auto d = world.draft();
  EXPECT_THAT(json(world.marie, d.id), HasSubstr(R"("aid":null)"));
}

TEST_P(AidOfThePlatform, tells_nobody_else_of_other_dossiers_of_the_company) {
  auto first = granted("First");
  // Whoever names the company as a partner and declares for it learns neither that a dossier was there nor what it got.
  auto theirs = world.ready(world.paul, world.rival, "Theirs");
  auto path = "/dossiers/" + theirs.id.str();
  for (const auto* who : {&world.paul, &world.nora}) {
    auto browser = world.browse(*who);
    browser.get(path);
    // Nora signed the first one too: its lab is hers.
    EXPECT_EQ(browser.says(*first.number), who == &world.nora);
    EXPECT_TRUE(browser.says("by dossiers that you take no part in is not shown to you"));
  }
  EXPECT_THAT(
      json(world.paul, theirs.id),
      AllOf(HasSubstr(R"("granted":{"known_euros":null,"added_euros":null,"months_without_amount":null,"items":[]})"),
            Not(HasSubstr(*first.number))));
  Speaking english(Lang::en);
  auto paper = dossier_writing(*world.reader(), world.paul, world.rules, theirs.id, world.house.clock.now());
  EXPECT_THAT(documents::paper_of(paper.value()).str(),
              AllOf(Not(HasSubstr(*first.number)), HasSubstr("is not shown to you")));
  // The company's own people know all of it.
  auto company =
      people::an_organisation(world.db).named("La Poste").at_siret(parse_siret("35600000000048").value()).id();
  auto lea = world.person("Léa").with(Role::operator_).owning(company).actor();
  world.db.write([&](Tx& tx) {
    put_member(tx, theirs.id, {lea.person, Part::reader, true}, world.paul.person, world.house.clock.now());
    return true;
  });
  EXPECT_THAT(json(lea, theirs.id), AllOf(HasSubstr(*first.number), HasSubstr(R"("months_without_amount":4)")));
}

TEST_P(AidOfThePlatform, stands_on_the_paper_line_by_line) {
  auto first = granted("First");
  auto d = world.ready("Next");
  ASSERT_TRUE(declare_aid(world.as(world.marie), world.rules, d.id,
                          {parse_siren("356000000").value(),
                           {},
                           {},
                           {{*parse_date("2026-09-14"), Euros::whole(30'000), "couloir", " " + *first.number + " "},
                            {*parse_date("2025-03-01"), Euros::whole(5'000), "Region"}}}));
  Speaking english(Lang::en);
  auto drawn = [&](const Actor& who) {
    auto writing = dossier_writing(*world.reader(), who, world.rules, d.id, world.house.clock.now());
    return writing ? documents::paper_of(*writing).str() : std::string();
  };
  EXPECT_THAT(drawn(world.marie),
              AllOf(HasSubstr("€35,000"), HasSubstr("Declared by the company"), HasSubstr("Granted on this platform"),
                    HasSubstr("declared above too, the larger figure counts"), HasSubstr("Dossier " + *first.number),
                    HasSubstr("not known"), Not(HasSubstr("In no sum"))));
}

TEST_P(AidOfThePlatform, leaves_texts_as_they_were_signed) {
  auto first = granted("First");
  auto declare = [&](std::string_view title) {
    auto d = world.draft(title);
    world.complete(world.marie, d.id);
    EXPECT_TRUE(declare_aid(
        world.as(world.marie), world.rules, d.id,
        {parse_siren("356000000").value(), {}, {}, {{kOn, Euros::whole(1'000), "couloir, " + *first.number}}}));
    return d.id;
  };
  auto holds = [&](DossierId id) {
    auto facts = whole_dossier(*world.reader(), id).value().facts;
    return facts.signature->sha256 == facts.text_sha256;
  };
  auto before = declare("Before"), after = declare("After");
  world.sign(before);
  world.migrate_again(16, "UPDATE calls_aid");
  EXPECT_FALSE(holds(before)) << "as it was found";
  auto digest = whole_dossier(*world.reader(), after)->facts.text_sha256;
  ASSERT_TRUE(sign_dossier(world.as(world.nora, "2100-01-01T00:00:00Z"), after, digest));
  world.migrate_again(18, "UPDATE calls_aid");
  EXPECT_TRUE(holds(before));
  EXPECT_TRUE(holds(after)) << "with the number, which she read";
}

TEST_P(AidOfThePlatform, is_read_by_one_statement_however_many_grants_there_are) {
  auto statements = [&](DossierId id) {
    auto reader = world.reader();
    auto before = statements_run();
    grants_to(*reader, parse_siren("356000000").value(), id, "Europe/Paris");
    return statements_run() - before;
  };
  auto d = world.draft("Next");
  granted("First");
  auto one = statements(d.id);
  granted("Second");
  granted("Third");
  EXPECT_EQ(statements(d.id), one);
  EXPECT_EQ(one, 1);
}

TEST_P(AidOfThePlatform, is_found_too_when_it_was_filed_before_companies_had_a_column) {
  auto first = granted("First");
  world.db.write([&](Tx& tx) {
    tx.exec("UPDATE calls_line SET aided = ''", {});
    return true;
  });
  world.migrate_again(16, "UPDATE calls_line");
  EXPECT_THAT(numbers(kNone), ElementsAre(*first.number));
  EXPECT_THAT(numbers(kNone, people::find_organisation(*world.reader(), world.acme)->siren.str()), IsEmpty());
}

}  // namespace
}  // namespace couloir::calls
