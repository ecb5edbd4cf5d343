// Files in, lines out: `couloir compliance classify` without the program around it.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compliance/front.h"
#include "compliance/test_scenarios.h"

namespace couloir::compliance {
namespace {

const Date kDay = *parse_date("2026-11-22");

std::vector<NamedFile> files(std::size_t count) {
  std::vector<NamedFile> all;
  for (std::size_t i = 0; i < count; ++i)
    all.push_back(
        {fmt::format("{}.json", i), fmt::format(R"({{"name":"N{}","answers":{{"Q1":"{}"}}}})", i, i % 2 ? "y" : "n")});
  return all;
}

const std::string kNotice = "\n" + the_pack().notice.fr + "\n";  // no language is chosen here

std::vector<std::string> names_told(std::size_t count, ClassifyForm form) {
  auto text = classify_files(the_pack(), files(count), {form, false}, kDay).value();
  EXPECT_EQ(text.ends_with(kNotice), form == ClassifyForm::table) << "JSON is for scripts: there it goes beside";
  if (text.ends_with(kNotice)) text.resize(text.size() - kNotice.size());
  std::vector<std::string> names;
  for (std::size_t from = form == ClassifyForm::table ? text.find('\n') + 1 : 0; from < text.size();
       from = text.find('\n', from) + 1)
    names.push_back(text.substr(from, text.find_first_of(" ,", from) - from));
  return names;
}

TEST(ClassifyingFiles, answers_in_the_order_of_the_files_whichever_thread_takes_them) {
  using testing::ElementsAre;
  EXPECT_THAT(names_told(0, ClassifyForm::json_lines), ElementsAre());
  EXPECT_THAT(names_told(1, ClassifyForm::table), ElementsAre("N0"));
  EXPECT_THAT(names_told(5, ClassifyForm::table), ElementsAre("N0", "N1", "N2", "N3", "N4"));
  EXPECT_THAT(names_told(3, ClassifyForm::json_lines),
              ElementsAre(R"({"file":"0.json")", R"({"file":"1.json")", R"({"file":"2.json")"));
}

TEST(ClassifyingFiles, tells_what_is_wrong_with_every_file) {
  auto all = files(4);
  all[0].content = R"({"answers":{"Q99":"y"}})";
  all[3].content = R"({"answers":{"Q1":"maybe"}})";
  auto refused = classify_files(the_pack(), all, {}, kDay);
  ASSERT_FALSE(refused);
  std::vector<std::string> places;
  for (const auto& problem : refused.error().problems) places.push_back(problem.where);
  EXPECT_THAT(places, testing::ElementsAre("0.json: /answers/Q99", "3.json: /answers/Q1"));
}

}  // namespace
}  // namespace couloir::compliance
