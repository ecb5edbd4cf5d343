// What was read of each rule and obligation of the AI Act, copied by hand a second time: article, how surely it was
// read, and from when it applies. State of the law: 22 November 2026. Nothing here is taken from the pack.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compliance/rule_pack.h"
#include "compliance/test_scenarios.h"

namespace couloir::compliance {
namespace {

/// Where a rule has two marks, the second is of its limits; else both are the same. The date is an id or "rule".
/// Paragraphs of guidelines are no articles: the pack names them among the limits.
struct RuleRead {
  const char *id, *article, *marks, *date, *guidelines = "";
};
constexpr RuleRead kRulesRead[] = {
    // Definition and scope
    {"N-1", "3(1), rec. 12", "T M", "D-02"},
    {"S-1", "2(1)(a)-(c)", "S S", "D-02"},
    {"S-2", "2(3)", "S S", "D-02"},
    {"S-3", "2(4)", "S S", "D-02"},
    {"S-4", "2(6)", "S S", "D-02"},
    {"S-5", "2(8)", "S S", "D-02"},
    {"S-6", "2(10)", "S S", "D-02"},
    {"S-7", "2(12)", "S S", "D-02"},
    {"S-8", "2(7), 2(9), 2(11)", "S S", "D-02"},
    // Prohibited practices
    {"P-a", "5(1)(a)", "T T", "D-02"},
    {"P-b", "5(1)(b)", "T T", "D-02"},
    {"P-ba", "5(1)(ba), 5(1a), 5(1b)", "T T", "D-06"},
    {"P-bb", "5(1)(bb), 5(1a)", "T T", "D-06"},
    {"P-c", "5(1)(c)", "T T", "D-02"},
    {"P-d", "5(1)(d)", "T T", "D-02"},
    {"P-e", "5(1)(e)", "T T", "D-02"},
    {"P-f", "5(1)(f)", "T G", "D-02"},
    {"P-g", "5(1)(g)", "T T", "D-02"},
    {"P-h", "5(1)(h), 5(2)-(7)", "T T", "D-02"},
    // High risk by product
    {"H-1", "6(1)(a), 6(1)(b), 3(14)", "T D", "D-10", "57"},
    {"H-2", "2(2)", "S S", "D-10"},  // as amended, which the limits say
    {"H-3", "6(1a)", "T T", "D-10"},
    {"H-4", "6(1b)", "T T", "D-10"},
    {"H-5", "6(1c)", "T T", "D-10"},
    {"H-6", "6(1), MDCG 2025-6", "G G", "D-10"},  // the guidance, and the article it explains
    // High risk by use: the wording was read, its edges are draft guidelines
    {"A3-1a", "6(2), Annex III 1(a)", "T D", "D-09"},
    {"A3-1a-verify", "Annex III 1(a)", "D D", "D-09"},  // a limit of A3-1a as a rule of its own, to be seen in a result
    {"A3-1b", "6(2), Annex III 1(b)", "T D", "D-09"},
    {"A3-1c", "6(2), Annex III 1(c)", "T D", "D-09"},
    {"A3-2", "6(2), Annex III 2", "T D", "D-09", "184"},
    {"A3-3a", "6(2), Annex III 3(a)", "T D", "D-09"},
    {"A3-3b", "6(2), Annex III 3(b)", "T D", "D-09", "223-225"},
    {"A3-3c", "6(2), Annex III 3(c)", "T T", "D-09"},
    {"A3-3d", "6(2), Annex III 3(d)", "T D", "D-09"},
    {"A3-4a", "6(2), Annex III 4(a)", "T D", "D-09", "252"},
    {"A3-4b", "6(2), Annex III 4(b)", "T D", "D-09", "261"},
    {"A3-5a", "6(2), Annex III 5(a)", "T D", "D-09"},
    {"A3-5b", "6(2), Annex III 5(b)", "T D", "D-09", "307"},
    {"A3-5c", "6(2), Annex III 5(c)", "T D", "D-09"},
    {"A3-5d", "6(2), Annex III 5(d)", "T D", "D-09"},
    {"A3-6a", "6(2), Annex III 6(a)", "T D", "D-09"},
    {"A3-6b", "6(2), Annex III 6(b)", "T D", "D-09"},
    {"A3-6c", "6(2), Annex III 6(c)", "T D", "D-09"},
    {"A3-6d", "6(2), Annex III 6(d)", "T D", "D-09"},
    {"A3-6e", "6(2), Annex III 6(e)", "T D", "D-09"},
    {"A3-7a", "6(2), Annex III 7(a)", "T D", "D-09"},
    {"A3-7b", "6(2), Annex III 7(b)", "T D", "D-09", "111"},
    {"A3-7c", "6(2), Annex III 7(c)", "T D", "D-09"},
    {"A3-7d", "6(2), Annex III 7(d)", "T D", "D-09"},
    {"A3-8a", "6(2), Annex III 8(a)", "T T", "D-09"},
    {"A3-8b", "6(2), Annex III 8(b)", "T D", "D-09"},
    // The filter
    {"F-0", "6(3) subpara 3", "T T", "D-09"},
    {"F-1", "6(3)(a)", "T D", "D-09", "91-93"},
    {"F-2", "6(3)(b)", "T D", "D-09", "94-96"},
    {"F-3", "6(3)(c)", "T D", "D-09", "97-102"},
    {"F-4", "6(3)(d)", "T D", "D-09", "103-108"},
    {"F-5", "6(3) subpara 1", "T D", "D-09", "75, 90, 93"},
    {"F-6", "6(4), 49(2), Annex VIII B", "T S", "D-14", "115"},
    {"F-7", "14", "D D", "D-09", "70"},
    // Role switches follow the day of what they switch
    {"R-1", "25(1)(a)", "T T", "rule"},
    {"R-2", "25(1)(b)", "T T", "rule"},
    {"R-3", "25(1)(c)", "T T", "rule"},
    {"R-4", "25(3)", "T T", "rule"},
    {"R-5", "25(2)", "T T", "rule"},
    {"R-6", "25(4), 99(4)(da)", "T S", "rule"},
    {"R-7", "3(3), 3(4), 3(11)", "S M", "D-02"},
    // Transparency
    {"T-1", "50(1), 50(5)", "S G", "D-05", "42-45"},
    {"T-1o", "50(1)", "G G", "D-05", "42-45"},  // the exception of T-1 as a rule of its own
    {"T-2", "50(2)", "S G", "D-05"},
    {"T-3", "50(3)", "S S", "D-05"},
    {"T-4a", "50(4) subpara 1, 3(60)", "S G", "D-05"},
    {"T-4b", "50(4) subpara 2", "S G", "D-05"},
    // Models: the guidelines define a provider, the article stands beside them for a lawyer to open
    {"G-1", "3(63)", "G G", "D-03", "59-60"},
    {"G-2", "3(63), 53", "T G", "D-03", "17"},
    {"G-3", "3(63), 53", "G G", "D-03", "57-63"},
    {"G-4", "51(1)-(2), 52(1)", "T S", "D-03"},
    {"G-5", "53(2), 54(6)", "S S", "D-03"},
    // The rest
    {"M-0", "4, 95", "T T", "D-02"},
};

/// An obligation has one mark: of several articles that of the one read least surely.
struct ObligationRead {
  const char *id, *article, *mark, *date;
};
constexpr ObligationRead kObligationsRead[] = {
    {"O-01", "4(1)", "S", "D-02"},
    {"O-02", "5", "T", "rule"},
    {"O-02g", "5(1a)", "T", "D-06"},  // the proof that O-02 asks of generators, due before any ban is hit
    {"O-03", "6(4), 49(2)", "S", "D-14"},
    {"O-10", "9", "T", "rule"},
    {"O-11", "10, 4a", "S", "rule"},
    {"O-12", "11, 18, Annex IV", "S", "rule"},
    {"O-13", "12, 19", "S", "rule"},
    {"O-14", "13", "T", "rule"},
    {"O-15", "14", "T", "rule"},
    {"O-16", "15, 42(3)", "S", "rule"},
    {"O-17", "17", "S", "rule"},      // 17 and 63(1) are one row of the facts:
    {"O-17s", "63(1)", "S", "rule"},  // the relief is a right, so it stands alone
    {"O-18", "43, 47, 48", "S", "rule"},
    {"O-19", "49(1), 49(4), 49(5), 71", "S", "rule"},
    {"O-20", "20, 72, 73", "M", "rule"},
    {"O-21", "22", "T", "rule"},
    {"O-30", "26(1), 26(2), 26(4)", "T", "rule"},
    {"O-31", "26(5)", "T", "rule"},
    {"O-32", "26(6)", "T", "rule"},
    {"O-33", "26(7)", "T", "rule"},
    {"O-34", "26(11), 86", "T", "rule"},
    {"O-35", "26(8), 49(3)", "S", "rule"},
    {"O-36", "26(9), 26(12)", "T", "rule"},
    {"O-37", "27", "S", "rule"},
    {"O-40", "23", "M", "rule"},  // S and M, as the next
    {"O-41", "24", "M", "rule"},
    {"O-42", "25(4)", "S", "rule"},  // T and S, as R-6
    {"O-50", "50(1), 50(2), 50(5)", "S", "rule"},
    {"O-51", "50(3), 50(4)", "S", "rule"},
    {"O-60", "53(1)(a), 53(1)(b), Annex XI, Annex XII", "S", "rule"},  // 53(1)(a)-(d) is one row of the facts:
    {"O-60c", "53(1)(c), 53(1)(d)", "S", "rule"},                      // these two hold for an open model as well
    {"O-61", "54", "S", "rule"},
    {"O-62", "55, 52", "S", "rule"},
    {"O-70", "62, 63, 11(1), 17(2)", "M", "D-05"},
};

std::string date_of(std::size_t date) { return date == kNowhere ? "rule" : the_pack().dates[date].id; }

template <class Rows>
std::vector<std::string> ids_of(const Rows& rows) {
  std::vector<std::string> ids;
  for (const auto& row : rows) ids.emplace_back(row.id);
  return ids;
}

TEST(TheRulePack, holds_every_rule_and_obligation_that_was_read_and_no_other) {
  EXPECT_THAT(ids_of(the_pack().rules), testing::UnorderedElementsAreArray(ids_of(kRulesRead)));
  EXPECT_THAT(ids_of(the_pack().obligations), testing::UnorderedElementsAreArray(ids_of(kObligationsRead)));
}

TEST(TheRulePack, says_of_each_rule_what_was_read) {
  for (const auto& [id, article, marks, date, guidelines] : kRulesRead) {
    auto at = the_pack().rule(id);
    if (at == kNowhere) continue;  // told above
    const auto& rule = the_pack().rules[at];
    EXPECT_EQ(fmt::format("{} · {} {} · {}", rule.article, name_of(rule.provenance.confidence),
                          name_of(rule.limits_provenance.confidence), date_of(rule.date)),
              fmt::format("{} · {} · {}", article, marks, date))
        << id;
    if (!*guidelines) continue;
    EXPECT_THAT(rule.limits.fr, testing::HasSubstr(fmt::format("§\u00a0{}", guidelines))) << id;
    EXPECT_THAT(rule.limits.en, testing::HasSubstr(fmt::format("§ {}", guidelines))) << id;
  }
}

TEST(TheRulePack, says_of_each_obligation_what_was_read) {
  for (const auto& [id, article, mark, date] : kObligationsRead) {
    auto at = the_pack().obligation(id);
    if (at == kNowhere) continue;  // told above
    const auto& duty = the_pack().obligations[at];
    EXPECT_EQ(fmt::format("{} · {} · {}", duty.article, name_of(duty.provenance.confidence), date_of(duty.date)),
              fmt::format("{} · {} · {}", article, mark, date))
        << id;
  }
}

}  // namespace
}  // namespace couloir::compliance
