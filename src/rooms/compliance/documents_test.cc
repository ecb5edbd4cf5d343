// The PDF of an AI-Act file and the exported register: who gets them, and what is in them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "compliance/file_document.h"
#include "compliance/front.h"
#include "compliance/register_export.h"
#include "compliance/scenario_edit.h"
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
    mount(house.site, law(), folder, house.jobs, press, personal);
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
  auto made = press.make_now(house.op_as(marie), kFileDocument, id.v);
  ASSERT_TRUE(made.has_value());
  auto text = text_of(made->pdf);
  EXPECT_THAT(text,
              AllOf(HasSubstr("Trier les candidatures"), HasSubstr("Étiquettes du Ried"), HasSubstr("High risk"),
                    HasSubstr("Art. 6(2),"), HasSubstr("Annex III"), HasSubstr("2 Dec 2027"), HasSubstr("Not known"),
                    HasSubstr("This is not legal advice"), HasSubstr("A3-4a"), HasSubstr("nobody yet"),
                    HasSubstr("Art. 9"), HasSubstr("https://eur-lex.europa.eu"), HasSubstr("Tagged:          yes")));
  {
    Speaking french(Lang::fr);
    auto en_francais = press.make_now(house.op_as(lawyer), kFileDocument, id.v);
    ASSERT_TRUE(en_francais.has_value());
    auto texte = text_of(en_francais->pdf);
    EXPECT_THAT(texte,
                AllOf(HasSubstr("Haut risque"), HasSubstr("Ceci n’est pas un avis juridique"), HasSubstr("annexe"),
                      HasSubstr("02/12/2027"), HasSubstr("Non connu"), HasSubstr("Page 1 / ")));
    EXPECT_THAT(texte, Not(HasSubstr("Annex III")));
  }
}

TEST_P(CompliancePapers, are_for_those_who_may_see_the_file) {
  auto id = a_high_one();
  for (auto person : {marie, lawyer})
    EXPECT_TRUE(press.ask(house.op_as(person), kFileDocument, id.v, Lang::en).has_value());
  for (auto person : {paul, office}) {
    EXPECT_EQ(press.ask(house.op_as(person), kFileDocument, id.v, Lang::en).error().code, Code::not_found);
    EXPECT_EQ(press.make_now(house.op_as(person), kFileDocument, id.v).error().code, Code::not_found);
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
  EXPECT_EQ(house.call(house.token(marie), "GET", "/use-cases/" + id.str() + "/compliance/pdf").header("content-type"),
            "application/pdf");
  EXPECT_EQ(house.call(house.token(paul), "GET", "/use-cases/" + id.str() + "/compliance/pdf").status, 404);
}

TEST_P(CompliancePapers, of_the_register_hold_what_each_may_see) {
  auto mine = a_high_one();
  auto theirs = use_case(paul, rival, "B-1", "=cmd()");
  ASSERT_TRUE(answer_scenario(house.op_as(paul), law(), theirs, 0, {{{"Q1", {"y"}}}, {}, {}},
                              *parse_date("2026-11-29")));
  auto own = house.as(marie).get("/compliance/export.csv").body;
  EXPECT_THAT(own, AllOf(HasSubstr("Trier les candidatures"), HasSubstr(";High risk;"), Not(HasSubstr("cmd"))));
  EXPECT_TRUE(own.starts_with("\xEF\xBB\xBF"));
  auto all = house.as(lawyer).get("/compliance/export.csv?form=plain").body;
  EXPECT_THAT(all, AllOf(HasSubstr("use_case,title,organisation,floor"), HasSubstr("Trier les candidatures"),
                         HasSubstr("'=cmd()"), HasSubstr("'=Scierie"), HasSubstr(",high,high,needs_info,draft,1,")));
  auto numbers = house.as(office).get("/compliance/export.csv?form=plain").body;
  EXPECT_THAT(numbers,
              AllOf(HasSubstr("floor,files,needs_info,signed\n"), HasSubstr("high,1,1,0\n"), Not(HasSubstr("Trier"))));
  auto xlsx = house.as(lawyer).get("/compliance/export.xlsx").body;
  EXPECT_THAT(files::list_zip(xlsx, "xl/worksheets/sheet1.xml", 1 << 20).wanted,
              AllOf(HasSubstr("Trier les candidatures"), HasSubstr("=cmd()"), Not(HasSubstr("<f>"))));
  EXPECT_EQ(house.as(Role::lab).get("/compliance/export.csv").status, 403);
  EXPECT_THAT(house.call(house.token(lawyer), "GET", "/compliance/export").body, HasSubstr(mine.str() + ",Trier"));
}

TEST_P(CompliancePapers, cost_as_many_statements_for_one_file_as_for_three) {
  a_high_one();
  auto statements = [&] {
    auto before = statements_run();
    auto next = csv_chunks(register_table(house.db, house.op_as(lawyer).actor, Spelled::keys, "Europe/Paris").value(),
                           CsvForm::plain);
    std::string all;
    for (auto piece = next(); !piece.empty(); piece = next()) all += piece;
    return std::pair{statements_run() - before, std::ranges::count(all, '\n')};
  };
  auto [for_one, lines] = statements();
  EXPECT_EQ(lines, 2);
  for (const auto* title : {"Second", "Third"}) {
    auto id = use_case(paul, rival, title, title);
    ASSERT_TRUE(
        answer_scenario(house.op_as(paul), law(), id, 0, {{{"Q1", {"y"}}}, {}, {}}, *parse_date("2026-11-29")));
  }
  auto [for_three, more] = statements();
  EXPECT_EQ(more, 4);
  EXPECT_EQ(for_three, for_one);
}

}  // namespace
}  // namespace couloir::compliance
