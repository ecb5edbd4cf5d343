#include "people/personal_data.h"

#include "store/testing.h"

#include "base/random.h"
#include "journal/journal.h"
#include "journal/mail.h"
#include "people/second_factor_store.h"
#include "people/testing.h"

namespace couloir::people {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kPasswordOfZoe = "le grès rose des Vosges";

/// Every text of every table of the house, in one string.
std::string whole_database(Db& db) {
  std::string all;
  for (auto& migration : migrations())
    for (std::size_t at = 0; (at = migration.sql.find("CREATE TABLE ", at)) != migration.sql.npos; ++at) {
      auto name = migration.sql.substr(at + 13, migration.sql.find(' ', at + 13) - at - 13);
      auto rows = db.dialect() == Dialect::sqlite ? fmt::format("SELECT name FROM pragma_table_info('{}')", name)
                                                  : fmt::format(
                                                        "SELECT column_name FROM information_schema.columns "
                                                        "WHERE table_name = '{}'",
                                                        name);
      auto reader = db.reader();
      for (auto& column : reader->all(rows, {}, [](const Row& row) { return row.read<std::string>(0); }))
        reader->each(fmt::format("SELECT CAST({} AS TEXT) FROM {}", column, name), {},
                     [&](const Row& row) { all += row.read<std::optional<std::string>>(0).value_or("") + "\n"; });
    }
  return all;
}

struct PersonalDataOfOne : testing::TestWithParam<TestDatabase> {
  TestDb db{GetParam()};
  TestDesk world;
  PersonalData nothing_more;
  Op admin = op_of(*db, a_person(*db).named("Chef").with(Role::admin).actor());
};
INSTANTIATE_TEST_SUITE_P(, PersonalDataOfOne, both_databases(), database_name);

TEST_P(PersonalDataOfOne, is_gone_from_every_table_after_an_erasure_and_the_journal_stays_whole) {
  Peer peer{"192.0.2.7", "Zwiebelbrowser"};
  auto acme = an_organisation(*db).id();
  auto loria = a_lab(*db).id();
  ASSERT_TRUE(register_person(visitor(*db), world.desk, "Zoé Quetsche", "zoe.quetsche@example.fr", Lang::fr, peer));
  auto zoe = find_person_by_email(*db->reader(), "zoe.quetsche@example.fr")->id;
  auto mail = journal::mails_of(*db->reader(), zoe).at(0).text;
  auto from = mail.find(kLinkPath) + kLinkPath.size();
  ASSERT_TRUE(
      choose_password(visitor(*db), world.desk, mail.substr(from, mail.find('\n', from) - from), kPasswordOfZoe));
  auto login = std::get<LoggedIn>(
      login_with_password(visitor(*db), world.desk, "zoe.quetsche@example.fr", kPasswordOfZoe, peer).value());
  auto me = op_of(*db, find_visit(*db->reader(), login.token, kTestNow)->actor);
  ASSERT_TRUE(answer_first_question(me, FirstAnswer::sponsor, loria));
  ASSERT_TRUE(accept_lab_member(op_of(*db, a_person(*db).with(Role::office).actor()), loria, zoe));
  db->write([&](Tx& tx) { return upsert_membership(tx, acme, zoe, Membership::owner, kTestNow), true; });
  auto token = issue_token(me, {"Zoés import", {Scope::people_read}, kTestNow + 24h}).value().token;
  auto enrolment = start_second_factor(me, world.desk, "couloir").value();
  auto code = totp_code(from_base32(enrolment.secret).value(), step_at(kTestNow));
  ASSERT_TRUE(confirm_second_factor(me, world.desk, code));
  ASSERT_TRUE(ask_password_reset(visitor(*db), world.desk, "zoe.quetsche@example.fr", peer));

  auto gone = [&] {
    auto all = whole_database(*db);
    std::string left;
    for (auto word : {"Quetsche", "quetsche", "zoe.", "Zoé", "Zwiebel"})
      if (all.find(word) != all.npos) left += std::string(word) + " ";
    return left;
  };
  EXPECT_NE(gone(), "") << "the test would see them";
  ASSERT_TRUE(erase_person(me, nothing_more, zoe));
  EXPECT_EQ(gone(), "");
  EXPECT_FALSE(find_visit(*db->reader(), login.token, kTestNow));
  EXPECT_FALSE(find_visit_by_token(*db->reader(), token, kTestNow));
  EXPECT_FALSE(actor_for(*db->reader(), zoe, Door::cli));
  EXPECT_EQ(second_factor_of(*db->reader(), zoe), SecondFactor::off);
  EXPECT_TRUE(roles_of(*db->reader(), zoe).empty());
  EXPECT_TRUE(members_of(*db->reader(), acme).empty());
  EXPECT_TRUE(journal::verify(*db->reader()).whole());
  EXPECT_EQ(find_person(*db->reader(), zoe)->erased_at, kTestNow);
  EXPECT_EQ(erase_person(admin, nothing_more, zoe).error().code, Code::not_found);
  EXPECT_TRUE(register_person(visitor(*db), world.desk, "Zoé", "zoe.quetsche@example.fr", Lang::fr, peer))
      << "may return";
}

TEST_P(PersonalDataOfOne, is_given_to_them_whole_with_the_share_of_each_room) {
  auto marie = a_person(*db).named("Marie \"Ré\"").at_address("marie@example.fr").with(Role::operator_).actor();
  PersonalData data;
  data.add_source(
      {"portfolio", [](Reader&, PersonId) { return R"(["a use case"])"; }, [](Tx&, const Op&, PersonId) {}});
  auto text = export_person(op_of(*db, marie), data, marie.person).value();
  EXPECT_NE(text.find(R"("name":"Marie \"Ré\"","email":"marie@example.fr")"), text.npos) << text;
  EXPECT_NE(text.find(R"("role":"operator","standing":"granted")"), text.npos) << text;
  EXPECT_NE(text.find(R"("portfolio":["a use case"])"), text.npos) << text;
}

TEST_P(PersonalDataOfOne, never_holds_a_link_that_opens_the_account) {
  auto marie = a_person(*db).at_address("marie@example.fr").actor();
  ASSERT_TRUE(ask_password_reset(visitor(*db), world.desk, "marie@example.fr", {"192.0.2.7", ""}));
  auto text = export_person(op_of(*db, marie), {}, marie.person).value();
  EXPECT_NE(text.find("marie@example.fr"), text.npos);
  EXPECT_EQ(text.find(kLinkPath), text.npos) << text;
}

TEST_P(PersonalDataOfOne, is_for_them_and_admins_only) {
  auto marie = a_person(*db).id();
  for (auto name : names_of<Role>()) {
    auto role = *from_name<Role>(name);
    auto op = op_of(*db, a_person(*db).with(role).actor());
    if (role == Role::admin) continue;
    EXPECT_EQ(export_person(op, nothing_more, marie).error().code, Code::forbidden) << name;
    EXPECT_EQ(erase_person(op, nothing_more, marie).error().code, Code::forbidden) << name;
    EXPECT_EQ(may_see_person(op.actor, marie), role == Role::office) << name;
    EXPECT_EQ(may_list_persons(op.actor), role == Role::office) << name;
  }
  EXPECT_EQ(export_person(visitor(*db), nothing_more, {}).error().code, Code::forbidden);
  EXPECT_EQ(erase_person(visitor(*db), nothing_more, marie).error().code, Code::forbidden);
  EXPECT_TRUE(export_person(admin, nothing_more, marie));
}

TEST_P(PersonalDataOfOne, of_rooms_is_erased_in_the_same_transaction) {
  auto marie = a_person(*db).named("Marie").actor();
  PersonalData data;
  data.add_source(
      {"broken", {}, [](Tx&, const Op&, PersonId) { throw StoreFailure(StoreFailure::Kind::full, "disk"); }});
  EXPECT_THROW(static_cast<void>(erase_person(op_of(*db, marie), data, marie.person)), StoreFailure);
  EXPECT_EQ(find_person(*db->reader(), marie.person)->name, "Marie");
}

TEST_P(PersonalDataOfOne, of_the_last_admin_stays) {
  EXPECT_EQ(erase_person(admin, nothing_more, admin.actor.person).error().code, Code::refused);
}

TEST_P(PersonalDataOfOne, changes_by_themselves_with_a_version) {
  auto marie = a_person(*db).actor();
  auto me = op_of(*db, marie);
  EXPECT_EQ(edit_person(me, marie.person, 1, {" Marie Weber ", Lang::en, Theme::dark}).value().name, "Marie Weber");
  EXPECT_EQ(edit_person(me, marie.person, 1, {"Late", Lang::fr, Theme::dark}).error().code, Code::conflict);
  EXPECT_EQ(edit_person(me, marie.person, 2, {"", Lang::fr, Theme::dark}).error().problems.at(0).where, "name");
  EXPECT_EQ(
      edit_person(op_of(*db, a_person(*db).with(Role::office).actor()), marie.person, 2, {"X", Lang::fr, Theme::dark})
          .error()
          .code,
      Code::not_found);
  EXPECT_TRUE(choose_language(me, Lang::fr));
  EXPECT_TRUE(choose_theme(me, Theme::light));
  EXPECT_EQ(find_person(*db->reader(), marie.person)->lang, Lang::fr);
  EXPECT_EQ(find_person(*db->reader(), marie.person)->version, 4);
}

TEST_P(PersonalDataOfOne, is_listed_by_name_with_roles_in_one_statement) {
  auto anna = a_person(*db).named("Anna Été").with(Role::lab).asking(Role::host).id();
  auto bert = a_person(*db).named("Bert").at_address("b_t@example.fr").id();
  auto reader = db->reader();
  auto list = [&](PersonFilter filter, int limit = 10, PersonId after = {}) {
    std::vector<std::string> names;
    auto before = statements_run();
    for (auto& row : list_persons(*reader, filter, limit, after)) names.push_back(row.person.name);
    EXPECT_EQ(statements_run() - before, 1);
    return names;
  };
  auto named = [](std::string text) {
    PersonFilter filter;
    filter.text = std::move(text);
    return filter;
  };
  PersonFilter admins, waiting;
  admins.role = Role::admin;
  waiting.only_waiting = true;
  using Names = std::vector<std::string>;
  EXPECT_EQ(list({}), (Names{"Anna Été", "Bert", "Chef"}));
  EXPECT_EQ(list({}, 1, anna), Names{"Bert"});
  EXPECT_EQ(list(named("ete")), Names{"Anna Été"});
  EXPECT_EQ(list(named("b_t@")), Names{"Bert"});
  EXPECT_EQ(list(admins), Names{"Chef"});
  EXPECT_EQ(list(waiting), Names{"Anna Été"});
  db->write([&](Tx& tx) {
    tx.exec("UPDATE people_person SET created_at = '2026-01-02T00:00:00Z' WHERE id = :id", {{":id", bert}});
    tx.exec("UPDATE people_person SET email_key = 'a', created_at = '2026-01-01T00:00:00Z' WHERE name = 'Chef'", {});
    tx.exec("UPDATE people_person SET email_key = 'c', created_at = '2026-01-02T00:00:00Z' WHERE id = :id",
            {{":id", anna}});
    return true;
  });
  auto later = db->reader();
  auto sorted = [&](PersonSort sort, int limit = 10, PersonId after = {}) {
    std::vector<std::string> names;
    auto before = statements_run();
    for (auto& row : list_persons(*later, {}, limit, after, sort)) names.push_back(row.person.name);
    EXPECT_EQ(statements_run() - before, 1);
    return names;
  };
  EXPECT_EQ(sorted(PersonSort::email), (Names{"Chef", "Bert", "Anna Été"}));
  EXPECT_EQ(sorted(PersonSort::email, 1, bert), Names{"Anna Été"});
  EXPECT_EQ(sorted(PersonSort::created), (Names{"Bert", "Anna Été", "Chef"}))
      << "the newest first; of one moment the later row";
  EXPECT_EQ(sorted(PersonSort::created, 1, bert), Names{"Anna Été"});
  EXPECT_EQ(sorted(PersonSort::created, 1, anna), Names{"Chef"});
  auto row = list_persons(*reader, named("anna"), 10).at(0);
  EXPECT_EQ(row.granted, Roles{Role::lab});
  EXPECT_EQ(row.asked, Roles{Role::host});
  EXPECT_EQ(names_of_persons(*reader, {bert, anna, {999'999}}),
            (std::unordered_map<PersonId, std::string>{{anna, "Anna Été"}, {bert, "Bert"}}));
}

/// CHECK (column IN ('a', 'b')) of schema/0002 with the words of the enum.
template <Named E>
void expect_check(std::string_view column) {
  std::string words;
  for (auto name : names_of<E>()) words += (words.empty() ? "'" : ", '") + std::string(name) + "'";
  std::string sql;
  for (auto& migration : migrations())
    if (migration.name == "people") sql = migration.sql;
  for (std::size_t at; (at = sql.find("\n    '")) != sql.npos;) sql.replace(at, 5, " ");  // a list over two lines
  EXPECT_NE(sql.find(fmt::format("({} IN ({}))", column, words)), sql.npos) << column << ": " << words;
}

TEST(PeopleSchema, allows_exactly_the_words_of_the_enums) {
  expect_check<Lang>("lang");
  expect_check<Theme>("theme");
  expect_check<Role>("role");
  expect_check<Standing>("standing");
  expect_check<Stay>("stay");
  expect_check<LinkKind>("kind");
  expect_check<NafVersion>("naf_version");
  expect_check<LinkedFigures>("linked");
  expect_check<Membership>("membership");
  expect_check<LabMembership>("membership");
  expect_check<FactStatus>("fact_status");
}

}  // namespace
}  // namespace couloir::people
