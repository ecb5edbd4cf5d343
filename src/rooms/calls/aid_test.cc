// De minimis aid: what the company declares and what this platform granted it by other dossiers, each once, and what is
// not known in no sum; who is told of it, on page, paper and JSON.
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
}

TEST(DeMinimisAid, counts_a_grant_once_when_the_company_names_it) {
  std::vector<Aid> aids{{*parse_date("2026-01-01"), Euros::whole(15'000), "Vivier, dossier pool-0002"}};
  std::vector<Grant> grants{grant("pool-0002", "2026-01-01", 2), grant("pool-00021", "2026-02-01", 1)};
  auto standing = aid_standing(aids, grants, kValued, kOn);
  EXPECT_TRUE(standing.granted[0].declared);
  EXPECT_FALSE(standing.granted[1].declared) << "another number that begins alike";
  EXPECT_EQ(standing.known(), Euros::whole(23'000));
  EXPECT_EQ(aid_standing(aids, grants, kUnvalued, kOn).unvalued, EngineerMonths::whole(1));
  // A line of other years counts nowhere: then the platform's own day counts.
  aids[0].granted_on = *parse_date("2020-01-01");
  EXPECT_EQ(aid_standing(aids, grants, kValued, kOn).known(), Euros::whole(24'000));
}

TEST(DeMinimisAid, is_named_by_the_number_of_the_dossier_alone) {
  auto named = [](std::string giver) {
    return names_grant({kOn, {}, std::move(giver)}, grant("pool-0002", "2026-01-01", 2));
  };
  EXPECT_TRUE(named("pool-0002"));
  EXPECT_TRUE(named("Pool (pool-0002), 2026"));
  EXPECT_TRUE(named("big-pool-0002 and pool-0002"));
  EXPECT_FALSE(named("pool-00020"));
  EXPECT_FALSE(named("big-pool-0002"));
  EXPECT_FALSE(named("pool-0002-b"));
  EXPECT_FALSE(named("Region"));
  EXPECT_FALSE(names_grant({kOn, {}, "x"}, grant("", "2026-01-01", 2)));
}

struct AidOfThePlatform : ReviewsOnBoth {
  /// Granted on 14 September 2026 with all that was asked: four months.
  Dossier granted(std::string_view title) {
    auto d = world.taken(title);
    auto m = world.meeting();
    world.declare(world.chloe);
    EXPECT_TRUE(prepare_decisions(world.as(world.olga), m.id, {ReviewWorld::grant(d.id)}));
    EXPECT_TRUE(decide(world.as(world.chloe), "Europe/Paris", m.id, world.shown_to(world.chloe, m.id)));
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

TEST_P(AidOfThePlatform, stops_a_filing_above_the_ceiling) {
  granted("First");
  auto d = world.ready("Next");
  auto pack = test_pack();
  pack.de_minimis.month_worth = Euros::whole(40'000);  // 160,000 had and as much asked for
  Rules rules{test_region(), pack, world.folder, "Europe/Paris"};
  auto refused = submit_dossier(world.as(world.marie), rules, d.id, d.version, {world.call.cut_offs[1].id, ""});
  ASSERT_FALSE(refused);
  EXPECT_THAT(World::told_by(refused.error()), HasSubstr("With €320,000"));
  EXPECT_TRUE(submit_dossier(world.as(world.marie), world.rules, d.id, d.version, {world.call.cut_offs[1].id, ""}))
      << "nobody knows what a month is worth";
}

TEST_P(AidOfThePlatform, is_shown_to_applicants_and_the_office_and_not_to_who_judges) {
  auto first = granted("First");
  auto d = world.taken("Next");
  world.declare(world.chloe);
  auto path = "/dossiers/" + d.id.str();
  for (const auto* who : {&world.marie, &world.olga}) {
    auto browser = world.browse(*who);
    browser.get(path);
    EXPECT_TRUE(browser.says("Granted on this platform")) << who->person.v;
    EXPECT_TRUE(browser.says(*first.number));
    EXPECT_TRUE(browser.says("4 engineer-months granted on this platform: what they are worth in euros is not known"));
    EXPECT_TRUE(browser.says("an unknown sum, of €300,000 at most")) << "never 0";
  }
  auto chloe = world.browse(world.chloe);
  EXPECT_EQ(chloe.get(path).status, 200);
  EXPECT_FALSE(chloe.says(*first.number));
  EXPECT_FALSE(chloe.says("on this platform"));
  auto json = [&](const Actor& who) {
    return world.house.call(world.house.token(who.person), "GET", "/dossiers/" + d.id.str()).body;
  };
  EXPECT_THAT(json(world.marie),
              AllOf(HasSubstr(R"("months_without_amount":4)"), HasSubstr(R"("known_euros":0)"),
                    HasSubstr(R"("granted":[{"dossier":")" + *first.number +
                              R"(","granted_on":"2026-09-14","months":4,"euros":null,"declared":false}])")));
  EXPECT_THAT(json(world.chloe), AllOf(HasSubstr(R"("granted":[])"), Not(HasSubstr(*first.number))));
}

TEST_P(AidOfThePlatform, stands_on_the_paper_line_by_line) {
  auto first = granted("First");
  auto d = world.ready("Next");
  ASSERT_TRUE(declare_aid(world.as(world.marie), world.rules, d.id,
                          {parse_siren("356000000").value(),
                           {},
                           {},
                           {{*parse_date("2026-09-14"), Euros::whole(30'000), "couloir, " + *first.number},
                            {*parse_date("2025-03-01"), Euros::whole(5'000), "Region"}}}));
  Speaking english(Lang::en);
  auto drawn = [&](const Actor& who) {
    auto writing = dossier_writing(*world.reader(), who, world.rules, d.id, world.house.clock.now());
    return writing ? documents::paper_of(*writing).str() : std::string();
  };
  EXPECT_THAT(
      drawn(world.marie),
      AllOf(HasSubstr("€35,000"), HasSubstr("Declared by the company"), HasSubstr("Granted on this platform"),
            HasSubstr("declared above and counted there"), HasSubstr("not known"), Not(HasSubstr("In no sum"))));
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

}  // namespace
}  // namespace couloir::calls
