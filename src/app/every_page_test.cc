// Every page that the router knows, asked by everybody in a house filled with the demonstration: a page is covered the
// day it is mounted. What captures stand for is taken from the links of other pages. Refuses a page that writes. Where
// nothing in the demonstration leads, an example stands below; where that is the address of nothing, only its refusal
// is seen. that is seen.
#include <gmock/gmock.h>

#include <algorithm>
#include <deque>
#include <fstream>
#include <map>
#include <set>

#include "app/demo.h"
#include "app/demo_entries.h"
#include "base/bug.h"
#include "http/url.h"
#include "people/person.h"
#include "people/visit.h"
#include "store/migrate.h"
#include "store/temporary_folder.h"
#include "web/guard.h"

namespace couloir::app {
namespace {

using testing::AnyOf;
using testing::IsEmpty;

constexpr std::int64_t kMostStatements = 36;  ///< what stands in the way of a dossier asks every room
constexpr std::size_t kMostOfARoute = 2;      ///< visits of one visitor; more differ by what they show alone

/// What no link of the demonstration leads to. Nothing stands at 999999999: what is not found is answered too.
constexpr std::string_view kExamples[][2] = {
    {"/documents/{id}", "/documents/999999999"},
    {"/documents/{id}/progress", "/documents/999999999/progress"},
    {"/documents/{id}/file", "/documents/999999999/file"},
    {"/password/{token}", "/password/none"},
    {"/imports/{id}/progress", "/imports/999999999/progress"},
    {"/use-cases/{id}/compliance/evidence/{evidence}", "/use-cases/1/compliance/evidence/999999999"},
    {"/skills/organisations/{organisation}", "/skills/organisations/1"},
    {"/skills/organisations/{organisation}/gaps.csv", "/skills/organisations/1/gaps.csv"},
    {"/skills/organisations/{organisation}/checklist", "/skills/organisations/1/checklist"},
    {"/dossiers/{id}/annexes/{annex}", "/dossiers/1/annexes/999999999"},
    {"/invitations/{token}", "/invitations/none"},
    {"/calls/{id}/blank.odt", "/calls/1/blank.odt"},
    {"/dossiers/{id}/review/annexes/{sha256}", "/dossiers/1/review/annexes/none"},
    {"/meetings/{id}", "/meetings/999999999"},
    {"/meetings/{id}/deciding", "/meetings/999999999/deciding"},
    {"/pool/calendar/{file}", "/pool/calendar/none.ics"},
    {"/pool/plans/{id}/solving", "/pool/plans/1/solving"},
    {"/pool/plans/{id}/comparison", "/pool/plans/1/comparison"},
    {"/office/webhooks/{id}", "/office/webhooks/999999999"},
    {"/office/webhooks/{id}/edit", "/office/webhooks/999999999/edit"},
    {"/office/webhooks/{id}/removal", "/office/webhooks/999999999/removal"},
};
constexpr std::string_view kGallery = "/gallery";  ///< shows headings of pages, too
/// Pieces that a page puts into itself.
constexpr std::string_view kFragments[] = {"/documents/{id}/progress", "/imports/{id}/progress",
                                           "/dossiers/{id}/standing", "/pool/plans/{id}/solving"};

// ── what a page must be ──

bool is_void(std::string_view name) {
  constexpr std::string_view kVoid[] = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"};
  return std::ranges::find(kVoid, name) != std::end(kVoid);
}

/// "" or the tag that closes nothing, or that nothing closes.
std::string unbalanced(std::string_view markup) {
  std::vector<std::string_view> open;
  for (auto at = markup.find('<'); at != std::string_view::npos; at = markup.find('<', at)) {
    auto end = markup.find('>', at);
    if (end == std::string_view::npos) return std::string(markup.substr(at, 40));
    auto inside = markup.substr(at + 1, end - at - 1);
    at = end;
    if (inside.starts_with('!')) continue;
    bool closes = inside.starts_with('/');
    auto name = inside.substr(closes, inside.find_first_of(" /\n", closes) - closes);
    if (closes) {
      if (open.empty() || open.back() != name) return std::string(inside);
      open.pop_back();
    } else if (!inside.ends_with('/') && !is_void(name)) {
      open.push_back(name);
      if (name == "script" || name == "style") at = markup.find("</", at);
    }
  }
  return open.empty() ? "" : std::string(open.back());
}

int count(std::string_view text, std::string_view what) {
  int found = 0;
  for (auto at = text.find(what); at != text.npos; at = text.find(what, at + what.size())) ++found;
  return found;
}

/// A place of a sentence that nobody filled: “{1}”.
bool has_unfilled_place(std::string_view text) {
  for (auto at = text.find('{'); at != text.npos; at = text.find('{', at + 1))
    if (at + 2 < text.size() && text[at + 1] >= '0' && text[at + 1] <= '9' && text[at + 2] == '}') return true;
  return false;
}

std::vector<std::string> problems_of_markup(std::string_view body, bool whole) {
  std::vector<std::string> problems;
  auto require = [&](bool met, std::string what) {
    if (!met) problems.push_back(std::move(what));
  };
  auto wrong = unbalanced(body);
  require(wrong.empty(), "<" + wrong + "> is not balanced");
  require(!has_unfilled_place(body), "a place of a sentence is not filled");
  require(body.starts_with("<!doctype html>") == whole, whole ? "no whole page" : "a whole page as a piece of one");
  if (!whole) return problems;
  require(count(body, "<h1") == 1, std::to_string(count(body, "<h1")) + " headings of the first order");
  auto head = body.substr(0, body.find("</head>"));
  require(count(head, "<title>") == 1 && count(head, "<title></title>") == 0, "no title");
  require(body.find("<html lang=\"en\"") != body.npos || body.find("<html lang=\"fr\"") != body.npos, "no language");
  return problems;
}

std::string unescaped(std::string text) {
  for (auto at = text.find("&amp;"); at != text.npos; at = text.find("&amp;", at + 1)) text.erase(at + 1, 4);
  return text;
}

/// Addresses of this house on a page: of links, and of the pieces that it fetches.
std::vector<std::string> links_of(std::string_view body) {
  std::vector<std::string> links;
  for (auto at = body.find("=\"/"); at != body.npos; at = body.find("=\"/", at + 1)) {
    auto link = body.substr(at + 2, body.find_first_of("\"#", at + 2) - at - 2);
    auto name = body.substr(0, at);
    name.remove_prefix(name.find_last_of(" <") + 1);
    if (name != "action" && name != "value") links.push_back(unescaped(std::string(link)));
  }
  return links;
}

// ── who asks ──

struct Visitor {
  std::string name, token;
  Actor actor;
  std::map<std::string, std::size_t> visits = {};  ///< by pattern
};

class World {
 public:
  World() {
    static_cast<void>(load_words((find_share() / "words").string()));
    auto settings = read_settings(folder_.path(), {}).value();
    settings.demonstration = true;
    house_ = House::build(settings, clock_).value();
    check(migrate(*house_->db).has_value(), "the database takes its tables");
    wire(*house_);
    auto demo = read_demo(settings.share / "demo", house_->pack, *house_->dossiers).value();
    check(load_demonstration(*house_, demo, DemoStage::mapped).has_value(), "the demonstration goes in");
    visitors_.push_back({"a visitor", {}, {}});
    for (const auto& login : demo.logins) let_in(std::string(name_of(login.role)), login.email);
    seen_ = version();
  }

  House& house() { return *house_; }
  std::vector<Visitor>& visitors() { return visitors_; }

  http::RawResponse ask(const Visitor& visitor, const std::string& path) {
    http::RawRequest request;
    request.method = "GET";
    request.target = path;
    request.headers.push_back({"host", "127.0.0.1"});
    if (!visitor.token.empty())
      request.headers.push_back({"cookie", std::string(web::kLoginCookie) + "=" + visitor.token});
    request.peer = "127.0.0.1";  // whom /metrics answers
    request.received = clock_.now();
    return house_->site.respond(request);
  }
  /// Since it was last asked.
  bool was_written() {
    auto now = version();
    return std::exchange(seen_, now) != now;
  }

 private:
  void let_in(std::string name, const std::string& email) {
    auto person = people::find_person_by_email(*house_->db->reader(), email).value().id;
    auto actor = people::actor_for(*house_->db->reader(), person, Door::page).value();
    std::string token;
    house_->db->write([&](Tx& tx) {
      Op op{*house_->db, actor, clock_.now(), "every-page"};
      token = people::open_login(tx, op, person, {"192.0.2.7", "every page"}, people::Stay::half_day).token;
      return true;
    });
    visitors_.push_back({std::move(name), std::move(token), std::move(actor)});
  }
  /// The head of SQLite's index of its log: each commit changes it.
  std::string version() {
    std::ifstream index(folder_.path() + "/couloir.db-shm", std::ios::binary);
    std::string head(48, '\0');
    check(static_cast<bool>(index.read(head.data(), 48)), "the log of the database has an index");
    return head;
  }

  TemporaryFolder folder_;
  FixedClock clock_{system_clock().now()};
  std::unique_ptr<House> house_;
  std::string seen_;
  std::vector<Visitor> visitors_;
};

// ── the walk ──

class Walk {
 public:
  explicit Walk(World& world) : world_(world) {}

  /// Along every link from the first page, and to every page whose address says all.
  void let_walk(Visitor& visitor) {
    std::deque<std::string> waiting{"/"};
    for (const auto& route : pages())
      if (!has_captures(*route)) waiting.push_back(route->pattern);
    std::set<std::string> met(waiting.begin(), waiting.end());
    for (; !waiting.empty(); waiting.pop_front()) {
      const auto* route = route_of(waiting.front());
      if (route == nullptr || visitor.visits[route->pattern] >= kMostOfARoute) continue;
      for (auto& link : look(visitor, *route, waiting.front()))
        if (met.insert(link).second) waiting.push_back(std::move(link));
    }
  }
  /// Where no link led this visitor, she goes all the same.
  void let_try_doors(Visitor& visitor) {
    for (const auto* route : pages())
      if (auto example = examples_.find(route->pattern);
          example != examples_.end() && visitor.visits[route->pattern] == 0)
        look(visitor, *route, example->second);
  }

  std::vector<std::string> without_example() {
    std::vector<std::string> all;
    for (const auto* route : pages())
      if (has_captures(*route) && !examples_.contains(route->pattern)) all.push_back(route->pattern);
    return all;
  }
  void add_example(std::string_view pattern, std::string_view path) {
    EXPECT_TRUE(examples_.emplace(pattern, path).second) << pattern << ": a page leads there now, take it off the list";
    EXPECT_TRUE(std::ranges::any_of(pages(), [&](auto* r) { return r->pattern == pattern; })) << pattern << " is gone";
  }
  int pages_asked() const { return asked_; }
  std::pair<std::int64_t, std::string> dearest() const { return dearest_; }

 private:
  static bool has_captures(const web::Route& route) { return route.pattern.find('{') != std::string::npos; }
  std::vector<const web::Route*> pages() {
    std::vector<const web::Route*> all;
    for (const auto& route : world_.house().site.router().routes())
      if (!route.api && route.method == web::Method::get && !route.pattern.starts_with("/assets/"))
        all.push_back(&route);
    return all;
  }
  const web::Route* route_of(const std::string& path) {
    auto target = http::split_target(path);
    if (!target) return nullptr;
    const auto* route = world_.house().site.router().match(web::Method::get, target->segments).route;
    return route == nullptr || route->api || route->pattern.starts_with("/assets/") ? nullptr : route;
  }

  /// The links of what came back.
  std::vector<std::string> look(Visitor& visitor, const web::Route& route, const std::string& path) {
    ++visitor.visits[route.pattern];
    ++asked_;
    auto what = path + " as " + visitor.name;
    auto before = statements_run();
    auto answer = world_.ask(visitor, path);
    auto statements = statements_run() - before;
    if (statements > dearest_.first) dearest_ = {statements, what};
    EXPECT_LE(statements, kMostStatements) << what;
    EXPECT_FALSE(world_.was_written()) << what << " writes";
    std::string type, location;
    for (const auto& header : answer.headers) {
      if (header.name == "content-type") type = header.value;
      if (header.name == "location") location = header.value;
    }
    bool let_in = route.who.admits(visitor.actor);
    if (let_in)
      EXPECT_THAT(answer.status, AnyOf(200, 303, 404)) << what;
    else
      EXPECT_TRUE(answer.status == 403 ||
                  (answer.status == 303 && (location.starts_with("/login?next=") || location == "/welcome")))
          << what << ": " << answer.status << " " << location;
    if (!location.empty()) return {location};
    if (!type.starts_with("text/html")) return {};
    bool piece = answer.status == 200 && std::ranges::find(kFragments, route.pattern) != std::end(kFragments);
    if (route.pattern != kGallery) {
      EXPECT_THAT(problems_of_markup(answer.body, !piece), IsEmpty()) << what;
    }
    if (!let_in || answer.status != 200) return {};
    auto links = links_of(answer.body);
    for (const auto& link : links)
      if (const auto* to = route_of(link); to != nullptr && has_captures(*to)) examples_.emplace(to->pattern, link);
    return links;
  }

  World& world_;
  std::map<std::string, std::string, std::less<>> examples_;  ///< by pattern
  std::pair<std::int64_t, std::string> dearest_;
  int asked_ = 0;
};

TEST(EveryPage, answers_everybody_as_it_declares_and_writes_nothing) {
  World world;
  world.house().db->write([](Tx& tx) { return tx.exec("UPDATE people_person SET version = version + 1") > 0; });
  EXPECT_TRUE(world.was_written()) << "who writes is seen";
  Walk walk(world);
  for (auto& visitor : world.visitors()) walk.let_walk(visitor);
  for (auto [pattern, path] : kExamples) walk.add_example(pattern, path);
  EXPECT_THAT(walk.without_example(), IsEmpty()) << "no page leads there: the demonstration lacks it, or name it above";
  for (auto& visitor : world.visitors()) walk.let_try_doors(visitor);
  EXPECT_GT(walk.pages_asked(), 1'000);
  RecordProperty("dearest", std::to_string(walk.dearest().first) + " statements: " + walk.dearest().second);
}

TEST(EveryPage, would_be_found_broken) {
  EXPECT_EQ(unbalanced("<p>One <br>two</p><input name=\"a\">"), "");
  EXPECT_EQ(unbalanced("<p>One <strong>two</p>"), "/p");
  EXPECT_EQ(unbalanced("<ul><li>One</li>"), "ul");
  EXPECT_TRUE(has_unfilled_place("<p>{1} dossiers</p>"));
  EXPECT_FALSE(has_unfilled_place("<p>{code}</p>"));
  EXPECT_THAT(links_of(R"(<a href="/labs?q=a&amp;b=c#top">)"), testing::ElementsAre("/labs?q=a&b=c"));
}

}  // namespace
}  // namespace couloir::app
