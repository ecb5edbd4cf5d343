#include <boost/json.hpp>

#include "journal/journal.h"
#include "reception/test_house.h"

namespace couloir::reception {
namespace {

namespace json = boost::json;

json::value body_of(const web::Seen& seen) {
  boost::system::error_code ec;
  auto value = json::parse(seen.body, ec);
  EXPECT_FALSE(ec) << seen.body;
  return value;
}

TEST(MeApi, shows_and_edits_oneself_under_a_version) {
  House house;
  auto token = house.token(house.person({Role::host}, "Ada Martin"));
  auto me = house.call(token, "GET", "/me");
  EXPECT_EQ(body_of(me).at("name").as_string(), "Ada Martin");
  auto version = std::stoll(std::string(me.header("etag").substr(1)));
  constexpr auto kEdit = R"({"name": "Ada Weber", "lang": "en"})";
  EXPECT_EQ(house.call(token, "PUT", "/me", kEdit).status, 400);
  EXPECT_EQ(house.call(token, "PUT", "/me", kEdit, version).status, 200);
  EXPECT_EQ(house.call(token, "PUT", "/me", kEdit, version).status, 409);
}

TEST(MeApi, erases_oneself_for_good_once_the_own_address_is_given) {
  House house;
  auto ada = house.person({Role::host}, "Ada Martin");
  auto token = house.token(ada);
  for (auto body : {"{}", R"({"email": "bob@example.org"})", R"({"email": ""})"})
    EXPECT_EQ(house.call(token, "POST", "/me/erasure", body).status, 400) << body;
  EXPECT_EQ(house
                .call(house.token(ada, {people::Scope::people_read}), "POST", "/me/erasure",
                      R"({"email": "ada.martin@example.org"})")
                .status,
            403);
  EXPECT_EQ(house.call(token, "GET", "/me").status, 200);
  EXPECT_EQ(house.call(token, "POST", "/me/erasure", R"({"email": " Ada.Martin@example.org"})").status, 204);
  EXPECT_EQ(house.call(token, "GET", "/me").status, 401);
  EXPECT_TRUE(people::find_person(*house.db.reader(), ada)->erased_at);
  auto last_admin = house.token(house.person({Role::admin}, "Root"));
  EXPECT_EQ(house.call(last_admin, "POST", "/me/erasure", R"({"email": "root@example.org"})").status, 422);
}

TEST(JournalApi, gives_an_administrator_every_event_page_by_page_and_nobody_else_any) {
  House house;
  auto admin = house.token(house.person({Role::admin}, "Root"));
  for (int i = 0; i < 3; ++i) house.person({Role::host});
  auto last = journal::head(*house.db.reader()).seq;
  std::vector<std::int64_t> seen;
  std::string before(64, '0');
  for (std::string next; seen.size() < 100;) {
    auto page = body_of(house.call(admin, "GET", "/journal?limit=2" + (next.empty() ? "" : "&after=" + next)));
    for (const auto& event : page.at("items").as_array()) {
      seen.push_back(event.at("seq").as_int64());
      EXPECT_EQ(event.at("prev_hash").as_string(), before) << "a chain from page to page";
      before = event.at("hash").as_string();
      EXPECT_FALSE(event.at("payload").as_string().empty());
    }
    if (page.at("next").is_null()) break;
    next = page.at("next").as_string();
  }
  EXPECT_EQ(static_cast<std::int64_t>(seen.size()), last);
  EXPECT_EQ(seen.back(), last);
  EXPECT_EQ(before, journal::head(*house.db.reader()).hash.hex());
  EXPECT_EQ(house.call(admin, "GET", "/journal?after=x").status, 400);
  EXPECT_EQ(house.call(house.token(house.person({Role::office})), "GET", "/journal").status, 403);
}

TEST(OrganisationApi, adds_shows_edits_and_hides_from_others) {
  House house;
  auto token = house.token(house.person({Role::operator_}, "Ada Martin"));
  auto added = house.call(
      token, "POST", "/organisations",
      R"({"siret": "73282932000074", "facts": {"name": "Vosges Sciage", "town": "Épinal", "head_count": 12, "turnover": "1234567.50", "linked": "none"}})");
  EXPECT_EQ(added.status, 201);
  auto path = std::string(added.header("location")).substr(7);
  auto shown = house.call(token, "GET", path);
  EXPECT_EQ(body_of(shown).at("facts").at("turnover").as_string(), "1234567.50");
  EXPECT_EQ(body_of(shown).at("vat").as_string(), "FR44732829320");
  auto version = std::stoll(std::string(shown.header("etag").substr(1)));
  EXPECT_EQ(house.call(token, "PUT", path, R"({"name": "Vosges Sciage SA", "town": "Épinal"})", version).status, 200);

  auto stranger = house.token(house.person({Role::operator_}));
  EXPECT_EQ(house.call(stranger, "GET", path).status, 404);
  EXPECT_EQ(house.call(stranger, "PUT", path, R"({"name": "Mine", "town": "Metz"})", version + 1).status, 404);
}

TEST(OrganisationApi, names_every_wrong_field) {
  House house;
  auto token = house.token(house.person({Role::operator_}));
  auto refused = house.call(
      token, "POST", "/organisations",
      R"({"siret": "73282932000074", "facts": {"name": "X", "town": "Metz", "naf": "?", "turnover": "much"}})");
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(body_of(refused).at("errors").as_array().size(), 2U);
}

TEST(TeamApi, and_establishments_and_members_follow_their_organisation) {
  House house;
  auto ada = house.person({Role::operator_}, "Ada Martin"), bob = house.person({Role::operator_}, "Bob Klein");
  auto id = house.organisation(ada);
  house.organisation(bob);
  auto token = house.token(ada);
  auto path = "/organisations/" + id.str();
  auto team = house.call(token, "POST", path + "/teams", R"({"name": "Workshop 2", "head_count": 7})");
  EXPECT_EQ(team.status, 201);
  EXPECT_EQ(body_of(house.call(token, "GET", path + "/teams")).at("items").as_array().size(), 1U);
  EXPECT_EQ(body_of(house.call(token, "GET", path + "/establishments")).at("items").as_array().size(), 1U);
  EXPECT_EQ(house.call(token, "PUT", path + "/members/" + bob.str(), R"({"membership": "owner"})").status, 204);
  EXPECT_TRUE(house.op_as(bob).actor.works_for(id));
  EXPECT_EQ(house.call(token, "DELETE", path + "/members/" + bob.str()).status, 204);
}

TEST(LabApi, lists_in_pages_and_is_edited_by_those_who_may) {
  House house;
  for (auto code : {"a", "b", "c"}) house.lab(code);
  auto token = house.token(house.person({Role::office}));
  auto first = body_of(house.call(token, "GET", "/labs?limit=2"));
  EXPECT_EQ(first.at("items").as_array().size(), 2U);
  auto rest =
      body_of(house.call(token, "GET", "/labs?limit=2&after=" + std::string(first.at("next").as_string().c_str())));
  EXPECT_EQ(rest.at("items").as_array().size(), 1U);
  auto operators = house.token(house.person({Role::operator_}));
  auto path = "/labs/" + std::to_string(first.at("items").at(0).at("id").as_int64());
  auto lab = house.call(token, "GET", path);
  auto version = std::stoll(std::string(lab.header("etag").substr(1)));
  auto profile = R"({"name_fr": "Laboratoire A", "name_en": "Lab A", "towns": [")" + grand_est().towns.front().code +
                 R"("], "themes_fr": ["voix"]})";
  EXPECT_EQ(house.call(operators, "PUT", path, profile, version).status, 403);
  EXPECT_EQ(house.call(token, "PUT", path, profile, version).status, 200);
  EXPECT_EQ(
      house.call(token, "PUT", path, R"({"name_fr": "A", "name_en": "A", "towns": ["atlantis"]})", version + 1).status,
      400);
}

TEST(PersonApi, is_for_the_office_and_grants_roles) {
  House house;
  auto ada = house.person({}, "Ada Martin");
  auto office = house.token(house.person({Role::office}));
  auto host = house.token(house.person({Role::host}));
  EXPECT_EQ(house.call(host, "GET", "/persons").status, 403);
  auto list = body_of(house.call(office, "GET", "/persons?text=ada"));
  EXPECT_EQ(list.at("items").at(0).at("email").as_string(), "ada.martin@example.org");
  EXPECT_EQ(house.call(host, "GET", "/persons/" + ada.str()).status, 404);
  EXPECT_EQ(house.call(office, "PUT", "/persons/" + ada.str() + "/roles/reviewer").status, 204);
  EXPECT_TRUE(house.op_as(ada).actor.roles.has(Role::reviewer));
  EXPECT_EQ(house.call(office, "PUT", "/persons/" + ada.str() + "/roles/admin").status, 403);
  EXPECT_EQ(house.call(office, "PUT", "/persons/" + ada.str() + "/roles/king").status, 404);
  EXPECT_EQ(house.call(office, "DELETE", "/persons/" + ada.str()).status, 403);
}

TEST(EveryEndpoint, refuses_visitors_and_tokens_without_its_scope) {
  House house;
  auto all = house.person({Role::operator_, Role::lab, Role::office, Role::admin});
  auto narrow = house.token(all, {people::Scope::sprints_read});
  for (const auto& e : house.site.api().endpoints()) {
    auto path = e.doc.path;
    for (auto open = path.find('{'); open != std::string::npos; open = path.find('{'))
      path.replace(open, path.find('}', open) - open + 1, "1");
    std::string_view method = e.doc.method == web::Method::get    ? "GET"
                              : e.doc.method == web::Method::post ? "POST"
                              : e.doc.method == web::Method::put  ? "PUT"
                                                                  : "DELETE";
    EXPECT_EQ(house.call({}, method, path).status, 401) << path;
    EXPECT_EQ(house.call(narrow, method, path).status, 403) << path;
  }
}

}  // namespace
}  // namespace couloir::reception
