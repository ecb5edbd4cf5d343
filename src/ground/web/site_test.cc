// What the site does before and around a handler: a form sent twice, once more after a restart, and its own refusals.
#include "web/site.h"

#include <gmock/gmock.h>

#include <set>

#include "html/form.h"
#include "journal/journal.h"
#include "web/incoming.h"
#include "web/testing.h"

namespace couloir::web {
namespace {

using testing::HasSubstr;

struct Noted {
  static constexpr auto kName = "note.written"sv;
  Id<struct NoteTag> note;
  static constexpr auto kFields = journal::fields(journal::field("note", &Noted::note));
};

/// A page with one form that records an event each time it is carried out.
void mount_notes(Site& site) {
  site.router()
      .get("/notes", kLoggedIn,
           [](Request& r) {
             return page(
                 r, "Notes",
                 view::form({.action = html::path("/notes"), .csrf = stamp(r)}, {view::submit({.text = "Save"})}));
           })
      .post("/notes", kLoggedIn, [](Request& r) {
        auto op = r.op();
        auto done = in_transaction(op.db, [&](Tx& tx) -> Result<void> {
          journal::record(tx, op, Noted{decltype(Noted::note){1}});
          return {};
        });
        return done ? see_other(r, html::path("/notes")) : error_page(r, done.error());
      });
  site.api().raw<None>({.method = Method::post,
                        .path = "/notes",
                        .cli = "note add",
                        .summary = "Write a note",
                        .who = kLoggedIn,
                        .scope = people::Scope::people_write},
                       [](const Call& call, const None&) -> Result<Reply> {
                         TRY(in_transaction(call.op.db, [&](Tx& tx) -> Result<void> {
                           journal::record(tx, call.op, Noted{decltype(Noted::note){1}});
                           return {};
                         }));
                         return Reply{.body = "{}", .status = 201};
                       });
}

struct SentTwice : testing::Test {
  TestSite house;
  Browser browser = opened().as(house.person({Role::operator_}));
  std::string body;
  Site restarted{house.site.config(), house.db, house.clock};

  SentTwice() {
    mount_notes(restarted);
    restarted.open();
    browser.get("/notes");
  }
  TestSite& opened() {
    mount_notes(house.site);
    house.open();
    return house;
  }
  /// The page's form with these words, as the browser sends it.
  http::RawRequest form(std::string words) {
    auto forms = forms_in(browser.seen().body);
    auto ours = std::ranges::find(forms, "/notes", &SeenForm::action);
    std::string csrf;
    for (const auto& v : ours->values)
      if (v.name == "csrf") csrf = v.value;
    body = "csrf=" + csrf + "&words=" + words;
    http::RawRequest request;
    request.method = "POST";
    request.target = "/notes";
    request.headers = {{"content-type", "application/x-www-form-urlencoded"},
                       {"cookie", "couloir=" + browser.cookies.at("couloir")}};
    request.body = body;
    return request;
  }
  std::int64_t notes() {
    return house.db.reader()->one<std::int64_t>("SELECT count(*) FROM journal_event WHERE name = 'note.written'");
  }
};

TEST_F(SentTwice, a_form_does_its_work_once_and_answers_the_same) {
  auto request = form("one");
  auto first = house.site.respond(request), second = house.site.respond(request);
  EXPECT_EQ(first.status, 303);
  EXPECT_EQ(second.status, 303);
  EXPECT_EQ(notes(), 1);
}

TEST_F(SentTwice, a_form_whose_words_were_changed_in_between_is_another_one) {
  house.site.respond(form("one"));
  house.site.respond(form("two"));
  EXPECT_EQ(notes(), 2);
}

/// However long it then waits for somebody who carries it out.
TEST_F(SentTwice, what_is_asked_happens_when_its_last_byte_came) {
  auto token = house.token(house.person({Role::operator_}));
  auto page = form("one");
  http::RawRequest call;
  call.method = "POST";
  call.target = "/api/v1/notes";
  call.headers = {{"content-type", "application/json"}, {"authorization", "Bearer " + token}};
  page.received = call.received = house.clock.now();
  auto arrived = house.clock.now();
  house.clock.tick(std::chrono::seconds(3));
  EXPECT_EQ(house.site.respond(page).status, 303);
  EXPECT_EQ(house.site.respond(call).status, 201);
  auto noted = house.db.reader()->all("SELECT at FROM journal_event WHERE name = 'note.written'", {},
                                      [](const Row& row) { return row.get<Instant>("at"); });
  EXPECT_THAT(noted, testing::ElementsAre(arrived, arrived));
}

TEST_F(SentTwice, a_form_is_known_after_a_restart_and_says_so) {
  auto request = form("one");
  house.site.respond(request);
  auto again = restarted.respond(request);
  EXPECT_EQ(again.status, 200);
  EXPECT_THAT(again.body, HasSubstr("This was done already"));
  EXPECT_EQ(notes(), 1);
}

TEST_F(SentTwice, a_keyed_call_is_known_after_a_restart_too) {
  auto token = house.token(house.person({Role::operator_}));
  http::RawRequest request;
  request.method = "POST";
  request.target = "/api/v1/notes";
  request.headers = {{"content-type", "application/json"},
                     {"authorization", "Bearer " + token},
                     {"idempotency-key", "nightly 2026-11-22"}};
  EXPECT_EQ(house.site.respond(request).status, 201);
  EXPECT_EQ(house.site.respond(request).status, 201);
  auto again = restarted.respond(request);
  EXPECT_EQ(again.status, 409);
  EXPECT_THAT(again.body, HasSubstr("carried out before"));
  EXPECT_EQ(notes(), 1);
}

TEST_F(SentTwice, a_key_with_another_body_is_refused_also_after_a_restart) {
  auto token = house.token(house.person({Role::operator_}));
  http::RawRequest request;
  request.method = "POST";
  request.target = "/api/v1/notes";
  request.headers = {{"content-type", "application/json"},
                     {"authorization", "Bearer " + token},
                     {"idempotency-key", "nightly 2026-11-22"}};
  request.body = "{}";
  EXPECT_EQ(house.site.respond(request).status, 201);
  request.body = "{ }";
  for (auto* site : {&house.site, &restarted}) {
    auto answer = site->respond(request);
    EXPECT_EQ(answer.status, 422);
    EXPECT_THAT(answer.body, HasSubstr("Idempotency-Key before"));
  }
  EXPECT_EQ(notes(), 1);
}

TEST(LongForms, hold_as_much_as_their_route_takes) {
  auto asked = [](std::uint64_t limit, std::string body) {
    http::RawRequest raw;
    raw.method = "POST";
    raw.target = "/";
    raw.headers = {{"content-type", "application/x-www-form-urlencoded"}};
    raw.body = body;
    TestSite house;
    Request request{raw, house.site};
    return read_body(request, limit).has_value() ? request.form.size() : 0;
  };
  std::string list;
  for (int i = 0; i < 3'000; ++i) list += "party=" + std::to_string(i) + "&";
  EXPECT_EQ(asked(2 << 20, list), 3'000U) << "parties of a large call";
  EXPECT_EQ(asked(128 << 10, list), 0U);
  EXPECT_EQ(asked(4 << 20, "body=" + std::string(1 << 20, 'x')), 1U) << "a pasted megabyte";
  EXPECT_EQ(asked(256 << 10, "body=" + std::string(1 << 20, 'x')), 0U);
}

TEST(Refusals, of_the_server_are_pages_in_the_visitors_language_and_problems_for_scripts) {
  TestSite house;
  house.open();
  http::RawRequest request;
  request.method = "POST";
  request.target = "/imports";
  request.headers = {{"accept-language", "fr"}};
  auto page = house.site.refuse(413, request);
  EXPECT_EQ(page.status, 413);
  EXPECT_THAT(page.body, HasSubstr("<html lang=\"fr\""));
  EXPECT_THAT(page.body, HasSubstr("plus grand que ce que cette adresse accepte, 64 Ko"));
  request.target = "/api/v1/imports";
  EXPECT_THAT(house.site.refuse(503, request).body, HasSubstr("\"status\":503"));
}

std::string value_of(const http::RawResponse& answer, std::string_view name) {
  for (const auto& header : answer.headers)
    if (header.name == name) return header.value;
  return {};
}
/// What the answer's policy lets run.
std::string nonce_of(const http::RawResponse& answer) {
  auto policy = value_of(answer, "content-security-policy");
  constexpr std::string_view kBefore = "script-src 'nonce-";
  auto at = policy.find(kBefore);
  return at == std::string::npos
             ? ""
             : policy.substr(at + kBefore.size(), policy.find('\'', at + kBefore.size()) - at - kBefore.size());
}

TEST(SecurityHeaders, are_on_every_answer_and_let_only_its_own_script_run) {
  TestSite house;
  house.site.router().get("/hello", kEveryone, [](Request& r) { return page(r, "Hello", view::note("Hello")); });
  house.open();
  http::RawRequest request;
  request.method = "GET";
  auto answer_to = [&](std::string_view target) { return request.target = target, house.site.respond(request); };
  std::set<std::string> nonces;
  auto expect_safe = [&](const http::RawResponse& answer) {
    auto nonce = nonce_of(answer);
    EXPECT_GE(nonce.size(), 10U);
    EXPECT_TRUE(nonces.insert(nonce).second) << "given before";
    EXPECT_EQ(value_of(answer, "content-security-policy"),
              "default-src 'none'; script-src 'nonce-" + nonce +
                  "'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
                  "base-uri 'none'; frame-ancestors 'none'");
    EXPECT_EQ(value_of(answer, "x-content-type-options"), "nosniff");
    EXPECT_EQ(value_of(answer, "referrer-policy"), "same-origin");
    EXPECT_EQ(value_of(answer, "cross-origin-opener-policy"), "same-origin");
    EXPECT_THAT(value_of(answer, "permissions-policy"), HasSubstr("camera=()"));
    EXPECT_EQ(value_of(answer, "strict-transport-security"), request.secure ? "max-age=31536000" : "");
  };
  for (bool secure : {false, true}) {
    request.secure = secure;
    for (auto target : {"/hello", "/hello", "/no/such/page", "/api/v1/nothing", "/assets/couloir.css"}) {
      auto answer = answer_to(target);
      expect_safe(answer);
      if (answer.status == 200 && answer.shared_body == nullptr) {
        EXPECT_THAT(answer.body, HasSubstr("nonce=\"" + nonce_of(answer) + "\"")) << "the page's own script runs";
      }
    }
    for (auto target : {"/imports", "/api/v1/imports"}) {
      request.target = target;
      expect_safe(house.site.refuse(413, request));
    }
  }
}

TEST(Tokens, that_come_by_are_noted_for_the_day) {
  TestSite house;
  mount_notes(house.site);
  house.open();
  auto person = house.person({Role::operator_});
  house.call(house.token(person), "POST", "/notes", "{}");
  EXPECT_FALSE(people::tokens_of(*house.db.reader(), person).front().last_used) << "a request itself writes nothing";
  house.site.token_use().write(house.op());
  EXPECT_EQ(people::tokens_of(*house.db.reader(), person).front().last_used->iso(), "2026-04-20");
}

}  // namespace
}  // namespace couloir::web
