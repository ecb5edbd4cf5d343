// What people and scripts are told when the database fails or their time is over: a clear sentence, in their language.
#include <gmock/gmock.h>

#include <map>

#include "web/guard.h"
#include "web/testing.h"

namespace couloir::web {
namespace {

using testing::HasSubstr;
using Kind = StoreFailure::Kind;

/// Passes everything on until it is told to fail.
class FailingDb final : public Db {
 public:
  explicit FailingDb(Db& db) : db_(db) {}
  Dialect dialect() const override { return db_.dialect(); }
  std::unique_ptr<Reader> reader() override {
    fail_if(reading);
    return db_.reader();
  }
  void write(const std::function<bool(Tx&)>& body) override {
    fail_if(writing);
    db_.write(body);
  }
  std::optional<Kind> reading, writing;

 private:
  static void fail_if(std::optional<Kind> kind) {
    if (kind) throw StoreFailure(*kind, "as the test wished");
  }
  Db& db_;
};

std::string_view header_of(const http::RawResponse& response, std::string_view name) {
  for (const auto& header : response.headers)
    if (header.name == name) return header.value;
  return {};
}

struct Told : testing::Test {
  TestSite house;
  FailingDb db{house.db};
  Site site{house.site.config(), db, house.clock};
  PersonId ada = house.person({Role::operator_}, "Ada Martin");
  people::LoggedIn login = open_login();
  std::string token = house.token(ada);
  std::string body;

  Told() {
    auto save = [](const Op& op) { return in_transaction(op.db, [](Tx&) -> Result<void> { return {}; }); };
    auto answer = [save](Request& r) {
      auto saved = save(r.op());
      return saved ? page(r, "Notes", view::note("Saved")) : error_page(r, saved.error());
    };
    site.router().get("/notes", kLoggedIn, answer).post("/notes", kLoggedIn, answer);
    site.api().raw<None>({.method = Method::get,
                          .path = "/notes",
                          .cli = "note list",
                          .summary = "Notes",
                          .who = kLoggedIn,
                          .scope = people::Scope::people_read},
                         [save](const Call& call, const None&) -> Result<Reply> {
                           TRY(save(call.op));
                           return Reply{.body = "{}", .status = 200};
                         });
    site.open();
  }
  people::LoggedIn open_login() {
    return in_transaction(house.db,
                          [&](Tx& tx) -> Result<people::LoggedIn> {
                            return people::open_login(tx, house.op(), ada, {"192.0.2.7", "Test"}, people::Stay::month);
                          })
        .value();
  }
  http::RawRequest asking(std::string_view method, std::string_view target, std::string_view lang) {
    http::RawRequest request;
    request.method = method;
    request.target = target;
    request.headers = {{"accept-language", std::string(lang)}};
    if (target.starts_with("/api/"))
      request.headers.push_back({"authorization", "Bearer " + token});
    else
      request.headers.push_back({"cookie", std::string(kLoginCookie) + "=" + login.token});
    return request;
  }
  http::RawResponse post(std::string_view stamp, std::string_view lang) {
    auto request = asking("POST", "/notes", lang);
    request.headers.push_back({"content-type", "application/x-www-form-urlencoded"});
    body = std::string(kStampField) + "=" + std::string(stamp);
    request.body = body;
    return site.respond(request);
  }
  void speaks(Lang lang) {
    house.db.write([&](Tx& tx) {
      return tx.exec("UPDATE people_person SET lang = :lang WHERE id = :id", {{":lang", lang}, {":id", ada}}) == 1;
    });
  }
};

struct InBoth {
  std::string_view en, fr;
  std::string in(Lang lang) const { return std::string(lang == Lang::fr ? fr : en); }
};
constexpr InBoth kNoAnswer{
    "The database does not answer just now: nothing was saved. Try again in a minute.",
    "La base de données ne répond pas pour l’instant : rien n’a été enregistré. Réessayez dans une minute."};
const std::map<Kind, InBoth> kSaid{
    {Kind::full,
     {"The disk of the service is full: nothing was saved. The office has to make room.",
      "Le disque du service est plein : rien n’a été enregistré. Le bureau doit faire de la place."}},
    {Kind::unsure,
     {"The database went away in the middle of saving. Look in a minute whether it is there, before you send it again.",
      "La base de données s’est interrompue pendant l’enregistrement. Regardez dans une minute s’il est là, avant de "
      "l’envoyer à nouveau."}},
    {Kind::busy, kNoAnswer},
    {Kind::lost, kNoAnswer},
    {Kind::constraint, kNoAnswer},
    {Kind::other, kNoAnswer}};

void expect_told(const http::RawResponse& answer, const InBoth& said, Lang lang) {
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(header_of(answer, "retry-after"), "10");
  EXPECT_THAT(answer.body, HasSubstr(said.in(lang)));
}

TEST_F(Told, whatever_the_database_fails_of_while_a_person_is_looked_up_in_the_browsers_language) {
  for (const auto& [kind, said] : kSaid)
    for (auto lang : {Lang::fr, Lang::en}) {
      db.reading = kind;
      auto page = site.respond(asking("GET", "/notes", name_of(lang)));
      expect_told(page, said, lang);
      EXPECT_THAT(page.body, HasSubstr("<html lang=\"" + std::string(name_of(lang)) + "\""));
      auto problem = site.respond(asking("GET", "/api/v1/notes", name_of(lang)));
      expect_told(problem, said, lang);
      EXPECT_EQ(header_of(problem, "content-type"), "application/problem+json");
    }
}

TEST_F(Told, whatever_the_database_fails_of_while_it_saves_in_the_persons_own_language) {
  for (const auto& [kind, said] : kSaid)
    for (auto lang : {Lang::fr, Lang::en}) {
      speaks(lang);
      db.writing = kind;
      auto another = lang == Lang::fr ? "en" : "fr";
      expect_told(site.respond(asking("GET", "/notes", another)), said, lang);
      expect_told(site.respond(asking("GET", "/api/v1/notes", another)), said, lang);
      expect_told(post(make_stamp(people::find_visit(*house.db.reader(), login.token, house.clock.now())->csrf,
                                  house.clock.now()),
                       another),
                  said, lang);
      db.writing.reset();
    }
}

TEST_F(Told, that_a_token_ended_and_when) {
  constexpr InBoth kUnknown{"A valid token is needed: Authorization: Bearer clr_…",
                            "Il faut un jeton valable, dans l’en-tête Authorization (Bearer clr_…)."};
  constexpr InBoth kEnded{
      "This token ended on Tuesday 21 April 2026. Make a new one on “My account”, under “API tokens”.",
      "Ce jeton a pris fin le mardi 21 avril 2026. Créez-en un nouveau dans « Mon compte », sous « Jetons d’API »."};
  EXPECT_EQ(site.respond(asking("GET", "/api/v1/notes", "en")).status, 200);
  house.clock.tick(std::chrono::hours(48));
  auto of_ada = token;
  for (auto lang : {Lang::fr, Lang::en})
    for (const auto& [sent, said] :
         std::map<std::string, InBoth>{{of_ada, kEnded}, {"clr_unknown", kUnknown}, {"", kUnknown}}) {
      token = sent;
      auto answer = site.respond(asking("GET", "/api/v1/notes", name_of(lang)));
      EXPECT_EQ(answer.status, 401);
      EXPECT_EQ(header_of(answer, "www-authenticate"), "Bearer");
      EXPECT_THAT(answer.body, HasSubstr(said.in(lang)));
    }
}

TEST_F(Told, that_a_form_is_too_old_or_the_login_has_ended) {
  constexpr InBoth kTooOld{
      "It is older than a day or belongs to another login. Nothing was saved: open the form again and send it from "
      "there; your browser’s “back” still has what you typed.",
      "Il date de plus d’un jour ou appartient à une autre connexion. Rien n’a été enregistré : ouvrez à nouveau le "
      "formulaire et envoyez-le de là ; le bouton « précédent » de votre navigateur garde ce que vous avez saisi."};
  constexpr InBoth kEnded{"Your login has ended. Log in again; what you typed is still in your browser’s history.",
                          "Votre connexion a pris fin. Reconnectez-vous ; ce que vous avez saisi est encore dans "
                          "l’historique de votre navigateur."};
  auto stamp =
      make_stamp(people::find_visit(*house.db.reader(), login.token, house.clock.now())->csrf, house.clock.now());
  auto expect = [&](int status, const InBoth& said) {
    for (auto lang : {Lang::fr, Lang::en}) {
      speaks(lang);
      auto answer = post(stamp, name_of(lang));
      EXPECT_EQ(answer.status, status);
      EXPECT_THAT(answer.body, HasSubstr(said.in(lang)));
    }
  };
  house.clock.tick(kStampLife + std::chrono::minutes(1));
  expect(403, kTooOld);
  house.clock.tick(std::chrono::hours(24 * 30));
  expect(401, kEnded);
}

TEST_F(Told, with_a_way_back_to_the_form_or_to_the_same_again) {
  auto sent_from = [&](std::string_view referer, std::string_view stamp) {
    auto request = asking("POST", "/notes", "en");
    request.headers.push_back({"host", "couloir.test"});
    request.headers.push_back({"referer", std::string(referer)});
    request.headers.push_back({"content-type", "application/x-www-form-urlencoded"});
    body = std::string(kStampField) + "=" + std::string(stamp);
    request.body = body;
    return request;
  };
  constexpr auto kBack = "href=\"/notes?page=2\">";
  EXPECT_THAT(site.respond(sent_from("http://couloir.test/notes?page=2", "old")).body, HasSubstr(kBack));
  EXPECT_THAT(site.refuse(413, sent_from("http://couloir.test/notes?page=2", "")).body, HasSubstr(kBack));
  for (auto elsewhere :
       {"http://evil.test/notes?page=2", "http://couloir.test/no/page", "http://couloir.test", "/notes", ""})
    EXPECT_THAT(site.respond(sent_from(elsewhere, "old")).body, testing::Not(HasSubstr("Back to the form")))
        << elsewhere;
  house.clock.tick(std::chrono::hours(24 * 60));
  EXPECT_THAT(site.respond(sent_from("http://couloir.test/notes?page=2", "old")).body,
              HasSubstr("href=\"/login?next=%2Fnotes%3Fpage%3D2\""));
  db.reading = Kind::lost;
  EXPECT_THAT(site.respond(asking("GET", "/notes?page=2", "en")).body, HasSubstr(kBack));
}

}  // namespace
}  // namespace couloir::web
