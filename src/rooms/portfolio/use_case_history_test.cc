#include "portfolio/use_case_history.h"

#include "portfolio/test_world.h"

namespace couloir::portfolio {
namespace {

using testing::ElementsAre;

class UseCaseHistory : public OnBoth {
 protected:
  UseCase whole() {
    UseCaseText text;
    text.title = "Tri du courrier";
    text.baseline = "30 h";
    auto u = world.add(world.marie, world.acme, text);
    text.target = "10 h";
    edit_use_case(world.as(world.marie), u.id, 1, {}, text).value();
    world.score(world.marie, u.id, 4);
    move_use_case(world.as(world.marie), u.id, 2, UseCaseState::mapped).value();
    auto asked = ask_sponsor(world.as(world.marie), u.id, world.loria, "Vous connaissez ce métier.").value();
    answer_request(world.as(world.nora), asked.id, asked.version, SponsorshipState::declined, "Trop loin de nous.")
        .value();
    auto again = ask_sponsor(world.as(world.marie), u.id, world.loria, "").value();
    withdraw_request(world.as(world.marie), again.id, again.version).value();
    move_use_case(world.as(world.marie), u.id, 3, UseCaseState::stopped, "Le service ferme.").value();
    return world.stored(u.id);
  }
};
INSTANTIATE_TEST_SUITE_P(, UseCaseHistory, both_databases(), database_name);

TEST_P(UseCaseHistory, tells_everything_that_happened_newest_first) {
  auto u = whole();
  auto all = history_of_use_case(*world.reader(), u, sponsorships_of(*world.reader(), u.id));
  std::vector<Happened> requests, others;
  for (const auto& h : all) (h.lab ? requests : others).push_back(h.what);  // the clock stands still: no order between
  EXPECT_THAT(requests, ElementsAre(Happened::request_withdrawn, Happened::lab_asked, Happened::lab_declined,
                                    Happened::lab_asked));
  EXPECT_THAT(others,
              ElementsAre(Happened::moved, Happened::moved, Happened::scored, Happened::edited, Happened::written));
  EXPECT_EQ(all[4].words, "Le service ferme.");
  EXPECT_EQ(all[6].points, 80);
  EXPECT_EQ(all[6].wave, "2026-1");
  EXPECT_EQ(all[7].changes.at(0).field, "target");
}

TEST_P(UseCaseHistory, is_cut_but_always_says_how_it_began) {
  auto u = whole();
  auto all = history_of_use_case(*world.reader(), u, {}, 2);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all.front().to, UseCaseState::stopped);
  EXPECT_EQ(all.back().what, Happened::written);
  EXPECT_EQ(all.back().person, world.marie.person);
}

TEST_P(UseCaseHistory, stands_on_the_card_with_who_and_why_at_the_same_number_of_statements) {
  auto less = world.add("Seul");
  world.score(world.marie, less.id, 3);
  auto withdrawn = ask_sponsor(world.as(world.marie), less.id, world.loria, "").value();
  withdraw_request(world.as(world.marie), withdrawn.id, withdrawn.version).value();
  auto u = whole();
  auto browser = world.browse(world.marie);
  browser.get("/use-cases/" + less.id.str());
  auto statements = browser.seen().statements;
  browser.get("/use-cases/" + u.id.str());
  EXPECT_EQ(browser.seen().statements, statements);
  for (auto words : {"Moved on: stopped", "Le service ferme.", "Score given: 80 of 100", "owner · ", "LORIA declined",
                     "Trop loin de nous.", "The request to LORIA was withdrawn", "Moved on: mapped", "Written down"})
    EXPECT_TRUE(browser.says(words)) << words;
}

TEST_P(UseCaseHistory, names_the_file_that_a_use_case_came_in_with_and_was_changed_by) {
  auto take_in = [&](std::string_view file) {
    take_in_now(world.as(world.marie), test_pack(), world.acme, "cas.csv", file, BadLines::refuse).value();
  };
  take_in("external_id,title\nA-1,Tri\n");
  take_in("external_id,title\nA-1,Tri du courrier\n");
  auto u = find_use_case_by_external_id(*world.reader(), world.acme, "A-1").value();
  auto all = history_of_use_case(*world.reader(), u, {});
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].what, Happened::edited);
  EXPECT_EQ(all[0].import.v, 2);
  EXPECT_EQ(all[1].what, Happened::written);
  EXPECT_EQ(all[1].import.v, 1);
  auto browser = world.browse(world.marie);
  browser.get("/use-cases/" + u.id.str());
  EXPECT_TRUE(browser.says("Came in with a file"));
  EXPECT_THAT(browser.seen().body, testing::HasSubstr("href=\"/imports/1\""));
}

TEST_P(UseCaseHistory, hides_requests_to_other_labs_from_a_lab) {
  auto icube = people::a_lab(world.db).coded("icube").named({"ICube", "ICube"}).on({"P2"}).id();
  auto u = world.add("Tri");
  for (auto lab : {world.loria, icube}) ask_sponsor(world.as(world.marie), u.id, lab, "").value();
  auto browser = world.browse(world.nora);
  browser.get("/use-cases/" + u.id.str());
  EXPECT_TRUE(browser.says("LORIA asked to sponsor it"));
  EXPECT_FALSE(browser.says("ICube asked to sponsor it"));
}

}  // namespace
}  // namespace couloir::portfolio
