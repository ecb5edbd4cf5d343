// What a scenario file may not say, and how it is told.
#include "compliance/scenario_file.h"
#include "compliance/test_scenarios.h"

namespace couloir::compliance {
namespace {

std::string refusal(const std::string& json) {
  ScenarioFile file;
  auto read = read_json(shape_of(file), json);
  if (!read) return told_by(read.error());
  auto situation = situation_of(the_pack(), file, kToday);
  return situation ? "taken" : told_by(situation.error());
}

TEST(AScenarioFile, is_refused_for_each_pair_of_answers_that_cannot_both_be_true) {
  Speaking english(Lang::en);
  const std::vector<std::pair<const char*, const char*>> cannot_be{
      {R"({"answers":{"Q1":"n","Q13":"rbi"}})",
       "/answers/Q1: Q1 says that the tool only applies rules people wrote, and Q13"},
      {R"({"answers":{"Q1":"n","Q30":"ft_gt3"}})", "and Q30 that you train a model"},
      {R"({"answers":{"Q1":"n","Q30":"use_api"}})", "and Q30 that you use an existing model"},
      {R"({"answers":{"Q1":"n","Q15":"media","Q16":"intended"}})", "and Q16 that it produces images of people"},
      {R"({"answers":{"Q15":"text","Q16":"unguarded"}})", "/answers/Q15: Q15 says that the tool creates no images"},
      {R"({"answers":{"Q13":"none","Q14":"work"}})", "/answers/Q13: Q13 says that the tool works on no face"},
      {R"({"answers":{"Q14":["work","physical"]}})", "/answers/Q14: Q14 says that the tool reads only"},
      {R"({"answers":{"Q21":["feedback_only","grade"]}})", "/answers/Q21: Q21 says that the tool only helps"},
      {R"({"answers":{"Q23":["b2b_only","credit"]}})", "/answers/Q23: Q23 says that the tool is about companies"}};
  EXPECT_EQ(cannot_be.size(), the_pack().contradictions.size()) << "each has its line here";
  for (const auto& [file, reason] : cannot_be) EXPECT_THAT(refusal(file), testing::HasSubstr(reason)) << file;
}

TEST(AScenarioFile, may_say_two_things_that_only_look_like_a_contradiction) {
  EXPECT_EQ(refusal(R"({"answers":{"Q23":["fraud_only","insure"]}})"), "taken") << "its hint asks for both";
  EXPECT_EQ(refusal(R"({"answers":{"Q15":"none","Q29":"deepfake"}})"), "taken") << "made with another tool";
  EXPECT_EQ(refusal(R"({"answers":{"Q14":["work","medsafe"]}})"), "taken");
}

TEST(AScenarioFile, is_refused_with_the_place_and_the_reason) {
  Speaking english(Lang::en);
  using testing::HasSubstr;
  EXPECT_THAT(refusal(R"({"answers":{"Q99":"y"}})"), HasSubstr("/answers/Q99: “Q99” is no question"));
  EXPECT_THAT(refusal(R"({"answers":{"Q1":"maybe"}})"),
              HasSubstr("/answers/Q1: “maybe” is no answer to Q1; it may be: y, n, ?."));
  EXPECT_THAT(refusal(R"({"answers":{"Q4":["resell","rent"]}})"), HasSubstr("/answers/Q4/1: “rent” is no answer"));
  EXPECT_THAT(refusal(R"({"answers":{"Q1":["y","n"]}})"), HasSubstr("/answers/Q1: Q1 takes one answer."));
  EXPECT_THAT(refusal(R"({"answers":{"Q1":["y","?"]}})"), HasSubstr("/answers/Q1: Q1 takes one answer."));
  EXPECT_THAT(refusal(R"({"answers":{"Q13":["none","rbi"]}})"),
              HasSubstr("“None of these” (none) cannot stand beside"));
  EXPECT_THAT(refusal(R"({"answers":{"Q13":["none","?"]}})"), HasSubstr("“None of these” (none) cannot stand beside"));
  EXPECT_THAT(refusal(R"({"answers":{"Q1":"n","Q13":"rbi"}})"), HasSubstr("/answers/Q1: Q1 says that the tool only"));
  EXPECT_THAT(refusal(R"({"answers":{"Q14":["work","physical"]}})"),
              HasSubstr("/answers/Q14: Q14 says that the tool reads only"));
  EXPECT_THAT(refusal(R"({"answers":{},"first_market_date":"2027-01-01"})"),
              HasSubstr("/first_market_date: 1 Jan 2027 is still to come on 23 Nov 2026"));
  EXPECT_THAT(refusal(R"({"answers":{},"first_market_date":"2026-01-01","last_significant_change":"2025-01-01"})"),
              HasSubstr("/last_significant_change: The change of 1 Jan 2025 is before"));
  EXPECT_THAT(refusal(R"({"answers":{},"as_of":"2024-07-31"})"),
              HasSubstr("/as_of: On 31 Jul 2024 the Act was no law yet: its first day is 1 Aug 2024."));
  EXPECT_EQ(refusal(R"({"answers":{},"as_of":"2024-08-01"})"), "taken");
  EXPECT_EQ(refusal(R"({"answers":{},"as_of":"2030-01-01"})"), "taken") << "what will be law, as it is known now";
  EXPECT_THAT(refusal(R"({"answers":{},"first_market_date":"1024-01-01"})"),
              HasSubstr("/first_market_date: 1024-01-01: there was no such system then. Is the year right?"));
  EXPECT_THAT(refusal(R"({"answers":{},"organisation":{"size":"huge"}})"), HasSubstr("/organisation/size: “huge”"));
  EXPECT_THAT(refusal(R"({"answers":{"Q6":"sme"},"organisation":{"size":"large"}})"), HasSubstr("another size"));
  EXPECT_THAT(refusal(R"({"answers":{},"colour":"red"})"), HasSubstr("/colour: “colour” is not known here."));
  EXPECT_THAT(refusal(R"({"answers":{"Q1":"y","Q1":"n"}})"),
              HasSubstr("/answers/Q1: This key is given more than once."));
  EXPECT_THAT(refusal(R"({"answers":{"Q1":{"a":"y"}}})"), HasSubstr("/answers/Q1: A text is expected here."));
  EXPECT_THAT(refusal(R"({"name":"x"})"), HasSubstr("/answers: This is needed."));
  EXPECT_EQ(refusal(R"({"answers":{"Q1":[],"Q4":["?"],"Q17":"A:toys"},"organisation":{"size":"sme","linked":false}})"),
            "taken");
}

}  // namespace
}  // namespace couloir::compliance
