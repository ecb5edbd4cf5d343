#include "compliance/front.h"

#include "compliance/events.h"
#include "compliance/pages.h"
#include "compliance/scenario_edit.h"
#include "compliance/scenario_store.h"
#include "journal/mail.h"
#include "people/person.h"
#include "people/role.h"

namespace couloir::compliance {
namespace {

struct RunAgain {
  static constexpr auto kName = "compliance.run_again"sv;
  static constexpr auto kFields = journal::fields();
};
struct Remind {
  static constexpr auto kName = "compliance.remind"sv;
  static constexpr auto kFields = journal::fields();
};

/// Days before a due day on which its owner is reminded; on the first also of what fell due.
constexpr std::array kRemindBefore{14, 3, 0};
/// Days before a date of the law on which owners of concerned files are reminded.
constexpr std::array kLawBefore{90, 30, 10};

/// Mails one person, in her language; nobody who left.
template <class Write>
Result<void> mail_to(Tx& tx, const Op& op, PersonId id, Write&& write) {
  auto person = people::find_person(tx, id);
  if (!person || person->email.empty()) return {};
  Speaking speaking(person->lang);
  journal::Mail mail;
  mail.person = person->id;
  mail.to = person->email;
  mail.language = person->lang;
  write(mail);
  TRY(journal::enqueue_mail(tx, op, mail));
  return {};
}

std::string file_url(const std::string& base_url, UseCaseId id) {
  return base_url + "/use-cases/" + id.str() + "/compliance";
}

Result<void> mail_request(const std::string& base_url, const ScenarioAsked& asked, journal::JobContext& context) {
  auto op = context.op();
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    auto use_case = portfolio::use_case_door(tx, asked.use_case);
    if (!use_case) return {};
    for (auto lawyer : people::persons_with_role(tx, Role::legal))
      TRY(mail_to(tx, op, lawyer, [&](journal::Mail& mail) {
        mail.subject = tr("An AI-Act file waits for you: {1}", use_case->title);
        mail.text = tr("Its owner has answered the questions and hands the file “{1}” to Legal.\n\nTo read it rule by rule, "
                       "and to sign or send it back:\n\n{2}\n",
                       use_case->title, file_url(base_url, asked.use_case));
      }));
    return {};
  });
}

Result<void> mail_verdict(const std::string& base_url, const ScenarioJudged& judged, journal::JobContext& context) {
  auto op = context.op();
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    auto use_case = portfolio::use_case_door(tx, judged.use_case);
    auto verdicts = verdicts_of(tx, judged.scenario);
    if (!use_case || verdicts.empty()) return {};
    return mail_to(tx, op, judged.asked_by, [&](journal::Mail& mail) {
      bool good = judged.verdict == Verdict::signed_;
      mail.subject = good ? tr("Legal signed the AI-Act file: {1}", use_case->title)
                          : tr("Legal sent the AI-Act file back: {1}", use_case->title);
      const auto& reason = verdicts.front().reason;
      mail.text = use_case->title + "\n\n" + (reason.empty() ? "" : reason + "\n\n") +
                  file_url(base_url, judged.use_case) + "\n";
    });
  });
}

/// A new pack: every file is classified again, and Legal sees those that differ.
Result<void> run_again(const RulePack& pack, const std::string& zone, journal::JobContext& context) {
  auto op = context.op();
  TRY(rerun_scenarios(op, pack, day_in(op.now, zone)));
  return {};
}

int days_until(Date day, Date today) {
  return static_cast<int>((std::chrono::sys_days(day.d) - std::chrono::sys_days(today.d)).count());
}

/// Once a day: who has something due soon.
Result<void> remind(const RulePack& pack, const std::string& base_url, const std::string& zone,
                    journal::JobContext& context) {
  auto op = context.op();
  auto today = day_in(op.now, zone);
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    for (auto days : kRemindBefore) {
      Date day{std::chrono::sys_days(today.d) + std::chrono::days(days)};
      for (const auto& due : mitigations_due_on(tx, day)) {
        auto use_case = portfolio::use_case_door(tx, due.use_case);
        auto at = pack.obligation(due.obligation);
        if (!use_case || at == kNowhere) continue;
        TRY(mail_to(tx, op, due.owner, [&](journal::Mail& mail) {
          mail.subject = days == 0 ? tr("Due today: {1}", pack.obligations[at].title.text())
                                   : trn("Due in {1} day: {2}", "Due in {1} days: {2}", days,
                                         pack.obligations[at].title.text());
          mail.text = use_case->title + "\n\n" + pack.obligations[at].mitigation.text() + "\n\n" +
                      file_url(base_url, due.use_case) + "\n";
        }));
      }
    }
    for (const auto& date : pack.dates) {
      if (!date.remind || !date.on) continue;
      auto days = days_until(*date.on, today);
      if (std::ranges::find(kLawBefore, days) == kLawBefore.end()) continue;
      for (const auto& concerned : owners_concerned_by(tx, date.on->iso()))
        TRY(mail_to(tx, op, concerned.owner, [&](journal::Mail& mail) {
          mail.subject = tr("A date of the AI Act comes near: {1}", long_date(*date.on));
          mail.text = date.what.text() + "\n\n" + tr("It concerns one of your files:") + "\n" +
                      file_url(base_url, concerned.use_case) + "\n";
        }));
    }
    return {};
  });
}

}  // namespace

std::shared_ptr<const RulePack> no_rule_pack() { return std::make_shared<const RulePack>(); }

ActEvidence act_evidence(Reader& reader, OrganisationId organisation) {
  ActEvidence evidence;
  auto scenarios = scenarios_of(reader, organisation);
  auto use_cases = portfolio::use_case_doors_of(reader, organisation, 100);
  for (const auto& use_case : use_cases) {
    auto found = std::ranges::find(scenarios, use_case.id, &Scenario::use_case);
    bool open = found == scenarios.end() || found->state == ScenarioState::draft || found->state == ScenarioState::returned;
    if (open && !evidence.to_answer) evidence.to_answer = use_case.id;
    if (found == scenarios.end()) continue;
    ++evidence.begun;
    evidence.signed_ += found->state == ScenarioState::signed_;
  }
  return evidence;
}

void mount(web::Site& site, const RulePack& pack, journal::Jobs& jobs) {
  mount_question_pages(site.router(), pack);
  mount_file_pages(site.router(), pack);
  mount_register_pages(site.router(), pack);
  auto url = site.config().base_url;
  auto zone = site.config().timezone;
  mount_api(site.api(), pack, zone);
  jobs.on<ScenarioAsked>("compliance.mail_request", [url](const ScenarioAsked& asked, journal::JobContext& context) {
    return mail_request(url, asked, context);
  });
  jobs.on<ScenarioJudged>("compliance.mail_verdict", [url](const ScenarioJudged& judged, journal::JobContext& context) {
    return mail_verdict(url, judged, context);
  });
  jobs.every<RunAgain>(std::chrono::hours(1), [&pack, zone](const RunAgain&, journal::JobContext& context) {
    return run_again(pack, zone, context);
  });
  jobs.every<Remind>(std::chrono::hours(24), [&pack, url, zone](const Remind&, journal::JobContext& context) {
    return remind(pack, url, zone, context);
  });
}

}  // namespace couloir::compliance
