// What leaves the house on paper: who gets it, and what it says.
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "calls/paper.h"
#include "calls/test_world.h"
#include "files/zip_list.h"

namespace couloir::calls {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

struct CallsPapers : OnBoth {
  CallsPapers() { EXPECT_TRUE(load_words(COULOIR_WORDS_DIR).has_value()); }

  Result<documents::Finished> make(const Actor& actor, std::string_view kind, std::int64_t subject) {
    auto op = world.as(actor);
    op.actor.door = Door::cli;
    return world.press.make_now(op, kind, subject);
  }
  /// What is set, before it is set: a rendering takes seconds.
  Result<std::string> drawn(const Actor& actor, std::string_view kind, std::int64_t subject) {
    auto drawing = world.press.kind(kind).draw(*world.reader(), actor, subject, world.house.clock.now());
    if (!drawing) return std::move(drawing).error();
    return drawing->body.str();
  }
  Code refusal(const Actor& actor, std::string_view kind, std::int64_t subject) {
    auto drawing = drawn(actor, kind, subject);
    EXPECT_FALSE(drawing.has_value());
    return drawing ? Code::unavailable : drawing.error().code;
  }
  std::string text_of(const std::string& pdf) {
    TemporaryFolder place;
    std::ofstream(place.path() + "/a.pdf", std::ios::binary) << pdf;
    auto line = "cd " + place.path() + " && pdftotext -layout a.pdf out && pdfinfo a.pdf >> out";
    EXPECT_EQ(std::system(line.c_str()), 0);
    std::stringstream out;
    out << std::ifstream(place.path() + "/out").rdbuf();
    return out.str();
  }
  /// As the committee's own command leaves it.
  void decide(DossierId id, DossierState verdict, const std::string& reasons, std::optional<std::int64_t> months = {}) {
    world.db.write([&](Tx& tx) {
      tx.exec(
          "INSERT INTO calls_meeting (id, call, held_on, minutes, state, version) VALUES (7, :call, '2026-10-20', '', "
          "'closed', 1)",
          {{":call", world.call.id}});
      tx.exec(R"sql(
          INSERT INTO calls_decision (dossier, meeting, verdict, reasons, words, months, staffing_plan, prepared_at, decided_at, version)
          VALUES (:id, 7, :verdict, :reasons, 'Revenez nous voir au printemps.', :months, '', :at, :at, 1))sql",
              {{":id", id},
               {":verdict", verdict},
               {":reasons", reasons},
               {":months", months},
               {":at", at("2026-10-21T09:00:00Z")}});
      tx.exec("UPDATE calls_dossier SET state = :verdict WHERE id = :id", {{":id", id}, {":verdict", verdict}});
      return true;
    });
  }
};

INSTANTIATE_TEST_SUITE_P(, CallsPapers, both_databases(), database_name);

TEST_P(CallsPapers, hold_the_filed_dossier_in_both_languages) {
  auto draft = world.draft("Trier le courrier");
  world.complete(world.marie, draft.id);
  ASSERT_TRUE(add_annex(world.as(world.marie), world.rules, draft.id, "devis à l’été.pdf", "%PDF-1.7\nx\n%%EOF\n"));
  world.sign(draft.id);
  auto receipt = world.submit(world.marie, world.stored(draft.id), "2026-09-14T10:00:00+02:00", 1);
  ASSERT_TRUE(receipt);
  Speaking english(Lang::en);
  auto made = make(world.marie, kDossierPaper, draft.id.v);
  ASSERT_TRUE(made.has_value());
  EXPECT_EQ(made->name, "dossier-pool-0001.pdf");
  auto text = text_of(made->pdf);
  EXPECT_THAT(text,
              AllOf(HasSubstr("Dossier pool-0001"), HasSubstr("Étiquettes du Ried"),
                    HasSubstr("Something true about objectives"), HasSubstr("4 of 400 words at most"),
                    HasSubstr("La Poste"), HasSubstr("35600000000048"), HasSubstr("devis à l’été.pdf"),
                    HasSubstr("14 September 2026 at 10:00"), HasSubstr("4 engineer-months"), HasSubstr("Marie"),
                    HasSubstr("https://eur-lex.europa.eu"), HasSubstr("Page 1 / "), HasSubstr("Tagged:          yes")));
  EXPECT_THAT(text, HasSubstr(receipt->sha256.substr(0, 32)));
  Speaking french(Lang::fr);
  auto texte = text_of(make(world.olga, kDossierPaper, draft.id.v)->pdf);
  EXPECT_THAT(texte, AllOf(HasSubstr("Livrables"), HasSubstr("Temps d’ingénieur"), HasSubstr("Accusé de dépôt"),
                           HasSubstr("Aides de minimis"), HasSubstr("novembre 2026"), HasSubstr("Déposer")));
}

TEST_P(CallsPapers, hold_emoji_and_what_runs_leftwards) {
  auto d = world.draft();
  world.complete(world.marie, d.id);
  auto text = *whole_dossier(*world.reader(), d.id)->facts.text("objectives");
  ASSERT_TRUE(write_section(world.as(world.marie), d.id, "objectives", text.version, "Sorted 🙂\n\nمرحبا"));
  EXPECT_THAT(drawn(world.marie, kDossierPaper, d.id.v).value(),
              AllOf(HasSubstr("<p>Sorted 🙂</p>"), HasSubstr(R"(<p dir="rtl">مرحبا</p>)")));
}

TEST_P(CallsPapers, of_a_dossier_are_for_those_who_may_see_it) {
  auto draft = world.draft(), filed = world.filed("Plan routes");
  world.declare_no_link(world.chloe);
  for (const auto* actor : {&world.marie, &world.nora, &world.olga, &world.chloe})
    EXPECT_TRUE(drawn(*actor, kDossierPaper, filed.id.v)) << actor->person.v;
  for (const auto* actor : {&world.paul, &world.igor, &world.rene})
    for (auto kind : {kDossierPaper, kReceiptPaper, kLetterPaper})
      EXPECT_EQ(refusal(*actor, kind, filed.id.v), Code::not_found);
  EXPECT_EQ(refusal(world.chloe, kDossierPaper, draft.id.v), Code::not_found) << "the committee sees what is filed";
  EXPECT_EQ(refusal(world.marie, kReceiptPaper, draft.id.v), Code::not_found);
  EXPECT_EQ(refusal(world.marie, kLetterPaper, filed.id.v), Code::not_found) << "nothing is decided";
  EXPECT_EQ(refusal(world.marie, kDossierPaper, 999), Code::not_found);
}

TEST_P(CallsPapers, of_a_draft_say_that_it_proves_nothing_and_what_is_missing) {
  auto draft = world.draft();
  Speaking english(Lang::en);
  auto said = drawn(world.marie, kDossierPaper, draft.id.v).value();
  EXPECT_THAT(said, AllOf(HasSubstr("nothing of it was filed"), HasSubstr("this section is needed"),
                          HasSubstr("this section may stay empty"), HasSubstr("Nothing is asked for yet"),
                          HasSubstr("The lab has not signed"),
                          HasSubstr("The questions of the AI Act were not answered"), Not(HasSubstr("Official time"))));
}

TEST_P(CallsPapers, warn_of_aid_where_aid_is_and_of_the_act_where_the_act_is) {
  auto draft = world.draft();
  Speaking english(Lang::en);
  auto said = drawn(world.marie, kDossierPaper, draft.id.v).value();
  auto act = said.find("The questions of the AI Act were not answered");
  auto aid = said.find(">De minimis aid<");
  auto worth = said.find("What an engineer-month is worth is not known");
  ASSERT_NE(worth, said.npos);
  EXPECT_LT(act, aid);
  EXPECT_LT(aid, worth);
  EXPECT_EQ(said.find("What an engineer-month is worth is not known", worth + 1), said.npos) << "said once";
}

TEST_P(CallsPapers, show_where_on_the_lane_they_stand) {
  auto draft = world.draft("Draft"), granted = world.filed("Granted");
  decide(granted.id, DossierState::granted, "strong_case", 300);
  Speaking english(Lang::en);
  for (const auto& [kind, subject] : {std::pair(kDossierPaper, draft.id.v),
                                      {kDossierPaper, granted.id.v},
                                      {kReceiptPaper, granted.id.v},
                                      {kLetterPaper, granted.id.v},
                                      {kBlankPaper, world.call.id.v}}) {
    auto body = drawn(world.marie, kind, subject).value();
    auto lane = body.substr(std::min(body.find("<ol class=\"stations\""), body.size()));
    lane = lane.substr(0, lane.find("</ol>"));
    EXPECT_NE(lane.find("class=\"here\""), lane.npos) << kind;
    EXPECT_EQ(lane.find("class=\"here\""), lane.rfind("class=\"here\"")) << kind;
  }
}

TEST_P(CallsPapers, of_what_was_filed_stay_as_it_was_filed) {
  auto filed = world.filed();
  ASSERT_TRUE(
      send_back(world.as(world.olga), filed.id, filed.version, "Say who decides.", at("2026-10-10T17:00:00+02:00")));
  auto version = texts_of(*world.reader(), filed.id).front().version;
  auto section = texts_of(*world.reader(), filed.id).front().section;
  ASSERT_TRUE(write_section(world.as(world.marie), filed.id, section, version, "Quite another text"));
  Speaking english(Lang::en);
  EXPECT_THAT(drawn(world.marie, kDossierPaper, filed.id.v).value(),
              AllOf(HasSubstr("Quite another text"), HasSubstr("not what was filed"),
                    HasSubstr("It can be corrected until"), HasSubstr("ask it to sign again")));
  EXPECT_THAT(drawn(world.olga, kDossierPaper, filed.id.v).value(),
              AllOf(Not(HasSubstr("Quite another text")), HasSubstr("Something true about " + section),
                    HasSubstr("Official time")));
  ASSERT_TRUE(withdraw_dossier(world.as(world.marie), filed.id, world.stored(filed.id).version));
  EXPECT_THAT(drawn(world.marie, kDossierPaper, filed.id.v).value(),
              AllOf(Not(HasSubstr("Quite another text")), HasSubstr("The text was changed after it was filed")));
}

TEST_P(CallsPapers, of_a_call_is_its_form_to_write_on) {
  Speaking french(Lang::fr);
  auto made = make(world.paul, kBlankPaper, world.call.id.v);
  ASSERT_TRUE(made);
  EXPECT_THAT(text_of(made->pdf), AllOf(HasSubstr("Note vierge"), HasSubstr("Contexte"), HasSubstr("500 mots au plus"),
                                        HasSubstr("Comment le dossier est jugé"), HasSubstr("6 mois-ingénieur")));
  world.db.write([&](Tx& tx) { return tx.exec("UPDATE calls_call SET state = 'draft'", {}) == 1; });
  EXPECT_EQ(refusal(world.marie, kBlankPaper, world.call.id.v), Code::not_found);
  EXPECT_TRUE(drawn(world.olga, kBlankPaper, world.call.id.v));
}

TEST_P(CallsPapers, give_a_receipt_that_fits_on_a_page) {
  auto filed = world.filed();
  auto receipt = receipt_of(*world.reader(), world.rules, filed).value();
  Speaking english(Lang::en);
  auto text = text_of(make(world.nora, kReceiptPaper, filed.id.v)->pdf);
  EXPECT_THAT(
      text, AllOf(HasSubstr("pool-0001"), HasSubstr("couloir dossier verify"), HasSubstr("30 September 2026 at 17:00"),
                  HasSubstr(receipt.sha256), HasSubstr("30 October 2026"), HasSubstr("Pages:           1")));
}

TEST_P(CallsPapers, tell_a_decision_with_its_reasons_and_how_to_contest_it) {
  auto filed = world.filed();
  decide(filed.id, DossierState::granted, "strong_case,regional_effect", 300);
  Speaking english(Lang::en);
  auto letter = drawn(world.marie, kLetterPaper, filed.id.v).value();
  EXPECT_THAT(letter, AllOf(HasSubstr("The committee has granted 3 engineer-months"),
                            HasSubstr("which asked for 4 engineer-months"), HasSubstr("Its reasons:"),
                            HasSubstr("The result will serve others in the region."),
                            HasSubstr("Revenez nous voir au printemps."), HasSubstr("within two months"),
                            HasSubstr("20 October 2026"), HasSubstr("Étiquettes du Ried"), HasSubstr("Colmar")));
  world.declare_no_link(world.chloe);
  for (const auto* actor : {&world.nora, &world.olga, &world.chloe})
    EXPECT_TRUE(drawn(*actor, kLetterPaper, filed.id.v));
  EXPECT_EQ(refusal(world.paul, kLetterPaper, filed.id.v), Code::not_found);
  Speaking french(Lang::fr);
  EXPECT_THAT(
      text_of(make(world.marie, kLetterPaper, filed.id.v)->pdf),
      AllOf(HasSubstr("Madame, Monsieur"), HasSubstr("3 mois-ingénieur"), HasSubstr("Comité de pilotage du vivier")));
}

TEST_P(CallsPapers, say_no_as_clearly_as_yes) {
  auto filed = world.filed();
  decide(filed.id, DossierState::declined, "data_missing");
  Speaking english(Lang::en);
  EXPECT_THAT(drawn(world.marie, kLetterPaper, filed.id.v).value(),
              AllOf(HasSubstr("has not granted time of the pool"), HasSubstr("Its reason:"),
                    HasSubstr("The data needed are not available"), Not(HasSubstr("agree on who comes"))));
}

// ── pages and endpoints ──

TEST_P(CallsPapers, are_seen_before_they_are_printed) {
  auto filed = world.filed();
  auto path = "/dossiers/" + filed.id.str();
  auto browser = world.browse(world.marie);
  browser.get(path + "/preview");
  EXPECT_TRUE(browser.says("Something true about context"));
  EXPECT_TRUE(browser.says("Receipt as PDF"));
  EXPECT_FALSE(browser.says("Decision letter"));
  EXPECT_EQ(browser.seen().body.find("<h1"), browser.seen().body.rfind("<h1"));
  EXPECT_EQ(browser.seen().writes, 0);
  browser.submit(path + "/documents", {{"paper", "dossier"}});
  EXPECT_THAT(browser.path(), HasSubstr("/documents/"));
  EXPECT_EQ(world.browse(world.paul).get(path + "/preview").status, 404);
  EXPECT_EQ(world.house.visitor().fetch(path + "/preview").status, 303);
}

TEST_P(CallsPapers, are_texts_to_go_on_writing_in) {
  auto filed = world.filed();
  auto path = "/dossiers/" + filed.id.str() + "/dossier.odt";
  auto browser = world.browse(world.marie);
  auto odt = browser.get(path).body;
  EXPECT_EQ(files::sniff(odt).type, files::FileType::odt);
  EXPECT_THAT(browser.seen().header("content-disposition"), HasSubstr("dossier-pool-0001.odt"));
  EXPECT_THAT(files::list_zip(odt, "content.xml", 1 << 20).wanted,
              AllOf(HasSubstr("Étiquettes du Ried"), HasSubstr("Something true about context"),
                    HasSubstr("table:table-header-rows")));
  EXPECT_EQ(world.browse(world.paul).get(path).status, 404);
  auto blank = world.house.visitor().get("/calls/" + world.call.id.str() + "/blank.odt").body;
  EXPECT_THAT(files::list_zip(blank, "content.xml", 1 << 20).wanted, HasSubstr("500 words at most"));
}

TEST_P(CallsPapers, are_asked_for_by_scripts_and_fetched_once_a_job_made_them) {
  auto filed = world.filed();
  auto mine = world.house.token(world.marie.person);
  for (std::string what :
       {"/dossiers/" + filed.id.str() + "/documents/receipt", "/calls/" + world.call.id.str() + "/documents/blank"}) {
    auto asked = world.house.call(mine, "POST", what);
    EXPECT_EQ(asked.status, 202) << asked.body;
    auto at = std::string(asked.header("location").substr(std::string_view("/api/v1").size()));
    world.house.jobs.run_due();
    EXPECT_THAT(world.house.call(mine, "GET", at).body, HasSubstr(R"("state":"ready")"));
    EXPECT_TRUE(world.house.call(mine, "GET", at + "/file").body.starts_with("%PDF-"));
    EXPECT_EQ(world.house.call(world.house.token(world.paul.person), "GET", at).status, 404);
  }
  EXPECT_EQ(
      world.house
          .call(world.house.token(world.paul.person), "POST", "/dossiers/" + filed.id.str() + "/documents/dossier")
          .status,
      404);
}

}  // namespace
}  // namespace couloir::calls
