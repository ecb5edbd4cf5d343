#include "store/testing.h"

#include "people/testing.h"

namespace couloir::people {
namespace {

struct Labs : testing::TestWithParam<TestDatabase> {
  TestDb db{GetParam()};
  Op office = op_of(*db, a_person(*db).with(Role::office).actor());
  LabSeed loria = a_lab(*db).coded("loria").in({"nancy", "metz"}).studying({"parole", "langue"}, {"speech"}).seed();
};
INSTANTIATE_TEST_SUITE_P(, Labs, both_databases(), database_name);

TEST_P(Labs, come_from_the_region_pack_and_seeding_again_changes_nothing) {
  auto count = seed_labs(office, {loria}).value();
  EXPECT_EQ(count.added, 1);
  auto stored = *find_lab_by_code(*db->reader(), "loria");
  EXPECT_EQ(stored.profile, loria.profile);
  EXPECT_EQ(stored.status, loria.status);
  EXPECT_EQ(stored.edited_at, std::nullopt);
  EXPECT_EQ(seed_labs(office, {loria}).value().unchanged, 1);

  loria.status.membership = LabMembership::unverified;
  EXPECT_EQ(seed_labs(office, {loria}).value().updated, 1);
  EXPECT_EQ(find_lab(*db->reader(), stored.id)->status.membership, LabMembership::unverified);
}

TEST_P(Labs, edited_by_the_office_are_kept_when_seeded_again) {
  ASSERT_TRUE(seed_labs(office, {loria}));
  auto lab = *find_lab_by_code(*db->reader(), "loria");
  auto profile = lab.profile;
  profile.contact_email = "contact@loria.example";
  EXPECT_EQ(edit_lab(office, lab.id, lab.version, profile).value().edited_at, kTestNow);
  loria.profile.name.fr = "Autre";
  EXPECT_EQ(seed_labs(office, {loria}).value().kept, 1);
  EXPECT_EQ(find_lab(*db->reader(), lab.id)->profile, profile);
  EXPECT_EQ(edit_lab(office, lab.id, lab.version, profile).error().code, Code::conflict);
}

TEST_P(Labs, with_one_bad_row_are_not_seeded_at_all) {
  auto bad = loria;
  bad.code = "Bad Code";
  bad.status.source_date = "hier";
  auto refused = seed_labs(office, {loria, bad});
  ASSERT_EQ(refused.error().code, Code::invalid);
  EXPECT_EQ(refused.error().problems.at(0).where, "Bad Code/source_date");
  EXPECT_TRUE(all_labs(*db->reader()).empty());
}

TEST_P(Labs, keep_their_own_page_and_the_office_the_register) {
  auto id = a_lab(*db).id();
  auto lab = *find_lab(*db->reader(), id);
  for (auto name : names_of<Role>()) {
    auto role = *from_name<Role>(name);
    auto own = op_of(*db, a_person(*db).with(role).speaking_for(id).actor());
    auto other = op_of(*db, a_person(*db).with(role).actor());
    EXPECT_EQ(may_edit_lab(own.actor, id), role == Role::lab || role == Role::office) << name;
    EXPECT_EQ(may_edit_lab(other.actor, id), role == Role::office) << name;
    if (role == Role::office) continue;
    EXPECT_EQ(edit_lab(other, id, 1, lab.profile).error().code, Code::forbidden) << name;
    EXPECT_EQ(set_lab_status(own, id, 1, lab.status).error().code, Code::forbidden) << name;
    EXPECT_EQ(add_lab(own, loria).error().code, Code::forbidden) << name;
    EXPECT_EQ(accept_lab_member(own, id, own.actor.person).error().code, Code::forbidden) << name;
    EXPECT_EQ(seed_labs(own, {loria}).has_value(), role == Role::admin) << name;
  }
  lab.status.active = false;
  EXPECT_EQ(set_lab_status(office, id, 1, lab.status).value().version, 2);
}

TEST_P(Labs, added_by_the_office_are_never_overwritten_by_the_pack) {
  auto lab = add_lab(office, loria).value();
  EXPECT_EQ(add_lab(office, loria).error().code, Code::refused);
  EXPECT_EQ(seed_labs(office, {loria}).value().kept, 1);
  EXPECT_EQ(find_lab(*db->reader(), lab.id)->version, lab.version);
}

TEST_P(Labs, are_spoken_for_once_the_office_agrees) {
  auto id = a_lab(*db).id();
  auto paul = a_person(*db).named("Paul").with(Role::lab).actor();
  EXPECT_TRUE(ask_to_speak_for(op_of(*db, paul), id));
  EXPECT_FALSE(actor_for(*db->reader(), paul.person, Door::page)->speaks_for(id));
  EXPECT_EQ(asked_lab_members(*db->reader()).at(0).person_name, "Paul");
  EXPECT_TRUE(accept_lab_member(office, id, paul.person));
  EXPECT_TRUE(actor_for(*db->reader(), paul.person, Door::page)->speaks_for(id));
  EXPECT_TRUE(remove_lab_member(op_of(*db, paul), id, paul.person)) << "one may leave";
  EXPECT_EQ(remove_lab_member(office, id, paul.person).error().code, Code::not_found);
  EXPECT_EQ(ask_to_speak_for(op_of(*db, paul), a_lab(*db).inactive().id()).error().code, Code::not_found);
  EXPECT_EQ(ask_to_speak_for(visitor(*db), id).error().code, Code::unauthenticated);
}

TEST(LabRules, let_only_confirmed_active_members_be_asked_unless_the_office_says_so) {
  Lab lab;
  lab.status.membership = LabMembership::unverified;
  EXPECT_FALSE(may_be_asked_to_sponsor(lab));
  EXPECT_TRUE(may_be_asked_to_sponsor(lab, Askable::also_unverified));
  lab.status.membership = LabMembership::confirmed;
  EXPECT_TRUE(may_be_asked_to_sponsor(lab));
  lab.status.active = false;
  EXPECT_FALSE(may_be_asked_to_sponsor(lab, Askable::also_unverified));
}

LabStatus dated(std::string_view date) {
  return {LabMembership::confirmed, "https://example.fr", std::string(date), FactStatus::confirmed, true};
}

TEST(LabRules, take_dates_as_precise_as_the_source) {
  for (auto date : {"2026", "2026-09", "2026-09-14"}) EXPECT_TRUE(problems_of(dated(date)).empty()) << date;
  for (auto date : {"", "26", "2026-13", "2026-02-30", "2026-09-1"})
    EXPECT_EQ(problems_of(dated(date)).size(), 1U) << date;
}

}  // namespace
}  // namespace couloir::people
