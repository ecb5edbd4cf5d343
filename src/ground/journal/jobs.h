// Work done later, after the commit that asked for it: kept in journal_job, so a kill loses nothing, tried again until
// it works. Also the outbox: each listener of an event is one job. A handler may run twice and must bear it;
// its mails are queued once all the same (enqueue_mail).
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "journal/journal.h"
#include "journal/payload.h"
#include "store/db.h"

namespace couloir::journal {

using JobId = Id<struct JobTag>;

enum class JobState { waiting, running, done, failed, cancelled };

}  // namespace couloir::journal

template <>
inline constexpr auto couloir::kNames<couloir::journal::JobState> =
    std::array{"waiting"sv, "running"sv, "done"sv, "failed"sv, "cancelled"sv};

namespace couloir::journal {

struct JobOptions {
  std::optional<Instant> run_at = {};  ///< not before; empty: at once
  std::string dedupe_key = {};  ///< asking again with a key that is still stored gives the first job; empty: never
  std::string queue = {};       ///< jobs of one queue run one after another, in the order they were asked for
};

/// Asks for work in the caller's transaction. J is a Described struct (payload.h) named "part.verb".
template <Described J>
JobId enqueue(Tx&, const Op&, const J&, const JobOptions& = {});

struct Job {
  JobId id;
  std::string kind;
  JobState state = JobState::waiting;
  int attempts = 0;
  Instant run_at;
  std::int64_t progress_done = 0;
  std::int64_t progress_total = 0;  ///< 0: not known
  Sentence message;                 ///< the last thing it said: a step, or why it failed
  bool cancel_asked = false;
  PersonId owner;  ///< who asked; 0: the program
  std::string request_id;
  Instant created_at;
  bool of_the_house = false;  ///< comes again by itself and cannot be cancelled
};
std::optional<Job> find_job(Reader&, JobId);
/// It waits or runs.
inline bool is_open(const std::optional<Job>& job) {
  return job && (job->state == JobState::waiting || job->state == JobState::running);
}
/// Newest first.
std::vector<Job> jobs_in(Reader&, JobState, int limit = 100);

/// A waiting job never starts; a running one is told and stops when it looks. Errors: not_found, refused (it is over,
/// or comes again by itself).
Result<void> cancel(Tx&, JobId);
/// Puts a failed or cancelled job back, with a fresh count of attempts. Errors: not_found, refused (it did not fail).
Result<void> retry(Tx&, JobId, Instant now);
/// Forgets the jobs that were over before `before`; returns how many.
std::int64_t forget_jobs(Tx&, Instant before);

/// Wait before attempt 2, 3…: 10 s, 1 min, 5 min, 30 min, 2 h, 6 h, 16 h (about a day), then the job fails.
std::optional<std::chrono::seconds> pause_after(int attempts);

/// What a handler is given. Each call may throw StoreFailure, which ends the attempt and is tried again. progress() and
/// cancelled() use the database: never call them inside a transaction.
class JobContext {
 public:
  virtual ~JobContext() = default;
  /// Database, clock and request id, as the program itself (Door::job, no person). It names its job unless that is of
  /// every(), whose number is the same each period.
  virtual Op op() const = 0;
  virtual JobId id() const = 0;
  virtual PersonId owner() const = 0;
  virtual int attempt() const = 0;  ///< 1 the first time
  virtual bool last_attempt() const = 0;
  /// The event listened to; empty for work asked for by enqueue().
  virtual std::optional<Entry> event() const = 0;
  /// Told to whoever watches; written at most twice a second. Total 0: not known.
  virtual void progress(std::int64_t done, std::int64_t total, const Sentence& step = {}) = 0;
  /// True once somebody asked to stop, once the lease was lost, or when the program ends: return as soon as things are
  /// tidy. A handler that was told the program ends is called again after the next start, even when it returned a
  /// value.
  virtual bool cancelled() = 0;
};

/// Done on a value. Errors: unavailable, conflict, too_many are tried again later; any other fails the job at once.
/// An exception is tried again.
template <class T>
using Handling = std::function<Result<void>(const T&, JobContext&)>;

/// `kept`: a listener gets its events in the order of the journal, each only after the one before is over.
enum class Order { any, kept };

/// What is done in the transaction that records an event. It holds nothing but values: it may be asked after whoever
/// added it is gone.
using Within = std::function<void(Tx&, const Op&)>;

/// Who handles what, and the threads that do it. Wired once at start in every process that writes, since record() asks
/// it who listens; only the server calls start(). Kinds and listener names are frozen once released.
class Jobs {
 public:
  Jobs(Db&, const Clock&);
  ~Jobs();  ///< stops
  Jobs(const Jobs&) = delete;
  Jobs& operator=(const Jobs&) = delete;

  template <Described J>
  Jobs& handle(Handling<J>);
  /// Runs once as soon as possible and then again each `period` after it ended, whatever its outcome.
  template <Described J>
  Jobs& every(std::chrono::seconds period, Handling<J>);
  /// `name` tells this listener from the others, e.g. "calls.mail_receipt".
  template <Event E>
  Jobs& on(std::string_view name, Handling<E>, Order = Order::any);
  /// For work that is seldom wanted: `act` looks whether it is, and only then asks for a job. A name of an event may be
  /// one that nothing here knows.
  Jobs& within(std::string_view event, std::string_view name, Within act);

  /// Threads that take jobs as they come. A job asked for in this process starts right after its commit, one asked for
  /// elsewhere within two seconds, one whose process was killed when its lease ends (a minute).
  void start(int threads = 1);
  /// Tells running handlers to stop and waits for them; unfinished ones go back to waiting.
  void stop();
  /// Runs here and now everything that is due, until nothing is; returns the number of attempts made. For tests,
  /// the demonstration and the command line.
  int run_due();

 private:
  using Raw = std::function<Result<void>(std::string_view payload, JobContext&)>;
  void add(std::string_view kind, Raw);
  void add_listener(std::string_view event, std::string_view name, Order);
  void add_period(std::string_view kind, std::chrono::seconds period);
  template <class T>
  static Raw decoding(Handling<T> handler);

  struct Runner;
  std::unique_ptr<Runner> runner_;
};

// ── details ──
namespace jobs_detail {
JobId enqueue(Tx&, const Op&, std::string_view kind, const std::string& payload, const JobOptions&);
}  // namespace jobs_detail

template <Described J>
JobId enqueue(Tx& tx, const Op& op, const J& job, const JobOptions& options) {
  return jobs_detail::enqueue(tx, op, J::kName, write_payload(job), options);
}

template <class T>
Jobs::Raw Jobs::decoding(Handling<T> handler) {
  return [handler = std::move(handler)](std::string_view payload, JobContext& context) -> Result<void> {
    TRY_LET(auto thing, read_payload<T>(payload));
    return handler(thing, context);
  };
}

template <Described J>
Jobs& Jobs::handle(Handling<J> handler) {
  add(J::kName, decoding<J>(std::move(handler)));
  return *this;
}

template <Described J>
Jobs& Jobs::every(std::chrono::seconds period, Handling<J> handler) {
  add(J::kName, decoding<J>(std::move(handler)));
  add_period(J::kName, period);
  return *this;
}

template <Event E>
Jobs& Jobs::on(std::string_view name, Handling<E> handler, Order order) {
  add(name, decoding<E>(std::move(handler)));
  add_listener(E::kName, name, order);
  return *this;
}

}  // namespace couloir::journal
