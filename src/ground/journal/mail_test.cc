#include "journal/mail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "journal/test_world.h"
#include "journal/testing.h"

namespace couloir::journal {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

class Mailing : public OnBothDatabases {};
INSTANTIATE_TEST_SUITE_P(, Mailing, both_databases(), database_name);

struct Remind {
  static constexpr auto kName = "test.remind"sv;
  static constexpr auto kFields = fields();
};

Mail a_mail() {
  return {
      .person = PersonId{5}, .to = "ana@atelier.example", .subject = "Votre dossier est déposé", .text = "Bonjour.\n"};
}

MailSettings enact() { return {.from = "bureau@enact.example", .from_name = "ENACT"}; }

/// A world with a sink that listens.
struct Post : World {
  RecordingSink sink;
  std::unique_ptr<Jobs> runner = jobs();

  explicit Post(TestDatabase kind) : World(kind) {
    EXPECT_TRUE(mount_mail(*runner, sink, enact()));
    runner->run_due();  // the daily tidying, once
  }
  MailId queue(const Mail& mail = a_mail()) {
    MailId id;
    write([&](Tx& tx) { id = *enqueue_mail(tx, op(), mail); });
    return id;
  }
  /// As who is killed after her last commit leaves them: in hand, and the lease runs out.
  void kill_after_work() {
    write([&](Tx& tx) {
      tx.exec(
          "UPDATE journal_job SET state = 'running', lease_until = created_at, ended_at = NULL WHERE kind LIKE "
          "'test.%'");
    });
    clock.tick(1min);
  }
  std::vector<std::string> delivered() {
    while (runner->run_due() > 0) {
    }
    std::vector<std::string> all;
    for (const auto& letter : std::exchange(sink.sent, {})) all.push_back(letter.mail.to + " " + letter.mail.subject);
    return all;
  }
  MailRow row(MailId id) { return *find_mail(*db().reader(), id); }
};

TEST_P(Mailing, sends_what_was_committed_once) {
  Post post(GetParam());
  auto id = post.queue();
  EXPECT_EQ(post.row(id).state, MailState::queued);
  EXPECT_EQ(post.runner->run_due(), 1);
  EXPECT_EQ(post.runner->run_due(), 0);
  ASSERT_EQ(post.sink.sent.size(), 1U);
  const auto& letter = post.sink.sent[0];
  EXPECT_EQ(letter.mail.to, "ana@atelier.example");
  EXPECT_EQ(letter.mail.subject, "Votre dossier est déposé");
  EXPECT_EQ(letter.mail.text, "Bonjour.\n");
  EXPECT_EQ(letter.mail.html, std::nullopt);
  EXPECT_EQ(letter.mail.language, Lang::fr);
  EXPECT_EQ(letter.from, "bureau@enact.example");
  EXPECT_EQ(letter.date, *parse_instant("2026-11-22T09:00:00Z"));
  EXPECT_EQ(post.row(id).state, MailState::sent);
  EXPECT_EQ(post.row(id).sent_at, post.clock.now());
}

TEST_P(Mailing, sends_nothing_of_what_was_rolled_back) {
  Post post(GetParam());
  post.db().write([&](Tx& tx) {
    EXPECT_TRUE(enqueue_mail(tx, post.op(), a_mail()));
    return false;
  });
  EXPECT_EQ(post.runner->run_due(), 0);
  EXPECT_EQ(post.sink.sent.size(), 0U);
}

TEST_P(Mailing, tries_again_with_the_same_message_id) {
  Post post(GetParam());
  post.sink.answers = {Error::unavailable(say("Busy."))};
  auto id = post.queue();
  post.runner->run_due();
  EXPECT_EQ(post.row(id).state, MailState::queued);
  post.clock.tick(10s);
  post.runner->run_due();
  ASSERT_EQ(post.sink.sent.size(), 1U);
  EXPECT_EQ(post.sink.sent[0].message_id, "couloir." + id.str() + ".1795338000000@enact.example");
  EXPECT_EQ(post.sink.sent[0].date, *parse_instant("2026-11-22T09:00:00Z"));
}

TEST_P(Mailing, gives_up_when_the_server_refuses_for_good) {
  Post post(GetParam());
  post.sink.answers = {Error::refused(say("No such box."))};
  auto id = post.queue();
  post.runner->run_due();
  EXPECT_EQ(post.row(id).state, MailState::failed);
  EXPECT_EQ(post.row(id).sent_at, std::nullopt);
  EXPECT_EQ(jobs_in(*post.db().reader(), JobState::failed).size(), 1U);
}

TEST_P(Mailing, gives_up_after_a_day_without_a_server) {
  Post post(GetParam());
  post.sink.answers.assign(20, Error::unavailable(say("Away.")));
  auto id = post.queue();
  for (int hour = 0; hour < 30; ++hour) {
    post.runner->run_due();
    post.clock.tick(1h);
  }
  EXPECT_EQ(post.row(id).state, MailState::failed);
  EXPECT_EQ(post.sink.answers.size(), 12U);
}

TEST_P(Mailing, refuses_what_would_inject_a_header) {
  Post post(GetParam());
  auto refused = [&](auto spoil) {
    auto mail = a_mail();
    spoil(mail);
    std::optional<Error> error;
    post.write([&](Tx& tx) { error = enqueue_mail(tx, post.op(), mail).error(); });
    return error->problems;
  };
  EXPECT_EQ(refused([](Mail& m) { m.subject = "Hello\r\nBcc: all@enact.example"; }),
            (std::vector<Problem>{{"subject", say("A subject is a single line of text.")}}));
  EXPECT_EQ(refused([](Mail& m) { m.to = "a@b\nBcc: c@d"; }),
            (std::vector<Problem>{{"to", say("“{1}” is not an e-mail address.", "a@b\nBcc: c@d")}}));
  auto jobs = post.jobs();
  EXPECT_FALSE(mount_mail(*jobs, post.sink, {.from = "a@b", .from_name = "x\ny"}));
  EXPECT_FALSE(mount_mail(*jobs, post.sink, {.from = "nobody", .from_name = "x"}));
}

TEST_P(Mailing, erases_the_words_thirty_days_after_sending) {
  Post post(GetParam());
  auto id = post.queue();
  post.runner->run_due();
  post.clock.tick(30 * 24h);
  post.runner->run_due();
  EXPECT_EQ(post.row(id).text, "Bonjour.\n");
  post.clock.tick(24h);
  post.runner->run_due();
  auto row = post.row(id);
  EXPECT_EQ(row.to + row.subject + row.text, "");
  EXPECT_EQ(row.state, MailState::sent);
}

TEST_P(Mailing, erases_the_words_of_a_secret_mail_as_soon_as_it_is_sent) {
  Post post(GetParam());
  auto mail = a_mail();
  mail.secret = true;
  auto id = post.queue(mail);
  EXPECT_EQ(post.row(id).text, "Bonjour.\n");
  post.runner->run_due();
  EXPECT_EQ(post.sink.sent.at(0).mail.text, "Bonjour.\n");
  EXPECT_EQ(post.row(id).text, "");
  EXPECT_EQ(post.row(id).state, MailState::sent);
}

TEST_P(Mailing, forgets_a_person_and_does_not_write_to_them_any_more) {
  Post post(GetParam());
  auto sent = post.queue();
  post.runner->run_due();
  auto queued = post.queue();
  auto other = a_mail();
  other.person = PersonId{6};
  auto kept = post.queue(other);
  EXPECT_EQ(mails_of(*post.db().reader(), PersonId{5}).size(), 2U);
  post.write([&](Tx& tx) { forget_mail_of(tx, PersonId{5}, post.clock.now()); });
  post.runner->run_due();
  EXPECT_EQ(post.sink.sent.size(), 2U);
  for (auto id : {sent, queued}) {
    auto row = post.row(id);
    EXPECT_EQ(row.to + row.subject + row.text, "");
    EXPECT_EQ(row.person, PersonId{});
  }
  EXPECT_EQ(post.row(queued).state, MailState::failed);
  EXPECT_EQ(post.row(kept).state, MailState::sent);
  EXPECT_EQ(mails_of(*post.db().reader(), PersonId{5}).size(), 0U);
}

Result<void> queue_in(const Op& op, const std::vector<Mail>& mails) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    for (const auto& mail : mails) TRY(enqueue_mail(tx, op, mail));
    return {};
  });
}

Mail mail_to(PersonId person, std::string address, std::string subject) {
  return {.person = person, .to = std::move(address), .subject = std::move(subject), .text = "Bonjour.\n"};
}

TEST_P(Mailing, of_a_job_leaves_once_though_the_job_runs_again) {
  Post post(GetParam());
  int run = 0;
  post.runner->handle<Note>([&](const Note&, JobContext& context) -> Result<void> {
    auto subject = "Run " + std::to_string(++run);  // as a count or a title that is another by then
    TRY(queue_in(context.op(),
                 {mail_to(PersonId{5}, "ana@a.example", subject), mail_to(PersonId{6}, "bo@b.example", subject),
                  mail_to({}, "lab@c.example", subject), mail_to({}, "lab@d.example", subject)}));
    if (run == 1) throw std::runtime_error("died");
    return {};
  });
  post.write([&](Tx& tx) { enqueue(tx, post.op(), Note{1}, {}); });
  EXPECT_THAT(post.delivered(),
              ElementsAre("ana@a.example Run 1", "bo@b.example Run 1", "lab@c.example Run 1", "lab@d.example Run 1"));
  post.clock.tick(10s);
  EXPECT_THAT(post.delivered(), IsEmpty());
  EXPECT_EQ(run, 2);
  post.kill_after_work();
  EXPECT_THAT(post.delivered(), IsEmpty());
  EXPECT_EQ(run, 3);
  post.write([&](Tx& tx) { enqueue(tx, post.op(), Note{2}, {}); });
  EXPECT_EQ(post.delivered().size(), 4U) << "another job";
}

TEST_P(Mailing, of_a_job_goes_on_with_those_that_a_killed_run_did_not_reach) {
  Post post(GetParam());
  int run = 0;
  post.runner->handle<Note>([&](const Note&, JobContext& context) -> Result<void> {
    TRY(queue_in(context.op(), {mail_to(PersonId{5}, "ana@a.example", "Déposé")}));
    if (++run == 1) throw std::runtime_error("died");
    return queue_in(context.op(), {mail_to(PersonId{6}, "bo@b.example", "Déposé")});
  });
  post.write([&](Tx& tx) { enqueue(tx, post.op(), Note{1}, {}); });
  EXPECT_THAT(post.delivered(), ElementsAre("ana@a.example Déposé"));
  post.clock.tick(10s);
  EXPECT_THAT(post.delivered(), ElementsAre("bo@b.example Déposé"));
}

TEST_P(Mailing, of_a_job_leaves_once_though_its_words_are_erased) {
  Post post(GetParam());
  auto secret = a_mail();
  secret.secret = true;
  post.runner->handle<Note>([&](const Note&, JobContext& context) { return queue_in(context.op(), {secret}); });
  post.write([&](Tx& tx) { enqueue(tx, post.op(), Note{1}, {}); });
  EXPECT_EQ(post.delivered().size(), 1U);
  EXPECT_EQ(mails_of(*post.db().reader(), secret.person).at(0).to, "");
  post.kill_after_work();
  EXPECT_THAT(post.delivered(), IsEmpty());
}

TEST_P(Mailing, of_two_listeners_to_one_event_both_leave) {
  Post post(GetParam());
  for (const auto* name : {"test.thank", "test.warn"})
    post.runner->on<DossierSubmitted>(
        name, [](const DossierSubmitted&, JobContext& context) { return queue_in(context.op(), {a_mail()}); });
  post.write([&](Tx& tx) { record(tx, post.op(), DossierSubmitted{DossierId{1}, CallId{1}}); });
  EXPECT_EQ(post.delivered().size(), 2U);
  post.kill_after_work();
  EXPECT_THAT(post.delivered(), IsEmpty());
}

TEST_P(Mailing, of_work_that_comes_again_leaves_each_time) {
  Post post(GetParam());
  post.runner->every<Remind>(24h,
                             [](const Remind&, JobContext& context) { return queue_in(context.op(), {a_mail()}); });
  EXPECT_EQ(post.delivered().size(), 1U);
  post.clock.tick(24h);
  EXPECT_EQ(post.delivered().size(), 1U);
}

TEST_P(Mailing, of_a_request_leaves_as_often_as_somebody_asks) {
  Post post(GetParam());
  ASSERT_TRUE(queue_in(post.op(), {a_mail(), a_mail()}));
  EXPECT_EQ(post.delivered().size(), 2U);
}

}  // namespace
}  // namespace couloir::journal
