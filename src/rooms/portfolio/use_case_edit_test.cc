#include "portfolio/use_case_edit.h"

#include "journal/journal.h"
#include "people/team.h"
#include "portfolio/test_world.h"

namespace couloir::portfolio {
namespace {

using testing::ElementsAre;

class UseCaseCommands : public OnBoth {
 protected:
  static UseCaseText titled(std::string title) {
    UseCaseText text;
    text.title = std::move(title);
    return text;
  }
};
INSTANTIATE_TEST_SUITE_P(, UseCaseCommands, both_databases(), database_name);

TEST_P(UseCaseCommands, are_the_owners_alone) {
  auto u = world.add("Tri");
  for (const auto& actor : {world.paul, world.nora, world.olga, Actor{}}) {
    auto op = world.as(actor);
    EXPECT_EQ(add_use_case(op, world.acme, {}, titled("x")).error().code, Code::not_found);
    EXPECT_EQ(edit_use_case(op, u.id, 1, {}, titled("x")).error().code, Code::not_found);
    EXPECT_EQ(move_use_case(op, u.id, 1, UseCaseState::stopped, "assez").error().code, Code::not_found);
  }
  EXPECT_EQ(world.stored(u.id).text.title, "Tri");
}

TEST_P(UseCaseCommands, show_a_use_case_to_nobody_but_its_owner_the_office_and_labs_that_were_asked) {
  auto u = world.add("Tri");
  auto seen_by = [&](const Actor& actor) { return visible_use_case(*world.reader(), actor, u.id).has_value(); };
  EXPECT_TRUE(seen_by(world.marie));
  EXPECT_TRUE(seen_by(world.olga));
  EXPECT_FALSE(seen_by(world.paul));
  EXPECT_FALSE(seen_by(world.nora));
  EXPECT_FALSE(seen_by(Actor{}));
  auto asked = ask_sponsor(world.as(world.marie), u.id, world.loria, "").value();
  EXPECT_TRUE(seen_by(world.nora));
  withdraw_request(world.as(world.marie), asked.id, asked.version).value();
  EXPECT_FALSE(seen_by(world.nora));
}

TEST_P(UseCaseCommands, narrow_every_list_to_what_one_may_see) {
  world.add("à nous");
  world.add(world.paul, world.rival, titled("à eux"));
  auto seen_by = [&](const Actor& actor, OrganisationId organisation = {}) {
    auto filter = within_sight(actor, organisation, {});
    return filter ? titles_of(list_use_cases(*world.reader(), *filter, Sort::title, {}, {}, 10))
                  : std::vector<std::string>{};
  };
  EXPECT_THAT(seen_by(world.marie), ElementsAre("à nous"));
  EXPECT_THAT(seen_by(world.marie, world.rival), ElementsAre());
  EXPECT_THAT(seen_by(world.olga), ElementsAre("à eux", "à nous"));
  EXPECT_THAT(seen_by(world.olga, world.rival), ElementsAre("à eux"));
  EXPECT_THAT(seen_by(world.nora), ElementsAre());
  EXPECT_THAT(seen_by(Actor{}), ElementsAre());
  EXPECT_THAT(seen_by(people::a_person(world.db).with(Role::lab).actor()), ElementsAre());
  EXPECT_THAT(seen_by(people::a_person(world.db).with(Role::operator_).actor()), ElementsAre());
}

TEST_P(UseCaseCommands, name_every_field_that_is_wrong) {
  auto text = titled("  ");
  text.rice.impact = 0.7;
  text.rice.confidence = 2;
  text.rice.effort = 0;
  auto error = add_use_case(world.as(world.marie), world.acme, {}, text).error();
  EXPECT_EQ(error.code, Code::invalid);
  std::vector<std::string> fields;
  for (const auto& p : error.problems) fields.push_back(p.where);
  EXPECT_THAT(fields, ElementsAre("title", "impact", "confidence", "effort"));
}

TEST_P(UseCaseCommands, keep_keys_unique_in_an_organisation_and_free_across) {
  world.add("Un", "K-1");
  auto second = titled("Deux");
  second.external_id = "K-1";
  auto error = add_use_case(world.as(world.marie), world.acme, {}, second).error();
  ASSERT_EQ(error.problems.size(), 1u);
  EXPECT_EQ(error.problems[0].where, "external_id");
  EXPECT_TRUE(add_use_case(world.as(world.paul), world.rival, {}, second));
}

TEST_P(UseCaseCommands, take_teams_of_the_organisation_only) {
  auto ours = people::add_team(world.as(world.marie), world.acme, {"Atelier", 4}).value().id;
  auto theirs = people::add_team(world.as(world.paul), world.rival, {"Scie", 2}).value().id;
  EXPECT_EQ(add_use_case(world.as(world.marie), world.acme, ours, titled("x"))->team, ours);
  EXPECT_EQ(add_use_case(world.as(world.marie), world.acme, theirs, titled("x")).error().problems[0].where, "team");
}

TEST_P(UseCaseCommands, keep_what_was_said_before_each_edit) {
  auto u = world.add("Tri");
  auto text = titled("Tri des retours");
  text.baseline = "9 h";
  auto edited = edit_use_case(world.as(world.marie), u.id, 1, {}, text).value();
  EXPECT_EQ(edited.version, 2);
  auto changes = changes_of(*world.reader(), u.id);
  ASSERT_EQ(changes.size(), 2u);
  EXPECT_EQ(changes[1].field, "title");
  EXPECT_EQ(changes[1].before, "Tri");
  EXPECT_EQ(changes[1].after, "Tri des retours");
  EXPECT_EQ(changes[0].field, "baseline");
  EXPECT_EQ(changes[0].before, "");
  EXPECT_EQ(changes[0].version, 2);
  EXPECT_EQ(changes[0].person, world.marie.person);
}

TEST_P(UseCaseCommands, change_nothing_when_the_same_is_said_again) {
  auto u = world.add("Tri");
  auto again = edit_use_case(world.as(world.marie), u.id, 1, {}, u.text).value();
  EXPECT_EQ(again.version, 1);
  EXPECT_TRUE(changes_of(*world.reader(), u.id).empty());
}

TEST_P(UseCaseCommands, refuse_to_save_over_what_somebody_else_saved) {
  auto u = world.add("Tri");
  edit_use_case(world.as(world.marie), u.id, 1, {}, titled("Tri A")).value();
  EXPECT_EQ(edit_use_case(world.as(world.marie), u.id, 1, {}, titled("Tri B")).error().code, Code::conflict);
  EXPECT_EQ(move_use_case(world.as(world.marie), u.id, 1, UseCaseState::stopped, "x").error().code, Code::conflict);
}

TEST_P(UseCaseCommands, move_a_use_case_only_where_nothing_stands_in_the_way) {
  auto u = world.add("Tri");
  auto op = world.as(world.marie);
  auto refused = move_use_case(op, u.id, 1, UseCaseState::mapped).error();
  EXPECT_EQ(refused.code, Code::refused);
  EXPECT_EQ(refused.problems.size(), 1u);
  world.score(world.marie, u.id, 4);
  auto mapped = move_use_case(op, u.id, 1, UseCaseState::mapped).value();
  EXPECT_EQ(mapped.mapped_on, day_in(op.now, "UTC"));
  EXPECT_EQ(move_use_case(op, u.id, mapped.version, UseCaseState::running).error().code, Code::refused);
  auto text = u.text;
  text.baseline = "9 h";
  auto edited = edit_use_case(op, u.id, mapped.version, {}, text).value();
  auto running = move_use_case(op, u.id, edited.version, UseCaseState::running).value();
  EXPECT_EQ(world.stored(u.id).state, UseCaseState::running);
  EXPECT_EQ(running.version, 4);
}

TEST_P(UseCaseCommands, tell_the_journal_ids_and_states_but_no_text) {
  auto u = world.add("Un secret de fabrique");
  move_use_case(world.as(world.marie), u.id, 1, UseCaseState::stopped, "secret").value();
  std::vector<std::string> payloads;
  world.reader()->each("SELECT payload FROM journal_event ORDER BY seq", {},
                       [&](const Row& row) { payloads.push_back(row.get<std::string>("payload")); });
  for (const auto& payload : payloads) EXPECT_EQ(payload.find("secret"), std::string::npos) << payload;
}

}  // namespace
}  // namespace couloir::portfolio
