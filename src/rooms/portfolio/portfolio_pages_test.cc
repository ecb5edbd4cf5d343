// The pages as people of each role walk through them, without JavaScript.
#include "portfolio/test_world.h"
#include "portfolio/use_case_export.h"

namespace couloir::portfolio {
namespace {

using testing::HasSubstr;
using testing::Not;

class PortfolioPages : public OnBoth {
 protected:
  std::string at(UseCaseId id, std::string_view below = "") { return "/use-cases/" + id.str() + std::string(below); }
};
INSTANTIATE_TEST_SUITE_P(, PortfolioPages, both_databases(), database_name);

http::Fields all_levels(int level) {
  auto given = World::levels(level);
  http::Fields fields;
  for (const auto* levels : {&given.criteria, &given.pillars})
    for (const auto& l : *levels) fields.push_back({l.code, std::to_string(level)});
  return fields;
}

TEST_P(PortfolioPages, lead_an_owner_from_the_first_word_to_a_ranked_use_case) {
  auto browser = world.browse(world.marie);
  browser.get("/use-cases");
  EXPECT_TRUE(browser.says("Write down your first use case"));
  browser.get("/use-cases/new");
  browser.submit("/use-cases?organisation=" + world.acme.str(),
                 {{"title", "Sorting letters"}, {"baseline", "9 h"}, {"effort", "1,5"}});
  EXPECT_TRUE(browser.says("“Sorting letters” is written down. Now give it its score."));
  EXPECT_TRUE(browser.says("How well does it fit?"));
  auto id = list_use_cases(*world.reader(), {}, Sort::title, {}, {}, 1).rows.at(0).id;
  browser.submit(at(id, "/score"), all_levels(4));
  EXPECT_EQ(browser.path(), at(id, "/score"));
  EXPECT_TRUE(browser.says("Your levels are saved: 80 of 100."));
  EXPECT_TRUE(browser.says("Only one person has scored it."));
  browser.get(at(id));
  browser.submit(at(id, "/state"), {{"state", "mapped"}});
  EXPECT_TRUE(browser.says("Moved on."));
  browser.get("/use-cases");
  EXPECT_TRUE(browser.says("Sorting letters"));
  EXPECT_TRUE(browser.says("mapped"));
  EXPECT_EQ(world.stored(id).text.rice.effort, 1.5);
}

TEST_P(PortfolioPages, show_a_list_in_three_statements_at_most_however_long_it_is) {
  std::vector<std::int64_t> office, owner;
  for (int rows : {1, 3, 30}) {
    while (list_use_cases(*world.reader(), {}, Sort::title, {}, {}, 100).total < rows) world.add("Cas");
    for (auto* statements : {&office, &owner}) {
      auto browser = world.browse(statements == &office ? world.olga : world.marie);
      browser.fetch("/use-cases");
      EXPECT_EQ(browser.status(), 200);
      EXPECT_EQ(browser.seen().writes, 0);
      statements->push_back(browser.seen().statements);
    }
  }
  EXPECT_EQ(office, (std::vector<std::int64_t>{3, 3, 3}));
  EXPECT_EQ(owner, (std::vector<std::int64_t>{2, 2, 2}));
}

TEST_P(PortfolioPages, keep_filters_and_order_while_paging) {
  for (int i = 0; i < 30; ++i) world.add(fmt::format("Lettre {:02}", i));
  auto browser = world.browse(world.marie);
  browser.get("/use-cases?sort=title&q=lettre");
  EXPECT_TRUE(browser.says("Lettre 24"));
  EXPECT_FALSE(browser.says("Lettre 25"));
  EXPECT_THAT(browser.seen().body, HasSubstr("/use-cases?q=lettre&amp;sort=title"));
  auto after = browser.seen().body.find("after=");
  ASSERT_NE(after, std::string::npos);
  auto link = browser.seen().body.substr(after, browser.seen().body.find('"', after) - after);
  browser.get("/use-cases?sort=title&q=lettre&" + link);
  EXPECT_TRUE(browser.says("Lettre 29"));
  EXPECT_FALSE(browser.says("Lettre 24"));
  EXPECT_THAT(browser.seen().body, HasSubstr("before="));
}

TEST_P(PortfolioPages, bear_any_query_string) {
  world.add("Cas");
  auto browser = world.browse(world.marie);
  for (auto query :
       {"?sort=nonsense", "?state=x", "?after=%7E", "?after=abc~1", "?organisation=x", "?q=%27%22%3C", "?limit=9"}) {
    browser.get(std::string("/use-cases") + query);
    EXPECT_EQ(browser.status(), 200) << query;
  }
}

TEST_P(PortfolioPages, are_404_for_what_is_another_organisations) {
  auto u = world.add("Secret");
  auto browser = world.browse(world.paul);
  for (auto below : {"", "/edit", "/score", "/score/edit", "/labs"}) {
    browser.get(at(u.id, below));
    EXPECT_EQ(browser.status(), 404) << below;
    EXPECT_THAT(browser.seen().body, Not(HasSubstr("Secret")));
  }
  browser.get("/use-cases");
  EXPECT_FALSE(browser.says("Secret"));
  browser.get("/use-cases/export?organisation=" + world.acme.str());
  EXPECT_THAT(browser.seen().body, Not(HasSubstr("Secret")));
}

TEST_P(PortfolioPages, export_nothing_to_who_may_see_nothing) {
  world.add("Secret");
  for (auto role : {Role::operator_, Role::lab}) {
    auto browser = world.browse(people::a_person(world.db).with(role).actor());
    browser.get("/use-cases/export");
    EXPECT_EQ(browser.status(), 404);
    browser.get("/use-cases");
    EXPECT_EQ(browser.status(), 200);
    EXPECT_FALSE(browser.says("Secret"));
  }
}

TEST_P(PortfolioPages, show_both_versions_when_two_people_edited) {
  auto u = world.add("Tri");
  auto mine = world.browse(world.marie);
  mine.get(at(u.id, "/edit"));
  auto text = u.text;
  text.title = "Tri de Paul";
  edit_use_case(
      world.as(people::a_person(world.db).named("Collègue").with(Role::operator_).working_for(world.acme).actor()),
      u.id, 1, {}, text)
      .value();
  mine.submit(at(u.id), {{"title", "Tri de Marie"}});
  EXPECT_EQ(mine.status(), 409);
  EXPECT_TRUE(mine.says("Tri de Paul"));
  EXPECT_TRUE(mine.says("Tri de Marie"));
  EXPECT_TRUE(mine.says("Collègue"));
  mine.submit(at(u.id));
  EXPECT_EQ(world.stored(u.id).text.title, "Tri de Marie");
  EXPECT_EQ(world.stored(u.id).version, 3);
}

TEST_P(PortfolioPages, say_at_each_field_what_is_wrong_and_keep_what_was_typed) {
  auto browser = world.browse(world.marie);
  browser.get("/use-cases/new");
  browser.submit("/use-cases?organisation=" + world.acme.str(),
                 {{"title", "Tri"}, {"impact", "0,7"}, {"problem", "Chaque lundi"}});
  EXPECT_EQ(browser.status(), 400);
  EXPECT_TRUE(browser.says("Impact is one of 0.25, 0.5, 1, 2 and 3."));
  EXPECT_THAT(browser.seen().body, HasSubstr("Chaque lundi"));
}

TEST_P(PortfolioPages, lead_a_request_to_the_lab_and_back) {
  auto u = world.add("Tri");
  world.score(world.marie, u.id, 4);
  auto owner = world.browse(world.marie);
  owner.get(at(u.id, "/labs"));
  EXPECT_TRUE(owner.says("LORIA"));
  owner.submit(at(u.id, "/sponsorships"), {{"message", "Bonjour"}});
  EXPECT_TRUE(owner.says("The request is on its way."));
  auto lab = world.browse(world.nora);
  lab.get("/requests");
  EXPECT_TRUE(lab.says("Bonjour"));
  auto asked = sponsorships_of(*world.reader(), u.id).at(0);
  lab.submit("/sponsorships/" + asked.id.str() + "/answer", {{"answer", "accepted"}, {"reason", "Avec plaisir"}});
  EXPECT_TRUE(lab.says("Thank you: you sponsor this use case."));
  lab.get(at(u.id));
  EXPECT_EQ(lab.status(), 200);
  EXPECT_FALSE(lab.offers(at(u.id, "/state")));
  owner.get(at(u.id));
  EXPECT_TRUE(owner.says("Avec plaisir"));
}

TEST_P(PortfolioPages, take_a_request_back_that_a_lab_has_not_answered) {
  auto u = world.add("Tri");
  world.score(world.marie, u.id, 4);
  auto owner = world.browse(world.marie);
  owner.get(at(u.id, "/labs"));
  owner.submit(at(u.id, "/sponsorships"), {{"message", "Bonjour"}});
  auto withdrawal = "/sponsorships/" + sponsorships_of(*world.reader(), u.id).at(0).id.str() + "/withdrawal";
  owner.get(at(u.id));
  auto lab = world.browse(world.nora);
  lab.get("/requests");
  lab.post(withdrawal, {{"version", "1"}});
  EXPECT_EQ(lab.status(), 403);
  owner.submit(withdrawal);
  EXPECT_TRUE(owner.says("The request is withdrawn."));
  EXPECT_FALSE(owner.offers(withdrawal));
  EXPECT_EQ(sponsorships_of(*world.reader(), u.id).at(0).state, SponsorshipState::withdrawn);
  lab.get("/requests");
  EXPECT_FALSE(lab.says("Bonjour"));
}

TEST_P(PortfolioPages, show_the_views_of_owner_lab_and_office_side_by_side) {
  auto u = world.add("Tri");
  auto answers = [&](const Actor& who, http::Fields levels, std::string comment) {
    auto browser = world.browse(who);
    browser.get(at(u.id, "/score/edit"));
    levels.push_back({"comment", std::move(comment)});
    browser.submit(at(u.id, "/score"), levels);
    return browser;
  };
  auto owner = answers(world.marie, all_levels(5), "Each morning");
  owner.get(at(u.id, "/labs"));
  owner.submit(at(u.id, "/sponsorships"), {{"message", "Bonjour"}});
  answers(world.nora, all_levels(1), "Few data");
  auto office = answers(world.olga, all_levels(4), "");
  EXPECT_EQ(office.path(), at(u.id, "/score"));
  for (auto said :
       {"Scorers 3", "own totals from 20 to 100", "Who gave which level", "Marie, owner", "Nora, lab", "Olga, office",
        "Who scored, and when", "Each morning", "Few data", "Worth a talk before a decision",
        "The scorers are three levels or more apart on:", "level 3.3 of 5", "Your levels are saved: 67 of 100."})
    EXPECT_TRUE(office.says(said)) << said << "\n" << office.seen().words();
  EXPECT_FALSE(office.says("Only one person has scored it."));
  EXPECT_EQ(office.get(at(u.id, "/score")).writes, 0);

  answers(world.nora, all_levels(3), "More data");
  office.get(at(u.id, "/score"));
  EXPECT_TRUE(office.says("own totals from 60 to 100"));
  EXPECT_FALSE(office.says("Worth a talk before a decision")) << "two levels apart";
}

TEST_P(PortfolioPages, order_by_rice_and_by_wsjf_and_show_both_on_the_card) {
  auto with = [&](std::string title, Rice rice, Wsjf wsjf) {
    UseCaseText text;
    text.title = std::move(title);
    text.rice = rice;
    text.wsjf = wsjf;
    return world.add(world.marie, world.acme, text).id;
  };
  auto letters = with("Letters", {100, 2, 0.5, 4}, {8, 5, 3, 8});  // 25 and 2
  with("Wood", {10, 1, 1, 4}, {8, 5, 3, 4});                       // 2.5 and 4
  with("Nothing known", {}, {});
  auto browser = world.browse(world.marie);
  auto order = [&](std::string_view sort) {
    browser.get("/use-cases?sort=" + std::string(sort));
    std::map<std::size_t, std::string> found;
    for (auto title : {"Letters", "Wood", "Nothing known"}) found[browser.seen().words().find(title)] = title;
    std::string all;
    for (const auto& [at, title] : found) all += title + "; ";
    return all;
  };
  EXPECT_EQ(order("rice"), "Letters; Wood; Nothing known; ");
  EXPECT_TRUE(browser.says("25.0 2.0"));
  EXPECT_TRUE(browser.says("2.5 4.0"));
  EXPECT_TRUE(browser.says("– –")) << "an unknown is never a zero";
  EXPECT_EQ(order("wsjf"), "Wood; Letters; Nothing known; ");
  browser.get(at(letters));
  EXPECT_TRUE(browser.says("RICE 25.0"));
  EXPECT_TRUE(browser.says("WSJF 2.0"));
}

TEST_P(PortfolioPages, put_a_file_aside_that_was_looked_at) {
  auto browser = world.browse(world.marie);
  browser.get("/use-cases/import");
  browser.upload("/use-cases/import", {"file", "cas.csv", "external_id,title\nA,Un\n"});
  auto path = browser.path();
  auto stranger = world.browse(world.paul);
  stranger.get("/use-cases");
  stranger.post(path + "/cancel", {});
  EXPECT_EQ(stranger.status(), 404);
  browser.submit(path + "/cancel");
  EXPECT_TRUE(browser.says("This file was put aside. Nothing was taken in."));
  EXPECT_FALSE(browser.offers(path + "/start"));
  world.house.jobs.run_due();
  EXPECT_EQ(list_use_cases(*world.reader(), {}, Sort::title, {}, {}, 10).total, 0);
}

TEST_P(PortfolioPages, take_a_file_in_step_by_step) {
  auto browser = world.browse(world.marie);
  browser.get("/use-cases/import");
  browser.upload("/use-cases/import", {"file", "cas.csv", "external_id,title\nA,Un\nB,\n"});
  EXPECT_TRUE(browser.says("1 of 2 lines is good."));
  EXPECT_TRUE(browser.says("This is needed."));
  auto path = browser.path();
  browser.submit(path + "/start");
  EXPECT_TRUE(browser.says("0 of 1 lines"));
  world.house.jobs.run_due();
  browser.get(path);
  EXPECT_TRUE(browser.says("Added 1"));
  browser.get(path + "/progress");
  EXPECT_THAT(browser.seen().body, Not(HasSubstr("<html")));
}

TEST_P(PortfolioPages, give_an_example_file_that_the_import_takes_whole_in_both_languages) {
  for (auto form : {CsvForm::excel_french, CsvForm::plain}) {
    auto browser = world.browse(world.marie);
    browser.get("/use-cases/import");
    browser.upload("/use-cases/import", {"file", "exemple.csv", example_csv(test_pack(), form)});
    EXPECT_TRUE(browser.says("1 line, and it is good.")) << browser.seen().words();
  }
  EXPECT_EQ(world.browse(world.marie).fetch("/use-cases/import/example.csv").header("content-disposition"),
            "attachment; filename=\"couloir-use-cases.csv\"");
}

TEST_P(PortfolioPages, say_beside_the_form_why_a_use_case_cannot_move_on) {
  auto id = world.add("Cas").id;
  auto browser = world.browse(world.marie);
  browser.get(at(id));
  browser.submit(at(id, "/state"), {{"state", "stopped"}});
  EXPECT_NE(browser.status(), 200);
  EXPECT_TRUE(browser.says("It cannot move on yet."));
  EXPECT_TRUE(browser.offers(at(id, "/state")));
  browser.submit(at(id, "/state"), {{"state", "stopped"}, {"stop_reason", "No data"}});
  EXPECT_EQ(world.stored(id).state, UseCaseState::stopped);
}

TEST_P(PortfolioPages, lead_who_has_no_organisation_from_the_import_to_its_entry) {
  auto browser = world.browse(people::a_person(world.db).speaking(Lang::en).with(Role::operator_).actor());
  EXPECT_EQ(browser.fetch("/use-cases/import").header("location"), "/organisations/new");
}

TEST_P(PortfolioPages, say_when_a_search_holds_only_common_words) {
  world.add("Sorting letters");
  auto browser = world.browse(world.marie);
  browser.get("/use-cases?q=de%20la");
  EXPECT_TRUE(browser.says("“de la” is too common to search by"));
  EXPECT_TRUE(browser.says("Sorting letters"));
  browser.get("/use-cases?q=letters");
  EXPECT_FALSE(browser.says("too common"));
}

TEST_P(PortfolioPages, say_what_is_wrong_with_a_file_that_is_none) {
  auto browser = world.browse(world.marie);
  browser.get("/use-cases/import");
  browser.upload("/use-cases/import", {"file", "cas.csv", "colour,title\nA,Un\n"});
  EXPECT_EQ(browser.status(), 400);
  EXPECT_TRUE(browser.says("The column “colour” is not known."));
  browser.upload("/use-cases/import", {"file", "cas.csv", "external_id,title\nA,\xE9\n"});
  EXPECT_EQ(browser.status(), 400);
  EXPECT_TRUE(browser.says("UTF-8"));
}

TEST_P(PortfolioPages, let_the_office_set_weights_of_waves_to_come) {
  auto browser = world.browse(world.olga);
  browser.get("/office/weights");
  EXPECT_TRUE(browser.says("frozen"));
  browser.get("/office/weights/2026-2");
  browser.submit("/office/weights/2026-2", {{"irritant", "16"}});
  EXPECT_EQ(browser.status(), 400);
  EXPECT_TRUE(browser.says("they add up to 101"));
  browser.submit("/office/weights/2026-2", {{"irritant", "16"}, {"reuse", "4"}});
  EXPECT_TRUE(browser.says("The weights are saved."));
  EXPECT_FALSE(weights_of(*world.reader(), test_pack(), "2026-2").from_pack);
}

TEST_P(PortfolioPages, show_the_weights_of_a_wave_that_counts_without_a_form_and_say_why) {
  auto u = world.add("Tri");
  world.score(world.marie, u.id, 3);
  auto browser = world.browse(world.olga);
  browser.get("/office/weights");
  EXPECT_FALSE(browser.says("As the office has set them."));
  browser.get("/office/weights/2026-1");
  EXPECT_EQ(browser.status(), 200);
  EXPECT_FALSE(browser.offers("/office/weights/2026-1"));
  EXPECT_TRUE(browser.says("These weights are frozen."));
  EXPECT_TRUE(browser.says("Monday 20 April 2026"));
  browser.get("/office/weights/2026-2");
  browser.post("/office/weights/2026-1", {{"version", "1"}});
  EXPECT_FALSE(browser.says("Below is what stands in the way"));
}

TEST_P(PortfolioPages, open_only_to_the_roles_they_are_for) {
  auto status = [&](const Actor& actor, std::string_view path) { return world.browse(actor).fetch(path).status; };
  EXPECT_EQ(status(world.marie, "/office/weights"), 403);
  EXPECT_EQ(status(world.olga, "/use-cases/new"), 403);
  EXPECT_EQ(status(world.nora, "/use-cases/import"), 403);
  EXPECT_EQ(status(world.marie, "/requests"), 403);
  EXPECT_EQ(status(people::a_person(world.db).with(Role::host).actor(), "/use-cases"), 403);
  EXPECT_EQ(world.house.visitor().fetch("/method/fit-score").status, 200);
}

}  // namespace
}  // namespace couloir::portfolio
