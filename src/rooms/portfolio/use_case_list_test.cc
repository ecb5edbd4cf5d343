#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "people/testing.h"
#include "portfolio/use_case_store.h"
#include "store/testing.h"

namespace couloir::portfolio {
namespace {

/// More use cases than are counted: lists of the office then walk along the sort key instead of finding rows first.
class LongLists : public testing::TestWithParam<TestDatabase> {
 protected:
  void SetUp() override {
    auto acme = people::an_organisation(db).named("Étiquettes du Ried").in("Colmar").id();
    db.write([&](Tx& tx) {
      for (int i = 1; i <= 1'005; ++i) {
        UseCase u;
        u.organisation = acme;
        u.text.title = fmt::format("Capteur {}", 10'000 + i);
        if (i % 400 == 0) u.text.problem = "Une pompe chauffe";
        u.text.rice = {i, 1, 1, 1};
        u.state = i == 7 ? UseCaseState::filed : UseCaseState::mapped;
        u.created_at = u.updated_at = *parse_instant("2026-04-20T10:00:00.000Z");
        insert_use_case(tx, u);
      }
      return true;
    });
  }
  std::vector<std::string> titles(const UseCaseFilter& filter, Sort sort, std::optional<Cursor> after = {}) {
    page = list_use_cases(*db.reader(), filter, sort, std::move(after), {}, 3);
    std::vector<std::string> titles;
    for (const auto& u : page.rows) titles.push_back(u.title);
    return titles;
  }
  static UseCaseFilter with(std::string words, std::optional<UseCaseState> state = {}) {
    UseCaseFilter filter;
    filter.words = std::move(words);
    filter.state = state;
    return filter;
  }

  TestDb test_db{GetParam()};
  Db& db = *test_db;
  UseCasePage page;
};
INSTANTIATE_TEST_SUITE_P(, LongLists, both_databases(), database_name);

using testing::ElementsAre;

TEST_P(LongLists, rank_what_a_common_word_finds_and_go_on_from_there) {
  EXPECT_THAT(titles(with("capteurs"), Sort::rice), ElementsAre("Capteur 11005", "Capteur 11004", "Capteur 11003"));
  EXPECT_EQ(page.total, kCountedAtMost + 1);
  EXPECT_THAT(titles(with("capteurs"), Sort::rice, page.next),
              ElementsAre("Capteur 11002", "Capteur 11001", "Capteur 11000"));
}

TEST_P(LongLists, find_the_few_that_have_a_rare_word_too) {
  EXPECT_THAT(titles(with("capteur pompe"), Sort::rice), ElementsAre("Capteur 10800", "Capteur 10400"));
  EXPECT_EQ(page.total, 2);
}

TEST_P(LongLists, filter_by_state_under_any_order) {
  EXPECT_THAT(titles(with("", UseCaseState::mapped), Sort::rice),
              ElementsAre("Capteur 11005", "Capteur 11004", "Capteur 11003"));
  EXPECT_THAT(titles(with("", UseCaseState::filed), Sort::rice), ElementsAre("Capteur 10007"));
  EXPECT_THAT(titles(with("capteur", UseCaseState::filed), Sort::title), ElementsAre("Capteur 10007"));
  EXPECT_EQ(page.total, 1);
}

}  // namespace
}  // namespace couloir::portfolio
