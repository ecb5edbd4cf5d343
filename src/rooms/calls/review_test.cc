// Phases, marks, spread, links and assignment: the rules, and what the commands make of them on both databases.
#include "calls/batch.h"
#include "calls/link_store.h"
#include "calls/review_world.h"
#include "store/migrate.h"

namespace couloir::calls {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// ── rules ──

Form a_form() {
  Form form;
  form.criteria = {{"need", {"Besoin", "Need"}, {}, 60, false},
                   {"impact", {"Effets", "Effects"}, {}, 40, false},
                   {"frugality", {"Sobriété", "Frugality"}, {}, 0, true}};
  return form;
}
Phase a_phase(std::string_view opens, std::string_view closes, Others others = Others::after_own) {
  return {PhaseId{1}, CallId{1}, CutOffId{1}, "Reading", at(opens), at(closes), others, 1};
}

TEST(ReviewScore, weighs_the_marks_and_leaves_the_independent_ones_apart) {
  EXPECT_EQ(score_of(a_form(), {{"need", 5}, {"impact", 5}}), 10'000);
  EXPECT_EQ(score_of(a_form(), {{"need", 5}, {"impact", 0}}), 6'000);
  EXPECT_EQ(score_of(a_form(), {{"need", 3}, {"impact", 4}, {"frugality", 0}}), 6'800);
  EXPECT_EQ(score_of(a_form(), {{"need", 0}, {"impact", 0}, {"frugality", 5}}), 0);
}

TEST(ReviewScore, is_unknown_while_a_mark_is_missing_and_never_zero) {
  EXPECT_EQ(score_of(a_form(), {{"need", 5}, {"frugality", 5}}), std::nullopt);
  EXPECT_THAT(missing_marks(a_form(), {{"need", 5}}), ElementsAre("impact", "frugality"));
  EXPECT_EQ(score_of(Form{}, {}), std::nullopt);
}

TEST(ReviewTally, tells_mean_count_and_how_far_apart_they_are) {
  Tally tally;
  EXPECT_EQ(tally.mean(), std::nullopt);
  EXPECT_EQ(tally.spread(), std::nullopt);
  tally.assigned = 3;
  tally.add(4'000);
  EXPECT_EQ(tally.spread(), std::nullopt) << "one voice has no spread";
  tally.add(9'001);
  EXPECT_EQ(tally.mean(), 6'501);
  EXPECT_EQ(tally.spread(), 5'001);
  EXPECT_EQ(tally.given, 2);
}

TEST(ReviewPhase, is_open_to_the_very_instant_it_closes) {
  auto phase = a_phase("2026-10-01T09:00:00+02:00", "2026-10-20T17:00:00+02:00");
  EXPECT_EQ(standing_at(phase, at("2026-10-01T08:59:59.999+02:00")), PhaseStanding::ahead);
  EXPECT_EQ(standing_at(phase, at("2026-10-01T09:00:00+02:00")), PhaseStanding::open);
  EXPECT_EQ(standing_at(phase, at("2026-10-20T17:00:00.000+02:00")), PhaseStanding::open);
  EXPECT_EQ(standing_at(phase, at("2026-10-20T17:00:00.001+02:00")), PhaseStanding::over);
}

TEST(ReviewPhase, counts_when_it_is_open_else_the_next_else_the_last) {
  std::vector<Phase> phases{a_phase("2026-10-01T00:00:00Z", "2026-10-05T00:00:00Z"),
                            a_phase("2026-11-01T00:00:00Z", "2026-11-05T00:00:00Z")};
  auto opens = [&](std::string_view now) { return phase_for(phases, CallId{1}, CutOffId{1}, at(now))->opens.iso(); };
  EXPECT_EQ(opens("2026-10-02T00:00:00Z"), "2026-10-01T00:00:00.000Z");
  EXPECT_EQ(opens("2026-10-20T00:00:00Z"), "2026-11-01T00:00:00.000Z");
  EXPECT_EQ(opens("2026-12-01T00:00:00Z"), "2026-11-01T00:00:00.000Z");
  EXPECT_EQ(phase_for(phases, CallId{1}, CutOffId{2}, at("2026-10-02T00:00:00Z")), nullptr);
}

TEST(ReviewPhase, says_what_reviewers_see_of_each_other) {
  EXPECT_FALSE(sees_others(Others::hidden, true));
  EXPECT_FALSE(sees_others(Others::after_own, false));
  EXPECT_TRUE(sees_others(Others::after_own, true));
  EXPECT_TRUE(sees_others(Others::shown, false));
}

TEST(PoolCandidate, is_reviewed_by_all_who_were_asked_and_not_decided) {
  Tally tally;
  EXPECT_FALSE(is_candidate(DossierState::under_review, tally, false));  // nobody was asked
  tally.assigned = 2;
  tally.add(5'000);
  EXPECT_FALSE(is_candidate(DossierState::under_review, tally, false));
  tally.add(6'000);
  EXPECT_TRUE(is_candidate(DossierState::under_review, tally, false));
  EXPECT_FALSE(is_candidate(DossierState::under_review, tally, true));
  EXPECT_FALSE(is_candidate(DossierState::submitted, tally, false));
  EXPECT_FALSE(is_candidate(DossierState::granted, tally, false));
}

TEST(Distribution, shares_evenly_never_to_the_linked_and_says_who_is_not_served) {
  PersonId a{1}, b{2}, c{3};
  std::vector<DossierToServe> dossiers{
      {DossierId{1}, {}, {}}, {DossierId{2}, {}, {a, b}}, {DossierId{3}, {c}, {c}}, {DossierId{4}, {a, b}, {}}};
  auto done = distribute(dossiers, {a, b, c}, 2);
  // The second has one reviewer only, the third lost hers to a link, the fourth has two already.
  EXPECT_THAT(done.unserved, ElementsAre(Unserved{DossierId{2}, 1}));
  EXPECT_THAT(done.pairings, ElementsAre(Pairing{DossierId{2}, c}, Pairing{DossierId{3}, a}, Pairing{DossierId{3}, b},
                                         Pairing{DossierId{1}, c}, Pairing{DossierId{1}, a}));
  auto again = distribute(dossiers, {a, b, c}, 2);
  EXPECT_EQ(again.pairings, done.pairings);
}

// ── schema ──

/// CHECK (column IN ('a', 'b')) of this table in schema/0009 with the words of the enum.
template <Named E>
void expect_check(std::string_view table, std::string_view column) {
  std::string words;
  for (auto name : names_of<E>()) words += (words.empty() ? "'" : ", '") + std::string(name) + "'";
  std::string sql;
  for (auto& migration : migrations())
    if (migration.name == "calls") sql = migration.sql;
  auto from = sql.find(fmt::format("CREATE TABLE {} (", table));
  ASSERT_NE(from, sql.npos) << table;
  auto check = sql.find(fmt::format("({} IN ({}))", column, words), from);
  EXPECT_LT(check, sql.find("\n);", from)) << table << "." << column << ": " << words;
}

TEST(ReviewSchema, allows_exactly_the_words_of_the_enums) {
  expect_check<Others>("calls_review_phase", "others");
  expect_check<ReviewState>("calls_review", "state");
  expect_check<MeetingState>("calls_meeting", "state");
  expect_check<Verdict>("calls_decision", "verdict");
}

// ── links ──

struct Links : ReviewsOnBoth {};
struct Reviewing : ReviewsOnBoth {};
struct Assigning : ReviewsOnBoth {};
INSTANTIATE_TEST_SUITE_P(, Links, both_databases(), database_name);
INSTANTIATE_TEST_SUITE_P(, Reviewing, both_databases(), database_name);
INSTANTIATE_TEST_SUITE_P(, Assigning, both_databases(), database_name);

std::vector<std::string> names_in(const std::vector<Declared>& all) {
  std::vector<std::string> names;
  for (const auto& d : all) names.push_back(d.party.name);
  return names;
}

TEST_P(Links, are_declared_from_a_list_of_names_that_tells_no_dossier) {
  world.taken("Sorting letters");
  world.taken(world.paul, world.rival, "Cutting wood");
  auto listed = declarations_of(*world.reader(), world.rene, world.call.id);
  EXPECT_THAT(names_in(listed), ElementsAre("Étiquettes du Ried", "La Poste", "Marie", "Nora", "Paul", "Scierie Muller",
                                            "Test laboratory"));
  EXPECT_TRUE(std::ranges::none_of(listed, [](const Declared& d) { return d.linked.has_value(); }));
}

TEST_P(Links, need_a_word_why_and_a_party_of_the_list) {
  world.taken();
  auto empty = declare_links(world.as(world.rene), world.call.id, {{"siren:356000000", true, " "}});
  EXPECT_THAT(World::where(empty.error()), ElementsAre("why/siren:356000000"));
  EXPECT_EQ(declare_links(world.as(world.rene), world.call.id, {{"siren:999999999", false, ""}}).error().code,
            Code::not_found);
  EXPECT_EQ(declare_links(world.as(world.marie), world.call.id, {}).error().code, Code::forbidden);
}

TEST_P(Links, open_a_dossier_only_when_every_party_is_declared_and_none_linked) {
  auto d = world.taken();
  world.open_phase();
  world.assign(d.id, world.rene);
  auto sees = [&] { return clear_assignment(*world.reader(), world.rene.person, d.id).has_value(); };
  EXPECT_FALSE(sees());
  EXPECT_EQ(parties_to_declare(*world.reader(), world.rene.person)[0].parties, 5);
  world.declare(world.rene);
  EXPECT_TRUE(sees());
  EXPECT_THAT(parties_to_declare(*world.reader(), world.rene.person), IsEmpty());
  world.declare(world.rene, {"La Poste"});
  EXPECT_FALSE(sees());
  EXPECT_EQ(seen_review(*world.reader(), world.rene, d.id, world.house.clock.now()).error().code, Code::not_found);
}

TEST_P(Links, of_a_party_that_comes_later_must_be_declared_first) {
  auto d = world.taken();
  world.open_phase();
  world.assign(d.id, world.rene);
  world.declare(world.rene);
  ASSERT_TRUE(send_back(world.as(world.olga), d.id, d.version, "With whom?", at("2026-10-05T17:00:00+02:00")));
  EXPECT_FALSE(clear_assignment(*world.reader(), world.rene.person, d.id));  // it is with its applicants
  ASSERT_TRUE(
      add_partner(world.as(world.marie), d.id, {{}, PartnerKind::body, "Université du Rhin", "", "Colmar", "A room"}));
  EXPECT_THAT(parties_to_declare(*world.reader(), world.rene.person), IsEmpty());  // not filed yet
  world.sign(d.id);
  ASSERT_TRUE(world.submit(world.marie, world.stored(d.id), "2026-10-01T10:00:00+02:00", 1));
  ASSERT_TRUE(take_up(world.as(world.olga), {d.id}));
  EXPECT_FALSE(clear_assignment(*world.reader(), world.rene.person, d.id));
  EXPECT_EQ(parties_to_declare(*world.reader(), world.rene.person)[0].parties, 1);
  world.declare(world.rene);
  EXPECT_TRUE(clear_assignment(*world.reader(), world.rene.person, d.id));
}

TEST_P(Links, of_the_account_count_without_being_declared) {
  auto d = world.taken();
  auto insider = world.person("Ines").with(Role::reviewer).working_for(world.acme).actor();
  auto from_lab = world.person("Lou").with(Role::reviewer).speaking_for(world.loria).actor();
  world.declare(insider);
  auto refused = assign_reviewer(world.as(world.olga), d.id, insider.person);
  ASSERT_FALSE(refused);
  EXPECT_THAT(World::told_by(refused.error()),
              HasSubstr("Ines belongs to a party of this dossier: Étiquettes du Ried."));
  EXPECT_EQ(assign_reviewer(world.as(world.olga), d.id, from_lab.person).error().code, Code::refused);
}

TEST_P(Links, once_declared_refuse_the_assignment_and_tell_the_office_why) {
  auto d = world.taken();
  world.declare(world.rene, {"La Poste"});
  auto refused = assign_reviewer(world.as(world.olga), d.id, world.rene.person);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::refused);
  EXPECT_THAT(World::told_by(refused.error()), HasSubstr("René declared a link with La Poste: We worked together"));
}

TEST_P(Links, go_by_the_last_filing_not_by_the_working_copy) {
  auto d = world.filed();
  ASSERT_TRUE(send_back(world.as(world.olga), d.id, d.version, "Say more", at("2026-10-05T17:00:00+02:00")));
  auto partner = partners_of(*world.reader(), d.id)[0].id;
  ASSERT_TRUE(drop_partner(world.as(world.marie), d.id, partner));
  EXPECT_THAT(names_in(declarations_of(*world.reader(), world.rene, world.call.id)), testing::Contains("La Poste"));
}

// ── reviews ──

TEST_P(Reviewing, is_saved_with_gaps_and_given_without) {
  auto d = world.taken();
  world.open_phase();
  world.assign(d.id, world.rene);
  world.declare(world.rene);
  auto draft = save_review(world.as(world.rene), d.id, 0, {{{"need", 4}}, "", ""});
  ASSERT_TRUE(draft);
  EXPECT_EQ(draft->state, ReviewState::draft);
  EXPECT_EQ(draft->score, std::nullopt);
  auto refused = give_review(world.as(world.rene), d.id, 1, {{{"need", 4}}, "", ""});
  ASSERT_FALSE(refused);
  EXPECT_THAT(World::where(refused.error()),
              ElementsAre("marks/science", "marks/feasibility", "marks/impact", "marks/frugality", "to_applicant"));
  auto given = give_review(world.as(world.rene), d.id, 1, ReviewWorld::words(4));
  ASSERT_TRUE(given);
  EXPECT_EQ(given->score, 8'000);
  // May be changed while the phase is open, and stays given.
  auto better = save_review(world.as(world.rene), d.id, 2, ReviewWorld::words(5));
  ASSERT_TRUE(better);
  EXPECT_EQ(better->state, ReviewState::given);
  EXPECT_EQ(save_review(world.as(world.rene), d.id, 3, {{{"need", 4}}, "", ""}).error().code, Code::refused);
}

TEST_P(Reviewing, refuses_marks_that_are_none_and_a_stale_page) {
  auto d = world.taken();
  world.open_phase();
  world.assign(d.id, world.rene);
  world.declare(world.rene);
  auto wrong = save_review(world.as(world.rene), d.id, 0, {{{"need", 6}, {"beauty", 3}}, "", ""});
  EXPECT_THAT(World::where(wrong.error()), ElementsAre("marks/beauty", "marks/need"));
  ASSERT_TRUE(save_review(world.as(world.rene), d.id, 0, ReviewWorld::words(3)));
  EXPECT_EQ(save_review(world.as(world.rene), d.id, 0, ReviewWorld::words(1)).error().code, Code::conflict);
}

TEST_P(Reviewing, begins_again_when_another_text_is_filed) {
  auto d = world.taken();
  world.open_phase();
  world.declare(world.rene);
  world.assign(d.id, world.rene);
  world.give(world.rene, d.id, 4);
  auto meeting = world.meeting();
  ASSERT_TRUE(prepare_decisions(world.as(world.olga), world.rules, meeting.id, {ReviewWorld::grant(d.id)}));
  ASSERT_TRUE(send_back(world.as(world.olga), d.id, world.stored(d.id).version, "Another one, please.",
                        at("2026-09-20T17:00:00+02:00")));
  EXPECT_TRUE(decisions_of(*world.reader(), meeting.id).empty()) << "it was prepared for the text before";
  auto edit = World::sound_edit(world.loria);
  edit.title = "Another text";
  ASSERT_TRUE(edit_dossier(world.as(world.marie), world.rules, d.id, world.stored(d.id).version, edit));
  world.sign(d.id);
  ASSERT_TRUE(
      submit_dossier(world.as(world.marie), world.rules, d.id, world.stored(d.id).version, {world.cut_off(), ""}));
  ASSERT_TRUE(take_up(world.as(world.olga), {d.id}));
  auto row = rows_of_batch(*world.reader(), world.olga, world.batch())[0];
  EXPECT_EQ(row.tally.given, 0);
  EXPECT_FALSE(row.candidate());
  auto seen = seen_review(*world.reader(), world.rene, d.id, world.house.clock.now()).value();
  EXPECT_EQ(seen.own.state, ReviewState::draft);
  EXPECT_FALSE(seen.own.words.to_applicant.empty()) << "her words stay";
}

TEST_P(Links, that_stand_are_taken_back_by_the_office_alone) {
  auto d = world.taken();
  world.declare(world.rene, {"Étiquettes du Ried"});
  auto siren = key_of_siren(people::find_organisation(*world.reader(), world.acme)->siren.str());
  EXPECT_EQ(declare_links(world.as(world.rene), world.call.id, {{siren, false, ""}}).error().code, Code::refused);
  EXPECT_EQ(lift_link(world.as(world.rene), world.call.id, world.rene.person, siren).error().code, Code::forbidden);
  EXPECT_FALSE(is_clear_of(*world.reader(), world.rene.person, d.id));
  ASSERT_TRUE(lift_link(world.as(world.olga), world.call.id, world.rene.person, siren));
  EXPECT_FALSE(is_clear_of(*world.reader(), world.rene.person, d.id)) << "she has to declare it anew";
  ASSERT_TRUE(declare_links(world.as(world.rene), world.call.id, {{siren, false, ""}}));
  EXPECT_TRUE(is_clear_of(*world.reader(), world.rene.person, d.id));
}

TEST_P(Reviewing, ends_with_its_phase) {
  auto d = world.taken();
  world.open_phase();
  world.assign(d.id, world.rene);
  world.declare(world.rene);
  EXPECT_EQ(
      save_review(world.as(world.rene, "2026-10-20T17:00:00.001+02:00"), d.id, 0, ReviewWorld::words(3)).error().code,
      Code::refused);
  EXPECT_TRUE(save_review(world.as(world.rene, "2026-10-20T17:00:00.000+02:00"), d.id, 0, ReviewWorld::words(3)));
}

TEST_P(Reviewing, shows_others_after_ones_own_and_never_a_linked_one) {
  auto d = world.taken();
  world.open_phase();
  auto lea = world.person("Léa").with(Role::reviewer).actor();
  for (const auto& who : {world.rene, world.rosa, lea}) {
    world.declare(who);
    world.assign(d.id, who);
  }
  world.give(world.rosa, d.id, 2, "Rosa says so");
  world.give(lea, d.id, 5, "Léa says so");
  auto seen = [&] { return seen_review(*world.reader(), world.rene, d.id, world.house.clock.now()).value(); };
  EXPECT_THAT(seen().others, IsEmpty());
  world.give(world.rene, d.id, 3);
  EXPECT_EQ(seen().others.size(), 2u);
  world.declare(lea, {"La Poste"});
  ASSERT_EQ(seen().others.size(), 1u);
  EXPECT_EQ(seen().others[0].words.to_applicant, "Rosa says so");
  auto all = seen_reviews(*world.reader(), world.olga, d.id).value();
  EXPECT_EQ(all.tally.assigned, 2);
  EXPECT_EQ(all.tally.mean(), 5'000);
}

TEST_P(Reviewing, discusses_after_giving_and_applicants_hear_nothing_of_it) {
  auto d = world.taken();
  world.open_phase();
  world.assign(d.id, world.rene);
  world.declare(world.rene);
  EXPECT_EQ(make_remark(world.as(world.rene), d.id, "Too early").error().code, Code::not_found);
  world.give(world.rene, d.id, 3);
  EXPECT_TRUE(make_remark(world.as(world.rene), d.id, "Now I may"));
  EXPECT_TRUE(make_remark(world.as(world.olga), d.id, "The office too"));
  EXPECT_EQ(make_remark(world.as(world.chloe), d.id, "Not declared").error().code, Code::not_found);
  world.declare(world.chloe);
  EXPECT_TRUE(make_remark(world.as(world.chloe), d.id, "And the committee"));
  EXPECT_EQ(make_remark(world.as(world.marie), d.id, "Me?").error().code, Code::not_found);
  EXPECT_EQ(seen_reviews(*world.reader(), world.marie, d.id).error().code, Code::not_found);
  EXPECT_EQ(seen_reviews(*world.reader(), world.chloe, d.id)->remarks.size(), 3u);
}

// ── assignment ──

TEST_P(Assigning, is_the_offices_and_waits_until_it_is_taken_up) {
  auto d = world.filed();
  EXPECT_EQ(assign_reviewer(world.as(world.chloe), d.id, world.rene.person).error().code, Code::forbidden);
  EXPECT_EQ(assign_reviewer(world.as(world.olga), d.id, world.rene.person).error().code, Code::refused);
  ASSERT_TRUE(take_up(world.as(world.olga), {d.id}));
  EXPECT_EQ(assign_reviewer(world.as(world.olga), d.id, world.marie.person).error().code, Code::not_found);
  EXPECT_TRUE(assign_reviewer(world.as(world.olga), d.id, world.rene.person));
  EXPECT_TRUE(assign_reviewer(world.as(world.olga), d.id, world.rene.person));  // once is enough, twice is no harm
  EXPECT_TRUE(remove_reviewer(world.as(world.olga), d.id, world.rene.person));
  EXPECT_EQ(remove_reviewer(world.as(world.olga), d.id, world.rene.person).error().code, Code::not_found);
}

TEST_P(Assigning, of_a_batch_writes_each_reviewer_one_mail_that_names_nothing) {
  auto secret = world.taken("Secret of the Ried");
  auto other = world.taken(world.paul, world.rival, "Cutting wood");
  world.declare(world.rene, {"Étiquettes du Ried"});
  auto done = distribute_batch(world.as(world.olga), world.batch(), 2);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->pairings.size(), 3u);
  EXPECT_THAT(done->unserved, ElementsAre(Unserved{secret.id, 1}));
  EXPECT_THAT(world.mails(), testing::IsSupersetOf({"rene@review.example: Reviews wait for you: Pool",
                                                    "rosa@review.example: Before you review: Pool"}));
  std::string all;
  world.reader()->each("SELECT subject, body FROM journal_mail WHERE address LIKE '%@review.example'", {},
                       [&](const Row& row) { all += row.get<std::string>("subject") + row.get<std::string>("body"); });
  EXPECT_THAT(all, testing::Not(HasSubstr("Secret")));
  EXPECT_THAT(all, testing::Not(HasSubstr(secret.number.value())));
  EXPECT_THAT(all, testing::Not(HasSubstr(other.number.value())));
}

}  // namespace
}  // namespace couloir::calls
