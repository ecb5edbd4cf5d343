// The journey of a file: read, previewed, taken in, taken in again, killed in the middle, and back out by the export.
#include "portfolio/import.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <thread>

#include "base/text.h"
#include "portfolio/test_world.h"
#include "portfolio/use_case_export.h"

namespace couloir::portfolio {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Weights weights() { return pack_weights(test_pack(), ""); }

std::string demo_file() {
  std::ifstream file(COULOIR_SOURCE_DIR "/demo/use-cases.csv");
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

std::vector<std::string> places(const std::vector<ImportProblem>& problems) {
  std::vector<std::string> all;
  for (const auto& p : problems) all.push_back(fmt::format("{}:{}", p.line, p.field));
  return all;
}

TEST(ImportFile, reads_texts_levels_and_status_of_a_row) {
  auto file =
      read_use_cases_csv("external_id;title;effort;irritant;P2;status\r\nA-1;Tri;1,5;4;?;running\r\n", weights())
          .value();
  ASSERT_EQ(file.rows.size(), 1u);
  EXPECT_EQ(file.rows[0].text.title, "Tri");
  EXPECT_EQ(file.rows[0].text.rice.effort, 1.5);
  EXPECT_EQ(file.rows[0].status, UseCaseState::running);
  EXPECT_THAT(file.rows[0].criteria, testing::Contains(Level{"irritant", 4}));
  EXPECT_THAT(file.rows[0].pillars, testing::Contains(Level{"P2", {}}));
}

TEST(ImportFile, names_line_and_column_of_all_that_is_wrong) {
  auto file = read_use_cases_csv(
                  "external_id,title,impact,P1,status\n"
                  "A,Un,1,3,idea\n"
                  ",Deux,1,3,\n"
                  "C,,0.7,6,open\n"
                  "A,Quatre,x,,\n"
                  "E,Cinq\n"
                  "F,Six,2,5,shipped\n",
                  weights())
                  .value();
  EXPECT_THAT(places(file.problems), ElementsAre("3:external_id", "4:status", "4:title", "4:impact", "4:P1", "5:impact",
                                                 "5:external_id", "6:"));
  EXPECT_EQ(file.rows_total, 6);
  EXPECT_EQ(file.rows_bad, 4);
  EXPECT_EQ(file.rows.size(), 2u);
}

TEST(ImportFile, refuses_a_first_line_of_very_many_columns_in_one_sentence) {
  std::string header = "external_id,title";
  for (int i = 0; i < 40'000; ++i) header += ",x" + std::to_string(i);
  auto read = read_use_cases_csv(header + "\n", Weights{});
  ASSERT_FALSE(read);
  EXPECT_TRUE(read.error().problems.empty());
  EXPECT_EQ(read.error().message.args.at(0), "40002");
}

TEST(ImportFile, refuses_columns_that_it_does_not_know_or_finds_twice_or_misses) {
  auto error = read_use_cases_csv("title,colour,title\nx,y,z\n", weights()).error();
  EXPECT_EQ(error.code, Code::invalid);
  ASSERT_EQ(error.problems.size(), 3u);
  for (const auto& p : error.problems) EXPECT_EQ(p.where, "line 1");
  EXPECT_EQ(error.problems[0].what.args[0], "colour");
  EXPECT_EQ(error.problems[1].what.args[0], "title");
  EXPECT_EQ(error.problems[2].what.args[0], "external_id");
}

TEST(ImportFile, refuses_what_is_not_utf8_and_says_where) {
  auto error = read_use_cases_csv("external_id,title\nA,R\xE9pondre\n", weights()).error();  // é of Windows-1252
  EXPECT_EQ(error.code, Code::invalid);
  Speaking english(Lang::en);
  EXPECT_THAT(tr(error.problems.empty() ? error.message : error.problems[0].what), HasSubstr("UTF-8"));
  EXPECT_FALSE(read_use_cases_csv("", weights()));
}

TEST(ImportFile, finds_the_one_bad_line_of_forty_thousand) {
  std::string content = "external_id,title,problem,P1\n";
  std::string paragraph(220, 'x');
  for (int i = 2; i <= 40'001; ++i) content += fmt::format("K-{},Cas {},{},{}\n", i, i, paragraph, i == 31'415 ? 9 : 3);
  ASSERT_GT(content.size(), 9u << 20);
  auto file = read_use_cases_csv(content, weights()).value();
  EXPECT_THAT(places(file.problems), ElementsAre("31415:P1"));
  EXPECT_EQ(file.rows.size(), 39'999u);
}

TEST(ImportFile, keeps_a_bounded_number_of_problems_whatever_is_uploaded) {
  std::string content = "external_id,title\n";
  for (int i = 0; i < 5'000; ++i) content += ",\n";
  auto file = read_use_cases_csv(content, weights()).value();
  EXPECT_EQ(file.problems.size(), static_cast<std::size_t>(kMostImportProblems));
  EXPECT_EQ(file.rows_bad, 5'000);
}

class Imports : public OnBoth {
 protected:
  Import preview(std::string_view content) {
    return preview_import(world.as(world.marie), test_pack(), world.acme, "cas.csv", content).value();
  }
  Import take_in(std::string_view content) {
    auto id = preview(content).id;
    start_import(world.as(world.marie), id).value();
    world.house.jobs.run_due();
    return find_import(*world.reader(), id).value();
  }
  std::vector<std::string> titles() {
    return titles_of(list_use_cases(*world.reader(), {.organisations = {world.acme}}, Sort::title, {}, {}, 1'000));
  }
};
INSTANTIATE_TEST_SUITE_P(, Imports, both_databases(), database_name);

TEST_P(Imports, take_the_demonstration_in_and_rank_it) {
  auto import = take_in(demo_file());
  EXPECT_EQ(import.state, ImportState::done);
  EXPECT_EQ(import.rows_bad, 0);
  EXPECT_EQ(import.added, 24);
  EXPECT_EQ(import.added, import.rows_total);
  auto page = list_use_cases(*world.reader(), {}, Sort::score, {}, {}, 100);
  EXPECT_EQ(page.rows.size(), 24u);
  EXPECT_GT(page.rows.front().score.floor, 60);
  for (std::size_t i = 1; i < page.rows.size(); ++i) EXPECT_GE(page.rows[i - 1].score.floor, page.rows[i].score.floor);
}

TEST_P(Imports, change_nothing_when_the_same_file_comes_again) {
  take_in(demo_file());
  auto events = world.reader()->one<std::int64_t>("SELECT count(*) FROM journal_event WHERE subject = 'use_case'");
  auto again = take_in(demo_file());
  EXPECT_EQ(again.added, 0);
  EXPECT_EQ(again.changed, 0);
  EXPECT_EQ(again.unchanged, 24);
  EXPECT_EQ(world.reader()->one<std::int64_t>("SELECT count(*) FROM journal_event WHERE subject = 'use_case'"), events);
}

TEST_P(Imports, change_nothing_before_they_are_started_and_keep_the_file_only_until_they_are_over) {
  auto previewed = preview("external_id,title\nA,Un\n");
  EXPECT_TRUE(titles().empty());
  EXPECT_EQ(content_of(*world.reader(), previewed.id), "external_id,title\nA,Un\n");
  start_import(world.as(world.marie), previewed.id).value();
  EXPECT_TRUE(titles().empty());
  world.house.jobs.run_due();
  EXPECT_THAT(titles(), ElementsAre("Un"));
  EXPECT_EQ(content_of(*world.reader(), previewed.id), "");
}

TEST_P(Imports, say_beforehand_what_taking_the_file_in_then_does) {
  take_in("external_id,title,target,P1\nA,Un,,4\nB,Deux,,4\nC,Trois,,\n");
  auto previewed = preview("external_id,title,target,P1\nA,Un,10 h,4\nB,Deux,,4\nC,Trois,,3\nD,Quatre,,\nE,,,\n");
  EXPECT_EQ(previewed.added, 1);
  EXPECT_EQ(previewed.changed, 2);  // A says more, C gets its first score
  EXPECT_EQ(previewed.unchanged, 1);
  ASSERT_EQ(previewed.first_rows.size(), 3U);
  EXPECT_EQ(previewed.first_rows[0].changes.at(0).field, "target");
  EXPECT_EQ(previewed.first_rows[0].changes.at(0).after, "10 h");
  EXPECT_TRUE(previewed.first_rows[1].scored);
  EXPECT_EQ(previewed.first_rows[2].effect, RowEffect::added);
  EXPECT_EQ(previewed.first_rows[2].line, 5);
  EXPECT_THAT(titles(), ElementsAre("Deux", "Trois", "Un"));

  auto browser = world.browse(world.marie);
  browser.get("/imports/" + previewed.id.str());
  for (auto words : {"Would be new", "Would change", "Take in 4 lines, leave out 1", "The lines that change something",
                     "→ 10 h", "gets its first score", "a new use case"})
    EXPECT_TRUE(browser.says(words)) << words;

  start_import(world.as(world.marie), previewed.id).value();
  world.house.jobs.run_due();
  auto done = own_import(*world.reader(), world.marie, previewed.id).value();
  EXPECT_EQ(done.state, ImportState::done);
  EXPECT_EQ(done.added, previewed.added);
  EXPECT_EQ(done.changed, previewed.changed);
  EXPECT_EQ(done.unchanged, previewed.unchanged);
}

TEST_P(Imports, look_at_a_long_file_in_a_few_statements_and_show_its_first_lines) {
  std::string content = "external_id,title\n";
  for (int i = 0; i < 1'000; ++i) content += fmt::format("K-{},Cas {}\n", i, i);
  auto browser = world.browse(world.marie);
  browser.get("/use-cases/import");
  browser.upload("/use-cases/import", {"file", "cas.csv", content});
  EXPECT_TRUE(browser.says("The first lines that change something"));
  EXPECT_TRUE(browser.says("Cas 11"));
  EXPECT_FALSE(browser.says("Cas 12"));
  EXPECT_LT(browser.seen().statements, 12);
}

TEST_P(Imports, speak_of_one_line_in_the_singular) {
  auto previewed = preview("external_id,title\nA,Un\nB,\n");
  auto browser = world.browse(world.marie);
  browser.get("/imports/" + previewed.id.str());
  EXPECT_TRUE(browser.says("Take in 1 line, leave out 1"));
  EXPECT_TRUE(browser.says("1 of 2 lines is good."));
}

TEST_P(Imports, take_the_good_lines_in_and_keep_what_to_mend) {
  auto import = take_in("external_id,title\nA,Un\nB,\nC,Trois\n");
  EXPECT_EQ(import.added, 2);
  EXPECT_THAT(places(import.problems), ElementsAre("3:title"));
  EXPECT_THAT(titles(), ElementsAre("Trois", "Un"));
}

TEST_P(Imports, find_use_cases_again_by_their_key_and_record_the_change) {
  take_in("external_id,title,baseline\nA,Un,9 h\n");
  auto import = take_in("external_id,title,baseline\nA,Un,8 h\n");
  EXPECT_EQ(import.changed, 1);
  auto u = find_use_case_by_external_id(*world.reader(), world.acme, "A").value();
  EXPECT_EQ(u.text.baseline, "8 h");
  EXPECT_EQ(changes_of(*world.reader(), u.id).size(), 1u);
}

TEST_P(Imports, leave_alone_what_the_file_has_no_column_for_and_empty_what_it_says_is_empty) {
  take_in("external_id,title,baseline,problem,effort,people_affected\nA,Un,9 h,Chaque lundi,\"1,5\",12\n");
  auto import = take_in("external_id,title,problem\nA,Deux,\n");
  EXPECT_EQ(import.changed, 1);
  auto text = find_use_case_by_external_id(*world.reader(), world.acme, "A")->text;
  EXPECT_EQ(text.title, "Deux");
  EXPECT_EQ(text.problem, "");
  EXPECT_EQ(text.baseline, "9 h");
  EXPECT_EQ(text.rice.effort, 1.5);
  EXPECT_EQ(text.people_affected, 12);
}

TEST_P(Imports, never_touch_another_organisation) {
  UseCaseText text;
  text.title = "À eux";
  text.external_id = "A";
  auto theirs = world.add(world.paul, world.rival, text);
  take_in("external_id,title\nA,À nous\n");
  EXPECT_EQ(world.stored(theirs.id).text.title, "À eux");
}

TEST_P(Imports, put_a_row_on_the_map_when_its_score_is_complete) {
  take_in(
      "external_id,title,status,P1,irritant,data_readiness,measurable_kpi,feasibility,lab_interest,beneficiaries,"
      "reuse\n"
      "A,Complet,mapped,4,4,4,4,4,4,4,4\nB,Incomplet,mapped,4,4,,,,,,\nC,Idée,idea,4,4,4,4,4,4,4,4\n");
  auto state = [&](const char* key) { return find_use_case_by_external_id(*world.reader(), world.acme, key)->state; };
  EXPECT_EQ(state("A"), UseCaseState::mapped);
  EXPECT_EQ(state("B"), UseCaseState::idea);
  EXPECT_EQ(state("C"), UseCaseState::idea);
}

TEST_P(Imports, leave_the_score_that_somebody_gave) {
  take_in("external_id,title\nA,Un\n");
  auto u = find_use_case_by_external_id(*world.reader(), world.acme, "A").value();
  world.score(world.marie, u.id, 5);
  take_in("external_id,title,P1\nA,Un,1\n");
  EXPECT_DOUBLE_EQ(score_of(*world.reader(), u.id).floor, 100);
}

TEST_P(Imports, are_the_owners_alone) {
  auto import = preview("external_id,title\nA,Un\n");
  for (const auto& actor : {world.paul, world.nora, world.olga}) {
    EXPECT_EQ(preview_import(world.as(actor), test_pack(), world.acme, "x", "external_id,title\nA,Un\n").error().code,
              Code::not_found);
    EXPECT_EQ(start_import(world.as(actor), import.id).error().code, Code::not_found);
    EXPECT_EQ(cancel_import(world.as(actor), import.id).error().code, Code::not_found);
    EXPECT_EQ(own_import(*world.reader(), actor, import.id).error().code, Code::not_found);
  }
}

TEST_P(Imports, can_be_put_aside_or_stopped_and_not_be_started_twice) {
  auto aside = preview("external_id,title\nA,Un\n");
  EXPECT_EQ(aside.added, 1);
  cancel_import(world.as(world.marie), aside.id).value();
  EXPECT_EQ(start_import(world.as(world.marie), aside.id).error().code, Code::refused);
  auto stopped = preview("external_id,title\nA,Un\n");
  start_import(world.as(world.marie), stopped.id).value();
  EXPECT_EQ(start_import(world.as(world.marie), stopped.id).error().code, Code::refused);
  cancel_import(world.as(world.marie), stopped.id).value();
  world.house.jobs.run_due();
  EXPECT_TRUE(titles().empty());
  EXPECT_EQ(find_import(*world.reader(), stopped.id)->state, ImportState::cancelled);
  EXPECT_EQ(cancel_import(world.as(world.marie), stopped.id).error().code, Code::refused);
}

TEST_P(Imports, at_once_are_whole_or_nothing_unless_told_otherwise) {
  auto content = "external_id,title\nA,Un\nB,\n";
  auto at_once = [&](BadLines bad) {
    return take_in_now(world.as(world.marie), test_pack(), world.acme, "x.csv", content, bad);
  };
  auto refused = at_once(BadLines::refuse).error();
  EXPECT_EQ(refused.code, Code::refused);
  EXPECT_EQ(refused.problems[0].where, "line 3, title");
  EXPECT_TRUE(titles().empty());
  EXPECT_EQ(at_once(BadLines::leave_out)->added, 1);
  EXPECT_THAT(titles(), ElementsAre("Un"));
}

TEST_P(Imports, keep_the_arguments_of_what_they_complain_about) {
  auto import = preview("external_id,title\nA,Un\nA,Deux\n");
  auto stored = find_import(*world.reader(), import.id).value();
  ASSERT_EQ(stored.problems.size(), 1u);
  EXPECT_EQ(stored.problems[0].what, import.problems[0].what);
  EXPECT_THAT(stored.problems[0].what.args, ElementsAre("A", "2"));
}

// ── back out ──

std::string exported(Db& db, OrganisationId organisation, CsvForm form) {
  auto next = csv_chunks(db, {.organisations = {organisation}}, form);
  std::string all;
  for (auto piece = next(); !piece.empty(); piece = next()) all += piece;
  return all;
}

std::map<std::string, UseCaseText> texts_of(World& world, OrganisationId organisation) {
  std::map<std::string, UseCaseText> texts;
  for (const auto& row : whole_use_cases(*world.reader(), {.organisations = {organisation}}, {}, 10'000).rows)
    texts[row.use_case.text.external_id] = row.use_case.text;
  return texts;
}

TEST_P(Imports, disarm_formulas_on_the_way_out_and_give_them_back_on_the_way_in) {
  world.add("=HYPERLINK(\"http://evil.example\")", "A");
  world.add("+33 6 12 34 56 78", "B");
  auto csv = exported(world.db, world.acme, CsvForm::excel_french);
  EXPECT_THAT(csv, HasSubstr("'=HYPERLINK"));
  EXPECT_TRUE(csv.starts_with("\xEF\xBB\xBF"));
  take_in_now(world.as(world.paul), test_pack(), world.rival, "x.csv", csv, BadLines::refuse).value();
  EXPECT_EQ(texts_of(world, world.rival), texts_of(world, world.acme));
}

TEST_P(Imports, take_the_export_of_one_organisation_into_an_empty_one_without_a_change) {
  take_in(demo_file());
  for (auto form : {CsvForm::plain, CsvForm::excel_french}) {
    auto import = take_in_now(world.as(world.paul), test_pack(), world.rival, "x.csv",
                              exported(world.db, world.acme, form), BadLines::refuse);
    ASSERT_TRUE(import) << tr(import.error().message);
    EXPECT_EQ(texts_of(world, world.rival), texts_of(world, world.acme));
  }
}

TEST_P(Imports, export_in_pieces_every_use_case_once) {
  world.db.write([&](Tx& tx) {
    for (int i = 0; i < 1'203; ++i) {
      UseCaseText text;
      text.title = i % 2 == 0 ? "même titre" : fmt::format("titre {}", i);
      text.external_id = fmt::format("K-{}", i);
      put_in(tx, world.as(world.marie), world.acme, {}, text);
    }
    return true;
  });
  auto file = read_use_cases_csv(exported(world.db, world.acme, CsvForm::plain), weights()).value();
  EXPECT_EQ(file.rows.size(), 1'203u);
  EXPECT_EQ(file.rows_bad, 0);
}

RC_GTEST_PROP(ExportThenImport, gives_the_same_texts, ()) {
  World world;
  auto pieces = std::vector<std::string>{"é",  "=",  "\"", "'",     ",",   ";", "\n",  "a b",
                                         "-1", "@x", "\t", "œuvre", "0.5", "’", "日本"};
  auto a_text = [&] {
    std::string text;
    for (const auto& piece : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces))) text += piece;
    return text;
  };
  auto rows = *rc::gen::inRange(1, 5);
  for (int i = 0; i < rows; ++i) {
    UseCaseText text;
    text.external_id = fmt::format("K-{}", i);
    text.title = "t" + std::string(first_code_points(a_text(), 150));
    text.problem = a_text();
    text.baseline = std::string(first_code_points(a_text(), 150));
    text.rice.effort = *rc::gen::inRange(1, 1'000) / 8.0;
    world.add(world.marie, world.acme, text);
  }
  auto form = *rc::gen::element(CsvForm::plain, CsvForm::excel_french);
  auto import = take_in_now(world.as(world.paul), test_pack(), world.rival, "x.csv",
                            exported(world.db, world.acme, form), BadLines::refuse);
  RC_ASSERT(import.has_value());
  RC_ASSERT(texts_of(world, world.rival) == texts_of(world, world.acme));
}

// ── killed ──

class KilledImports : public testing::TestWithParam<TestDatabase> {};
INSTANTIATE_TEST_SUITE_P(, KilledImports, all_databases(), database_name);

std::string many_rows() {
  std::string content = "external_id,title,problem,P1,irritant\n";
  for (int i = 0; i < 3'000; ++i)
    content += fmt::format("K-{},Cas {},Trop de courriels chaque lundi,{},{}\n", i, i % 7, i % 6, i % 5);
  return content;
}

/// The job in a process of its own, on a connection of its own, until it is killed.
[[noreturn]] void run_until_killed(const std::string& url, Instant now) {
  auto db = open_db(url);
  if (!db) ::_exit(1);
  FixedClock clock(now);
  journal::Jobs jobs(**db, clock);
  jobs.handle<TakeInFile>(
      [](const TakeInFile& job, journal::JobContext& context) { return take_in_file(test_pack(), job, context); });
  jobs.run_due();
  ::_exit(0);
}

/// Everything that an import leaves, but ids and times.
std::vector<std::string> outcome(World& world) {
  std::vector<std::string> rows;
  world.reader()->each(
      "SELECT external_id, title, score_floor, version FROM portfolio_use_case ORDER BY external_id", {},
      [&](const Row& row) {
        rows.push_back(fmt::format("{} {} {} {}", row.get<std::string>("external_id"), row.get<std::string>("title"),
                                   row.get<double>("score_floor"), row.get<std::int64_t>("version")));
      });
  return rows;
}

TEST_P(KilledImports, leave_whole_batches_and_end_the_same_when_started_again) {
  if (GetParam() == TestDatabase::sqlite) GTEST_SKIP() << "a database in memory dies with its process";
  auto content = many_rows();
  World world(GetParam()), undisturbed;
  take_in_now(undisturbed.as(undisturbed.marie), test_pack(), undisturbed.acme, "x.csv", content, BadLines::refuse)
      .value();

  auto id = preview_import(world.as(world.marie), test_pack(), world.acme, "x.csv", content)->id;
  start_import(world.as(world.marie), id).value();
  auto child = ::fork();
  if (child == 0) run_until_killed(world.house.database.url(), world.house.clock.now());
  while (find_import(*world.reader(), id)->next_row < 400) std::this_thread::yield();
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);

  std::int64_t reached = 0, stored = 0;
  world.db.write([&](Tx& tx) {  // in the writer's turn: the server may still be committing
    reached = find_import(tx, id)->next_row;
    stored = tx.one<std::int64_t>("SELECT count(*) FROM portfolio_use_case");
    return true;
  });
  EXPECT_EQ(stored, reached);
  EXPECT_EQ(reached % 200, 0);
  EXPECT_LT(reached, 3'000);

  world.house.clock.tick(std::chrono::minutes(5));
  world.house.jobs.run_due();
  auto import = find_import(*world.reader(), id).value();
  EXPECT_EQ(import.state, ImportState::done);
  EXPECT_EQ(import.added, 3'000);
  EXPECT_EQ(outcome(world), outcome(undisturbed));
}

}  // namespace
}  // namespace couloir::portfolio
