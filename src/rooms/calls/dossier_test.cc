#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "calls/dossier.h"

namespace couloir::calls {
namespace {

Instant moment(std::string_view text) { return *parse_instant(text); }

// ── the table of states ──

TEST(DossierStates, stand_in_the_docs_as_in_the_code) {
  std::ifstream file(COULOIR_SOURCE_DIR "/docs/dossier-states.md");
  std::ostringstream text;
  text << file.rdbuf();
  // Up to the empty line after it: a row too many is seen too.
  auto table = text.str().substr(std::min(text.str().find("| from |"), text.str().size()));
  EXPECT_EQ(table.substr(0, table.find("\n\n") + 1), transitions_as_markdown());
}

TEST(DossierStates, allow_exactly_what_the_table_holds) {
  int allowed = 0;
  for (auto act_name : names_of<Act>())
    for (auto state_name : names_of<DossierState>()) {
      auto act = *from_name<Act>(act_name);
      auto from = *from_name<DossierState>(state_name);
      const auto* step = transition(act, from);
      if (step == nullptr) continue;
      ++allowed;
      EXPECT_EQ(step->act, act);
      EXPECT_EQ(step->from, from);
    }
  EXPECT_EQ(allowed, static_cast<int>(transitions().size()));  // none stands there twice
}

TEST(DossierStates, are_over_when_nothing_leads_out_of_them) {
  for (auto name : names_of<DossierState>()) {
    auto state = *from_name<DossierState>(name);
    bool leads_out = std::ranges::any_of(transitions(), [&](const Transition& t) { return t.from == state; });
    EXPECT_EQ(is_over(state), !leads_out) << name;
  }
}

TEST(DossierStates, are_filed_decided_or_living_as_the_statements_say) {
  EXPECT_EQ(states_where(is_filed), "'submitted', 'returned', 'under_review', 'granted', 'declined'");
  EXPECT_EQ(states_where(is_decided), "'granted', 'declined'");
  EXPECT_EQ(states_where(is_living), "'draft', 'submitted', 'returned', 'under_review', 'granted', 'expired'");
}

TEST(DossierStates, are_each_reached) {
  for (auto name : names_of<DossierState>())
    if (name != "draft") {
      EXPECT_TRUE(std::ranges::any_of(transitions(), [&](const Transition& t) { return name_of(t.to) == name; }))
          << name;
    }
}

TEST(DossierStates, let_no_applicant_decide_and_no_committee_withdraw) {
  for (const auto& t : transitions()) {
    bool decides = t.to == DossierState::granted || t.to == DossierState::declined;
    EXPECT_EQ(decides, t.by == Party::committee);
    if (t.to == DossierState::withdrawn) {
      EXPECT_EQ(t.by, Party::applicant);
    }
  }
}

// ── calls and cut-offs ──

Call a_call() {
  Call call;
  call.code = "pool";
  call.state = CallState::published;
  call.applicants = usually_asked({Applicant::company_project});
  call.opens = moment("2026-08-01T00:00:00+02:00");
  call.cut_offs = {{CutOffId{1}, moment("2026-09-30T17:00:00+02:00"), {}, {}},
                   {CutOffId{2}, moment("2026-11-30T17:00:00+01:00"), {}, {}}};
  return call;
}

TEST(CutOffs, take_the_very_instant_and_not_a_millisecond_more) {
  auto call = a_call();
  EXPECT_EQ(next_cut_off(call, moment("2026-09-30T17:00:00.000+02:00"))->id, CutOffId{1});
  EXPECT_EQ(next_cut_off(call, moment("2026-09-30T17:00:00.001+02:00"))->id, CutOffId{2});
  EXPECT_EQ(next_cut_off(call, moment("2026-11-30T17:00:00.001+01:00")), nullptr);
}

TEST(CutOffs, in_the_hour_that_the_clock_shows_twice_are_told_apart_by_their_offset) {
  // 25 October 2026: 02:30 comes twice in Paris.
  auto first = resolve_local("2026-10-25T02:30:00", "Europe/Paris", 120),
       second = resolve_local("2026-10-25T02:30:00", "Europe/Paris", 60);
  ASSERT_TRUE(first && second);
  auto call = a_call();
  call.cut_offs = {{CutOffId{1}, *first, {}, {}}, {CutOffId{2}, *second, {}, {}}};
  EXPECT_EQ(next_cut_off(call, *first)->id, CutOffId{1});
  EXPECT_EQ(next_cut_off(call, *first + std::chrono::milliseconds(1))->id, CutOffId{2});
  EXPECT_EQ(next_cut_off(call, *second + std::chrono::milliseconds(1)), nullptr);
  EXPECT_FALSE(resolve_local("2026-10-25T02:30:00", "Europe/Paris"));
  // 29 March 2026: 02:30 never comes; the offset says which instant is meant.
  EXPECT_FALSE(resolve_local("2026-03-29T02:30:00", "Europe/Paris"));
}

TEST(CutOffs, in_the_hour_that_the_clock_leaves_out_are_the_instant_of_their_offset) {
  auto meant = resolve_local("2027-03-28T02:30:00", "Europe/Paris", 60);
  ASSERT_TRUE(meant);
  EXPECT_EQ(*meant, moment("2027-03-28T03:30:00+02:00"));
  auto call = a_call();
  call.cut_offs = {{CutOffId{1}, *meant, {}, {}}};
  EXPECT_EQ(next_cut_off(call, moment("2027-03-28T03:30:00.000+02:00"))->id, CutOffId{1});
  EXPECT_EQ(next_cut_off(call, moment("2027-03-28T03:30:00.001+02:00")), nullptr);
}

TEST(Calls, are_open_from_their_first_to_their_last_instant) {
  auto call = a_call();
  call.closes = moment("2026-11-30T17:00:00+01:00");
  EXPECT_EQ(phase_at(call, moment("2026-07-31T21:59:59.999Z")), CallPhase::announced);
  EXPECT_EQ(phase_at(call, moment("2026-07-31T22:00:00.000Z")), CallPhase::open);
  EXPECT_EQ(phase_at(call, *call.closes), CallPhase::open);
  EXPECT_EQ(phase_at(call, *call.closes + std::chrono::milliseconds(1)), CallPhase::over);
  call.opens.reset();
  EXPECT_EQ(phase_at(call, moment("2026-10-01T00:00:00Z")), CallPhase::announced);
  call.state = CallState::closed;
  EXPECT_EQ(phase_at(call, moment("2026-10-01T00:00:00Z")), CallPhase::over);
}

TEST(Calls, promise_an_answer_only_when_somebody_did) {
  auto call = a_call();
  EXPECT_EQ(answer_by(call, call.cut_offs[0], "Europe/Paris"), std::nullopt);
  call.answer_days = 30;
  EXPECT_EQ(answer_by(call, call.cut_offs[0], "Europe/Paris")->iso(), "2026-10-30");
  call.cut_offs[0].answer_by = *parse_date("2026-10-15");
  EXPECT_EQ(answer_by(call, call.cut_offs[0], "Europe/Paris")->iso(), "2026-10-15");
}

// ── who ──

TEST(DossierParts, come_from_the_organisation_the_lab_or_a_row) {
  Dossier d;
  d.organisation = OrganisationId{1};
  d.lab = LabId{3};
  Actor marie{PersonId{7}, {Role::operator_}, {OrganisationId{1}}, {}};
  Actor nora{PersonId{8}, {Role::lab}, {}, {LabId{3}}};
  Actor stranger{PersonId{9}, {Role::operator_, Role::lab}, {OrganisationId{2}}, {LabId{4}}};
  EXPECT_EQ(part_of(marie, d, {}), Part::owner);
  EXPECT_EQ(part_of(nora, d, {}), Part::editor);
  EXPECT_EQ(part_of(stranger, d, {}), std::nullopt);
  Actor colleague{PersonId{9}, {}, {OrganisationId{1}}, {}};
  EXPECT_EQ(part_of(colleague, d, {}), std::nullopt);
  EXPECT_EQ(part_of(colleague, d, {{PersonId{9}, Part::reader}}), Part::reader);
  EXPECT_EQ(part_of(stranger, d, {{PersonId{9}, Part::owner}}), std::nullopt) << "who left has no part any more";
  EXPECT_EQ(part_of(Actor{}, d, {{PersonId{}, Part::owner}}), std::nullopt);  // nobody is a member by having no number
  d.applicant = Applicant::member_lab;
  EXPECT_EQ(part_of(nora, d, {}), Part::owner);
}

TEST(DossierSight, is_the_committees_only_once_it_is_filed) {
  Dossier d;
  Actor chloe{PersonId{1}, {Role::committee}, {}, {}}, rene{PersonId{2}, {Role::reviewer}, {}, {}};
  EXPECT_FALSE(may_see(chloe, d, {}));
  d.state = DossierState::under_review;
  EXPECT_TRUE(may_see(chloe, d, {}));
  EXPECT_FALSE(may_see(rene, d, {}));  // by assignment alone
}

// ── what stands in the way ──

DossierFacts sound_facts() {
  DossierFacts facts;
  facts.call = a_call();
  facts.call.ceiling = EngineerMonths::whole(6);
  facts.form.sections = {{"context", {"Contexte", "Context"}, {"?", "?"}, 5, true},
                         {"risks", {"Risques", "Risks"}, {"?", "?"}, 5, false}};
  auto& d = facts.dossier;
  d.title = "Letters";
  d.lab = LabId{3};
  d.window_from = "2026-11";
  d.window_to = "2027-01";
  d.team_min = 1;
  d.team_max = 2;
  facts.texts = {{"context", "We sort letters", 1, {}, {}}};
  facts.staffing = {{"python", 2, EngineerMonths::whole(2), EngineerMonths::whole(4)}};
  facts.partners = {{PartnerId{1}, PartnerKind::company, "La Poste", "35600000000048", "", ""}};
  facts.lab = people::Lab{
      LabId{3}, "loria", {}, {people::LabMembership::confirmed, "x", "2026", FactStatus::confirmed, true}, {}, 1};
  facts.text_sha256 = "abc";
  facts.signature = Signature{LabId{3}, PersonId{8}, {}, "abc"};
  facts.declaration = Declaration{parse_siren("356000000").value(), {}, {}, {}};
  facts.act = {.begun = true, .decided = true, .signed_ = true};
  return facts;
}
const DeMinimis kRule{Euros::whole(300'000), 3, {}, std::nullopt};
const Date kToday = *parse_date("2026-09-14");

std::vector<Obstacle> kinds(const std::vector<Gap>& gaps) {
  std::vector<Obstacle> all;
  for (const auto& gap : gaps) all.push_back(gap.what);
  return all;
}

TEST(DossierGaps, are_none_when_all_is_said) { EXPECT_THAT(gaps_in(sound_facts(), kRule, kToday), testing::IsEmpty()); }

TEST(DossierGaps, are_told_all_at_once_in_the_order_of_the_form) {
  DossierFacts empty;
  empty.call = a_call();
  empty.form = sound_facts().form;
  EXPECT_THAT(kinds(gaps_in(empty, kRule, kToday)),
              testing::ElementsAre(Obstacle::no_title, Obstacle::section_missing, Obstacle::no_staffing,
                                   Obstacle::no_window, Obstacle::no_team_size, Obstacle::no_lab, Obstacle::no_company,
                                   Obstacle::no_declaration, Obstacle::no_signature));
}

TEST(DossierGaps, count_words_as_the_page_does) {
  auto facts = sound_facts();
  facts.texts[0].body = "one two three four five";
  EXPECT_THAT(gaps_in(facts, kRule, kToday), testing::IsEmpty());
  facts.texts[0].body += " six";
  EXPECT_THAT(gaps_in(facts, kRule, kToday), testing::ElementsAre(Gap{Obstacle::section_too_long, "context", 6, 5}));
  facts.texts[0].body = " ? ! ";
  EXPECT_THAT(kinds(gaps_in(facts, kRule, kToday)), testing::ElementsAre(Obstacle::section_missing));
}

TEST(DossierGaps, name_each_single_flaw) {
  struct Case {
    Obstacle what;
    std::function<void(DossierFacts&)> spoil;
  };
  const Case cases[] = {
      {Obstacle::over_ceiling, [](auto& f) { f.staffing[0].full = {601}; }},
      {Obstacle::least_over_full, [](auto& f) { f.staffing[0].least = {401}; }},
      {Obstacle::window_too_short, [](auto& f) { f.dossier.window_to = "2026-10"; }},
      {Obstacle::no_team_size, [](auto& f) { f.dossier.team_min = 3; }},
      {Obstacle::not_eligible, [](auto& f) { f.call.applicants[0].kind = Applicant::community; }},
      {Obstacle::lab_not_member, [](auto& f) { f.lab->status.membership = people::LabMembership::unverified; }},
      {Obstacle::lab_not_member, [](auto& f) { f.lab->status.active = false; }},  // the lab left
      {Obstacle::no_company, [](auto& f) { f.partners[0].kind = PartnerKind::body; }},
      {Obstacle::aid_over_ceiling,
       [](auto& f) { f.declaration->aids = {{*parse_date("2024-01-01"), Euros::whole(300'001), "Region"}}; }},
      {Obstacle::prohibited_use, [](auto& f) { f.act.prohibited = true; }},
      {Obstacle::plan_incomplete, [](auto& f) { f.act.high = true, f.act.unplanned = 2; }},
      {Obstacle::older_signature, [](auto& f) { f.text_sha256 = "abd"; }},
      {Obstacle::no_signature,
       [](auto& f) { f.signature->lab = LabId{4}; }},  // another lab signed, before it was changed
  };
  for (const auto& c : cases) {
    auto facts = sound_facts();
    c.spoil(facts);
    EXPECT_THAT(kinds(gaps_in(facts, kRule, kToday)), testing::ElementsAre(c.what)) << name_of(c.what);
  }
}

TEST(DossierConditions, are_those_that_the_call_asks_of_its_kind_of_applicant) {
  auto spoil_all = [](DossierFacts& f) {
    f.lab->status.membership = people::LabMembership::unverified;
    f.partners.clear();
    f.declaration.reset();
  };
  auto asked = [&](std::vector<Condition> conditions, Applicant kind) {
    auto facts = sound_facts();
    spoil_all(facts);
    facts.dossier.applicant = kind;
    facts.call.applicants = {{Applicant::member_lab, {Condition::confirmed_lab}}, {kind, std::move(conditions)}};
    return kinds(gaps_in(facts, kRule, kToday));
  };
  for (auto kind : {Applicant::community, Applicant::company_project}) {
    EXPECT_THAT(asked({}, kind), testing::IsEmpty());
    EXPECT_THAT(asked({Condition::confirmed_lab}, kind), testing::ElementsAre(Obstacle::lab_not_member));
    EXPECT_THAT(asked({Condition::company_named}, kind), testing::ElementsAre(Obstacle::no_company));
    EXPECT_THAT(asked({Condition::aid_declared}, kind), testing::ElementsAre(Obstacle::no_declaration));
  }
}

TEST(DossierConditions, never_let_a_lab_sign_that_left) {
  auto facts = sound_facts();
  facts.call.applicants[0].conditions = {};
  facts.lab->status.active = false;
  EXPECT_THAT(kinds(gaps_in(facts, kRule, kToday)), testing::ElementsAre(Obstacle::lab_left));
}

TEST(DossierConditions, hold_a_company_to_the_ceiling_and_warn_of_what_is_not_known_where_aid_is_asked_alone) {
  auto facts = sound_facts();
  facts.dossier.applicant = Applicant::community;
  facts.call.applicants = {{Applicant::community, {Condition::aid_declared}}};
  facts.declaration->aids = {{*parse_date("2026-01-01"), Euros::whole(300'001), "Region"}};
  EXPECT_THAT(kinds(gaps_in(facts, kRule, kToday)), testing::ElementsAre(Obstacle::aid_over_ceiling));
  EXPECT_THAT(warnings_on(facts, kRule), testing::ElementsAre(Warning::worth_unknown));
  facts.call.applicants[0].conditions = {};
  EXPECT_THAT(gaps_in(facts, kRule, kToday), testing::IsEmpty());
  EXPECT_THAT(warnings_on(facts, kRule), testing::IsEmpty());
}

TEST(DossierConditions, make_the_lab_file_for_one_kind_of_a_mixed_call) {
  Actor marie{PersonId{7}, {Role::operator_}, {OrganisationId{1}}, {}};
  Actor nora{PersonId{8}, {Role::lab}, {}, {LabId{3}}};
  auto facts = sound_facts();
  facts.dossier.organisation = OrganisationId{1};
  facts.call.applicants = {{Applicant::community, {}}, {Applicant::company_project, {Condition::lab_files}}};
  Filing now{moment("2026-09-14T10:00:00+02:00"), CutOffId{1}, {}};
  EXPECT_THAT(kinds(obstacles_to_filing(facts, marie, now)), testing::ElementsAre(Obstacle::lab_must_file));
  EXPECT_THAT(obstacles_to_filing(facts, nora, now), testing::IsEmpty());
  EXPECT_TRUE(may_file(nora, facts)) << "who need own nothing else of it";
  facts.dossier.applicant = Applicant::community;
  EXPECT_THAT(obstacles_to_filing(facts, marie, now), testing::IsEmpty());
  EXPECT_TRUE(may_file(marie, facts));
  EXPECT_FALSE(may_file(nora, facts));
}

TEST(DossierConditions, are_usually_what_the_program_asked_of_everybody_before) {
  using enum Condition;
  EXPECT_EQ(usually_asked({Applicant::member_lab}),
            (std::vector<Eligible>{{Applicant::member_lab, {confirmed_lab, lab_files}}}));
  EXPECT_EQ(usually_asked({Applicant::member_lab, Applicant::community, Applicant::company_project}),
            (std::vector<Eligible>{{Applicant::member_lab, {confirmed_lab}},
                                   {Applicant::community, {confirmed_lab}},
                                   {Applicant::company_project, {confirmed_lab, company_named, aid_declared}}}));
}

TEST(DossierGaps, let_a_project_without_company_be_free_of_aid) {
  auto facts = sound_facts();
  facts.dossier.applicant = Applicant::community;
  facts.call.applicants = usually_asked({Applicant::community});
  facts.declaration.reset();
  facts.partners.clear();
  EXPECT_THAT(gaps_in(facts, kRule, kToday), testing::IsEmpty());
}

TEST(DeMinimisAid, adds_what_the_months_are_worth_once_that_is_known) {
  auto facts = sound_facts();
  auto rule = kRule;
  rule.month_worth = Euros::whole(7'000);
  facts.declaration->aids = {{*parse_date("2025-01-01"), Euros::whole(272'000), "Region"}};
  EXPECT_THAT(gaps_in(facts, rule, kToday), testing::IsEmpty());  // 272,000 + 4 × 7,000
  facts.declaration->aids[0].amount += Euros{100};
  EXPECT_THAT(gaps_in(facts, rule, kToday),
              testing::ElementsAre(Gap{Obstacle::aid_over_ceiling, "declaration", 300'001, 300'000}));
}

TEST(DossierWarnings, say_what_is_not_known) {
  auto facts = sound_facts();
  EXPECT_THAT(warnings_on(facts, kRule), testing::ElementsAre(Warning::worth_unknown));
  facts.act = {};
  EXPECT_THAT(warnings_on(facts, kRule), testing::ElementsAre(Warning::ai_act_not_begun, Warning::worth_unknown));
  facts.act = {.begun = true};
  EXPECT_THAT(warnings_on(facts, kRule), testing::ElementsAre(Warning::ai_act_open, Warning::worth_unknown));
  facts.act = {.begun = true, .decided = true, .signed_ = true, .open_by_law = true};
  EXPECT_THAT(warnings_on(facts, kRule), testing::ElementsAre(Warning::ai_act_by_law, Warning::worth_unknown))
      << "Legal signed a reading, which the law does not settle";
}

TEST(DossierFiling, is_refused_by_state_and_time) {
  auto facts = sound_facts();
  Actor marie;
  auto received = moment("2026-09-14T10:00:00+02:00");
  EXPECT_THAT(obstacles_to_filing(facts, marie, {received, CutOffId{1}, {}}), testing::IsEmpty());
  EXPECT_THAT(kinds(obstacles_to_filing(facts, marie, {moment("2026-09-30T17:00:00.001+02:00"), CutOffId{1}, {}})),
              testing::ElementsAre(Obstacle::cut_off_passed));
  EXPECT_THAT(obstacles_to_filing(facts, marie, {moment("2026-09-30T17:00:00.001+02:00"), CutOffId{2}, {}}),
              testing::IsEmpty());
  EXPECT_THAT(kinds(obstacles_to_filing(facts, marie, {received, CutOffId{2}, {}})),
              testing::ElementsAre(Obstacle::cut_offs_changed));
  EXPECT_THAT(kinds(obstacles_to_filing(facts, marie, {moment("2026-07-01T00:00:00Z"), CutOffId{1}, {}})),
              testing::ElementsAre(Obstacle::call_not_open));
  // After the last cut-off of a call without an end it waits for one that is not announced yet.
  EXPECT_THAT(obstacles_to_filing(facts, marie, {moment("2027-01-01T00:00:00Z"), {}, {}}), testing::IsEmpty());
  EXPECT_THAT(obstacles_to_filing(facts, marie, {moment("2027-01-01T00:00:00Z"), CutOffId{1}, CutOffId{1}}),
              testing::IsEmpty());
  facts.dossier.state = DossierState::under_review;
  EXPECT_THAT(kinds(obstacles_to_filing(facts, marie, {received, CutOffId{1}, {}})),
              testing::ElementsAre(Obstacle::wrong_state));
}

TEST(DossierSentences, are_there_for_every_obstacle_and_warning) {
  for (auto name : names_of<Obstacle>()) EXPECT_FALSE(sentence(Gap{*from_name<Obstacle>(name)}, {}).empty()) << name;
  for (auto name : names_of<Warning>()) EXPECT_FALSE(sentence(*from_name<Warning>(name)).empty()) << name;
}

TEST(DossierPartners, are_checked_without_asking_any_register) {
  Partner partner{{}, PartnerKind::company, "La Poste", "35600000000049", "", ""};
  EXPECT_EQ(problems_of(partner).size(), 1u);
  partner.siret = "35600000000048";
  EXPECT_TRUE(problems_of(partner).empty());
  partner.siret = "";
  EXPECT_EQ(problems_of(partner)[0].where, "siret");
  partner.kind = PartnerKind::body;  // a foreign university has none
  EXPECT_TRUE(problems_of(partner).empty());
}

}  // namespace
}  // namespace couloir::calls
