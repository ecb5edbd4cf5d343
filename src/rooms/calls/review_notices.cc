#include "calls/review_notices.h"

#include <algorithm>

#include "calls/call_store.h"
#include "calls/link_store.h"
#include "calls/review_store.h"
#include "people/person_mail.h"

namespace couloir::calls {
namespace {

/// Days before the end of a phase at which who has not given everything is reminded, once.
constexpr std::chrono::days kRemindBefore{3};

struct TellReviewer {
  static constexpr auto kName = "calls.tell_reviewer"sv;
  CallId call;
  PersonId reviewer;
  static constexpr auto kFields =
      journal::fields(journal::field("call", &TellReviewer::call), journal::field("reviewer", &TellReviewer::reviewer));
};
struct RemindReviewer {
  static constexpr auto kName = "calls.remind_reviewer"sv;
  PhaseId phase;
  PersonId reviewer;
  static constexpr auto kFields = journal::fields(journal::field("phase", &RemindReviewer::phase),
                                                  journal::field("reviewer", &RemindReviewer::reviewer));
};
struct LookAtPhases {
  static constexpr auto kName = "calls.look_at_phases"sv;
  static constexpr auto kFields = journal::fields();
};

/// How many of hers wait in this batch, of those she may see.
std::int64_t open_reviews(const std::vector<ClearAssignment>& clear, CallId call,
                          std::optional<CutOffId> cut_off = {}) {
  return std::ranges::count_if(clear, [&](const ClearAssignment& a) {
    return a.call == call && (!cut_off || a.cut_off == *cut_off) && a.dossier_state == DossierState::under_review &&
           a.state != ReviewState::given;
  });
}

class ReviewMails {
 public:
  ReviewMails(std::string base_url, std::string zone) : base_url_(std::move(base_url)), zone_(std::move(zone)) {}

  Result<void> tell(const TellReviewer& job, journal::JobContext& context) const {
    auto op = context.op();
    return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
      auto call = find_call(tx, job.call);
      auto count = open_reviews(clear_assignments(tx, job.reviewer), job.call);
      auto waits = parties_to_declare(tx, job.reviewer);
      bool declares = std::ranges::any_of(waits, [&](const ToDeclare& t) { return t.call == job.call; });
      if (!call || (count == 0 && !declares)) return {};
      return people::mail_to(tx, op, job.reviewer, [&](journal::Mail& mail, const auto&) {
        mail.subject = count > 0 ? tr("Reviews wait for you: {1}", call->name.text())
                                 : tr("Before you review: {1}", call->name.text());
        mail.text =
            declares
                ? tr("Say first which parties of this call you have a link with. What you may review appears after "
                     "that:\n\n{1}\n",
                     base_url_ + "/calls/" + call->code + "/links")
                : tr("Your files stand here, with their days:\n\n{1}\n", base_url_ + "/reviews");
      });
    });
  }

  Result<void> remind(const RemindReviewer& job, journal::JobContext& context) const {
    auto op = context.op();
    return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
      auto phase = find_phase(tx, job.phase);
      if (!phase || standing_at(*phase, op.now) != PhaseStanding::open) return {};
      auto count = open_reviews(clear_assignments(tx, job.reviewer), phase->call, phase->cut_off);
      if (count == 0) return {};
      return people::mail_to(tx, op, job.reviewer, [&](journal::Mail& mail, const auto&) {
        mail.subject = trn("{1} review to give until {2}", "{1} reviews to give until {2}", count,
                           long_date(day_in(phase->closes, zone_)));
        mail.text = tr("Your files stand here, with their days:\n\n{1}\n", base_url_ + "/reviews");
      });
    });
  }

  Result<void> look(journal::JobContext& context) const {
    auto op = context.op();
    return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
      for (const auto& phase : phases_of(tx, {})) {
        if (standing_at(phase, op.now) != PhaseStanding::open || phase.closes - op.now > kRemindBefore) continue;
        std::vector<PersonId> told;
        for (const auto& a : assignments_of_batch(tx, phase.call, phase.cut_off)) {
          if (a.state == ReviewState::given || std::ranges::find(told, a.reviewer) != told.end()) continue;
          told.push_back(a.reviewer);
          journal::enqueue(tx, op, RemindReviewer{phase.id, a.reviewer},
                           {.dedupe_key = "calls.remind_reviewer/" + phase.id.str() + "/" + a.reviewer.str()});
        }
      }
      return {};
    });
  }

 private:
  std::string base_url_, zone_;
};

}  // namespace

void tell_reviewer(Tx& tx, const Op& op, CallId call, PersonId reviewer) {
  // One mail for all that one act of the office gives her.
  journal::enqueue(tx, op, TellReviewer{call, reviewer},
                   {.dedupe_key = "calls.tell_reviewer/" + call.str() + "/" + reviewer.str() + "/" + op.now.iso()});
}

void mount_review_notices(journal::Jobs& jobs, std::string base_url, std::string zone) {
  auto notices = std::make_shared<const ReviewMails>(std::move(base_url), std::move(zone));
  jobs.handle<TellReviewer>(
      [notices](const TellReviewer& job, journal::JobContext& c) { return notices->tell(job, c); });
  jobs.handle<RemindReviewer>(
      [notices](const RemindReviewer& job, journal::JobContext& c) { return notices->remind(job, c); });
  jobs.every<LookAtPhases>(std::chrono::hours(12),
                           [notices](const LookAtPhases&, journal::JobContext& c) { return notices->look(c); });
}

}  // namespace couloir::calls
