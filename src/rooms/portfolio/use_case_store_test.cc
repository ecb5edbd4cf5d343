#include "portfolio/use_case_store.h"

#include "portfolio/test_world.h"

namespace couloir::portfolio {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class UseCaseStore : public OnBoth {};
INSTANTIATE_TEST_SUITE_P(, UseCaseStore, both_databases(), database_name);
class UseCaseLists : public OnBoth {
 protected:
  UseCasePage list(const UseCaseFilter& filter, Sort sort = Sort::title, int limit = 100) {
    return list_use_cases(*world.reader(), filter, sort, {}, {}, limit);
  }
};
INSTANTIATE_TEST_SUITE_P(, UseCaseLists, both_databases(), database_name);

UseCaseText everything() {
  return {"ER-01", "Répondre plus vite",  "Trente courriels", "Support", "Heures", "9 h", "3 h", "Courriels triés",
          5,       {180, 0.25, 0.8, 2.5}, {8, 5, 2, 3}};
}

TEST_P(UseCaseStore, gives_back_all_that_was_saved) {
  auto added = world.add(world.marie, world.acme, everything());
  auto stored = world.stored(added.id);
  EXPECT_EQ(stored.text, everything());
  EXPECT_EQ(stored.organisation, world.acme);
  EXPECT_EQ(stored.state, UseCaseState::idea);
  EXPECT_EQ(stored.version, 1);
  EXPECT_EQ(stored.created_by, world.marie.person);
  EXPECT_EQ(stored.created_at, world.house.clock.now());
  EXPECT_FALSE(score_of(*world.reader(), added.id).known());
  EXPECT_EQ(find_use_case_by_external_id(*world.reader(), world.acme, "ER-01")->id, added.id);
  EXPECT_FALSE(find_use_case_by_external_id(*world.reader(), world.rival, "ER-01"));
}

TEST_P(UseCaseStore, refuses_to_save_over_another_version) {
  auto mine = world.add("Trier les retours"), theirs = mine;
  theirs.text.title = "Trier les lettres";
  mine.text.title = "Trier les colis";
  EXPECT_TRUE(in_transaction(world.db, [&](Tx& tx) { return save_use_case(tx, theirs); }));
  auto saved = in_transaction(world.db, [&](Tx& tx) { return save_use_case(tx, mine); });
  EXPECT_EQ(saved.error().code, Code::conflict);
  EXPECT_EQ(world.stored(mine.id).text.title, "Trier les lettres");
  EXPECT_EQ(world.stored(mine.id).version, 2);
}

TEST_P(UseCaseStore, keeps_several_without_a_key_of_their_own) {
  auto a = world.add("Un"), b = world.add("Deux");
  EXPECT_NE(a.id, b.id);
  EXPECT_EQ(world.stored(b.id).text.external_id, "");
}

TEST_P(UseCaseStore, counts_by_state_and_finds_by_ids_in_one_statement) {
  auto a = world.add("Un"), b = world.add("Deux");
  EXPECT_THAT(count_by_state(*world.reader(), world.acme), ElementsAre(2, 0, 0, 0, 0, 0));
  auto before = statements_run();
  EXPECT_EQ(use_cases_with_ids(*world.reader(), {a.id, b.id, a.id, UseCaseId{999}}).size(), 2u);
  EXPECT_EQ(statements_run() - before, 1);
  EXPECT_THAT(use_cases_with_ids(*world.reader(), {}), IsEmpty());
}

TEST_P(UseCaseLists, sort_by_title_without_case_or_accents) {
  for (auto title : {"Zinc", "école", "Eau", "Étiquettes", "abricots"}) world.add(title);
  EXPECT_THAT(titles_of(list({})), ElementsAre("abricots", "Eau", "école", "Étiquettes", "Zinc"));
}

TEST_P(UseCaseLists, put_what_is_not_known_last) {
  auto low = world.add("bas"), high = world.add("haut");
  world.add("inconnu");
  world.score(world.marie, low.id, 1);
  world.score(world.marie, high.id, 5);
  EXPECT_THAT(titles_of(list({}, Sort::score)), ElementsAre("haut", "bas", "inconnu"));
}

TEST_P(UseCaseLists, sort_by_rice_and_wsjf_best_first) {
  for (double effort : {4.0, 1.0, 2.0}) {
    UseCaseText text;
    text.title = fmt::format("effort {}", effort);
    text.rice = {100, 1, 1, effort};
    text.wsjf = {8, 4, 4, static_cast<int>(effort)};
    world.add(world.marie, world.acme, text);
  }
  world.add("sans chiffres");
  auto expected = ElementsAre("effort 1", "effort 2", "effort 4", "sans chiffres");
  EXPECT_THAT(titles_of(list({}, Sort::rice)), expected);
  EXPECT_THAT(titles_of(list({}, Sort::wsjf)), expected);
  auto rows = list({}, Sort::rice).rows;
  EXPECT_DOUBLE_EQ(*rows.front().rice, 100);
  EXPECT_FALSE(rows.back().rice);
}

TEST_P(UseCaseLists, page_forwards_and_backwards_over_equal_keys_without_gap_or_repeat) {
  for (int i = 0; i < 7; ++i) {
    auto u = world.add(i < 4 ? "même titre" : fmt::format("titre {}", i));
    if (i % 3 != 0) world.score(world.marie, u.id, i % 2 == 0 ? 2 : 4);
  }
  for (auto name : names_of<Sort>()) {
    SCOPED_TRACE(name);
    auto sort = *from_name<Sort>(name);
    auto reader = world.reader();
    std::vector<UseCaseId> whole, forwards, backwards;
    for (const auto& u : list_use_cases(*reader, {}, sort, {}, {}, 100).rows) whole.push_back(u.id);
    ASSERT_EQ(whole.size(), 7u);
    std::optional<Cursor> place;
    UseCasePage page;
    do {
      page = list_use_cases(*reader, {}, sort, place, {}, 2);
      EXPECT_EQ(page.total, 7);
      for (const auto& u : page.rows) forwards.push_back(u.id);
      place = page.next;
    } while (place);
    EXPECT_EQ(forwards, whole);
    EXPECT_EQ(page.rows.size(), 1u);
    for (auto back = page.previous; back; back = page.previous) {
      page = list_use_cases(*reader, {}, sort, {}, Cursor::parse(back->str()), 2);
      for (auto u = page.rows.rbegin(); u != page.rows.rend(); ++u) backwards.push_back(u->id);
    }
    std::ranges::reverse(backwards);
    EXPECT_EQ(backwards, std::vector(whole.begin(), whole.end() - 1));
  }
}

TEST_P(UseCaseLists, show_at_the_first_page_no_way_back_and_at_the_last_no_way_on) {
  for (auto title : {"a", "b", "c", "d"}) world.add(title);
  auto first = list({}, Sort::title, 2);
  EXPECT_FALSE(first.previous);
  auto second = list_use_cases(*world.reader(), {}, Sort::title, first.next, {}, 2);
  EXPECT_THAT(titles_of(second), ElementsAre("c", "d"));
  EXPECT_FALSE(second.next);
  auto again = list_use_cases(*world.reader(), {}, Sort::title, {}, second.previous, 2);
  EXPECT_THAT(titles_of(again), ElementsAre("a", "b"));
  EXPECT_FALSE(again.previous);
  EXPECT_TRUE(again.next);
}

TEST_P(UseCaseLists, filter_by_organisation_state_and_pillar) {
  auto a = world.add("à nous");
  UseCaseText text;
  text.title = "à eux";
  world.add(world.paul, world.rival, text);
  world.score(world.marie, a.id, 3);
  move_use_case(world.as(world.marie), a.id, 1, UseCaseState::mapped).value();
  EXPECT_THAT(titles_of(list({.organisations = {world.acme}})), ElementsAre("à nous"));
  EXPECT_THAT(titles_of(list({.organisations = {world.acme, world.rival}})), ElementsAre("à eux", "à nous"));
  EXPECT_THAT(titles_of(list({.state = UseCaseState::mapped})), ElementsAre("à nous"));
  EXPECT_THAT(titles_of(list({.pillar = "P1"})), ElementsAre("à nous"));
  EXPECT_THAT(titles_of(list({.pillar = "P2"})), IsEmpty());
  EXPECT_THAT(titles_of(list({.organisations = {world.rival}, .state = UseCaseState::mapped})), IsEmpty());
}

TEST_P(UseCaseLists, find_words_by_their_beginning_without_case_or_accents) {
  UseCaseText text;
  text.title = "Réception des bois";
  text.problem = "Les grumes arrivent sans étiquette";
  world.add(world.marie, world.acme, text);
  world.add("Αβγδ, ou rien");
  EXPECT_THAT(titles_of(list({.words = "RECEP"})), ElementsAre("Réception des bois"));
  EXPECT_THAT(titles_of(list({.words = "réception grume"})), ElementsAre("Réception des bois"));
  EXPECT_THAT(titles_of(list({.words = "reception lettres"})), IsEmpty());
  EXPECT_THAT(titles_of(list({.words = "αβ"})), ElementsAre("Αβγδ, ou rien"));
  EXPECT_EQ(list({.words = "xyz' OR 1=1 --"}).rows.size(), 0u);
}

TEST_P(UseCaseLists, forget_the_words_that_an_edit_took_away) {
  auto u = world.add("Sorting letters");
  UseCaseText text;
  text.title = "Sorting parcels";
  edit_use_case(world.as(world.marie), u.id, 1, {}, text).value();
  EXPECT_THAT(titles_of(list({.words = "letters"})), IsEmpty());
  EXPECT_THAT(titles_of(list({.words = "parcels"})), ElementsAre("Sorting parcels"));
}

TEST_P(UseCaseLists, stop_counting_at_a_thousand_and_one) {
  world.db.write([&](Tx& tx) {
    for (int i = 0; i < 1'005; ++i) {
      UseCaseText text;
      text.title = fmt::format("{}", i);
      put_in(tx, world.as(world.marie), world.acme, {}, text);
    }
    return true;
  });
  EXPECT_EQ(list({}, Sort::score, 1).total, kCountedAtMost + 1);
}

TEST(Cursors, come_back_from_a_link_as_they_went_and_take_nothing_else) {
  Cursor cursor{"é~ b", 42};
  auto back = Cursor::parse(cursor.str());
  ASSERT_TRUE(back);
  EXPECT_EQ(back->key, cursor.key);
  EXPECT_EQ(back->id, 42);
  for (auto wrong : {"", "~", "a~", "a~x", "a~1x", "%~1", "12"}) EXPECT_FALSE(Cursor::parse(wrong)) << wrong;
}

}  // namespace
}  // namespace couloir::portfolio
