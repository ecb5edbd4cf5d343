// The page of a batch and what the office does with it; what is held on a reviewer.
#include "calls/batch.h"
#include "calls/front.h"
#include "calls/link_store.h"
#include "calls/review_personal.h"
#include "calls/review_world.h"
#include "people/personal_data.h"

namespace couloir::calls {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct BatchPages : ReviewsOnBoth {};
struct ReviewPages : ReviewsOnBoth {};
struct ReviewData : ReviewsOnBoth {};
INSTANTIATE_TEST_SUITE_P(, BatchPages, both_databases(), database_name);
INSTANTIATE_TEST_SUITE_P(, ReviewPages, both_databases(), database_name);
INSTANTIATE_TEST_SUITE_P(, ReviewData, both_databases(), database_name);

TEST_P(BatchPages, show_reviews_spread_links_and_what_stands_ready) {
  auto d = world.taken();
  world.open_phase();
  for (const auto& who : {world.rene, world.rosa}) {
    world.declare(who);
    world.assign(d.id, who);
  }
  world.give(world.rene, d.id, 5);
  world.give(world.rosa, d.id, 2);
  world.declare(world.chloe, {"La Poste"});
  auto olga = world.browse(world.olga);
  olga.get(world.batch_path());
  ASSERT_EQ(olga.status(), 200);
  for (const auto* words : {"Sorting letters", "No. 1 · pool-0001", "Étiquettes du Ried", "2 / 2", "70", "60",
                            "Link: Chloé with La Poste", "ready for the committee", "AI Act: not asked"})
    EXPECT_TRUE(olga.says(words)) << words;
  EXPECT_EQ(olga.seen().writes, 0);
  auto carl = world.person("Carl").with(Role::committee).actor();
  world.declare(carl);
  auto member = world.browse(carl);
  member.get(world.batch_path());
  for (const auto* words : {"Sorting letters", "2 / 2", "70", "60", "Link: Chloé with La Poste", "AI Act: not asked"})
    EXPECT_TRUE(member.says(words)) << words << " for a member of the committee who is clear of it";
  olga.get(world.batch_path("/export.csv?form=plain"));
  EXPECT_THAT(olga.seen().body,
              HasSubstr("pool-0001,1,Sorting letters,Étiquettes du Ried,loria,4.00,2.00,under_review,2,2,70.00,"
                        "40.00,100.00,60.00,Chloé,,"));
  auto marie = world.browse(world.marie);
  EXPECT_EQ(marie.get(world.batch_path()).status, 403);
}

TEST_P(BatchPages, say_of_every_dossier_who_holds_it_since_when_and_so_do_meeting_and_review) {
  auto first = world.taken("First"), third = world.filed("Third");
  world.filed("Second");
  world.open_phase();
  world.house.clock.set(at("2026-09-15T00:10:00+02:00"));
  world.filed("Fourth");
  ASSERT_TRUE(send_back(world.as(world.olga), third.id, third.version, "Say more", at("2026-10-05T17:00:00+02:00")));
  auto olga = world.browse(world.olga);
  olga.get(world.batch_path());
  for (const auto* words : {"with reviewers and committee since Monday 14 September 2026",
                            "with the office since Monday 14 September", "with the office since Tuesday 15 September",
                            "with its applicants since Tuesday 15 September 2026, to be corrected by"})
    EXPECT_TRUE(olga.says(words)) << words;
  for (const auto& who : {world.rene, world.chloe}) world.declare(who);
  world.assign(first.id, world.rene);
  const auto* held = "with reviewers and committee since Monday 14 September 2026";
  auto path = "/dossiers/" + first.id.str();
  auto rene = world.browse(world.rene), chloe = world.browse(world.chloe);
  rene.get(path + "/review");
  EXPECT_TRUE(rene.says(held));
  chloe.get(path + "/reviews");
  EXPECT_TRUE(chloe.says(held));
  auto m = world.meeting();
  ASSERT_TRUE(prepare_decisions(world.as(world.olga), world.rules, m.id, {ReviewWorld::grant(first.id)}));
  chloe.get("/meetings/" + m.id.str());
  EXPECT_TRUE(chloe.says(held));
  ASSERT_TRUE(decide(world.as(world.chloe), world.rules, m.id, world.shown_to(world.chloe, m.id)));
  chloe.get("/meetings/" + m.id.str());
  EXPECT_TRUE(chloe.says("decided on Tuesday 15 September 2026"));
  olga.get(world.batch_path());
  EXPECT_TRUE(olga.says("decided on Tuesday 15 September 2026"));
}

TEST_P(BatchPages, take_up_after_the_list_was_shown) {
  auto first = world.filed("First"), second = world.filed(world.paul, world.rival, "Second");
  auto olga = world.browse(world.olga);
  olga.get(world.batch_path());
  EXPECT_TRUE(olga.says("2 dossiers wait to be taken up"));
  EXPECT_FALSE(olga.offers(world.batch_path("/taking-up"))) << "not before the list was seen";
  olga.get(world.batch_path("/taking-up"));
  EXPECT_EQ(olga.seen().writes, 0);
  for (const auto& words :
       {std::string("Take 2 dossiers up"), *first.number, *second.number, std::string("Scierie Muller")})
    EXPECT_TRUE(olga.says(words)) << words;
  auto third = world.filed("Third");  // came in between
  olga.submit(world.batch_path("/taking-up"));
  EXPECT_EQ(olga.status(), 409);
  EXPECT_TRUE(olga.says("The list changed since it was shown: nothing was taken up."));
  EXPECT_TRUE(olga.says("Take 3 dossiers up"));
  EXPECT_EQ(world.stored(first.id).state, DossierState::submitted);
  ASSERT_TRUE(withdraw_dossier(world.as(world.marie), third.id, third.version));
  olga.submit(world.batch_path("/taking-up"));
  EXPECT_EQ(olga.status(), 409) << "one of the list went";
  olga.submit(world.batch_path("/taking-up"));
  EXPECT_TRUE(olga.says("Taken up: 2."));
  EXPECT_EQ(world.stored(second.id).state, DossierState::under_review);
  olga.get(world.batch_path("/taking-up"));
  EXPECT_TRUE(olga.says("Nothing to take up"));
  EXPECT_EQ(world.browse(world.chloe).get(world.batch_path("/taking-up")).status, 403);
}

TEST_P(BatchPages, take_nothing_up_that_may_still_be_amended) {
  auto d = world.filed();
  ASSERT_TRUE(in_transaction(world.db, [&](Tx& tx) -> Result<void> {
    tx.exec("UPDATE calls_cut_off SET edit_until = '2026-10-05T15:00:00.000Z' WHERE id = :id",
            {{":id", world.cut_off()}});
    return {};
  }));
  auto olga = world.browse(world.olga);
  olga.get(world.batch_path());
  EXPECT_TRUE(olga.says("may still amend them until"));
  olga.get(world.batch_path("/taking-up"));
  EXPECT_FALSE(olga.offers(world.batch_path("/taking-up")));
  auto shown = std::vector<ToTakeUp>{{d.id, d.version}};
  EXPECT_EQ(take_up_batch(world.as(world.olga), world.call.id, world.cut_off(), shown).error().code, Code::refused);
  EXPECT_EQ(world.stored(d.id).state, DossierState::submitted);
  EXPECT_EQ(take_up_batch(world.as(world.chloe), world.call.id, world.cut_off(), shown).error().code, Code::forbidden);
  EXPECT_EQ(take_up_batch(world.as(world.olga), world.call.id, world.cut_off(), {}).error().code, Code::invalid);
}

TEST_P(BatchPages, take_up_and_share_out) {
  auto first = world.filed("First"), second = world.filed(world.paul, world.rival, "Second");
  world.declare(world.rene, {"Scierie Muller"});
  auto olga = world.browse(world.olga);
  olga.get(world.batch_path("/taking-up"));
  olga.submit(world.batch_path("/taking-up"));
  EXPECT_TRUE(olga.says("Taken up: 2."));
  olga.get(world.batch_path("/assignment"));
  olga.submit(world.batch_path("/assignments"), {{"wanted", "2"}});
  EXPECT_TRUE(olga.says("Not everything could be shared out"));
  EXPECT_TRUE(olga.says(second.number.value() + " · 1 reviewer is missing"));
  EXPECT_TRUE(olga.says("We worked together"));  // why, for the office
  olga.submit(world.batch_path("/phases"),
              {{"name", ""}, {"opens", "2026-10-02T09:00"}, {"closes", "2026-10-01T09:00"}});
  EXPECT_EQ(olga.status(), 400);
  EXPECT_TRUE(olga.says("It must close after it opens."));
  olga.submit(
      world.batch_path("/phases"),
      {{"name", "Reading"}, {"opens", "2026-10-01T09:00"}, {"closes", "2026-10-20T17:00"}, {"others", "hidden"}});
  ASSERT_EQ(olga.status(), 200);
  EXPECT_EQ(phases_of(*world.reader(), world.call.id)[0].closes.iso(), "2026-10-20T15:00:00.000Z");
}

TEST_P(BatchPages, have_phases_set_and_removed_by_script_too) {
  auto olga = world.house.token(world.olga.person);
  auto set = world.house.call(olga, "POST", world.batch_path("/phases"),
                              R"({"name":"Reading","opens":"2026-10-01T09:00:00+02:00",)"
                              R"("closes":"2026-10-20T17:00:00+02:00","others":"hidden"})");
  ASSERT_EQ(set.status, 201) << set.body;
  auto phase = phases_of(*world.reader(), world.call.id).at(0).id.str();
  EXPECT_EQ(
      world.house.call(world.house.token(world.rene.person), "DELETE", world.batch_path("/phases/" + phase)).status,
      403);
  EXPECT_EQ(world.house.call(olga, "DELETE", world.batch_path("/phases/" + phase)).status, 204);
  EXPECT_TRUE(phases_of(*world.reader(), world.call.id).empty());
  EXPECT_EQ(world.house.call(olga, "DELETE", world.batch_path("/phases/" + phase)).status, 404);
}

TEST_P(BatchPages, take_a_link_back_that_was_declared) {
  world.taken();
  world.declare(world.rene, {"La Poste"});
  auto olga = world.browse(world.olga);
  olga.get(world.batch_path("/assignment"));
  olga.submit(world.batch_path("/links/lifting"));
  EXPECT_TRUE(olga.says("The link is taken back")) << olga.seen().words();
  for (const auto& d : declarations_of(*world.reader(), world.rene, world.call.id))
    if (d.party.name == "La Poste") {
      EXPECT_FALSE(d.linked) << "she declares it anew";
    }
}

TEST_P(ReviewPages, take_remarks_from_reviewers_and_the_office) {
  auto d = world.taken();
  auto path = "/dossiers/" + d.id.str();
  world.open_phase();
  world.assign(d.id, world.rene);
  world.declare(world.rene);
  auto rene = world.browse(world.rene);
  rene.get(path + "/review");
  EXPECT_FALSE(rene.offers(path + "/remarks")) << "not before he has given his";
  world.give(world.rene, d.id, 3);
  rene.get(path + "/review");
  rene.submit(path + "/remarks", {{"body", "Who owns the data?"}});
  EXPECT_TRUE(rene.says("Your remark is there.")) << rene.seen().words();
  EXPECT_TRUE(rene.says("Who owns the data?"));
  auto olga = world.browse(world.olga);
  olga.get(path + "/reviews");
  EXPECT_TRUE(olga.says("Who owns the data?"));
  olga.submit(path + "/remarks", {{"body", "They do."}});
  EXPECT_TRUE(olga.says("They do."));
  EXPECT_FALSE(world.browse(world.marie).get(path).words().find("They do.") != std::string::npos);
}

TEST_P(BatchPages, close_a_meeting_whose_table_is_empty) {
  auto m = world.meeting();
  auto path = "/meetings/" + m.id.str();
  auto olga = world.browse(world.olga);
  olga.get(path);
  olga.submit(path, {{"minutes", "Nobody came."}});
  olga.submit(path + "/closing");
  EXPECT_TRUE(olga.says("The meeting is closed.")) << olga.seen().words();
  EXPECT_TRUE(olga.says("Nobody came."));
  EXPECT_FALSE(olga.offers(path)) << "its minutes are final";
}

TEST_P(BatchPages, ask_which_moment_a_phase_means_when_the_clock_changes) {
  auto olga = world.browse(world.olga);
  olga.get(world.batch_path("/assignment"));
  olga.submit(
      world.batch_path("/phases"),
      {{"name", "Reading"}, {"opens", "2026-10-25T02:30"}, {"closes", "2027-03-28T02:30"}, {"others", "hidden"}});
  EXPECT_EQ(olga.status(), 400);
  EXPECT_TRUE(olga.says("The clock changes in that hour: which moment is meant?"));
  EXPECT_TRUE(phases_of(*world.reader(), world.call.id).empty());
  olga.submit(world.batch_path("/phases"), {{"opens_offset", "+01:00"}, {"closes_offset", "+02:00"}});
  auto phases = phases_of(*world.reader(), world.call.id);
  ASSERT_EQ(phases.size(), 1u) << olga.seen().words();
  EXPECT_EQ(phases[0].opens, at("2026-10-25T01:30:00Z"));
  EXPECT_EQ(phases[0].closes, at("2027-03-28T00:30:00Z"));
}

TEST_P(BatchPages, sort_and_filter_and_put_the_unknown_last) {
  BatchRow a, b, c;
  a.rank = 1, b.rank = 2, c.rank = 3;
  a.tally.add(3'000), c.tally.add(9'000);
  auto ranks = [&](BatchQuery query) {
    std::vector<std::int64_t> all;
    for (const auto& row : selected({a, b, c}, query)) all.push_back(row.rank);
    return all;
  };
  EXPECT_THAT(ranks({.sort = BatchSort::mean}), ElementsAre(1, 3, 2));
  EXPECT_THAT(ranks({.sort = BatchSort::mean, .down = true}), ElementsAre(3, 1, 2));
  b.line.organisation = "Étiquettes";
  EXPECT_THAT(ranks({.text = "etiq"}), ElementsAre(2));
}

TEST_P(BatchPages, cost_as_many_statements_for_one_as_for_three) {
  world.open_phase();
  for (const auto& who : {world.rene, world.rosa}) world.declare(who);
  auto cost = [&] {
    std::vector<std::int64_t> all;
    auto olga = world.browse(world.olga);
    all.push_back(olga.get(world.batch_path()).statements);
    auto carl = world.person("Carl").with(Role::committee).actor();
    world.declare(carl, {"La Poste"});
    world.declare(world.chloe);
    auto chloe = world.browse(world.chloe);
    all.push_back(chloe.get(world.batch_path()).statements);
    auto rene = world.browse(world.rene);
    all.push_back(rene.get("/reviews").statements);
    all.push_back(rene.get("/calls/pool/links").statements);
    return all;
  };
  auto add = [&](const std::string& title) {
    auto d = world.taken(title);
    for (const auto& who : {world.rene, world.rosa}) {
      world.assign(d.id, who);
      world.give(who, d.id, 4);
    }
  };
  auto declare_all = [&] {
    for (const auto& who : {world.rene, world.rosa}) world.declare(who);
  };
  world.taken("Zero");
  declare_all();
  add("One");
  auto one = cost();
  add("Two");
  add("Three");
  auto three = cost();
  EXPECT_EQ(one, three);
  EXPECT_LE(one[0], 8);
  EXPECT_LE(one[1], 8);
}

TEST_P(BatchPages, hold_three_hundred_dossiers_in_eight_statements) {
  auto first = world.taken("The first");
  world.open_phase();
  for (const auto& who : {world.rene, world.rosa}) {
    world.declare(who);
    world.assign(first.id, who);
    world.give(who, first.id, who.person == world.rene.person ? 4 : 2);
  }
  world.declare(world.chloe);
  std::string csv = "external_id,title,problem\n";
  for (int i = 1; i < 300; ++i) csv += fmt::format("c{0},Case {0},It takes too long\n", i);
  ASSERT_TRUE(portfolio::take_in_at_once(world.as(world.marie), test_region(), world.acme, "cas.csv", csv));
  world.db.write([&](Tx& tx) {
    tx.exec(R"sql(
        INSERT INTO calls_dossier (call, use_case, organisation, form, title, applicant, lab, window_from, window_to, state,
                                   state_since, cut_off, number, rank, filed_at, created_at, updated_at, version)
        SELECT d.call, u.id, d.organisation, d.form, u.title, d.applicant, d.lab, d.window_from, d.window_to, d.state, d.state_since,
               d.cut_off, 'pool-x' || u.id, 1000 + u.id, d.filed_at, d.created_at, d.updated_at, 1
          FROM calls_dossier d, portfolio_use_case u WHERE d.id = :id AND u.id <> d.use_case)sql",
            {{":id", first.id}});
    tx.exec(
        "INSERT INTO calls_party SELECT d.id, p.party, p.name, p.town FROM calls_dossier d, calls_party p WHERE "
        "p.dossier = :id "
        "AND d.rank > 1000",
        {{":id", first.id}});
    tx.exec(
        "INSERT INTO calls_line SELECT d.id, d.title, n.organisation, n.lab, n.asked, n.least, n.act, n.warnings, "
        "n.aided FROM "
        "calls_dossier d, calls_line n WHERE n.dossier = :id AND d.rank > 1000",
        {{":id", first.id}});
    tx.exec(
        "INSERT INTO calls_assignment (dossier, reviewer, assigned_at) SELECT d.id, a.reviewer, a.assigned_at FROM "
        "calls_dossier d, "
        "calls_assignment a WHERE a.dossier = :id AND d.rank > 1000",
        {{":id", first.id}});
    tx.exec(
        "INSERT INTO calls_review (assignment, state, to_applicant, internal, score, updated_at, given_at, version) "
        "SELECT a.id, "
        "'given', 'Good', '', 6000, a.assigned_at, a.assigned_at, 1 FROM calls_assignment a WHERE a.dossier <> :id",
        {{":id", first.id}});
    return true;
  });
  for (const auto& who : {world.olga, world.chloe}) {
    auto browser = world.browse(who);
    browser.get(world.batch_path());
    EXPECT_LE(browser.seen().statements, 8);
    EXPECT_TRUE(browser.says("300 dossiers"));
    EXPECT_TRUE(browser.says("No. 1 · pool-0001"));
    EXPECT_TRUE(browser.says("Case 299"));
  }
}

TEST_P(BatchPages, count_what_waits_and_for_who_is_linked_only_the_rest) {
  world.taken();
  world.filed(world.paul, world.rival, "Cutting logs");
  auto standings = [&](const Actor& who) { return standings_of_batches(*world.reader(), who); };
  auto seen = standings(world.olga);
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_EQ(seen[0].filed, 2);
  EXPECT_EQ(seen[0].to_take_up, 1);
  EXPECT_EQ(seen[0].under_review, 1);
  EXPECT_TRUE(seen[0].waits_since);
  EXPECT_TRUE(standings(world.chloe).empty()) << "nothing is declared";
  world.declare(world.chloe, {"Scierie Muller"});
  seen = standings(world.chloe);
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_EQ(seen[0].filed, 1);
  EXPECT_EQ(seen[0].to_take_up, 0);
  auto waiting = batches_waiting(*world.reader(), "Europe/Paris");
  ASSERT_EQ(waiting.size(), 1u);
  EXPECT_EQ(waiting[0].dossiers, 1);
  EXPECT_EQ(waiting[0].door.to.str(), world.batch_path());
}

TEST_P(ReviewPages, save_a_begun_review_by_itself_and_never_give_it) {
  auto d = world.taken();
  world.open_phase();
  world.declare(world.rene);
  world.assign(d.id, world.rene);
  auto rene = world.browse(world.rene);
  auto page = "/dossiers/" + d.id.str() + "/review";
  rene.get(page);
  rene.submit(page, {{"autosave", "true"}, {"marks/need", "4"}, {"internal", "To be read again"}});
  EXPECT_EQ(rene.status(), 200);
  EXPECT_THAT(rene.seen().body, HasSubstr(R"("saved":true,"version":1)"));
  rene.get(page);
  EXPECT_TRUE(rene.says("To be read again"));
  EXPECT_FALSE(rene.says("The review is given."));
  EXPECT_EQ(clear_assignments(*world.reader(), world.rene.person)[0].state, ReviewState::draft);
}

TEST_P(ReviewPages, lead_from_the_links_to_the_given_review) {
  auto d = world.taken();
  world.open_phase();
  world.assign(d.id, world.rene);
  auto rene = world.browse(world.rene);
  rene.get("/reviews");
  EXPECT_TRUE(rene.says("5 parties to declare."));
  EXPECT_FALSE(rene.says(d.number.value()));
  EXPECT_EQ(rene.get("/dossiers/" + d.id.str() + "/review").status, 404);
  rene.get("/calls/pool/links");
  EXPECT_TRUE(rene.says("La Poste"));
  EXPECT_FALSE(rene.says("Sorting letters"));
  rene.submit("/calls/pool/links", {{"linked", "siren:356000000"}});
  EXPECT_EQ(rene.status(), 400);
  EXPECT_TRUE(rene.says("Say in a few words what the link is."));
  rene.get("/calls/pool/links");
  rene.submit("/calls/pool/links");
  EXPECT_TRUE(rene.says("Your links are declared."));
  EXPECT_TRUE(rene.says(d.number.value() + " · Sorting letters"));
  auto page = "/dossiers/" + d.id.str() + "/review";
  rene.get(page);
  EXPECT_TRUE(rene.says("Something true about objectives"));
  EXPECT_TRUE(rene.says("Is the need real, understood and shared"));
  rene.submit(page, {{"act", "give"}, {"marks/need", "4"}});
  EXPECT_EQ(rene.status(), 422);
  EXPECT_TRUE(rene.says("“Expected effects” has no mark yet."));
  rene.submit(page, {{"act", "save"}, {"to_applicant", "Good."}});
  EXPECT_TRUE(rene.says("Saved."));
  rene.submit(page, {{"act", "give"},
                     {"marks/need", "4"},
                     {"marks/science", "4"},
                     {"marks/feasibility", "3"},
                     {"marks/impact", "5"},
                     {"marks/frugality", "2"}});
  EXPECT_TRUE(rene.says("The review is given."));
  EXPECT_EQ(clear_assignments(*world.reader(), world.rene.person)[0].score, 8'000);
}

TEST_P(ReviewPages, show_both_versions_when_two_windows_meet) {
  auto d = world.taken();
  world.open_phase();
  world.assign(d.id, world.rene);
  world.declare(world.rene);
  auto page = "/dossiers/" + d.id.str() + "/review";
  auto one = world.browse(world.rene), two = world.browse(world.rene);
  one.get(page);
  two.get(page);
  one.submit(page, {{"act", "save"}, {"internal", "From the first"}});
  two.submit(page, {{"act", "save"}, {"internal", "From the second"}});
  EXPECT_EQ(two.status(), 409);
  EXPECT_TRUE(two.says("Stored meanwhile: From the first."));
  EXPECT_TRUE(two.says("From the second"));
  two.submit(page, {{"act", "save"}});
  EXPECT_EQ(two.status(), 200);
  EXPECT_EQ(reviews_of(*world.reader(), d.id)[0].words.internal, "From the second");
}

TEST_P(ReviewPages, are_endpoints_too) {
  auto d = world.taken();
  world.open_phase();
  world.assign(d.id, world.rene);
  auto token = world.house.token(world.rene.person);
  auto links = world.house.call(token, "GET", "/calls/pool/links");
  EXPECT_THAT(links.body, HasSubstr("siren:356000000"));
  world.declare(world.rene);
  auto path = "/dossiers/" + d.id.str() + "/review";
  auto shown = world.house.call(token, "GET", path);
  ASSERT_EQ(shown.status, 200);
  EXPECT_THAT(shown.body, HasSubstr("\"writable\":true"));
  auto olga = world.house.token(world.olga.person);
  auto batch = world.house.call(olga, "GET", world.batch_path());
  EXPECT_THAT(batch.body, HasSubstr("\"candidate\":false"));
  EXPECT_EQ(world.house.call(token, "GET", world.batch_path()).status, 403);
}

TEST_P(ReviewData, is_in_the_export_of_its_reviewer_and_loses_its_words_at_her_erasure) {
  auto d = world.taken();
  world.open_phase();
  world.assign(d.id, world.rene);
  world.declare(world.rene);
  world.give(world.rene, d.id, 4, "Words to applicants");
  ASSERT_TRUE(make_remark(world.as(world.rene), d.id, "Words in the discussion"));
  auto json = export_person(world.as(world.rene), world.personal, world.rene.person).value();
  for (const auto* held : {"Words to applicants", "Between us", "Words in the discussion", "siren:356000000", "need 4"})
    EXPECT_THAT(json, HasSubstr(held));
  ASSERT_TRUE(erase_person(world.as(world.rene), world.personal, world.rene.person));
  auto review = reviews_of(*world.reader(), d.id)[0];
  EXPECT_EQ(review.words.to_applicant + review.words.internal, "");
  EXPECT_EQ(review.score, 8'000);
  EXPECT_EQ(remarks_of(*world.reader(), d.id)[0].body, "");
  EXPECT_EQ(seen_reviews(*world.reader(), world.olga, d.id)->tally.mean(), 8'000);
}

TEST_P(BatchPages, holds_for_the_committee_what_it_is_clear_of_by_itself) {
  auto one = world.taken("One"), other = world.taken(world.paul, world.rival, "Other");
  auto carl = world.person("Carl").with(Role::committee).owning(world.acme).actor();
  auto listed = [&](const Actor& who) {
    std::vector<DossierId> ids;
    for (const auto& row : rows_of_batch(*world.reader(), who, world.batch())) ids.push_back(row.dossier);
    return ids;
  };
  auto clear = [&](const Actor& who) {
    std::vector<DossierId> ids;
    for (auto id : {one.id, other.id})
      if (is_clear_of(*world.reader(), who.person, id)) ids.push_back(id);
    return ids;
  };
  EXPECT_THAT(listed(world.chloe), testing::IsEmpty()) << "nothing is declared";
  EXPECT_EQ(clear(world.chloe), listed(world.chloe));
  world.declare(world.chloe, {"Scierie Muller"});
  EXPECT_THAT(listed(world.chloe), testing::ElementsAre(one.id));
  EXPECT_EQ(clear(world.chloe), listed(world.chloe));
  world.declare(carl);
  EXPECT_THAT(listed(carl), testing::ElementsAre(other.id)) << "he works for the first";
  EXPECT_EQ(clear(carl), listed(carl));
}

TEST_P(BatchPages, name_filed_dossiers_to_other_rooms_as_they_were_filed) {
  auto filed = world.filed("Filed");
  auto draft = world.draft("Draft");
  auto before = statements_run();
  auto heads = dossier_heads(*world.reader(), {filed.id, draft.id, DossierId{9'999}});
  EXPECT_EQ(statements_run() - before, 1);
  ASSERT_EQ(heads.size(), 1u);
  EXPECT_EQ(heads[filed.id].number, *filed.number);
  EXPECT_EQ(heads[filed.id].title, filed.title);
  EXPECT_EQ(heads[filed.id].lab, world.loria);
  EXPECT_EQ(heads[filed.id].organisation, world.acme);
  EXPECT_EQ(dossier_heads(*world.reader(), {}).size(), 0u);
}

TEST(Tallies, leave_out_who_is_linked) {
  DossierId a{1}, b{2};
  PersonId rene{1}, rosa{2};
  std::vector<Assignment> assignments{{{}, a, rene, ReviewState::given, 8'000},
                                      {{}, a, rosa, ReviewState::given, 6'000},
                                      {{}, b, rene, ReviewState::draft, 1'000}};
  auto all = tallies(assignments, {{rosa, a, "Acme", "", ""}, {rene, b, "Acme", "", ""}});
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[a].assigned, 1);
  EXPECT_EQ(all[a].mean(), 8'000);
}

}  // namespace
}  // namespace couloir::calls
