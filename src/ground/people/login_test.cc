#include "store/testing.h"

#include "base/random.h"
#include "journal/journal.h"
#include "journal/mail.h"
#include "people/second_factor_store.h"
#include "people/testing.h"

namespace couloir::people {
namespace {

using namespace std::chrono_literals;

const Peer kHome{"192.0.2.7", "Firefox"};
constexpr std::string_view kPassword = "le grès rose des Vosges";

struct Logins : testing::TestWithParam<TestDatabase> {
  TestDb db{GetParam()};
  TestDesk world;
  LoginDesk& desk = world.desk;
  std::string hash = world.hasher.hash(kPassword).value();
  PersonId marie = a_person(*db).at_address("Marie@example.fr").with_password_hash(hash).id();

  Result<LoginStep> try_login(std::string_view email, std::string_view password, const Peer& peer = kHome,
                              Instant now = kTestNow) {
    return login_with_password(visitor(*db, now), desk, email, password, peer);
  }
  LoggedIn login(Instant now = kTestNow) {
    return std::get<LoggedIn>(try_login("marie@EXAMPLE.fr ", kPassword, kHome, now).value());
  }
  std::optional<Visit> visit(std::string_view token, Instant now = kTestNow) {
    return find_visit(*db->reader(), token, now);
  }
  std::string last_mail_of(PersonId person) { return journal::mails_of(*db->reader(), person).at(0).text; }
  std::string token_in(const std::string& mail) {
    auto from = mail.find(kLinkPath) + kLinkPath.size();
    return mail.substr(from, mail.find('\n', from) - from);
  }
};
INSTANTIATE_TEST_SUITE_P(, Logins, both_databases(), database_name);

TEST_P(Logins, open_with_the_password_and_end_at_a_fixed_time) {
  auto login_now = login();
  EXPECT_EQ(login_now.person, marie);
  EXPECT_EQ(login_now.expires, kTestNow + 12h);
  EXPECT_EQ(visit(login_now.token)->actor.person, marie);
  EXPECT_TRUE(visit(login_now.token, kTestNow + 12h - 1ms));
  EXPECT_FALSE(visit(login_now.token, kTestNow + 12h));
  auto month = login_with_password(visitor(*db), desk, "marie@example.fr", kPassword, kHome, Stay::month).value();
  EXPECT_EQ(std::get<LoggedIn>(month).expires, kTestNow + 24h * 30);
}

TEST_P(Logins, are_refused_in_one_sentence_and_at_one_cost_whatever_is_wrong) {
  a_person(*db).at_address("late@example.fr").unconfirmed().with_password_hash(hash).id();
  a_person(*db).at_address("invited@example.fr").id();
  auto before = world.hasher.computed();
  auto wrong = try_login("marie@example.fr", "le grès gris des Vosges");
  EXPECT_EQ(wrong.error().code, Code::unauthenticated);
  for (auto email : {"nobody@example.fr", "late@example.fr", "invited@example.fr", "", "not an e-mail"})
    EXPECT_EQ(try_login(email, kPassword).error(), wrong.error()) << email;
  EXPECT_EQ(world.hasher.computed(), before + 6);
}

TEST_P(Logins, of_one_account_may_be_tried_ten_times_in_a_quarter_of_an_hour) {
  auto peer = [](int i) { return Peer{fmt::format("198.51.{}.1", i), ""}; };
  for (auto email : {"marie@example.fr", "nobody@example.fr"}) {
    for (int i = 0; i < 10; ++i) EXPECT_EQ(try_login(email, "wrong", peer(i)).error().code, Code::unauthenticated);
    auto before = world.hasher.computed();
    EXPECT_EQ(try_login(email, kPassword, peer(11)).error().code, Code::too_many) << email;
    EXPECT_EQ(world.hasher.computed(), before) << "no hash for who is turned away";
  }
  EXPECT_TRUE(try_login("marie@example.fr", kPassword, kHome, kTestNow + 15min));
}

TEST_P(Logins, from_a_used_up_network_leave_the_accounts_of_others_alone) {
  for (int i = 0; i < 200; ++i) static_cast<void>(try_login("marie@example.fr", "wrong", {"192.0.2.9", ""}));
  EXPECT_EQ(try_login("paul@example.fr", "wrong", {"192.0.2.9", ""}).error().code, Code::too_many);
  EXPECT_EQ(try_login("paul@example.fr", "wrong", {"198.51.100.9", ""}).error().code, Code::unauthenticated);
}

TEST_P(Logins, from_one_network_may_be_tried_fifty_times) {
  for (int i = 0; i < 50; ++i)
    EXPECT_EQ(try_login(fmt::format("p{}@example.fr", i), "wrong", {fmt::format("192.0.2.{}", i), ""}).error().code,
              Code::unauthenticated);
  EXPECT_EQ(try_login("marie@example.fr", kPassword).error().code, Code::too_many);
  EXPECT_TRUE(try_login("marie@example.fr", kPassword, {"198.51.100.1", ""}));
}

TEST_P(Logins, that_work_clear_the_count_of_bad_tries) {
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 9; ++i) EXPECT_FALSE(try_login("marie@example.fr", "wrong"));
    EXPECT_TRUE(try_login("marie@example.fr", kPassword));
  }
}

TEST_P(Logins, keep_no_token_in_the_database) {
  auto token = login().token;
  auto stored = db->reader()->one<std::string>("SELECT token_hash FROM people_login");
  EXPECT_NE(stored, token);
  EXPECT_EQ(stored, hash_of_secret(token));
  EXPECT_FALSE(visit(stored)) << "the hash opens nothing";
}

TEST_P(Logins, end_one_by_one_or_all_at_once) {
  auto a = login().token, b = login().token, c = login().token;
  auto me = op_of(*db, visit(a)->actor);
  EXPECT_TRUE(logout(me, a));
  EXPECT_TRUE(logout(me, a)) << "again is no error";
  EXPECT_FALSE(visit(a));
  auto own = logins_of(*db->reader(), marie, kTestNow);
  ASSERT_EQ(own.size(), 2U);
  EXPECT_EQ(own[0].device, "Firefox");
  auto other = op_of(*db, a_person(*db).actor());
  EXPECT_EQ(end_login(other, own[0].id).error().code, Code::not_found);
  EXPECT_TRUE(end_login(me, own[0].id));
  EXPECT_FALSE(visit(c));
  EXPECT_TRUE(visit(b));
  EXPECT_TRUE(logout_everywhere(me));
  EXPECT_FALSE(visit(b));
}

TEST_P(Logins, other_than_this_one_end_when_the_password_changes) {
  auto here = login().token, there = login().token;
  auto me = op_of(*db, visit(here)->actor);
  auto wrong = change_password(me, desk, "wrong", "un autre grès, gris", here);
  EXPECT_EQ(wrong.error().problems.at(0).where, "old_password");
  EXPECT_EQ(change_password(me, desk, kPassword, "court", here).error().problems.at(0).where, "password");
  EXPECT_EQ(change_password(visitor(*db), desk, kPassword, "un autre grès, gris", "").error().code,
            Code::unauthenticated);
  EXPECT_TRUE(change_password(me, desk, kPassword, "un autre grès, gris", here));
  EXPECT_TRUE(visit(here));
  EXPECT_FALSE(visit(there));
  EXPECT_FALSE(try_login("marie@example.fr", kPassword));
  EXPECT_TRUE(try_login("marie@example.fr", "un autre grès, gris"));
}

TEST_P(Logins, strengthen_a_hash_made_at_another_cost) {
  Hasher stronger({2, 16384});
  LoginDesk later{stronger, world.attempts, world.key, desk.site};
  ASSERT_TRUE(login_with_password(visitor(*db), later, "marie@example.fr", kPassword, kHome));
  EXPECT_FALSE(stronger.is_stale(*find_password(*db->reader(), marie)));
}

TEST_P(Logins, are_read_in_one_statement_without_a_write) {
  auto acme = an_organisation(*db).id();
  auto loria = a_lab(*db).id();
  auto paul = a_person(*db)
                  .named("Paul")
                  .speaking(Lang::en)
                  .with(Role::operator_)
                  .with(Role::lab)
                  .asking(Role::host)
                  .owning(acme)
                  .speaking_for(loria)
                  .with_password_hash(hash)
                  .at_address("paul@example.fr")
                  .id();
  auto token = std::get<LoggedIn>(try_login("paul@example.fr", kPassword).value()).token;
  auto before = statements_run();
  auto seen = visit(token);
  EXPECT_EQ(statements_run() - before, 1);
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->actor.person, paul);
  EXPECT_EQ(seen->actor.roles, (Roles{Role::operator_, Role::lab}));
  EXPECT_EQ(seen->asked, Roles{Role::host});
  EXPECT_EQ(seen->actor.organisations, std::vector{acme});
  EXPECT_EQ(seen->actor.labs, std::vector{loria});
  EXPECT_EQ(seen->name, "Paul");
  EXPECT_EQ(seen->lang, Lang::en);
  EXPECT_EQ(seen->csrf.size(), 64U);
  EXPECT_NE(seen->csrf, hash_of_secret(token));
  EXPECT_FALSE(seen->newcomer());
  EXPECT_TRUE(visit(login().token)->newcomer());
}

// ── Links by mail ──

TEST_P(Logins, begin_with_a_registration_confirmed_by_mail) {
  ASSERT_TRUE(register_person(visitor(*db), desk, "Paul Weber", "Paul@example.fr", Lang::en, kHome));
  auto paul = *find_person_by_email(*db->reader(), "paul@EXAMPLE.fr");
  EXPECT_EQ(paul.confirmed_at, std::nullopt);
  auto mail = last_mail_of(paul.id);
  EXPECT_EQ(mail.find("Paul"), mail.npos) << "no stranger's words in a mail to an address not proved";
  auto token = token_in(mail);
  EXPECT_EQ(find_link(*db->reader(), token, kTestNow)->name, "Paul Weber");
  EXPECT_EQ(choose_password(visitor(*db), desk, token, "court").error().code, Code::invalid);
  EXPECT_EQ(choose_password(visitor(*db), desk, token, kPassword).value(), paul.id);
  EXPECT_EQ(choose_password(visitor(*db), desk, token, kPassword).error().code, Code::not_found) << "once";
  EXPECT_TRUE(try_login("paul@example.fr", kPassword));
}

TEST_P(Logins, are_registered_with_the_same_answer_whether_the_address_is_known) {
  auto known = register_person(visitor(*db), desk, "Marie", "marie@example.fr", Lang::fr, kHome);
  auto unknown = register_person(visitor(*db), desk, "Paul", "paul@example.fr", Lang::fr, kHome);
  EXPECT_TRUE(known);
  EXPECT_TRUE(unknown);
  auto mail = last_mail_of(marie);
  EXPECT_NE(mail.find("https://couloir.example/login"), mail.npos);
  EXPECT_EQ(mail.find(kLinkPath), mail.npos) << "no link that opens anything";
  EXPECT_TRUE(try_login("marie@example.fr", kPassword)) << "nothing changed for her";
  EXPECT_EQ(db->reader()->one<int>("SELECT COUNT(*) FROM people_link"), 1);
}

TEST_P(Logins, are_reset_by_a_link_that_works_once_within_an_hour) {
  auto old = login().token;
  ASSERT_TRUE(ask_password_reset(visitor(*db), desk, "MARIE@example.fr", kHome));
  auto token = token_in(last_mail_of(marie));
  EXPECT_FALSE(find_link(*db->reader(), token, kTestNow + 1h));
  EXPECT_EQ(choose_password(visitor(*db, kTestNow + 1h), desk, token, kPassword).error().code, Code::not_found);
  EXPECT_TRUE(choose_password(visitor(*db, kTestNow + 1h - 1ms), desk, token, "un autre grès, gris"));
  EXPECT_EQ(choose_password(visitor(*db), desk, token, "un autre grès, gris").error().code, Code::not_found);
  EXPECT_FALSE(visit(old)) << "every login ended";
  EXPECT_TRUE(try_login("marie@example.fr", "un autre grès, gris"));
}

TEST_P(Logins, are_reset_with_the_same_answer_whether_the_address_is_known) {
  EXPECT_TRUE(ask_password_reset(visitor(*db), desk, "marie@example.fr", kHome));
  EXPECT_TRUE(ask_password_reset(visitor(*db), desk, "nobody@example.fr", kHome));
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(ask_password_reset(visitor(*db), desk, "marie@example.fr", kHome));
  EXPECT_EQ(journal::mails_of(*db->reader(), marie).size(), 3U) << "three an hour, silently";
}

TEST_P(Logins, flood_nobody_with_mail_from_one_network) {
  for (int i = 0; i < 30; ++i)
    EXPECT_TRUE(ask_password_reset(visitor(*db), desk, fmt::format("p{}@example.fr", i), kHome));
  EXPECT_EQ(ask_password_reset(visitor(*db), desk, "marie@example.fr", kHome).error().code, Code::too_many);
}

TEST_P(Logins, are_prepared_by_the_office_with_roles_it_may_grant) {
  auto office = op_of(*db, a_person(*db).with(Role::office).actor());
  auto acme = an_organisation(*db).id();
  auto loria = a_lab(*db).id();
  Invitation asked{"Paul Weber", "paul@example.fr", Lang::fr, {Role::lab}, loria, acme};
  auto paul = invite(office, desk, asked).value();
  EXPECT_FALSE(try_login("paul@example.fr", kPassword));
  auto mail = last_mail_of(paul);
  EXPECT_NE(mail.find("Paul Weber"), mail.npos);
  ASSERT_TRUE(choose_password(visitor(*db, kTestNow + 13 * 24h), desk, token_in(mail), kPassword));
  auto actor = *actor_for(*db->reader(), paul, Door::page);
  EXPECT_TRUE(actor.roles.has(Role::lab) && actor.speaks_for(loria) && actor.works_for(acme));

  EXPECT_EQ(invite(office, desk, asked).error().code, Code::refused);
  EXPECT_EQ(invite(office, desk, {"X", "x@example.fr", Lang::fr, {Role::admin}, {}, {}}).error().code, Code::forbidden);
  EXPECT_EQ(invite(office, desk, {"X", "x@example.fr", Lang::fr, {}, {999'999}, {}}).error().code, Code::not_found);
  EXPECT_FALSE(find_person_by_email(*db->reader(), "x@example.fr")) << "a refused invitation leaves nothing";
  EXPECT_EQ(add_person(office, desk, asked, kPassword).error().code, Code::forbidden);
}

TEST_P(Logins, of_a_prepared_account_open_at_once) {
  auto admin = op_of(*db, a_person(*db).with(Role::admin).actor());
  auto paul = add_person(admin, desk, {"Paul", "paul@example.fr", Lang::fr, {Role::office}, {}, {}}, kPassword).value();
  EXPECT_EQ(std::get<LoggedIn>(try_login("paul@example.fr", kPassword).value()).person, paul);
}

TEST_P(Logins, and_links_that_are_past_are_forgotten_with_accounts_never_confirmed) {
  login();
  ASSERT_TRUE(register_person(visitor(*db), desk, "Paul", "paul@example.fr", Lang::fr, kHome));
  EXPECT_EQ(forget_past_logins(visitor(*db, kTestNow + 1h)), 0);
  EXPECT_EQ(forget_past_logins(visitor(*db, kTestNow + 25h)), 2);
  EXPECT_EQ(forget_past_logins(visitor(*db, kTestNow + 24h * 31)), 1);
  EXPECT_FALSE(find_person_by_email(*db->reader(), "paul@example.fr"));
}

// ── The second factor ──

struct SecondFactors : Logins {
  Op me = op_of(*db, *actor_for(*db->reader(), marie, Door::page));
  std::string code(const Enrolment& enrolment, Instant now) {
    return totp_code(from_base32(enrolment.secret).value(), step_at(now));
  }
  CodeDue due(Instant now) { return std::get<CodeDue>(try_login("marie@example.fr", kPassword, kHome, now).value()); }
};
INSTANTIATE_TEST_SUITE_P(, SecondFactors, both_databases(), database_name);

TEST_P(SecondFactors, change_nothing_until_a_code_confirms_them) {
  auto enrolment = start_second_factor(me, desk, "couloir").value();
  login();
  EXPECT_EQ(second_factor_of(*db->reader(), marie), SecondFactor::started);
  EXPECT_EQ(confirm_second_factor(me, desk, "000000").error().code, Code::refused);
  auto codes = confirm_second_factor(me, desk, code(enrolment, kTestNow)).value();
  EXPECT_EQ(codes.size(), 10U);
  EXPECT_EQ(recovery_codes_left(*db->reader(), marie), 10);
  EXPECT_EQ(start_second_factor(me, desk, "couloir").error().code, Code::refused);
  EXPECT_TRUE(std::holds_alternative<CodeDue>(try_login("marie@example.fr", kPassword).value()));
}

TEST_P(SecondFactors, ask_for_a_code_that_works_once) {
  auto enrolment = start_second_factor(me, desk, "couloir").value();
  ASSERT_TRUE(confirm_second_factor(me, desk, code(enrolment, kTestNow)));
  auto now = kTestNow + 1min;
  auto ticket = due(now).ticket;
  EXPECT_FALSE(visit(ticket, now)) << "a ticket is no login";
  EXPECT_EQ(login_with_code(visitor(*db, now), desk, ticket, code(enrolment, kTestNow), kHome).error().code,
            Code::unauthenticated)
      << "the code that confirmed it is spent";
  auto good = code(enrolment, now);
  auto logged_in = login_with_code(visitor(*db, now), desk, ticket, good, kHome).value();
  EXPECT_TRUE(visit(logged_in.token, now));
  EXPECT_FALSE(login_with_code(visitor(*db, now), desk, ticket, code(enrolment, now + 30s), kHome)) << "ticket spent";
  EXPECT_FALSE(login_with_code(visitor(*db, now), desk, due(now).ticket, good, kHome)) << "replay";
}

TEST_P(SecondFactors, give_ten_minutes_and_five_tries) {
  auto enrolment = start_second_factor(me, desk, "couloir").value();
  ASSERT_TRUE(confirm_second_factor(me, desk, code(enrolment, kTestNow)));
  auto now = kTestNow + 1min;
  auto late = due(now).ticket;
  EXPECT_FALSE(login_with_code(visitor(*db, now + 10min), desk, late, code(enrolment, now + 10min), kHome));
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(login_with_code(visitor(*db, now), desk, due(now).ticket, "000000", kHome).error().code,
              Code::unauthenticated);
  EXPECT_EQ(login_with_code(visitor(*db, now), desk, due(now).ticket, code(enrolment, now), kHome).error().code,
            Code::too_many);
}

TEST_P(SecondFactors, can_be_replaced_by_a_recovery_code_once) {
  auto enrolment = start_second_factor(me, desk, "couloir").value();
  auto codes = confirm_second_factor(me, desk, code(enrolment, kTestNow)).value();
  EXPECT_TRUE(login_with_code(visitor(*db), desk, due(kTestNow).ticket, codes[0], kHome));
  EXPECT_FALSE(login_with_code(visitor(*db), desk, due(kTestNow).ticket, codes[0], kHome));
  EXPECT_EQ(recovery_codes_left(*db->reader(), marie), 9);
  auto fresh = renew_recovery_codes(me, desk, codes[1]).value();
  EXPECT_FALSE(login_with_code(visitor(*db), desk, due(kTestNow).ticket, codes[2], kHome));
  EXPECT_TRUE(stop_second_factor(me, desk, fresh[0]));
  EXPECT_EQ(recovery_codes_left(*db->reader(), marie), 0);
  login();
}

TEST_P(SecondFactors, are_sealed_for_one_person_under_one_key) {
  auto enrolment = start_second_factor(me, desk, "couloir").value();
  auto sealed = find_factor(*db->reader(), marie)->sealed_secret;
  EXPECT_EQ(sealed.find(from_base32(enrolment.secret).value()), sealed.npos);
  auto paul = op_of(*db, a_person(*db).actor());
  db->write([&](Tx& tx) { return upsert_factor(tx, paul.actor.person, sealed, kTestNow), true; });
  EXPECT_EQ(confirm_second_factor(paul, desk, code(enrolment, kTestNow)).error().code, Code::refused) << "a moved row";
  auto other = SecretKey::random();
  LoginDesk elsewhere{world.hasher, world.attempts, other, ""};
  EXPECT_EQ(confirm_second_factor(me, elsewhere, code(enrolment, kTestNow)).error().code, Code::refused);
  EXPECT_TRUE(confirm_second_factor(me, desk, code(enrolment, kTestNow)));
}

TEST_P(SecondFactors, are_reset_by_an_admin_alone) {
  auto enrolment = start_second_factor(me, desk, "couloir").value();
  ASSERT_TRUE(confirm_second_factor(me, desk, code(enrolment, kTestNow)));
  for (auto name : names_of<Role>()) {
    auto role = *from_name<Role>(name);
    if (role == Role::admin) continue;
    EXPECT_EQ(reset_second_factor(op_of(*db, a_person(*db).with(role).actor()), marie).error().code, Code::forbidden);
  }
  EXPECT_TRUE(reset_second_factor(op_of(*db, a_person(*db).with(Role::admin).actor()), marie));
  login();
}

}  // namespace
}  // namespace couloir::people
