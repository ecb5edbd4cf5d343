// The tasks that couloir does by itself (mails, imports, exports): what state they are in, try again, cancel.
#include "html/table.h"
#include "journal/jobs.h"
#include "reception/mount.h"
#include "reception/page_kit.h"
#include "reception/wording.h"
#include "web/site.h"

namespace couloir::reception {

using html::el;
using html::path;
using journal::Job;
using journal::JobState;
using web::Request;
using web::Response;

namespace {

Html state_tag(const Job& job) {
  switch (job.state) {
    case JobState::waiting:
      return view::tag(word(job.state), view::Tone::info, view::Icon::clock);
    case JobState::running:
      return view::tag(job.cancel_asked ? tr("Stopping") : word(job.state), view::Tone::accent, view::Icon::spark);
    case JobState::done:
      return view::tag(word(job.state), view::Tone::good, view::Icon::check);
    case JobState::failed:
      return view::tag(word(job.state), view::Tone::bad, view::Icon::cross);
    case JobState::cancelled:
      return view::tag(word(job.state));
  }
  return {};
}

Html buttons(Request& request, const Job& job) {
  auto one = [&](std::string text, std::string_view act) {
    return view::button(view::Post{.text = std::move(text),
                                   .to = below("/office/jobs", job.id.v),
                                   .csrf = web::stamp(request),
                                   .weight = view::Weight::secondary,
                                   .about = job.kind + " " + job.id.str(),
                                   .values = {{"act", std::string(act)}}});
  };
  if (job.state == JobState::failed || job.state == JobState::cancelled) return one(tr("Try again"), "retry");
  if (job.of_the_house) return {};
  if (job.state == JobState::waiting || (job.state == JobState::running && !job.cancel_asked))
    return one(tr("Cancel"), "cancel");
  return {};
}

std::string how_far(const Job& job) {
  if (job.state == JobState::waiting) return {};
  if (job.progress_total > 0) return tr("{1} of {2}", number(job.progress_done), number(job.progress_total));
  return job.progress_done > 0 ? number(job.progress_done) : std::string();
}

Response jobs_page(Request& request) {
  auto state = from_name<JobState>(request.asked("state")).value_or(JobState::failed);
  auto db = request.site.db().reader();
  std::vector<view::Tab> tabs;
  for (std::size_t i = 0; i < kNames<JobState>.size(); ++i) {
    auto s = static_cast<JobState>(i);
    tabs.push_back({word(s), path("/office/jobs", {{"state", kNames<JobState>[i]}}), s == state});
  }
  view::Table table{
      .caption = tr("Tasks"),
      .caption_hidden = true,
      .columns = {{tr("Task")},
                  {tr("State")},
                  {tr("How far")},
                  {tr("Tries"), true},
                  {tr("Asked for")},
                  {tr("Next try or start")}},
      .empty = view::empty_state(tr("No such task"),
                                 tr("Mails, imports and other long work appear here while they wait, run or fail."))};
  for (const auto& job : journal::jobs_in(*db, state)) {
    auto why = job.message.empty() ? Html() : el("p", {html::cls("note")}, {tr(job.message)});
    table.rows.push_back({{html::text(job.kind + " " + job.id.str()) + why, state_tag(job), html::text(how_far(job)),
                           html::text(number(std::int64_t{job.attempts})), html::text(when(request, job.created_at)),
                           html::text(when(request, job.run_at))},
                          buttons(request, job)});
  }
  auto content = view::heading({.title = tr("Tasks"),
                                .lead = tr("What couloir does by itself. A task that fails for a passing reason is "
                                           "tried again for about a day before it comes here."),
                                .eyebrow = tr("Office")}) +
                 view::tabs(tr("State of the tasks"), tabs) + view::table(table);
  return web::page(request, tr("Tasks"), content);
}

Response act_on_job(Request& request) {
  auto id = request.id<journal::JobId>("id");
  if (!id) return web::error_page(request, id.error());
  auto op = request.op();
  bool again = request.filled("act") == "retry";
  auto done = in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    return again ? journal::retry(tx, *id, op.now) : journal::cancel(tx, *id);
  });
  if (!done) return web::error_page(request, done.error());
  return web::see_other(request, path("/office/jobs"),
                        again ? say("The task will be tried again.") : say("The task is told to stop."));
}

}  // namespace

void mount_job_pages(web::Router& router, const FrontDesk&) {
  auto office = web::only({Role::office, Role::admin});
  router.get("/office/jobs", office, jobs_page);
  router.post("/office/jobs/{id}", office, act_on_job);
}

}  // namespace couloir::reception
