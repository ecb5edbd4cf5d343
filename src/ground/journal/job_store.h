// The only SQL on journal_job. Inside the journal only.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "journal/jobs.h"

namespace couloir::journal {

struct NewJob {
  std::string kind;
  std::string payload;
  JobOptions options = {};
  std::optional<std::int64_t> event = {};           ///< seq of the event listened to
  std::optional<std::chrono::seconds> period = {};  ///< set: it comes back
};
/// The id of the new job, or of the one already stored under its dedupe key.
JobId add_job(Tx&, const Op&, const NewJob&);
/// The one row of a job that comes back, there since the first start.
void ensure_period(Tx&, const Op&, const std::string& kind, std::chrono::seconds period);

/// A job in the hands of one runner. `taken` fences it: it counts how often the row was ever taken, so a runner whose
/// lease ended can no longer write to the job.
struct TakenJob {
  JobId id;
  std::int64_t taken = 0;
  std::string kind;
  std::string payload;
  int attempt = 0;
  std::optional<std::chrono::seconds> period;
  std::optional<std::int64_t> event;
  PersonId owner;
  std::string request_id;
};

bool anything_due(Reader&, Instant now);
/// The job whose turn it is, now running under a lease; those whose runner died come first.
std::optional<TakenJob> take_job(Tx&, Instant now, Instant lease_until);

struct Report {
  std::int64_t done = 0, total = 0;
  Sentence step;
};
/// Prolongs the lease, with news if there are any; false when the job is no longer ours or was asked to stop.
bool keep_job(Tx&, const TakenJob&, Instant lease_until, const std::optional<Report>&);

/// How an attempt ended; writes nothing when the job is no longer ours.
void end_job(Tx&, const TakenJob&, JobState, Instant now, const Sentence& message);
/// Waits for another turn. `counts`: the attempt is used up.
void put_back(Tx&, const TakenJob&, Instant run_at, const Sentence& message, bool counts);
/// Waits for its next period with a fresh count of attempts.
void put_off(Tx&, const TakenJob&, Instant run_at, const Sentence& message);
bool stop_was_asked(Reader&, const TakenJob&);

}  // namespace couloir::journal
