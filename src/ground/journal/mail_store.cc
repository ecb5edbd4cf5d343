#include "journal/mail_store.h"

namespace couloir::journal {
namespace {

constexpr std::string_view kAddMail = R"sql(
  INSERT INTO journal_mail (person, state, address, subject, body, html, language, secret, created_at, job)
  VALUES (:person, 'queued', :address, :subject, :body, :html, :language, :secret, :now, :job)
  RETURNING id)sql";
// Not by its subject: counts in it, titles and the reader's language may be others when the job runs again. A person is
// known by number, also once the words are erased; an address alone is not known any more then (nothing secret is
// written to one by a job, and its words live about as long as the job). Nobody writes to a person who was forgotten.
constexpr std::string_view kOfJob = R"sql(
  SELECT id FROM journal_mail
   WHERE job = :job AND coalesce(person, 0) = :person AND (person IS NOT NULL OR address = :address)
   ORDER BY id LIMIT 1)sql";
constexpr std::string_view kQueued = R"sql(
  SELECT person, state, address, subject, body, html, language, secret, created_at
    FROM journal_mail WHERE id = :id AND erased_at IS NULL)sql";
constexpr std::string_view kEndMail = R"sql(
  UPDATE journal_mail SET state = :state, ended_at = :now WHERE id = :id AND state <> 'sent')sql";
constexpr std::string_view kEraseSecret = R"sql(
  UPDATE journal_mail SET address = '', subject = '', body = '', html = NULL, erased_at = :now
   WHERE id = :id AND secret = 1)sql";
constexpr std::string_view kEraseOld = R"sql(
  UPDATE journal_mail SET address = '', subject = '', body = '', html = NULL, erased_at = :now
   WHERE ended_at < :before AND erased_at IS NULL)sql";
constexpr std::string_view kForgetMails = R"sql(
  UPDATE journal_mail
     SET person = NULL, address = '', subject = '', body = '', html = NULL, erased_at = coalesce(erased_at, :now),
         ended_at = coalesce(ended_at, :now), state = CASE WHEN state = 'queued' THEN 'failed' ELSE state END
   WHERE person = :person)sql";
constexpr std::string_view kFindMail = R"sql(
  SELECT id, person, state, address, subject, body, secret, created_at, ended_at FROM journal_mail WHERE id = :id)sql";
constexpr std::string_view kOfPerson = R"sql(
  SELECT id, person, state, address, subject, body, secret, created_at, ended_at
    FROM journal_mail WHERE person = :person ORDER BY id DESC)sql";

QueuedMail to_queued(const Row& row) {
  return {.state = row.get<MailState>("state"),
          .created_at = row.get<Instant>("created_at"),
          .mail = {.person = row.get<PersonId>("person"),
                   .to = row.get<std::string>("address"),
                   .subject = row.get<std::string>("subject"),
                   .text = row.get<std::string>("body"),
                   .html = row.get<std::optional<std::string>>("html"),
                   .language = row.get<Lang>("language"),
                   .secret = row.get<bool>("secret")}};
}

MailRow to_mail_row(const Row& row) {
  auto state = row.get<MailState>("state");
  auto ended_at = row.get<std::optional<Instant>>("ended_at");
  return {.id = row.get<MailId>("id"),
          .person = row.get<PersonId>("person"),
          .state = state,
          .to = row.get<std::string>("address"),
          .subject = row.get<std::string>("subject"),
          .text = row.get<std::string>("body"),
          .secret = row.get<bool>("secret"),
          .created_at = row.get<Instant>("created_at"),
          .sent_at = state == MailState::sent ? ended_at : std::nullopt};
}

}  // namespace

MailId add_mail(Tx& tx, const Op& op, const Mail& mail) {
  return tx.one<MailId>(kAddMail, {{":person", mail.person},
                                   {":address", mail.to},
                                   {":subject", mail.subject},
                                   {":body", mail.text},
                                   {":html", mail.html},
                                   {":language", mail.language},
                                   {":secret", mail.secret},
                                   {":now", op.now},
                                   {":job", op.job}});
}

std::optional<MailId> mail_of_job(Reader& db, const Op& op, const Mail& mail) {
  if (!op.job) return std::nullopt;
  return db.first(kOfJob, {{":job", *op.job}, {":person", mail.person.v}, {":address", mail.to}},
                  [](const Row& row) { return row.get<MailId>("id"); });
}

std::optional<QueuedMail> find_queued(Reader& db, MailId id) { return db.first(kQueued, {{":id", id}}, to_queued); }

void end_mail(Tx& tx, MailId id, MailState state, Instant now) {
  tx.exec(kEndMail, {{":state", state}, {":now", now}, {":id", id}});
  tx.exec(kEraseSecret, {{":now", now}, {":id", id}});
}

void erase_old_mail(Tx& tx, Instant before, Instant now) { tx.exec(kEraseOld, {{":now", now}, {":before", before}}); }

void forget_mail_of(Tx& tx, PersonId person, Instant now) {
  tx.exec(kForgetMails, {{":now", now}, {":person", person}});
}

std::optional<MailRow> find_mail(Reader& db, MailId id) { return db.first(kFindMail, {{":id", id}}, to_mail_row); }

std::vector<MailRow> mails_of(Reader& db, PersonId person) {
  return db.all(kOfPerson, {{":person", person}}, to_mail_row);
}

}  // namespace couloir::journal
