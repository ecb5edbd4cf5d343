// For tests of pages and endpoints: a site on a database of its own, persons of any role, and a browser without
// JavaScript that keeps cookies, fills in the forms it finds and follows redirects. Nothing goes over a socket.
//
//   TestSite house;
//   mount_my_pages(house.site.router());
//   house.open();
//   auto browser = house.as(house.person({Role::operator_}));
//   browser.get("/use-cases/new");
//   browser.submit("/use-cases", {{"title", "Sorting letters"}});
//   EXPECT_TRUE(browser.says("Sorting letters"));
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "journal/jobs.h"
#include "people/login.h"
#include "store/testing.h"
#include "web/site.h"

namespace couloir::web {

/// Passes everything on and counts what a page must not do.
class CountingDb final : public Db {
 public:
  explicit CountingDb(Db& db) : db_(db) {}
  Dialect dialect() const override { return db_.dialect(); }
  std::unique_ptr<Reader> reader() override { return db_.reader(); }
  void write(const std::function<bool(Tx&)>& body) override {
    ++writes;
    db_.write(body);
  }
  int writes = 0;  ///< write transactions begun

 private:
  Db& db_;
};

/// What came back, after redirects.
struct Seen {
  int status = 0;
  std::string path;  ///< of the page shown, with its query
  std::vector<http::Header> headers = {};
  std::string body = {};
  std::int64_t statements = 0;  ///< SQL statements of the last request
  int writes = 0;               ///< write transactions of the last request

  std::string_view header(std::string_view lower_name) const;
  /// The words a reader sees: markup gone, entities read, white space folded.
  std::string words() const;
};

/// A form of the page, with what the browser would send if nothing were changed.
struct SeenForm {
  std::string action;
  std::string method = "get";
  NamedTexts values;
  NamedTexts buttons;  ///< named ones; the one pressed is given with the answers
};
std::vector<SeenForm> forms_in(std::string_view body);

struct Upload {
  std::string name, filename, bytes;
  std::string type = "text/csv";
};

struct TestSite;

class Browser {
 public:
  explicit Browser(TestSite& house) : house_(house) {}

  /// Follows redirects, at most five.
  const Seen& get(std::string_view path);
  /// The answer itself: a redirect is not followed.
  const Seen& fetch(std::string_view path);
  /// Fills in the form with this action on the page shown and sends it. Names given replace what the form holds; a name
  /// the form lacks is sent too (a button). Fails the test when there is no such form.
  const Seen& submit(std::string_view action, const NamedTexts& answers = {});
  /// The same for a form with a file.
  const Seen& upload(std::string_view action, const Upload& file, const NamedTexts& answers = {});
  /// Sends a form as it is given, with a valid stamp taken from any form of the page shown: for actions not offered.
  const Seen& post(std::string_view path, NamedTexts values);

  const Seen& seen() const { return seen_; }
  int status() const { return seen_.status; }
  const std::string& path() const { return seen_.path; }
  bool says(std::string_view words) const { return seen_.words().find(words) != std::string::npos; }
  bool offers(std::string_view action) const;

  std::map<std::string, std::string> cookies;
  std::map<std::string, std::string> headers{{"accept-language", "en"}};  ///< sent with every request

 private:
  const Seen& follow(http::RawRequest);
  const Seen& once(http::RawRequest&);
  std::optional<SeenForm> form_for(std::string_view action) const;

  TestSite& house_;
  Seen seen_;
  std::string body_;  ///< of the request under way
};

struct TestSite {
  explicit TestSite(TestDatabase = TestDatabase::sqlite);

  TestDb database;
  FixedClock clock{*parse_instant("2026-04-20T09:00:00Z")};
  CountingDb db;
  people::Hasher hasher{people::kCheapHash};
  people::Attempts attempts;
  people::SecretKey key;
  people::LoginDesk desk;
  journal::Jobs jobs;
  Site site;

  /// After everything is mounted.
  void open() { site.open(); }
  /// As the program itself, with the rights of an administrator.
  Op op();
  Op op_as(PersonId);

  static constexpr std::string_view kPassword = "a long sentence to log in";
  /// A new confirmed person who reads English; `name` also makes the e-mail: "Ada Martin" → ada.martin@example.org.
  PersonId person(Roles roles = {}, std::string_view name = {}, LabId lab = {}, OrganisationId organisation = {});
  /// A browser logged in as this person; as a visitor, without.
  Browser as(PersonId);
  Browser as(Role role) { return as(person({role})); }
  Browser visitor() { return Browser(*this); }

  /// "ada@example.org: Your role is granted": every mail that waits or was sent, oldest first, once all that is due has
  /// run.
  std::vector<std::string> mails();
  /// Those alone that come once the clock has moved on to nine in the morning (UTC) of that day.
  std::vector<std::string> mails_on(std::string_view day);

  /// A bearer token of this person.
  std::string token(PersonId, people::Scopes = people::Scopes::all());
  /// One REST request. `if_match` 0: none.
  Seen call(std::string_view token, std::string_view method, std::string_view path, std::string_view json = {},
            std::int64_t if_match = 0);

 private:
  int persons_ = 0;
};

}  // namespace couloir::web
