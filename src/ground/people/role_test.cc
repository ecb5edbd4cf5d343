#include "store/testing.h"

#include "journal/journal.h"
#include "people/testing.h"

namespace couloir::people {
namespace {

struct RolesOfPersons : testing::TestWithParam<TestDatabase> {
  TestDb db{GetParam()};
  Roles granted(PersonId id) { return actor_for(*db->reader(), id, Door::page)->roles; }
};
INSTANTIATE_TEST_SUITE_P(, RolesOfPersons, both_databases(), database_name);

TEST_P(RolesOfPersons, makes_who_carries_a_use_case_an_operator_at_once) {
  auto marie = a_person(*db).actor();
  EXPECT_EQ(answer_first_question(op_of(*db, marie), FirstAnswer::carry).value(), Standing::granted);
  EXPECT_EQ(granted(marie.person), Roles{Role::operator_});
}

TEST_P(RolesOfPersons, asks_the_office_for_those_who_sponsor_host_or_steer) {
  auto loria = a_lab(*db).id();
  for (auto [answer, role] : {std::pair{FirstAnswer::sponsor, Role::lab}, std::pair{FirstAnswer::host, Role::host},
                              std::pair{FirstAnswer::steer, Role::committee}}) {
    auto person = a_person(*db).actor();
    EXPECT_EQ(answer_first_question(op_of(*db, person), answer, loria).value(), Standing::asked);
    EXPECT_EQ(granted(person.person), Roles{});
    EXPECT_EQ(roles_of(*db->reader(), person.person).at(0).role, role);
  }
  EXPECT_EQ(asked_roles(*db->reader()).size(), 3U);
  EXPECT_EQ(asked_lab_members(*db->reader()).size(), 1U) << "only who sponsors asked for the lab";
}

TEST_P(RolesOfPersons, asked_twice_are_recorded_once) {
  auto marie = a_person(*db).actor();
  ASSERT_TRUE(answer_first_question(op_of(*db, marie), FirstAnswer::host));
  ASSERT_TRUE(answer_first_question(op_of(*db, marie), FirstAnswer::host));
  EXPECT_EQ(journal::history_of(*db->reader(), "person", marie.person.v).size(), 1U);
}

TEST_P(RolesOfPersons, are_not_for_visitors) {
  EXPECT_EQ(answer_first_question(visitor(*db), FirstAnswer::carry).error().code, Code::unauthenticated);
}

TEST_P(RolesOfPersons, are_granted_by_the_office_but_for_office_and_admin) {
  auto office = a_person(*db).with(Role::office).actor();
  auto admin = a_person(*db).with(Role::admin).actor();
  auto marie = a_person(*db).asking(Role::lab).id();
  EXPECT_TRUE(grant_role(op_of(*db, office), marie, Role::lab));
  EXPECT_EQ(grant_role(op_of(*db, office), marie, Role::office).error().code, Code::forbidden);
  EXPECT_EQ(grant_role(op_of(*db, office), marie, Role::admin).error().code, Code::forbidden);
  EXPECT_TRUE(grant_role(op_of(*db, admin), marie, Role::office));
  EXPECT_EQ(granted(marie), (Roles{Role::lab, Role::office}));
}

TEST_P(RolesOfPersons, are_refused_to_every_other_role_that_tries_to_grant) {
  auto marie = a_person(*db).asking(Role::lab).id();
  for (auto name : names_of<Role>()) {
    auto role = *from_name<Role>(name);
    if (role == Role::office || role == Role::admin) continue;
    auto actor = a_person(*db).with(role).actor();
    EXPECT_EQ(grant_role(op_of(*db, actor), marie, Role::lab).error().code, Code::forbidden) << name;
    EXPECT_EQ(decline_role(op_of(*db, actor), marie, Role::lab).error().code, Code::forbidden) << name;
    EXPECT_EQ(revoke_role(op_of(*db, actor), marie, Role::lab).error().code, Code::forbidden) << name;
  }
}

TEST_P(RolesOfPersons, can_be_declined_given_back_and_taken_back) {
  auto office = a_person(*db).with(Role::office).actor();
  auto marie = a_person(*db).with(Role::operator_).asking(Role::host).actor();
  EXPECT_TRUE(decline_role(op_of(*db, office), marie.person, Role::host));
  EXPECT_EQ(decline_role(op_of(*db, office), marie.person, Role::host).error().code, Code::not_found);
  EXPECT_EQ(decline_role(op_of(*db, office), marie.person, Role::operator_).error().code, Code::not_found);
  EXPECT_TRUE(revoke_role(op_of(*db, marie), marie.person, Role::operator_));
  EXPECT_EQ(revoke_role(op_of(*db, office), marie.person, Role::operator_).error().code, Code::not_found);
}

TEST_P(RolesOfPersons, always_leave_one_admin) {
  auto admin = a_person(*db).with(Role::admin).actor();
  EXPECT_EQ(revoke_role(op_of(*db, admin), admin.person, Role::admin).error().code, Code::refused);
  a_person(*db).with(Role::admin).id();
  EXPECT_TRUE(revoke_role(op_of(*db, admin), admin.person, Role::admin));
}

}  // namespace
}  // namespace couloir::people
