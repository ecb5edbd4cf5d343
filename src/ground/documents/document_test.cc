#include "documents/document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/bug.h"
#include "base/log.h"
#include "documents/document_store.h"
#include "store/temporary_folder.h"
#include "web/testing.h"

namespace couloir::documents {
namespace {

using testing::HasSubstr;
using testing::Not;

class FakeEngine final : public PdfEngine {
 public:
  Result<std::string> render(std::string_view html, const std::function<bool()>& cancelled) const override {
    ++rendered;
    if (during) during();
    if (cancelled()) return Error::refused(say("Stopped."));
    if (throws) throw std::runtime_error("No space left on device");
    if (fails) return Error::unavailable(say("This document is too large to be made."));
    last = html;
    return "%PDF-1.7\n" + std::to_string(html.size()) + "\n%%EOF\n";
  }
  Result<std::string> version() const override { return std::string("1"); }
  std::string edition() const override { return "first"; }
  mutable int rendered = 0;
  mutable std::string last;
  std::function<void()> during;
  bool fails = false, throws = false;
};

/// A house with one kind of document: the letter about a number, which lawyers and the office may see.
struct Documents : testing::TestWithParam<TestDatabase> {
  web::TestSite house{GetParam()};
  TemporaryFolder data;
  files::ContentFolder folder{std::filesystem::path(data.path()) / "files"};
  FakeEngine engine;
  people::PersonalData personal;
  Press press{engine, folder, {.zone = "Europe/Paris", .house = "couloir · ENACT"}};
  std::string words = "first words";
  std::string audience;
  bool open_to_lawyers = true;
  int drawn = 0;

  Documents() {
    set_log_enabled(false);
    press.add({.name = "test.letter",
               .what = "A letter",
               .draw = [this](Reader&, const Actor& actor, std::int64_t subject, Instant) -> Result<Drawing> {
                 ++drawn;
                 bool lawyer = actor.roles.has(Role::legal) && open_to_lawyers;
                 if (!lawyer && !actor.roles.has(Role::office))
                   return Error::not_found(say("There is no such document."));
                 return Drawing{"Letter " + std::to_string(subject), html::el("p", {}, {words}), "letter é", audience};
               },
               .home = [](std::int64_t) { return html::path("/"); }});
    press.mount(house.jobs, personal);
    files::mount_files(house.jobs, folder, personal);
    house.site.router().get("/start", web::kLoggedIn,
                            [](web::Request& r) { return web::page(r, "Start", html::Html()); });
    house.site.router().post("/letters/{id}", web::kLoggedIn, [this](web::Request& r) {
      auto asked = press.ask(r.op(), "test.letter", *web::id_of_text(r.at("id")), r.lang);
      return asked ? web::see_other(r, document_path(asked->id)) : web::error_page(r, asked.error());
    });
    mount_document_pages(house.site.router(), press);
    house.open();
    house.jobs.run_due();
  }
  ~Documents() override { set_log_enabled(true); }

  Result<Document> ask(PersonId person) { return press.ask(house.op_as(person), "test.letter", 7, Lang::en); }
};

INSTANTIATE_TEST_SUITE_P(, Documents, both_databases(), database_name);

TEST_P(Documents, are_asked_for_waited_for_and_saved) {
  auto browser = house.as(Role::legal);
  browser.get("/start");
  browser.post("/letters/7", {});
  EXPECT_EQ(browser.status(), 200);
  EXPECT_TRUE(browser.says("Waiting for its turn."));
  EXPECT_TRUE(browser.offers(browser.path() + "/cancel"));
  auto page = browser.path();
  house.jobs.run_due();
  browser.get(page);
  EXPECT_TRUE(browser.says("It is ready."));
  EXPECT_EQ(browser.seen().writes, 0);
  browser.get(page + "/file");
  EXPECT_EQ(browser.status(), 200);
  EXPECT_THAT(browser.seen().body, HasSubstr("%PDF-1.7"));
  EXPECT_EQ(browser.seen().header("content-type"), "application/pdf");
  EXPECT_EQ(browser.seen().header("content-disposition"),
            "attachment; filename=\"letter _.pdf\"; filename*=UTF-8''letter%20%C3%A9.pdf");
  EXPECT_EQ(browser.seen().header("x-content-type-options"), "nosniff");
  EXPECT_THAT(engine.last, HasSubstr("<html lang=\"en\">"));
  EXPECT_THAT(engine.last, HasSubstr("couloir · ENACT · made on 20 April 2026 at 11:00"));
}

TEST_P(Documents, of_others_are_as_if_they_were_not) {
  auto lawyer = house.person({Role::legal}), other = house.person({Role::legal}),
       office = house.person({Role::office, Role::admin});
  auto document = ask(lawyer);
  house.jobs.run_due();
  auto path = "/documents/" + document->id.str();
  for (auto who : {other, office}) {
    auto browser = house.as(who);
    for (auto below : {"", "/progress", "/file"}) EXPECT_EQ(browser.get(path + below).status, 404) << below;
    browser.get("/start");
    EXPECT_EQ(browser.post(path + "/cancel", {}).status, 404);
  }
  EXPECT_EQ(house.visitor().fetch(path + "/file").status, 303) << "a visitor logs in first";
  EXPECT_FALSE(ask(house.person({Role::operator_})).has_value());
  open_to_lawyers = false;  // she lost the role since
  EXPECT_EQ(house.as(lawyer).get(path + "/file").status, 404);
}

TEST_P(Documents, that_say_the_same_are_made_once) {
  auto lawyer = house.person({Role::legal});
  auto first = ask(lawyer);
  EXPECT_EQ(ask(lawyer)->id, first->id) << "while it is waited for";
  house.jobs.run_due();
  EXPECT_EQ(ask(lawyer)->id, first->id) << "when it is there";
  house.jobs.run_due();
  EXPECT_EQ(engine.rendered, 1);
  words = "other words";
  EXPECT_NE(ask(lawyer)->id, first->id);
  EXPECT_NE(press.ask(house.op_as(lawyer), "test.letter", 7, Lang::fr)->id, first->id);
  EXPECT_NE(ask(house.person({Role::legal}))->id, first->id);
}

TEST_P(Documents, made_last_are_found_by_drawing_once_or_not_at_all) {
  auto lawyer = house.person({Role::legal});
  auto made = [&] {
    drawn = 0;
    auto found = press.made(*house.db.reader(), house.op_as(lawyer).actor, "test.letter", 7, house.clock.now());
    return found && found->has_value();
  };
  EXPECT_FALSE(made());
  EXPECT_EQ(drawn, 0) << "nobody had it made";
  ASSERT_TRUE(press.ask(house.op_as(lawyer), "test.letter", 7, Lang::fr));
  house.jobs.run_due();
  ASSERT_TRUE(ask(lawyer));
  house.jobs.run_due();
  EXPECT_TRUE(made());
  EXPECT_EQ(drawn, 1) << "in the language of the last one";
  words = "other words";
  EXPECT_FALSE(made()) << "it says something else now";
  EXPECT_EQ(drawn, 1);
}

TEST_P(Documents, are_not_made_for_who_may_not_see_the_subject_any_more) {
  auto document = ask(house.person({Role::legal}));
  open_to_lawyers = false;
  house.jobs.run_due();
  EXPECT_EQ(engine.rendered, 0);
  EXPECT_EQ(find_document(*house.database->reader(), document->id)->state, DocumentState::failed);
}

TEST_P(Documents, made_for_more_rights_than_are_left_are_not_handed_out) {
  auto lawyer = house.person({Role::legal});
  audience = "whole";
  auto document = ask(lawyer);
  house.jobs.run_due();
  EXPECT_TRUE(press.open(house.op_as(lawyer), document->id).has_value());
  audience = "part";
  EXPECT_EQ(press.open(house.op_as(lawyer), document->id).error().code, Code::not_found);
  EXPECT_NE(ask(lawyer)->id, document->id);
}

TEST_P(Documents, can_be_stopped_before_and_while_they_are_made) {
  auto lawyer = house.person({Role::legal});
  auto waiting = ask(lawyer);
  ASSERT_TRUE(press.cancel(house.op_as(lawyer), waiting->id));
  house.jobs.run_due();
  EXPECT_EQ(engine.rendered, 0);
  auto running = ask(lawyer);
  EXPECT_NE(running->id, waiting->id);
  engine.during = [&] {
    EXPECT_TRUE(press.cancel(house.op_as(lawyer), running->id));
    house.clock.tick(std::chrono::seconds(5));
  };
  house.jobs.run_due();
  EXPECT_EQ(engine.rendered, 1);
  auto after = find_document(*house.database->reader(), running->id);
  EXPECT_EQ(after->state, DocumentState::cancelled);
  EXPECT_FALSE(after->file);
  auto browser = house.as(lawyer);
  browser.get("/documents/" + running->id.str());
  EXPECT_TRUE(browser.says("Stopped. Nothing was made."));
  EXPECT_EQ(press.cancel(house.op_as(lawyer), running->id).error().code, Code::refused);
}

TEST_P(Documents, that_cannot_be_made_say_why_and_are_not_tried_for_a_day) {
  auto lawyer = house.person({Role::legal});
  engine.fails = true;
  auto document = ask(lawyer);
  house.jobs.run_due();
  house.clock.tick(std::chrono::hours(20));
  house.jobs.run_due();
  EXPECT_EQ(engine.rendered, 1);
  auto browser = house.as(lawyer);
  browser.get("/documents/" + document->id.str());
  EXPECT_TRUE(browser.says("This document is too large to be made."));
  engine.fails = false;
  EXPECT_NE(ask(lawyer)->id, document->id);
}

TEST_P(Documents, are_few_at_a_time_for_one_person) {
  auto lawyer = house.person({Role::legal});
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(press.ask(house.op_as(lawyer), "test.letter", i, Lang::en).has_value());
  EXPECT_EQ(press.ask(house.op_as(lawyer), "test.letter", 6, Lang::en).error().code, Code::too_many);
  EXPECT_TRUE(ask(house.person({Role::legal})).has_value());
}

TEST_P(Documents, that_were_given_up_are_failed_and_count_against_nobody) {
  auto lawyer = house.person({Role::legal});
  engine.throws = true;
  std::vector<DocumentId> asked;
  for (int i = 0; i < 5; ++i) asked.push_back(press.ask(house.op_as(lawyer), "test.letter", i, Lang::en)->id);
  for (int i = 0; i < 40; ++i) {
    house.jobs.run_due();
    house.clock.tick(std::chrono::minutes(2));
  }
  EXPECT_EQ(engine.rendered, 15) << "three tries each";
  for (auto id : asked) EXPECT_EQ(find_document(*house.database->reader(), id)->state, DocumentState::failed);
  auto browser = house.as(lawyer);
  browser.get("/documents/" + asked.front().str());
  EXPECT_TRUE(browser.says("This document could not be made."));
  engine.throws = false;
  EXPECT_TRUE(ask(lawyer).has_value());
}

TEST_P(Documents, whose_jobs_were_stopped_at_the_desk_count_against_nobody) {
  auto lawyer = house.person({Role::legal});
  auto first = ask(lawyer);
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(press.ask(house.op_as(lawyer), "test.letter", i, Lang::en).has_value());
  house.database->write([&](Tx& tx) { return journal::cancel(tx, first->job).has_value(); });
  house.database->write(
      [&](Tx& tx) { return tx.exec("UPDATE documents_document SET job = NULL WHERE subject = 0", {}) == 1; });
  EXPECT_EQ(press.own(*house.database->reader(), house.op_as(lawyer).actor, first->id, house.clock.now())->state,
            DocumentState::cancelled);
  EXPECT_EQ(press.cancel(house.op_as(lawyer), first->id).error().code, Code::refused);
  EXPECT_NE(ask(lawyer)->id, first->id);
  EXPECT_EQ(find_document(*house.database->reader(), first->id)->state, DocumentState::cancelled);
  EXPECT_TRUE(press.ask(house.op_as(lawyer), "test.letter", 9, Lang::en).has_value()) << "the job of one was forgotten";
}

TEST_P(Documents, are_forgotten_after_their_time_with_their_content) {
  auto lawyer = house.person({Role::legal});
  auto document = ask(lawyer);
  house.jobs.run_due();
  auto hash = files::contents_in_use(*house.database->reader()).at(0);
  EXPECT_TRUE(folder.has(hash));
  house.clock.tick(std::chrono::hours(24 * 6));
  house.jobs.run_due();
  EXPECT_TRUE(find_document(*house.database->reader(), document->id));
  house.clock.tick(std::chrono::hours(48));
  house.jobs.run_due();
  EXPECT_FALSE(find_document(*house.database->reader(), document->id));
  EXPECT_FALSE(folder.has(hash));
}

TEST_P(Documents, of_a_person_go_with_her) {
  auto lawyer = house.person({Role::legal});
  auto document = ask(lawyer);
  house.jobs.run_due();
  auto& source = personal.sources().front();
  EXPECT_THAT(source.export_json(*house.database->reader(), lawyer), HasSubstr(R"("kind":"test.letter","subject":7)"));
  house.database->write([&](Tx& tx) {
    source.erase(tx, house.op(), lawyer);
    return true;
  });
  EXPECT_FALSE(find_document(*house.database->reader(), document->id));
  EXPECT_TRUE(files::contents_in_use(*house.database->reader()).empty());
}

TEST_P(Documents, come_at_once_on_the_command_line_and_never_in_a_worker_of_the_site) {
  auto by = [&](Door door, Role role) {
    auto op = house.op_as(house.person({role}));
    op.actor.door = door;
    return op;
  };
  auto made = press.make_now(by(Door::cli, Role::legal), "test.letter", 7);
  ASSERT_TRUE(made.has_value());
  EXPECT_EQ(made->name, "letter é.pdf");
  EXPECT_EQ(press.make_now(by(Door::cli, Role::lab), "test.letter", 7).error().code, Code::not_found);
  for (auto door : {Door::page, Door::api})
    EXPECT_THROW((void)press.make_now(by(door, Role::legal), "test.letter", 7), Bug);
  EXPECT_EQ(engine.rendered, 1);
}

TEST_P(Documents, of_every_state_fit_the_schema) {
  for (auto name : kNames<DocumentState>)
    EXPECT_NO_THROW(house.database->write([&](Tx& tx) {
      Document d{.kind = "k",
                 .language = Lang::fr,
                 .person = {1},
                 .state = *from_name<DocumentState>(name),
                 .fingerprint = "f",
                 .asked_at = {}};
      insert_document(tx, d);
      return true;
    }));
}

}  // namespace
}  // namespace couloir::documents
