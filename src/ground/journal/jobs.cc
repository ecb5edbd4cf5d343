// Takes jobs one by one, runs their handlers outside any transaction and writes down how it went.
#include "journal/jobs.h"

#include <fmt/format.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/bug.h"
#include "base/log.h"
#include "journal/job_store.h"
#include "journal/outbox.h"
#include "words/words.h"

namespace couloir::journal {
namespace {

using namespace std::chrono_literals;

constexpr auto kLease = 60s;          // a killed process's jobs are taken over after this
constexpr auto kBreath = 20s;         // how often the lease of a running job is prolonged
constexpr auto kPoll = 2s;            // for jobs asked for by another process
constexpr auto kReportPause = 500ms;  // between two writes of progress, or two looks for a cancellation
constexpr auto kDatabasePause = 5s;   // when the database does not answer
constexpr std::array kPauses{10s, 60s, 300s, 1800s, 7200s, 21600s, 57600s};

bool worth_another_try(Code code) {
  return code == Code::unavailable || code == Code::conflict || code == Code::too_many;
}

Actor the_program() {
  Actor actor;
  actor.door = Door::job;
  return actor;
}

void log_failure(const TakenJob& job, std::string_view id, std::string_view why) {
  log_line(id, {{"job", job.id.str()},
                {"kind", job.kind},
                {"attempt", std::to_string(job.attempt)},
                {"request", job.request_id},
                {"what", std::string(why)}});
}

/// One attempt at one job, as its handler sees it.
class Attempt final : public JobContext {
 public:
  Attempt(Db& db, const Clock& clock, const std::atomic<bool>& stopping, TakenJob job)
      : db_(db), clock_(clock), stopping_(stopping), job_(std::move(job)) {}

  Op op() const override {
    auto once = job_.period ? std::nullopt : std::optional(job_.id.v);
    return {db_, the_program(), clock_.now(), "job-" + job_.id.str(), once};
  }
  JobId id() const override { return job_.id; }
  PersonId owner() const override { return job_.owner; }
  int attempt() const override { return job_.attempt; }
  bool last_attempt() const override { return !pause_after(job_.attempt); }
  std::optional<Entry> event() const override {
    return job_.event ? find_entry(*db_.reader(), *job_.event) : std::nullopt;
  }

  void progress(std::int64_t done, std::int64_t total, const Sentence& step) override {
    report_ = {done, total, step};
    if (!pause_is_over(reported_)) return;
    auto prolonged = clock_.now() + kLease;
    db_.write([&](Tx& tx) {
      stop_ = !keep_job(tx, job_, prolonged, report_);
      return true;
    });
  }
  bool cancelled() override {
    if (!stop_ && pause_is_over(looked_)) stop_ = stop_was_asked(*db_.reader(), job_);
    bool ending = stopping_;  // read once: what was answered and what is remembered must be the same
    if (!stop_ && ending) told_of_end_ = true;
    return stop_ || ending;
  }
  /// It may have left its work half done because the program ends; nobody asked it to give up.
  bool told_of_end() const { return told_of_end_; }

  const TakenJob& job() const { return job_; }
  const std::optional<Report>& report() const { return report_; }

 private:
  bool pause_is_over(std::optional<Instant>& last) const {
    auto now = clock_.now();
    if (last && now - *last < kReportPause) return false;
    last = now;
    return true;
  }

  Db& db_;
  const Clock& clock_;
  const std::atomic<bool>& stopping_;
  TakenJob job_;
  std::optional<Report> report_;
  std::optional<Instant> reported_, looked_;
  bool stop_ = false, told_of_end_ = false;
};

}  // namespace

std::optional<std::chrono::seconds> pause_after(int attempts) {
  auto nth = static_cast<std::size_t>(std::max(attempts, 1) - 1);
  return nth < kPauses.size() ? std::optional(kPauses[nth]) : std::nullopt;
}

struct Jobs::Runner {
  Db& db;
  const Clock& clock;
  std::map<std::string, Raw, std::less<>> handlers;
  std::vector<std::pair<std::string, std::chrono::seconds>> periods;
  std::vector<Listener> listeners;
  std::vector<Onlooker> onlookers;

  std::atomic<bool> stopping = false;
  std::vector<std::thread> threads;
  std::mutex mutex;                 // guards in_hand
  std::condition_variable stopped;  // wakes the keeper early
  std::vector<TakenJob> in_hand;

  Runner(Db& d, const Clock& c) : db(d), clock(c) {}

  void ensure_periods();
  std::optional<TakenJob> take();
  bool run_one();
  Result<void> call_handler(Attempt&);
  void settle(Tx&, const Attempt&, const Result<void>&);
  void settle_failure(Tx&, const TakenJob&, const Error&);
  void hold(const TakenJob&);
  void let_go(const TakenJob&);
  void take_turns();
  void keep_leases();
};

void Jobs::Runner::ensure_periods() {
  if (periods.empty()) return;
  Op op{db, the_program(), clock.now(), "start"};
  db.write([&](Tx& tx) {
    for (const auto& [kind, period] : periods) ensure_period(tx, op, kind, period);
    return true;
  });
}

std::optional<TakenJob> Jobs::Runner::take() {
  std::optional<TakenJob> job;
  auto now = clock.now();
  db.write([&](Tx& tx) {
    job = take_job(tx, now, now + kLease);
    return job.has_value();
  });
  return job;
}

bool Jobs::Runner::run_one() {
  auto job = take();
  if (!job) return false;
  Attempt attempt(db, clock, stopping, *job);
  hold(*job);
  auto outcome = call_handler(attempt);
  let_go(*job);
  db.write([&](Tx& tx) {
    settle(tx, attempt, outcome);
    return true;
  });
  return true;
}

// The job runner is one of the three places that catch: whatever a handler throws is logged once and tried again.
Result<void> Jobs::Runner::call_handler(Attempt& attempt) {
  const auto& job = attempt.job();
  auto broken = [&](std::string_view why) {
    log_failure(job, "job.broke", why);
    return Error::unavailable(say("Something went wrong inside couloir; the log of the server says what."));
  };
  if (job.attempt > 1 && !pause_after(job.attempt - 1))  // its last attempt never came back
    return Error::refused(say("This task stopped the program each time it was tried."));
  auto handler = handlers.find(job.kind);
  if (handler == handlers.end()) return broken("nobody handles this kind");
  try {
    Speaking speaking(Lang::fr);
    return handler->second(job.payload, attempt);
  } catch (const std::exception& e) {
    return broken(e.what());
  }
}

void Jobs::Runner::settle(Tx& tx, const Attempt& attempt, const Result<void>& outcome) {
  const auto& job = attempt.job();
  if (attempt.report()) keep_job(tx, job, clock.now() + kLease, attempt.report());
  if (!outcome) return settle_failure(tx, job, outcome.error());
  if (attempt.told_of_end() && !stop_was_asked(tx, job)) return put_back(tx, job, clock.now(), {}, false);
  auto message = attempt.report() ? attempt.report()->step : Sentence{};
  if (job.period)
    put_off(tx, job, clock.now() + *job.period, message);
  else
    end_job(tx, job, JobState::done, clock.now(), message);
}

void Jobs::Runner::settle_failure(Tx& tx, const TakenJob& job, const Error& error) {
  auto now = clock.now();
  if (stop_was_asked(tx, job)) return end_job(tx, job, JobState::cancelled, now, error.message);
  if (stopping) return put_back(tx, job, now, error.message, false);
  auto pause = worth_another_try(error.code) ? pause_after(job.attempt) : std::nullopt;
  auto why = fmt::format("{} {}", error.message.msgid, error.context);
  log_failure(job, pause ? "job.later" : "job.failed", why);
  if (pause) return put_back(tx, job, now + *pause, error.message, true);
  if (job.period) return put_off(tx, job, now + *job.period, error.message);
  end_job(tx, job, JobState::failed, now, error.message);
}

void Jobs::Runner::hold(const TakenJob& job) {
  std::lock_guard lock(mutex);
  in_hand.push_back(job);
}

void Jobs::Runner::let_go(const TakenJob& job) {
  std::lock_guard lock(mutex);
  std::erase_if(in_hand, [&](const TakenJob& held) { return held.id == job.id; });
}

void Jobs::Runner::take_turns() {
  std::int64_t heard = -1;
  while (!stopping) {
    auto rings = bell_rings();
    bool rung = std::exchange(heard, rings) != rings;
    try {
      if ((rung || anything_due(*db.reader(), clock.now())) && run_one()) continue;
      await_bell(heard, kPoll);
    } catch (const std::exception& e) {  // the database is away: what was taken is taken again when its lease ends
      log_line("jobs.wait", {{"what", e.what()}});
      await_bell(bell_rings(), kDatabasePause);
    }
  }
}

void Jobs::Runner::keep_leases() {
  std::unique_lock lock(mutex);
  while (!stopped.wait_for(lock, kBreath, [&] { return stopping.load(); })) {
    auto held = in_hand;
    lock.unlock();
    try {
      db.write([&](Tx& tx) {
        for (const auto& job : held) keep_job(tx, job, clock.now() + kLease, std::nullopt);
        return !held.empty();
      });
    } catch (const std::exception& e) {
      log_line("jobs.lease", {{"what", e.what()}});
    }
    lock.lock();
  }
}

Jobs::Jobs(Db& db, const Clock& clock) : runner_(std::make_unique<Runner>(db, clock)) {}

Jobs::~Jobs() {
  stop();
  for (const auto& listener : runner_->listeners) remove_from_listeners(listener);
  for (const auto& onlooker : runner_->onlookers) remove_from_onlookers(onlooker);
}

void Jobs::add(std::string_view kind, Raw handler) {
  check(runner_->threads.empty(), "jobs are wired before they start");
  bool fresh = runner_->handlers.emplace(kind, std::move(handler)).second;
  check(fresh, "one handler for one kind of job");
}

void Jobs::add_listener(std::string_view event, std::string_view name, Order order) {
  runner_->listeners.push_back({std::string(event), std::string(name), order});
  add_to_listeners(runner_->listeners.back());
}

Jobs& Jobs::within(std::string_view event, std::string_view name, Within act) {
  runner_->onlookers.push_back({std::string(event), std::string(name), std::move(act)});
  add_to_onlookers(runner_->onlookers.back());
  return *this;
}

void Jobs::add_period(std::string_view kind, std::chrono::seconds period) {
  runner_->periods.emplace_back(kind, period);
}

void Jobs::start(int threads) {
  check(runner_->threads.empty(), "jobs start once");
  runner_->stopping = false;
  runner_->ensure_periods();
  for (int i = 0; i < threads; ++i) runner_->threads.emplace_back([r = runner_.get()] { r->take_turns(); });
  runner_->threads.emplace_back([r = runner_.get()] { r->keep_leases(); });
}

void Jobs::stop() {
  {
    std::lock_guard lock(runner_->mutex);
    runner_->stopping = true;
  }
  runner_->stopped.notify_all();
  ring_bell();
  for (auto& thread : runner_->threads) thread.join();
  runner_->threads.clear();
}

int Jobs::run_due() {
  runner_->ensure_periods();
  int attempts = 0;
  while (runner_->run_one()) ++attempts;
  return attempts;
}

}  // namespace couloir::journal
