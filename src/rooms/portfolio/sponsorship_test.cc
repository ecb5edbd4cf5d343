// The journey of a request: suggested, asked, answered, withdrawn, and the mails that go with it.
#include "journal/mail.h"
#include "portfolio/test_world.h"

namespace couloir::portfolio {
namespace {

using namespace std::string_literals;
using testing::ElementsAre;

class Sponsorships : public OnBoth {
 protected:
  UseCase u = world.add("Traduire les fiches techniques");

  Sponsorship ask(const std::string& message = "") {
    return ask_sponsor(world.as(world.marie), u.id, world.loria, message).value();
  }
  Result<Sponsorship> answer(const Sponsorship& s, SponsorshipState state, const std::string& reason = "") {
    return answer_request(world.as(world.nora), s.id, s.version, state, reason);
  }
  /// Who is written to, and in which words; after everything due has run.
  std::vector<std::pair<std::string, std::string>> mails() {
    world.house.jobs.run_due();
    std::vector<std::pair<std::string, std::string>> all;
    world.reader()->each("SELECT address, subject FROM journal_mail ORDER BY id", {}, [&](const Row& row) {
      all.emplace_back(row.get<std::string>("address"), row.get<std::string>("subject"));
    });
    return all;
  }
};
INSTANTIATE_TEST_SUITE_P(, Sponsorships, both_databases(), database_name);

TEST_P(Sponsorships, go_from_the_request_to_an_agreement_with_a_mail_each_way) {
  auto asked = ask("Nous avons 2 000 fiches.");
  EXPECT_EQ(map_evidence(*world.reader(), world.acme).asked, 1);
  auto agreed = answer(asked, SponsorshipState::accepted, "Avec plaisir").value();
  EXPECT_EQ(agreed.state, SponsorshipState::accepted);
  EXPECT_EQ(agreed.version, 2);
  auto evidence = map_evidence(*world.reader(), world.acme);
  EXPECT_EQ(evidence.asked, 0);
  EXPECT_EQ(evidence.sponsored, 1);
  EXPECT_THAT(mails(), ElementsAre(std::pair("nora@loria.example"s,
                                             "A use case asks for your sponsorship: Traduire les fiches techniques"s),
                                   std::pair("marie@acme.example"s, "LORIA sponsors your use case"s)));
}

TEST_P(Sponsorships, may_be_declined_with_a_reason_and_asked_again) {
  auto asked = ask();
  EXPECT_EQ(answer(asked, SponsorshipState::declined).error().code, Code::refused);
  answer(asked, SponsorshipState::declined, "Pas notre sujet").value();
  EXPECT_EQ(answer(asked, SponsorshipState::accepted).error().code, Code::conflict);
  EXPECT_EQ(ask().state, SponsorshipState::asked);
  EXPECT_EQ(sponsorships_of(*world.reader(), u.id).size(), 2u);
}

TEST_P(Sponsorships, of_one_lab_are_not_read_by_another) {
  auto other = people::a_lab(world.db).coded("icube").named({"ICube", "ICube"}).in({"strasbourg"}).on({"P2"}).id();
  auto nils = people::a_person(world.db).with(Role::lab).speaking_for(other).actor();
  ask_sponsor(world.as(world.marie), u.id, world.loria, "Loria first").value();
  ask_sponsor(world.as(world.marie), u.id, other, "ICube too").value();
  auto seen_by = [&](const Actor& actor) { return visible_sponsorships(*world.reader(), actor, u).size(); };
  EXPECT_EQ(seen_by(world.marie), 2U);
  EXPECT_EQ(seen_by(world.olga), 2U);
  EXPECT_EQ(seen_by(world.nora), 1U);
  EXPECT_EQ(seen_by(nils), 1U);
}

TEST_P(Sponsorships, asked_and_withdrawn_again_and_again_do_not_fill_a_labs_mailbox) {
  for (int i = 0; i < 20; ++i) {
    auto s = ask_sponsor(world.as(world.marie), u.id, world.loria, "Please").value();
    withdraw_request(world.as(world.marie), s.id, s.version).value();
  }
  EXPECT_EQ(ask_sponsor(world.as(world.marie), u.id, world.loria, "Please").error().code, Code::too_many);
  world.house.clock.tick(std::chrono::hours(25));
  EXPECT_TRUE(ask_sponsor(world.as(world.marie), u.id, world.loria, "Please"));
}

TEST_P(Sponsorships, may_be_withdrawn_while_nobody_answered) {
  auto asked = ask();
  EXPECT_EQ(withdraw_request(world.as(world.paul), asked.id, 1).error().code, Code::not_found);
  withdraw_request(world.as(world.marie), asked.id, 1).value();
  EXPECT_EQ(answer(asked, SponsorshipState::accepted).error().code, Code::conflict);
  EXPECT_EQ(withdraw_request(world.as(world.marie), asked.id, 2).error().code, Code::refused);
}

TEST_P(Sponsorships, are_asked_by_the_owner_and_answered_by_the_lab_alone) {
  EXPECT_EQ(ask_sponsor(world.as(world.olga), u.id, world.loria, "").error().code, Code::forbidden);
  EXPECT_EQ(ask_sponsor(world.as(world.paul), u.id, world.loria, "").error().code, Code::not_found);
  auto asked = ask();
  for (const auto& actor : {world.marie, world.paul, world.olga})
    EXPECT_EQ(answer_request(world.as(actor), asked.id, 1, SponsorshipState::accepted, "").error().code,
              Code::not_found);
}

TEST_P(Sponsorships, name_every_obstacle_to_a_request) {
  auto unverified = people::a_lab(world.db).unverified().inactive().id();
  auto error = ask_sponsor(world.as(world.marie), u.id, unverified, "").error();
  EXPECT_EQ(error.code, Code::refused);
  EXPECT_EQ(error.problems.size(), 2u);
  ask();
  EXPECT_EQ(ask_sponsor(world.as(world.marie), u.id, world.loria, "").error().code, Code::refused);
  EXPECT_EQ(ask_sponsor(world.as(world.marie), u.id, LabId{999}, "").error().code, Code::not_found);
}

TEST_P(Sponsorships, are_three_open_ones_at_most_and_one_agreed) {
  auto first = ask();
  for (int i = 0; i < 2; ++i) ask_sponsor(world.as(world.marie), u.id, people::a_lab(world.db).id(), "").value();
  EXPECT_EQ(ask_sponsor(world.as(world.marie), u.id, people::a_lab(world.db).id(), "").error().code, Code::refused);
  answer(first, SponsorshipState::accepted).value();
  EXPECT_EQ(ask_sponsor(world.as(world.marie), u.id, people::a_lab(world.db).id(), "").error().code, Code::refused);
}

TEST_P(Sponsorships, stand_in_the_labs_list_oldest_first) {
  auto asked = ask();
  auto other = ask_sponsor(world.as(world.marie), world.add("Autre").id, world.loria, "").value();
  auto waiting = sponsorships_to(*world.reader(), {world.loria}, SponsorshipState::asked);
  ASSERT_EQ(waiting.size(), 2u);
  EXPECT_EQ(waiting[0].id, asked.id);
  EXPECT_EQ(waiting[1].id, other.id);
  EXPECT_TRUE(sponsorships_to(*world.reader(), {}, SponsorshipState::asked).empty());
}

TEST_P(Sponsorships, are_suggested_by_pillar_words_and_place_with_the_reasons) {
  world.score(world.marie, u.id, 4);
  auto near = people::a_lab(world.db).in({"colmar"}).on({"P1"}).studying({"traduction de fiches"}, {}).id();
  people::a_lab(world.db).in({"colmar"}).on({"P9"}).studying({"poterie"}, {}).id();
  auto labs = suggest_labs(*world.reader(), world.marie, test_pack(), u.id).value();
  ASSERT_EQ(labs.size(), 2u);
  EXPECT_EQ(labs[0].match.lab, near);
  EXPECT_THAT(labs[0].match.reasons,
              ElementsAre(Reason{MatchReason::pillar, 40, {"P1"}}, Reason{MatchReason::themes, 6, {"fiches"}},
                          Reason{MatchReason::same_town, 20, {"colmar"}}));
  EXPECT_EQ(labs[1].match.lab, world.loria);
}

TEST_P(Sponsorships, ask_the_best_labs_for_the_demonstration) {
  world.score(world.marie, u.id, 4);
  EXPECT_TRUE(ask_best_labs(world.as(world.marie), test_pack(), world.acme));
  EXPECT_EQ(map_evidence(*world.reader(), world.acme).asked, 1);
}

TEST_P(Sponsorships, tell_the_guide_what_comes_next) {
  auto evidence = map_evidence(*world.reader(), world.acme);
  EXPECT_EQ(evidence.use_cases, 1);
  EXPECT_EQ(evidence.scored, 0);
  EXPECT_EQ(evidence.to_score, u.id);
  EXPECT_FALSE(evidence.to_sponsor);
  world.score(world.marie, u.id, 4);
  auto reader = world.reader();
  auto before = statements_run();
  evidence = map_evidence(*reader, world.acme);
  EXPECT_EQ(statements_run() - before, 2);
  EXPECT_EQ(evidence.scored, 1);
  EXPECT_FALSE(evidence.to_score);
  EXPECT_EQ(evidence.to_sponsor, u.id);
  reader.reset();
  ask();
  EXPECT_FALSE(map_evidence(*world.reader(), world.acme).to_sponsor);
  EXPECT_EQ(map_evidence(*world.reader(), world.rival).use_cases, 0);
}

}  // namespace
}  // namespace couloir::portfolio
