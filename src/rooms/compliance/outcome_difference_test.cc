// What a new pack does to a scenario, in lines and in words.
#include "compliance/outcome_difference.h"
#include "compliance/test_scenarios.h"

namespace couloir::compliance {
namespace {

std::string outcome_of(const RulePack& pack, const std::string& json) {
  ScenarioFile file;
  EXPECT_TRUE(read_json(shape_of(file), json));
  auto situation = situation_of(pack, file, kToday).value();
  return write_json(shape_of_const(outcome_text(pack, situation, classify(pack, situation), Trace::no)));
}

TEST(TwoOutcomes, differ_by_readings_articles_flags_models_and_fines) {
  auto filtered =
      R"({"answers":{"Q1":"y","Q2":"none","Q4":"build_sell","Q22":"select","Q25":"prep","Q26":"n","Q27":"n"}})";
  auto model =
      R"({"answers":{"Q1":"y","Q4":["model"],"Q30":"train_1e25"},"organisation":{"worldwide_turnover_eur":1000}})";
  auto turn = [](const char* scenario, auto&& change) {
    auto later = the_pack();
    change(later);
    return difference_of(outcome_of(the_pack(), scenario), outcome_of(later, scenario));
  };
  using testing::ElementsAre;
  auto none = turn(filtered, [](RulePack&) {});
  EXPECT_FALSE(none.any());
  auto reading = turn(filtered, [](RulePack& pack) {
    pack.dates[pack.date("D-14")].readings[1].on = parse_date("2028-12-02").value();
  });
  EXPECT_THAT(codes(reading.gone),
              ElementsAre("F-6 minimal hit 2026-08-02/2027-12-02", "provider O-03 2026-08-02/2027-12-02"));
  EXPECT_THAT(codes(reading.come),
              ElementsAre("F-6 minimal hit 2026-08-02/2028-12-02", "provider O-03 2026-08-02/2028-12-02"));
  auto article = turn(filtered, [](RulePack& pack) { pack.rules[pack.rule("F-6")].article = "6(5)"; });
  EXPECT_THAT(codes(article.gone), ElementsAre("F-6 6(4), 49(2), Annex VIII B"));
  EXPECT_THAT(codes(article.come), ElementsAre("F-6 6(5)"));
  auto duty = turn(filtered, [](RulePack& pack) { pack.obligations[pack.obligation("O-03")].article = "6(5)"; });
  EXPECT_THAT(codes(duty.come), ElementsAre("O-03 6(5)"));
  auto softer = turn(filtered, [](RulePack& pack) {
    auto& rule = pack.rules[pack.rule("F-6")];
    rule.provenance.confidence = Confidence::D;
    rule.legal_review = true;
  });
  EXPECT_THAT(codes(softer.come), ElementsAre("F-6 D legal review"));
  EXPECT_THAT(codes(softer.gone), ElementsAre("F-6 T legal review"));
  auto read = turn(filtered, [](RulePack& pack) { pack.rules[pack.rule("F-6")].legal_review = false; });
  EXPECT_THAT(codes(read.come), ElementsAre("F-6 T")) << "Legal need not look any more";
  auto flag = turn(filtered, [](RulePack& pack) { pack.rules[pack.rule("F-6")].flag.clear(); });
  EXPECT_THAT(codes(flag.gone), ElementsAre("filtered"));
  auto systemic = turn(model, [](RulePack& pack) { pack.rules[pack.rule("G-4")].flag.clear(); });
  EXPECT_THAT(codes(systemic.come), ElementsAre("gpai provider true systemic false"));
  auto fine = turn(model, [](RulePack& pack) { pack.fines.back().euros = 16'000'000; });
  EXPECT_THAT(codes(fine.gone), ElementsAre("max_fine_eur 15000000"));
  EXPECT_THAT(codes(fine.come), ElementsAre("max_fine_eur 16000000"));
}

TEST(TwoOutcomes, are_told_in_words) {
  Speaking english(Lang::en);
  const auto& pack = the_pack();
  auto outcome = [](const char* answers) {
    return outcome_of(the_pack(), fmt::format(R"({{"answers":{}}})", answers));
  };
  auto told = [&](const std::string& before, const std::string& after) {
    std::vector<std::string> all;
    auto difference = difference_of(before, after);
    for (const auto& line : difference.gone) all.push_back("- " + words_of(pack, line));
    for (const auto& line : difference.come) all.push_back("+ " + words_of(pack, line));
    return all;
  };
  auto sorts = outcome(R"({"Q1":"y","Q2":"none","Q4":"buy_use","Q22":"select","Q25":"prep","Q26":"n","Q27":"n"})");
  auto ranks = outcome(R"({"Q1":"y","Q2":"none","Q4":"buy_use","Q22":"select","Q25":"evaluates","Q26":"y","Q27":"y"})");
  auto lines = told(sorts, ranks);
  EXPECT_THAT(lines,
              testing::IsSupersetOf({"- filtered by Article 6(3)",
                                     "+ A3-4a Recruitment and selection · High risk · from 2 Dec 2027",
                                     "+ O-30 Follow instructions, name an overseer · Deployer · from 2 Dec 2027"}));
  EXPECT_THAT(lines, testing::Contains(
                         "+ A3-2 Safety component of critical infrastructure · perhaps: High risk · from 2 Dec 2027"));
  auto later = told(outcome(R"({"Q1":"y"})"), outcome(R"({"Q1":"?"})"));
  EXPECT_THAT(later, testing::Contains("+ An answer is missing: Q1 " + pack.questions[pack.question("Q1")].text.en));
}

}  // namespace
}  // namespace couloir::compliance
