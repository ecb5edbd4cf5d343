// The register of calls as visitors, applicants and the office walk through it, without JavaScript.
#include "calls/call_edit.h"
#include "calls/late_token.h"
#include "calls/test_world.h"

namespace couloir::calls {
namespace {

using testing::HasSubstr;
using testing::Not;

struct CallPages : OnBoth {
  CallPages() { EXPECT_TRUE(load_words(COULOIR_WORDS_DIR).has_value()); }
  std::string office(std::string_view below) { return "/office/calls/" + world.call.id.str() + std::string(below); }
  Call stored() { return find_call(*world.reader(), world.call.id).value(); }
  web::Browser french() {
    auto browser = world.house.visitor();
    browser.headers["accept-language"] = "fr";
    return browser;
  }
};
INSTANTIATE_TEST_SUITE_P(, CallPages, both_databases(), database_name);

// ── everybody ──

TEST_P(CallPages, tell_a_visitor_what_is_open_and_what_filing_now_means) {
  auto browser = world.house.visitor();
  browser.get("/calls");
  EXPECT_EQ(browser.status(), 200);
  EXPECT_TRUE(browser.says("Open now"));
  EXPECT_TRUE(browser.says(
      "If you file now: batch of 30 September 2026 at 17:00 (Paris time), answer by Friday 30 October 2026."));
  EXPECT_TRUE(browser.says("member labs, the whole community of the cluster, projects of companies"));
  EXPECT_TRUE(browser.says("6 engineer-months"));
  EXPECT_TRUE(browser.says("in 16 days"));
  EXPECT_TRUE(browser.says("3. Cut-off 30 September 2026 at 17:00 (Paris time) in 16 days"));
  EXPECT_EQ(browser.seen().writes, 0);
  EXPECT_FALSE(browser.offers("/office/calls"));
}

TEST_P(CallPages, speak_french_first) {
  auto browser = french();
  browser.get("/calls");
  EXPECT_TRUE(browser.says(
      "Si vous déposez maintenant\u00a0: relève du 30 septembre 2026 à 17:00 (heure de Paris), réponse au plus tard le "
      "vendredi 30 octobre 2026."));
  EXPECT_TRUE(browser.says("dans 16 jours"));
  browser.get("/calls/pool");
  EXPECT_TRUE(browser.says("Contexte"));
  EXPECT_TRUE(browser.says("500 mots"));
  EXPECT_TRUE(browser.says("25\u00a0%"));
  EXPECT_FALSE(browser.says("What happens"));
}

TEST_P(CallPages, show_a_call_whole) {
  auto browser = world.house.visitor();
  browser.get("/calls/pool");
  EXPECT_TRUE(browser.says("1. Opening 1 August 2026 at 00:00 (Paris time) past"));
  EXPECT_TRUE(
      browser.says("3. Cut-off 30 September 2026 at 17:00 (Paris time) in 16 days not at all Friday 30 October 2026"));
  EXPECT_TRUE(browser.says("Where the need comes from"));
  EXPECT_TRUE(browser.says("500 words"));
  EXPECT_TRUE(browser.says("Is the need real, understood and shared by those who will do the work? 25%"));
  EXPECT_TRUE(browser.says("shown beside, not counted"));
  EXPECT_TRUE(browser.says("What happens after filing"));
  EXPECT_TRUE(browser.says("Source of 2026, our assumption."));
  EXPECT_TRUE(browser.says("Log in to start a dossier"));
  EXPECT_EQ(browser.seen().writes, 0);
}

TEST_P(CallPages, show_the_way_in_to_who_can_take_it) {
  auto has = [&](const Actor& actor) {
    auto browser = world.browse(actor);
    browser.get("/calls/pool");
    return browser.says("Start from a use case");
  };
  EXPECT_TRUE(has(world.marie));
  EXPECT_TRUE(has(world.nora));
  EXPECT_FALSE(has(world.chloe));
  EXPECT_FALSE(has(world.olga));
}

TEST_P(CallPages, keep_drafts_to_the_office) {
  auto edit = edit_of(stored());
  edit.state = CallState::draft;
  ASSERT_TRUE(edit_call(world.as(world.olga), world.call.id, 1, edit));
  auto visitor = world.house.visitor();
  visitor.get("/calls/pool");
  EXPECT_EQ(visitor.status(), 404);
  visitor.get("/calls");
  EXPECT_TRUE(visitor.says("No call is open today."));
  auto olga = world.browse(world.olga);
  olga.get("/calls/pool");
  EXPECT_EQ(olga.status(), 200);
  EXPECT_TRUE(olga.says("Draft"));
}

TEST_P(CallPages, say_what_is_not_known_instead_of_guessing) {
  auto edit = edit_of(stored());
  edit.opens.reset();
  edit.opens_announced = "2026-10";
  edit.closes.reset();
  edit.ceiling.reset();
  edit.answer_days.reset();
  edit.cut_offs.clear();
  ASSERT_TRUE(edit_call(world.as(world.olga), world.call.id, 1, edit));
  auto browser = world.house.visitor();
  browser.get("/calls");
  EXPECT_TRUE(browser.says("Coming next"));
  EXPECT_TRUE(browser.says("It is announced for October 2026; the day is not known yet."));
  browser.get("/calls/pool");
  EXPECT_TRUE(browser.says("No cut-off is announced. What is filed waits for the first one."));
  EXPECT_TRUE(browser.says("no day is promised"));
}

TEST_P(CallPages, take_as_many_statements_for_three_calls_as_for_one) {
  auto count = [&](const Actor& actor, std::string_view path) {
    auto browser = world.browse(actor);
    browser.fetch(path);
    EXPECT_EQ(browser.status(), 200);
    EXPECT_EQ(browser.seen().writes, 0);
    return browser.seen().statements;
  };
  auto everybody = count(world.marie, "/calls"), office = count(world.olga, "/office/calls");
  world.open_call("second");
  world.open_call("third");
  EXPECT_EQ(count(world.marie, "/calls"), everybody);
  EXPECT_EQ(count(world.olga, "/office/calls"), office);
  EXPECT_EQ(everybody, 3);  // who it is, calls, cut-offs
}

// ── the office ──

TEST_P(CallPages, let_the_office_add_a_call) {
  auto browser = world.browse(world.olga);
  browser.get("/office/calls/new");
  EXPECT_EQ(browser.seen().writes, 0);
  browser.submit("/office/calls", {{"code", "winter"},
                                   {"name_fr", "Appel d’hiver"},
                                   {"name_en", "Winter call"},
                                   {"state", "published"},
                                   {"applicants", "member_lab"},
                                   {"ceiling", "2.5"},
                                   {"source", "https://cluster.example/winter"},
                                   {"opens", "2026-12-01T00:00"},
                                   {"cut_offs/0/at", "2027-02-28T17:00"},
                                   {"cut_offs/1/at", "2027-01-31T17:00"}});
  EXPECT_TRUE(browser.says("The call is added."));
  auto call = find_call_by_code(*world.reader(), "winter").value();
  EXPECT_EQ(call.ceiling, EngineerMonths{250});
  EXPECT_EQ(call.cut_offs[0].at, at("2027-01-31T17:00:00+01:00"));
  EXPECT_EQ(call.opens, at("2026-12-01T00:00:00+01:00"));
}

TEST_P(CallPages, tell_the_office_every_problem_at_once) {
  auto browser = world.browse(world.olga);
  browser.get("/office/calls/new");
  browser.submit("/office/calls",
                 {{"code", "Été"}, {"name_fr", ""}, {"ceiling", "many"}, {"opens", "soon"}, {"silence_days", "0"}});
  EXPECT_EQ(browser.status(), 400);
  for (const auto* words :
       {"Code: A code takes small letters, digits and dashes, 40 at most.", "Name in French: Write the French name",
        "Who may file: Say who may apply.", "“many” is not a number", "“soon” is not a date and time",
        "Alarm after: From 1 to 365 days."})
    EXPECT_TRUE(browser.says(words)) << words;
}

TEST_P(CallPages, ask_which_moment_is_meant_when_the_hour_happens_twice) {
  auto browser = world.browse(world.olga);
  browser.get(office("/edit"));
  EXPECT_FALSE(browser.says("The clock changes in that hour"));
  browser.submit(office("/edit"), {{"cut_offs/1/at", "2026-10-25T02:30"}});
  EXPECT_EQ(browser.status(), 400);
  EXPECT_TRUE(browser.says("The clock changes in that hour: which moment is meant?"));
  browser.submit(office("/edit"), {{"cut_offs/1/at_offset", "+01:00"}});
  EXPECT_TRUE(browser.says("Saved."));
  EXPECT_EQ(stored().cut_offs[1].at, at("2026-10-25T01:30:00Z"));
  // What is stored is chosen already: saving again moves nothing.
  browser.submit(office("/edit"));
  EXPECT_TRUE(browser.says("Saved."));
  EXPECT_EQ(stored().cut_offs[1].at, at("2026-10-25T01:30:00Z"));
  browser.submit(office("/edit"), {{"cut_offs/1/at_offset", "+02:00"}});
  EXPECT_EQ(stored().cut_offs[1].at, at("2026-10-25T00:30:00Z"));
}

TEST_P(CallPages, ask_which_moment_is_meant_when_the_hour_does_not_happen) {
  auto edit = edit_of(stored());
  edit.closes.reset();
  ASSERT_TRUE(edit_call(world.as(world.olga), world.call.id, 1, edit));
  auto browser = world.browse(world.olga);
  browser.get(office("/edit"));
  browser.submit(office("/edit"), {{"cut_offs/2/at", "2027-03-28T02:30"}});
  EXPECT_EQ(browser.status(), 400);
  browser.submit(office("/edit"), {{"cut_offs/2/at_offset", "+01:00"}});
  EXPECT_EQ(stored().cut_offs[2].at, at("2027-03-28T01:30:00Z"));
}

TEST_P(CallPages, ask_the_same_of_every_moment_of_a_call) {
  auto edit = edit_of(stored());
  edit.closes.reset();
  ASSERT_TRUE(edit_call(world.as(world.olga), world.call.id, 1, edit));
  auto browser = world.browse(world.olga);
  browser.get(office("/edit"));
  browser.submit(office("/edit"), {{"cut_offs/1/edit_until", "2026-10-25T02:30"}, {"closes", "2027-03-28T02:30"}});
  EXPECT_EQ(browser.status(), 400);
  browser.submit(office("/edit"), {{"cut_offs/1/edit_until_offset", "+02:00"}, {"closes_offset", "+01:00"}});
  EXPECT_TRUE(browser.says("Saved.")) << browser.seen().words();
  EXPECT_EQ(stored().cut_offs[1].edit_until, at("2026-10-25T00:30:00Z"));
  EXPECT_EQ(stored().closes, at("2027-03-28T01:30:00Z"));
}

TEST_P(CallPages, change_nothing_when_nothing_was_changed) {
  auto before = edit_of(stored());
  auto browser = world.browse(world.olga);
  browser.get(office("/edit"));
  browser.submit(office("/edit"));
  EXPECT_TRUE(browser.says("Saved."));
  auto after = edit_of(stored());
  EXPECT_EQ(after.opens, before.opens);
  EXPECT_EQ(after.closes, before.closes);
  EXPECT_EQ(after.ceiling, before.ceiling);
  EXPECT_EQ(after.applicants, before.applicants);
  EXPECT_EQ(after.cut_offs[2].id, before.cut_offs[2].id);
  EXPECT_EQ(after.cut_offs[2].at, before.cut_offs[2].at);
}

TEST_P(CallPages, let_the_office_say_what_is_asked_of_each_kind) {
  auto browser = world.browse(world.olga);
  browser.get(office("/edit"));
  browser.submit(office("/edit"), {{"applicants", "community"},
                                   {"conditions/community", "lab_files"},
                                   {"conditions/company_project", "confirmed_lab"}});
  EXPECT_TRUE(browser.says("Saved.")) << browser.seen().words();
  EXPECT_EQ(stored().applicants, (std::vector<Eligible>{{Applicant::community, {Condition::lab_files}}}));
  // A kind that may not file has no conditions; the form offers what is usual.
  EXPECT_THAT(browser.seen().body,
              testing::ContainsRegex("name=\"conditions/company_project\"[^>]*value=\"aid_declared\"[^>]*checked"));
}

TEST_P(CallPages, tell_everybody_what_is_asked_of_each_kind) {
  auto edit = edit_of(stored());
  edit.applicants = {{Applicant::member_lab, {Condition::confirmed_lab, Condition::lab_files}},
                     {Applicant::community, {}}};
  ASSERT_TRUE(edit_call(world.as(world.olga), world.call.id, 1, edit));
  auto visitor = world.house.visitor();
  visitor.get("/calls/pool");
  EXPECT_TRUE(visitor.says("A member lab The lab is a confirmed member of the cluster. The lab itself files."))
      << visitor.seen().words();
  EXPECT_TRUE(visitor.says("Somebody of the wider community Nothing but the dossier, signed by a lab."));
  EXPECT_FALSE(visitor.says("de minimis"));
  auto in_french = french();
  in_french.get("/calls/pool");
  EXPECT_TRUE(in_french.says("Le laboratoire est membre confirmé du cluster. Le laboratoire dépose lui-même."));
  auto marie = world.browse(world.marie);
  marie.get("/calls/pool/begin");
  EXPECT_TRUE(marie.says("The lab itself files.")) << marie.seen().words();
}

TEST_P(CallPages, refuse_beside_its_boxes_to_ask_more_of_who_filed) {
  world.filed();
  auto browser = world.browse(world.olga);
  browser.get(office("/edit"));
  browser.submit(office("/edit"),
                 {{"conditions/company_project", "lab_files"}, {"conditions/company_project", "aid_declared"}});
  EXPECT_EQ(browser.status(), 422);
  EXPECT_TRUE(browser.says("What is asked of projects of companies: Dossiers of this kind are filed"))
      << browser.seen().words();
}

TEST_P(CallPages, take_an_emptied_cut_off_away) {
  auto browser = world.browse(world.olga);
  browser.get(office("/edit"));
  browser.submit(office("/edit"), {{"cut_offs/1/at", ""}});
  EXPECT_EQ(stored().cut_offs.size(), 2u);
}

TEST_P(CallPages, refuse_to_make_somebody_late_and_say_so) {
  world.filed();
  world.house.clock.set(at("2026-10-02T10:00:00+02:00"));
  auto browser = world.browse(world.olga);
  browser.get(office("/edit"));
  browser.submit(office("/edit"), {{"cut_offs/1/at", "2026-09-14T09:00"}});
  EXPECT_EQ(browser.status(), 422);
  EXPECT_TRUE(browser.says("Cut-off 2: Somebody filed in time for this cut-off and would become late."));
}

TEST_P(CallPages, show_both_versions_of_a_call) {
  auto mine = world.browse(world.olga);
  mine.get(office("/edit"));
  auto edit = edit_of(stored());
  edit.name.en = "Theirs";
  ASSERT_TRUE(edit_call(world.as(world.olga), world.call.id, 1, edit));
  mine.submit(office("/edit"), {{"name_en", "Mine"}, {"answer_days", "45"}});
  EXPECT_EQ(mine.status(), 409);
  EXPECT_TRUE(mine.says("Two versions of"));
  EXPECT_TRUE(mine.says("Mine"));
  EXPECT_TRUE(mine.says("Theirs"));
  EXPECT_EQ(stored().name.en, "Theirs");
  mine.submit(office("/edit"));
  EXPECT_EQ(stored().name.en, "Mine");
  EXPECT_EQ(stored().answer_days, 45);
  EXPECT_EQ(stored().cut_offs.size(), 3u);
}

TEST_P(CallPages, are_the_offices_alone_where_things_change) {
  for (const auto& path : {std::string("/office/calls"), std::string("/office/calls/new"), office("/edit"),
                           office("/form"), office("/late")}) {
    auto browser = world.browse(world.marie);
    browser.get(path);
    EXPECT_EQ(browser.status(), 403) << path;
  }
}

// ── the form ──

TEST_P(CallPages, publish_a_revision_from_the_one_in_force) {
  auto browser = world.browse(world.olga);
  browser.get(office("/form"));
  EXPECT_EQ(browser.seen().writes, 0);
  browser.submit(office("/form"));
  EXPECT_EQ(browser.status(), 422);
  EXPECT_TRUE(browser.says("Nothing differs from the revision in force: there is nothing to publish."));
  browser.submit(office("/form"), {{"sections/0/max_words", "600"},
                                   {"sections/1/label_fr", ""},
                                   {"sections/1/label_en", ""},
                                   {"sections/1/help_fr", ""},
                                   {"sections/1/help_en", ""},
                                   {"sections/6/code", "ethics"},
                                   {"sections/6/place", "1"},
                                   {"sections/6/label_fr", "Éthique"},
                                   {"sections/6/label_en", "Ethics"},
                                   {"sections/6/help_fr", "Qui pourrait en souffrir."},
                                   {"sections/6/help_en", "Who might suffer from it."},
                                   {"sections/6/max_words", "200"}});
  EXPECT_TRUE(browser.says("Revision 2 is published."));
  auto form = form_of(*world.reader(), world.call.id, stored().form);
  std::vector<std::string> codes;
  for (const auto& s : form.sections) codes.push_back(s.code);
  EXPECT_THAT(codes, testing::ElementsAre("context", "ethics", "deliverables", "engineer_time", "business_partner",
                                          "data_and_risks"));
  EXPECT_EQ(form.sections[0].max_words, 600);
  EXPECT_FALSE(form.section("ethics")->required);
  EXPECT_TRUE(form.section("context")->required);
  EXPECT_EQ(form.criteria, test_pack().form.criteria);
  EXPECT_EQ(form.reasons, test_pack().form.reasons);
  EXPECT_TRUE(browser.says("Olga"));
}

TEST_P(CallPages, tell_every_problem_of_a_form_at_once) {
  auto browser = world.browse(world.olga);
  browser.get(office("/form"));
  browser.submit(office("/form"),
                 {{"criteria/0/weight", "20"}, {"sections/0/max_words", "lots"}, {"reasons/0/text_en", ""}});
  EXPECT_EQ(browser.status(), 400);
  EXPECT_TRUE(browser.says("The weights must sum to 100; they sum to 95."));
  EXPECT_TRUE(browser.says("Write this in English"));
  EXPECT_TRUE(browser.says("Most words: "));
  EXPECT_EQ(stored().form, 1);
}

TEST_P(CallPages, show_both_versions_of_a_form) {
  auto browser = world.browse(world.olga);
  browser.get(office("/form"));
  auto form = test_pack().form;
  form.sections[0].max_words = 111;
  ASSERT_TRUE(publish_form(world.as(world.olga), world.call.id, 1, form));
  browser.submit(office("/form"), {{"sections/0/max_words", "222"}});
  EXPECT_EQ(browser.status(), 409);
  EXPECT_TRUE(browser.says("111"));
  EXPECT_TRUE(browser.says("222"));
  browser.submit(office("/form"));
  EXPECT_TRUE(browser.says("Revision 3 is published."));
  EXPECT_EQ(form_of(*world.reader(), world.call.id, 3).sections[0].max_words, 222);
}

// ── late tokens ──

TEST_P(CallPages, make_a_late_token_and_show_it_once) {
  auto browser = world.browse(world.olga);
  browser.get(office("/late"));
  EXPECT_TRUE(browser.says("Nobody was let in late."));
  browser.submit(office("/late"),
                 {{"cut_off", world.call.cut_offs[0].id.str()}, {"named", ""}, {"reason", "Ill"}, {"expires_at", ""}});
  EXPECT_EQ(browser.status(), 400);
  EXPECT_TRUE(browser.says("For whom: Say for whom, on one line."));
  EXPECT_TRUE(browser.says("Give a moment that is still to come."));
  browser.submit(office("/late"), {{"named", "Marie"}, {"expires_at", "2026-09-20T12:00"}});
  EXPECT_TRUE(browser.says("The late token for Marie is made."));
  auto words = browser.seen().words();
  auto start = words.find("late-");
  ASSERT_NE(start, words.npos);
  auto secret = words.substr(start, words.find(' ', start) - start);
  browser.get(office("/late"));
  EXPECT_TRUE(browser.says("Can be used"));
  EXPECT_FALSE(browser.says(secret));
  auto token = late_tokens_of(*world.reader(), world.call.id).at(0);
  EXPECT_EQ(token.expires_at, at("2026-09-20T12:00:00+02:00"));
  browser.submit(office("/late/" + token.id.str() + "/revocation"));
  EXPECT_TRUE(browser.says("Revoked"));
  EXPECT_TRUE(late_tokens_of(*world.reader(), world.call.id).at(0).revoked_at);
}

TEST_P(CallPages, ask_which_moment_a_late_token_ends_at) {
  auto browser = world.browse(world.olga);
  browser.get(office("/late"));
  browser.submit(office("/late"), {{"cut_off", world.call.cut_offs[0].id.str()},
                                   {"named", "Marie"},
                                   {"reason", "Ill"},
                                   {"expires_at", "2026-10-25T02:30"}});
  EXPECT_EQ(browser.status(), 400);
  EXPECT_TRUE(browser.says("The clock changes in that hour: which moment is meant?"));
  browser.submit(office("/late"), {{"expires_at_offset", "+01:00"}});
  EXPECT_TRUE(browser.says("The late token for Marie is made.")) << browser.seen().words();
  EXPECT_EQ(late_tokens_of(*world.reader(), world.call.id).at(0).expires_at, at("2026-10-25T01:30:00Z"));
}

TEST_P(CallPages, offer_only_cut_offs_that_were_missed) {
  auto browser = world.browse(world.olga);
  browser.get(office("/late"));
  EXPECT_THAT(browser.seen().body, HasSubstr("31 August 2026 at 17:00"));
  EXPECT_THAT(browser.seen().body, Not(HasSubstr("30 November 2026")));
}

// ── feeds ──

TEST_P(CallPages, serve_feeds_to_anybody_and_say_when_nothing_changed) {
  for (const auto& [path, type] : {std::pair{"/calls.atom", "application/atom+xml; charset=utf-8"},
                                   {"/calls.ics", "text/calendar; charset=utf-8"},
                                   {"/open-calls.json", "application/json"}}) {
    auto browser = world.house.visitor();
    browser.fetch(path);
    EXPECT_EQ(browser.status(), 200);
    EXPECT_EQ(browser.seen().header("content-type"), type);
    EXPECT_EQ(browser.seen().header("cache-control"), "public, max-age=300");
    EXPECT_THAT(browser.seen().body, HasSubstr("pool"));
    EXPECT_EQ(browser.seen().writes, 0);
    browser.headers["if-none-match"] = browser.seen().header("etag");
    browser.fetch(path);
    EXPECT_EQ(browser.status(), 304);
    EXPECT_EQ(browser.seen().body, "");
  }
}

TEST_P(CallPages, serve_feeds_in_the_language_asked_for) {
  auto browser = world.house.visitor();
  browser.fetch("/calls.ics?lang=fr");
  EXPECT_THAT(browser.seen().body, HasSubstr("SUMMARY:Relève\u00a0: Vivier"));
  browser.fetch("/calls.atom");
  EXPECT_THAT(browser.seen().body, HasSubstr("<title>Pool</title>"));
}

}  // namespace
}  // namespace couloir::calls
