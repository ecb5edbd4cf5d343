// Endpoints on the tasks that couloir does by itself.
#include "journal/jobs.h"
#include "reception/api_kit.h"
#include "reception/mount.h"
#include "words/words.h"

namespace couloir::reception {

using people::Scope;
using web::Answer;
using web::Call;
using web::Method;
using web::None;

namespace {

struct JobItem {
  journal::JobId id;
  std::string kind;
  journal::JobState state{};
  int attempts = 0;
  std::int64_t progress_done = 0, progress_total = 0;
  std::string message;
  Instant created_at, run_at;
};
void describe(Describer& d, JobItem& j) {
  d.type("Job");
  d.field("id", j.id);
  d.field("kind", j.kind);
  d.field("state", j.state);
  d.field("attempts", j.attempts);
  d.field("progress_done", j.progress_done);
  d.field("progress_total", j.progress_total);
  d.field("message", j.message);
  d.field("created_at", j.created_at);
  d.field("run_at", j.run_at);
}
struct JobList {
  std::vector<JobItem> items;
};
void describe(Describer& d, JobList& l) {
  d.type("JobList");
  d.field("items", l.items);
}
struct JobQuery {
  journal::JobState state = journal::JobState::failed;
};
void describe(Describer& d, JobQuery& q) {
  d.type("JobQuery");
  d.field("state", q.state, Rule{}.or_keep().doc(_t("State of the tasks to list")));
}

Result<Answer<JobList>> list_jobs(const Call& call, const JobQuery& q) {
  JobList all;
  for (const auto& j : journal::jobs_in(*call.op.db.reader(), q.state))
    all.items.push_back({j.id, j.kind, j.state, j.attempts, j.progress_done, j.progress_total,
                         j.message.empty() ? "" : tr(j.message), j.created_at, j.run_at});
  return Answer<JobList>{.value = std::move(all)};
}

Result<Answer<None>> retry(const Call& call, const None&) {
  TRY_LET(auto id, call.id<journal::JobId>("id"));
  TRY(in_transaction(call.op.db, [&](Tx& tx) { return journal::retry(tx, id, call.op.now); }));
  return Answer<None>{};
}

Result<Answer<None>> cancel(const Call& call, const None&) {
  TRY_LET(auto id, call.id<journal::JobId>("id"));
  TRY(in_transaction(call.op.db, [&](Tx& tx) { return journal::cancel(tx, id); }));
  return Answer<None>{};
}

}  // namespace

void mount_job_api(web::Api& api) {
  auto office = web::only({Role::office, Role::admin});
  api.add<JobQuery, JobList>(
      {Method::get, "/jobs", "job list", _t("Tasks in one state, newest first"), office, Scope::journal_read},
      list_jobs);
  api.add<None, None>({Method::post, "/jobs/{id}/retry", "job retry",
                       _t("Try a task again that failed or was cancelled"), office, Scope::people_admin},
                      retry);
  api.add<None, None>(
      {Method::remove, "/jobs/{id}", "job cancel", _t("Tell a task to stop"), office, Scope::people_admin}, cancel);
}

}  // namespace couloir::reception
