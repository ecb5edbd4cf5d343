// The scenarios of the facts, one test a row, and what must hold of every scenario.
#include "compliance/classify.h"
#include "base/text.h"
#include "compliance/grounds.h"
#include "compliance/outcome_difference.h"

#include <fmt/ranges.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <numeric>
#include <set>

#include "compliance/reach.h"
#include "compliance/test_scenarios.h"

namespace couloir::compliance {
namespace {

struct Scenarios : testing::TestWithParam<TableRow> {};

INSTANTIATE_TEST_SUITE_P(, Scenarios, testing::ValuesIn(the_rows()), [](const auto& row) {
  auto name = row.param.id;
  for (char& c : name)
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
  return name;
});

TEST_P(Scenarios, come_out_as_the_table_says) {
  const auto& row = GetParam();
  auto words = outcome_in_words(the_pack(), situation_of_row(the_pack(), row));
  // For who edits the table: what every row comes to now, one JSON line each, to be read before it is taken over.
  if (const char* file = std::getenv("COULOIR_ACCEPT_SCENARIOS"))
    std::ofstream(file, std::ios::app) << "{\"id\":" << json_string(row.id)
                                       << ",\"expect\":" << write_json(shape_of(words)) << "}\n";
  EXPECT_EQ(write_json(shape_of(words)), write_json(shape_of_const(row.expect))) << row.says;
}

TEST(ScenarioTable, has_every_rule_hit_missed_and_open) {
  const auto& pack = the_pack();
  std::vector<std::set<Truth>> seen(pack.rules.size());
  for (const auto& row : the_rows()) {
    auto trace = classify(pack, situation_of_row(pack, row)).trace;
    for (std::size_t i = 0; i < trace.size(); ++i) seen[i].insert(trace[i]);
  }
  for (std::size_t i = 0; i < pack.rules.size(); ++i) {
    bool always = pack.rules[i].when.kind() == Condition::Kind::always;
    EXPECT_EQ(seen[i].size(), always ? 1u : 3u) << pack.rules[i].id;
  }
}

// ── what holds of every scenario ──

/// Any answer a person may give: nothing, "?", one option, or several where that is allowed, perhaps with more to come.
Answer any_answer(const Question& question) {
  Answer answer;
  auto options = question.options.size();
  auto none = question.option("none");
  if (*rc::gen::inRange(0, 4) == 0) return answer;
  int ticks = question.several ? *rc::gen::inRange(1, 4) : 1;
  for (int i = 0; i < ticks; ++i) {
    auto at = *rc::gen::inRange<std::size_t>(0, options);
    if (at == none && i > 0) continue;
    answer.sure |= std::uint64_t{1} << at;
    if (at == none) return answer;
  }
  answer.more = question.several && *rc::gen::inRange(0, 4) == 0;
  return answer;
}
Situation any_situation() {
  Situation situation;
  situation.as_of = kToday;
  for (const auto& question : the_pack().questions) situation.answers.push_back(any_answer(question));
  if (*rc::gen::arbitrary<bool>()) situation.first_market = parse_date("2026-03-01").value();
  return situation;
}
std::string told(const Situation& situation) {
  std::string all;
  for (const auto& [question, codes] : texts_of(the_pack(), situation.answers))
    all += fmt::format("{}={} ", question, fmt::join(codes, "+"));
  return all;
}
bool out_of_scope(const Outcome& outcome) { return outcome.floor < RiskClass::minimal; }

/// What people act on: the classes, the rules that give one, and the duties, each with its day. Rules that only inform,
/// and rights, may still come with an answer that nobody needs.
std::string weight_of(const Outcome& outcome) {
  const auto& pack = the_pack();
  auto day = [](const Applies& applies) {
    return applies.on ? applies.on->iso() : std::string(applies.legacy ? "never" : "-");
  };
  auto all = fmt::format("{} {} {}", name_of(outcome.status), name_of(outcome.floor), name_of(outcome.ceiling));
  for (const auto& of : outcome.by_role)
    all += fmt::format(" {} {} {}", name_of(of.role), name_of(of.floor), name_of(of.ceiling));
  for (const auto& result : outcome.results)
    if (pack.rules[result.rule].gives)
      all += fmt::format(" {} {} {}", pack.rules[result.rule].id, result.state == Truth::yes, day(result.applies));
  for (const auto& due : outcome.obligations)
    if (pack.obligations[due.obligation].kind == ObligationKind::duty)
      all += fmt::format(" {} {} {}", pack.obligations[due.obligation].id, name_of(due.role), day(due.applies));
  return all;
}
bool owes(const Outcome& outcome, const Due& duty) {
  return std::ranges::any_of(outcome.obligations, [&](const Due& other) {
    return other.obligation == duty.obligation && other.role == duty.role;
  });
}

RC_GTEST_PROP(EveryScenario, an_answer_never_raises_the_ceiling_and_lowers_the_floor_only_by_a_proved_exclusion, ()) {
  auto before = any_situation();
  std::vector<std::size_t> unanswered;
  for (std::size_t q = 0; q < before.answers.size(); ++q)
    if (before.answers[q].sure == 0) unanswered.push_back(q);
  RC_PRE(!unanswered.empty());
  auto after = before;
  auto q = *rc::gen::elementOf(unanswered);
  after.answers[q] = any_answer(the_pack().questions[q]);
  RC_PRE(contradictions_in(the_pack(), after).empty());  // refused before anybody classifies it
  auto was = classify(the_pack(), before), is = classify(the_pack(), after);
  auto stays = [&](bool it_does, const std::string& what) {
    if (!it_does) RC_LOG() << what << " turns at " << the_pack().questions[q].id << ", after " << told(before);
    RC_ASSERT(it_does);
  };
  RC_ASSERT(is.ceiling <= was.ceiling);
  RC_ASSERT(is.floor >= was.floor || out_of_scope(is));
  for (std::size_t i = 0; i < was.trace.size(); ++i)  // what was sure stays sure
    stays(was.trace[i] == Truth::open || was.trace[i] == is.trace[i], the_pack().rules[i].id);
  for (const auto& duty : was.obligations)  // and what is owed stays owed
    stays(owes(is, duty) || out_of_scope(is), the_pack().obligations[duty.obligation].id);
  // Nothing missing: nothing changes. One proved exclusion is enough, a second may stand before it.
  if (was.missing.empty())
    stays(weight_of(is) == weight_of(was) || (out_of_scope(was) && out_of_scope(is)),
          weight_of(was) + " became " + weight_of(is));
}

TEST(TheSizeOfTheOrganisation, is_asked_beside_what_a_file_waits_for) {
  const auto& pack = the_pack();
  auto row = *std::ranges::find(the_rows(), "21", &TableRow::id);
  row.scenario.answers.erase("Q6");
  auto situation = situation_of_row(pack, row);
  auto told = [&](const Outcome& outcome) {
    std::vector<std::string> all;
    for (const auto& missing : outcome.beside)
      all.push_back(fmt::format("{}: {}", pack.questions[missing.question].id, fmt::join(missing.would_decide, " ")));
    return all;
  };
  auto unknown = classify(pack, situation);
  EXPECT_THAT(told(unknown), Contains(testing::StartsWith("Q6: O-")));
  EXPECT_THAT(told(unknown), Contains(testing::EndsWith(" fine")));
  EXPECT_THAT(unknown.missing, Not(Contains(testing::Field(&Missing::question, pack.question("Q6")))));
  EXPECT_EQ(unknown.max_fine_eur, std::nullopt);
  EXPECT_TRUE(unknown.fine_open) << "without a turnover";
  situation.turnover_eur = 4'000'000;
  auto open = classify(pack, situation);
  EXPECT_EQ(open.max_fine_eur, 15'000'000) << "the higher, until the size is known";
  EXPECT_TRUE(open.fine_open);
  situation.answers[pack.question("Q6")].sure = std::uint64_t{1} << pack.questions[pack.question("Q6")].option("sme");
  auto small = classify(pack, situation);
  EXPECT_EQ(small.max_fine_eur, 120'000);
  EXPECT_FALSE(small.fine_open);
  EXPECT_EQ(told(small), std::vector<std::string>{});
}

/// Every row with nothing missing, and every answer to every question that it leaves out.
TEST(ScenarioTable, is_final_where_no_answer_is_missing) {
  const auto& pack = the_pack();
  std::string changes;
  std::size_t tried = 0;
  for (const auto& row : the_rows()) {
    auto situation = situation_of_row(pack, row);
    auto was = classify(pack, situation);
    if (!was.missing.empty()) continue;
    auto weight = weight_of(was);
    for (std::size_t q = 0; q < pack.questions.size(); ++q) {
      if (situation.answers[q].sure != 0) continue;
      for (std::size_t option = 0; option < pack.questions[q].options.size(); ++option) {
        auto more = situation;
        more.answers[q].sure = std::uint64_t{1} << option;
        if (!contradictions_in(pack, more).empty()) continue;
        ++tried;
        if (auto is = weight_of(classify(pack, more)); is != weight)
          changes += fmt::format("{} {}.{}:\n  {}\n  {}\n", row.id, pack.questions[q].id,
                                 pack.questions[q].options[option].code, weight, is);
      }
    }
  }
  EXPECT_GT(tried, 1000u);
  EXPECT_EQ(changes, "");
}

/// Every row with an answer taken away: where the fine is said to be sure, no answer changes it.
TEST(ScenarioTable, keeps_its_fine_where_no_answer_is_said_to_change_it) {
  const auto& pack = the_pack();
  std::string changes;
  std::size_t sure = 0, open = 0;
  for (const auto& row : the_rows())
    for (std::size_t q = 0; q < pack.questions.size(); ++q) {
      auto situation = situation_of_row(pack, row);
      if (!situation.turnover_eur) situation.turnover_eur = 40'000'000;
      situation.answers[q] = {};
      auto was = classify(pack, situation);
      ++(was.fine_open ? open : sure);
      if (was.fine_open) continue;
      for (std::size_t option = 0; option < pack.questions[q].options.size(); ++option) {
        situation.answers[q].sure = std::uint64_t{1} << option;
        if (!contradictions_in(pack, situation).empty()) continue;
        auto is = classify(pack, situation);
        if (is.max_fine_eur == was.max_fine_eur || out_of_scope(is)) continue;
        changes += fmt::format("{} {}.{}\n", row.id, pack.questions[q].id, pack.questions[q].options[option].code);
      }
    }
  EXPECT_GT(sure, 500u);
  EXPECT_GT(open, 500u);
  EXPECT_EQ(changes, "");
}

RC_GTEST_PROP(EveryScenario, is_not_decided_by_a_question_mark, ()) {
  auto sure = any_situation();
  auto doubtful = sure;
  auto q = *rc::gen::inRange<std::size_t>(0, sure.answers.size());
  if (the_pack().questions[q].several && sure.answers[q].sure != 0 && *rc::gen::arbitrary<bool>()) {
    auto none = the_pack().questions[q].option("none");  // Q4 has none
    bool stands_alone = none != kNowhere && sure.answers[q].sure == std::uint64_t{1} << none;
    RC_PRE(!stands_alone);  // the macro evaluates both sides of an “or”
    doubtful.answers[q].more = true;
  } else {
    doubtful.answers[q] = {};
  }
  auto was = classify(the_pack(), sure), is = classify(the_pack(), doubtful);
  RC_ASSERT(was.status == Decision::decided || is.status != Decision::decided);
  RC_ASSERT(is.ceiling >= was.ceiling);
}

RC_GTEST_PROP(EveryScenario, does_not_depend_on_the_order_of_the_answers, ()) {
  auto situation = any_situation();
  std::vector<std::string> members;
  for (auto& [question, codes] : texts_of(the_pack(), situation.answers)) {
    std::ranges::reverse(codes);
    std::string list;
    for (const auto& code : codes) list += (list.empty() ? "" : ",") + json_string(code);
    members.push_back(json_string(question) + ":[" + list + "]");
  }
  std::vector<std::size_t> order(members.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::string json;
  while (!order.empty()) {
    auto next = *rc::gen::inRange<std::size_t>(0, order.size());
    json += (json.empty() ? "" : ",") + members[order[next]];
    order.erase(order.begin() + static_cast<std::ptrdiff_t>(next));
  }
  ScenarioFile file;
  RC_ASSERT(read_json(shape_of(file), "{\"answers\":{" + json + "}}").has_value());
  auto answers = answers_of(the_pack(), file.answers, "/answers");
  RC_ASSERT(answers.has_value());
  RC_ASSERT(*answers == situation.answers);
}

/// Rules of Regulation (EU) 2026/1744 from its first day, every other from that of Regulation (EU) 2024/1689: facts
/// D-01, D-04.
TEST(EveryRule, is_followed_from_its_first_day_and_not_before) {
  const std::set<std::string> of_2026{"P-ba", "P-bb", "H-3", "H-4", "H-5"};
  for (std::size_t i = 0; i < the_pack().rules.size(); ++i) {
    const auto& id = the_pack().rules[i].id;
    auto first = parse_date(of_2026.contains(id) ? "2026-07-27" : "2024-08-01").value();
    Situation situation;
    situation.answers = answers_that_reach(the_pack(), i).value();
    situation.as_of = first;
    EXPECT_NE(classify(the_pack(), situation).trace[i], Truth::no) << id;
    situation.as_of = Date{std::chrono::sys_days(first.d) - std::chrono::days(1)};
    EXPECT_EQ(classify(the_pack(), situation).trace[i], Truth::no) << id;
  }
}

TEST(EveryRule, is_reached_by_the_answers_that_the_search_finds) {
  for (std::size_t i = 0; i < the_pack().rules.size(); ++i) {
    Situation situation;
    situation.answers = answers_that_reach(the_pack(), i).value();
    situation.as_of = kToday;
    EXPECT_NE(classify(the_pack(), situation).trace[i], Truth::no) << the_pack().rules[i].id;
  }
}

TEST(AMissedRule, lacks_what_would_have_to_be_otherwise) {
  auto of = [](const char* row, const char* rule) {
    auto situation = situation_of_row(the_pack(), *std::ranges::find(the_rows(), row, &TableRow::id));
    std::vector<std::string> all;
    for (const auto& group : Grounds(the_pack(), situation).lacking(the_pack().rule(rule))) {
      std::vector<std::string> alternatives;
      for (const auto& ground : group)
        alternatives.push_back((ground.truth == Truth::yes ? "not " : "") + ground.text());
      all.push_back(join_words(alternatives, " or "));
    }
    return all;
  };
  using testing::ElementsAre;
  EXPECT_THAT(of("plain", "P-a"), ElementsAre("Q9.y"));
  EXPECT_THAT(of("plain", "P-f"), ElementsAre("Q13.emotion", "Q14.work or Q14.edu"));
  EXPECT_THAT(of("03", "P-f"), ElementsAre("Q14.work or Q14.edu")) << "feelings are read, of customers";
  EXPECT_THAT(of("22", "A3-4a"), ElementsAre()) << "its condition holds; the filter takes it away";
  EXPECT_THAT(of("21", "M-0"), ElementsAre("not @use"));
}

TEST(AClass, is_no_longer_possible_between_floor_and_ceiling_when_no_rule_left_open_gives_it) {
  const auto& pack = the_pack();
  auto row = *std::ranges::find(the_rows(), "plain", &TableRow::id);
  row.scenario.answers["Q9"] = {"?"};
  auto outcome = classify(pack, situation_of_row(pack, row));
  EXPECT_EQ(outcome.floor, RiskClass::minimal);
  EXPECT_EQ(outcome.ceiling, RiskClass::prohibited);
  EXPECT_EQ(rung_of(pack, outcome, RiskClass::minimal), Rung::sure);
  EXPECT_EQ(rung_of(pack, outcome, RiskClass::transparency), Rung::excluded);
  EXPECT_EQ(rung_of(pack, outcome, RiskClass::high), Rung::excluded);
  EXPECT_EQ(rung_of(pack, outcome, RiskClass::prohibited), Rung::possible);
}

TEST(TheTrace, names_the_answers_behind_rules_stages_and_roles) {
  const auto& pack = the_pack();
  auto because = [&](const char* row, std::string_view rule) {
    auto situation = situation_of_row(pack, *std::ranges::find(the_rows(), row, &TableRow::id));
    auto trace = outcome_text(pack, situation, classify(pack, situation), Trace::yes).trace;
    return std::ranges::find(trace, rule, &TraceText::rule)->because;
  };
  EXPECT_THAT(because("21", "M-0"), testing::IsSupersetOf({"@use: hit", "Q22.select: hit"}));
  EXPECT_THAT(because("pf7", "M-0"), testing::IsSupersetOf({"@transparency: hit", "Q13.emotion: hit"}));
  EXPECT_THAT(because("pf7", "M-0"), testing::Not(testing::Contains(testing::HasSubstr("Q24"))))
      << "nothing hangs on it";
  EXPECT_THAT(because("22", "F-7"), testing::IsSupersetOf({"@use.listed: hit", "Q22.select: hit"})) << "filtered";
  EXPECT_THAT(because("03", "F-7"), testing::IsSupersetOf({"@use.listed: hit", "Q13.emotion: hit"}))
      << testing::PrintToString(because("03", "F-7"));
}

}  // namespace
}  // namespace couloir::compliance
