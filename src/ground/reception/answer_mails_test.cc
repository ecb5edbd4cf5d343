#include "reception/answer_mails.h"

#include <gmock/gmock.h>

#include "journal/mail.h"
#include "people/role.h"
#include "reception/test_house.h"

namespace couloir::reception {
namespace {

using testing::HasSubstr;

struct AnsweredByMail : testing::Test {
  House house;
  PersonId office = house.person({Role::office});
  PersonId asker = house.person({}, "Ada Martin");

  /// Subjects and texts, newest first.
  std::vector<journal::MailRow> mails_of(PersonId person) {
    house.jobs.run_due();
    return journal::mails_of(*house.db.reader(), person);
  }
};

TEST_F(AnsweredByMail, a_role_that_was_asked_for_is_granted_with_the_way_in) {
  people::answer_first_question(house.op_as(asker), people::FirstAnswer::host).value();
  EXPECT_TRUE(mails_of(asker).empty());
  ASSERT_TRUE(people::grant_role(house.op_as(office), asker, Role::host));
  auto mails = mails_of(asker);
  ASSERT_EQ(mails.size(), 1U);
  EXPECT_EQ(mails[0].subject, "Your role on couloir is granted");
  EXPECT_THAT(mails[0].text, HasSubstr("Hello Ada Martin"));
  EXPECT_THAT(mails[0].text, HasSubstr(house.site.config().base_url + "/\n"));
}

TEST_F(AnsweredByMail, a_role_given_without_asking_or_taken_at_once_is_not_told) {
  ASSERT_TRUE(people::grant_role(house.op_as(office), asker, Role::host));
  auto carrier = house.person({});
  people::answer_first_question(house.op_as(carrier), people::FirstAnswer::carry).value();
  EXPECT_TRUE(mails_of(asker).empty());
  EXPECT_TRUE(mails_of(carrier).empty());
}

TEST_F(AnsweredByMail, a_declined_role_says_what_to_do) {
  people::answer_first_question(house.op_as(asker), people::FirstAnswer::host).value();
  ASSERT_TRUE(people::decline_role(house.op_as(office), asker, Role::host));
  ASSERT_EQ(mails_of(asker).size(), 1U);
  EXPECT_THAT(mails_of(asker)[0].text, HasSubstr("answer this mail"));
}

TEST_F(AnsweredByMail, who_speaks_for_a_lab_hears_of_it_but_not_when_leaving) {
  auto lab = house.lab();
  ASSERT_TRUE(people::ask_to_speak_for(house.op_as(asker), lab));
  ASSERT_TRUE(people::accept_lab_member(house.op_as(office), lab, asker));
  ASSERT_EQ(mails_of(asker).size(), 1U);
  EXPECT_EQ(mails_of(asker)[0].subject, "You speak for Lab loria on couloir");
  ASSERT_TRUE(people::remove_lab_member(house.op_as(asker), lab, asker));
  EXPECT_EQ(mails_of(asker).size(), 1U);
  ASSERT_TRUE(people::ask_to_speak_for(house.op_as(asker), lab));
  ASSERT_TRUE(people::remove_lab_member(house.op_as(office), lab, asker));
  EXPECT_EQ(mails_of(asker)[0].subject, "You do not speak for Lab loria on couloir");
}

TEST_F(AnsweredByMail, owners_hear_of_who_asks_to_join_and_who_asked_of_the_answer) {
  auto owner = house.person({Role::operator_}, "Marie Weber");
  auto organisation = house.organisation(owner);
  auto joiner = house.person({Role::operator_}, "Paul Roth");
  house.organisation(joiner);  // the same SIRET: asks to join
  auto told = mails_of(owner);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].subject, "Somebody asks to join Vosges Sciage");
  EXPECT_THAT(told[0].text, HasSubstr("/organisations/" + organisation.str()));
  ASSERT_TRUE(people::accept_member(house.op_as(owner), organisation, joiner));
  ASSERT_EQ(mails_of(joiner).size(), 1U);
  EXPECT_EQ(mails_of(joiner)[0].subject, "You work for Vosges Sciage on couloir");
}

TEST_F(AnsweredByMail, nothing_goes_to_who_was_erased_before_it_was_written) {
  people::answer_first_question(house.op_as(asker), people::FirstAnswer::host).value();
  ASSERT_TRUE(people::grant_role(house.op_as(office), asker, Role::host));
  ASSERT_TRUE(people::erase_person(house.op_as(asker), house.personal_data, asker));
  EXPECT_TRUE(mails_of(asker).empty());
}

}  // namespace
}  // namespace couloir::reception
