// What applicants, their lab and the office see and can do, as pages and as endpoints, on both databases.
#include "calls/batch.h"
#include "calls/call_edit.h"
#include "calls/dossier_page.h"
#include "calls/hearers.h"
#include "calls/notices.h"
#include "calls/reminder_store.h"
#include "calls/test_world.h"
#include "files/zip_writer.h"
#include "journal/testing.h"

namespace couloir::calls {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

struct DossierPages : OnBoth {
  std::string page(const Actor& actor, const std::string& path) { return world.browse(actor).get(path).words(); }
};
struct DossierMails : OnBoth {};
INSTANTIATE_TEST_SUITE_P(, DossierPages, both_databases(), database_name);
INSTANTIATE_TEST_SUITE_P(, DossierMails, both_databases(), database_name);

std::string path_of(const Dossier& d) { return "/dossiers/" + d.id.str(); }

TEST_P(DossierPages, begin_through_one_door_and_come_back_to_the_same_draft) {
  auto id = world.use_case();
  auto browser = world.browse(world.marie);
  browser.get("/calls/pool/begin");
  EXPECT_TRUE(browser.says("Begin the dossier"));
  browser.submit("/calls/pool/dossiers", {{"use_case", id.str()}});
  EXPECT_TRUE(browser.says("Your dossier is begun"));
  auto first = browser.seen().path;
  browser.get("/calls/pool/begin");
  EXPECT_TRUE(browser.says("Go on with it"));
  EXPECT_EQ(dossiers_of_use_case(*world.reader(), id).size(), 1u);
  EXPECT_THAT(page(world.marie, "/dossiers"), HasSubstr("Sorting letters"));
}

TEST_P(DossierPages, take_texts_from_the_address_into_a_fresh_draft) {
  auto id = world.use_case();
  auto browser = world.browse(world.marie);
  browser.get("/calls/pool/begin?use_case=" + id.str() + "&objectives=Half%20the%20time");
  browser.submit("/calls/pool/dossiers", {{"use_case", id.str()}});
  auto d = dossiers_of_use_case(*world.reader(), id).front();
  EXPECT_EQ(whole_dossier(*world.reader(), d.id)->facts.text("objectives")->body, "Half the time");
}

TEST_P(DossierPages, keep_texts_of_the_address_through_the_door_of_a_use_case_too) {
  auto id = world.use_case();
  auto browser = world.browse(world.marie);
  browser.get("/use-cases/" + id.str() + "/dossiers?objectives=Half%20the%20time&utm=x");
  browser.submit("/calls/pool/dossiers", {{"use_case", id.str()}});
  EXPECT_TRUE(browser.says("Your dossier is begun. Everything you write is kept."));
  auto d = dossiers_of_use_case(*world.reader(), id).front();
  EXPECT_EQ(whole_dossier(*world.reader(), d.id)->facts.text("objectives")->body, "Half the time");
}

TEST_P(DossierPages, say_that_a_text_of_the_address_could_not_be_taken_in) {
  auto id = world.use_case();
  auto browser = world.browse(world.marie);
  browser.get("/calls/pool/begin?use_case=" + id.str() + "&objectives=Half%07&deliverables=A%20model");
  browser.submit("/calls/pool/dossiers", {{"use_case", id.str()}});
  EXPECT_TRUE(browser.says("One of the texts that came with the link could not be taken in: write it here."));
  auto d = dossiers_of_use_case(*world.reader(), id).front();
  auto facts = whole_dossier(*world.reader(), d.id)->facts;
  EXPECT_EQ(facts.text("objectives"), nullptr);
  EXPECT_EQ(facts.text("deliverables")->body, "A model");
}

TEST_P(DossierPages, are_listed_narrowed_sorted_and_taken_along_by_their_people_alone) {
  world.draft("Weigh parcels");
  world.filed("Sorting letters");
  auto of = [&](std::string_view query) { return page(world.marie, "/dossiers" + std::string(query)); };
  EXPECT_THAT(of("?state=draft"), AllOf(HasSubstr("Weigh parcels"), Not(HasSubstr("pool-0001"))));
  EXPECT_THAT(of("?state=submitted"), AllOf(HasSubstr("pool-0001"), Not(HasSubstr("Weigh parcels"))));
  EXPECT_THAT(of("?state=granted"), HasSubstr("No dossier like this"));
  EXPECT_THAT(of("?call=nowhere"), HasSubstr("No dossier like this"));
  auto sorted = of("?sort=title");
  EXPECT_LT(sorted.find("Sorting letters"), sorted.find("Weigh parcels"));
  auto marie = world.browse(world.marie);
  marie.get("/dossiers?sort=title");
  EXPECT_THAT(marie.seen().body, HasSubstr(R"(name="sort")")) << "narrowing keeps the order";
  EXPECT_THAT(marie.get("/dossiers?sort=title&state=draft").body, HasSubstr("/dossiers?sort=title\""))
      << "and so does showing all again";
  auto csv = of("/export.csv?state=submitted");
  EXPECT_THAT(csv, AllOf(HasSubstr("pool-0001;Sorting letters;Pool;Filed;"), Not(HasSubstr("Weigh parcels"))));
  EXPECT_THAT(page(world.paul, "/dossiers/export.csv"), Not(HasSubstr("Sorting letters")));
}

TEST_P(DossierPages, say_everything_that_is_missing) {
  auto d = world.draft();
  auto words = page(world.marie, path_of(d));
  for (const auto* gap :
       {"Nothing is written yet under “Objectives”.", "No lab sponsors it yet.", "The lab has not signed.",
        "The company has not declared the de minimis aid that it had.", "Say which work the pool is asked for."})
    EXPECT_THAT(words, HasSubstr(gap));
  EXPECT_THAT(words, HasSubstr("with its applicants since"));
  EXPECT_THAT(words, HasSubstr("If you file now: Batch of 30 September 2026"));
}

TEST_P(DossierPages, say_who_holds_it_since_when_in_every_state) {
  for (auto name : names_of<DossierState>()) {
    Dossier d;
    d.state = *from_name<DossierState>(name);
    d.state_since = at("2026-09-12T23:30:00+02:00");
    d.correct_by = at("2026-10-05T17:00:00+02:00");
    EXPECT_THAT(holder_words(d, "Europe/Paris"), HasSubstr("12 September 2026")) << name;
    bool returned = d.state == DossierState::returned;
    EXPECT_EQ(holder_words(d, "Europe/Paris").find("to be corrected by 5 October 2026") != std::string::npos, returned)
        << name;
  }
}

TEST_P(DossierPages, draw_anew_what_depends_on_a_text_that_saved_itself) {
  auto d = world.draft();
  auto browser = world.browse(world.marie);
  browser.get(path_of(d));
  EXPECT_THAT(browser.seen().body, HasSubstr("data-fresh=\"" + path_of(d) + "/standing\""));
  EXPECT_TRUE(browser.says("Read it as a whole")) << "without JavaScript too";
  auto parts = browser.get(path_of(d) + "/standing").body;
  EXPECT_EQ(browser.seen().writes, 0);
  EXPECT_THAT(parts, AllOf(HasSubstr(R"(id="gaps")"), HasSubstr(R"(id="part-signature")"),
                           HasSubstr("Nothing is written yet under “Objectives”."),
                           HasSubstr(R"(class="on-paper" id="preview")"), Not(HasSubstr("<html"))));
  auto sent = world.browse(world.marie);
  sent.get(path_of(d));
  sent.submit(path_of(d) + "/sections/objectives", {{"body", "Half the time"}, {"autosave", "true"}});
  parts = browser.get(path_of(d) + "/standing").body;
  EXPECT_THAT(parts, AllOf(HasSubstr("Half the time"), Not(HasSubstr("Nothing is written yet under “Objectives”."))));
  EXPECT_EQ(world.browse(world.paul).get(path_of(d) + "/standing").status, 404);
  auto filed = world.filed("Filed");
  EXPECT_EQ(browser.get(path_of(filed) + "/standing").status, 404) << "nothing of it is written now";
  browser.get(path_of(filed));
  EXPECT_THAT(browser.seen().body, Not(HasSubstr("data-fresh")));
}

TEST_P(DossierPages, let_each_paragraph_run_in_its_own_direction) {
  auto d = world.ready();
  auto text = *whole_dossier(*world.reader(), d.id)->facts.text("objectives");
  ASSERT_TRUE(write_section(world.as(world.marie), d.id, "objectives", text.version, "Un.\n\n🙂 مرحبا بكم"));
  auto browser = world.browse(world.marie);
  EXPECT_THAT(browser.get(path_of(d)).body, HasSubstr("dir=\"auto\""));
  world.sign(d.id);
  ASSERT_TRUE(submit_dossier(world.as(world.marie), world.rules, d.id, world.stored(d.id).version,
                             {world.call.cut_offs[1].id, ""}));
  EXPECT_THAT(browser.get(path_of(d)).body, HasSubstr(R"(<p class="written" dir="auto">🙂 مرحبا بكم</p>)"));
}

TEST_P(DossierPages, write_nothing_when_they_are_looked_at) {
  auto d = world.filed();
  auto browser = world.browse(world.marie);
  for (const auto* below : {"", "/receipt"}) {
    EXPECT_EQ(browser.get(path_of(d) + below).status, 200);
    EXPECT_EQ(browser.seen().writes, 0);
    EXPECT_LE(browser.seen().statements, 30);
  }
}

TEST_P(DossierPages, give_a_pasted_megabyte_back_beside_the_reason) {
  auto d = world.draft();
  auto browser = world.browse(world.marie);
  browser.get(path_of(d));
  std::string pasted(1 << 20, 'x');
  pasted += " and the end of it";
  browser.submit(path_of(d) + "/sections/objectives", {{"body", pasted}});
  EXPECT_EQ(browser.status(), 400);
  EXPECT_TRUE(browser.says("This may have at most 40000 characters; it has 1048594."));
  EXPECT_THAT(browser.seen().body, HasSubstr(pasted));
}

TEST_P(DossierPages, save_a_section_and_say_so) {
  auto d = world.draft();
  auto browser = world.browse(world.marie);
  browser.get(path_of(d));
  browser.submit(path_of(d) + "/sections/objectives", {{"body", "Half the time\r\nfor each letter"}});
  EXPECT_EQ(whole_dossier(*world.reader(), d.id)->facts.text("objectives")->body, "Half the time\nfor each letter");
}

TEST_P(DossierPages, show_both_texts_when_two_people_wrote) {
  auto d = world.draft();
  auto browser = world.browse(world.marie);
  browser.get(path_of(d));
  ASSERT_TRUE(write_section(world.as(world.marie), d.id, "objectives", 0, "His paragraph"));
  browser.submit(path_of(d) + "/sections/objectives", {{"body", "Her paragraph"}});
  EXPECT_EQ(browser.seen().status, 409);
  EXPECT_TRUE(browser.says("His paragraph"));
  EXPECT_TRUE(browser.says("Her paragraph"));
  browser.submit(path_of(d) + "/sections/objectives", {{"body", "His paragraph\n\nHer paragraph"}});
  EXPECT_EQ(whole_dossier(*world.reader(), d.id)->facts.text("objectives")->body, "His paragraph\n\nHer paragraph");
}

TEST_P(DossierPages, keep_what_was_typed_when_something_is_wrong) {
  auto d = world.draft();
  auto browser = world.browse(world.marie);
  browser.get(path_of(d));
  browser.submit(path_of(d) + "/partners", {{"kind", "company"}, {"name", "La Poste"}, {"siret", "35600000000049"}});
  EXPECT_EQ(browser.seen().status, 400);
  EXPECT_THAT(browser.seen().body, HasSubstr("35600000000049"));
  browser.submit(path_of(d) + "/facts", {{"title", "Letters"},
                                         {"staffing/0/skill", test_region().skills.front().code},
                                         {"staffing/0/least", "3"},
                                         {"staffing/0/full", "2"}});
  EXPECT_EQ(browser.seen().status, 400);
  EXPECT_TRUE(browser.says("The least is not more than the full effort."));
}

TEST_P(DossierPages, lead_from_a_draft_to_the_receipt) {
  auto d = world.draft();
  world.complete(world.marie, d.id);
  auto lab = world.browse(world.nora);
  lab.get(path_of(d));
  EXPECT_TRUE(lab.says("You sign exactly the text of this page"));
  lab.submit(path_of(d) + "/signature", {});
  EXPECT_TRUE(lab.says("has signed this text"));
  auto browser = world.browse(world.marie);
  browser.get(path_of(d));
  EXPECT_TRUE(browser.says("Nothing is missing: it can be filed."));
  browser.submit(path_of(d) + "/submission", {});
  EXPECT_TRUE(browser.says("Filed. Your number is pool-0001."));
  EXPECT_TRUE(browser.says("You have an answer by"));
  EXPECT_THAT(page(world.olga, path_of(d)), HasSubstr("Send back for correction"));
}

TEST_P(DossierPages, tell_what_happened_and_nothing_of_who_reviews) {
  auto d = world.filed(world.marie, world.acme, "Sorting letters");
  ASSERT_TRUE(take_up(world.as(world.olga), {d.id}));
  // The journal keeps it; this page must not.
  ASSERT_TRUE(assign_reviewer(world.as(world.olga), d.id, world.rene.person));
  auto seen = page(world.marie, path_of(d));
  for (const auto* words :
       {"Begun", "Signed by the lab", "Filed", "Found complete, before the reviewers", "the office"})
    EXPECT_THAT(seen, HasSubstr(words));
  EXPECT_THAT(seen, Not(HasSubstr("René")));
  auto history = history_for(*world.reader(), world.marie, seen_dossier(*world.reader(), world.marie, d.id).value());
  EXPECT_FALSE(history.empty());
  for (const auto& entry : history) EXPECT_NE(entry.name, "dossier.reviewer_assigned");
}

TEST_P(DossierPages, open_a_door_for_each_use_case_and_for_the_lab_that_sponsors_it) {
  auto first = world.use_case("First case"), second = world.use_case("Second case");
  ASSERT_TRUE(begin_dossier(world.as(world.marie), first, world.call.id));
  auto marie = world.browse(world.marie);
  marie.get("/calls/pool/begin");
  EXPECT_TRUE(marie.says("Go on with it"));
  EXPECT_TRUE(marie.says("Begin the dossier")) << "the other one is still to begin";
  world.db.write([&](Tx& tx) {
    return tx.exec(
               "INSERT INTO portfolio_sponsorship (use_case, lab, state, message, asked_at, answer, version) VALUES "
               "(:use_case, :lab, 'accepted', '', '2026-09-01T00:00:00.000Z', '', 1)",
               {{":use_case", second}, {":lab", world.loria}}) > 0;
  });
  auto nora = world.browse(world.nora);
  nora.get("/calls/pool/begin?use_case=" + second.str());
  EXPECT_TRUE(nora.says("Second case"));
}

TEST_P(DossierPages, let_an_editor_write_and_not_take_the_dossier_over) {
  auto d = world.draft();
  world.complete(world.marie, d.id);
  auto edit = World::sound_edit(world.loria);
  edit.applicant = Applicant::member_lab;
  auto took = edit_dossier(world.as(world.nora), world.rules, d.id, world.stored(d.id).version, edit);
  EXPECT_EQ(took.error().code, Code::forbidden);
  EXPECT_EQ(world.stored(d.id).applicant, Applicant::company_project);
  edit = World::sound_edit(world.loria);
  edit.title = "Sorting letters, again";
  EXPECT_TRUE(edit_dossier(world.as(world.nora), world.rules, d.id, world.stored(d.id).version, edit));
}

TEST_P(DossierPages, show_who_judges_what_was_filed_and_nothing_written_since) {
  auto call = edit_of(find_call(*world.reader(), world.call.id).value());
  call.cut_offs[1].edit_until = at("2026-10-05T17:00:00+02:00");
  ASSERT_TRUE(edit_call(world.as(world.olga), world.call.id, find_call(*world.reader(), world.call.id)->version, call));
  auto d = world.filed();
  auto changed = World::sound_edit(world.loria);
  changed.title = "Zephyr, not filed";
  changed.staffing.front().full = EngineerMonths::whole(6);
  ASSERT_TRUE(edit_dossier(world.as(world.marie), world.rules, d.id, world.stored(d.id).version, changed));
  EXPECT_THAT(page(world.marie, path_of(d)), HasSubstr("Zephyr"));
  auto office = page(world.olga, path_of(d));
  EXPECT_THAT(office, Not(HasSubstr("Zephyr")));
  EXPECT_THAT(office, HasSubstr("In full 4 engineer-months"));
  auto taken = take_up(world.as(world.olga), {d.id}).value();
  EXPECT_THAT(taken.amendable, testing::ElementsAre(d.id)) << "it may be amended until 5 October";
  EXPECT_EQ(world.stored(d.id).state, DossierState::submitted);
}

TEST_P(DossierPages, give_another_day_when_a_correction_did_not_come) {
  auto d = world.filed();
  ASSERT_TRUE(send_back(world.as(world.olga), d.id, world.stored(d.id).version, "Say how many.",
                        at("2026-09-20T17:00:00+02:00")));
  world.house.clock.set(at("2026-09-22T10:00:00+02:00"));
  EXPECT_THAT(world.mails(), testing::Contains(HasSubstr("olga@office.example: pool-0001")));
  ASSERT_TRUE(send_back(world.as(world.olga), d.id, world.stored(d.id).version, "Say how many.",
                        at("2026-09-30T17:00:00+02:00")));
  EXPECT_EQ(world.stored(d.id).correct_by, at("2026-09-30T17:00:00+02:00"));
}

TEST_P(DossierPages, place_what_was_filed_without_a_cut_off_once_one_is_announced) {
  auto open = edit_of(find_call(*world.reader(), world.call.id).value());
  open.cut_offs.resize(1);
  ASSERT_TRUE(edit_call(world.as(world.olga), world.call.id, find_call(*world.reader(), world.call.id)->version, open));
  world.house.clock.set(open.cut_offs[0].at + std::chrono::hours(1));
  auto d = world.ready("Later");
  ASSERT_TRUE(submit_dossier(world.as(world.marie), world.rules, d.id, world.stored(d.id).version, {{}, ""}));
  EXPECT_FALSE(world.stored(d.id).cut_off);
  auto announced = edit_of(find_call(*world.reader(), world.call.id).value());
  announced.cut_offs.push_back({{}, world.house.clock.now() + std::chrono::hours(24 * 30), {}, {}});
  auto edited =
      edit_call(world.as(world.olga), world.call.id, find_call(*world.reader(), world.call.id)->version, announced);
  ASSERT_TRUE(edited);
  EXPECT_EQ(world.stored(d.id).cut_off, edited->cut_offs[1].id);
}

TEST_P(DossierPages, offer_the_next_cut_off_to_who_comes_late) {
  auto d = world.ready();
  world.house.clock.set(at("2026-09-30T16:59:00+02:00"));
  auto browser = world.browse(world.marie);
  browser.get(path_of(d));
  world.house.clock.set(at("2026-09-30T17:00:00.001+02:00"));
  browser.submit(path_of(d) + "/submission", {});
  EXPECT_EQ(browser.seen().status, 422);
  EXPECT_TRUE(browser.says("The cut-off has passed. It can be filed for the next one."));
  EXPECT_TRUE(browser.says("If you file now: Batch of 30 November 2026"));
  browser.submit(path_of(d) + "/submission", {});
  EXPECT_TRUE(browser.says("Filed. Your number is pool-0001."));
}

TEST_P(DossierPages, let_a_late_token_in_where_the_page_has_refused) {
  auto d = world.ready();
  auto olga = world.browse(world.olga);
  auto office = "/office/calls/" + world.call.id.str() + "/late";
  olga.get(office);
  EXPECT_TRUE(olga.says("Étiquettes du Ried"));
  olga.submit(office, {{"cut_off", world.call.cut_offs[0].id.str()},
                       {"organisation", world.acme.str()},
                       {"named", "Marie"},
                       {"reason", "The network was down"},
                       {"expires_at", "2026-09-20T17:00"}});
  auto shown = olga.seen().words();
  auto start = shown.find("late-");
  ASSERT_NE(start, std::string::npos) << shown;
  auto secret = shown.substr(start, shown.find(' ', start) - start);
  auto marie = world.browse(world.marie);
  marie.get(path_of(d));
  marie.submit(path_of(d) + "/submission", {{"late_token", secret + "x"}});
  EXPECT_EQ(marie.status(), 400);
  EXPECT_TRUE(marie.says("This late token lets nothing in"));
  EXPECT_EQ(world.stored(d.id).state, DossierState::draft);
  marie.submit(path_of(d) + "/submission", {{"late_token", secret}});
  EXPECT_TRUE(marie.says("Batch of 31 August 2026"));
  EXPECT_EQ(world.stored(d.id).cut_off, world.call.cut_offs[0].id);
  olga.get(office);
  EXPECT_TRUE(olga.says("lets in only Étiquettes du Ried"));
  EXPECT_TRUE(olga.says("Used"));
}

TEST_P(DossierPages, show_what_a_newer_form_changes_and_take_it_by_a_button) {
  auto d = world.draft();
  auto newer = test_pack().form;
  newer.sections.erase(newer.sections.begin());
  newer.sections[0].max_words = 7;
  newer.sections.push_back({"ethics", {"Éthique", "Ethics"}, {"?", "?"}, 100, true});
  newer.reasons.front().text.en += " Indeed.";
  ASSERT_TRUE(
      publish_form(world.as(world.olga), world.call.id, find_call(*world.reader(), world.call.id)->version, newer));
  auto marie = world.browse(world.marie);
  marie.get(path_of(d));
  for (const auto* words : {"The call has a newer form", "New: Ethics", "Changed: Objectives", "Gone: Context",
                            "It is judged by other criteria or reasons."})
    EXPECT_TRUE(marie.says(words)) << words;
  EXPECT_FALSE(marie.says("Nothing is written yet under “Ethics”."));
  marie.submit(path_of(d) + "/form", {});
  EXPECT_TRUE(marie.says("The newer form is taken."));
  EXPECT_TRUE(marie.says("Nothing is written yet under “Ethics”."));
  EXPECT_FALSE(marie.says("The call has a newer form"));
}

TEST_P(DossierPages, are_not_there_for_others) {
  auto d = world.filed();
  EXPECT_EQ(world.browse(world.paul).get(path_of(d)).status, 404);
  EXPECT_EQ(world.browse(world.igor).get(path_of(d)).status, 404);
  EXPECT_EQ(world.browse(world.rene).get(path_of(d)).status, 404);
  EXPECT_EQ(world.browse(world.chloe).get(path_of(d)).status, 404) << "she has declared nothing";
  world.declare_no_link(world.chloe);
  EXPECT_EQ(world.browse(world.chloe).get(path_of(d)).status, 200);
}

TEST_P(DossierPages, take_annexes_by_content_and_not_by_name) {
  auto d = world.draft();
  auto browser = world.browse(world.marie);
  browser.get(path_of(d));
  browser.upload(path_of(d) + "/annexes", {"file", "plan.pdf", "MZ\x90 this is a program", "application/pdf"});
  EXPECT_EQ(browser.seen().status, 400);
  EXPECT_TRUE(browser.says("“plan.pdf” is a program, whatever its name says.")) << browser.seen().words();
  browser.get(path_of(d));
  browser.upload(path_of(d) + "/annexes", {"file", "plan.csv", "a,b\n1,2\n", "text/csv"});
  EXPECT_TRUE(browser.says("The file is kept."));
  EXPECT_EQ(annexes_of(*world.reader(), d.id).size(), 1u);
}

TEST_P(DossierPages, refuse_an_annex_that_explodes) {
  auto d = world.draft();
  // A word file, as its name and its first bytes say, whose list of types unpacks to 20 MB of zeros.
  auto bomb = files::zip_of({{"[Content_Types].xml", std::string(20 << 20, '\0'), files::Packed::deflated},
                             {"word/document.xml", "<w:document/>", files::Packed::deflated}});
  EXPECT_LT(bomb.size(), std::size_t{100'000});
  auto browser = world.browse(world.marie);
  browser.get(path_of(d));
  browser.upload(path_of(d) + "/annexes", {"file", "plan.docx", bomb, "application/zip"});
  EXPECT_EQ(browser.seen().status, 400);
  EXPECT_TRUE(annexes_of(*world.reader(), d.id).empty());
}

TEST_P(DossierPages, let_the_office_send_back_with_a_reason) {
  auto d = world.filed();
  auto office = world.browse(world.olga);
  office.get(path_of(d));
  office.submit(path_of(d) + "/return", {{"reason", ""}, {"correct_by", ""}});
  EXPECT_TRUE(office.says("Say what must be corrected: its owner cannot guess it."));
  EXPECT_TRUE(office.says("Give a moment that is still to come."));
  office.submit(path_of(d) + "/return", {{"reason", ""}, {"correct_by", "2026-10-05"}});
  EXPECT_EQ(office.seen().status, 400);
  office.submit(path_of(d) + "/return", {{"reason", "The target is missing"}, {"correct_by", "2026-10-05"}});
  EXPECT_EQ(world.stored(d.id).state, DossierState::returned);
  auto words = page(world.marie, path_of(d));
  EXPECT_THAT(words, HasSubstr("The target is missing"));
  EXPECT_THAT(words, HasSubstr("Its number and its rank are kept."));
}

// ── mails ──

TEST_P(DossierMails, bring_the_receipt_once) {
  world.filed();
  EXPECT_THAT(world.mails(), testing::ElementsAre("marie@acme.example: Filed: pool-0001"));
  world.house.jobs.run_due();
  EXPECT_EQ(world.mails().size(), 1u);
}

TEST_P(DossierMails, leave_once_from_a_server_that_hung_first) {
  journal::RecordingSink server;
  ASSERT_TRUE(journal::mount_mail(world.house.jobs, server, {.from = "office@enact.example", .from_name = "ENACT"}));
  world.house.jobs.run_due();
  server.answers = {Error::unavailable(say("It does not answer."))};
  auto d = world.filed();  // nobody waits for the mail
  EXPECT_EQ(d.state, DossierState::submitted);
  auto receipts = [&] {
    return std::ranges::count(server.sent, "Filed: pool-0001", [](const journal::Letter& l) { return l.mail.subject; });
  };
  world.house.jobs.run_due();
  EXPECT_EQ(receipts(), 0);
  for (int minute = 0; minute < 5; ++minute) {
    world.house.clock.tick(std::chrono::minutes(1));
    world.house.jobs.run_due();
  }
  EXPECT_EQ(receipts(), 1);
}

/// The program dies after the dossier is committed and before its mail is written: the next one writes it.
TEST_P(DossierMails, leave_once_though_the_program_was_killed_before) {
  auto d = world.filed();
  journal::RecordingSink server;
  journal::Jobs next(world.db, world.house.clock);
  mount_notices(next, {"Europe/Paris", "https://couloir.example"});
  ASSERT_TRUE(journal::mount_mail(next, server, {.from = "office@enact.example", .from_name = "ENACT"}));
  for (int turn = 0; turn < 3; ++turn) next.run_due();
  ASSERT_EQ(server.sent.size(), 1u);
  EXPECT_EQ(server.sent[0].mail.subject, "Filed: pool-0001");
  EXPECT_EQ(server.sent[0].mail.to, "marie@acme.example");
}

/// It dies after the mail is committed and before the job is known to be done: the job runs again.
TEST_P(DossierMails, leave_once_though_their_job_runs_twice) {
  auto asked = world.draft("Asked");
  world.complete(world.marie, asked.id);
  ASSERT_TRUE(ask_signature(world.as(world.marie), asked.id));
  world.filed();
  EXPECT_EQ(world.mails().size(), 2u);
  std::int64_t again = 0;
  world.db.write([&](Tx& tx) {
    again = tx.exec("UPDATE journal_job SET state = 'waiting', ended_at = NULL WHERE kind LIKE 'calls.mail_%'");
    return true;
  });
  EXPECT_EQ(again, 2);
  EXPECT_EQ(world.mails().size(), 2u);
}

TEST_P(DossierMails, ask_the_lab_to_sign) {
  auto d = world.draft();
  world.complete(world.marie, d.id);
  ASSERT_TRUE(ask_signature(world.as(world.marie), d.id));
  EXPECT_THAT(world.mails(),
              testing::ElementsAre("nora@loria.example: A dossier waits for your lab’s signature: Sorting letters"));
}

TEST_P(DossierMails, remind_of_a_draft_and_of_its_cut_off_each_once_and_in_one_mail) {
  world.draft("First");
  world.draft("Second");
  world.house.clock.set(at("2026-09-14T10:59:00+02:00"));
  EXPECT_THAT(world.mails(), testing::IsEmpty());
  world.house.clock.set(at("2026-09-14T11:31:00+02:00"));
  EXPECT_THAT(world.mails(), testing::ElementsAre("marie@acme.example: 2 dossiers wait for you"));
  world.house.clock.set(at("2026-09-24T10:00:00+02:00"));
  EXPECT_EQ(world.mails().size(), 2u);
  world.house.clock.set(at("2026-09-24T11:00:00+02:00"));
  EXPECT_EQ(world.mails().size(), 2u);
  world.house.clock.set(at("2026-09-30T10:00:00+02:00"));
  EXPECT_EQ(world.mails().size(), 3u);
}

TEST_P(DossierMails, remind_nobody_who_left_the_organisation) {
  world.draft();
  world.person("Mia").at_address("mia@acme.example").with(Role::operator_).owning(world.acme).actor();  // she stays
  ASSERT_TRUE(people::remove_member(world.as(world.marie), world.acme, world.marie.person));
  world.house.clock.set(at("2026-09-24T10:00:00+02:00"));
  EXPECT_THAT(world.mails(), testing::ElementsAre(HasSubstr("mia@acme.example: ")))
      << "the title of what she left behind is not hers, and somebody hears";
}

TEST_P(DossierMails, are_read_for_three_dossiers_by_as_many_statements_as_for_one) {
  auto statements = [&](const std::vector<Dossier>& dossiers) {
    auto reader = world.reader();
    auto before = statements_run();
    EXPECT_EQ(hearers_of(*reader, dossiers).size(), dossiers.size());
    return statements_run() - before;
  };
  auto first = world.draft("First"), second = world.filed("Second"), third = world.draft("Third");
  EXPECT_EQ(statements({first, second, third}), statements({first}));
}

TEST_P(DossierMails, leave_who_wants_no_reminder_alone) {
  world.draft();
  ASSERT_TRUE(choose_reminders(world.as(world.marie), false));
  world.house.clock.set(at("2026-09-24T10:00:00+02:00"));
  EXPECT_THAT(world.mails(), testing::IsEmpty());
}

TEST_P(DossierMails, remind_or_not_as_a_script_says) {
  auto token = world.house.token(world.marie.person);
  auto wants = [&] { return wants_reminders(*world.reader(), world.marie.person); };
  EXPECT_EQ(world.house.call(token, "PUT", "/dossiers/reminders", R"({"wanted":false})").status, 200);
  EXPECT_FALSE(wants());
  EXPECT_EQ(world.house.call(token, "PUT", "/dossiers/reminders", R"({"wanted":true})").status, 200);
  EXPECT_TRUE(wants());
}

TEST_P(DossierMails, alarm_the_office_when_a_filed_dossier_lies_still) {
  world.filed();
  world.house.clock.set(at("2026-10-10T16:00:00+02:00"));  // ten days after the cut-off, not yet
  EXPECT_EQ(world.mails().size(), 1u);
  world.house.clock.set(at("2026-10-10T17:31:00+02:00"));
  auto mails = world.mails();
  ASSERT_EQ(mails.size(), 2u);
  EXPECT_THAT(mails[1], HasSubstr("olga@office.example: pool-0001 “Sorting letters” has not moved"));
}

TEST_P(DossierMails, say_why_it_came_back) {
  auto d = world.filed();
  ASSERT_TRUE(send_back(world.as(world.olga), d.id, d.version, "Say more", at("2026-10-05T17:00:00+02:00")));
  EXPECT_EQ(world.mails().back(), "marie@acme.example: To correct: pool-0001");
}

}  // namespace
}  // namespace couloir::calls
