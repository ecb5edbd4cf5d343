// The PDF of an AI-Act file and the exported register: who gets them, and what is in them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "compliance/evidence.h"
#include "compliance/file_document.h"
#include "compliance/front.h"
#include "compliance/indicator.h"
#include "compliance/register_export.h"
#include "compliance/scenario_edit.h"
#include "compliance/scenario_store.h"
#include "compliance/test_scenarios.h"
#include "files/zip_list.h"
#include "people/testing.h"
#include "region/pack.h"
#include "store/temporary_folder.h"
#include "web/testing.h"

namespace couloir::compliance {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

struct CompliancePapers : testing::TestWithParam<TestDatabase> {
  static const region::Pack& region_pack() {
    static const auto pack = region::load_pack(COULOIR_SOURCE_DIR "/data/grand-est", *parse_date("2026-11-22")).value();
    return pack;
  }
  static const RulePack& law() {
    static const auto pack = open_rule_pack(COULOIR_SOURCE_DIR "/data/ai-act", *parse_date("2026-11-22")).value();
    return *pack;
  }
  web::TestSite house{GetParam()};
  TemporaryFolder data;
  files::ContentFolder folder{fs::path(data.path()) / "files"};
  documents::WeasyPrint engine{
      {.print = COULOIR_SOURCE_DIR "/print", .fonts = fs::path(COULOIR_WORDS_DIR) / "../assets/fonts"}};
  documents::Press press{engine, folder, {.zone = "Europe/Paris", .house = "couloir · ENACT"}};
  people::PersonalData personal;
  OrganisationId acme = people::an_organisation(house.db).named("Étiquettes du Ried").id();
  OrganisationId rival = people::an_organisation(house.db).named("=Scierie").id();
  PersonId marie = house.person({Role::operator_}, "Marie Owner", {}, acme);
  PersonId paul = house.person({Role::operator_}, "Paul Rival", {}, rival);
  PersonId lawyer = house.person({Role::legal}, "Lea Lawyer");
  PersonId office = house.person({Role::office}, "Olga Office");

  CompliancePapers() {
    EXPECT_TRUE(load_words(COULOIR_WORDS_DIR).has_value());
    house.clock.set(*parse_instant("2026-11-29T09:00:00Z"));
    press.mount(house.jobs, personal);
    mount(house.site, law(), region_pack(), folder, house.jobs, press, personal);
    documents::mount_document_pages(house.site.router(), press);
    house.site.router().get("/start", web::kLoggedIn,
                            [](web::Request& r) { return web::page(r, "Start", html::Html()); });
    house.open();
  }
  UseCaseId use_case(PersonId person, OrganisationId organisation, const std::string& reference,
                     const std::string& title) {
    EXPECT_TRUE(portfolio::take_in_at_once(house.op_as(person), region_pack(), organisation, "a.csv",
                                           "external_id,title\n" + reference + ",\"" + title + "\"\n"));
    return portfolio::use_case_doors_of(*house.database->reader(), organisation, 100).back().id;
  }
  /// High risk as provider: ranks candidates; one question is said to be unknown.
  UseCaseId a_high_one() {
    auto id = use_case(marie, acme, "A-1", "Trier les candidatures");
    AnswersGiven given;
    given.answers = {{"Q1", {"y"}},          {"Q2", {"none"}},  {"Q3", {"y"}},       {"Q4", {"build_own"}},
                     {"Q5", {"none"}},       {"Q6", {"sme"}},   {"Q7", {"private"}}, {"Q8", {"n"}},
                     {"Q9", {"n"}},          {"Q10", {"n"}},    {"Q11", {"n"}},      {"Q12", {"n"}},
                     {"Q13", {"none"}},      {"Q15", {"none"}}, {"Q17", {"none"}},   {"Q20", {"none"}},
                     {"Q21", {"none"}},      {"Q22", {"ads"}},  {"Q23", {"none"}},   {"Q24", {"none"}},
                     {"Q25", {"evaluates"}}, {"Q26", {"y"}},    {"Q27", {"y"}},      {"Q28", {"?"}},
                     {"Q29", {"none"}},      {"Q30", {"none"}}};
    auto saved = answer_scenario(house.op_as(marie), law(), id, 0, given, *parse_date("2026-11-29"));
    EXPECT_TRUE(saved.has_value()) << (saved ? "" : saved.error().message.msgid);
    return id;
  }
  /// Of somebody's organisation, answered as nothing special, and waiting for Legal.
  Scenario handed_in(PersonId person, OrganisationId organisation, const std::string& title) {
    auto id = use_case(person, organisation, title, title);
    AnswersGiven given;
    for (const auto& row : the_rows())
      if (row.id == "plain") given.answers = row.scenario.answers;
    auto answered = answer_scenario(house.op_as(person), law(), id, 0, given, *parse_date("2026-11-29")).value();
    return ask_legal(house.op_as(person), law(), id, answered.version, *parse_date("2026-11-29")).value();
  }
  Scenario sign(const Scenario& s) {
    return judge_scenario(house.op_as(lawyer), law(), s.use_case, s.version, Verdict::signed_, "",
                          *parse_date("2026-11-29"))
        .value();
  }
  /// Somebody of a lab that has agreed to sponsor it.
  PersonId sponsor_of(UseCaseId id) {
    auto lab = people::a_lab(house.db).coded("loria").id();
    house.database->write([&](Tx& tx) {
      return tx.exec(
                 "INSERT INTO portfolio_sponsorship (use_case, lab, state, message, asked_at, answer, version) "
                 "VALUES (:id, :lab, 'accepted', '', :at, '', 1)",
                 {{":id", id}, {":lab", lab}, {":at", house.clock.now()}}) == 1;
    });
    return house.person({Role::lab}, "Nora Lab", lab);
  }
  Result<documents::Finished> make(PersonId person, UseCaseId id) {
    auto op = house.op_as(person);
    op.actor.door = Door::cli;
    return press.make_now(op, kFileDocument, id.v);
  }
  /// What is set, before it is set: a rendering takes seconds.
  std::string drawn(PersonId person, UseCaseId id) {
    auto reader = house.database->reader();
    auto actor = people::actor_for(*reader, person, Door::page).value();
    return press.kind(kFileDocument).draw(*reader, actor, id.v, house.clock.now()).value().body.str();
  }
  std::string text_of(const std::string& pdf) {
    TemporaryFolder place;
    std::ofstream(place.path() + "/a.pdf", std::ios::binary) << pdf;
    auto line =
        "cd " + place.path() + " && pdftotext -layout a.pdf out && pdfinfo a.pdf >> out && pdffonts a.pdf >> out";
    EXPECT_EQ(std::system(line.c_str()), 0);
    std::stringstream out;
    out << std::ifstream(place.path() + "/out").rdbuf();
    return out.str();
  }
};

INSTANTIATE_TEST_SUITE_P(, CompliancePapers, both_databases(), database_name);

TEST_P(CompliancePapers, hold_the_whole_file_in_both_languages) {
  auto id = a_high_one();
  Speaking english(Lang::en);
  auto made = make(marie, id);
  ASSERT_TRUE(made.has_value());
  auto text = text_of(made->pdf);
  EXPECT_THAT(text,
              AllOf(HasSubstr("Trier les candidatures"), HasSubstr("Étiquettes du Ried"), HasSubstr("High risk"),
                    HasSubstr("Art. 6(2),"), HasSubstr("Annex III"), HasSubstr("2 Dec 2027"), HasSubstr("Not known"),
                    HasSubstr("This is not legal advice"), HasSubstr("A3-4a"), HasSubstr("nobody yet"),
                    HasSubstr("Art. 9"), HasSubstr("https://eur-lex.europa.eu"), HasSubstr("Tagged:          yes")));
  {
    Speaking french(Lang::fr);
    auto en_francais = make(lawyer, id);
    ASSERT_TRUE(en_francais.has_value());
    auto texte = text_of(en_francais->pdf);
    EXPECT_THAT(texte,
                AllOf(HasSubstr("Haut risque"), HasSubstr("Ceci n’est pas un avis juridique"), HasSubstr("annexe"),
                      HasSubstr("02/12/2027"), HasSubstr("Non connu"), HasSubstr("Page 1 / ")));
    EXPECT_THAT(texte, Not(HasSubstr("Annex III")));
  }
}

TEST_P(CompliancePapers, show_both_readings_of_the_day_on_which_filtered_systems_register) {
  auto id = use_case(marie, acme, "A-2", "Lire les CV");
  auto row = std::ranges::find(the_rows(), "22", &TableRow::id)->scenario;
  ASSERT_TRUE(answer_scenario(house.op_as(marie), law(), id, 0, {row.answers, {}, {}}, *parse_date("2026-11-29")));
  auto browser = house.as(marie);
  browser.get("/use-cases/" + id.str() + "/compliance");
  EXPECT_TRUE(browser.says("2 Aug 2026 / 2 Dec 2027 (two readings of the law)"));
  Speaking english(Lang::en);
  auto paper = drawn(marie, id);
  EXPECT_THAT(paper, AllOf(HasSubstr("2 Aug 2026 / 2 Dec 2027 (two readings of the law)"),
                           HasSubstr("2 Aug 2026 — Article 49 is in Chapter III, Section 5"),
                           HasSubstr("2 Dec 2027 — Article 6(3) and (4), which defines these systems")));
}

TEST_P(CompliancePapers, name_the_article_of_the_fine_and_what_speaks_against_each_other_rule) {
  auto id = a_high_one();
  house.database->write([&](Tx& tx) {
    return tx.exec("UPDATE people_organisation SET turnover_cents = 400000000, linked = 'none' WHERE id = :id",
                   {{":id", acme}}) == 1;
  });
  Speaking english(Lang::en);
  auto paper = drawn(marie, id);
  EXPECT_THAT(paper, AllOf(HasSubstr("€120,000 — 3% of a turnover of €4,000,000, which is less than €15,000,000"),
                           HasSubstr("Rules that do not apply"), HasSubstr("P-f"), HasSubstr("Q13: ")));
}

TEST_P(CompliancePapers, say_why_no_fine_is_told) {
  Speaking english(Lang::en);
  EXPECT_THAT(drawn(marie, a_high_one()),
              HasSubstr("<dt>Highest fine</dt><dd>write your yearly turnover on your organisation’s page</dd>"));
}

TEST_P(CompliancePapers, are_for_those_who_may_see_the_file) {
  auto id = a_high_one();
  for (auto person : {marie, lawyer})
    EXPECT_TRUE(press.ask(house.op_as(person), kFileDocument, id.v, Lang::en).has_value());
  for (auto person : {paul, office}) {
    EXPECT_EQ(press.ask(house.op_as(person), kFileDocument, id.v, Lang::en).error().code, Code::not_found);
    EXPECT_EQ(make(person, id).error().code, Code::not_found);
  }
  auto path = "/use-cases/" + id.str() + "/compliance/documents";
  auto rival_browser = house.as(paul);
  rival_browser.get("/start");
  EXPECT_EQ(rival_browser.post(path, {}).status, 404);
  auto browser = house.as(marie);
  browser.get("/use-cases/" + id.str() + "/compliance");
  ASSERT_TRUE(browser.offers(path));
  browser.submit(path);
  EXPECT_THAT(browser.path(), HasSubstr("/documents/"));
}

TEST_P(CompliancePapers, are_asked_for_by_scripts_and_fetched_once_a_job_made_them) {
  auto id = a_high_one(), other = use_case(marie, acme, "A-2", "Autre");
  auto mine = house.token(marie);
  auto path = "/use-cases/" + id.str() + "/compliance/documents";
  auto asked = house.call(mine, "POST", path);
  EXPECT_EQ(asked.status, 202);
  EXPECT_THAT(asked.body, HasSubstr(R"("state":"asked")"));
  auto location = asked.header("location");
  ASSERT_TRUE(location.starts_with("/api/v1" + path + "/")) << location;
  auto at = std::string(location.substr(std::string_view("/api/v1").size()));
  EXPECT_EQ(house.call(mine, "GET", at + "/file").status, 404) << "not made yet, and no worker makes it";
  EXPECT_EQ(house.call(mine, "POST", path).header("location"), location) << "asking again asks for the same";
  house.jobs.run_due();
  EXPECT_THAT(house.call(mine, "GET", at).body, HasSubstr(R"("state":"ready")"));
  auto made = house.call(mine, "GET", at + "/file");
  EXPECT_EQ(made.header("content-type"), "application/pdf");
  EXPECT_TRUE(made.body.starts_with("%PDF-"));
  for (auto person : {paul, lawyer}) EXPECT_EQ(house.call(house.token(person), "GET", at).status, 404);
  EXPECT_EQ(house.call(house.token(paul), "POST", path).status, 404);
  auto elsewhere = "/use-cases/" + other.str() + at.substr(("/use-cases/" + id.str()).size());
  EXPECT_EQ(house.call(mine, "GET", elsewhere).status, 404);
}

TEST_P(CompliancePapers, list_the_evidence_and_what_changed_and_keep_them_and_the_fine_from_the_sponsoring_lab) {
  auto id = a_high_one();
  auto today = *parse_date("2026-11-29");
  auto op = house.op_as(marie);
  ASSERT_TRUE(answer_scenario(op, law(), id, 1, {{{"Q28", {"n"}}, {"Q9", {"y"}}}, {}, {}}, today));
  auto proof = [&](const std::string& name) {
    return add_evidence(op, law(), folder, id, {}, name, "%PDF-1.7\n" + name + "\n%%EOF\n", today).value();
  };
  auto kept = proof("essais.pdf"), gone = proof("ancien.pdf");
  ASSERT_TRUE(remove_evidence(op, id, gone.id));
  auto planned = plan_mitigation(op, law(), id, {"O-10", ActRole::provider, marie, {}, {}, "Between us only"}, today);
  ASSERT_TRUE(planned.has_value());
  Speaking english(Lang::en);
  auto whole = drawn(marie, id);
  EXPECT_THAT(whole,
              AllOf(HasSubstr("essais.pdf"), HasSubstr(kept.sha256.substr(0, 32)), HasSubstr(kept.sha256.substr(32)),
                    HasSubstr("removed by Marie Owner"), Not(HasSubstr("ancien.pdf")),
                    HasSubstr("History of the answers"), HasSubstr("<strong>Q28</strong> I don’t know"),
                    HasSubstr("Highest fine"), HasSubstr("Between us only"), Not(HasSubstr("Handed to Legal"))));
  EXPECT_THAT(drawn(lawyer, id), HasSubstr("essais.pdf"));
  auto lab = sponsor_of(id);
  EXPECT_THAT(drawn(lab, id), AllOf(HasSubstr("High risk"), HasSubstr("History of the answers"),
                                    Not(HasSubstr("essais.pdf")), Not(HasSubstr(kept.sha256.substr(0, 32))),
                                    Not(HasSubstr("Highest fine")), Not(HasSubstr("Between us only"))));
}

TEST_P(CompliancePapers, of_a_file_say_who_handed_it_in_while_that_holds) {
  auto asked = handed_in(marie, acme, "Plan routes");
  Speaking english(Lang::en);
  EXPECT_THAT(drawn(marie, asked.use_case), HasSubstr("<dt>Handed to Legal</dt>"));
  ASSERT_TRUE(answer_scenario(house.op_as(marie), law(), asked.use_case, asked.version, {{{"Q8", {"y"}}}, {}, {}},
                              *parse_date("2026-11-29")));
  EXPECT_THAT(drawn(marie, asked.use_case), Not(HasSubstr("<dt>Handed to Legal</dt>")));
}

// ── the register ──

TEST_P(CompliancePapers, of_legal_are_listed_page_by_page_and_by_class) {
  for (int i = 0; i < 52; ++i) {
    handed_in(marie, acme, "Case " + std::to_string(100 + i));
    house.clock.tick(std::chrono::seconds(1));
  }
  auto legal = house.as(lawyer);
  legal.get("/compliance");
  EXPECT_TRUE(legal.says("50 of 52"));
  EXPECT_TRUE(legal.says("Case 149"));
  EXPECT_FALSE(legal.says("Case 150"));
  legal.get("/compliance?asked_from=50");
  EXPECT_TRUE(legal.says("2 of 52"));
  EXPECT_TRUE(legal.says("Case 151"));
  EXPECT_FALSE(legal.says("Case 149"));
  legal.get("/compliance?class=high");
  EXPECT_TRUE(legal.says("Nothing waits for you"));
  legal.get("/compliance?class=minimal&asked_from=50");
  EXPECT_TRUE(legal.says("Case 151"));
}

TEST_P(CompliancePapers, signed_long_ago_are_shown_to_legal_before_they_stop_counting) {
  auto first = sign(handed_in(marie, acme, "Plan routes"));
  house.clock.tick(std::chrono::hours(24 * 10));
  sign(handed_in(paul, rival, "Sort timber"));
  auto lines = [&] {
    std::string all;
    auto reader = house.database->reader();
    QueueFilter ageing{.state = ScenarioState::signed_, .signed_before = house.clock.now() - kSignatureAges};
    for (const auto& line : queue_lines(*reader, ageing, 0, 10))
      all += line.use_case == first.use_case ? "routes;" : "timber;";
    return all;
  };
  EXPECT_EQ(lines(), "");
  house.clock.tick(std::chrono::hours(24 * 15));
  EXPECT_EQ(lines(), "routes;");
  auto legal = house.as(lawyer);
  legal.get("/compliance");
  EXPECT_TRUE(legal.says("Soon to be read again"));
  EXPECT_TRUE(legal.says("30 Dec 2026"));
  auto newest = legal.seen().body.rfind("Sort timber");
  EXPECT_LT(newest, legal.seen().body.rfind("Plan routes")) << "the newest signature first";
  house.clock.tick(std::chrono::hours(24 * 10));
  EXPECT_EQ(lines(), "routes;timber;");
  auto later = house.as(lawyer);  // her login of a month ago is over
  later.get("/compliance");
  EXPECT_TRUE(later.says("no longer, since 30 Dec 2026"));
}

TEST_P(CompliancePapers, of_the_region_are_numbers_only_where_three_organisations_have_files) {
  auto third = people::an_organisation(house.db).named("Troisième").id();
  auto tom = house.person({Role::operator_}, "Tom Third", {}, third);
  auto keeper = house.person({Role::indicator_owner}, "Ines Indicator");
  handed_in(marie, acme, "One");
  handed_in(marie, acme, "Two");
  handed_in(paul, rival, "Three");
  for (auto who : {office, keeper}) {
    auto browser = house.as(who);
    browser.get("/compliance");
    EXPECT_TRUE(browser.says("1 class is left out: fewer than 3 organisations")) << who.str();
    EXPECT_FALSE(browser.says("Minimal"));
    EXPECT_THAT(house.as(who).get("/compliance/export.csv?form=plain").body,
                AllOf(HasSubstr("high,0,0,0,0,0,This"), HasSubstr("minimal,,,,,,This")));
  }
  handed_in(tom, third, "Four");
  EXPECT_THAT(house.as(keeper).get("/compliance/export.csv?form=plain").body,
              HasSubstr("minimal,4,0,0,0,0,This is not legal advice. Legal decides and signs.\n"));
  auto browser = house.as(office);
  browser.get("/compliance");
  EXPECT_FALSE(browser.says("left out"));
}

TEST_P(CompliancePapers, of_the_register_hold_what_each_may_see) {
  auto mine = a_high_one();
  auto theirs = use_case(paul, rival, "B-1", "=cmd()");
  ASSERT_TRUE(
      answer_scenario(house.op_as(paul), law(), theirs, 0, {{{"Q1", {"y"}}}, {}, {}}, *parse_date("2026-11-29")));
  auto own = house.as(marie).get("/compliance/export.csv").body;
  EXPECT_THAT(own, AllOf(HasSubstr("Trier les candidatures"), HasSubstr(";High risk;"), HasSubstr(";Please note\r\n"),
                         HasSubstr(";This is not legal advice. Legal decides and signs.\r\n"), Not(HasSubstr("cmd"))));
  EXPECT_TRUE(own.starts_with("\xEF\xBB\xBF"));
  auto all = house.as(lawyer).get("/compliance/export.csv?form=plain").body;
  EXPECT_THAT(all, AllOf(HasSubstr("use_case,title,organisation,floor"), HasSubstr("Trier les candidatures"),
                         HasSubstr("'=cmd()"), HasSubstr("'=Scierie"), HasSubstr(",high,high,needs_info,draft,1,")));
  auto numbers = house.as(office).get("/compliance/export.csv?form=plain").body;
  EXPECT_THAT(numbers, AllOf(HasSubstr("floor,files,needs_info,signed,classified,unplanned,notice\n"),
                             HasSubstr("high,,,,,,This is not legal advice."), Not(HasSubstr("Trier"))));
  auto xlsx = house.as(lawyer).get("/compliance/export.xlsx").body;
  EXPECT_THAT(files::list_zip(xlsx, "xl/worksheets/sheet1.xml", 1 << 20).wanted,
              AllOf(HasSubstr("Trier les candidatures"), HasSubstr("=cmd()"), HasSubstr("This is not legal advice."),
                    Not(HasSubstr("<f>"))));
  EXPECT_EQ(house.as(Role::lab).get("/compliance/export.csv").status, 403);
  EXPECT_THAT(house.call(house.token(lawyer), "GET", "/compliance/export").body, HasSubstr(mine.str() + ",Trier"));
}

TEST_P(CompliancePapers, cost_as_many_statements_for_one_file_as_for_three) {
  a_high_one();
  RegisterForm form{law(), Spelled::keys, "Europe/Paris", house.clock.now()};
  auto statements = [&] {
    auto before = statements_run();
    auto next = csv_chunks(register_table(house.db, house.op_as(lawyer).actor, form).value(), CsvForm::plain);
    std::string all;
    for (auto piece = next(); !piece.empty(); piece = next()) all += piece;
    return std::pair{statements_run() - before, std::ranges::count(all, '\n')};
  };
  auto [for_one, lines] = statements();
  EXPECT_EQ(lines, 2);
  for (const auto* title : {"Second", "Third"}) {
    auto id = use_case(paul, rival, title, title);
    ASSERT_TRUE(answer_scenario(house.op_as(paul), law(), id, 0, {{{"Q1", {"y"}}}, {}, {}}, *parse_date("2026-11-29")));
  }
  auto [for_three, more] = statements();
  EXPECT_EQ(more, 4);
  EXPECT_EQ(for_three, for_one);
}

}  // namespace
}  // namespace couloir::compliance
