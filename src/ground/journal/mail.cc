// Queueing, sending, erasing: a mail is a row and a job that commit together.
#include "journal/mail.h"

#include <fmt/format.h>

#include "journal/mail_format.h"
#include "journal/mail_store.h"

namespace couloir::journal {
namespace {

struct SendMail {
  static constexpr auto kName = "mail.send"sv;
  MailId mail;
  static constexpr auto kFields = fields(field("mail", &SendMail::mail));
};

struct TidyMail {
  static constexpr auto kName = "mail.tidy"sv;
  static constexpr auto kFields = fields();
};

Letter to_letter(MailId id, const QueuedMail& queued, const MailSettings& settings) {
  auto domain = settings.from.substr(settings.from.find('@') + 1);
  auto stamp = queued.created_at.t.time_since_epoch().count();
  return {.id = id,
          .message_id = fmt::format("couloir.{}.{}@{}", id.v, stamp, domain),
          .from = settings.from,
          .from_name = settings.from_name,
          .date = queued.created_at,
          .mail = queued.mail};
}

void end(JobContext& context, MailId id, MailState state) {
  auto op = context.op();
  op.db.write([&](Tx& tx) {
    end_mail(tx, id, state, op.now);
    return true;
  });
}

Result<void> send(MailId id, JobContext& context, MailSink& sink, const MailSettings& settings) {
  auto queued = find_queued(*context.op().db.reader(), id);
  if (!queued || queued->state == MailState::sent) return {};  // or erased meanwhile; a failed one is tried again
  auto taken = sink.send(to_letter(id, *queued, settings));
  if (taken)
    end(context, id, MailState::sent);
  else if (taken.error().code != Code::unavailable || context.last_attempt())
    end(context, id, MailState::failed);
  return taken;
}

Result<void> tidy(JobContext& context, const MailSettings& settings) {
  auto op = context.op();
  op.db.write([&](Tx& tx) {
    erase_old_mail(tx, op.now - settings.keep_words, op.now);
    forget_jobs(tx, op.now - settings.keep_jobs);
    return true;
  });
  return {};
}

}  // namespace

Result<MailId> enqueue_mail(Tx& tx, const Op& op, const Mail& mail) {
  std::vector<Problem> problems;
  if (!is_mail_address(mail.to)) problems.push_back({"to", say("“{1}” is not an e-mail address.", mail.to)});
  if (!is_header_text(mail.subject)) problems.push_back({"subject", say("A subject is a single line of text.")});
  if (!problems.empty()) return Error::invalid(problems);
  if (auto before = mail_of_job(tx, op, mail)) return *before;
  auto id = add_mail(tx, op, mail);
  enqueue(tx, op, SendMail{id}, {.dedupe_key = "mail " + id.str()});
  return id;
}

Result<void> mount_mail(Jobs& jobs, MailSink& sink, const MailSettings& settings) {
  if (!is_mail_address(settings.from)) return Error::invalid(say("“{1}” is not an e-mail address.", settings.from));
  if (!is_header_text(settings.from_name)) return Error::invalid(say("The sender's name is a single line of text."));
  jobs.handle<SendMail>(
      [&sink, settings](const SendMail& job, JobContext& context) { return send(job.mail, context, sink, settings); });
  jobs.every<TidyMail>(std::chrono::hours(24),
                       [settings](const TidyMail&, JobContext& context) { return tidy(context, settings); });
  return {};
}

}  // namespace couloir::journal
