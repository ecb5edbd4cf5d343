#include "people/token.h"

#include "store/testing.h"

#include "people/testing.h"
#include "people/token_store.h"

namespace couloir::people {
namespace {

using namespace std::chrono_literals;

TEST(Scopes, are_stored_as_words) {
  Scopes scopes{Scope::portfolio_write, Scope::people_read};
  EXPECT_EQ(scopes.str(), "people:read portfolio:write");
  EXPECT_EQ(Scopes::parse(scopes.str()).value(), scopes);
  EXPECT_EQ(Scopes::parse("people:read everything").error().problems.at(0).what.args.at(0), "everything");
  EXPECT_TRUE(Scopes::all().has(Scope::journal_read));
}

struct Tokens : testing::TestWithParam<TestDatabase> {
  TestDb db{GetParam()};
  Actor marie = a_person(*db).with(Role::operator_).actor();
  NewToken asked{"nightly import", {Scope::portfolio_write}, kTestNow + 24h * 90};
  std::optional<Visit> visit(std::string_view token, Instant now = kTestNow) {
    return find_visit_by_token(*db->reader(), token, now);
  }
};
INSTANTIATE_TEST_SUITE_P(, Tokens, both_databases(), database_name);

TEST_P(Tokens, act_for_their_person_within_their_scopes_until_they_end) {
  auto issued = issue_token(op_of(*db, marie), asked).value();
  EXPECT_TRUE(issued.token.starts_with("clr_"));
  auto before = statements_run();
  auto seen = visit(issued.token).value();
  EXPECT_EQ(statements_run() - before, 1);
  EXPECT_EQ(seen.actor.person, marie.person);
  EXPECT_EQ(seen.actor.door, Door::api);
  EXPECT_TRUE(seen.actor.roles.has(Role::operator_));
  EXPECT_TRUE(seen.scopes.has(Scope::portfolio_write));
  EXPECT_FALSE(seen.scopes.has(Scope::people_admin));
  EXPECT_EQ(seen.csrf, "");
  EXPECT_TRUE(visit(issued.token, asked.expires_at - 1ms));
  EXPECT_FALSE(visit(issued.token, asked.expires_at));
  EXPECT_FALSE(visit(issued.token.substr(4)));
}

TEST_P(Tokens, that_ran_out_or_were_revoked_say_when) {
  auto issued = issue_token(op_of(*db, marie), asked).value();
  auto ended = [&](std::string_view token, Instant now) { return end_of_token(*db->reader(), token, now); };
  EXPECT_EQ(ended(issued.token, asked.expires_at - 1ms), std::nullopt);
  EXPECT_EQ(ended(issued.token, asked.expires_at + 24h), asked.expires_at);
  EXPECT_EQ(ended("clr_unknown", kTestNow), std::nullopt);
  EXPECT_EQ(ended("", kTestNow), std::nullopt);
  ASSERT_TRUE(revoke_token(op_of(*db, marie), issued.id));
  EXPECT_EQ(ended(issued.token, kTestNow + 24h), kTestNow);
  EXPECT_EQ(ended(issued.token, asked.expires_at + 24h), kTestNow);
}

TEST_P(Tokens, are_kept_as_hashes_only) {
  auto issued = issue_token(op_of(*db, marie), asked).value();
  EXPECT_EQ(db->reader()->one<std::string>("SELECT token_hash FROM people_token"), hash_of_secret(issued.token));
}

TEST_P(Tokens, need_a_name_a_scope_and_an_end_within_a_year) {
  auto fields = [](const NewToken& token) {
    std::string all;
    for (auto& problem : problems_of(token, kTestNow)) all += problem.where + " ";
    return all;
  };
  EXPECT_EQ(fields({" ", {}, kTestNow}), "name scopes expires_at ");
  EXPECT_EQ(fields({"x", {Scope::people_read}, kTestNow + 24h * 366 + 1ms}), "expires_at ");
  EXPECT_EQ(fields({"x", {Scope::people_read}, kTestNow + 24h * 366}), "");
  EXPECT_EQ(issue_token(op_of(*db, marie), {"", {}, kTestNow}).error().code, Code::invalid);
}

TEST_P(Tokens, are_made_by_a_person_logged_in_not_by_a_token) {
  EXPECT_EQ(issue_token(visitor(*db), asked).error().code, Code::unauthenticated);
  auto by_token = marie;
  by_token.door = Door::api;
  EXPECT_EQ(issue_token(op_of(*db, by_token), asked).error().code, Code::forbidden);
}

TEST_P(Tokens, are_revoked_by_their_person_or_an_admin) {
  auto issued = issue_token(op_of(*db, marie), asked).value();
  for (auto name : names_of<Role>()) {
    auto role = *from_name<Role>(name);
    if (role == Role::admin) continue;
    EXPECT_EQ(revoke_token(op_of(*db, a_person(*db).with(role).actor()), issued.id).error().code, Code::not_found)
        << name;
  }
  EXPECT_EQ(revoke_token(visitor(*db), issued.id).error().code, Code::not_found);
  EXPECT_TRUE(revoke_token(op_of(*db, marie), issued.id));
  EXPECT_FALSE(visit(issued.token));
  EXPECT_EQ(revoke_token(op_of(*db, marie), issued.id).error().code, Code::not_found);
  auto second = issue_token(op_of(*db, marie), asked).value();
  EXPECT_TRUE(revoke_token(op_of(*db, a_person(*db).with(Role::admin).actor()), second.id));
  EXPECT_EQ(tokens_of(*db->reader(), marie.person).at(0).revoked_at, kTestNow);
}

TEST_P(Tokens, note_their_last_day_of_use_later_and_all_at_once) {
  auto id = issue_token(op_of(*db, marie), asked).value().id;
  auto last_used = [&] { return tokens_of(*db->reader(), marie.person).at(0).last_used; };
  auto day = [](std::string_view iso) { return parse_date(iso).value(); };
  TokenUse use;
  use.note(id, day("2026-11-21"));
  use.note(id, day("2026-11-22"));
  EXPECT_EQ(last_used(), std::nullopt) << "a request writes nothing";
  use.write(visitor(*db));
  EXPECT_EQ(last_used(), day("2026-11-22"));
  use.note(id, day("2026-11-20"));
  use.write(visitor(*db));
  EXPECT_EQ(last_used(), day("2026-11-22"));
}

}  // namespace
}  // namespace couloir::people
