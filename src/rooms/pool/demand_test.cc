// What a dossier asks of the pool and is worth, and the instance that is made of it.
#include "pool/demand.h"

#include <cstdlib>
#include <fstream>

#include "pool/checked_plan.h"
#include "pool/demand_list.h"
#include "pool/test_world.h"

namespace couloir::pool {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

calls::PlannableDossier dossier() {
  calls::PlannableDossier d;
  d.id = {34};
  d.number = "P-1";
  d.lab = {1};
  d.window_from = "2026-10";
  d.window_to = "2026-12";
  d.team_min = 1;
  d.team_max = 2;
  d.mean = 7000;
  d.work = {{"nlp", 3, EngineerMonths{200}, EngineerMonths{300}}};
  d.clear = true;
  return d;
}
people::Lab lab() {
  people::Lab lab;
  lab.id = {1};
  lab.profile.towns = {"vandoeuvre-les-nancy"};
  lab.profile.pillars = {"P1"};
  return lab;
}
Demand demand(const calls::PlannableDossier& d) {
  auto at = lab();
  return demand_of(d, "P2", &at, test_pack(), test_region());
}

TEST(DemandValue, counts_as_the_example_of_its_header) {
  auto v = value_of(test_pack().value, 7000, 20, 30);
  EXPECT_EQ(v.full, 70'000);
  EXPECT_EQ(v.slope, 1'867);
  EXPECT_EQ(v.base, 51'330);
  EXPECT_EQ(value_of(test_pack().value, 7000, 30, 30).slope, 0);
  EXPECT_EQ(value_of(test_pack().value, 6250, 60, 60).full, 101'532);  // 62,500 × 2^0.7
}

TEST(Demand, is_what_the_dossier_asks_in_tenths_of_a_month) {
  auto d = demand(dossier());
  EXPECT_THAT(d.gaps, IsEmpty());
  EXPECT_THAT(d.roles, ElementsAre(DemandRole{"nlp", 3, 20, 30}));
  EXPECT_EQ(d.pillar, "P2");
  EXPECT_EQ(d.home, "ul");
  EXPECT_EQ(d.from, in("2026-10"));
  EXPECT_EQ(d.team_max, 2);
}

TEST(Demand, joins_lines_of_one_skill_and_level_and_rounds_up_the_least_alone) {
  auto d = dossier();
  d.work = {{"nlp", 3, EngineerMonths{105}, EngineerMonths{158}}, {"nlp", 3, EngineerMonths{50}, EngineerMonths{50}}};
  EXPECT_THAT(demand(d).roles, ElementsAre(DemandRole{"nlp", 3, 16, 20}));
}

TEST(Demand, of_a_granted_dossier_is_exactly_what_was_granted) {
  auto d = dossier();
  d.granted = true;
  d.months = EngineerMonths{400};
  d.work = {{"nlp", 3, EngineerMonths{200}, EngineerMonths{300}},
            {"mlops", 2, EngineerMonths{100}, EngineerMonths{200}}};
  EXPECT_THAT(demand(d).roles, ElementsAre(DemandRole{"nlp", 3, 30, 30}, DemandRole{"mlops", 2, 10, 10}));
}

TEST(Demand, tells_every_gap) {
  calls::PlannableDossier d;
  d.work = {{"alchemy", 2, EngineerMonths{10}, EngineerMonths{10}}};
  using enum DemandGap;
  EXPECT_THAT(demand_of(d, "", nullptr, test_pack(), test_region()).gaps,
              ElementsAre(no_window, unknown_skill, too_small, no_score, no_pillar, no_lab));
  auto far = lab();
  far.profile.towns = {};
  EXPECT_THAT(demand_of(dossier(), "P1", &far, test_pack(), test_region()).gaps, ElementsAre(no_home));
}

// ── pool/1 ──

Engineer numbered(std::int64_t id, std::string site = "ul-nancy") {
  auto e = an_engineer("Ada", std::move(site));
  e.id = {id};
  return e;
}
BuiltInstance built(const std::vector<Demand>& demands, const std::vector<Promise>& promises = {}) {
  return pool_instance({numbered(12), numbered(13, "unistra-strasbourg")}, demands, {"autumn", in("2026-10"), 3},
                       promises, test_pack(), test_region());
}

TEST(PoolInstance, holds_engineers_and_demands_by_their_numbers) {
  auto text = text_of(built({demand(dossier())}).instance);
  EXPECT_TRUE(text.starts_with(
      R"({"format":"pool/1","name":"autumn","horizon":3,"start":"2026-10","quanta_per_month":10,"min_alloc":2,)"))
      << text;
  EXPECT_NE(
      text.find(
          R"("sites":["ul","unistra"],"distance":[[0,1],[1,0]],"travel_cost":[0,600],"weights":{"team":700,"move":60},)"
          R"("session_cap":[3,3,3],)"),
      text.npos)
      << text;
  EXPECT_NE(text.find(R"({"id":"e12","site":0,"skills":{)"), text.npos);
  EXPECT_NE(text.find(R"({"id":"d34","pillar":1,"site":0,"roles":[{"skill":)"), text.npos);
  EXPECT_NE(
      text.find(
          R"("earliest":0,"latest":2,"nmin":1,"nmax":2,"base":51330,"slope":1867,"must":0,"after":[],"published":[]})"),
      text.npos);
  EXPECT_EQ(text.find("Ada"), text.npos) << "no name of a person";
}

TEST(PoolInstance, reads_back_as_it_was_written) {
  auto instance = built({demand(dossier())}).instance;
  EXPECT_EQ(text_of(read_instance(text_of(instance)).value()), text_of(instance));
}

TEST(PoolInstance, leaves_out_visibly_what_it_cannot_take) {
  auto over = dossier(), later = dossier(), open = dossier();
  over.window_from = over.window_to = "2026-09";
  later.window_from = later.window_to = "2027-01";
  open.mean.reset();
  auto made = built({demand(over), demand(later), demand(open)});
  EXPECT_THAT(made.instance.dossiers, IsEmpty());
  ASSERT_EQ(made.left_out.size(), 3U);
  EXPECT_THAT(made.left_out[0].gaps, ElementsAre(DemandGap::window_over));
  EXPECT_THAT(made.left_out[1].gaps, ElementsAre(DemandGap::window_later));
  EXPECT_THAT(made.left_out[2].gaps, ElementsAre(DemandGap::no_score));
}

TEST(PoolInstance, keeps_what_is_promised_and_not_worked_yet) {
  auto d = dossier();
  d.window_to = "2026-10";
  auto made = built({demand(d)}, {{{34}, {12}, "nlp", 3, in("2026-09"), 10},
                                  {{34}, {12}, "nlp", 3, in("2026-10"), 8},
                                  {{34}, {13}, "nlp", 3, in("2026-11"), 4},
                                  {{34}, {99}, "nlp", 3, in("2026-11"), 2}});
  ASSERT_EQ(made.instance.dossiers.size(), 1U);
  const auto& kept = made.instance.dossiers.front();
  EXPECT_TRUE(kept.must);
  EXPECT_EQ(kept.roles.front().min, 14) << "also what somebody was to do who has left";
  EXPECT_EQ(kept.roles.front().max, 14);
  EXPECT_EQ(kept.latest, 1) << "the window holds the promise";
  EXPECT_THAT(kept.published, ElementsAre(PlanRow{0, 0, 0, 8}, PlanRow{1, 0, 1, 4}));
  EXPECT_THAT(made.instance.session_cap, ElementsAre(4, 3, 3));
}

TEST(PoolInstance, has_no_floor_above_what_is_asked) {
  auto floors = built({demand(dossier())}).instance.floors;
  ASSERT_EQ(floors.size(), 5U);
  EXPECT_EQ(floors[0].min, 0) << "nobody asks for P1";
  EXPECT_EQ(floors[1].min, 9) << "15 % of 60 quanta";
}

TEST(BroughtPlan, is_checked_and_what_it_is_worth_worked_out) {
  auto instance = built({demand(dossier())}).instance;
  auto plan = checked(instance,
                      R"({"format":"pool-plan/1","instance":"autumn","plans":{"0":[[0,0,0,10],[0,0,1,10]]},)"
                      R"("bound":60000,"status":"feasible","proof":"none","work":7,"seed":1})",
                      Maker::somebody);
  ASSERT_TRUE(plan) << World::told_by(plan.error());
  EXPECT_THAT(plan->rows[0], ElementsAre(PlanRow{0, 0, 0, 10}, PlanRow{0, 0, 1, 10}));
  EXPECT_EQ(plan->split.value, 51'330);
  EXPECT_EQ(plan->split.team, 700);
  EXPECT_EQ(plan->status, PlanStatus::feasible);
  EXPECT_EQ(plan->work, 7);
  EXPECT_FALSE(plan->certified);
}

TEST(BroughtPlan, is_refused_where_it_breaks_a_rule_or_cannot_be_read) {
  auto instance = built({demand(dossier())}).instance;
  auto short_of = checked(instance, R"({"format":"pool-plan/1","plans":{"0":[[0,0,0,10]]}})", Maker::somebody);
  EXPECT_EQ(short_of.error().code, Code::refused) << "half of the least effort";
  auto untrue = checked(instance, R"({"format":"pool-plan/1","plans":{"0":[[0,0,0,10],[0,0,1,10]]},"objective":1})",
                        Maker::somebody);
  EXPECT_EQ(untrue.error().code, Code::refused);
  auto bad = checked(instance, R"({"format":"pool-plan/1","plans":{"0":[[9,0,0,10]],"7":[]},"status":"perfect"})",
                     Maker::somebody);
  EXPECT_EQ(bad.error().code, Code::invalid);
  EXPECT_GE(bad.error().problems.size(), 3U);
  EXPECT_EQ(checked(instance, "nothing", Maker::somebody).error().code, Code::invalid);
}

TEST(BroughtPlan, of_a_very_large_pool_keeps_no_certificate_and_is_not_held_up_by_it) {
  auto instance = built({demand(dossier())}).instance;
  auto plan = [&] {
    std::string profits = "0";
    for (std::size_t d = 1; d < instance.dossiers.size(); ++d) profits += ",0";
    return R"({"format":"pool-plan/1","plans":{"0":[[0,0,0,10],[0,0,1,10]]},"bound":900000000,"status":"feasible",)"
           R"("proof":"certificate","certificate":{"kind":"prices","scale":1,"profits":[)" +
           profits + "]}}";
  };
  EXPECT_EQ(checked(instance, plan(), Maker::somebody).error().code, Code::refused) << "a dossier that earns nothing";
  while (instance.engineers.size() < 1'000) instance.engineers.push_back(instance.engineers.front());
  while (instance.dossiers.size() < 700) instance.dossiers.push_back(instance.dossiers.front());
  auto large = checked(instance, plan(), Maker::somebody);
  ASSERT_TRUE(large) << World::told_by(large.error());
  EXPECT_EQ(large->proof, Proof::none);
  EXPECT_EQ(large->bound, 900'000'000);
}

struct DemandList : OnBoth {};
INSTANTIATE_TEST_SUITE_P(, DemandList, both_databases(), database_name);

TEST_P(DemandList, gathers_candidates_and_granted_dossiers_with_the_same_statements) {
  std::vector<std::int64_t> statements;
  for (int n : {1, 3}) {
    for (int have = static_cast<int>(all_demands(*world.reader(), world.olga, test_house()).size()); have < n; ++have)
      world.filed({.number = "P-" + std::to_string(have), .granted = have == 2 ? std::optional(250) : std::nullopt});
    auto before = statements_run();
    auto all = all_demands(*world.reader(), world.olga, test_house());
    statements.push_back(statements_run() - before);
    ASSERT_EQ(static_cast<int>(all.size()), n);
  }
  EXPECT_EQ(statements[0], statements[1]);
  auto all = all_demands(*world.reader(), world.olga, test_house());
  EXPECT_EQ(all[0].value.full, 70'000);
  EXPECT_EQ(all[0].home, "ul");
  EXPECT_TRUE(all[2].granted);
  EXPECT_EQ(all[2].most(), 25);
}

TEST_P(DemandList, takes_no_dossier_whose_reviews_are_not_all_given) {
  world.filed({.score = std::nullopt});
  EXPECT_THAT(all_demands(*world.reader(), world.olga, test_house()), IsEmpty());
}

TEST_P(DemandList, hides_from_a_committee_member_what_she_is_not_clear_of) {
  world.filed({});
  EXPECT_FALSE(all_demands(*world.reader(), world.chloe, test_house()).front().clear);
  world.declare_no_link(world.chloe);
  EXPECT_TRUE(all_demands(*world.reader(), world.chloe, test_house()).front().clear);
  EXPECT_FALSE(all_demands(*world.reader(), world.carl, test_house()).front().clear);
  auto browser = world.browse(world.carl);
  browser.get("/pool/demands");
  EXPECT_FALSE(browser.says("P-1"));
  EXPECT_TRUE(browser.says("One dossier is not shown"));
  auto clear = world.browse(world.chloe);
  clear.get("/pool/demands");
  EXPECT_TRUE(clear.says("P-1 · Title of P-1"));
  EXPECT_TRUE(clear.says("1,000 × 70.0 × (3.0 ÷ 3) to the power of 0.70 = 70,000"));
}

TEST_P(DemandList, comes_page_by_page_to_scripts) {
  auto one = world.filed({.number = "P-1"}), two = world.filed({.number = "P-2"});
  auto token = world.house.token(world.olga.person);
  auto page = world.house.call(token, "GET", "/demands?limit=1").body;
  EXPECT_NE(page.find("\"P-1\""), page.npos) << page;
  EXPECT_EQ(page.find("\"P-2\""), page.npos);
  EXPECT_NE(page.find("\"next\":\"" + one.str() + "\""), page.npos) << page;
  page = world.house.call(token, "GET", "/demands?limit=1&after=" + one.str()).body;
  EXPECT_NE(page.find("\"dossier\":" + two.str()), page.npos) << page;
  EXPECT_NE(page.find("\"next\":null"), page.npos) << page;
}

TEST_P(DemandList, shows_the_office_what_is_missing) {
  world.filed({.skill = "alchemy"});
  auto browser = world.browse(world.olga);
  browser.get("/pool/demands");
  EXPECT_TRUE(browser.says("Left out until this is said"));
  EXPECT_TRUE(browser.says("It asks for a skill that the region’s catalogue does not have."));
  EXPECT_EQ(browser.seen().writes, 0);
}

}  // namespace
}  // namespace couloir::pool
