#include "compliance/rule_pack.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "base/text.h"
#include "compliance/front.h"
#include "compliance/pack_diff.h"
#include "compliance/test_scenarios.h"
#include "store/temporary_folder.h"

namespace couloir::compliance {
namespace {

namespace fs = std::filesystem;

/// The shipped pack with one text of one file replaced.
struct BrokenPack {
  TemporaryFolder folder;

  std::string told(const std::string& file, std::string_view from, std::string_view to) {
    fs::copy(kPackFolder, folder.path(), fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    std::ostringstream content;
    content << std::ifstream(fs::path(folder.path()) / file).rdbuf();
    auto text = content.str();
    auto at = text.find(from);
    EXPECT_NE(at, text.npos) << from;
    text.replace(at, from.size(), to);
    std::ofstream(fs::path(folder.path()) / file) << text;
    auto pack = load_rule_pack(folder.path(), kToday);
    return pack ? "sound" : told_by(pack.error());
  }
};

TEST(TheRulePack, is_sound) {
  auto pack = load_rule_pack(kPackFolder, kToday);
  ASSERT_TRUE(pack) << told_by(pack.error());
  EXPECT_EQ(pack->questions.size(), 30u);
  EXPECT_EQ(pack->dates.size(), 20u);
}

TEST(TheRulePack, marks_for_legal_whatever_was_not_read_in_the_act) {
  for (const auto& rule : the_pack().rules)
    EXPECT_TRUE((rule.provenance.confidence == Confidence::T && rule.limits_provenance.confidence == Confidence::T) ||
                rule.legal_review)
        << rule.id;
}

TEST(TheRulePack, says_of_a_limit_where_it_was_read_when_that_is_not_the_act) {
  auto provenance = [](const Provenance& p) {
    std::string all(name_of(p.confidence));
    for (auto source : p.sources) all += " " + the_pack().sources[source].id;
    return all;
  };
  const auto& selection = the_pack().rules[the_pack().rule("A3-4a")];
  EXPECT_EQ(provenance(selection.provenance), "T S1");
  EXPECT_EQ(provenance(selection.limits_provenance), "D S3") << "“not employer branding” is a draft";
  const auto& feelings = the_pack().rules[the_pack().rule("P-f")];
  EXPECT_EQ(provenance(feelings.provenance), "T S1 S4");
  EXPECT_EQ(provenance(feelings.limits_provenance), "G S4");
  const auto& manipulation = the_pack().rules[the_pack().rule("P-a")];
  EXPECT_EQ(manipulation.limits_provenance, manipulation.provenance) << "unsaid: where the rule was read";
}

TEST(TheRulePack, names_no_source_that_nothing_was_read_in) {
  std::set<std::size_t> used;
  for (const auto& rule : the_pack().rules)
    for (const auto* p : {&rule.provenance, &rule.limits_provenance}) used.insert(p->sources.begin(), p->sources.end());
  for (const auto& duty : the_pack().obligations)
    used.insert(duty.provenance.sources.begin(), duty.provenance.sources.end());
  for (const auto& date : the_pack().dates) used.insert(date.source);
  EXPECT_EQ(used.size(), the_pack().sources.size());
}

TEST(TwoRulePacks, differ_in_nothing_when_they_are_the_same) {
  EXPECT_EQ(difference_of(the_pack(), the_pack()), std::vector<PackDifference>{});
}

TEST(TwoRulePacks, tell_each_field_that_differs_and_what_is_new_or_gone) {
  auto later = the_pack();
  later.version = "2027-01-01";
  later.dates[later.date("D-06")].on = parse_date("2027-02-02").value();
  later.questions[later.question("Q15")].options.pop_back();
  later.obligations.pop_back();
  auto rule = later.rules.front();
  rule.id = "N-2";
  later.rules.push_back(rule);
  std::string lines = told(difference_of(the_pack(), later), false);
  EXPECT_THAT(lines, testing::HasSubstr("pack, version: 2026-11-30 → 2027-01-01\n"));
  EXPECT_THAT(lines, testing::HasSubstr("date D-06, on: 2026-12-02 → 2027-02-02\n"));
  EXPECT_THAT(lines, testing::HasSubstr("question Q15, option m2m.en: "));
  EXPECT_THAT(lines, testing::HasSubstr("rule N-2: new\n"));
  EXPECT_THAT(lines, testing::HasSubstr("obligation " + the_pack().obligations.back().id + ": gone\n"));
  EXPECT_THAT(
      told(difference_of(the_pack(), later), true),
      testing::HasSubstr(
          R"({"change":"changed","kind":"date","id":"D-06","field":"on","before":"2026-12-02","after":"2027-02-02"})"));
}

TEST(PackDifferences, name_a_date_that_follows_the_rules) {
  auto later = the_pack();
  auto& rule = later.rules[later.rule("R-1")];
  rule.date_of_rules = false;
  rule.date = later.date("D-09");
  auto& duty = later.obligations[later.obligation("O-10")];
  auto before = duty.date == kNowhere ? "rule" : later.dates[duty.date].id;
  duty.date = later.date("D-06");
  EXPECT_EQ(told(difference_of(the_pack(), later), false),
            "rule R-1, date: rule → D-09\nobligation O-10, date: " + before + " → D-06\n");
}

TEST(TheListOfRules, shows_the_first_day_of_the_rules_that_one_follows) {
  auto line = [](std::string_view id) {
    auto all = list_rules(the_pack(), true);
    auto from = all.find(fmt::format(R"({{"rule":"{}",)", id));
    return all.substr(from, all.find('\n', from) - from);
  };
  EXPECT_THAT(line("R-1"), testing::AllOf(testing::HasSubstr(R"("applies_from":"2027-12-02")"),
                                          testing::EndsWith(R"("date":"rule"})")));
  EXPECT_THAT(line("R-4"), testing::HasSubstr(R"("applies_from":"2028-08-02")"));
  EXPECT_THAT(line("R-5"), testing::HasSubstr(R"("applies_from":"2027-12-02")")) << "by rules that follow rules";
  EXPECT_THAT(line("P-f"), testing::EndsWith(R"("date":"D-02"})"));
  EXPECT_THAT(line("S-5"), testing::EndsWith(R"("date":"D-02"})"));
  EXPECT_THAT(list_rules(the_pack(), false), testing::HasSubstr("2028-08-02 or later"));
}

TEST(LawDates, are_to_come_until_their_day_and_apply_from_it_on) {
  LawDate date;
  date.status = DateStatus::future;
  date.on = *parse_date("2026-12-02");
  EXPECT_EQ(standing_at(date, *parse_date("2026-12-01")), DateStatus::future);
  EXPECT_EQ(standing_at(date, *parse_date("2026-12-02")), DateStatus::applies);
  date.on.reset();
  EXPECT_EQ(standing_at(date, *parse_date("2030-01-01")), DateStatus::future) << "it has no day";
  date.status = DateStatus::pending;
  date.on = *parse_date("2026-12-02");
  EXPECT_EQ(standing_at(date, *parse_date("2030-01-01")), DateStatus::pending) << "no day decides it";
}

TEST(ABrokenRulePack, names_file_place_and_reason) {
  BrokenPack broken;
  using testing::HasSubstr;
  struct Case {
    const char *file, *from, *to, *says;
  };
  for (auto [file, from, to, says] : std::initializer_list<Case>{
           {"rules.toml", "when = \"Q9.y\"", "when = \"Q99.y\"", "rule[10].when: “Q99” is no question"},
           {"rules.toml", "when = \"Q9.y\"", "when = \"Q9.maybe\"", "rule[10].when: “maybe” is no option of Q9"},
           {"rules.toml", "when = \"Q9.y\"", "when = \"Q9.y and P-zz\"", "“P-zz” is no rule"},
           {"rules.toml", "when = \"Q9.y\"", "when = \"Q9.y and @bans\"", "“bans” is no stage"},
           {"rules.toml", "when = \"Q9.y\"", "when = \"Q9.y and role.boss\"", "“boss” is none of: provider"},
           {"rules.toml", "when = \"Q9.y\"", "when = \"Q9.y and\"", "At character 9"},
           {"rules.toml", "when = \"Q9.y\"", "when = \"Q9.y and Q9.n\"",
            "rule[10].when: No answers can make the rule P-a apply"},
           {"rules.toml", "when = \"Q9.y\"", "when = \"Q9.y and org.linked and not org.linked\"",
            "rule[10].when: No answers can make the rule P-a apply"},
           {"rules.toml", "when = \"Q9.y\"", "when = \"Q9.y and Q1.n and Q16.intended\"",
            "rule[10].when: No answers can make the rule P-a apply"},  // they contradict each other
           {"rules.toml", "when = \"Q9.y\"", "when = \"Q9.y or M-0\"", "in a circle: P-a → M-0 → P-a"},
           {"rules.toml", "when = \"Q21.level\"", "when = \"Q21.level or @use.listed\"", "in a circle: A3-"},
           {"rules.toml", "when = \"Q4.import\"", "when = \"Q4.import or role.importer\"",
            "in a circle: role.importer"},
           {"questions.toml", "asked_when = \"Q13.emotion\"", "asked_when = \"Q14.work\"", "in a circle: "},
           {"rules.toml", "class = \"prohibited\"\nroles = [\"provider\", \"deployer\", \"importer\", \"distributor\"]",
            "class = \"prohibited\"", "says for which roles"},
           {"rules.toml", "date = \"D-02\"", "date = \"D-99\"", "rule[1].date: Expected here, one of: D-01, D-02"},
           {"rules.toml", "class = \"prohibited\"", "class = \"forbidden\"",
            "rule[10].class: Expected here, one of: not_ai"},
           {"rules.toml", "confidence = \"S\"\nsources = [\"S8\"]\nlegal_review = true",
            "confidence = \"S\"\nsources = [\"S8\"]\nlegal_review = false", "needs legal_review = true"},
           {"rules.toml", "sources = [\"S8\"]", "sources = []", "sources: At least one is needed"},
           {"rules.toml", "limits_sources = [\"S3\"]", "limits_sources = [\"S33\"]",
            "limits_sources[1]: Expected here, one of: S1"},
           {"rules.toml", "when = \"Q13.verify\"", "when = \"Q13.verify\"\nlimits_confidence = \"D\"",
            "limits_sources: "},
           {"rules.toml", "date = \"D-09\"", "date = \"D-09-2024\"", "date: Another date took the place of D-09-2024"},
           {"rules.toml", "before = \"D-09\"", "before = \"D-09-2024\"",
            "before: Another date took the place of D-09-2024"},
           {"dates.toml", "superseded_by = \"D-09\"", "superseded_by = \"D-09-2024\"",
            "A date cannot take its own place"},
           {"dates.toml", "superseded_by = \"D-09\"", "",
            "status: “superseded” and the key superseded_by belong together"},
           {"dates.toml", "superseded_by = \"D-09\"", "superseded_by = \"D-99\"", "superseded_by: "},
           {"dates.toml", "source = \"S1\"", "", "date[1].source: "},
           {"questions.toml", "several = false", "several = false\ncolour = \"red\"", "colour"}})
    EXPECT_THAT(broken.told(file, from, to), HasSubstr(says)) << to;
}

TEST(ABrokenRulePack, misses_no_translation) {
  BrokenPack broken;
  using testing::HasSubstr;
  EXPECT_THAT(broken.told("questions.toml", "en = \"", "xx = \""),
              HasSubstr("section[1].name.en: A text is expected here"));
  for (const auto* key : {"label", "text", "help", "todo", "hint"}) {
    auto said = broken.told("questions.toml", fmt::format("{} = {{ fr = ", key), fmt::format("{} = {{ de = ", key));
    EXPECT_THAT(said, HasSubstr(fmt::format("{}.fr: A text is expected here", key)));
  }
  for (auto [file, key] : {std::pair{"rules.toml", "what"},
                           {"rules.toml", "limits"},
                           {"obligations.toml", "title"},
                           {"obligations.toml", "mitigation"},
                           {"obligations.toml", "evidence"},
                           {"dates.toml", "what"},
                           {"dates.toml", "note"},
                           {"sources.toml", "title"},
                           {"pack.toml", "notice"}}) {
    auto said = broken.told(file, fmt::format("{} = {{ fr = ", key), fmt::format("{} = {{ de = ", key));
    EXPECT_THAT(said, HasSubstr(fmt::format("{}.fr: A text is expected here", key))) << file;
  }
}

}  // namespace
}  // namespace couloir::compliance
