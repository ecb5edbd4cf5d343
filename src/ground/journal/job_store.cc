#include "journal/job_store.h"

#include "journal/outbox.h"
#include "journal/stored_sentence.h"

namespace couloir::journal {
namespace {

constexpr std::string_view kAddJob = R"sql(
  INSERT INTO journal_job
    (kind, payload, state, run_at, attempts, taken, queue, dedupe_key, every_seconds, event_seq, owner, request_id,
     progress_done, progress_total, message, cancel_asked, created_at)
  VALUES (:kind, :payload, 'waiting', :run_at, 0, 0, :queue, :dedupe_key, :every_seconds, :event_seq, :owner,
          :request_id, 0, 0, '', 0, :now)
  ON CONFLICT (dedupe_key) DO NOTHING
  RETURNING id)sql";
constexpr std::string_view kByKey = "SELECT id FROM journal_job WHERE dedupe_key = :dedupe_key";

// A task of the house that was ended by an older version or by hand begins again: retention hangs on it.
constexpr std::string_view kRevive = R"sql(
  UPDATE journal_job SET state = 'waiting', run_at = :now, attempts = 0, cancel_asked = 0, ended_at = NULL
   WHERE dedupe_key = :key AND state IN ('done', 'failed', 'cancelled'))sql";
constexpr std::string_view kSetPeriod = R"sql(
  UPDATE journal_job SET every_seconds = :seconds WHERE dedupe_key = :key AND every_seconds <> :seconds)sql";

// Of a queue only its oldest living job may run.
constexpr std::string_view kAbandoned = R"sql(
  SELECT id, taken, kind, payload, attempts, every_seconds, event_seq, owner, request_id
    FROM journal_job WHERE state = 'running' AND lease_until < :now ORDER BY lease_until, id LIMIT 1)sql";
constexpr std::string_view kNext = R"sql(
  SELECT id, taken, kind, payload, attempts, every_seconds, event_seq, owner, request_id
    FROM journal_job j
   WHERE state = 'waiting' AND run_at <= :now
     AND (queue IS NULL OR NOT EXISTS
           (SELECT 1 FROM journal_job earlier
             WHERE earlier.queue = j.queue AND earlier.state IN ('waiting', 'running') AND earlier.id < j.id))
   ORDER BY run_at, id LIMIT 1)sql";
constexpr std::string_view kDue = R"sql(
  SELECT (SELECT count(*) FROM (SELECT 1 FROM journal_job WHERE state = 'waiting' AND run_at <= :now LIMIT 1) w) +
         (SELECT count(*) FROM (SELECT 1 FROM journal_job WHERE state = 'running' AND lease_until < :now LIMIT 1) r)
)sql";
constexpr std::string_view kTake = R"sql(
  UPDATE journal_job
     SET state = 'running', attempts = :attempts, taken = :taken, lease_until = :lease_until
   WHERE id = :id)sql";

constexpr std::string_view kProlong = R"sql(
  UPDATE journal_job SET lease_until = :lease_until
   WHERE id = :id AND state = 'running' AND taken = :taken
  RETURNING cancel_asked)sql";
constexpr std::string_view kReport = R"sql(
  UPDATE journal_job
     SET lease_until = :lease_until, progress_done = :done, progress_total = :total, message = :message
   WHERE id = :id AND state = 'running' AND taken = :taken
  RETURNING cancel_asked)sql";
constexpr std::string_view kEndJob = R"sql(
  UPDATE journal_job
     SET state = :state, ended_at = :now, lease_until = NULL, message = :message
   WHERE id = :id AND state = 'running' AND taken = :taken)sql";
constexpr std::string_view kPutBack = R"sql(
  UPDATE journal_job
     SET state = 'waiting', run_at = :run_at, attempts = :attempts, lease_until = NULL, message = :message
   WHERE id = :id AND state = 'running' AND taken = :taken)sql";
constexpr std::string_view kStopAsked = R"sql(
  SELECT cancel_asked FROM journal_job WHERE id = :id AND state = 'running' AND taken = :taken)sql";

constexpr std::string_view kFindJob = R"sql(
  SELECT id, kind, state, attempts, run_at, progress_done, progress_total, message, cancel_asked, owner, request_id,
         created_at, every_seconds
    FROM journal_job WHERE id = :id)sql";
constexpr std::string_view kInState = R"sql(
  SELECT id, kind, state, attempts, run_at, progress_done, progress_total, message, cancel_asked, owner, request_id,
         created_at, every_seconds
    FROM journal_job WHERE state = :state ORDER BY id DESC LIMIT :limit)sql";
constexpr std::string_view kCancelWaiting = R"sql(
  UPDATE journal_job SET state = 'cancelled', cancel_asked = 1
   WHERE id = :id AND state = 'waiting' AND every_seconds IS NULL)sql";
constexpr std::string_view kCancelRunning = R"sql(
  UPDATE journal_job SET cancel_asked = 1 WHERE id = :id AND state = 'running' AND every_seconds IS NULL)sql";
constexpr std::string_view kRetry = R"sql(
  UPDATE journal_job
     SET state = 'waiting', run_at = :now, attempts = 0, cancel_asked = 0, ended_at = NULL
   WHERE id = :id AND state IN ('failed', 'cancelled'))sql";
constexpr std::string_view kForgetJobs = R"sql(
  DELETE FROM journal_job WHERE state IN ('done', 'failed', 'cancelled') AND coalesce(ended_at, run_at) < :before)sql";

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

std::optional<std::int64_t> seconds_of(const std::optional<std::chrono::seconds>& period) {
  if (!period) return std::nullopt;
  return period->count();
}

TakenJob to_taken(const Row& row) {
  TakenJob job{.id = row.get<JobId>("id"),
               .taken = row.get<std::int64_t>("taken") + 1,
               .kind = row.get<std::string>("kind"),
               .payload = row.get<std::string>("payload"),
               .attempt = row.get<int>("attempts") + 1,
               .period = {},
               .event = row.get<std::optional<std::int64_t>>("event_seq"),
               .owner = row.get<PersonId>("owner"),
               .request_id = row.get<std::string>("request_id")};
  if (auto seconds = row.get<std::optional<std::int64_t>>("every_seconds")) job.period = std::chrono::seconds(*seconds);
  return job;
}

Job to_job(const Row& row) {
  return {.id = row.get<JobId>("id"),
          .kind = row.get<std::string>("kind"),
          .state = row.get<JobState>("state"),
          .attempts = row.get<int>("attempts"),
          .run_at = row.get<Instant>("run_at"),
          .progress_done = row.get<std::int64_t>("progress_done"),
          .progress_total = row.get<std::int64_t>("progress_total"),
          .message = stored_sentence(row.get<std::string_view>("message")),
          .cancel_asked = row.get<bool>("cancel_asked"),
          .owner = row.get<PersonId>("owner"),
          .request_id = row.get<std::string>("request_id"),
          .created_at = row.get<Instant>("created_at"),
          .of_the_house = row.get<std::optional<std::int64_t>>("every_seconds").has_value()};
}

void wait_again(Tx& tx, const TakenJob& job, Instant run_at, const Sentence& message, int attempts) {
  auto text = to_stored(message);
  tx.exec(kPutBack,
          {{":run_at", run_at}, {":attempts", attempts}, {":message", text}, {":id", job.id}, {":taken", job.taken}});
}

}  // namespace

JobId add_job(Tx& tx, const Op& op, const NewJob& job) {
  auto dedupe_key = unless_empty(job.options.dedupe_key);
  auto queue = unless_empty(job.options.queue);
  auto id_of = [](const Row& row) { return row.get<JobId>("id"); };
  auto added = tx.first(kAddJob,
                        {{":kind", job.kind},
                         {":payload", job.payload},
                         {":run_at", job.options.run_at.value_or(op.now)},
                         {":queue", queue},
                         {":dedupe_key", dedupe_key},
                         {":every_seconds", seconds_of(job.period)},
                         {":event_seq", job.event},
                         {":owner", op.actor.person},
                         {":request_id", op.request_id},
                         {":now", op.now}},
                        id_of);
  if (!added) return *tx.first(kByKey, {{":dedupe_key", dedupe_key}}, id_of);
  ring_bell();
  return *added;
}

void ensure_period(Tx& tx, const Op& op, const std::string& kind, std::chrono::seconds period) {
  auto key = "every " + kind;
  add_job(tx, op, {.kind = kind, .payload = "{}", .options = {.dedupe_key = key}, .period = period});
  tx.exec(kSetPeriod, {{":seconds", std::int64_t{period.count()}}, {":key", key}});
  tx.exec(kRevive, {{":now", op.now}, {":key", key}});
}

namespace jobs_detail {
JobId enqueue(Tx& tx, const Op& op, std::string_view kind, const std::string& payload, const JobOptions& options) {
  return add_job(tx, op, {.kind = std::string(kind), .payload = payload, .options = options});
}
}  // namespace jobs_detail

bool anything_due(Reader& db, Instant now) { return db.one<std::int64_t>(kDue, {{":now", now}}) > 0; }

std::optional<TakenJob> take_job(Tx& tx, Instant now, Instant lease_until) {
  auto job = tx.first(kAbandoned, {{":now", now}}, to_taken);
  if (!job) job = tx.first(kNext, {{":now", now}}, to_taken);
  if (job)
    tx.exec(kTake,
            {{":attempts", job->attempt}, {":taken", job->taken}, {":lease_until", lease_until}, {":id", job->id}});
  return job;
}

bool keep_job(Tx& tx, const TakenJob& job, Instant lease_until, const std::optional<Report>& report) {
  auto asked = [](const Row& row) { return row.get<bool>("cancel_asked"); };
  if (!report) {
    auto stop = tx.first(kProlong, {{":lease_until", lease_until}, {":id", job.id}, {":taken", job.taken}}, asked);
    return stop && !*stop;
  }
  auto text = to_stored(report->step);
  auto stop = tx.first(kReport,
                       {{":lease_until", lease_until},
                        {":done", report->done},
                        {":total", report->total},
                        {":message", text},
                        {":id", job.id},
                        {":taken", job.taken}},
                       asked);
  return stop && !*stop;
}

void end_job(Tx& tx, const TakenJob& job, JobState state, Instant now, const Sentence& message) {
  auto text = to_stored(message);
  tx.exec(kEndJob, {{":state", state}, {":now", now}, {":message", text}, {":id", job.id}, {":taken", job.taken}});
}

void put_back(Tx& tx, const TakenJob& job, Instant run_at, const Sentence& message, bool counts) {
  wait_again(tx, job, run_at, message, counts ? job.attempt : job.attempt - 1);
}

void put_off(Tx& tx, const TakenJob& job, Instant run_at, const Sentence& message) {
  wait_again(tx, job, run_at, message, 0);
}

bool stop_was_asked(Reader& db, const TakenJob& job) {
  auto asked = db.first(kStopAsked, {{":id", job.id}, {":taken", job.taken}},
                        [](const Row& row) { return row.get<bool>("cancel_asked"); });
  return asked.value_or(true);
}

std::optional<Job> find_job(Reader& db, JobId id) { return db.first(kFindJob, {{":id", id}}, to_job); }

std::vector<Job> jobs_in(Reader& db, JobState state, int limit) {
  return db.all(kInState, {{":state", state}, {":limit", limit}}, to_job);
}

Result<void> cancel(Tx& tx, JobId id) {
  if (tx.exec(kCancelWaiting, {{":id", id}}) == 1 || tx.exec(kCancelRunning, {{":id", id}}) == 1) return {};
  auto job = find_job(tx, id);
  if (!job) return Error::not_found(say("There is no such task."));
  if (job->of_the_house) return Error::refused(say("This task belongs to the house and comes again by itself."));
  return Error::refused(say("This task is already over."));
}

Result<void> retry(Tx& tx, JobId id, Instant now) {
  if (tx.exec(kRetry, {{":now", now}, {":id", id}}) == 1) return ring_bell(), Result<void>{};
  if (!find_job(tx, id)) return Error::not_found(say("There is no such task."));
  return Error::refused(say("Only a task that failed or was stopped can be started again."));
}

std::int64_t forget_jobs(Tx& tx, Instant before) { return tx.exec(kForgetJobs, {{":before", before}}); }

}  // namespace couloir::journal
