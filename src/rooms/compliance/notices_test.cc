// Mails about AI-Act files: to Legal, to who is asked, and as days come near.
#include "compliance/test_world.h"

namespace couloir::compliance {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAre;

class AiActMails : public OnBoth {};
INSTANTIATE_TEST_SUITE_P(, AiActMails, both_databases(), database_name);

TEST_P(AiActMails, tell_legal_that_one_waits_and_the_owner_what_was_said) {
  auto asked = world.asked(world.use_case());
  EXPECT_THAT(world.mails(), testing::Contains("lea@legal.example: An AI-Act file waits for you: Sorting letters"));
  world.judge(world.lea, asked, Verdict::returned, "Who decides?").value();
  EXPECT_EQ(world.mails().back(), "marie@acme.example: Legal sent the AI-Act file back: Sorting letters");
  EXPECT_THAT(world.mails_without_notice(), ElementsAre());
}

TEST_P(AiActMails, remind_of_a_duty_once_a_step_and_of_a_date_of_the_law) {
  auto id = world.use_case("Rank applicants");
  world.answered(id, "21");
  EXPECT_TRUE(plan_mitigation(world.as(world.marie), world.pack, id, overseer(world.marie.person, "2026-06-01"),
                              world.today()));
  auto mails_on = [&](std::string_view day) { return world.house.mails_on(day); };
  EXPECT_TRUE(world.mails().empty());
  auto title = the_pack().obligations[the_pack().obligation("O-30")].title.en;
  EXPECT_THAT(mails_on("2026-05-17"), ElementsAre());
  EXPECT_THAT(mails_on("2026-05-20"), ElementsAre("marie@acme.example: Due in 12 days: " + title))
      << "the 14-day step, two days late";
  EXPECT_THAT(mails_on("2026-05-21"), ElementsAre()) << "once";
  EXPECT_THAT(mails_on("2026-06-01"), ElementsAre("marie@acme.example: Due today: " + title));
  EXPECT_THAT(mails_on("2027-09-10"),
              testing::Contains("marie@acme.example: A date of the AI Act comes near: Thursday 2 December 2027"));
  EXPECT_THAT(world.mails_without_notice(), ElementsAre());
}

// 2 December 2026 is two dates of the law at once: two bans begin to apply (D-06), and generators that were on the
// market before 2 August must mark what they make (D-07).
TEST_P(AiActMails, remind_of_each_of_the_two_dates_that_fall_on_2_december_2026_whom_it_concerns) {
  world.house.clock.set(*parse_instant("2026-08-10T09:00:00Z"));
  auto answered = [&](const Actor& owner, UseCaseId id, std::string_view row) {
    const auto& scenario = std::ranges::find(the_rows(), row, &TableRow::id)->scenario;
    EXPECT_TRUE(answer_scenario(world.as(owner), world.pack, id, 0, {scenario.answers, scenario.first_market_date, {}},
                                world.today()));
  };
  answered(world.marie, world.use_case("Undress"), "pba3");
  answered(world.paul, world.use_case_of(world.paul, world.rival, "Draw"), "t2old");
  answered(world.paul, world.use_case_of(world.paul, world.rival, "Draw since August"), "t2new");
  auto text_to = [&](const Actor& actor) { return journal::mails_of(*world.reader(), actor.person).at(0).text; };
  auto concerns = [&](std::string_view date) {
    return HasSubstr(world.pack.dates[world.pack.date(date)].what.en + "\n\nIt concerns these files of yours:");
  };
  const std::string subject = "A date of the AI Act comes near: Wednesday 2 December 2026";

  EXPECT_THAT(world.house.mails_on("2026-09-02"), ElementsAre()) << "91 days before";
  EXPECT_THAT(world.house.mails_on("2026-09-03"),
              UnorderedElementsAre("marie@acme.example: " + subject, "paul@scierie.example: " + subject));
  EXPECT_THAT(text_to(world.marie), AllOf(concerns("D-06"), HasSubstr("Undress\n")));
  EXPECT_THAT(text_to(world.paul), AllOf(concerns("D-07"), HasSubstr("Draw\n"), Not(HasSubstr("Draw since August"))));
  EXPECT_THAT(world.house.mails_on("2026-09-04"), ElementsAre()) << "once";
  EXPECT_EQ(world.house.mails_on("2026-11-02").size(), 2U) << "30 days before";
  EXPECT_EQ(world.house.mails_on("2026-11-22").size(), 2U) << "10 days before";
  EXPECT_THAT(world.house.mails_on("2026-12-03"), ElementsAre()) << "it applies";
  EXPECT_THAT(world.mails_without_notice(), ElementsAre());
}

TEST_P(AiActMails, remind_of_each_reading_of_a_date_that_the_law_leaves_open) {
  world.house.clock.set(*parse_instant("2026-07-01T09:00:00Z"));
  auto id = world.use_case("Sort files");
  const auto& filtered = std::ranges::find(the_rows(), "22", &TableRow::id)->scenario;
  ASSERT_TRUE(answer_scenario(world.as(world.marie), world.pack, id, 0, {filtered.answers, {}, {}}, world.today()));
  const auto& date = world.pack.dates[world.pack.date("D-14")];
  auto mails = world.house.mails_on("2026-07-23");
  EXPECT_THAT(mails, testing::Contains("marie@acme.example: A date of the AI Act comes near: Sunday 2 August 2026"));
  std::string all;
  for (const auto& mail : journal::mails_of(*world.reader(), world.marie.person)) all += mail.text;
  EXPECT_THAT(all, HasSubstr(date.what.en + "\n\nSome read the law so: " + date.readings[0].because.en));
  EXPECT_THAT(all, Not(HasSubstr(date.readings[1].because.en))) << "a year and a half away";
}

TEST_P(AiActMails, tell_everybody_at_once_of_all_duties_that_nobody_sees_to) {
  auto max = world.person("Max").at_address("max@acme.example").with(Role::operator_).owning(world.acme).actor();
  auto zoe = world.person("Zoé").at_address("zoe@acme.example").with(Role::operator_).owning(world.acme).actor();
  world.db.write([&](Tx& tx) {
    return tx.exec("UPDATE people_membership SET standing = 'asked' WHERE person = :zoe", {{":zoe", zoe.person}}) == 1;
  });
  auto id = world.use_case("Rank applicants");
  world.answered(id, "21");
  auto plan = [&](const std::string& duty, PersonId owner) {
    auto mitigation = overseer(owner);
    mitigation.obligation = duty;
    EXPECT_TRUE(plan_mitigation(world.as(world.marie), world.pack, id, mitigation, world.today())) << duty;
  };
  plan("O-30", {});
  plan("O-31", {});
  plan("O-32", max.person);
  auto mails = world.house.mails_on("2026-06-01");
  auto title = [](const char* duty) { return the_pack().obligations[the_pack().obligation(duty)].title.en; };
  const std::string wait = ": 2 duties of the AI Act wait for somebody";
  EXPECT_THAT(mails, UnorderedElementsAre("marie@acme.example" + wait, "max@acme.example" + wait,
                                          "max@acme.example: Due today: " + title("O-32")))
      << "Zoé has only asked to join";
  EXPECT_THAT(journal::mails_of(*world.reader(), world.marie.person).at(0).text,
              AllOf(HasSubstr("Due today: " + title("O-30")), HasSubstr("Due today: " + title("O-31"))));
  EXPECT_THAT(world.house.mails_on("2026-06-02"), ElementsAre()) << "once";
  EXPECT_THAT(world.mails_without_notice(), ElementsAre());
}

TEST_P(AiActMails, ask_their_owners_once_on_that_day_to_answer_again) {
  world.answered(world.use_case("Try it in the lab"), "30a2");
  auto id = world.use_case("Sorting letters");
  world.answered(id);
  world.house.clock.set(*parse_instant("2027-04-19T09:00:00Z"));
  EXPECT_THAT(world.mails(), ElementsAre());
  world.house.clock.set(*parse_instant("2027-04-20T09:00:00Z"));
  EXPECT_THAT(world.mails(),
              ElementsAre("marie@acme.example: An AI-Act file is to be answered again: Try it in the lab"));
  world.house.clock.set(*parse_instant("2027-04-21T09:00:00Z"));
  EXPECT_EQ(world.mails().size(), 1u);
}

}  // namespace
}  // namespace couloir::compliance
