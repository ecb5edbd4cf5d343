// Whoever is linked to a party sees no trace of its dossiers: no title, number, word, count, zero, mail or line of
// history, on any page or call she may open. Each thing looked for is proved to be seen by somebody who may see it.
#include <algorithm>

#include "base/log.h"
#include "calls/batch.h"
#include "calls/paper.h"
#include "calls/review_world.h"

namespace couloir::calls {
namespace {

using testing::IsEmpty;

struct Leak : ReviewsOnBoth {
  // What could leak, each in its own words, so that a finding says from where.
  const std::string title = "Zephyr title secret";
  const std::string section = "Something true about Zephyr";
  const std::string comment = "Zephyr comment secret";
  const std::string remark = "Zephyr remark secret";
  const std::string words = "Zephyr words secret";
  std::string number;

  Actor twin = world.person("Tilda").at_address("tilda@review.example").with(Role::reviewer).actor();
  Dossier open, secret;
  Meeting meeting;

  void SetUp() override {
    open = world.taken("Open to all");
    auto d = world.ready(world.paul, world.rival, title);
    ASSERT_TRUE(write_section(world.as(world.paul), d.id, "objectives", 1, section));
    auto edit = World::sound_edit(world.loria);
    edit.title = title;
    ASSERT_TRUE(edit_dossier(world.as(world.paul), world.rules, d.id, world.stored(d.id).version, edit));
    world.sign(d.id);
    ASSERT_TRUE(
        submit_dossier(world.as(world.paul), world.rules, d.id, world.stored(d.id).version, {world.cut_off(), ""}));
    ASSERT_TRUE(take_up(world.as(world.olga), {d.id}));
    secret = world.stored(d.id);
    number = secret.number.value();
    world.open_phase(Others::shown);
    // René was given both before he said a word; Tilda was given the open one alone. From then on they must see the
    // same.
    for (const auto& who : {world.rene, world.rosa}) world.assign(secret.id, who);
    for (const auto& who : {world.rene, world.rosa, twin}) world.assign(open.id, who);
    for (const auto& who : {world.rene, twin}) world.declare(who, {"Scierie Muller"});
    world.declare(world.rosa);
    world.declare(world.chloe, {"Scierie Muller"});
    world.give(world.rosa, secret.id, 3, comment);
    world.give(world.rosa, open.id, 3);
    EXPECT_TRUE(make_remark(world.as(world.rosa), secret.id, remark));
    meeting = world.meeting();
    auto proposal = ReviewWorld::grant(secret.id);
    proposal.words = words;
    EXPECT_TRUE(prepare_decisions(world.as(world.olga), world.rules, meeting.id, {proposal}));
    world.house.jobs.run_due();
  }

  std::vector<std::string> secrets() const { return {title, section, comment, remark, words, number}; }
  std::vector<std::string> found_in(const std::string& text) const {
    std::vector<std::string> found;
    for (const auto& s : secrets())
      if (text.find(s) != std::string::npos) found.push_back(s);
    return found;
  }

  std::vector<std::string> made;  ///< documents that somebody had made
  std::string make_document(const Actor& who, std::string_view kind, std::int64_t subject) {
    auto asked = world.press.ask(world.as(who), kind, subject, Lang::en);
    EXPECT_TRUE(asked) << kind;
    world.house.jobs.run_due();
    return made.emplace_back(asked->id.str());
  }
  /// What a paper would say to this person, or what it answers.
  std::string paper(const Actor& who, std::string_view kind, std::int64_t subject) {
    auto drawing = world.press.kind(kind).draw(*world.reader(), who, subject, world.house.clock.now());
    return drawing ? drawing->filename + drawing->title + drawing->body.str() : tr(drawing.error().message);
  }
  /// A member of the committee who has nothing to do with anybody.
  Actor unlinked_member() {
    auto carl = world.person("Carl").with(Role::committee).actor();
    world.declare(carl);
    return carl;
  }

  /// What can be asked of a list, an export or a page: search, filters, sorts, pages, what stands open.
  std::vector<std::string> queries() const {
    auto digits = number.substr(number.rfind('-') + 1);
    return {"?text=Zephyr",
            "?text=" + digits,
            "?text=Scierie",
            "?form=plain&text=Zephyr",
            "?form=plain&state=under_review",
            "?state=under_review&call=pool&sort=title",
            "?sort=mean&order=down",
            "?incomplete=true",
            "?open=" + secret.id.str(),
            "?batch=" + world.cut_off().str(),
            "?use_case=" + secret.use_case.str(),
            "?organisation=" + secret.organisation.str(),
            "?after=" + open.id.str(),
            "?limit=1"};
  }

  /// Every address that a pattern can stand for in this world.
  std::vector<std::string> addresses(const std::string& pattern, const std::vector<std::string>& things) const {
    std::vector<std::string> all{""};
    std::string before;
    for (std::size_t from = 1; from <= pattern.size();) {
      auto to = std::min(pattern.find('/', from), pattern.size());
      auto segment = pattern.substr(from, to - from);
      std::vector<std::string> values{segment};
      if (segment == "{code}")
        values = {"pool"};
      else if (segment == "{batch}")
        values = {world.cut_off().str(), "none"};
      else if (segment == "{document}" || (before == "documents" && segment == "{id}"))
        values = made;
      else if (segment.starts_with("{"))
        values = things;
      std::vector<std::string> longer;
      for (const auto& start : all)
        for (const auto& value : values)
          if (longer.size() < 40) longer.push_back(start + "/" + value);
      all = std::move(longer);
      before = segment;
      from = to + 1;
    }
    std::ranges::sort(all);
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
  }

  struct Answer {
    int status = 0;
    std::string path, text;
  };
  /// Whatever this person may GET, pages and endpoints, of the whole house, with each of these queries.
  std::vector<Answer> walk(const Actor& who, const std::vector<std::string>& asked = {""}) {
    const std::vector<std::string> everything{
        secret.id.str(), open.id.str(), meeting.id.str(), secret.use_case.str(), secret.organisation.str(), number};
    std::vector<Answer> answers;
    auto browser = world.browse(who);
    auto token = world.house.token(who.person);
    for (const auto& route : world.house.site.router().routes()) {
      if (route.method != web::Method::get || route.plain || !route.who.admits(who)) continue;
      std::vector<std::string> paths;
      for (const auto& query : asked) {
        std::vector<std::string> things{secret.id.str(), meeting.id.str()};
        if (query.empty()) things = everything;
        for (const auto& address : addresses(route.pattern, things)) paths.push_back(address + query);
      }
      for (const auto& path : paths) {
        auto seen = route.api ? world.house.call(token, "GET", path.substr(kApi.size())) : browser.get(path);
        // What she typed herself comes back with the page and is no finding; the number of a request is its own.
        auto own = [&](std::string text) {
          replace(text, path, "(path)");
          replace(text, std::string(seen.header("x-request-id")), "(request)");
          return text;
        };
        for (const auto& header : seen.headers) found_in_headers += own(header.value) + "\n";
        answers.push_back({seen.status, path, own(route.api ? seen.body : seen.words())});
        all_bodies += own(seen.body);
      }
    }
    return answers;
  }
  std::string found_in_headers, all_bodies;

  static constexpr std::string_view kApi = "/api/v1";
  static void replace(std::string& text, const std::string& from, std::string_view to) {
    if (from.empty()) return;
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
      text.replace(at, from.size(), to);
  }
  static std::string without(std::string text, const Actor& who, std::string_view name) {
    replace(text, std::string(name), "(name)");
    replace(text, "\"reviewer\":" + who.person.str(), "\"reviewer\":(id)");
    return text;
  }
};
INSTANTIATE_TEST_SUITE_P(, Leak, both_databases(), database_name);

TEST_P(Leak, shows_nothing_to_a_linked_reviewer_on_anything_she_may_open) {
  auto answers = walk(world.rene);
  EXPECT_GT(answers.size(), 20u);
  for (const auto& answer : answers) EXPECT_THAT(found_in(answer.text), IsEmpty()) << answer.path;
  EXPECT_THAT(found_in(all_bodies), IsEmpty());  // attributes and hidden fields too
  EXPECT_THAT(found_in(found_in_headers), IsEmpty());
}

TEST_P(Leak, would_be_seen_by_this_test_since_an_unlinked_reviewer_sees_it) {
  (void)walk(world.rosa);
  EXPECT_THAT(found_in(all_bodies), testing::UnorderedElementsAre(title, section, comment, remark, number));
  all_bodies.clear();
  (void)walk(world.olga);
  EXPECT_THAT(found_in(all_bodies), testing::Contains(words));  // on the table of the meeting
}

TEST_P(Leak, changes_no_count_and_no_zero_for_her) {
  auto asked = queries();
  asked.push_back("");
  auto hers = walk(world.rene, asked), twins = walk(twin, asked);
  ASSERT_EQ(hers.size(), twins.size());
  int compared = 0;
  for (std::size_t i = 0; i < hers.size(); ++i) {
    bool of_room = hers[i].path.find("/reviews") != std::string::npos ||
                   hers[i].path.find("/dossiers") != std::string::npos ||
                   hers[i].path.find("/calls") != std::string::npos || hers[i].path == "/";
    if (!of_room) continue;
    ++compared;
    EXPECT_EQ(hers[i].status, twins[i].status) << hers[i].path;
    EXPECT_EQ(without(hers[i].text, world.rene, "René"), without(twins[i].text, twin, "Tilda")) << hers[i].path;
  }
  EXPECT_GT(compared, 100);
  // The comparison can see: Rosa, who was given both, reads something else.
  auto rosas = walk(world.rosa, asked);
  int differ = 0;
  for (std::size_t i = 0; i < rosas.size(); ++i)
    differ += without(rosas[i].text, world.rosa, "Rosa") != without(twins[i].text, twin, "Tilda");
  EXPECT_GE(differ, 3 * std::ssize(asked));
}

TEST_P(Leak, is_brought_to_light_by_no_search_filter_or_sort) {
  for (const auto& who : {world.rene, world.chloe})
    for (const auto& answer : walk(who, queries())) EXPECT_THAT(found_in(answer.text), IsEmpty()) << answer.path;
  EXPECT_THAT(found_in(all_bodies), IsEmpty());
  EXPECT_THAT(found_in(found_in_headers), IsEmpty());
  // Each list and export finds it for who may see it.
  auto found = [&](const Actor& who, const std::string& path) { return found_in(world.browse(who).get(path).words()); };
  auto carl = unlinked_member();
  auto digits = number.substr(number.rfind('-') + 1);
  for (const auto& path :
       {world.batch_path("?text=Zephyr"), world.batch_path("?text=" + digits), world.batch_path("?text=Scierie"),
        world.batch_path("?sort=mean&order=down"), world.batch_path("?form=plain&state=under_review"),
        world.batch_path("/export.csv?form=plain&text=Zephyr")})
    for (const auto& who : {carl, world.olga})
      EXPECT_THAT(found(who, path), testing::IsSupersetOf({title, number})) << path;
  for (const auto* below : {"", "/export.csv"})
    EXPECT_THAT(found(world.paul, "/dossiers" + std::string(below) + "?state=under_review&call=pool&sort=title"),
                testing::IsSupersetOf({title, number}));
}

/// Papers: those she could ask for, and those that somebody else had made.
TEST_P(Leak, is_on_no_paper_that_she_can_ask_for_or_open) {
  auto carl = unlinked_member();
  ASSERT_TRUE(decide(world.as(carl), world.rules, meeting.id, world.shown_to(carl, meeting.id)));
  const std::vector<std::pair<std::string_view, std::vector<std::string>>> papers{
      {kDossierPaper, {title, section, number}}, {kReceiptPaper, {title, number}}, {kLetterPaper, {words, number}}};
  for (const auto& [kind, holds] : papers) {
    EXPECT_THAT(found_in(paper(carl, kind, secret.id.v)), testing::IsSupersetOf(holds)) << kind;
    for (const auto& who : {world.rene, world.chloe})
      EXPECT_EQ(paper(who, kind, secret.id.v), paper(who, kind, 999'999)) << kind;
  }
  EXPECT_THAT(found_in(paper(carl, kMinutesPaper, meeting.id.v)), testing::IsSupersetOf({title, number}));
  for (const auto& who : {world.rene, world.chloe})
    EXPECT_THAT(found_in(paper(who, kMinutesPaper, meeting.id.v)), IsEmpty());

  auto of_dossier = make_document(world.olga, kDossierPaper, secret.id.v);
  auto minutes = make_document(carl, kMinutesPaper, meeting.id.v);
  auto olga = world.browse(world.olga), colleague = world.browse(carl);
  EXPECT_THAT(found_in(olga.get("/documents/" + of_dossier).words()), testing::Contains(number)) << "its name";
  EXPECT_EQ(olga.get("/documents/" + of_dossier + "/file").body.substr(0, 5), "%PDF-");
  EXPECT_EQ(colleague.get("/documents/" + minutes + "/file").body.substr(0, 5), "%PDF-");
  int refused = 0;
  for (const auto& who : {world.rene, world.chloe})
    for (const auto& answer : walk(who)) {
      EXPECT_THAT(found_in(answer.text), IsEmpty()) << answer.path;
      if (answer.path.find("/documents/") == std::string::npos) continue;
      EXPECT_EQ(answer.status, 404) << answer.path;
      ++refused;
    }
  EXPECT_GT(refused, 10);
}

TEST_P(Leak, takes_along_what_she_had_made_before_she_was_linked) {
  auto carl = unlinked_member();
  auto document = make_document(carl, kDossierPaper, secret.id.v);
  auto browser = world.browse(carl);
  EXPECT_THAT(found_in(browser.get("/documents/" + document).words()), testing::Contains(number));
  world.declare(carl, {"Scierie Muller"});
  for (const auto& answer : walk(carl)) {
    EXPECT_THAT(found_in(answer.text), IsEmpty()) << answer.path;
    if (answer.path.find("/documents/") != std::string::npos) {
      EXPECT_EQ(answer.status, 404) << answer.path;
    }
  }
}

TEST_P(Leak, changes_no_count_for_a_linked_member_of_the_committee) {
  // Two members who said the same: one was named in the meeting that has the secret on its table, one came later.
  auto later = world.person("Carola").with(Role::committee).actor();
  world.declare(later, {"Scierie Muller"});
  auto hers = walk(world.chloe), others = walk(later);
  ASSERT_EQ(hers.size(), others.size());
  for (std::size_t i = 0; i < hers.size(); ++i)
    if (hers[i].path.find("/calls") != std::string::npos || hers[i].path.find("/meetings") != std::string::npos) {
      EXPECT_EQ(hers[i].status, others[i].status) << hers[i].path;
    }
  // Without the secret her batch is the same batch.
  auto batch = [&] {
    std::string all;
    auto browser = world.browse(world.chloe);
    auto asked = queries();
    asked.push_back("");
    for (const auto& query : asked)
      for (const auto* below : {"", "/export.csv"}) all += browser.get(world.batch_path(below + query)).words();
    return all;
  };
  auto with_it = batch();
  ASSERT_TRUE(withdraw_dossier(world.as(world.paul), secret.id, world.stored(secret.id).version));
  EXPECT_EQ(batch(), with_it);
}

/// A form that is sent to what she may not see is answered as one that is sent to nothing.
TEST_P(Leak, answers_forms_as_if_it_were_not_there) {
  const std::string none = "999999";
  auto answer = [&](const Actor& who, std::string path, NamedTexts values) {
    auto browser = world.browse(who);
    browser.get("/reviews");
    browser.post(path, std::move(values));
    auto said = browser.seen().words();
    replace(said, path, "(path)");
    replace(said, std::string(browser.seen().header("x-request-id")), "(request)");
    return std::pair(browser.status(), said);
  };
  for (const auto& who : {world.rene, world.chloe})
    for (const auto* below : {"/remarks", "/review"}) {
      if (who.person == world.chloe.person && std::string_view(below) == "/review") continue;  // no reviewer
      NamedTexts values{{"body", "Hello"}, {"version", "1"}, {"to_applicant", "Hello"}};
      auto of_secret = answer(who, "/dossiers/" + secret.id.str() + below, values);
      EXPECT_EQ(of_secret.first, 404) << below;
      EXPECT_EQ(of_secret, answer(who, "/dossiers/" + none + below, values)) << below;
      EXPECT_THAT(found_in(of_secret.second), IsEmpty());
    }
  for (const auto& who : {world.rene, world.chloe})
    for (const auto* paper : {"dossier", "receipt", "letter"}) {
      auto of_secret = answer(who, "/dossiers/" + secret.id.str() + "/documents", {{"paper", paper}});
      EXPECT_EQ(of_secret.first, 404) << paper;
      EXPECT_EQ(of_secret, answer(who, "/dossiers/" + none + "/documents", {{"paper", paper}})) << paper;
    }
  auto token = world.house.token(world.rene.person);
  auto call = [&](const std::string& id, std::string_view method, std::string_view below, std::string_view json) {
    auto seen = world.house.call(token, method, "/dossiers/" + id + std::string(below), json, 1);
    auto text = seen.body;
    replace(text, "/dossiers/" + id, "(path)");
    replace(text, std::string(seen.header("x-request-id")), "(request)");
    return std::pair(seen.status, text);
  };
  const std::string given = R"({"marks":[],"to_applicant":"Hello","internal":""})";
  for (const auto& [method, below, json] :
       {std::tuple<std::string, std::string, std::string>{"POST", "/remarks", R"({"body":"Hello"})"},
        {"PUT", "/review", given},
        {"POST", "/documents/dossier", ""},
        {"POST", "/documents/receipt", ""},
        {"POST", "/documents/letter", ""}}) {
    auto of_secret = call(secret.id.str(), method, below, json);
    EXPECT_EQ(of_secret.first, 404) << below << of_secret.second;
    EXPECT_EQ(of_secret, call(none, method, below, json)) << below;
  }
  EXPECT_EQ(seen_reviews(*world.reader(), world.olga, secret.id)->remarks.size(), 1u);
}

TEST_P(Leak, is_in_no_line_of_the_log) {
  testing::internal::CaptureStderr();
  (void)walk(world.rene);
  (void)walk(world.olga);  // who may see it all: no line holds a person's words
  world.house.jobs.run_due();
  log_line("test.seen", {{"words", "of this test"}});
  auto lines = testing::internal::GetCapturedStderr();
  EXPECT_NE(lines.find("test.seen"), lines.npos) << "the lines are seen by this test";
  auto of_words = secrets();
  of_words.pop_back();  // a number is no word of anybody's
  for (const auto& secret_words : of_words) EXPECT_EQ(lines.find(secret_words), lines.npos) << secret_words;
}

TEST_P(Leak, is_in_no_mail_and_no_mail_comes_for_it) {
  std::string all;
  std::int64_t mails = 0;
  world.reader()->each("SELECT subject, body FROM journal_mail WHERE address = 'rene@review.example'", {},
                       [&](const Row& row) {
                         all += row.get<std::string>("subject") + row.get<std::string>("body");
                         ++mails;
                       });
  EXPECT_EQ(mails, 1);  // of the open one, as Tilda has
  EXPECT_THAT(found_in(all), IsEmpty());
  // A linked reviewer who has nothing else gets none at all.
  auto alone = world.person("Alba").at_address("alba@review.example").with(Role::reviewer).actor();
  world.assign(secret.id, alone);
  world.declare(alone, {"Scierie Muller"});
  world.house.jobs.run_due();
  EXPECT_EQ(
      world.reader()->one<std::int64_t>("SELECT count(*) FROM journal_mail WHERE address = 'alba@review.example'"), 0);
}

TEST_P(Leak, stays_shut_after_the_decision) {
  auto carl = world.person("Carl").with(Role::committee).actor();
  world.declare(carl);
  ASSERT_TRUE(decide(world.as(carl), world.rules, meeting.id, world.shown_to(carl, meeting.id)));
  world.house.jobs.run_due();
  for (const auto& answer : walk(world.rene)) EXPECT_THAT(found_in(answer.text), IsEmpty()) << answer.path;
  auto rosa = world.browse(world.rosa);
  rosa.get("/dossiers/" + secret.id.str() + "/decision");
  EXPECT_TRUE(rosa.says(words));
}

TEST_P(Leak, is_kept_from_a_linked_member_of_the_committee) {
  for (const auto& answer : walk(world.chloe)) EXPECT_THAT(found_in(answer.text), IsEmpty()) << answer.path;
  EXPECT_THAT(found_in(all_bodies), IsEmpty());
  auto rows = rows_of_batch(*world.reader(), world.chloe, world.batch());
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].dossier, open.id);
  // An unlinked one sees it all.
  auto carl = world.person("Carl").with(Role::committee).actor();
  world.declare(carl);
  all_bodies.clear();
  (void)walk(carl);
  EXPECT_THAT(found_in(all_bodies), testing::IsSupersetOf({title, section, comment, remark, number}));
}

TEST_P(Leak, leaves_her_marks_out_of_every_mean_once_she_is_linked) {
  auto mean = [&] { return rows_of_batch(*world.reader(), world.olga, world.batch())[0].tally.mean(); };
  world.give(twin, open.id, 5);
  EXPECT_EQ(mean(), 8'000);
  auto siren = people::find_organisation(*world.reader(), world.acme)->siren.str();
  ASSERT_TRUE(declare_links(world.as(twin), world.call.id, {{key_of_siren(siren), true, "We worked together"}}));
  EXPECT_EQ(mean(), 6'000);
}

}  // namespace
}  // namespace couloir::calls
