#include <fstream>
#include <sstream>

#include "portfolio/test_world.h"

namespace couloir::portfolio {
namespace {

using testing::HasSubstr;

constexpr std::string_view kTwo = "external_id,title,P1,P2,irritant\nA,Un,1,2,3\nB,Deux,5,,5\n";

TEST(ScoreFile, ranks_the_rows_with_their_range_and_pillars) {
  auto json = score_csv_file(test_pack(), "two.csv", kTwo, ScoreFileForm::json).value();
  EXPECT_THAT(
      json,
      HasSubstr(
          R"({"rank":1,"line":3,"external_id":"B","title":"Deux","score":40,"score_ceiling":100,"pillar":"P1","unknown":)"));
  EXPECT_THAT(json, HasSubstr(R"({"rank":2,"line":2,"external_id":"A","title":"Un","score":19,)"));
  EXPECT_THAT(json, HasSubstr(R"({"code":"P2","score":19,"score_ceiling":79})"));
}

TEST(ScoreFile, prints_a_table_for_people) {
  Speaking english(Lang::en);
  auto table = score_csv_file(test_pack(), "two.csv", kTwo, ScoreFileForm::table).value();
  EXPECT_THAT(table, HasSubstr("   1   40.0  100.0  P1      B             Deux\n"));
}

TEST(ScoreFile, names_file_line_and_column_of_what_is_wrong) {
  auto error =
      score_csv_file(test_pack(), "bad.csv", "external_id,title,P1\nA,Un,9\n,Deux,1\n", ScoreFileForm::json).error();
  EXPECT_EQ(error.code, Code::invalid);
  ASSERT_EQ(error.problems.size(), 2u);
  EXPECT_EQ(error.problems[0].where, "bad.csv:2: P1");
  EXPECT_EQ(error.problems[1].where, "bad.csv:3: external_id");
  EXPECT_EQ(score_csv_file(test_pack(), "bad.csv", "colour\nx\n", ScoreFileForm::json).error().problems[0].where,
            "bad.csv:1");
}

std::string content_of(const std::string& path) {
  std::ifstream file(COULOIR_SOURCE_DIR + path);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

/// The first block of a document that is marked so: "csv", "json".
std::string block(const std::string& document, const std::string& mark) {
  auto begin = document.find("```" + mark + "\n") + mark.size() + 4;
  return document.substr(begin, document.find("```", begin) - begin);
}

TEST(ScoreFile, ranks_the_demonstration) {
  EXPECT_TRUE(score_csv_file(test_pack(), "use-cases.csv", content_of("/demo/use-cases.csv"), ScoreFileForm::json));
}

TEST(ScoreFile, does_what_the_documentation_says) {
  auto document = content_of("/docs/formats.md");
  auto ranked = score_csv_file(test_pack(), "example.csv", block(document, "csv"), ScoreFileForm::json);
  ASSERT_TRUE(ranked) << tr(ranked.error().message);
  auto promised = block(document, "json");
  EXPECT_THAT(*ranked, HasSubstr(promised.substr(0, promised.rfind('}'))));
}

}  // namespace
}  // namespace couloir::portfolio
