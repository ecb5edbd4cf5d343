#include "html/view.h"

#include <gtest/gtest.h>

#include <array>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "html/form.h"
#include "html/frame.h"
#include "html/gallery.h"
#include "html/picture.h"
#include "html/table.h"
#include "words/words.h"

namespace couloir::view {
namespace {

using testing::Test;

struct Components : Test {
  Speaking english{Lang::en};
};

std::string with(const std::string& markup, std::string_view part) {
  return markup.find(part) == markup.npos ? "no " + std::string(part) + " in " + markup : "";
}
#define EXPECT_HOLDS(markup, part) EXPECT_EQ(with((markup).str(), part), "")

std::vector<std::string> every(const std::string& markup, const char* pattern) {
  std::regex wanted(pattern);
  std::vector<std::string> found;
  for (std::sregex_iterator it(markup.begin(), markup.end(), wanted), end; it != end; ++it) found.push_back((*it)[1]);
  return found;
}

/// Opening and closing tags in balance; what is wrong, or "".
std::string unbalanced(const std::string& markup) {
  static const std::set<std::string> empty{"input", "br", "img", "meta", "link", "hr", "col"};
  std::regex tag("<(/?)([a-zA-Z0-9]+)[^>]*>");
  std::vector<std::string> open;
  for (std::sregex_iterator it(markup.begin(), markup.end(), tag), end; it != end; ++it) {
    std::string name = (*it)[2];
    if (empty.contains(name)) continue;
    if ((*it)[1].length() == 0)
      open.push_back(name);
    else if (open.empty() || open.back() != name)
      return "</" + name + "> closes " + (open.empty() ? "nothing" : open.back());
    else
      open.pop_back();
  }
  return open.empty() ? "" : "<" + open.back() + "> stays open";
}

TEST_F(Components, tie_label_hint_and_error_to_their_field) {
  const std::vector<Problem> problems{{"siret", say("“{1}” is not a SIRET.", "12")}};
  auto made =
      field({.name = "siret", .label = "SIRET", .value = "12", .hint = "14 digits", .required = true}, problems);
  EXPECT_HOLDS(made, "<label for=\"f-siret\">SIRET</label>");
  EXPECT_HOLDS(made, "<p class=\"hint\" id=\"f-siret-hint\">14 digits</p>");
  EXPECT_HOLDS(made, "required aria-describedby=\"f-siret-hint f-siret-error\" aria-invalid=\"true\">");
  EXPECT_HOLDS(made, "id=\"f-siret-error\"");
  EXPECT_HOLDS(made, "“12” is not a SIRET.");
}

TEST_F(Components, say_optional_on_fields_that_are_and_nothing_on_the_others) {
  EXPECT_HOLDS(field({.name = "a", .label = "A"}), "<span class=\"optional\"> (optional)</span>");
  EXPECT_EQ(field({.name = "a", .label = "A", .required = true}).str().find("optional"), std::string::npos);
}

TEST_F(Components, never_send_a_password_back) {
  auto made = field({.name = "p", .label = "P", .input = Input::password, .value = "secret"});
  EXPECT_EQ(made.str().find("secret"), std::string::npos);
}

TEST_F(Components, keep_the_first_line_break_of_a_long_text) {
  EXPECT_HOLDS(field({.name = "t", .label = "T", .input = Input::long_text, .value = "\nb"}), ">\n\nb</textarea>");
}

TEST_F(Components, let_what_people_write_run_in_its_own_direction) {
  EXPECT_HOLDS(field({.name = "t", .label = "T", .input = Input::long_text}),
               "<textarea id=\"f-t\" name=\"t\" dir=\"auto\"");
  EXPECT_HOLDS(quote("\u0645\u0631\u062d\u0628\u0627"), "<blockquote dir=\"auto\">");
}

TEST_F(Components, choose_what_was_chosen_among_options) {
  std::vector<Option> options{{"a", "A"}, {"b", "B"}, {"c", "C"}};
  EXPECT_HOLDS(field({.name = "x", .label = "X", .input = Input::select, .value = "b", .options = options}),
               "<option value=\"b\" selected>B</option>");
  auto ticks = field({.name = "x", .label = "X", .input = Input::ticks, .options = options, .values = {"a", "c"}});
  EXPECT_EQ(every(ticks.str(), "value=\"(.)\" checked"), (std::vector<std::string>{"a", "c"}));
  EXPECT_HOLDS(ticks, "<legend>X");
}

TEST_F(Components, list_every_problem_at_the_top_with_a_link_to_its_field) {
  const std::vector<Field> fields{{.name = "title", .label = "Title"}};
  const std::vector<Problem> problems{{"title", say("Too long.")}, {"", say("Sent twice.")}};
  auto made = error_summary(fields, problems);
  EXPECT_HOLDS(made, "role=\"alert\"");
  EXPECT_HOLDS(made, "2 answers need another look.");
  EXPECT_HOLDS(made, "<li><a href=\"#f-title\">Title: Too long.</a></li><li>Sent twice.</li>");
  EXPECT_TRUE(error_summary(fields, {}).empty());
}

TEST_F(Components, put_the_token_into_forms_that_post_and_not_into_searches) {
  EXPECT_HOLDS(form({.action = html::path("/a"), .csrf = "tok"}, {}),
               "<input type=\"hidden\" name=\"csrf\" value=\"tok\">");
  EXPECT_EQ(form({.action = html::path("/a"), .csrf = "tok", .method = Method::get}, {}).str().find("tok"),
            std::string::npos);
  EXPECT_HOLDS(button(Post{"Stop", html::path("/stop"), "tok"}), "name=\"csrf\" value=\"tok\"");
}

TEST_F(Components, escape_what_people_wrote) {
  EXPECT_HOLDS(heading({.title = "<script>alert(1)</script>"}), "<h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1>");
  EXPECT_HOLDS(tag("\"><b>"), "&quot;&gt;&lt;b&gt;");
}

TEST_F(Components, sort_by_links_that_say_how_the_list_is_sorted) {
  auto made = table({.caption = "Use cases",
                     .columns = {{"Title", false, html::path("/", {{"sort", "title"}}), Sorted::up}, {"Score", true}},
                     .rows = {{{html::text("A"), html::text("3")}, {}, false}}});
  EXPECT_HOLDS(made, "<th scope=\"col\" aria-sort=\"ascending\"><a class=\"sort up\" href=\"/?sort=title\">Title");
  EXPECT_HOLDS(made, "<th scope=\"row\">A</th><td class=\"num\" data-label=\"Score\">3</td>");
}

TEST_F(Components, show_the_teaching_state_instead_of_a_table_without_rows) {
  auto empty = empty_state("Your use cases", "Two sentences are enough.",
                           button(Action{"Add", html::path("/new"), Weight::primary}));
  EXPECT_EQ(table({.caption = "Use cases", .columns = {{"Title"}}, .rows = {}, .empty = empty}).str(), empty.str());
}

TEST_F(Components, offer_only_the_pages_there_are) {
  auto last = pagination({.previous = html::path("/a"), .shown = 12, .total = 1312});
  EXPECT_HOLDS(last, "12 of 1,312");
  EXPECT_HOLDS(last, "rel=\"prev\"");
  EXPECT_EQ(last.str().find("rel=\"next\""), std::string::npos);
}

TEST_F(Components, tell_the_lane_in_words_too) {
  const std::array<Station, 3> stations{Station{.name = "Map", .state = Progressed::done},
                                        Station{.name = "File", .state = Progressed::now, .percent = 40},
                                        Station{.name = "Industrialise"}};
  EXPECT_HOLDS(lane_mark(stations),
               "role=\"img\" aria-label=\"Map: done; File: in progress, 40%; Industrialise: to come\"");
  auto board = lane({.stations = {stations.begin(), stations.end()}, .next = "Sign."});
  EXPECT_HOLDS(board, "<li class=\"now\" aria-current=\"step\">");
  EXPECT_HOLDS(board, "Your next step");
}

TEST_F(Components, draw_each_part_of_a_score_where_the_one_before_ends) {
  const std::array<Part, 2> parts{Part{"Fit", 30, 40}, Part{"Data", 12.5, 20}};
  auto made = score_bar("Score", 42.5, parts);
  EXPECT_HOLDS(made, "x=\"0.00%\" width=\"30.00%\"");
  EXPECT_HOLDS(made, "x=\"30.00%\" width=\"12.50%\"");
  EXPECT_HOLDS(made, "<strong>42.5</strong>");
}

TEST_F(Components, keep_dots_of_equal_value_apart) {
  const std::array<Spread, 1> values{Spread{"Fit", {{"Ada", 4}, {"Émile", 4}}}};
  EXPECT_EQ(every(spread_plot("Spread", values, 0, 5).str(), "cx=\"80.00%\" cy=\"([0-9.]+)\""),
            (std::vector<std::string>{"22.0", "14.0"}));
}

TEST_F(Components, show_days_on_a_line_and_in_a_table) {
  auto made = day_line({.title = "Pool",
                        .said = "Today is a quarter of the way.",
                        .moments = {{"Opening", "1 August", "past", 0, Progressed::done},
                                    {"Cut-off", "30 September", "in 16 days", 0.5, Progressed::now}},
                        .today = 0.25});
  EXPECT_HOLDS(made, "<rect class=\"run done\" x=\"0%\" width=\"25.00%\"");
  EXPECT_HOLDS(made, "<circle class=\"disc\" cx=\"50.00%\"");
  EXPECT_HOLDS(made,
               "<th scope=\"row\">2. Cut-off</th><td data-label=\"When\">30 September</td><td data-label=\"Days "
               "left\">in 16 days</td>");
}

TEST_F(Components, show_who_works_on_what_in_which_month) {
  auto made = load_grid({.title = "The plan",
                         .rows = "Engineer",
                         .spans = {"Oct. 26", "Nov. 26"},
                         .all = {{"Ada", {}, {{0.8, {{1, 0.5}, {2, 0.2}}, "0.7 of 0.8"}, {0, {}, "0.0"}}}},
                         .legend = {{1, html::text("Sorting letters")}, {2, html::text("Reading orders")}}});
  EXPECT_HOLDS(made, "<div class=\"load-box\" tabindex=\"0\" role=\"region\"");
  EXPECT_HOLDS(made, "<rect class=\"part part-2\" x=\"50.00%\" width=\"20.00%\"");
  EXPECT_HOLDS(made, "<span>0.7 of 0.8</span>");
  EXPECT_HOLDS(made, "Reading orders");
  EXPECT_EQ(unbalanced(made.str()), "");
}

TEST_F(Components, draw_nothing_wrong_from_nothing) {
  const std::array<Spread, 1> nobody{Spread{"Fit", {}}};
  EXPECT_HOLDS(spread_plot("Spread", nobody, 0, 5), "Nobody has answered yet");
  EXPECT_HOLDS(trend({.title = "Days", .unit = "days", .points = {}}), "No value has been recorded yet.");
  EXPECT_EQ(unbalanced(trend({.title = "Days", .unit = "days", .points = {{"March", 0}}}).str()), "");
  EXPECT_EQ(ranking("Labs", "points", {}).str().find("nan"), std::string::npos);
}

TEST_F(Components, close_what_they_open_and_repeat_no_id) {
  auto all = gallery().str();
  EXPECT_EQ(unbalanced(all), "");
  auto ids = every(all, " id=\"([^\"]+)\"");
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), ids.size());
}

TEST_F(Components, carry_no_style_and_no_script_of_their_own) {
  auto all = gallery().str();
  EXPECT_EQ(all.find(" style="), all.npos);
  EXPECT_EQ(all.find("<script"), all.npos);
  EXPECT_EQ(all.find(" on"), all.find(" on ")) << "no event handlers";
}

TEST_F(Components, frame_a_page_in_the_language_of_its_reader) {
  Frame f{.title = "Labs",
          .theme = Theme::dark,
          .nonce = "n0",
          .nav = {{"Labs", html::path("/labs"), true, 3}},
          .person = "Ada",
          .csrf = "tok",
          .back = "/labs?q=a&b"};
  auto made = page(f, {html::el("h1", {}, {"Labs"})});
  EXPECT_TRUE(
      made.starts_with("<!doctype html>\n<html lang=\"en\" data-theme=\"dark\"><head><meta charset=\"utf-8\">"));
  EXPECT_EQ(with(made, "<title>Labs · couloir</title>"), "");
  EXPECT_EQ(with(made,
                 "<a href=\"/labs\" aria-current=\"page\">Labs<span class=\"count\">3<span class=\"unseen\"> "
                 "waiting</span></span></a>"),
            "");
  EXPECT_EQ(with(made, "name=\"back\" value=\"/labs?q=a&amp;b\""), "");
  EXPECT_EQ(with(made, "name=\"lang\" value=\"fr\" lang=\"fr\""), "");
  EXPECT_EQ(with(made, "value=\"dark\" aria-pressed=\"true\""), "");
  EXPECT_EQ(unbalanced(made), "");
  EXPECT_EQ(made.find("Log in"), made.npos);
}

TEST_F(Components, show_a_visitor_the_way_in_and_no_empty_navigation) {
  auto made = page({.title = "Home"}, {});
  EXPECT_EQ(with(made, "Log in"), "");
  EXPECT_EQ(made.find("aria-label=\"Rooms\""), made.npos);
}

}  // namespace
}  // namespace couloir::view
